"""What expressions reckon with: numbers, texts, lists, and the fields of parameters and outcomes. All of it stays small."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

LARGEST = 10**15
"""Of numbers."""
LONGEST_TEXT = 4_000
MOST_MEMBERS = 2_000
"""Of a list."""
HIGHEST_POWER = 64


class ExpressionError(ValueError):
    """An expression that is none of the language, or that these values cannot be put into. *What is wrong; what would be right*."""


def bounded(value: Any) -> Any:
    """The value, if it is of a size to reckon with. A whole number comes as one: 4.0 as 4.

    Raises:
        ExpressionError: it is too large.
    """
    match value:
        case bool():
            return value
        case float() if not isfinite(value):
            raise ExpressionError(f"{value} is not a number to reckon with; keep to finite ones")
        case int() | float() if abs(value) > LARGEST:
            raise ExpressionError(f"a number beyond {LARGEST:.0e}; take smaller ones")
        case float() if value == int(value):
            return int(value)
        case float():
            return round(value, 6)
        case str() if len(value) > LONGEST_TEXT:
            raise ExpressionError(f"a text of {len(value)} characters; at most {LONGEST_TEXT}")
        case list() | tuple() if len(value) > MOST_MEMBERS:
            raise ExpressionError(f"a list of {len(value)}; at most {MOST_MEMBERS}")
    return value


def field_of(value: Any, name: str) -> Any:
    """What ``value``, a parameter with parts or a piece of an outcome, has under ``name``.

    Raises:
        ExpressionError: it has nothing of that name.
    """
    if isinstance(value, Mapping):
        known = list(value)
        if name in value:
            return value[name]
    elif is_dataclass(value) and not isinstance(value, type):
        known = [field.name for field in fields(value)]
        if name in known:
            return getattr(value, name)
    else:
        known = []
    raise ExpressionError(f"there is no {name!r} here; there are {', '.join(map(str, known)) or 'no fields'}")


def member_of(value: Any, index: Any) -> Any:
    """The member of a list; the last one is number -1.

    Raises:
        ExpressionError: it is no list, or shorter.
    """
    if not isinstance(value, list | tuple) or isinstance(index, bool) or not isinstance(index, int):
        raise ExpressionError(f"[{index!r}] stands behind something that is no list; leave it out")
    if not -len(value) <= index < len(value):
        raise ExpressionError(f"there is no number {index} in a list of {len(value)}; the first is [0]")
    return value[index]


def number_of(value: Any) -> int | float:
    """The value, if it is a number.

    Raises:
        ExpressionError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ExpressionError(f"{value!r} is no number; reckon with numbers only")
    return value
