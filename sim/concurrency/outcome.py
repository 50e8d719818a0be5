"""What comes out of a run of ``concurrency``: what a question may assert."""

from dataclasses import dataclass

from sim.billing.bill import Bill
from sim.concurrency.values import Start


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOutcome:
    """One call, from arrival to answer. Amounts are ms."""

    number: int
    at: int
    function: str
    start: Start
    environment: int = 0
    """From 1; 0 on provisioned concurrency and if throttled."""
    latency: int = 0
    """From arrival to answer; 0 if throttled."""
    billed: int = 0
    timed_out: bool = False
    status: int = 200
    """HTTP status of the answer."""
    reason: str = ""
    """Reason of a 429."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionOutcome:
    """One function's part of the run."""

    name: str
    arrived: int
    served: int
    throttled_calls: int
    cold_starts: int
    on_provisioned: int
    cold_percent: float
    """Of the calls that were served."""
    peak_concurrency: int
    environments: int
    """Made on demand."""
    latency_p50: int
    latency_p95: int
    latency_p99: int
    billed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A setting that AWS does not take; the function keeps what it had."""

    function: str
    operation: str
    status: int
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Provisioned concurrency of a function from ``at`` on."""

    function: str
    at: int
    requested: int
    ready: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run. ``arrived`` = ``served`` + ``throttled``. Amounts are ms."""

    arrived: int
    served: int
    throttled: int
    cold_starts: int
    warm_starts: int
    on_provisioned: int
    """Calls that provisioned concurrency served."""
    spillovers: int
    """Calls that found none of it free, while there was some, and ran on demand."""
    reinits: int
    timeouts: int
    throttled_account: int
    """For want of unreserved concurrency."""
    throttled_reserved: int
    """At the function's own reservation."""
    throttled_scaling: int
    """Because the function grew too fast."""
    throttled_rate: int
    """At ten requests a second for each unit of concurrency."""
    first_throttle_at: int
    """-1 if none was."""
    cold_percent: float
    """Of the calls that were served."""
    throttled_percent: float
    """Of those that arrived."""
    environments: int
    """Made on demand."""
    peak_concurrency: int
    """Most calls in flight at once, of all functions."""
    mean_concurrency: float
    latency_p50: int
    """Of the calls that were served, as with the next; 0 if none was."""
    latency_p95: int
    latency_p99: int
    slowest: int
    billed_ms: int
    init_ms: int
    """Init that is billed, part of it."""
    most_ready: int
    """The most provisioned concurrency that stood ready at once, of all functions."""
    provisioned_seconds: int
    """Seconds of provisioned concurrency that are billed: each unit's time, rounded up to 5 minutes."""
    month: Bill
    """USD of 30 days, if they all were like this."""
    month_cents: int
    function_list: tuple[FunctionOutcome, ...]
    call_list: tuple[CallOutcome, ...]
    """The first of them."""
    levels: tuple[Level, ...]
    refusals: tuple[Refusal, ...]
    error_code: str = ""
    """Of the first refusal."""
    error_message: str = ""
