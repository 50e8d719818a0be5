"""What goes into a run: functions that share an account, the calls that reach each, and how Lambda keeps environments."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.billing.prices import Architecture
from sim.bounds import keep_bounds
from sim.concurrency.values import (
    ACCOUNT,
    DAY,
    DEFAULT_MEMORY_MB,
    DEFAULT_TIMEOUT,
    HOUR,
    LONGEST_INIT,
    MINUTE,
    MOST_FUNCTIONS,
    MOST_LISTED,
    MOST_SECONDS,
    SECOND,
    Concurrency,
    Duration,
    Law,
    MemoryMb,
    Moment,
    Pattern,
    Percent,
    Reuse,
    TimeoutSeconds,
)

closed = with_config(ConfigDict(extra="forbid"))
MOST_CALLS = 10_000_000


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """How calls come. What belongs to another pattern is left out of account."""

    pattern: Pattern = Pattern.POISSON
    per_minute: Annotated[int, Interval(ge=1, le=6_000_000)] = 60
    """Calls a minute: the mean, or of a ramp the beginning."""
    to_per_minute: Annotated[int, Interval(ge=0, le=6_000_000)] = 600
    """The end of a ramp."""
    swing_percent: Percent = 80
    """How far a daily curve goes above and below its mean. It is lowest at the beginning."""
    day_minutes: Annotated[int, Interval(ge=1, le=1440)] = 1440
    """How long a day is; a shorter one is the same curve, sooner through."""
    burst: Annotated[int, Interval(ge=1, le=100_000)] = 50
    """Calls of a burst."""
    every: Annotated[int, Interval(ge=1, le=DAY)] = MINUTE
    """ms from one burst to the next."""
    moments: Annotated[tuple[Moment, ...], MaxLen(MOST_LISTED)] = ()
    """When calls come, of a list."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if (self.pattern is Pattern.LIST) != bool(self.moments):
            raise ValueError("moments: belong to the pattern list, and it needs some; give both or neither")
        if any(later < earlier for earlier, later in zip(self.moments, self.moments[1:], strict=False)):
            raise ValueError("moments: not in order of time; sort them")

    def expected(self, seconds: int) -> float:
        """About how many calls come in so many seconds."""
        match self.pattern:
            case Pattern.BURSTS:
                return self.burst * -(-seconds * SECOND // self.every)
            case Pattern.RAMP:
                return (self.per_minute + self.to_per_minute) / 2 * seconds / 60
            case Pattern.LIST:
                return len(self.moments)
            case _:
                return self.per_minute * seconds / 60


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Provisioned concurrency by schedule: from ``at`` on it is to be so much."""

    at: Moment
    provisioned: Concurrency

    def __post_init__(self) -> None:
        keep_bounds(self)


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """Provisioned concurrency by target tracking: Application Auto Scaling keeps its utilisation near the target."""

    target_percent: Annotated[int, Interval(ge=10, le=90)] = 70
    minimum: Annotated[int, Interval(ge=1, le=100_000)] = 1
    maximum: Annotated[int, Interval(ge=1, le=100_000)] = 100

    def __post_init__(self) -> None:
        keep_bounds(self)
        if self.minimum > self.maximum:
            raise ValueError(f"minimum: {self.minimum} is more than maximum; at most {self.maximum}")


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function: its calls, how long they take, and the concurrency that is set for it."""

    name: Annotated[str, MaxLen(40)] = "orders"
    traffic: Traffic = Traffic()
    duration: Duration = 100
    """ms of the handler on one vCPU: the mean, or the median of a lognormal law."""
    law: Law = Law.CONSTANT
    spread_percent: Annotated[int, Interval(ge=1, le=300)] = 50
    """Sigma of the lognormal law, in percent."""
    durations: Annotated[tuple[Duration, ...], MaxLen(MOST_LISTED)] = ()
    """ms of the handler, of a list."""
    start: Annotated[int, Interval(ge=0, le=60 * SECOND)] = 200
    """Code download and start of the environment. A teaching figure."""
    init: Annotated[int, Interval(ge=0, le=LONGEST_INIT)] = 400
    """All of Init. One longer than 10 s is for the lab of environments."""
    timeout_seconds: TimeoutSeconds = DEFAULT_TIMEOUT
    memory_mb: MemoryMb = DEFAULT_MEMORY_MB
    cpu_percent: Percent = 0
    """Of the duration so much is CPU work. 0 is a handler that only waits: memory does not change it."""
    threads: Annotated[int, Interval(ge=1, le=6)] = 1
    """On so many vCPUs at once the handler can work."""
    reserved: Annotated[int, Interval(ge=-1, le=100_000)] = -1
    """Reserved concurrency; -1 is none."""
    provisioned: Concurrency = 0
    """Provisioned concurrency, ready from the beginning."""
    schedule: Annotated[tuple[Change, ...], MaxLen(100)] = ()
    """Its later changes."""
    tracking: Tracking | None = None

    def __post_init__(self) -> None:
        keep_bounds(self)
        if not self.name.strip():
            raise ValueError("name: is empty; give the function a name")
        if (self.law is Law.LIST) != bool(self.durations):
            raise ValueError("durations: belong to the law list, and it needs some; give both or neither")
        calls = len(self.traffic.moments)
        if self.durations and calls and len(self.durations) != calls:
            raise ValueError(f"durations: {len(self.durations)} for {calls} moments; give one for each call")
        if any(later.at <= earlier.at for earlier, later in zip(self.schedule, self.schedule[1:], strict=False)):
            raise ValueError("schedule: not in order of time, or two changes at one moment; put the earlier one first")
        if self.tracking and self.schedule:
            raise ValueError("tracking: stands beside a schedule; give one of the two")
        if self.tracking and not self.tracking.minimum <= self.provisioned <= self.tracking.maximum:
            low, high = self.tracking.minimum, self.tracking.maximum
            raise ValueError(f"provisioned: {self.provisioned} is outside of what tracking allows; {low} to {high}")


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Functions of one account in one Region, looked at for so many seconds. Times are ms from the beginning."""

    functions: Annotated[tuple[Function, ...], MaxLen(MOST_FUNCTIONS)] = (Function(),)
    seconds: Annotated[int, Interval(ge=1, le=MOST_SECONDS)] = 60
    account: Annotated[int, Interval(ge=10, le=100_000)] = ACCOUNT
    """The account's concurrency quota."""
    seed: Annotated[int, Interval(ge=0, le=2**32)] = 1
    """Draws arrivals and durations, each function's in streams of its own."""
    reuse: Reuse = Reuse.RECENT
    idle_limit: Annotated[int, Interval(ge=1, le=24 * HOUR)] = 10 * MINUTE
    """How long an unused environment is kept. A teaching figure: AWS publishes none."""
    recycle: Annotated[int, Interval(ge=0, le=24 * HOUR)] = 0
    """The age at which any environment is replaced; 0 is never. A teaching figure: AWS says "every few hours"."""
    allocation: Annotated[int, Interval(ge=0, le=HOUR)] = 90 * SECOND
    """How long Lambda prepares before it allocates provisioned concurrency. AWS says a minute or two."""
    init_billed: bool = True
    """As since August 2025. Before, Init of a .zip on a managed runtime was free on demand."""
    architecture: Architecture = Architecture.X86
    free_tier: bool = False

    def __post_init__(self) -> None:
        keep_bounds(self)
        if not self.functions:
            raise ValueError("functions: there is none; give at least one")
        names = [function.name for function in self.functions]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"functions: {name} is there twice; give each a name of its own")
        check_calls(self, MOST_CALLS)


def check_calls(workload: Workload, most: int) -> None:
    """Refuse what would make more than ``most`` calls.

    Raises:
        ValueError: saying how many are expected.
    """
    expected = sum(function.traffic.expected(workload.seconds) for function in workload.functions)
    if expected > most:
        raise ValueError(f"seconds: about {expected:,.0f} calls come in that time; take fewer, {most:,} at most")
