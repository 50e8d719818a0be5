"""The four ways side by side, as a table of the page: a row for each, whatever the lab has run."""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from sim.draw.text import duration
from sim.modes import By, Ended, Notice, Outcome, Scenario, Way, WayOutcome
from sim.modes.diagram import ENDS

SHOWN_TIMES = 5
HEAD = ("Way", "Who waits", "Attempts", "Who tried again", "Where it ended", "Who notices", "The others")
_WAITS: Mapping[Way, str] = MappingProxyType(
    {
        Way.SYNCHRONOUS: "the caller",
        Way.ASYNCHRONOUS: "nobody; Lambda’s own queue has the event",
        Way.QUEUE: "the mapping; the queue has the message, hidden",
        Way.STREAM: "the mapping, and the shard behind the record",
    }
)
_AGAIN: Mapping[By, str] = MappingProxyType(
    {
        By.NOBODY: "nobody",
        By.CALLER: "the caller",
        By.LAMBDA: "Lambda",
        By.MAPPING: "the mapping",
    }
)
_METRICS: Mapping[Way, str] = MappingProxyType(
    {
        Way.SYNCHRONOUS: "Errors, Throttles",
        Way.ASYNCHRONOUS: "AsyncEventsDropped, AsyncEventAge",
        Way.QUEUE: "ApproximateAgeOfOldestMessage",
        Way.STREAM: "IteratorAge",
    }
)
_KEPT: Mapping[Way, str] = MappingProxyType(
    {
        Way.SYNCHRONOUS: "",
        Way.ASYNCHRONOUS: "whoever reads the function’s destination or dead-letter queue",
        Way.QUEUE: "whoever reads the queue’s dead-letter queue",
        Way.STREAM: "whoever reads the mapping’s destination",
    }
)
_STYLE = """<style>
.four-ways { container-type: inline-size; --mute: light-dark(#566074, #a3adbf); }
.four-ways table { border-collapse: collapse; width: 100%; font-size: .9rem; }
.four-ways caption { text-align: left; color: var(--mute); padding-bottom: .4rem; }
.four-ways th, .four-ways td { text-align: left; vertical-align: top; padding: .5rem .7rem .5rem 0; border: none;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); overflow-wrap: break-word; }
.four-ways thead th { border-top: none; color: var(--mute); font-weight: 600; }
.four-ways tbody th { font-weight: 600; }
.four-ways small { display: block; color: var(--mute); font-weight: 400; }
.four-ways .ended { font-weight: 600; color: var(--tone); }
.four-ways .ended::before { display: inline-block; width: 1.3em; content: var(--sign); }
.four-ways .succeeded { --tone: light-dark(#1c6b3a, #6fd79a); --sign: "✓"; }
.four-ways .told, .four-ways .lost { --tone: light-dark(#b3182d, #ff8a96); --sign: "✕"; }
.four-ways .dead-lettered { --tone: light-dark(#6a3d9a, #c9a6f0); --sign: "▪"; }
.four-ways .waiting { --tone: light-dark(#8a4b08, #f3b867); --sign: "…"; }
@container (max-width: 720px) {
  .four-ways thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .four-ways :is(tr, td, tbody th) { display: block; padding: 0 0 .2rem; border: none; }
  .four-ways tr { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding: .6rem 0; }
  .four-ways td::before { content: attr(data-head) ": "; color: var(--mute); }
  .four-ways td small { display: inline; }
  .four-ways .ended::before { display: inline; width: auto; font-weight: 400; content: attr(data-head) ": " var(--sign) " "; }
}
</style>"""


def page(scenario: Scenario, outcome: Outcome) -> str:
    """The table as HTML."""
    head = "".join(f'<th scope="col">{words}</th>' for words in HEAD)
    rows = "".join(_row(scenario, one) for one in outcome.ways)
    caption = f"<caption>{escape(_caption(scenario))}</caption>"
    table = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'{_STYLE}<div class="four-ways">{table}</div>'


def _caption(scenario: Scenario) -> str:
    if scenario.events == 1:
        return "What became of the event in each way."
    which = "first event" if scenario.outage_seconds else f"event that fails, number {scenario.event}"
    return f"What became of the {which} in each way, and of the other {scenario.events - 1}."


def _row(scenario: Scenario, found: WayOutcome) -> str:
    cells = (
        _cell("Who waits", _WAITS[found.way]),
        _cell("Attempts", str(found.attempts), _times(found)),
        _cell("Who tried again", _AGAIN[found.tried_again]),
        _ended(found),
        _cell("Who notices", _notices(found)),
        _cell("The others", _others(scenario, found)),
    )
    return f'<tr><th scope="row">{found.way}</th>{"".join(cells)}</tr>'


def _cell(head: str, text: str, more: str = "") -> str:
    told = f"{escape(text)} <small>{escape(more)}</small>" if more else escape(text)
    return f'<td data-head="{head}">{told}</td>'


def _ended(found: WayOutcome) -> str:
    when = "" if found.ended is Ended.WAITING else f" <small>after {duration(found.ended_at)}</small>"
    return f'<td data-head="Where it ended" class="ended {found.ended}">{ENDS[found.ended]}{when}</td>'


def _times(found: WayOutcome) -> str:
    """When the function was tried: the first attempts, and the last."""
    times = [duration(at) if at else "0" for at in found.attempt_times]
    if len(times) > SHOWN_TIMES:
        times = [*times[: SHOWN_TIMES - 1], "…", times[-1]]
    return f"at {', '.join(times)}" if times else ""


def _notices(found: WayOutcome) -> str:
    match found.noticed:
        case Notice.NOTHING:
            return "there is nothing to notice"
        case Notice.CALLER:
            return "the caller"
        case Notice.KEPT:
            return _KEPT[found.way]
        case _:
            return f"only who watches metrics: {_METRICS[found.way]}"


def _others(scenario: Scenario, found: WayOutcome) -> str:
    others = scenario.events - 1
    if not others:
        return "there are none"
    told = []
    if found.harmed:
        told.append(f"{found.harmed} came to a bad end")
    waiting = found.waiting - (found.ended is Ended.WAITING)
    if waiting:
        told.append(f"{waiting} still waiting")
    if found.late:
        told.append(f"up to {duration(found.late, whole_seconds=True)} late")
    if found.repeated:
        told.append(f"{found.repeated} worked on more than once")
    return ", ".join(told) or "not touched"
