"""Moments as people type them: ``0, 1s, 1.5 s, 2 min`` ↔ milliseconds; and the moment 0 of a scenario as a date."""

import re
from datetime import UTC, datetime

_UNITS = {"": 1, "ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000}
_GROUPED = re.compile(r"[0-9],[0-9]{3}(?![0-9])")
_MOMENT = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*([a-z]*)")


def parse_moments(text: str) -> tuple[int, ...]:
    """The moments of a list, in ms and in order of time. Without a unit a number is milliseconds.

    Raises:
        ValueError: naming the first part that is not a moment.
    """
    if grouped := _GROUPED.search(text):
        raise ValueError(
            f"{grouped[0]!r} may be one number or two; write 1000 without a comma, or a space behind the comma"
        )
    moments = []
    for n, part in enumerate(filter(None, (part.strip().lower() for part in re.split(r"[,;\n]", text))), start=1):
        match = _MOMENT.fullmatch(part)
        if not match or match[2] not in _UNITS:
            raise ValueError(f"moment {n}: {part[:40]!r} is not a moment; write it as 0, 500 ms, 1.5 s or 2 min")
        moments.append(round(float(match[1]) * _UNITS[match[2]]))
    if not moments:
        raise ValueError("no moment given; write at least one, such as 0")
    return tuple(sorted(moments))


def spell_moments(moments: tuple[int, ...]) -> str:
    """The same list as text that ``parse_moments`` reads back."""
    return ", ".join(_spell(moment) for moment in moments)


def _spell(moment: int) -> str:
    for unit, size in (("h", 3_600_000), ("min", 60_000), ("s", 100)):
        if moment and moment % size == 0 and moment >= 1000:
            return f"{moment / 1000:g} s" if unit == "s" else f"{moment // size} {unit}"
    return f"{moment} ms" if moment else "0"


def moment_zero(text: str, example: str) -> datetime:
    """The moment that a scenario's ``now`` says, in UTC; ``example`` shows how one is written.

    Raises:
        ValueError: it is no moment, it is in another time zone, or far from our time.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"now: {text[:40]!r} is no moment; write it as {example}") from None
    if moment.tzinfo is not None and moment.utcoffset() != UTC.utcoffset(None):
        raise ValueError(f"now: {text[:40]!r} is not in UTC; leave the offset out")
    if not 2020 <= moment.year <= 2099:
        raise ValueError(f"now: the year {moment.year} is out of range; it takes 2020 to 2099")
    return moment.replace(tzinfo=UTC, microsecond=0)
