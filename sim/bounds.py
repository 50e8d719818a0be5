"""Bounds written once, on the field: the dataclass keeps them, the gate reports them, a lab's sliders take them."""

from collections.abc import Hashable
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

from annotated_types import Ge, Interval, Le

Whole = Annotated[int, Ge(0)]
"""A count or a duration in ms: 0 or more."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The lowest and highest value of a field, both allowed; None where there is none."""

    low: int | None
    high: int | None

    def __str__(self) -> str:
        match self.low, self.high:
            case int(low), None:
                return f"{low} or more"
            case None, int(high):
                return f"{high} or less"
            case low, high:
                return f"{low} to {high}"


@cache
def bounds_of(cls: Hashable) -> dict[str, Bounds]:
    """The bounds of each bounded integer field of the dataclass ``cls``, by name."""
    hints = get_type_hints(cast("Any", cls), include_extras=True)
    found: dict[str, Bounds] = {}
    for field in fields(cast("Any", cls)):
        hint = hints[field.name]
        if get_origin(hint) is not Annotated:
            continue
        low = high = None
        for mark in get_args(hint)[1:]:
            if isinstance(mark, Ge | Interval) and mark.ge is not None:
                low = int(str(mark.ge))
            if isinstance(mark, Le | Interval) and mark.le is not None:
                high = int(str(mark.le))
        found[field.name] = Bounds(low, high)
    return found


def keep_bounds(value: object) -> None:
    """Refuse a dataclass instance whose integer fields lie outside their bounds.

    Raises:
        ValueError: naming the first such field, what it is and what it may be.
    """
    for name, bounds in bounds_of(cast("Hashable", type(value))).items():
        got = getattr(value, name)
        if (bounds.low is not None and got < bounds.low) or (bounds.high is not None and got > bounds.high):
            raise ValueError(f"{name}: {got} is out of range; it takes {bounds}")
