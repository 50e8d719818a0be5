"""Arrivals from a list, as it comes out of a log: one call a line, when and, behind a comma, for how many ms."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sim.concurrency.values import MOST_LISTED, MOST_SECONDS, SECOND

HEADS = ("at", "time", "timestamp", "moment")
LONGEST_DURATION = 900_000
MOST_TOLD = 10
"""So many faults are told; whoever has more has another file."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Moments in ms from the first, in order of time, and each call's duration; no durations if the list has none."""

    moments: tuple[int, ...]
    durations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    at: int
    duration: int
    """-1 if the row has none."""


def read_list(text: str) -> Listed:
    """The calls of a list. A moment is ms, seconds with a fraction, or a date and time as ``2026-11-23T08:00:00.250Z``.

    Raises:
        ValueError: a line for each row that is not understood, with its number.
    """
    rows, faults = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or (number == 1 and line.split(",")[0].strip().lower() in HEADS):
            continue
        try:
            rows.append(_row(number, [cell.strip() for cell in line.split(",")]))
        except ValueError as error:
            faults.append(f"line {number}: {error}")
    faults += [] if faults and not rows else _together(rows)
    if faults:
        more = len(faults) - MOST_TOLD
        raise ValueError("\n".join(faults[:MOST_TOLD]) + (f"\nand {more} more" if more > 0 else ""))
    rows.sort(key=lambda row: row.at)
    begun = rows[0].at
    durations = tuple(row.duration for row in rows) if rows[0].duration >= 0 else ()
    return Listed(tuple(row.at - begun for row in rows), durations)


def _row(number: int, cells: list[str]) -> _Row:
    if len(cells) > 2:
        raise ValueError(f"has {len(cells)} columns; it takes a moment and, if you have it, a duration in ms")
    duration = -1
    if len(cells) == 2:
        if not cells[1].isascii() or not cells[1].isdigit() or not 1 <= int(cells[1][:9]) <= LONGEST_DURATION:
            raise ValueError(f"{cells[1][:40]!r} is no duration; it takes whole ms, 1 to 900,000")
        duration = int(cells[1])
    return _Row(number, _moment(cells[0]), duration)


def _moment(text: str) -> int:
    """A moment in ms."""
    if text.isascii() and text.isdigit() and len(text) <= 15:
        return int(text)
    whole, dot, part = text.partition(".")
    if dot and whole.isascii() and whole.isdigit() and part.isascii() and part.isdigit() and len(text) <= 20:
        return round(float(text) * SECOND)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no moment; write it as 1500, 1.5 or 2026-11-23T08:00:00Z") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def _together(rows: list[_Row]) -> Iterator[str]:
    """What is wrong with the rows as a whole."""
    if not rows:
        yield "line 1: no call is left; write at least one moment"
        return
    if len(rows) > MOST_LISTED:
        yield f"line {rows[MOST_LISTED].line}: more than {MOST_LISTED:,} calls; leave the rest out"
    odd = next((row for row in rows if (row.duration < 0) != (rows[0].duration < 0)), None)
    if odd:
        yield f"line {odd.line}: {'has no' if odd.duration < 0 else 'has a'} duration, unlike line {rows[0].line}; give each row one, or none"
    begun = min(row.at for row in rows)
    late = next((row for row in rows if row.at - begun > MOST_SECONDS * SECOND), None)
    if late:
        yield f"line {late.line}: is more than 30 days after the first; take a part of the list"
