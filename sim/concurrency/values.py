"""Bounds, names and closed sets of ``concurrency``."""

from enum import IntEnum, StrEnum
from typing import Annotated

from annotated_types import Interval

from sim.facts import fact_of, whole

SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000
MONTH_SECONDS = 30 * 86_400
"""A month of the bill: 30 days."""
MOST_FUNCTIONS = 8
MOST_SECONDS = MONTH_SECONDS
MOST_LISTED = 10_000
"""So many moments a list of arrivals may have, and so many durations a list of these."""
ACCOUNT = whole("conc-account-1000")
UNRESERVED = {
    "standard": whole("conc-reserved-100-left", "standard_quota"),
    "reduced": whole("conc-reserved-100-left", "reduced_quota"),
}
PER_CONCURRENCY = whole("conc-10x-rps")
"""Requests a second for each unit of concurrency."""
PER_PROVISIONED = whole("conc-provisioned-rps")
TOKENS = whole("conc-scaling-rate", "environments")
TOKEN_MS = 10 * SECOND // TOKENS
"""After so many ms a function may make one environment more."""
ALLOCATED_PER_MINUTE = whole("conc-provisioned-rate")
OUT_MINUTES, IN_MINUTES = whole("conc-tracking-alarms", "scale_out"), whole("conc-tracking-alarms", "scale_in")
DEFAULT_MEMORY_MB = whole("memory-128-10240")
DEFAULT_TIMEOUT = whole("timeout-default-3-max-900")
LONGEST_INIT = whole("init-10s") * SECOND
_MEMORY, _TIMEOUT = fact_of("memory-128-10240"), fact_of("timeout-default-3-max-900")

MemoryMb = Annotated[int, Interval(ge=int(_MEMORY.value_min or 0), le=int(_MEMORY.value_max or 0))]
TimeoutSeconds = Annotated[int, Interval(ge=int(_TIMEOUT.value_min or 0), le=int(_TIMEOUT.value_max or 0))]
Duration = Annotated[int, Interval(ge=1, le=int(_TIMEOUT.value_max or 0) * SECOND)]
Moment = Annotated[int, Interval(ge=0, le=MOST_SECONDS * SECOND)]
Concurrency = Annotated[int, Interval(ge=0, le=100_000)]
Percent = Annotated[int, Interval(ge=0, le=100)]


class Pattern(StrEnum):
    """How calls come."""

    POISSON = "poisson"
    """At random, independently of each other."""
    CONSTANT = "constant"
    """In even steps, the first at once."""
    BURSTS = "bursts"
    """Many at once, again and again, the first at once."""
    DAY = "day"
    """At random, more by day than by night."""
    RAMP = "ramp"
    """At random, ever more or ever fewer."""
    LIST = "list"
    """At the moments that are given."""


class Law(StrEnum):
    """How long handlers take."""

    CONSTANT = "constant"
    EXPONENTIAL = "exponential"
    LOGNORMAL = "lognormal"
    LIST = "list"
    """As the list says: call by call where arrivals are a list too, else drawn from it."""


class Reuse(StrEnum):
    """Which of several free environments a call gets. AWS documents none of this."""

    RECENT = "most-recent"
    """The one used last."""
    NEWEST = "newest"
    """The one made last."""


class Kind(IntEnum):
    """What became of a call, as a number for the columns of ``measure``."""

    WARM = 0
    COLD = 1
    PROVISIONED = 2
    REINIT = 3
    """In an environment that had been reset: Init ran again inside Invoke."""
    NO_ACCOUNT = 4
    """Throttled: no concurrency left that is not reserved."""
    NO_RESERVED = 5
    """Throttled: the function's own reservation is used up."""
    NO_TOKEN = 6
    """Throttled: the function may not grow so fast."""
    ACCOUNT_RATE = 7
    """Throttled: too many requests a second for the account's concurrency."""
    RESERVED_RATE = 8
    """Throttled: too many requests a second for the reservation."""


class Start(StrEnum):
    """The same, in words."""

    WARM = "warm"
    COLD = "cold"
    PROVISIONED = "provisioned"
    REINIT = "reinit"
    THROTTLED = "throttled"


START = (Start.WARM, Start.COLD, Start.PROVISIONED, Start.REINIT, *(Start.THROTTLED,) * 5)
"""By ``Kind``."""
FIRST_THROTTLE = Kind.NO_ACCOUNT
_NAMES = fact_of("sync-throttle-reasons").values or {}
REASON = {
    Kind.NO_ACCOUNT: str(_NAMES["concurrent_invocation_limit_exceeded"]),
    Kind.NO_RESERVED: str(_NAMES["reserved_function_concurrent_invocation_limit_exceeded"]),
    Kind.NO_TOKEN: str(_NAMES["concurrent_invocation_limit_exceeded"]),
    Kind.ACCOUNT_RATE: str(_NAMES["function_invocation_rate_limit_exceeded"]),
    Kind.RESERVED_RATE: str(_NAMES["reserved_function_invocation_rate_limit_exceeded"]),
}
"""The Reason of a 429. For too quick a growth AWS documents none; this is our guess, and no question rests on it."""
