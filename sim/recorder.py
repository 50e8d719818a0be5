"""What a run leaves behind as it goes: marks and spans on lanes, each with its why. A trace is made of them when all is over."""

from typing import Generic, TypeVar

from sim.clock import Clock
from sim.trace import Entry, Lane, Span, Tone

S = TypeVar("S")


class Recorder(Generic[S]):
    """A clock, and what has happened on it. The world of a simulator with signals begins with one."""

    def __init__(self, until: int) -> None:
        self.clock: Clock[S] = Clock()
        self.until = until
        """Where the looking ends; 0 is when nothing is due any more."""
        self.marks: list[Entry] = []
        self.spans: list[Span] = []
        self.lanes: dict[str, Lane] = {}
        """Those on which something has happened, by their ids."""

    @property
    def now(self) -> int:
        """The present moment, in ms."""
        return self.clock.now

    def mark(
        self, lane: Lane, kind: str, label: str, tone: Tone, why: str, fact: str = "", of: str = "", at: int = -1
    ) -> None:
        """Something happens now, or ``at`` another moment."""
        self.lanes.setdefault(lane.id, lane)
        self.marks.append(Entry(self.now if at < 0 else at, lane.id, kind, label, tone, why, fact, of))

    def span(
        self,
        lane: Lane,
        start: int,
        end: int,
        kind: str,
        label: str,
        tone: Tone,
        why: str,
        fact: str = "",
        of: str = "",
    ) -> None:
        """Something lasts from ``start`` to ``end``, or to where the looking ends."""
        self.lanes.setdefault(lane.id, lane)
        last = min(end, self.until) if self.until else end
        self.spans.append(Span(lane.id, start, max(start, last), kind, label, tone, why, fact, of))
