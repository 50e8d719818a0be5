"""What goes into a run of ``stream``: records, the stream that holds them, the mapping that reads it, and how the function fails."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.moments import moment_zero
from sim.stream.values import (
    DAY,
    DYNAMODB_HOURS,
    LARGEST_BATCH,
    LARGEST_PAYLOAD,
    LONGEST_RETENTION_HOURS,
    LONGEST_TIMEOUT,
    LONGEST_TUMBLING,
    MINUTE,
    MOST_LANES,
    MOST_RETRIES,
    OLDEST_LIMIT,
    RETENTION_HOURS,
    SECOND,
    USUAL_BATCH,
    Creation,
    How,
    Moment,
    OnFailure,
    Position,
    Source,
    Trouble,
)

_closed = with_config(ConfigDict(extra="forbid"))

MOST_RECORDS = 2_000
MOST_SHARDS = 20


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """Records that reach the stream, one or a row of them."""

    at: Moment = 0
    """When the first one arrives; AWS calls it the approximate arrival timestamp."""
    times: Annotated[int, Interval(ge=1, le=MOST_RECORDS)] = 1
    """So many records."""
    every: Annotated[int, Interval(ge=0, le=DAY)] = 0
    """ms from one of them to the next."""
    key: Annotated[str, MaxLen(256)] = "seat-%n"
    """Partition key; of DynamoDB the key of the item. ``%n`` stands for the number of the record in this row."""
    keys: Annotated[int, Interval(ge=0, le=MOST_RECORDS)] = 0
    """``%n`` in the key begins anew after so many; 0 is never."""
    data: Annotated[str, MaxLen(4096)] = '{"seat": %n}'
    """What it holds: JSON, for filters; ``%n`` as above. Of DynamoDB the new image of the item, as plain JSON."""
    value: Annotated[int, Interval(ge=-1_000_000, le=1_000_000)] = 1
    """What the function adds to its state in a tumbling window."""
    bytes: Annotated[int, Interval(ge=1, le=LARGEST_PAYLOAD)] = 500
    """Its size in the event that the function gets, base64 and metadata included."""
    shard: Annotated[int, Interval(ge=0, le=MOST_SHARDS)] = 0
    """Which shard it goes to, from 1; 0 lets the hash of the key decide."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if not self.key:
            raise ValueError("key: is empty; write at least one character")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What the handler does when it comes to one record."""

    record: Annotated[int, Interval(ge=1, le=MOST_RECORDS)]
    """Its number, in the order of arrival, from 1."""
    how: How = How.RAISE
    times: Annotated[int, Interval(ge=0, le=MOST_RETRIES)] = 0
    """The first so many times; 0 is always."""

    def __post_init__(self) -> None:
        keep_bounds(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """A stretch of time in which every call goes wrong."""

    start: Moment = 0
    end: Moment
    """The first moment at which all is well again."""
    how: Trouble = Trouble.THROTTLE

    def __post_init__(self) -> None:
        keep_bounds(self)
        if self.end <= self.start:
            raise ValueError(f"end: {self.end} is not after start; take a later one")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A mapping reads a stream and invokes a function with batches. Times are ms from ``now``, unless the name says seconds."""

    puts: tuple[Put, ...]
    faults: tuple[Fault, ...] = ()
    outages: tuple[Outage, ...] = ()

    source: Source = Source.KINESIS
    shards: Annotated[int, Interval(ge=1, le=MOST_SHARDS)] = 1
    retention_hours: Annotated[int, Interval(ge=24, le=LONGEST_RETENTION_HOURS)] = RETENTION_HOURS
    """How long the stream keeps a record; of DynamoDB always 24 hours."""
    fan_out: bool = False
    """Whether the mapping is an enhanced fan-out consumer of a Kinesis stream: records are pushed, not polled for."""

    creation: Creation = Creation.FINE
    """Whether stream, function and role are as CreateEventSourceMapping wants them."""
    created_at: Moment = 0
    """When the mapping is made."""
    begins_after: Annotated[int, Interval(ge=0, le=10 * MINUTE)] = 0
    """ms from there until Lambda begins to read. A teaching figure: AWS says that it can take several minutes."""
    starting_position: Position = Position.TRIM_HORIZON
    starting_timestamp: Moment = 0
    """With AT_TIMESTAMP: from this moment on."""
    batch_size: Annotated[int, Interval(ge=1, le=LARGEST_BATCH)] = USUAL_BATCH
    window_seconds: Annotated[int, Interval(ge=0, le=300)] = 0
    """How long a batch may wait for more. AWS calls it MaximumBatchingWindowInSeconds."""
    factor: Annotated[int, Interval(ge=1, le=MOST_LANES)] = 1
    """Batches in flight of one shard. AWS calls it ParallelizationFactor."""
    max_retries: Annotated[int, Interval(ge=-1, le=MOST_RETRIES)] = -1
    """Attempts after the first; -1 for no end of it. AWS calls it MaximumRetryAttempts."""
    max_age_seconds: Annotated[int, Interval(ge=-1, le=OLDEST_LIMIT)] = -1
    """How old a record may get; -1 for any age. AWS calls it MaximumRecordAgeInSeconds, and refuses 0 to 59."""
    bisect: bool = False
    """Whether a batch that failed is split in two. AWS calls it BisectBatchOnFunctionError."""
    report_item_failures: bool = False
    """Whether the answer of the function is read: ReportBatchItemFailures."""
    tumbling_seconds: Annotated[int, Interval(ge=0, le=LONGEST_TUMBLING)] = 0
    """Length of a tumbling window; 0 for none."""
    on_failure: OnFailure = OnFailure.NONE
    filters: tuple[str, ...] = ()
    """Patterns as JSON; one that matches is enough. None of them: every record goes to the function."""

    invoke: Annotated[int, Interval(ge=1, le=LONGEST_TIMEOUT * SECOND)] = 100
    """ms that a call of the function takes, whatever it holds."""
    per_record: Annotated[int, Interval(ge=0, le=LONGEST_TIMEOUT * SECOND)] = 0
    """ms more for each record of the batch."""
    timeout_seconds: Annotated[int, Interval(ge=1, le=LONGEST_TIMEOUT)] = 60
    """Timeout of the function: the whole batch must fit."""
    concurrency: Annotated[int, Interval(ge=0, le=1_000)] = 0
    """Calls of the function at one time, beyond which Lambda throttles; 0 for as many as wanted."""
    idempotent: bool = False
    """Whether the function knows a record that it has handled before, by its sequence number."""

    now: str = "2026-11-23T18:00:00"
    """The moment 0 in UTC."""
    until: Moment = 0
    """Where the looking ends, with records still waiting; 0 is when nothing is due any more, or after 30 days."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        moment_of(self.now)
        if not self.puts:
            raise ValueError("puts: there are none; put at least one record")
        if (count := sum(put.times for put in self.puts)) > MOST_RECORDS:
            raise ValueError(f"puts: {count} records in all; at most {MOST_RECORDS}")
        for put in self.puts:
            if put.shard > self.shards:
                raise ValueError(f"puts: there is no shard {put.shard}; the stream has {self.shards}")
        numbers = [fault.record for fault in self.faults]
        for number in numbers:
            if number > count:
                raise ValueError(f"faults: there is no record {number}; there are {count}")
            if numbers.count(number) > 1:
                raise ValueError(f"faults: record {number} is there twice; give it one fault")
        if self.tumbling_seconds and self.factor > 1:
            raise ValueError(
                "factor: stands beside tumbling_seconds, and what AWS does then is not known; leave one out"
            )
        if self.source is Source.DYNAMODB:
            self._keep_dynamodb()

    def _keep_dynamodb(self) -> None:
        if self.retention_hours != DYNAMODB_HOURS:
            problem = f"retention_hours: {self.retention_hours}, but a DynamoDB stream keeps {DYNAMODB_HOURS}"
            raise ValueError(f"{problem}; leave it out, or take kinesis")
        if self.fan_out:
            raise ValueError("fan_out: a DynamoDB stream has no enhanced fan-out; leave it out, or take kinesis")


def moment_of(text: str) -> datetime:
    """The moment that ``now`` says, in UTC.

    Raises:
        ValueError: it is no moment, or it is in another time zone.
    """
    return moment_zero(text, "2026-11-23T18:00:00")
