"""Which days of a month a cron expression means: one class for each way to say it.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sim.schedule.fields import DAY_OF_MONTH, DAY_OF_WEEK, number, values


@dataclass(frozen=True, slots=True)
class EachDay:
    """``1,15``: these days, in the months that have them."""

    days: tuple[int, ...]

    def of(self, year: int, month: int) -> tuple[int, ...]:
        """The days of that month, lowest first."""
        return tuple(day for day in self.days if day <= _length(year, month))


@dataclass(frozen=True, slots=True)
class LastDay:
    """``L``: the last day of the month; ``L-3``: three days before it."""

    before: int = 0

    def of(self, year: int, month: int) -> tuple[int, ...]:
        """The days of that month, lowest first."""
        day = _length(year, month) - self.before
        return (day,) if day >= 1 else ()


@dataclass(frozen=True, slots=True)
class NearestWeekday:
    """``15W``: the weekday nearest to the 15th within the month; ``LW``: the last weekday of the month (``day`` is 0)."""

    day: int = 0

    def of(self, year: int, month: int) -> tuple[int, ...]:
        """The days of that month, lowest first."""
        last = _length(year, month)
        day = self.day or last
        if day > last:
            return ()
        match date(year, month, day).isoweekday():
            case 6:
                return (day - 1 if day > 1 else day + 2,)
            case 7:
                return (day + 1 if day < last else day - 2,)
            case _:
                return (day,)


@dataclass(frozen=True, slots=True)
class EachWeekday:
    """``MON-FRI``: these days of the week; 1 is Sunday."""

    weekdays: tuple[int, ...]

    def of(self, year: int, month: int) -> tuple[int, ...]:
        """The days of that month, lowest first."""
        first = date(year, month, 1).isoweekday() % 7
        return tuple(n + 1 for n in range(_length(year, month)) if (first + n) % 7 + 1 in self.weekdays)


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """``3#2``: the second Tuesday of the month; ``6L``: its last Friday (``nth`` is 0)."""

    weekday: int
    nth: int = 0

    def of(self, year: int, month: int) -> tuple[int, ...]:
        """The days of that month, lowest first."""
        days = EachWeekday((self.weekday,)).of(year, month)
        if not self.nth:
            return days[-1:]
        return days[self.nth - 1 : self.nth]


Days = EachDay | LastDay | NearestWeekday | EachWeekday | NthWeekday


def day_of_month(text: str) -> Days:
    """What the third field says.

    Raises:
        ExpressionError: it does not hold what the field takes.
    """
    upper, spec = text.upper(), DAY_OF_MONTH
    if upper == "LW":
        return NearestWeekday()
    if found := re.fullmatch(r"L(?:-([0-9]+))?", upper):
        before = int(found[1] or 0)
        if before >= spec.high:
            raise spec.error(f"L-{before} lies outside of every month; it takes L-1 to L-30")
        return LastDay(before)
    if found := re.fullmatch(r"([0-9]+)W", upper):
        return NearestWeekday(number(spec, found[1]))
    if "L" in upper or "W" in upper:
        raise spec.error(f"{text[:20]!r} is not a day; L, LW, L-3 and 15W stand alone")
    return EachDay(values(spec, text))


def day_of_week(text: str) -> Days:
    """What the fifth field says.

    Raises:
        ExpressionError: it does not hold what the field takes.
    """
    upper, spec = text.upper(), DAY_OF_WEEK
    if "#" in text:
        if "," in text:
            raise spec.error(
                f"{text[:30]!r} holds more than one expression, and beside # only one may stand; make a schedule for each"
            )
        weekday, _, nth = text.partition("#")
        if nth not in {"1", "2", "3", "4", "5"}:
            raise spec.error(f"{nth[:10]!r} stands behind #; it takes 1 to 5")
        return NthWeekday(number(spec, weekday), int(nth))
    if upper == "L":
        return EachWeekday((7,))
    if found := re.fullmatch(r"([0-9]+|[A-Z]{3})L", upper):
        return NthWeekday(number(spec, found[1]))
    return EachWeekday(values(spec, text))


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]
