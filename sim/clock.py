"""Virtual time: a heap of signals, each due at a moment, earliest first.

Signals due at one moment come out by priority, then in the order in which they were scheduled, so a run has one order only.
"""

import heapq
from typing import Generic, TypeVar

S = TypeVar("S")


class Clock(Generic[S]):
    """Hands out scheduled signals in order of time. Time is integer milliseconds and never runs back."""

    def __init__(self) -> None:
        self.now = 0
        self._due: list[tuple[int, int, int, S]] = []
        self._scheduled = 0

    def schedule(self, at: int, signal: S, priority: int = 0) -> None:
        """Have ``signal`` come out at the moment ``at``; of those due together, the lowest ``priority`` first.

        Raises:
            ValueError: ``at`` has passed.
        """
        if at < self.now:
            raise ValueError(f"at={at}: that moment has passed; now is {self.now}")
        heapq.heappush(self._due, (at, priority, self._scheduled, signal))
        self._scheduled += 1

    def __bool__(self) -> bool:
        """Whether anything is still due."""
        return bool(self._due)

    def step(self) -> S:
        """The next signal; ``now`` moves to its moment.

        Raises:
            IndexError: nothing is due.
        """
        self.now, _, _, signal = heapq.heappop(self._due)
        return signal
