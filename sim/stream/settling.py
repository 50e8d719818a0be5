"""How records are settled: they succeed, they are discarded with a word to the on-failure destination, or they are lost without one."""

import json
from collections.abc import Sequence

from sim.mapping.records import Condition, Discarded, object_key
from sim.mapping.records import record as failure_record
from sim.stream.creating import UUID
from sim.stream.outcome import Block, Fate, OnFailureRecord
from sim.stream.spelling import FUNCTION_ARN, event, shard_id, stream_arn, uuid
from sim.stream.state import Lane, Part, Record, World, destination_row, numbers, shard_row
from sim.stream.values import OnFailure
from sim.trace import Tone

_WORDS = {
    Fate.SUCCEEDED: ("is done", Tone.WORK),
    Fate.DISCARDED: ("is discarded", Tone.BAD),
    Fate.LOST: ("is lost", Tone.BAD),
}
_WHYS = {
    Condition.RETRY_ATTEMPTS_EXHAUSTED: "MaximumRetryAttempts is used up: the mapping gives it up and goes on.",
    Condition.RECORD_AGE_EXCEEDED: "It is older than MaximumRecordAgeInSeconds: the mapping gives it up and goes on.",
}
_FACTS = {
    Condition.RETRY_ATTEMPTS_EXHAUSTED: "stream-max-retry",
    Condition.RECORD_AGE_EXCEEDED: "stream-max-age",
}


def succeed(world: World, records: Sequence[Record]) -> None:
    """The mapping has gone past the records."""
    why = "The function says that all is well: the mapping has gone past it and does not come back."
    _settle(world, records, Fate.SUCCEEDED, why, "")


def lose(world: World, records: Sequence[Record]) -> None:
    """The records have left the stream, and nobody is told."""
    hours = world.scenario.retention_hours
    why = (
        f"It was in the stream for {hours} hours, and that is how long this stream keeps a record. Nothing of it is left, and no "
        "destination hears of it."
    )
    _settle(world, records, Fate.LOST, why, "stream-blocking-shard")


def discard(world: World, records: Sequence[Record], part: Part, condition: Condition) -> None:
    """The mapping gives the records up, and tells the on-failure destination if there is one."""
    _settle(world, records, Fate.DISCARDED, _WHYS[condition], _FACTS[condition])
    if world.scenario.on_failure is not OnFailure.NONE:
        _tell(world, records, part, condition)


def block(world: World, lane: Lane) -> None:
    """From now on the lane takes no new batch."""
    if lane.blocked_since < 0:
        lane.blocked_since = world.now


def unblock(world: World, lane: Lane, why: str, at: int) -> None:
    """From ``at`` on the lane takes batches again; ``why`` says what became of the one that stopped it."""
    if lane.blocked_since < 0:
        return
    start, lane.blocked_since = lane.blocked_since, -1
    lanes = "its lane" if world.scenario.factor > 1 else "the shard"
    told = f"A batch failed or was refused, and {lanes} waits for it: what comes behind is not sent."
    whose = f"lane {lane.number} blocked" if world.scenario.factor > 1 else "blocked"
    row = shard_row(lane.shard)
    world.span(row, start, at, "blocked", whose, Tone.BAD, told, "stream-blocking-shard")
    world.blocks.append(Block(shard=lane.shard, lane=lane.number, start=start, end=at, why=why))


def _settle(world: World, records: Sequence[Record], fate: Fate, why: str, fact: str) -> None:
    words, tone = _WORDS[fate]
    for record in records:
        record.fate, record.ended_at = fate, world.now
        world.mark(shard_row(record.shard), fate, f"{record.of} {words}", tone, why, fact, record.of)


def _tell(world: World, records: Sequence[Record], part: Part, condition: Condition) -> None:
    scenario = world.scenario
    first, last = records[0], records[-1]
    shard = shard_id(scenario.source, first.shard)
    in_bucket = scenario.on_failure is OnFailure.S3
    discarded = Discarded(
        source=scenario.source,
        shard_id=shard,
        first=first.sequence_number,
        last=last.sequence_number,
        first_at=world.moment(first.at),
        last_at=world.moment(last.at),
        size=len(records),
        stream_arn=stream_arn(scenario.source),
    )
    body = failure_record(
        discarded,
        condition=condition,
        request_id=part.request_id or uuid(f"no call {first.number}"),
        function_arn=FUNCTION_ARN,
        invoke_count=part.attempts,
        function_error=part.error,
        at=world.moment(world.now),
        payload=event(scenario.source, records, world.zero) if in_bucket else None,
    )
    count = len(world.on_failure) + 1
    key = object_key(UUID, shard, world.moment(world.now), uuid(f"object {count}")) if in_bucket else ""
    world.on_failure.append(
        OnFailureRecord(
            at=world.now,
            condition=condition,
            records=tuple(record.number for record in records),
            body=json.dumps(body, indent=2, ensure_ascii=False),
            key=key,
        )
    )
    told = "The object holds the event too." if in_bucket else "It tells where the records are, not what they hold."
    why = f"A record of what was discarded: {condition}. {told}"
    label = f"{condition}: {numbers(list(records))}"
    world.mark(destination_row(), "on_failure", label, Tone.END, why, "stream-onfailure")
