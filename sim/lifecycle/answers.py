"""What the caller hears of each call: the entry and the span on the lane of the calls."""

from collections.abc import Mapping
from types import MappingProxyType

from sim.draw.text import duration
from sim.lifecycle.outcome import NOT_RESTORED, Call, Start, Status
from sim.trace import Entry, Span, Tone

CALLS = "calls"
WHY_THROTTLED = (
    "As many calls are in flight as the concurrency allows. The caller gets 429 TooManyRequestsException, Reason "
    "ConcurrentInvocationLimitExceeded. The handler never ran and nothing is billed."
)
_REFUSALS: Mapping[Status, tuple[str, str, str, str]] = MappingProxyType(
    {
        Status.THROTTLED: ("throttled", "429", WHY_THROTTLED, "sync-throttle-429"),
        Status.NOT_READY: (
            "failed",
            "409",
            "The version is Pending: its snapshot is not there yet. The caller gets 409 SnapStartNotReadyException. Wait until the "
            "version is Active before anything is pointed at it.",
            "snapstart-flow",
        ),
        Status.VERSION_FAILED: (
            "failed",
            "version Failed",
            "The version could not be published: its State is Failed, and it cannot be invoked. Mend the code and publish another.",
            "snapstart-version-states",
        ),
    }
)
_FAILURES: Mapping[Status, tuple[str, str]] = MappingProxyType(
    {
        Status.ERROR: ("The handler raised an exception.", ""),
        Status.TIMEOUT: ("The timeout ran out.", ""),
        Status.CRASH: ("The process ended.", ""),
        Status.OUT_OF_MEMORY: ("The process used more memory than it has.", ""),
        Status.RESTORE_TIMEOUT: ("Restore took too long.", "408 SnapStartTimeoutException"),
        Status.RESTORE_ERROR: ("The after-restore hook raised.", "400 SnapStartException"),
    }
)


def refusal_of(call: Call) -> Entry:
    """What is said of a call that reached no environment."""
    kind, short, why, fact = _REFUSALS[call.status]
    words = "throttled" if kind == "throttled" else "refused"
    return Entry(
        call.at, CALLS, kind, f"call {call.number} {words} ({short})", Tone.BAD, why, fact, f"call {call.number}"
    )


def answer_of(call: Call) -> Entry:
    """What is said of a call when it is answered."""
    of, at = f"call {call.number}", call.at + call.latency
    if call.status is Status.OK:
        tone = Tone.COLD if call.start in (Start.COLD, Start.RESTORED) else Tone.WORK
        why, fact = _why(call)
        return Entry(at, CALLS, "answered", f"{of} answered", tone, why, fact, of)
    what, error = _FAILURES[call.status]
    if error:
        why = f"{what} The caller gets {error}: the call itself fails, and no handler ran."
        return Entry(at, CALLS, "failed", f"{of} failed", Tone.BAD, why, "snapstart-restore-10s", of)
    why = f"{what} The caller gets HTTP 200, with FunctionError: Unhandled."
    return Entry(at, CALLS, "failed", f"{of} failed", Tone.BAD, why, "sync-function-error-is-200", of)


def span_of(call: Call, said: Entry) -> Span:
    """From the call's arrival to its answer."""
    of, end = f"call {call.number}", call.at + call.latency
    if call.start is Start.NONE:
        kind, short, why, fact = _REFUSALS[call.status]
        return Span(CALLS, call.at, end, kind, f"{of}: {short}", Tone.BAD, why, fact, of)
    start = "not restored" if call.status in NOT_RESTORED else call.start
    label = f"{of} · {start} · {duration(call.latency)}"
    return Span(CALLS, call.at, end, call.start, label, said.tone, said.why, said.fact, of)


def _why(call: Call) -> tuple[str, str]:
    """Why an answered call took as long as it did, and the fact that says so."""
    waited, latency = duration(call.waited), duration(call.latency)
    match call.start:
        case Start.COLD:
            return f"Cold start: {waited} of its {latency} went by before the handler began.", "env-cold-start"
        case Start.RESTORED:
            told = f"{waited} of its {latency} went by in Restore. Init ran long before."
            return f"Cold start with SnapStart: {told}", "snapstart-flow"
        case Start.REINIT:
            return f"Init ran again inside this call: {waited} went by before the handler began.", "suppressed-init"
        case _:
            return "Warm start: the handler began at once.", "env-warm-start"
