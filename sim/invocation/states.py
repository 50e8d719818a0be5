"""The ways of a request and of an asynchronous event, as tables.

A synchronous request is received, and refused or let in. What is let in runs, and its end is the caller's answer: HTTP 200 even if the
function failed. Lambda tries nothing again.

An asynchronous event is answered before it runs. It waits in a queue of Lambda's own (QUEUED), runs (RUNNING), and goes back to the queue
after a function error, twice at most, one minute and two minutes later. A throttle or an error of Lambda itself sends it back too,
without being counted, ever later, until the event is too old. What fails for good is sent to the destination for failures and to the
dead-letter queue, and if there is neither, it is gone.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-sync.html and
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar


class RequestState(StrEnum):
    """Where a request is."""

    RECEIVED = "received"
    RUNNING = "running"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


class RequestSignal(StrEnum):
    """What moves it on."""

    REFUSED = "refused"
    """400, 404, 409, 413, 415, 502: it cannot be served as it is."""
    THROTTLED = "throttled"
    SYSTEM_ERROR = "system_error"
    DRY_RUN = "dry_run"
    ACCEPTED = "accepted"
    """202: asynchronous, the event is in the queue."""
    LEASE = "lease"
    """Concurrency is there, and an environment is given the event."""
    RETURNED = "returned"
    FUNCTION_ERROR = "function_error"
    LOST = "lost"
    """The connection is gone before the answer."""


class EventState(StrEnum):
    """Where an asynchronous event is."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    DEAD_LETTERED = "dead-lettered"
    """A destination for failures or a dead-letter queue has it."""
    DROPPED = "dropped"
    """Nothing is left of it."""


class EventSignal(StrEnum):
    """What moves it on."""

    LEASE = "lease"
    THROTTLED = "throttled"
    SYSTEM_ERROR = "system_error"
    RETURNED = "returned"
    FUNCTION_ERROR = "function_error"
    """And retries are left."""
    RETRIES_EXHAUSTED = "RetriesExhausted"
    EVENT_AGE_EXCEEDED = "EventAgeExceeded"
    ZERO_RESERVED_CONCURRENCY = "ZeroReservedConcurrency"
    LOOP_STOPPED = "loop_stopped"
    KEPT = "kept"
    NOT_KEPT = "not_kept"


REQUESTS: Mapping[RequestState, Mapping[RequestSignal, RequestState]] = MappingProxyType(
    {
        RequestState.RECEIVED: {
            RequestSignal.REFUSED: RequestState.ANSWERED,
            RequestSignal.THROTTLED: RequestState.ANSWERED,
            RequestSignal.SYSTEM_ERROR: RequestState.ANSWERED,
            RequestSignal.DRY_RUN: RequestState.ANSWERED,
            RequestSignal.ACCEPTED: RequestState.ANSWERED,
            RequestSignal.LEASE: RequestState.RUNNING,
        },
        RequestState.RUNNING: {
            RequestSignal.RETURNED: RequestState.ANSWERED,
            RequestSignal.FUNCTION_ERROR: RequestState.ANSWERED,
            RequestSignal.SYSTEM_ERROR: RequestState.ANSWERED,
            RequestSignal.LOST: RequestState.UNANSWERED,
        },
        RequestState.ANSWERED: {},
        RequestState.UNANSWERED: {},
    }
)
"""Every legal step of a request."""

EVENTS: Mapping[EventState, Mapping[EventSignal, EventState]] = MappingProxyType(
    {
        EventState.QUEUED: {
            EventSignal.LEASE: EventState.RUNNING,
            EventSignal.THROTTLED: EventState.QUEUED,
            EventSignal.SYSTEM_ERROR: EventState.QUEUED,
            EventSignal.EVENT_AGE_EXCEEDED: EventState.FAILED,
            EventSignal.ZERO_RESERVED_CONCURRENCY: EventState.FAILED,
            EventSignal.LOOP_STOPPED: EventState.FAILED,
        },
        EventState.RUNNING: {
            EventSignal.RETURNED: EventState.SUCCEEDED,
            EventSignal.FUNCTION_ERROR: EventState.QUEUED,
            EventSignal.SYSTEM_ERROR: EventState.QUEUED,
            EventSignal.RETRIES_EXHAUSTED: EventState.FAILED,
            EventSignal.EVENT_AGE_EXCEEDED: EventState.FAILED,
        },
        EventState.SUCCEEDED: {},
        EventState.FAILED: {
            EventSignal.KEPT: EventState.DEAD_LETTERED,
            EventSignal.NOT_KEPT: EventState.DROPPED,
        },
        EventState.DEAD_LETTERED: {},
        EventState.DROPPED: {},
    }
)
"""Every legal step of an asynchronous event. The diagram in the lab is drawn from this table."""

State = TypeVar("State", bound=StrEnum)
Signal = TypeVar("Signal", bound=StrEnum)


class IllegalStepError(ValueError):
    """A signal that the state does not take: a fault of the simulator, never of a learner."""


def step(table: Mapping[State, Mapping[Signal, State]], state: State, signal: Signal) -> State:
    """The state after ``signal``.

    Raises:
        IllegalStepError: naming the state, the signal, and the signals that the state takes.
    """
    takes = table[state]
    if signal not in takes:
        raise IllegalStepError(f"{state} cannot take {signal}; it takes {', '.join(takes) or 'nothing'}")
    return takes[signal]
