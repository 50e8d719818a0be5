"""Ways, mends and network interfaces of ``network`` as tables of the page. All that a learner has written is set as text, never as markup."""

from collections.abc import Iterable, Sequence
from html import escape

from sim.network.outcome import (
    FunctionOutcome,
    HopOutcome,
    InterfaceOutcome,
    MendOutcome,
    Outcome,
    PathOutcome,
    RefusalOutcome,
    Symptom,
)
from sim.network.picture import WORDS

MOST_WAYS = 12
_NOTHING_FITS = "nothing fits"
_STYLE = """<style>
.ways { container-type: inline-size; --good: light-dark(#1c6b3a, #6fd79a); --bad: light-dark(#b3182d, #ff8a96);
  --odd: light-dark(#8a4b08, #f3b867); --mute: light-dark(#566074, #a3adbf); }
.ways p { margin: 0 0 .5rem; overflow-wrap: anywhere; }
.ways :is(.good, .through) { --tone: var(--good); }
.ways :is(.bad, .stopped) { --tone: var(--bad); }
.ways .hint { border-left: 4px solid light-dark(#0b63ce, #7db8ff); padding: .5rem .9rem; border-radius: 2px;
  background: color-mix(in srgb, light-dark(#0b63ce, #7db8ff) 8%, transparent); }
.ways details { margin-bottom: .5rem; border: 1px solid color-mix(in srgb, currentColor 18%, transparent);
  border-left: 5px solid var(--tone); border-radius: 2px; padding: .4rem .8rem; }
.ways summary { cursor: pointer; font-weight: 600; overflow-wrap: anywhere; }
.ways summary span { color: var(--tone); }
.ways .seen { margin-top: .4rem; }
.ways table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .4rem 0 .5rem; }
.ways th, .ways td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border: none;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); overflow-wrap: anywhere; }
.ways thead th { border-top: none; color: var(--mute); font-weight: 600; overflow-wrap: normal; }
.ways tbody th { font-weight: 600; min-width: 9rem; }
.ways small { display: block; color: var(--mute); font-weight: 400; }
.ways td.outcome { white-space: nowrap; font-weight: 600; color: var(--tone); min-width: 6.5rem; }
.ways td.outcome span { display: inline-block; width: 1.3em; }
.ways td.rule { min-width: 8rem; }
.ways tr.stopped { background: color-mix(in srgb, var(--bad) 9%, transparent); }
.ways tr.stopped :is(td, th):first-child { padding-left: .5rem; }
.ways tr.back th { font-weight: 600; color: var(--mute); }
.ways td.state { white-space: nowrap; }
.ways td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.ways .mend { margin: 0; }
.ways .mend b { font-size: 1.05rem; }
.ways ol { margin: .3rem 0; padding-left: 1.4rem; }
.ways li { overflow-wrap: anywhere; }
.ways .cost { color: var(--mute); }
@container (max-width: 640px) {
  .ways thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .ways tr, .ways td, .ways tbody th { display: block; min-width: 0; padding: 0 0 .15rem; border: none; }
  .ways tr { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding: .6rem 0; }
  .ways tr.stopped { padding-left: .5rem; }
  .ways tr.stopped :is(td, th):first-child { padding-left: 0; }
  .ways td[data-title]::before { content: attr(data-title) ": "; color: var(--mute); }
}
</style>"""


def ways(paths: Sequence[PathOutcome]) -> str:
    """The way from each function and subnet, hop by hop; the first that is broken stands open, or the first."""
    broken = next((path for path in paths if not path.reached), None)
    shown = "".join(_way(path, is_open=path is (broken or paths[0])) for path in paths[:MOST_WAYS])
    rest = len(paths) - MOST_WAYS
    return shown + (f"<p><small>And {rest} ways more.</small></p>" if rest > 0 else "")


def _way(path: PathOutcome, *, is_open: bool) -> str:
    title = f"{path.function}{path.subnet and ' in '}{path.subnet}"
    sign, word = ("✓", "reached") if path.reached else ("✕", f"stopped at {path.stopped_at}")
    there = "".join(_hop(hop) for hop in path.hops if not hop.is_back)
    back = "".join(_hop(hop) for hop in path.hops if hop.is_back)
    rows = f"<tbody>{there}</tbody>"
    if back:
        rows += f'<tbody><tr class="back"><th colspan="4" scope="rowgroup">The way back</th></tr>{back}</tbody>'
    table = _table(("It is", "Hop", "Rule", "Why"), rows, f"Hop by hop: {title}")
    return (
        f'<details class="{"good" if path.reached else "bad"}"{" open" if is_open else ""}>'
        f'<summary>{escape(title)}: <span><span aria-hidden="true">{sign}</span> {escape(word)}</span></summary>'
        f'<p class="seen">{escape(seen(path))}</p>{table}</details>'
    )


def seen(path: PathOutcome) -> str:
    """What the code sees, if it runs."""
    return path.seen if path.symptom is Symptom.NOT_RUN else f"What the code sees: {path.seen}"


def _hop(hop: HopOutcome) -> str:
    sign, word = ("✓", "through") if hop.passes else ("✕", "stopped")
    rule = hop.rule or ("" if hop.passes else _NOTHING_FITS)
    what = WORDS[hop.check]
    return (
        f'<tr class="{word}"><td class="outcome"><span aria-hidden="true">{sign}</span>{word}</td>'
        f'<th scope="row">{escape(what[:1].upper() + what[1:])}<small>{escape(hop.name)}</small></th>'
        f'<td class="rule" data-title="Rule">{escape(rule) or "none is asked"}</td><td>{escape(hop.why)}</td></tr>'
    )


def hint(text: str) -> str:
    """What else there is to know; nothing if there is nothing."""
    return f'<p class="hint">{escape(text)}</p>' if text else ""


def refused(refusals: Iterable[RefusalOutcome]) -> str:
    """What AWS does not take, each with its answer."""
    rows = "".join(
        f'<tr class="stopped"><td class="outcome"><span aria-hidden="true">✕</span>refused</td>'
        f'<th scope="row">{escape(one.operation)}<small>{escape(f"{one.status} {one.error_code}")}</small></th>'
        f"<td>{escape(one.why)}<small>{escape(one.message)}</small></td></tr>"
        for one in refusals
    )
    return _table(("It is", "Call", "Why"), f"<tbody>{rows}</tbody>", "What AWS refuses") if rows else ""


def mend(number: int, one: MendOutcome) -> str:
    """A way to mend it: its changes, and its cost."""
    changes = "".join(f"<li>{escape(told)}</li>" for told in one.changes)
    count = "1 change" if one.parts == 1 else f"{one.parts} changes"
    title = one.title[:1].upper() + one.title[1:]
    return (
        f'<div class="mend"><b>{number}. {escape(title)}</b> ({count})<ol>{changes}</ol>'
        f'<p class="cost">{escape(one.cost)}</p></div>'
    )


def interfaces(outcome: Outcome) -> str:
    """The Hyperplane ENIs, by subnet and groups, and the states that functions go through."""
    if not outcome.pairs:
        return "<p>No function is attached to the VPC, so Lambda makes no network interface in it.</p>"
    pairs = "".join(_pair(pair) for pair in outcome.pairs)
    functions = "".join(_function(function) for function in outcome.functions if function.attached)
    heads = ("Subnet and groups", "Shared by", "Connections", "ENIs")
    return _table(heads, f"<tbody>{pairs}</tbody>", "Network interfaces") + _table(
        ("Function", "At first", "Then", "Combinations", "Why"), f"<tbody>{functions}</tbody>", "States"
    )


def _pair(pair: InterfaceOutcome) -> str:
    return (
        f'<tr><th scope="row">{escape(pair.subnet)}<small>{escape(", ".join(pair.security_groups))}</small></th>'
        f'<td data-title="Shared by">{escape(", ".join(pair.functions))}</td>'
        f'<td class="number" data-title="Connections">{pair.connections:,}</td>'
        f'<td class="number" data-title="ENIs">{pair.count:,}</td></tr>'
    )


def _function(one: FunctionOutcome) -> str:
    tone = "stopped" if one.error_code else ""
    code = f"<small>Invoke: {one.status} {escape(one.error_code)}</small>" if one.error_code else ""
    return (
        f'<tr class="{tone}"><th scope="row">{escape(one.function)}</th><td class="state" data-title="At first">{escape(one.at_first)}</td>'
        f'<td class="state" data-title="Then">{escape(one.state)}{code}</td>'
        f'<td class="state" data-title="Combinations">{one.made} new, {one.shared} shared</td><td>{escape(one.why)}</td></tr>'
    )


def page(*parts: str) -> str:
    """The parts in their style."""
    return f'{_STYLE}<div class="ways">{"".join(parts)}</div>'


def _table(head: Iterable[str], body: str, label: str) -> str:
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    return f'<table aria-label="{escape(label)}"><thead><tr>{titles}</tr></thead>{body}</table>'
