"""What goes into a run of ``lifecycle``."""

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
LONG_INIT_LIMIT = whole("init-long-pc-snapstart") * SECOND
"""At least so long may Init last that no caller waits for."""
RESTORE_LIMIT = whole("snapstart-restore-10s") * SECOND
"""So long may the runtime's load and the after-restore hook last together."""
LEAST_CACHED_S = whole("snapstart-pricing")
"""The cache of a snapshot is charged for at least so many seconds."""
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


class Initialization(StrEnum):
    """When Init runs, as AWS_LAMBDA_INITIALIZATION_TYPE spells it. It decides how long Init may last."""

    ON_DEMAND = "on-demand"
    PROVISIONED_CONCURRENCY = "provisioned-concurrency"
    SNAP_START = "snap-start"


def init_limit(kind: Initialization, timeout: int) -> int:
    """How long Init may last, in ms, of a function with that ``timeout`` in ms.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
    """
    return INIT_LIMIT if kind is Initialization.ON_DEMAND else max(LONG_INIT_LIMIT, timeout)


class Draws(StrEnum):
    """Where the function draws the id that its handler works with."""

    INIT = "init"
    """Above the handler, in Init."""
    AFTER_RESTORE = "after_restore"
    """In Init, and anew in the after-restore hook."""
    HANDLER = "handler"
    """In the handler, in each call."""


class Hook(StrEnum):
    """A runtime hook of SnapStart, or none."""

    NONE = "none"
    BEFORE_SNAPSHOT = "before_snapshot"
    AFTER_RESTORE = "after_restore"


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
class SnapStart:
    """A version is published with SnapStart at moment 0, and the calls go to it. Times are ms."""

    snapshot: Phase = 60_000
    """How long it takes to store the snapshot. A teaching figure: AWS publishes none."""
    restore: Phase = 300
    """How long it takes to restore it. A teaching figure; it is not billed."""
    runtime_load: Phase = 100
    """How long the runtime needs after that to load. A teaching figure; it is billed."""
    before_snapshot: Phase = 0
    """How long the before-snapshot hook runs, at the end of Init."""
    after_restore: Phase = 0
    """How long the after-restore hook runs, at the end of each Restore."""
    raises: Hook = Hook.NONE
    """Which hook raises."""
    java: bool = False
    """A managed Java runtime: its snapshots cost nothing extra."""
    active_hours: Annotated[int, Interval(ge=1, le=8784)] = 24
    """For how long the version is kept, for the charge of its cache."""

    def __post_init__(self) -> None:
        keep_bounds(self)


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
    snap_start: SnapStart | None = None
    draws: Draws = Draws.INIT
    before_august_2025: bool = False
    """Bill as until 31 July 2025, when Init on demand was free for .zip functions on managed runtimes."""

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

        if self.draws is Draws.AFTER_RESTORE and self.snap_start is None:
            raise ValueError("draws: after_restore, yet nothing is restored; give snap_start, or take init or handler")

    @property
    def init(self) -> int:
        """All of Init: what the log calls Init Duration."""
        return self.extension_init + self.runtime_init + self.function_init

    @property
    def init_limit(self) -> int:
        """How long Init may last."""
        kind = Initialization.SNAP_START if self.snap_start else Initialization.ON_DEMAND
        return init_limit(kind, self.timeout)
