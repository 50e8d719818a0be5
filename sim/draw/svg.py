"""A trace as a still picture: an SVG that can stand in a text, with the same colours, shapes and words as the player."""

from collections.abc import Collection, Mapping
from html import escape
from types import MappingProxyType

from sim.draw.arrange import stack
from sim.draw.axis import Axis, folded
from sim.draw.palette import Colours, colours
from sim.draw.text import duration
from sim.trace import Entry, Span, Tone, Trace

WIDTH, GUTTER, ROW, TOP = 720, 132, 40, 30
BAR = 22
LONGEST_TITLE = 21
_CIRCLE = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0"
_DIAMOND = "M0 -6L6 0L0 6L-6 0Z"
_CROSS = "M-5 -5L5 5M-5 5L5 -5"
_DOWN = "M-6 -4L6 -4L0 6Z"
SIGNS: Mapping[Tone, str] = MappingProxyType(
    dict.fromkeys(Tone, _CIRCLE) | {Tone.NOTE: _DIAMOND, Tone.BAD: _CROSS, Tone.END: _DOWN}
)
"""The sign of an entry, by its tone: an SVG path around 0, 0."""


def svg(trace: Trace[object], *, dark: bool = False, until: int | None = None, alt: str = "") -> str:
    """The trace up to ``until`` (its end, if not given) as an SVG document in text, ``alt`` as its name."""
    paint = colours(dark=dark)
    end = trace.end if until is None else until
    spans = [span for span in trace.spans if span.start <= end]
    axis = folded(
        [at for span in spans for at in (span.start, min(span.end, end))] + [e.at for e in trace.entries if e.at <= end]
    )
    bare = {entry.lane for entry in trace.entries if entry.at <= end} - {span.lane for span in spans}
    first, rows, depth = _rows(trace, spans, bare)
    height = TOP + depth * ROW + 26
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(alt)}" '
        f'style="width:100%;min-width:560px;height:auto;font:12px Atkinson Hyperlegible Next,sans-serif">',
        f'<defs><pattern id="frost" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect width="6" height="6" fill="{paint.tones[Tone.COLD]}"/>'
        f'<rect width="2" height="6" fill="{paint.ground}" opacity=".35"/></pattern></defs>',
    ]
    for lane in trace.lanes:
        if lane.id in first:
            y = TOP + first[lane.id] * ROW
            parts.append(f'<text x="0" y="{y + BAR / 2 + 4}" fill="{paint.ink}">{escape(_short(lane.title))}</text>')
            parts.append(
                f'<line x1="{GUTTER}" x2="{WIDTH}" y1="{y + BAR + 6}" y2="{y + BAR + 6}" stroke="{paint.line}"/>'
            )
    for span, row in zip(spans, rows, strict=True):
        parts.append(_bar(span, TOP + row * ROW, axis, end, paint))
    for name in sorted(bare):
        entries = [entry for entry in trace.entries if entry.lane == name and entry.at <= end]
        parts += _marks(entries, TOP + first[name] * ROW + BAR // 2, axis, paint)
    parts += _folds(axis, height, paint)
    parts += _ticks(axis, height, paint)
    return "".join(parts) + "</svg>"


def _short(title: str) -> str:
    """A lane's title, cut where its room ends."""
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def _x(axis: Axis, moment: int) -> float:
    return GUTTER + axis.place(moment) * (WIDTH - GUTTER - 8)


def _rows(trace: Trace[object], spans: list[Span], bare: Collection[str]) -> tuple[dict[str, int], list[int], int]:
    """The first row of each lane, the row of each span, and how many rows there are. ``bare`` lanes have entries only."""
    within = stack(spans)
    first, depth = {}, 0
    for lane in trace.lanes:
        mine = [row for row, span in zip(within, spans, strict=True) if span.lane == lane.id]
        if mine or lane.id in bare:
            first[lane.id] = depth
            depth += 1 + max(mine, default=0)
    return first, [first[span.lane] + row for row, span in zip(within, spans, strict=True)], depth


def _bar(span: Span, y: int, axis: Axis, end: int, paint: Colours) -> str:
    x, stop = _x(axis, span.start), _x(axis, min(span.end, end))
    wide = max(stop - x, 2)
    colour = paint.tones[span.tone]
    if span.tone is Tone.REST:
        shape = f'<rect x="{x:.1f}" y="{y + BAR / 2 - 3}" width="{wide:.1f}" height="6" rx="3" fill="none" stroke="{colour}" stroke-dasharray="3 3"/>'
    else:
        fill = "url(#frost)" if span.tone is Tone.COLD else colour
        shape = f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{BAR}" rx="4" fill="{fill}"/>'
    label = ""
    said = next((words for words in (span.label, span.label.partition(" · ")[0]) if wide > 6.4 * len(words) + 8), "")
    if said:
        under = span.tone is Tone.REST
        place = f'x="{x + 6:.1f}" y="{y - 2 + BAR / 2 - 4 if under else y + BAR / 2 + 4}"'
        ink = paint.quiet if under else paint.ground
        label = f'<text {place} fill="{ink}">{escape(said)}</text>'
    return f"<g><title>{escape(span.label)}: {duration(span.end - span.start)}. {escape(span.why)}</title>{shape}{label}</g>"


def _marks(entries: list[Entry], y: int, axis: Axis, paint: Colours) -> list[str]:
    """The entries of a lane that has nothing else: a sign for each, and its words on the side that has room for them."""
    places = [_x(axis, entry.at) for entry in entries]
    marks = []
    taken = float(GUTTER)
    for n, (entry, x) in enumerate(zip(entries, places, strict=True)):
        until = places[n + 1] if n + 1 < len(places) else float(WIDTH)
        wide = 6.4 * len(entry.label)
        sign = f'<path d="{SIGNS[entry.tone]}" transform="translate({x:.1f} {y})" stroke="{paint.tones[entry.tone]}"/>'
        label, side = "", 0
        if until - x > wide + 18:
            side, taken = 10, x + 10 + wide
        elif x - taken > wide + 18:
            side, taken = -10, x
        if side:
            anchor = "start" if side > 0 else "end"
            place = f'x="{x + side:.1f}" y="{y + 4}" text-anchor="{anchor}" stroke="none" fill="{paint.ink}"'
            label = f"<text {place}>{escape(entry.label)}</text>"
        told = f"{entry.label}. {entry.why}"
        marks.append(f'<g fill="{paint.ground}" stroke-width="2"><title>{escape(told)}</title>{sign}{label}</g>')
    return marks


def _folds(axis: Axis, height: int, paint: Colours) -> list[str]:
    """The folds, and how long each is where its words find room."""
    drawn, free = [], 0.0
    zigzag = " ".join(f"l{3 if n % 2 else -3} 6" for n in range((height - TOP - 16) // 6))
    for start, end in axis.folds:
        middle = (_x(axis, start) + _x(axis, end)) / 2
        drawn.append(
            f'<path d="M{middle:.1f} {TOP - 8} {zigzag}" fill="none" stroke="{paint.quiet}" stroke-width="1"/>'
        )
        words = duration(end - start, whole_seconds=True)
        half = 3.4 * len(words)
        if middle - half > free:
            free = middle + half + 4
            drawn.append(f'<text x="{middle:.1f}" y="12" text-anchor="middle" fill="{paint.quiet}">{words}</text>')
    return drawn


def _ticks(axis: Axis, height: int, paint: Colours) -> list[str]:
    """Times under the picture, as many as stand apart."""
    ticks: list[str] = []
    free = float(GUTTER)
    for moment in axis.moments:
        words = duration(moment)
        half = 3.4 * len(words)
        x = max(_x(axis, moment), GUTTER + half)
        if x - half < free or x + half > WIDTH:
            continue
        free = x + half + 10
        ticks.append(f'<text x="{x:.1f}" y="{height - 6}" text-anchor="middle" fill="{paint.quiet}">{words}</text>')
    return ticks
