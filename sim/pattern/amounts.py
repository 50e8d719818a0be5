"""When two numbers are the same number, and which can be compared at all.

A number of JSON is a text. The engine compares it as an IEEE double, and only if the double says exactly what the text says:
``35``, ``35.0`` and ``3.5e1`` are one amount, ``12345678901234567890`` is none and equals only its own spelling.
https://github.com/aws/event-ruler
"""

from decimal import Decimal, DecimalException
from functools import lru_cache
from math import isfinite


class Number(str):
    """A number as it was written. A long one keeps its amount, so that it is read but once."""

    __slots__ = ("kept",)
    kept: float | None


Leaf = str | Number | int | float | bool | None
"""A value at the end of a path. A parsed event has ``int`` and ``float``, an event's text has ``Number``."""

_EXACT = 2**53
"""Below this every whole number is a double."""
_PLAIN = 15
"""Signs of a number that a double always says exactly, if it is neither very large nor very small."""
_LEAST, _MOST = 1e-290, 1e290
_SHORT = 40
"""Signs of a number whose amount is remembered for all that are written so."""


def number_text(leaf: Leaf) -> str | None:
    """The text of a number; None if ``leaf`` is no number."""
    kind = type(leaf)
    if kind is Number:
        return str(leaf)
    return repr(leaf) if kind is int or kind is float else None


def amount(leaf: Leaf) -> float | None:
    """The double that ``leaf`` is compared as; None if it is no number, or none that a double can say."""
    if type(leaf) is Number:
        if len(leaf) <= _PLAIN:
            value = float(leaf)
            if _LEAST < abs(value) < _MOST or ("e" not in leaf and "E" not in leaf):
                return value
        return _amount(leaf) if len(leaf) <= _SHORT else _amount_of_long(leaf)
    if type(leaf) is int:
        return float(leaf) if -_EXACT <= leaf <= _EXACT else _amount(repr(leaf))
    if type(leaf) is float:
        return leaf if isfinite(leaf) else None
    return None


def _amount_of_long(number: Number) -> float | None:
    try:
        return number.kept
    except AttributeError:
        number.kept = _read(number)
        return number.kept


def _read(text: str) -> float | None:
    value = float(text)
    if not isfinite(value):
        return None
    if "e" not in text and "E" not in text:  # then the same digits are the same number, and found without arithmetic
        return value if _digits(text) == _digits(repr(value).partition("e")[0]) else None
    try:
        return value if Decimal(text) == Decimal(repr(value)) else None
    except DecimalException:  # an exponent that no double comes near
        return None


def _digits(text: str) -> str:
    """The digits of a number that count, without those that only say where its point is."""
    return text.replace(".", "").strip("-0")


_amount = lru_cache(maxsize=4096)(_read)
