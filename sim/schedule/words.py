"""An expression in plain English, such as *at 08:15 UTC on the last weekday of every month*."""

from collections.abc import Sequence
from itertools import pairwise
from typing import assert_never

from sim.schedule.days import Days, EachDay, EachWeekday, LastDay, NearestWeekday, NthWeekday
from sim.schedule.expression import At, Cron, Expression, Rate
from sim.schedule.fields import DAYS, HOURS, MINUTES, MONTH, MONTHS, YEAR
from sim.schedule.scenario import UTC_NAME

_MOST_TIMES = 6
"""As many times of day are told one by one."""
_NTH = ("", "first", "second", "third", "fourth", "fifth")


def reading(expression: Expression, zone: str = UTC_NAME) -> str:
    """What the expression says, in the time zone of that name."""
    match expression:
        case Rate(value, unit):
            return f"every {_count(value, unit)}, from the moment it is made or from its start date"
        case At(local):
            return f"once, on {local.day} {MONTHS[local.month - 1]} {local.year} at {local:%H:%M:%S} {_in(zone)}"
        case Cron():
            return " ".join(filter(None, (_times(expression, zone), _days(expression, zone), _years(expression.years))))
        case _:
            assert_never(expression)


def _in(zone: str) -> str:
    return zone if zone == UTC_NAME else f"{zone} time"


def _times(cron: Cron, zone: str) -> str:
    minutes, hours = cron.minutes, cron.hours
    step = _step(minutes, MINUTES.low, MINUTES.high)
    each_hour = len(hours) == HOURS.high + 1
    hours_run_on = hours == tuple(range(hours[0], hours[-1] + 1))
    if each_hour and step and minutes[0] < step and 60 % step == 0:
        begin = f", beginning at minute {minutes[0]} of each hour" if minutes[0] else ""
        return f"every {_count(step, 'minute')}{begin},"
    if each_hour:
        return f"at {_numbers('minute', minutes)} of every hour,"
    many = len(minutes) > 2 or len(hours) > 1
    if many and step and minutes[0] < step and (len(hours) == 1 or (hours_run_on and 60 % step == 0)):
        last = f"{hours[-1]:02}:{minutes[-1]:02}"
        return f"every {_count(step, 'minute')}, from {hours[0]:02}:{minutes[0]:02} to {last} {_in(zone)},"
    if len(minutes) * len(hours) <= _MOST_TIMES:
        return f"at {listed([f'{hour:02}:{minute:02}' for hour in hours for minute in minutes])} {_in(zone)}"
    if len(minutes) == 1 and hours_run_on:
        return f"every hour, from {hours[0]:02}:{minutes[0]:02} to {hours[-1]:02}:{minutes[0]:02} {_in(zone)},"
    return f"at {_numbers('minute', minutes)} of {_numbers('hour', hours)} {_in(zone)}"


def _days(cron: Cron, zone: str) -> str:
    """The days, with the zone where the time of day has not named it."""
    months = "" if len(cron.months) == MONTH.high else listed([MONTHS[month - 1] for month in cron.months])
    days = cron.days
    match days:
        case EachDay() | EachWeekday() if len(cron.days.of(2027, 1)) == 31:
            told = "every day"
        case EachWeekday(weekdays):
            told = _weekdays(weekdays)
        case _:
            lacking = " that has one" if not months and _is_rare(days) else ""
            return f"on {_day(days)} of {months or 'every month'}{lacking}{_named(cron, zone)}"
    told += f" in {months}" if months else ""
    return told if told == "every day" else f"{told}{_named(cron, zone)}"


def _named(cron: Cron, zone: str) -> str:
    return f" ({_in(zone)})" if len(cron.hours) == HOURS.high + 1 else ""


def _weekdays(weekdays: tuple[int, ...]) -> str:
    runs = _runs(weekdays, ["", *DAYS])
    if len(weekdays) == 1:
        return f"every {runs[0]}"
    return f"from {runs[0]}" if len(runs) == 1 else f"on {listed(runs)}"


def _is_rare(days: Days) -> bool:
    """Whether some month has no such day."""
    match days:
        case EachDay(numbers):
            return len(numbers) == 1 and numbers[0] > 28
        case NearestWeekday(day):
            return day > 28
        case NthWeekday(_, nth):
            return nth == 5
        case LastDay(before):
            return before > 27
        case EachWeekday():
            return False
        case _:
            assert_never(days)


def _day(days: Days) -> str:
    match days:
        case EachDay(numbers):
            return "the " + listed(_runs(numbers, [_ordinal(n) for n in range(32)]))
        case LastDay(0):
            return "the last day"
        case LastDay(before):
            return f"the {_ordinal(before)} day before the last"
        case NearestWeekday(0):
            return "the last weekday"
        case NearestWeekday(day):
            return f"the weekday nearest to the {_ordinal(day)}"
        case EachWeekday(weekdays):
            return _weekdays(weekdays)
        case NthWeekday(weekday, nth):
            return f"the {_NTH[nth] or 'last'} {DAYS[weekday - 1]}"
        case _:
            assert_never(days)


def _years(years: Sequence[int]) -> str:
    if len(years) == YEAR.high - YEAR.low + 1:
        return ""
    runs = _runs(years, [str(n) for n in range(YEAR.high + 1)])
    if len(runs) == 1 and len(years) > 2:
        return f"from {runs[0]}"
    if len(runs) <= _MOST_TIMES:
        return f"in {listed(runs)}"
    step = years[1] - years[0]
    even = all(later - earlier == step for earlier, later in pairwise(years))
    return f"every {_count(step, 'year')} from {years[0]} to {years[-1]}" if even else f"in {len(years)} of the years"


def _step(found: Sequence[int], low: int, high: int) -> int:
    """The step by which the values go on to the end of the field; 0 if they do not."""
    if len(found) < 2:
        return 0
    step = found[1] - found[0]
    return step if tuple(found) == tuple(range(found[0], high + 1, step)) and found[0] >= low else 0


def _runs(numbers: Sequence[int], names: Sequence[str]) -> list[str]:
    """The numbers by name, three or more in a row as *first to last*."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told: list[str] = []
    for run in runs:
        told += [f"{names[run[0]]} to {names[run[-1]]}"] if len(run) > 2 else [names[number] for number in run]
    return told


def _numbers(word: str, numbers: Sequence[int]) -> str:
    told = listed(_runs(numbers, [str(n) for n in range(60)]))
    return f"{word} {told}" if len(numbers) == 1 else f"{word}s {told}"


def _count(value: int, unit: str) -> str:
    return unit if value == 1 else f"{value:,} {unit}s"


def _ordinal(number: int) -> str:
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: Sequence[str]) -> str:
    """*a*, *a and b*, *a, b and c*."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
