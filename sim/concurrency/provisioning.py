"""Provisioned concurrency of one function over time: what is asked for, what stands ready, and who changes it. Both speeds use it.

Target tracking makes two alarms, both on the mean of a minute's utilisation: three minutes above the target scale out, fifteen below nine
tenths of it scale in. The new value is the old one times utilisation over target. That a change begins the counting anew, and that a
minute without calls says nothing, is how we read it.

https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.billing.bill import rounded_up
from sim.concurrency.outcome import Level
from sim.concurrency.values import ALLOCATED_PER_MINUTE, IN_MINUTES, MINUTE, OUT_MINUTES
from sim.concurrency.workload import Function, Workload

NEVER = 1 << 60
WELL_BELOW = 0.9
"""So much of the target utilisation must stay under for fifteen minutes, before it scales in."""


@dataclass(slots=True)
class Provisioning:
    """What a function has now. ``due`` is the next moment at which ``step`` has something to do."""

    function: Function
    allocation: int
    until: int
    requested: int = 0
    ready: int = 0
    due: int = NEVER
    used: float = 0.0
    """Sum of the utilisation that this minute's calls found, themselves included."""
    calls: int = 0
    """Calls of this minute that it served."""
    coming: tuple[int, int] | None = None
    """When what is being allocated will be ready, and how much that then is."""
    minutes: deque[float] = field(default_factory=lambda: deque(maxlen=IN_MINUTES))
    """Utilisation of the minutes since the last change."""
    changes: deque[tuple[int, int]] = field(default_factory=deque)
    levels: list[Level] = field(default_factory=list)

    def step(self, now: int) -> None:
        """Do what is due now: an allocation is ready, a minute is over, the schedule changes."""
        if self.coming and self.coming[0] == now:
            self.ready, self.coming = self.coming[1], None
            self._tell(now)
        if self.function.tracking and now % MINUTE == 0 and now:
            self._minute_over(now)
        if self.changes and self.changes[0][0] == now:
            self.ask(self.changes.popleft()[1], now)
        self._next(now)

    def ask(self, wanted: int, now: int) -> None:
        """Ask for so much: what is too much goes at once, what is missing comes all together when it has been allocated."""
        more = wanted - self.ready
        self.requested = wanted
        if more <= 0:
            self.ready, self.coming = wanted, None
        else:
            self.coming = (now + self.allocation + more * MINUTE // ALLOCATED_PER_MINUTE, wanted)
        self._tell(now)

    def _minute_over(self, now: int) -> None:
        calls, used = self.calls, self.used
        self.calls, self.used = 0, 0.0
        tracking = self.function.tracking
        if not calls or self.coming or not tracking:
            return
        self.minutes.append(used / calls)
        target = tracking.target_percent / 100
        last = list(self.minutes)
        high = len(last) >= OUT_MINUTES and min(last[-OUT_MINUTES:]) > target
        low = len(last) >= IN_MINUTES and max(last) < WELL_BELOW * target
        if not high and not low:
            return
        wanted = -int(-self.requested * last[-1] // target)
        wanted = max(tracking.minimum, min(tracking.maximum, wanted))
        if wanted != self.requested:
            self.minutes.clear()
            self.ask(wanted, now)

    def _tell(self, now: int) -> None:
        self.levels.append(Level(function=self.function.name, at=now, requested=self.requested, ready=self.ready))

    def _next(self, now: int) -> None:
        self.due = min((moment for moment in self._moments(now) if now < moment < self.until), default=NEVER)

    def _moments(self, now: int) -> Iterator[int]:
        if self.coming:
            yield self.coming[0]
        if self.changes:
            yield self.changes[0][0]
        if self.function.tracking:
            yield (now // MINUTE + 1) * MINUTE


def provisioning(workload: Workload, function: Function) -> Provisioning:
    """What the function has at the beginning: what was provisioned before is ready."""
    until = workload.seconds * 1000
    made = Provisioning(function, workload.allocation, until, function.provisioned, function.provisioned)
    made.changes.extend((change.at, change.provisioned) for change in function.schedule if change.at)
    if function.provisioned:
        made._tell(0)  # noqa: SLF001 - its own module
    for change in function.schedule:
        if not change.at:
            made.ask(change.provisioned, 0)
    made._next(0)  # noqa: SLF001
    return made


def seconds_ready(levels: list[Level], until: int, *, rounded: bool = False) -> float:
    """Seconds of provisioned concurrency up to ``until`` ms: each unit's time from when it is ready; ``rounded`` up as it is billed."""
    begun: list[int] = []
    seconds = 0.0
    for at, ready in (*((level.at, level.ready) for level in levels), (until, 0)):
        while len(begun) > ready:
            lasted = (at - begun.pop()) / 1000
            seconds += rounded_up(lasted) if rounded else lasted
        begun += [at] * (ready - len(begun))
    return seconds
