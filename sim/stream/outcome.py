"""What comes out of a run of ``stream``. Moments and amounts are ms from the scenario's ``now``; numbers of records count from 1."""

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What became of a record, seen from the mapping."""

    SUCCEEDED = "succeeded"
    """The mapping has gone past it, for the function said that all is well."""
    DISCARDED = "discarded"
    """The mapping gave it up: retries or age used up."""
    LOST = "lost"
    """It left the stream before the mapping could get past it. Nobody is told."""
    FILTERED = "filtered"
    """No filter matched, so the function never saw it."""
    MISSED = "missed"
    """It came before the place where the mapping begins, or nothing reads the stream."""
    WAITING = "waiting"
    """The mapping has not gone past it yet."""


class Ended(StrEnum):
    """How a call of the function ended, seen from the mapping."""

    SUCCEEDED = "succeeded"
    PARTIAL = "partial"
    """It named a record in ``batchItemFailures``: the mapping goes on from the lowest one."""
    FAILED = "failed"
    RUNNING = "running"
    """It had not returned when the looking ended."""


class Formed(StrEnum):
    """Why a batch was sent just then."""

    SIZE = "size"
    """BatchSize is reached."""
    PAYLOAD = "payload"
    """One record more would exceed 6 MB."""
    WINDOW = "window"
    """The batching window is over; without one, at once."""
    TUMBLING = "tumbling"
    """The tumbling window is over, and a batch does not reach into the next."""
    RETRY = "retry"
    """It is a batch, or what is left of one, that was sent before."""
    FINAL = "final"
    """The last call of a tumbling window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutcome:
    """A record, and what became of it."""

    number: int
    """In the order of arrival."""
    key: str
    shard: int
    """From 1, as with the lane."""
    lane: int
    sequence_number: str
    at: int
    """When it arrived."""
    fate: Fate
    ended_at: int
    """When its fate was settled; -1 if it waits."""
    sent: int
    """In so many calls the function got it."""
    handled: int
    """So many times the function did its work on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """A call of the function with a batch."""

    number: int
    shard: int
    lane: int
    at: int
    end: int
    records: tuple[int, ...]
    """Numbers of the records; none in the last call of a tumbling window."""
    attempt: int
    """Which attempt of the batch it is, from 1, by the count of MaximumRetryAttempts: a split is none."""
    formed: Formed
    ended: Ended
    error: str
    """Type of the error; empty if the function did not fail."""
    response: str
    """The function's answer as JSON, or the error."""
    checkpoint: int
    """So many records from the front are behind the mapping after it."""
    bytes: int
    iterator_age: int
    """Age of the last record when the batch was sent: what CloudWatch shows as IteratorAge."""
    state: int
    """The tumbling window's sum as it was handed over; 0 without one."""
    is_final: bool
    """``isFinalInvokeForWindow``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch in which a lane of a shard could take no new batch, because one had failed."""

    shard: int
    lane: int
    start: int
    end: int
    why: str
    """How it ended: succeeded, discarded, lost, or waiting if it did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnFailureRecord:
    """What the on-failure destination got."""

    at: int
    condition: str
    records: tuple[int, ...]
    """Numbers of the records that it speaks of."""
    body: str
    """As JSON."""
    key: str
    """Of the object in the bucket; empty for a queue or a topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A tumbling window of a shard that is over."""

    shard: int
    start: int
    end: int
    at: int
    """When its last call returned."""
    sum: int
    """The state that was handed to the last call."""
    records: int
    """Records that are in the sum."""
    invocations: int
    """Calls, the last one included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """A corner of a shard's line of iterator age: how old its oldest unfinished record is."""

    shard: int
    at: int
    age: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run. ``records`` end as succeeded, discarded, lost, filtered, missed or waiting."""

    records: int
    succeeded: int
    discarded: int
    lost: int
    filtered: int
    missed: int
    waiting: int
    batches: int
    """Batches as they were taken from the stream."""
    invocations: int
    """Calls that reached the function."""
    failed_invocations: int
    """Of these, in how many the handler failed."""
    partial_invocations: int
    """And how many named records that failed."""
    retries: int
    """Calls with a batch, or a part of one, that had been sent before."""
    throttles: int
    """Calls that Lambda refused: the handler did not run."""
    splits: int
    """Batches cut in two."""
    blocked_ms: int
    """How long lanes were blocked, all together."""
    blocks: int
    """How often a lane was blocked."""
    max_iterator_age: int
    """The greatest IteratorAge of a call."""
    oldest_unfinished: int
    """The greatest age that any record had reached when its fate was settled, or at the end."""
    peak_concurrency: int
    """Calls in flight at one time, at most."""
    on_failure_records: int
    effects: int
    """How often the function's work took effect: once for a record at most, if it is idempotent."""
    duplicates: int
    """Records that were handled more than once."""
    swallowed: int
    """Records that succeeded, though the function never did its work on them."""
    last_at: int
    """When the last record was settled; -1 if none was."""
    refused: bool
    """Whether CreateEventSourceMapping was refused."""
    error_status: int
    """Its HTTP status; 0 if it was not, and the next two are empty."""
    error_code: str
    error_message: str
    record_list: tuple[RecordOutcome, ...]
    invocation_list: tuple[Invocation, ...]
    block_list: tuple[Block, ...]
    on_failure_list: tuple[OnFailureRecord, ...]
    windows: tuple[Window, ...]
    ages: tuple[Age, ...]
