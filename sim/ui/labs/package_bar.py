"""What fills the 250 MB, or the 10 GB of an image: a bar of the page, and the table that says the same."""

from html import escape

from sim.package import Outcome, Part
from sim.package.values import exactly, size

STYLE = """<style>
.fills { container-type: inline-size; --mute: light-dark(#566074, #a3adbf); --bad: light-dark(#b3182d, #ff8a96);
  --c0: light-dark(#1f6f8b, #5cb6d6); --c1: light-dark(#6a3d9a, #c9a6f0); --c2: light-dark(#b04e00, #f5a13d);
  --c3: light-dark(#1c6b3a, #6fd79a); --c4: light-dark(#8b2f6b, #f09cc8); --c5: light-dark(#5c5f1a, #cfd46a); --c6: light-dark(#44546e, #9fb2d0); }
.fills .scale { position: relative; padding-top: 1.7rem; margin: .25rem 0 .6rem; }
.fills .track { display: flex; height: 2.6rem; border: 1px solid color-mix(in srgb, currentColor 45%, transparent); border-radius: 3px;
  overflow: hidden; background: color-mix(in srgb, currentColor 5%, transparent); }
.fills .track i { box-sizing: border-box; background: var(--c); border-right: 2px solid light-dark(#fbfaf7, #101623); min-width: 3px; flex: none; }
.fills .over { position: absolute; bottom: 0; height: 2.6rem; right: 0; pointer-events: none;
  background: repeating-linear-gradient(135deg, transparent 0 5px, light-dark(#ffffffb0, #101623b0) 5px 9px);
  outline: 2px solid var(--bad); outline-offset: -2px; }
.fills .limit { position: absolute; top: 0; bottom: -.3rem; border-left: 3px solid currentColor; }
.fills .limit b { position: absolute; top: 0; white-space: nowrap; font-size: .85rem; right: .4rem; }
.fills .limit.left b { right: auto; left: .4rem; }
.fills table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; margin-bottom: .75rem; }
.fills th, .fills td { text-align: right; vertical-align: top; padding: .4rem 0 .4rem .75rem; border: none;
  border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.fills :is(th, td):first-child { text-align: left; padding-left: 0; overflow-wrap: anywhere; }
.fills thead th { border-top: none; color: var(--mute); font-weight: 600; }
.fills tbody th { font-weight: 600; }
.fills tbody td { white-space: nowrap; }
.fills tbody th span { display: inline-block; width: .85em; height: .85em; margin-right: .5em; border-radius: 2px; background: var(--c); }
.fills tr.sum :is(th, td) { border-top: 2px solid color-mix(in srgb, currentColor 45%, transparent); }
.fills tr.too-much :is(th, td) { color: var(--bad); font-weight: 600; }
@container (max-width: 460px) { .fills .exact { display: none; } }
</style>"""
_COLOURS = 7


def bar(outcome: Outcome) -> str:
    """The bar, with the limit marked and what lies beyond it hatched, and its twin in figures."""
    return f'{STYLE}<div class="fills">{_bar(outcome)}{_table(outcome)}</div>'


def in_words(outcome: Outcome) -> str:
    """The bar as a sentence."""
    parts = ", ".join(f"{part.name} {size(part.bytes)}" for part in outcome.parts)
    rest = f"{size(outcome.over_bytes)} too many" if outcome.over_bytes else f"{size(outcome.free_bytes)} free"
    return f"{parts}: {size(outcome.unzipped_bytes)} of {size(outcome.limit_bytes)}, {rest}."


def _bar(outcome: Outcome) -> str:
    whole = max(outcome.unzipped_bytes, outcome.limit_bytes)
    pieces = "".join(
        f'<i style="width:{100 * part.bytes / whole:.3f}%;--c:var(--c{number % _COLOURS})"></i>'
        for number, part in enumerate(outcome.parts)
        if part.bytes
    )
    at = 100 * outcome.limit_bytes / whole
    over = f'<div class="over" style="left:{at:.3f}%"></div>' if outcome.over_bytes else ""
    side = "" if at > 35 else " left"
    place = f"left:calc({at:.3f}% - 3px)" if at >= 100 else f"left:{at:.3f}%"
    return (
        f'<div class="scale" role="img" aria-label="{escape(in_words(outcome), quote=True)}"><div class="track">{pieces}</div>{over}'
        f'<div class="limit{side}" style="{place}"><b>limit {size(outcome.limit_bytes)}</b></div></div>'
    )


def _table(outcome: Outcome) -> str:
    head = ("Part", "Size", "Bytes", "Of the limit")
    titles = "".join(f'<th scope="col"{_exact(number)}>{title}</th>' for number, title in enumerate(head))
    rows = "".join(_row(part, number) for number, part in enumerate(outcome.parts))
    used = outcome.unzipped_bytes
    rows += _sum("sum", "all of it", used, f"{outcome.used_percent:g} %")
    if outcome.over_bytes:
        rows += _sum(
            "too-much", "too many", outcome.over_bytes, f"{100 * outcome.over_bytes / outcome.limit_bytes:.1f} %"
        )
    else:
        rows += _sum("", "free", outcome.free_bytes, f"{100 * outcome.free_bytes / outcome.limit_bytes:.1f} %")
    return f'<table aria-label="What fills the limit"><thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table>'


def _row(part: Part, number: int) -> str:
    return (
        f'<tr><th scope="row"><span aria-hidden="true" style="--c:var(--c{number % _COLOURS})"></span>{escape(part.name)}</th>'
        f'<td>{size(part.bytes)}</td><td class="exact">{exactly(part.bytes)}</td><td>{part.percent:g} %</td></tr>'
    )


def _sum(kind: str, name: str, amount: int, percent: str) -> str:
    return f'<tr class="{kind}"><th scope="row">{name}</th><td>{size(amount)}</td><td class="exact">{exactly(amount)}</td><td>{percent}</td></tr>'


def _exact(number: int) -> str:
    return ' class="exact"' if number == 2 else ""
