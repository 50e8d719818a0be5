"""What comes out of a run of ``power``. Times are ms, money is USD a month at list prices."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What a call gets at one memory size."""

    OK = "ok"
    OUT_OF_MEMORY = "out_of_memory"
    """Killed: the size is smaller than what the function needs."""
    TIMEOUT = "timeout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """One memory size. Out of memory it has no times and no price: how far the code comes before it is killed is the code's own."""

    memory_mb: int
    vcpus: float
    """The CPU that comes with it, to two places; 1.0 is one full vCPU."""
    status: Status
    duration: float
    """A warm call, to two places as in REPORT; at most the timeout."""
    cpu: float
    """Of it CPU work."""
    waiting: float
    """Of it waiting."""
    billed_ms: int
    """Billed Duration of a warm call: rounded up to 1 ms."""
    cold_billed_ms: int
    """Billed Duration of a call that waited for Init."""
    gb_s: float
    """GB-seconds of the month, to two places."""
    usd: float
    """The price of the month: the four parts below, the last taken off."""
    requests_usd: float
    duration_usd: float
    init_usd: float
    free_usd: float
    """What the free tier takes off."""
    cents: int
    """The price of the month in whole cents."""
    slower_percent: int
    """How much longer a call takes than at the fastest size; -1 if the size does not do the work."""
    dearer_percent: int
    """How much more the month costs than at the cheapest size; -1 if the size does not do the work, or the cheapest costs nothing."""
    is_cheapest: bool
    is_fastest: bool
    is_best_value: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run. Only sizes that do the work can be the cheapest, the fastest or the best value; 0 is none."""

    works: int
    """Sizes that do the work."""
    out_of_memory: int
    timeouts: int
    smallest_mb: int
    """The smallest that does the work."""
    cheapest_mb: int
    """The lowest price. Prices that differ by half a percent or less count as one, and the fastest of them is taken."""
    fastest_mb: int
    """The shortest duration. Durations that differ by half a percent or less count as one, and the cheapest of them is taken."""
    best_value_mb: int
    """The smallest product of duration and price; of those that differ by half a percent or less the fastest."""
    within_mb: int
    """The cheapest size at which a warm call keeps ``within``; 0 if there is no such size or no such wish."""
    free_mb: int
    """The largest size whose month costs nothing."""
    cheapest_ms: int
    """Billed Duration there."""
    cheapest_cents: int
    fastest_ms: int
    fastest_cents: int
    fastest_saves_percent: int
    """How much shorter a call is at the fastest size than at the cheapest."""
    fastest_costs_percent: int
    """How much more the month costs at the fastest size than at the cheapest; -1 if the cheapest costs nothing."""
    sizes: tuple[Size, ...]
    """From the smallest to the largest."""
