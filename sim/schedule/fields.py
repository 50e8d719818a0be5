"""The six fields of a cron expression: what each takes, and what stands in it.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from sim.schedule.scenario import FIRST_YEAR, LAST_YEAR

MONTHS: tuple[str, ...] = ("January", "February", "March", "April", "May", "June")
MONTHS += ("July", "August", "September", "October", "November", "December")
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
"""Day 1 is Sunday."""


class ExpressionError(ValueError):
    """An expression that AWS refuses: what is wrong, where, and what would be right."""


@dataclass(frozen=True, slots=True)
class Field:
    """One of the six fields."""

    number: int
    name: str
    low: int
    high: int
    signs: str
    """Which of ``, - * / ? L W #`` it takes."""
    names: Mapping[str, int] = field(default_factory=dict)
    hint: str = ""
    """What people who know UNIX cron should hear when a value is out of range."""

    def error(self, problem: str) -> ExpressionError:
        """The complaint, with the field's place."""
        return ExpressionError(f"field {self.number} of 6, {self.name}: {problem}")


def _short(names: tuple[str, ...]) -> Mapping[str, int]:
    return MappingProxyType({name[:3].upper(): number for number, name in enumerate(names, start=1)})


MINUTES = Field(1, "minutes", 0, 59, ",-*/")
HOURS = Field(2, "hours", 0, 23, ",-*/")
DAY_OF_MONTH = Field(3, "day-of-month", 1, 31, ",-*?/LW")
MONTH = Field(4, "month", 1, 12, ",-*/", _short(MONTHS))
DAY_OF_WEEK = Field(5, "day-of-week", 1, 7, ",-*?L#", _short(DAYS), hint=", and 1 is Sunday")
YEAR = Field(6, "year", FIRST_YEAR, LAST_YEAR, ",-*/")
FIELDS = (MINUTES, HOURS, DAY_OF_MONTH, MONTH, DAY_OF_WEEK, YEAR)


def values(spec: Field, text: str) -> tuple[int, ...]:
    """The values that a field without L, W, # and ? names, lowest first.

    Raises:
        ExpressionError: it does not hold what the field takes.
    """
    found: set[int] = set()
    for part in text.split(","):
        if not part:
            raise spec.error(
                f"{text!r} has a comma with nothing beside it; write values between commas, without spaces"
            )
        found.update(_part(spec, part))
    return tuple(sorted(found))


def _part(spec: Field, part: str) -> range:
    for sign in "/*-?#":
        if sign in part and sign not in spec.signs:
            raise spec.error(f"{part!r} has a {sign!r}, which does not go here; it takes values and {_listed(spec)}")
    stretch, slash, step = part.partition("/")
    low, dash, high = stretch.partition("-")
    if stretch == "*":
        first, last = spec.low, spec.high
    elif dash:
        first, last = number(spec, low), number(spec, high)
        if first > last:
            raise spec.error(f"the range {stretch} runs backwards; write it as two, with a comma between")
    else:
        first = number(spec, low)
        last = spec.high if slash else first
    if not slash:
        return range(first, last + 1)
    longest = spec.high - spec.low if spec is YEAR else spec.high
    if not _whole(step) or not 1 <= int(step) <= longest:
        raise spec.error(f"the step /{step[:20]} is out of range; it takes 1 to {longest}")
    return range(first, last + 1, int(step))


def number(spec: Field, text: str) -> int:
    """The value that ``text`` names: a number, or a name such as ``MON``.

    Raises:
        ExpressionError: it names none, or one out of range.
    """
    if text.upper() in spec.names:
        return spec.names[text.upper()]
    if not _whole(text):
        names = f" or {'-'.join((*spec.names,)[:: len(spec.names) - 1])}" if spec.names else ""
        raise spec.error(f"{text[:20]!r} is not a value; it takes {spec.low} to {spec.high}{names}")
    if not spec.low <= int(text) <= spec.high:
        raise spec.error(f"{int(text)} is out of range; it takes {spec.low} to {spec.high}{spec.hint}")
    return int(text)


def _whole(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", text) is not None


def _listed(spec: Field) -> str:
    return " ".join(spec.signs)
