"""What a fleet's run says of itself: the words of its marks."""

from collections.abc import Mapping
from types import MappingProxyType

from sim.concurrency.values import REASON, START, Kind
from sim.draw.text import duration
from sim.lifecycle.environment import Marks
from sim.trace import Tone

_WHY: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.NO_ACCOUNT: (
            "As many calls are in flight as the account has unreserved concurrency. Functions without a reservation share it.",
            "sync-throttle-reasons",
        ),
        Kind.NO_RESERVED: (
            "As many calls are in flight as the function has reserved for calls on demand. A reservation is a ceiling too.",
            "conc-reserved-meaning",
        ),
        Kind.NO_TOKEN: (
            "The call needs a new environment, and the function has made as many as it may: 1,000 in 10 s. The caller gets 429 "
            "TooManyRequestsException; AWS does not document with which Reason.",
            "conc-scaling-rate",
        ),
        Kind.ACCOUNT_RATE: (
            "The last second had ten requests for each unit of the account's concurrency. Calls this short meet that limit first.",
            "conc-10x-rps",
        ),
        Kind.RESERVED_RATE: (
            "The last second had ten requests for each unit of the reservation. Calls this short meet that limit first.",
            "conc-10x-rps",
        ),
    }
)
_LABELS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.NO_ACCOUNT: "no unreserved concurrency left",
        Kind.NO_RESERVED: "the reservation is used up",
        Kind.NO_TOKEN: "grows too fast",
        Kind.ACCOUNT_RATE: "too many requests a second",
        Kind.RESERVED_RATE: "too many requests a second",
    }
)
_RESULTS: Mapping[Kind, tuple[Tone, str, str]] = MappingProxyType(
    {
        Kind.WARM: (Tone.WORK, "Warm start: the handler began at once.", "env-warm-start"),
        Kind.COLD: (Tone.COLD, "Cold start: the caller waited while an environment was made.", "env-cold-start"),
        Kind.PROVISIONED: (
            Tone.WORK,
            "An environment of the provisioned concurrency stood ready.",
            "conc-provisioned-meaning",
        ),
        Kind.REINIT: (
            Tone.COLD,
            "The environment had been reset, so Init ran again inside this call.",
            "suppressed-init",
        ),
    }
)


def arrived(marks: Marks, lane: str, number: int, at: int, name: str) -> None:
    """Somebody calls."""
    of = f"call {number}"
    marks.entry(
        at, lane, "arrived", f"{of} arrives", Tone.NOTE, f"Somebody calls {name}, and waits for the answer.", of=of
    )


def throttled(marks: Marks, lane: str, number: int, at: int, kind: Kind) -> None:
    """The call is refused."""
    of = f"call {number}"
    why, fact = _WHY[kind]
    told = "" if kind is Kind.NO_TOKEN else f" The caller gets 429 TooManyRequestsException, Reason {REASON[kind]}."
    why = f"{why}{told} The handler never ran and nothing is billed."
    marks.entry(at, lane, "throttled", f"{of} throttled: {_LABELS[kind]}", Tone.BAD, why, fact, of)
    marks.span(lane, at, at, "throttled", f"{of}: 429", Tone.BAD, why, fact, of)


def answered(marks: Marks, lane: str, number: int, at: int, end: int, kind: Kind, *, timed_out: bool) -> None:
    """The call has its answer."""
    of = f"call {number}"
    tone, why, fact = _RESULTS[kind]
    if timed_out:
        tone, fact = Tone.BAD, "sync-function-error-is-200"
        why = "The timeout ran out. The caller gets HTTP 200, with FunctionError: Unhandled."
    word = "failed" if timed_out else "answered"
    marks.entry(end, lane, word, f"{of} {word}, {START[kind]}, after {duration(end - at)}", tone, why, fact, of)


def on_provisioned(marks: Marks, lane: str, number: int, at: int, end: int, *, timed_out: bool) -> None:
    """A call in an environment that stood ready."""
    why = "Initialised beforehand: no cold start for this caller. It is paid for whether anybody calls or not."
    tone = Tone.BAD if timed_out else Tone.WORK
    marks.span(lane, at, end, "invoke", "handler", tone, why, "conc-provisioned-prewarm", f"call {number}")


def spilled(marks: Marks, lane: str, number: int, at: int, ready: int, in_use: int) -> None:
    """A call finds no provisioned concurrency."""
    of = f"call {number}"
    busy = "All of it is busy" if in_use >= ready else "It had ten requests for each environment in the last second"
    why = f"{busy}, so the call is to run on demand. If it does, ProvisionedConcurrencySpilloverInvocations counts it."
    marks.entry(at, lane, "spilled", f"{of} spills over", Tone.NOTE, why, "conc-provisioned-meaning", of)


def level(marks: Marks, lane: str, at: int, requested: int, ready: int) -> None:
    """Provisioned concurrency is asked for, or ready."""
    if requested > ready:
        label = f"{requested} asked for, {ready} ready"
        why = "None of the new environments is used before all of them are allocated. That takes a minute or two."
        fact = "conc-provisioned-rate"
    else:
        label, fact = f"{ready} ready", "conc-provisioned-meaning"
        why = f"From now on {ready} environments stand initialised." if ready else "None stands ready any more."
    marks.entry(at, lane, "level", label, Tone.COLD if requested > ready else Tone.REST, why, fact)


def refused(marks: Marks, lane: str, operation: str, code: str, message: str) -> None:
    """AWS does not take a setting."""
    why = f"{message.removesuffix('.')}. The function keeps what it had."
    marks.entry(0, lane, "refused", f"{operation}: 400 {code}", Tone.BAD, why, "conc-reserved-100-left")


def unused(idle_limit: int) -> str:
    """Why an environment goes that nobody has used."""
    return f"Nobody has used it for {duration(idle_limit)}, the idle limit. AWS publishes no figure; this one is ours."
