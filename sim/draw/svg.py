"""A trace as a still picture: an SVG that can stand in a text, with the same colours, shapes and words as the player."""

from html import escape

from sim.draw.arrange import stack
from sim.draw.axis import Axis, folded
from sim.draw.palette import Colours, colours
from sim.draw.text import duration
from sim.trace import Span, Tone, Trace

WIDTH, GUTTER, ROW, TOP = 720, 112, 40, 30
BAR = 22


def svg(trace: Trace[object], *, dark: bool = False, until: int | None = None, alt: str = "") -> str:
    """The trace up to ``until`` (its end, if not given) as an SVG document in text, ``alt`` as its name."""
    paint = colours(dark=dark)
    end = trace.end if until is None else until
    spans = [span for span in trace.spans if span.start <= end]
    axis = folded(
        [at for span in spans for at in (span.start, min(span.end, end))] + [e.at for e in trace.entries if e.at <= end]
    )
    first, rows, depth = _rows(trace, spans)
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
            parts.append(f'<text x="0" y="{y + BAR / 2 + 4}" fill="{paint.ink}">{escape(lane.title)}</text>')
            parts.append(
                f'<line x1="{GUTTER}" x2="{WIDTH}" y1="{y + BAR + 6}" y2="{y + BAR + 6}" stroke="{paint.line}"/>'
            )
    for span, row in zip(spans, rows, strict=True):
        parts.append(_bar(span, TOP + row * ROW, axis, end, paint))
    parts += [_fold(fold, axis, height, paint) for fold in axis.folds]
    parts += _ticks(axis, height, paint)
    return "".join(parts) + "</svg>"


def _x(axis: Axis, moment: int) -> float:
    return GUTTER + axis.place(moment) * (WIDTH - GUTTER - 8)


def _rows(trace: Trace[object], spans: list[Span]) -> tuple[dict[str, int], list[int], int]:
    """The first row of each lane, the row of each span, and how many rows there are."""
    within = stack(spans)
    first, depth = {}, 0
    for lane in trace.lanes:
        mine = [row for row, span in zip(within, spans, strict=True) if span.lane == lane.id]
        if mine:
            first[lane.id] = depth
            depth += 1 + max(mine)
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


def _fold(fold: tuple[int, int], axis: Axis, height: int, paint: Colours) -> str:
    middle = (_x(axis, fold[0]) + _x(axis, fold[1])) / 2
    zigzag = " ".join(f"l{3 if n % 2 else -3} 6" for n in range((height - TOP - 16) // 6))
    return (
        f'<path d="M{middle:.1f} {TOP - 8} {zigzag}" fill="none" stroke="{paint.quiet}" stroke-width="1"/>'
        f'<text x="{middle:.1f}" y="12" text-anchor="middle" fill="{paint.quiet}">{duration(fold[1] - fold[0], whole_seconds=True)}</text>'
    )


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
