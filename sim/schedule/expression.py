"""A schedule expression: text → ``Rate``, ``Cron`` or ``At``, or the reason why AWS refuses it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sim.schedule.days import Days, day_of_month, day_of_week
from sim.schedule.fields import FIELDS, HOURS, MINUTES, MONTH, YEAR, ExpressionError, values
from sim.schedule.scenario import DAY, MINUTE, Service

__all__ = ["At", "Cron", "Expression", "ExpressionError", "Rate", "parse"]

UNITS = {"minute": MINUTE, "hour": 60 * MINUTE, "day": DAY}
"""A day is 24 hours, whatever the clock does."""


@dataclass(frozen=True, slots=True)
class Rate:
    """``rate(5 minutes)``."""

    value: int
    unit: str
    """In the singular."""

    @property
    def every(self) -> int:
        """The interval in ms."""
        return self.value * UNITS[self.unit]


@dataclass(frozen=True, slots=True)
class Cron:
    """``cron(15 8 LW * ? *)``. A firing is a day that ``days`` names, at each hour and minute."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: Days
    months: tuple[int, ...]
    years: tuple[int, ...]
    fields: tuple[str, ...]
    """The six fields as they were written."""

    def dates(self, first: date) -> Iterator[date]:
        """The days on which it fires, from ``first`` on."""
        for year in (year for year in self.years if year >= first.year):
            for month in self.months:
                if (year, month) >= (first.year, first.month):
                    found = (date(year, month, day) for day in self.days.of(year, month))
                    yield from (day for day in found if day >= first)

    def local_times(self, first: date) -> Iterator[datetime]:
        """The local times at which it fires, from the day ``first`` on, in order."""
        for day in self.dates(first):
            for hour in self.hours:
                for minute in self.minutes:
                    yield datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001  the wall clock of any zone


@dataclass(frozen=True, slots=True)
class At:
    """``at(2026-11-23T08:00:00)``."""

    local: datetime


Expression = Rate | Cron | At


def parse(text: str, service: Service) -> Expression:
    """The expression that ``text`` says to that service.

    Raises:
        ExpressionError: AWS refuses it.
    """
    found = re.fullmatch(r"(rate|cron|at)\((.*)\)", text, re.DOTALL)
    if not found:
        raise ExpressionError(_not_an_expression(text))
    match found[1]:
        case "rate":
            return _rate(found[2], service)
        case "cron":
            return _cron(found[2])
        case _:
            return _at(found[2], service)


def _not_an_expression(text: str) -> str:
    if text != text.strip():
        return "there is a space before or behind the expression; leave it out"
    if len(text.split()) in {5, 6} and "(" not in text:
        return "six fields stand between cron( and ); write cron(0 9 * * ? *)"
    return "it is none of rate(…), cron(…) and at(…); write one of them, in small letters"


def _rate(text: str, service: Service) -> Rate:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html."""
    found = re.fullmatch(r"(\S+)\s+(\S+)", text)
    if not found:
        raise ExpressionError(f"rate({text}): takes a number and a unit with a space between; write rate(5 minutes)")
    if not re.fullmatch(r"[0-9]{1,9}", found[1]) or not int(found[1]):
        raise ExpressionError(f"rate({text}): {found[1][:20]!r} is not a number above 0; write digits")
    value, unit = int(found[1]), found[2].removesuffix("s")
    if unit not in UNITS or found[2] not in {unit, f"{unit}s"}:
        raise ExpressionError(f"rate({text}): there is no unit {found[2][:20]!r}; there are minutes, hours, days")
    if service is Service.RULE and value == 1 and found[2] != unit:
        raise ExpressionError(f"rate({text}): the unit is singular for 1; write rate(1 {unit})")
    if service is Service.RULE and value > 1 and found[2] == unit:
        raise ExpressionError(f"rate({text}): the unit is plural for {value}; write rate({value} {unit}s)")
    return Rate(value, unit)


def _cron(text: str) -> Cron:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html."""
    fields = tuple(text.split())
    if len(fields) != len(FIELDS):
        unix = ", as UNIX cron has" if len(fields) == 5 else ""
        raise ExpressionError(f"{len(fields)} fields{unix}; six fields are wanted, the last is the year")
    minutes, hours, of_month, month, of_week, year = fields
    if (of_month == "?") == (of_week == "?"):
        raise ExpressionError(
            f"fields 3 and 5 of 6: {of_month} and {of_week}; exactly one of day-of-month and day-of-week must be ?"
        )
    return Cron(
        values(MINUTES, minutes),
        values(HOURS, hours),
        day_of_week(of_week) if of_month == "?" else day_of_month(of_month),
        values(MONTH, month),
        values(YEAR, year),
        fields,
    )


def _at(text: str, service: Service) -> At:
    """https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#one-time."""
    if service is Service.RULE:
        raise ExpressionError("a scheduled rule knows rate() and cron() only; at() is EventBridge Scheduler's")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}", text):
        raise ExpressionError(f"at({text}): is not of the form yyyy-mm-ddThh:mm:ss; write at(2026-11-23T08:00:00)")
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        raise ExpressionError(f"at({text}): there is no such moment; take one that the calendar has") from None
    if not YEAR.low < local.year <= YEAR.high:
        raise ExpressionError(f"at({text}): the year is out of range; it takes {YEAR.low + 1} to {YEAR.high}")
    return At(local)
