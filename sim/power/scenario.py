"""What goes into a run of ``power``: how long the function takes and why, the memory sizes to compare, and what the month is like."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval, MaxLen, MinLen
from pydantic import ConfigDict, with_config

from sim.billing.power import ONE_VCPU_MB
from sim.billing.prices import Architecture
from sim.bounds import keep_bounds
from sim.lifecycle.scenario import INIT_LIMIT, MemoryMb, Timeout

_closed = with_config(ConfigDict(extra="forbid"))

LONGEST = 900_000
"""ms: the longest timeout of a function."""
MOST_SIZES = 24
MOST_INVOCATIONS = 100_000_000_000
SIZES = (128, 256, 512, 1024, ONE_VCPU_MB, 3072, 5120, 10240)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One function at several memory sizes. Times are ms."""

    duration: Annotated[int, Interval(ge=1, le=LONGEST)]
    """How long a warm call takes at ``measured_at`` MB. There is no default: only a measurement tells."""
    measured_at: MemoryMb = ONE_VCPU_MB
    cpu_percent: Annotated[int, Interval(ge=0, le=100)]
    """Of the duration on one full vCPU so much is CPU work; the rest waits, for a network or a disk. No default: it is the code's own."""
    threads: Annotated[int, Interval(ge=1, le=6)] = 1
    """On so many vCPUs at once the code can work."""
    used_mb: Annotated[int, Interval(ge=1, le=10_240)] = 64
    """Memory that it needs. A smaller size runs out of memory."""
    sizes: Annotated[tuple[MemoryMb, ...], MinLen(1), MaxLen(MOST_SIZES)] = SIZES
    """The memory sizes to compare, in MB, the smallest first."""
    architecture: Architecture = Architecture.X86
    """It decides the price. ``duration`` is what was measured on it."""
    invocations: Annotated[int, Interval(ge=1, le=MOST_INVOCATIONS)] = 1_000_000
    """Calls a month."""
    init: Annotated[int, Interval(ge=0, le=INIT_LIMIT)] = 0
    """All of Init, the same at each size: AWS does not document how much CPU Init gets."""
    cold_per_thousand: Annotated[int, Interval(ge=0, le=1000)] = 10
    """Of a thousand calls so many wait for Init."""
    timeout: Timeout = LONGEST
    within: Annotated[int, Interval(ge=0, le=LONGEST)] = 0
    """The longest that a warm call may take; 0 is no such wish."""
    free_tier: bool = False
    """Take off the free tier of a month, as if nothing else used it."""
    before_august_2025: bool = False
    """Bill as until 31 July 2025, when Init on demand was free for .zip functions on managed runtimes."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if not self.sizes:
            raise ValueError("sizes: there are none; give at least one, such as 128")
        if any(later <= earlier for earlier, later in zip(self.sizes, self.sizes[1:], strict=False)):
            raise ValueError("sizes: not in order, or one is there twice; write each once, the smallest first")
        if self.used_mb > self.measured_at:
            raise ValueError(
                f"measured_at: {self.measured_at} MB are too few for the {self.used_mb} MB that it needs; "
                f"nothing could be measured there, so take {self.used_mb} or more"
            )

    @property
    def cold(self) -> float:
        """Calls a month that wait for Init."""
        return self.invocations * self.cold_per_thousand / 1000
