"""The sizes of a run of ``power`` as tables of the page: the twin of the chart, and the price in its parts."""

from collections.abc import Iterable, Sequence
from html import escape

from sim.power.outcome import Outcome, Size, Status
from sim.power.words import STATUS, is_what, mb, ms, usd

SIGNS = {"cheapest": "◆", "fastest": "▲", "best value": "■"}
"""A sign for what a size is; the chart has the same shapes."""
_NONE = "–"
_STYLE = """<style>
.sizes { container-type: inline-size; --good: light-dark(#1c6b3a, #6fd79a); --bad: light-dark(#b3182d, #ff8a96);
  --mute: light-dark(#566074, #a3adbf); }
.sizes table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; margin-bottom: .75rem; }
.sizes th, .sizes td { text-align: right; vertical-align: top; padding: .45rem 0 .45rem .75rem; border: none;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.sizes :is(th, td):nth-child(-n + 2) { text-align: left; }
.sizes :is(th, td):first-child { padding-left: .5rem; }
.sizes :is(th, td):last-child { padding-right: .5rem; }
.sizes thead th { border-top: none; color: var(--mute); font-weight: 600; }
.sizes tbody th { font-weight: 600; white-space: nowrap; }
.sizes tbody td { white-space: nowrap; }
.sizes tbody td.is { font-weight: 600; white-space: normal; }
.sizes td.is > span { white-space: nowrap; margin-right: .8em; }
.sizes tr.chosen { background: color-mix(in srgb, var(--good) 9%, transparent); }
.sizes tr.failed td.is { color: var(--bad); }
@container (max-width: 640px) {
  .sizes thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .sizes tr { display: block; border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding: .5rem; }
  .sizes :is(td, tbody th) { display: flex; justify-content: space-between; gap: 1rem; padding: .1rem 0; border: none; }
  .sizes td.is { justify-content: flex-start; }
  .sizes td.is:empty { display: none; }
  .sizes td[data-label]::before { content: attr(data-label); color: var(--mute); }
  .sizes :is(th, td):is(:first-child, :last-child) { padding-left: 0; padding-right: 0; }
}
</style>"""


def sizes(outcome: Outcome) -> str:
    """Every size: what it is, its times, and its price."""
    head = ("Memory", "It is", "vCPU", "Duration", "Billed", "GB-s a month", "Price a month", "Over the cheapest")
    rows = [(mb(size.memory_mb), _is(size), f"{size.vcpus:g}", *_measured(size)) for size in outcome.sizes]
    return _table("Each memory size", head, rows, outcome.sizes)


def _measured(size: Size) -> tuple[str, ...]:
    if size.status is Status.OUT_OF_MEMORY:
        return (_NONE,) * 5
    over = f"{size.dearer_percent:+,} %" if size.dearer_percent > 0 else "0 %" if size.dearer_percent == 0 else _NONE
    return (ms(size.duration), f"{size.billed_ms:,} ms", f"{size.gb_s:,.0f}", usd(size.usd), over)


def parts(outcome: Outcome) -> str:
    """The price of the month in its parts."""
    head = ("Memory", "It is", "Requests", "Duration", "Init", "Free tier", "Price a month")
    rows = [(mb(size.memory_mb), _is(size), *_parts(size)) for size in outcome.sizes]
    return _table("The price in its parts", head, rows, outcome.sizes)


def _parts(size: Size) -> tuple[str, ...]:
    if size.status is Status.OUT_OF_MEMORY:
        return (_NONE,) * 5
    free = f"−{usd(size.free_usd)}" if size.free_usd else usd(0)
    return (usd(size.requests_usd), usd(size.duration_usd), usd(size.init_usd), free, usd(size.usd))


def beside(names: tuple[str, str], one: Outcome, other: Outcome) -> str:
    """The price of the month on two architectures, size by size."""
    head = ("Memory", "It is", *names, "Less on arm64")
    rows = []
    for mine, theirs in zip(one.sizes, other.sizes, strict=True):
        prices = (usd(mine.usd), usd(theirs.usd), usd(mine.usd - theirs.usd))
        rows.append(
            (mb(mine.memory_mb), _is(mine), *(prices if mine.status is not Status.OUT_OF_MEMORY else (_NONE,) * 3))
        )
    return _table("Two architectures", head, rows, one.sizes)


def remark_list(told: Iterable[str]) -> str:
    """Remarks, as a list."""
    items = "".join(f"<li>{escape(one)}</li>" for one in told)
    return f"<ul>{items}</ul>" if items else ""


def _is(size: Size) -> str:
    """Markup of what the size is: sign and word."""
    if size.status is not Status.OK:
        return f'<span><span aria-hidden="true">✕</span> {STATUS[size.status]}</span>'
    return "".join(f'<span><span aria-hidden="true">{SIGNS[word]}</span> {word}</span>' for word in is_what(size))


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], found: Iterable[Size]) -> str:
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "".join(_row(head, row, size) for row, size in zip(rows, found, strict=True))
    return (
        f'{_STYLE}<div class="sizes"><table aria-label="{escape(caption)}"><thead><tr>{titles}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(head: Sequence[str], row: Sequence[str], size: Size) -> str:
    kind = "failed" if size.status is not Status.OK else "chosen" if is_what(size) else ""
    cells = "".join(
        f'<td data-label="{escape(title)}">{escape(cell)}</td>' for title, cell in zip(head[2:], row[2:], strict=True)
    )
    return f'<tr class="{kind}"><th scope="row">{escape(row[0])}</th><td class="is">{row[1]}</td>{cells}</tr>'
