"""The charts of the lab of ``concurrency`` as Vega-Lite: the lab answers at every change, and building the same with altair takes 30 to 90 ms."""

from collections.abc import Sequence
from typing import Any

Spec = dict[str, Any]
Rows = list[dict[str, Any]]

LEGEND = {"orient": "top", "columns": 1, "labelLimit": 300}
"""One name below the other: on a phone two have no room side by side."""


def chart(rows: Rows, height: int, **spec: Any) -> Spec:
    """A chart of the rows: a mark with its encoding, or layers of them."""
    return {"data": {"values": rows}, "height": height, **spec}


def amount(field: str, title: str | None, **more: Any) -> Spec:
    """A channel for a number."""
    return {"field": field, "type": "quantitative", "title": title, **more}


def steps(name: str, colour: str, until: int, top: int | None = None) -> Spec:
    """An area in steps over the column ``s`` of seconds; up to ``top``, if that is fixed."""
    y = amount(name, name) if top is None else amount(name, name, scale={"domain": [0, top]})
    mark = {"type": "area", "interpolate": "step-after", "line": {"color": colour}, "opacity": 0.35, "color": colour}
    return {"mark": mark, "encoding": {"x": seconds(until), "y": y}}


def dashes(name: str, colour: str, until: int) -> Spec:
    """A dashed line in steps over the same."""
    mark = {"type": "line", "interpolate": "step-after", "strokeDash": [5, 4], "color": colour}
    return {"mark": mark, "encoding": {"x": seconds(until), "y": {"field": name, "type": "quantitative"}}}


def seconds(until: int) -> Spec:
    """The channel of time."""
    return amount("s", "seconds", scale={"domain": [0, until], "nice": False})


def curves(names: Sequence[str], tones: Sequence[str]) -> Spec:
    """A line for each of the names in the column ``calls``: ``ms`` over ``share (%)``."""
    which = {"field": "calls", "type": "nominal", "title": None, "legend": LEGEND}
    return {
        "mark": {"type": "line", "interpolate": "step-before", "strokeWidth": 2},
        "encoding": {
            "x": amount("share (%)", "share of the calls (%)", scale={"domain": [0, 100]}),
            "y": amount("ms", "ms"),
            "color": {**which, "scale": {"domain": list(names), "range": list(tones)}},
            "strokeDash": {**which, "scale": {"domain": list(names)}},
            "tooltip": [
                {"field": "calls", "type": "nominal"},
                {"field": "share (%)", "type": "quantitative"},
                {"field": "ms", "type": "quantitative"},
            ],
        },
    }


def bars(names: Sequence[str], colour: str) -> Spec:
    """A bar of ``USD`` for each of the names in the column ``part``."""
    axis = {"labelLimit": 260, "labelOverlap": False}
    return {
        "mark": {"type": "bar", "color": colour},
        "encoding": {
            "x": amount("USD", "USD a month"),
            "y": {"field": "part", "type": "nominal", "title": None, "sort": list(names), "axis": axis},
            "tooltip": [{"field": "part", "type": "nominal"}, {"field": "USD", "type": "quantitative"}],
        },
    }


def line(x: str, y: str, colour: str) -> Spec:
    """A line through points of the columns ``x`` and ``y``, whose words are given."""
    return {
        "mark": {"type": "line", "point": {"size": 50}, "color": colour},
        "encoding": {
            "x": amount("x", x, scale={"type": "symlog"}),
            "y": amount("y", y),
            "tooltip": [amount("x", x), amount("y", y)],
        },
    }
