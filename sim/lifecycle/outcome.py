"""What comes out of a run of ``lifecycle``."""

from dataclasses import dataclass
from enum import StrEnum


class Start(StrEnum):
    """What a call found."""

    COLD = "cold"
    """No free environment: one was made for it."""
    RESTORED = "restored"
    """No free environment: one was restored for it from the snapshot of its version."""
    WARM = "warm"
    REINIT = "reinit"
    """An environment that had been reset: Init ran again inside Invoke."""
    NONE = "none"
    """Throttled or refused: it reached no environment."""


class Status(StrEnum):
    """What the caller got."""

    OK = "ok"
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASH = "crash"
    OUT_OF_MEMORY = "out_of_memory"
    THROTTLED = "throttled"
    NOT_READY = "not_ready"
    """409 SnapStartNotReadyException: the version was still Pending."""
    VERSION_FAILED = "version_failed"
    """The version could not be published."""
    RESTORE_TIMEOUT = "restore_timeout"
    """408 SnapStartTimeoutException."""
    RESTORE_ERROR = "restore_error"
    """400 SnapStartException: the after-restore hook raised."""


REFUSED = frozenset({Status.THROTTLED, Status.NOT_READY, Status.VERSION_FAILED})
"""These reached no environment."""
NOT_RESTORED = frozenset({Status.RESTORE_TIMEOUT, Status.RESTORE_ERROR})
"""These reached one whose Restore failed, and no handler."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InitFailure:
    """An Init that failed, as INIT_REPORT tells it."""

    phase: str
    """``init``, or ``invoke`` for an Init that ran inside a call."""
    status: str
    """``timeout`` or ``error``."""
    ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """How a version with SnapStart was published; nothing of it without SnapStart."""

    init: int = 0
    """Init Duration, the before-snapshot hook included; of an Init that failed, see ``failures``."""
    ready_at: int = 0
    """When the snapshot was there and the version Active; -1 if the version Failed."""
    failed_at: int = -1
    """When it Failed; -1 if it did not."""
    failures: tuple[InitFailure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, from arrival to answer. Amounts are ms."""

    number: int
    at: int
    environment: int = 0
    """From 1; 0 if it reached none."""
    start: Start
    status: Status
    waited: int = 0
    """From arrival to the first line of the handler; of a call whose handler never ran, to its answer."""
    latency: int = 0
    duration: int = 0
    """What REPORT calls Duration."""
    init: int = 0
    """Init Duration of a cold start; 0 if there is none to report."""
    restore: int = 0
    """Restore Duration; 0 if nothing was restored."""
    restore_billed: int = 0
    """What of it is billed: the runtime's load, and the after-restore hook."""
    billed: int = 0
    global_calls: int = 0
    """What a counter in a global variable reads in this call; 0 if the handler never ran."""
    tmp_calls: int = 0
    """The same, of a counter kept in a file in ``/tmp``."""
    drawn: str = ""
    """The id that the handler works with; empty if it never ran."""
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
    """Calls that waited for a new environment, made or restored."""
    restores: int
    """Calls that waited for one to be restored, in vain or not."""
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
    """Longest latency of a call that reached an environment."""
    init_ms: int
    billed_ms: int
    """Of all calls, and of Init when a version was published."""
    cached_seconds: int
    """For how many seconds a snapshot's cache is charged; 0 if there is none, or with a managed Java runtime."""
    distinct_ids: int
    """How many different ids the handlers worked with."""
    background_done_at: int
    """When the first piece of work left running was done; -1 if never."""
    ended_at: int
    publish: Publish
    calls: tuple[Call, ...]
