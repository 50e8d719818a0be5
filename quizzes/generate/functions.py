"""The functions of expressions: a few that reckon, and a few that put a value into words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from quizzes.generate.values import MOST_MEMBERS, ExpressionError, field_of, number_of

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000


def duration(ms: Any) -> str:
    """Milliseconds as people say them: ``400 ms``, ``1.5 s``, ``2 min 30 s``, ``3 h``."""
    left = number_of(ms)
    if left < 0:
        raise ExpressionError(f"{ms} ms is no duration; it begins at 0")
    if left < SECOND:
        return f"{left:g} ms"
    if left < MINUTE:
        return f"{left / SECOND:g} s"
    words = []
    for unit, name in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s")):
        count, left = divmod(left, unit)
        words += [f"{count:g} {name}"] if count else []
    return " ".join([*words, f"{left:g} ms"] if left else words)


def clock(ms: Any, start: Any = "00:00") -> str:
    """The time of day so many ms after ``start``: ``18:02``, with seconds and thousandths where there are some."""
    try:
        hours, minutes = map(int, str(start).split(":"))
    except ValueError:
        raise ExpressionError(f"{start!r} is no time of day; write it as '18:00'") from None
    moment = int(number_of(ms)) + hours * HOUR + minutes * MINUTE
    seconds, rest = divmod(moment % MINUTE, SECOND)
    told = f"{moment // HOUR % 24:02}:{moment % HOUR // MINUTE:02}"
    return told + (f":{seconds:02}" if seconds or rest else "") + (f".{rest:03}" if rest else "")


def day(iso: Any) -> str:
    """An ISO moment as a day and an hour: ``Monday 30 March 2026, 09:00``."""
    try:
        moment = datetime.fromisoformat(str(iso))
    except ValueError:
        raise ExpressionError(f"{iso!r} is no moment; give one as 2026-11-23T08:00") from None
    return f"{moment:%A} {moment.day} {moment:%B %Y, %H:%M}"


def number(value: Any) -> str:
    """A number as people write it: 12000 as 12,000."""
    return f"{number_of(value):,}"


def plural(count: Any, noun: Any) -> str:
    """``1 call``, ``3 calls``."""
    return f"{number(count)} {noun}" if count == 1 else f"{number(count)} {noun}s"


def listing(values: Any) -> str:
    """``0, 300 and 700``."""
    words = [value if isinstance(value, str) else number(value) for value in _list(values)]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def each(values: Any, name: Any) -> list[Any]:
    """The field ``name`` of every member."""
    return [field_of(value, str(name)) for value in _list(values)]


def count(values: Any, wanted: Any) -> int:
    """How many members are ``wanted``."""
    return sum(value == wanted for value in _list(values))


def having(values: Any, name: Any, wanted: Any) -> list[Any]:
    """The members whose field ``name`` is ``wanted``."""
    return [value for value in _list(values) if field_of(value, str(name)) == wanted]


def index(values: Any, wanted: Any) -> int:
    """The place of the first member that is ``wanted``, from 0."""
    for place, value in enumerate(_list(values)):
        if value == wanted:
            return place
    raise ExpressionError(f"no member is {wanted!r}; look for one that there is")


def steps(first: Any, step: Any, times: Any) -> list[Any]:
    """``times`` numbers from ``first`` on, each ``step`` more than the one before."""
    if not 0 <= number_of(times) <= MOST_MEMBERS or not isinstance(times, int):
        raise ExpressionError(f"{times!r} numbers; take 0 to {MOST_MEMBERS}")
    return [number_of(first) + n * number_of(step) for n in range(times)]


def _list(values: Any) -> list[Any] | tuple[Any, ...]:
    if not isinstance(values, list | tuple):
        raise ExpressionError(f"{values!r} is no list; give one")
    return values


FUNCTIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "abs": lambda value: abs(number_of(value)),
        "ceil": lambda value: -int(-number_of(value) // 1),
        "clock": clock,
        "count": count,
        "day": day,
        "duration": duration,
        "each": each,
        "having": having,
        "index": index,
        "len": lambda values: len(_list(values)),
        "listing": listing,
        "max": lambda *values: max(map(number_of, values if len(values) > 1 else _list(values[0]))),
        "min": lambda *values: min(map(number_of, values if len(values) > 1 else _list(values[0]))),
        "number": number,
        "plural": plural,
        "sorted": lambda values: sorted(map(number_of, _list(values))),
        "steps": steps,
        "sum": lambda values: sum(map(number_of, _list(values))),
        "text": str,
    }
)
"""By the name that expressions call them."""
