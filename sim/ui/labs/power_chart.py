"""The pictures of the lab of ``power``: time over memory, and cost over memory. What is marked is marked by shape and by word.

They are written as Vega-Lite itself: the lab answers at every change, and building the same with altair takes most of 100 ms.
"""

from collections.abc import Mapping
from math import log
from typing import Any

from sim.draw.palette import Colours
from sim.power.outcome import Outcome, Size, Status
from sim.power.scenario import Scenario
from sim.power.sizing import size_of
from sim.power.words import is_what, mb, ms, usd
from sim.trace import Tone

Spec = dict[str, Any]

_SHAPES = {"cheapest": "diamond", "fastest": "triangle-up", "best value": "square", "": "circle", "failed": "cross"}
_ROW, _CLEAR = 14, 10
"""px from one word to the next above it, and what a word keeps clear of the curve where that comes down from the left."""
_NEAR = 0.3
"""Of the width: the words of a size that is closer than this to the one before stand above those."""
_STEPS = 48
"""Points of the line between the smallest size and the largest."""
_HEADROOM = 1.4
_HEIGHT = 300


def time_chart(scenario: Scenario, outcome: Outcome, paint: Colours) -> Spec:
    """Duration of a warm call over memory."""
    return _chart(scenario, outcome, paint, "duration", "ms a call")


def cost_chart(scenario: Scenario, outcome: Outcome, paint: Colours) -> Spec:
    """Price of the month over memory."""
    return _chart(scenario, outcome, paint, "price", "USD a month")


def _chart(scenario: Scenario, outcome: Outcome, paint: Colours, what: str, title: str) -> Spec:
    points = [_point(size, paint) for size in outcome.sizes]
    line = [_point(size, paint) for size in _between(scenario)]
    top = max((float(point[what]) for point in (*points, *line)), default=0.0) * _HEADROOM or 1.0
    low, high = scenario.sizes[0], scenario.sizes[-1]
    domain = [low, high] if high > low else [low / 2, 2 * low]
    x = {
        "field": "memory",
        "type": "quantitative",
        "title": "memory (MB)",
        "scale": {"type": "log", "base": 2, "domain": domain, "nice": False},
        "axis": {"values": list(scenario.sizes), "format": ",d", "labelOverlap": "greedy", "grid": False},
    }
    y = {
        "field": what,
        "type": "quantitative",
        "title": title,
        "scale": {"domain": [0, top], "nice": False},
        "axis": {"tickCount": 5},
    }
    curve = {
        "data": {"values": [{name: point[name] for name in ("memory", what)} for point in line]},
        "mark": {"type": "line", "color": paint.quiet, "strokeWidth": 2},
        "encoding": {"x": x, "y": y},
    }
    shown = {
        "data": {"values": points},
        "mark": {"type": "point", "size": 110, "filled": True, "opacity": 1},
        "encoding": {
            "x": x,
            "y": y,
            "shape": {"field": "shape", "type": "nominal", "scale": None, "legend": None},
            "color": {"field": "colour", "type": "nominal", "scale": None, "legend": None},
            "tooltip": [{"field": name, "type": "nominal"} for name in ("size", "time", "cost", "is")],
        },
    }
    return {"layer": [curve, shown, *_words(outcome, what, paint)], "height": _HEIGHT}


def _words(outcome: Outcome, what: str, paint: Colours) -> list[Spec]:
    """What a size is: word upon word above its point, on the side where there is room, each on a ground of its own."""
    low, high = outcome.sizes[0].memory_mb, outcome.sizes[-1].memory_mb
    found: list[Spec] = []
    row, before = 0, -1.0
    for size in outcome.sizes:
        place = log(size.memory_mb / low) / log(high / low) if high > low else 0.5
        words = is_what(size)
        row = row if place - before < _NEAR else 0
        right = place > 1 / 2
        clear = _CLEAR if right and what == "duration" else 0
        for word in words:
            row, before = row + 1, place
            mark = {
                "type": "text",
                "align": "right" if right else "left",
                "dx": 6 if right else -6,
                "dy": -_ROW * row - clear,
                "fontSize": 12,
                "fontWeight": 600,
            }
            ground = {"color": paint.ground, "stroke": paint.ground, "strokeWidth": 4, "strokeJoin": "round"}
            found += [_word(size, word, what, mark | colour, paint) for colour in (ground, {"color": paint.ink})]
    return found


def _word(size: Size, word: str, what: str, mark: Spec, paint: Colours) -> Spec:
    return {
        "data": {"values": [{**_point(size, paint), "word": word}]},
        "mark": mark,
        "encoding": {
            "x": {"field": "memory", "type": "quantitative"},
            "y": {"field": what, "type": "quantitative"},
            "text": {"field": "word", "type": "nominal"},
        },
    }


def _between(scenario: Scenario) -> list[Size]:
    """Sizes from the smallest to the largest that do the work, close enough for a line."""
    low, high = scenario.sizes[0], scenario.sizes[-1]
    steps = {round(low * (high / low) ** (step / _STEPS)) for step in range(_STEPS + 1)} | set(scenario.sizes)
    found = (size_of(scenario, memory_mb) for memory_mb in sorted(steps))
    return [size for size in found if size.status is Status.OK]


def _point(size: Size, paint: Colours) -> Mapping[str, Any]:
    marks = is_what(size)
    failed = size.status is not Status.OK
    tone = Tone.BAD if failed else Tone.WORK if marks else Tone.COLD
    return {
        "memory": size.memory_mb,
        "duration": size.duration,
        "price": size.usd,
        "shape": _SHAPES["failed" if failed else marks[0] if marks else ""],
        "colour": paint.tones[tone],
        "size": mb(size.memory_mb),
        "time": ms(size.duration),
        "cost": f"{usd(size.usd)} a month",
        "is": ", ".join(marks) or size.status.replace("_", " "),
    }
