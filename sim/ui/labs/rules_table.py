"""What became of many rules, as a table of the page. All that a learner has written is set as text, never as markup."""

import re
from collections import Counter
from collections.abc import Iterable
from html import escape
from types import MappingProxyType
from urllib.parse import urlencode

from sim.catalog import presets, simulators
from sim.link import to_link
from sim.rules import Judgement, Outcome, RuleResult
from sim.ui.labs.frame import LONGEST_LINK

MOST_ROWS = 200
MOST_LINKS = 20
"""Rules that can be opened beside the event: each link holds the whole event."""
SANDBOX = "pattern"
SIGNS = MappingProxyType(
    {
        Judgement.FIRED: "✓",
        Judgement.REFUSED: "✕",
        Judgement.UNKNOWN: "?",
        Judgement.SILENT: "○",
        Judgement.DISABLED: "‖",
        Judgement.REPLACED: "→",
        Judgement.SCHEDULED: "◷",
    }
)
"""A sign for each outcome, in the order of the table."""
STYLE = """<style>
.many-rules { container-type: inline-size; --good: light-dark(#1c6b3a, #6fd79a); --bad: light-dark(#b3182d, #ff8a96);
  --odd: light-dark(#8a4b08, #f3b867); --mute: light-dark(#566074, #a3adbf); }
.many-rules p { margin: 0; }
.many-rules .banner { border: 1px solid; border-color: color-mix(in srgb, var(--tone) 45%, transparent); border-left-width: 6px;
  border-radius: .6rem; background: color-mix(in srgb, var(--tone) 9%, transparent); padding: .8rem 1.1rem; margin-bottom: .8rem; }
.many-rules .says { color: var(--tone); font-family: "Bricolage Grotesque", sans-serif; font-size: 1.6rem; font-weight: 700;
  line-height: 1.25; }
.many-rules table { border-collapse: collapse; width: 100%; font-size: .92rem; }
.many-rules th, .many-rules td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border: none;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.many-rules a { color: light-dark(#1a6a96, #7cc4ec); white-space: nowrap; }
.many-rules thead :is(th, td) { border-top: none; color: var(--mute); font-weight: 600; }
.many-rules tbody th { font-weight: 600; overflow-wrap: anywhere; min-width: 12rem; }
.many-rules .quotas tbody th { min-width: 0; }
.many-rules small { display: block; color: var(--mute); font-weight: 400; }
.many-rules .outcome { white-space: nowrap; font-weight: 600; color: var(--tone); }
.many-rules .outcome span { display: inline-block; width: 1.3em; }
.many-rules .why { overflow-wrap: anywhere; }
.many-rules code { overflow-wrap: anywhere; font-size: .86em; }
.many-rules .fired { --tone: var(--good); }
.many-rules .refused { --tone: var(--bad); }
.many-rules .unknown { --tone: var(--odd); }
.many-rules .silent, .many-rules .disabled, .many-rules .replaced, .many-rules .scheduled { --tone: var(--mute); }
.many-rules li { overflow-wrap: anywhere; }
@container (max-width: 600px) {
  .many-rules .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .many-rules .cards tr, .many-rules .cards td, .many-rules .cards tbody th { display: block; min-width: 0; padding: 0 0 .15rem; border: none; }
  .many-rules .cards tr { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding: .6rem 0; }
}
</style>"""


def banner(outcome: Outcome) -> str:
    """How many fired of how many, said large, and what became of the others."""
    counts = Counter(result.outcome for result in outcome.results)
    rest = ", ".join(f"{counts[one]:,} {one.value}" for one in SIGNS if counts[one])
    verb = "fires" if 1 in {outcome.fired, outcome.rules} else "fire"
    noun = "rule" if outcome.rules == 1 else "rules"
    says = f"{outcome.fired:,} of {outcome.rules:,} {noun} {verb}"
    if outcome.event_error:
        says = "The event cannot be read"
        rest = outcome.event_error
    tone = "unknown" if outcome.event_error else "fired" if outcome.fired else "silent"
    form = f"Read as {outcome.form}."
    return (
        f'<div class="banner {tone}" role="status"><p class="says">{escape(says)}</p>'
        f"<p>{_told(rest)}</p><p><small>{escape(form)}</small></p></div>"
    )


def table(results: Iterable[RuleResult], event: str) -> str:
    """The rules, those that fired first, then those in need of a look, then the silent ones, the nearest first."""
    ranks = {one: n for n, one in enumerate(SIGNS)}
    ordered = sorted(results, key=lambda one: (ranks[one.outcome], one.refused_fields, -one.fields))
    rows = "".join(_row(result, event, linked=n < MOST_LINKS) for n, result in enumerate(ordered[:MOST_ROWS]))
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Outcome", "Rule", "Why"))
    body = f'<table class="cards"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    rest = Counter(result.outcome for result in ordered[MOST_ROWS:])
    told = ", ".join(f"{number:,} {one.value}" for one, number in rest.items())
    more = f"<p>{rest.total():,} more rules are not listed: {told}.</p>" if told else ""
    return f"{body}{more}"


def _row(result: RuleResult, event: str, *, linked: bool) -> str:
    word = result.outcome.value
    where = f"line {result.line}" + (f", bus {result.bus}" if result.bus != "default" else "")
    remark = f"<small>{_told(result.remark)}</small>" if result.remark else ""
    link = _link(result, event) if linked else ""
    return (
        f'<tr class="{word}"><td class="outcome"><span aria-hidden="true">{SIGNS[result.outcome]}</span>{word}</td>'
        f'<th scope="row">{escape(_printable(result.name))}<small>{escape(where)}</small></th>'
        f'<td class="why">{_told(result.why)}{link}{remark}</td></tr>'
    )


def _link(result: RuleResult, event: str) -> str:
    """The way to the lab in which the pattern alone is tried on the event; nothing if the link would be too long."""
    if SANDBOX not in simulators() or not result.pattern:
        return ""
    first = next(iter(presets(SANDBOX)))
    query = urlencode(to_link(SANDBOX, first, {"pattern": result.pattern, "event": event}))
    if len(query) > LONGEST_LINK:
        return ""
    label = escape(f"Look at {_printable(result.name)} alone", quote=True)
    return f' <a href="lab-{SANDBOX}?{escape(query, quote=True)}" aria-label="{label}">Look closer</a>'


def limits(outcome: Outcome) -> str:
    """Each quota, and how much of it the book takes."""
    rows = "".join(
        f'<tr class="{"refused" if limit.over else "fired"}"><th scope="row">{escape(limit.words)}</th>'
        f"<td>{limit.most:,}</td><td>{limit.now:,}</td>"
        f'<td class="outcome"><span aria-hidden="true">{"✕" if limit.over else "✓"}</span>'
        f"{'over' if limit.over else 'within'}</td></tr>"
        for limit in outcome.limits
    )
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Quota", "AWS allows", "Here", ""))
    head = head.replace('<th scope="col"></th>', "<td></td>")
    return f'<table class="quotas"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def notes(told: Iterable[str]) -> str:
    """Remarks about the whole book, as a list."""
    items = "".join(f"<li>{_told(one)}</li>" for one in told)
    return f"<ul>{items}</ul>" if items else ""


def page(*parts: str) -> str:
    """The parts in their style."""
    return f'{STYLE}<div class="many-rules">{"".join(parts)}</div>'


def _told(text: str) -> str:
    """A sentence; what stands in backticks is code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(_printable(text)))


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else "·" for sign in text)
