"""What comes out of a run of ``invocation``. Moments and amounts are ms from the scenario's ``now``; texts are as AWS writes them."""

from dataclasses import dataclass
from enum import StrEnum

from sim.invocation.values import Happens, InvocationType


class Result(StrEnum):
    """What became of a call, as its caller sees it."""

    OK = "ok"
    FUNCTION_ERROR = "function-error"
    """HTTP 200, and the function failed. Behind API Gateway: 502."""
    REFUSED = "refused"
    """A status of 400 or more: the function was not run, or its result is lost."""
    NO_ANSWER = "no-answer"
    """The connection was lost, or the caller had waited long enough. Behind API Gateway: 504."""
    ACCEPTED = "accepted"
    """202: what becomes of the event, the caller never hears."""
    DRY_RUN = "dry-run"
    PENDING = "pending"
    """Still waiting when the looking ended."""


class Ended(StrEnum):
    """What became of an asynchronous event."""

    SUCCEEDED = "succeeded"
    DEAD_LETTERED = "dead-lettered"
    """It failed, and a destination for failures or a dead-letter queue has it."""
    DROPPED = "dropped"
    """It failed, and nothing is left of it."""
    WAITING = "waiting"
    """In the queue or running when the looking ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOutcome:
    """A call, from the caller's side."""

    number: int
    """From 1."""
    at: int
    invocation_type: InvocationType
    result: Result
    requests: int
    """HTTP requests that it took: more than one if the caller tried again."""
    status: int
    """The last status that the caller got; 0 if none."""
    error: str
    """Name of the exception; empty if none."""
    reason: str
    """Of a throttle."""
    function_error: str
    ended_at: int
    """When the caller knew; -1 if it does not yet."""
    event: int
    """Number of the event that came of it; 0 for none."""
    runs: int
    """How often the code ran for it, events that came of it included."""
    effects: int
    """How often that did the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOutcome:
    """An HTTP request to Lambda, and its answer."""

    number: int
    """Over all calls, from 1."""
    call: int
    attempt: int
    """Of the call, from 1."""
    at: int
    answered_at: int
    """-1 if there was no answer."""
    request_id: str
    status: int
    """0 if there was no answer, as the next ones are empty."""
    error: str
    message: str
    reason: str
    function_error: str
    executed_version: str
    heard: bool
    """Whether somebody still waited for the answer."""
    text: str
    """The answer as HTTP."""
    log: str
    """With LogType Tail: the end of the log, decoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOutcome:
    """An event in Lambda's queue."""

    number: int
    """From 1."""
    call: int
    request_id: str
    qualifier: str
    at: int
    status: Ended
    condition: str
    """Why it ended: Success, RetriesExhausted, EventAgeExceeded, ZeroReservedConcurrency; empty if it waits or was stopped as a loop."""
    attempts: int
    """Throttled ones included."""
    runs: int
    throttles: int
    ended_at: int
    """-1 if it waits."""
    duplicate: bool
    """A second delivery of an event that the queue holds already."""
    round: int
    """1 if a caller sent it; one more than the event whose run brought it about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A try of Lambda to have the code run."""

    at: int
    end: int
    call: int
    request: int
    """Number of the request; 0 for an event."""
    event: int
    """Number of the event; 0 for a request."""
    happens: Happens
    reason: str
    """Of a throttle."""
    environment: int
    """From 1; 0 if the code did not run."""
    effect: bool
    """Whether it did the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record for a destination."""

    event: int
    at: int
    destination: str
    """ARN."""
    condition: str
    written: bool
    """Whether the destination has it."""
    text: str
    """The record as JSON."""
    wrapping: str
    """How the destination holds it, if not as a message: the entry of EventBridge as JSON, the key of an object in S3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message for the function's dead-letter queue."""

    event: int
    at: int
    target: str
    """ARN."""
    written: bool
    body: str
    """The event as it came."""
    request_id: str
    error_code: int
    error_message: str

    @property
    def attributes(self) -> dict[str, dict[str, str]]:
        """The message attributes as AWS writes them."""
        return {
            "RequestID": {"DataType": "String", "StringValue": self.request_id},
            "ErrorCode": {"DataType": "Number", "StringValue": str(self.error_code)},
            "ErrorMessage": {"DataType": "String", "StringValue": self.error_message},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask.

    In come ``arrived + duplicates + looped``. Out go ``succeeded + failed_calls + refused + unanswered + dry_runs + dead_lettered +
    dropped``. The rest is ``waiting``.
    """

    arrived: int
    """Calls."""
    requests: int
    client_retries: int
    """Requests beyond the first of each call."""
    accepted: int
    """Calls answered with 202."""
    refused: int
    """Calls whose last answer was 4xx or 5xx."""
    unanswered: int
    """Calls that ended without an answer."""
    dry_runs: int
    failed_calls: int
    """Synchronous calls that ended with a function error."""
    succeeded: int
    """Synchronous calls with a result, and events that succeeded."""
    failed: int
    """Failed calls, and events that failed for good."""
    events: int
    """Events in the queue, copies and those of loops included."""
    dead_lettered: int
    """Failed events that a destination for failures or a dead-letter queue has."""
    dropped: int
    """Failed events of which nothing is left."""
    waiting: int
    """Events and calls without an end when the looking ended."""
    expired: int
    """Events that grew too old."""
    attempts: int
    runs: int
    """How often the code ran."""
    function_errors: int
    """Runs that ended with a function error."""
    throttles: int
    system_errors: int
    duplicates: int
    """Events delivered a second time."""
    looped: int
    """Events that came of the function's own doing."""
    loops_stopped: int
    """Events that Lambda stopped as part of a loop."""
    effects: int
    """How often the work was done."""
    repeated_effects: int
    """How often of those for a call whose work had been done already."""
    destination_success: int
    """Records of success that a destination has."""
    destination_failure: int
    dlq_messages: int
    undelivered: int
    """Records and messages that could not be written."""
    environments: int
    resets: int
    """Runs after which Lambda reset the environment."""
    longest_wait: int
    """The longest that a caller waited until it knew; -1 if none knows."""
    last_ended_at: int
    """When the last event or call ended; -1 if none did."""
    first_code: str
    """What the first call's caller got last: the exception's name, or the status."""
    calls: tuple[CallOutcome, ...]
    request_list: tuple[RequestOutcome, ...]
    event_list: tuple[EventOutcome, ...]
    attempt_list: tuple[Attempt, ...]
    records: tuple[Record, ...]
    dead_letters: tuple[DeadLetter, ...]
