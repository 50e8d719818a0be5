"""What goes into a run of ``lifecycle``, and what comes out of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Interval
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.facts import fact_of, whole

_closed = with_config(ConfigDict(extra="forbid"))

SECOND = 1000
HOUR = 3_600_000
MAX_CALLS = 10_000

INIT_LIMIT = whole("init-10s") * SECOND
_TIMEOUT, _MEMORY = fact_of("timeout-default-3-max-900"), fact_of("memory-128-10240")
DEFAULT_TIMEOUT = whole("timeout-default-3-max-900") * SECOND
DEFAULT_MEMORY_MB = whole("memory-128-10240")
DEFAULT_LIMIT = whole("conc-account-1000")

Moment = Annotated[int, Interval(ge=0, le=24 * HOUR)]
Phase = Annotated[int, Interval(ge=0, le=15 * 60 * SECOND)]
Timeout = Annotated[int, Interval(ge=int(_TIMEOUT.value_min or 0) * SECOND, le=int(_TIMEOUT.value_max or 0) * SECOND)]
MemoryMb = Annotated[int, Interval(ge=int(_MEMORY.value_min or 0), le=int(_MEMORY.value_max or 0))]


class Extensions(StrEnum):
    """Which kind of extension is registered. It decides how long Shutdown may last."""

    NONE = "none"
    INTERNAL = "internal"
    """In the runtime's own process."""
    EXTERNAL = "external"
    """A process of its own."""


SHUTDOWN_BUDGET = {kind: whole("shutdown-limits", kind.value) for kind in Extensions}
"""How long the processes may take to end, in ms, before SIGKILL."""


class How(StrEnum):
    """How a call goes wrong."""

    ERROR = "error"
    """The handler raises; the runtime catches it and reports it."""
    TIMEOUT = "timeout"
    """The handler hangs until the function's timeout."""
    CRASH = "crash"
    """The process ends."""
    OUT_OF_MEMORY = "out_of_memory"
    """The process is killed for using too much memory."""


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The ``call``-th call (1 is the first) goes wrong."""

    call: Annotated[int, Interval(ge=1, le=MAX_CALLS)]
    how: How

    def __post_init__(self) -> None:
        keep_bounds(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """Calls that come at random, independently of each other (a Poisson process)."""

    per_minute: Annotated[int, Interval(ge=1, le=6000)]
    minutes: Annotated[int, Interval(ge=1, le=24 * 60)]
    seed: Annotated[int, Interval(ge=0, le=2**32)]

    def __post_init__(self) -> None:
        keep_bounds(self)
        if self.per_minute * self.minutes > MAX_CALLS:
            raise ValueError(
                f"per_minute: {self.per_minute} a minute for {self.minutes} min is more than {MAX_CALLS} calls; "
                "take fewer minutes or fewer calls"
            )


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Calls reach one function; environments are made, used again and thrown away. Times are ms from the beginning."""

    arrivals: tuple[Moment, ...] = ()
    """When calls come: this list, or ``traffic``."""
    traffic: Traffic | None = None
    start: Phase = 200
    """Code download and start of the environment. A teaching figure."""
    extension_init: Phase = 0
    runtime_init: Phase = 100
    function_init: Phase = 300
    invoke: Phase = 100
    """How long the handler runs."""
    after: Phase = 0
    """How long extensions stay busy after the answer."""
    timeout: Timeout = DEFAULT_TIMEOUT
    memory_mb: MemoryMb = DEFAULT_MEMORY_MB
    used_mb: Annotated[int, Interval(ge=1, le=10_240)] = 64
    """What the function uses of it."""
    idle_limit: Annotated[int, Interval(ge=1, le=24 * HOUR)] = 600_000
    """How long an unused environment is kept. A teaching figure: AWS publishes none."""
    recycle: Annotated[int, Interval(ge=0, le=24 * HOUR)] = 0
    """The age at which any environment is replaced; 0 is never. A teaching figure: AWS says "every few hours"."""
    limit: Annotated[int, Interval(ge=0, le=MAX_CALLS)] = DEFAULT_LIMIT
    """How many calls may be in flight at once."""
    extensions: Extensions = Extensions.NONE
    shutdown_work: Phase = 0
    """How long the extensions need at Shutdown."""
    faults: tuple[Fault, ...] = ()
    init_crashes: Annotated[int, Interval(ge=0, le=10)] = 0
    """How many Inits of each environment crash before one succeeds."""
    background: Phase = 0
    """Work that the first call of each environment leaves running when it answers."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if bool(self.arrivals) == (self.traffic is not None):
            raise ValueError("arrivals: give either a list of moments or traffic; one of the two")
        if list(self.arrivals) != sorted(self.arrivals):
            raise ValueError("arrivals: not in order of time; sort them")
        if len(self.arrivals) > MAX_CALLS:
            raise ValueError(f"arrivals: {len(self.arrivals)} calls; at most {MAX_CALLS}")
        doubled = [fault.call for fault in self.faults]
        if len(doubled) != len(set(doubled)):
            raise ValueError("faults: a call is named twice; name each call once")
        if self.used_mb > self.memory_mb:
            raise ValueError(f"used_mb: {self.used_mb} is more than memory_mb; at most {self.memory_mb}")
        if self.extensions is Extensions.NONE and (self.extension_init or self.after or self.shutdown_work):
            raise ValueError("extensions: none, yet extensions are given work; take internal or external")
        if self.after and self.invoke + self.after > self.timeout:
            raise ValueError(
                f"after: the handler's {self.invoke} ms and the extensions' {self.after} ms overrun the timeout; "
                f"together at most {self.timeout}, AWS does not say what the caller then sees"
            )

    @property
    def init(self) -> int:
        """All of Init: what the log calls Init Duration."""
        return self.extension_init + self.runtime_init + self.function_init


class Start(StrEnum):
    """What a call found."""

    COLD = "cold"
    """No free environment: one was made for it."""
    WARM = "warm"
    REINIT = "reinit"
    """An environment that had been reset: Init ran again inside Invoke."""
    NONE = "none"
    """Throttled: it reached no environment."""


class Status(StrEnum):
    """What the caller got."""

    OK = "ok"
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASH = "crash"
    OUT_OF_MEMORY = "out_of_memory"
    THROTTLED = "throttled"


@dataclass(frozen=True, slots=True, kw_only=True)
class InitFailure:
    """An Init that failed, as INIT_REPORT tells it."""

    phase: str
    """``init``, or ``invoke`` for an Init that ran inside a call."""
    status: str
    """``timeout`` or ``error``."""
    ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, from arrival to answer. Amounts are ms."""

    number: int
    at: int
    environment: int = 0
    """From 1; 0 if throttled."""
    start: Start
    status: Status
    waited: int = 0
    """From arrival to the first line of the handler; of a call whose handler never ran, to its answer."""
    latency: int = 0
    duration: int = 0
    """What REPORT calls Duration."""
    init: int = 0
    """Init Duration of a cold start; 0 if there is none to report."""
    billed: int = 0
    global_calls: int = 0
    """What a counter in a global variable reads in this call; 0 if the handler never ran."""
    tmp_calls: int = 0
    """The same, of a counter kept in a file in ``/tmp``."""
    init_failures: tuple[InitFailure, ...] = ()
    """Inits that failed on the way, first to last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run. Amounts are ms."""

    arrived: int
    succeeded: int
    failed: int
    throttled: int
    cold_starts: int
    warm_starts: int
    reinits: int
    environments: int
    peak_concurrency: int
    resets: int
    shutdowns: int
    killed: int
    """Shutdowns that SIGKILL ended."""
    fastest: int
    slowest: int
    """Longest latency of a call that was not throttled."""
    init_ms: int
    billed_ms: int
    background_done_at: int
    """When the first piece of work left running was done; -1 if never."""
    ended_at: int
    calls: tuple[Call, ...]
