"""What a simulation leaves behind: lanes, and on them spans and entries in order of time, each with its why.

A trace is a value. The same scenario gives an equal trace, so a trace can be a golden file, the proof of an answer and the
picture in a lesson at once. Times are integer milliseconds of virtual time.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

O_co = TypeVar("O_co", covariant=True)


class Tone(StrEnum):
    """What a mark means. Colour, shape and word follow from it, the same on every page."""

    COLD = "cold"
    """Being made ready: download, start, Init."""
    WORK = "work"
    """The handler runs, or a call was answered well."""
    AFTER = "after"
    """Answered, but still busy."""
    REST = "rest"
    """Kept and frozen, or waiting."""
    BAD = "bad"
    """A failure, a throttle, a reset."""
    END = "end"
    """Being taken down."""
    NOTE = "note"
    """An arrival, a remark."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the picture: an environment, a queue, a shard, a version, a target."""

    id: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts, from ``start`` to ``end``."""

    lane: str
    start: int
    end: int
    kind: str
    label: str
    tone: Tone
    why: str
    fact: str = ""
    """Id of the fact it rests on, if it rests on one."""
    of: str = ""
    """What it belongs to from source to grave, such as ``call 3``."""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"span {self.label!r}: ends at {self.end}, before its start at {self.start}")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happens at one moment. The player stops at each."""

    at: int
    lane: str
    kind: str
    label: str
    tone: Tone
    why: str
    fact: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Counter:
    """A number to show at any moment: entries so far of the kinds in ``plus``, less those in ``minus``."""

    label: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()

    def at(self, moment: int, entries: tuple[Entry, ...]) -> int:
        """The count over ``entries`` up to and including ``moment``."""
        kinds = [entry.kind for entry in entries if entry.at <= moment]
        return sum(kinds.count(kind) for kind in self.plus) - sum(kinds.count(kind) for kind in self.minus)


@dataclass(frozen=True, slots=True)
class Trace(Generic[O_co]):
    """All that happened, and the ``outcome`` that a question may assert."""

    lanes: tuple[Lane, ...]
    spans: tuple[Span, ...]
    """By start."""
    entries: tuple[Entry, ...]
    """By time."""
    counters: tuple[Counter, ...]
    outcome: O_co
    end: int

    def __post_init__(self) -> None:
        known = {lane.id for lane in self.lanes}
        marks: tuple[Span | Entry, ...] = (*self.spans, *self.entries)
        for mark in marks:
            if mark.lane not in known:
                raise ValueError(f"{mark.label!r}: no lane named {mark.lane!r}; there are {', '.join(sorted(known))}")
        for earlier, later in zip(self.entries, self.entries[1:], strict=False):
            if later.at < earlier.at:
                raise ValueError(f"entry {later.label!r} at {later.at} stands after one at {earlier.at}")


def begin(trace: Trace[O_co], most: int) -> tuple[Trace[O_co], bool]:
    """The beginning of ``trace`` with at most ``most`` spans, and whether anything was left out."""
    if len(trace.spans) <= most:
        return trace, False
    end = trace.spans[most].start
    spans = tuple(replace(span, end=min(span.end, end)) for span in trace.spans[:most])
    entries = tuple(entry for entry in trace.entries if entry.at <= end)
    return replace(trace, spans=spans, entries=entries, end=end), True
