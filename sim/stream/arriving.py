"""Records reach the stream, and the mapping reads them: from its starting position on, some time after they came, and past its filters.

Lambda asks a shard of a Kinesis stream about once a second, one of DynamoDB four times a second; to an enhanced fan-out consumer records
are pushed. https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html and https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
"""

from sim.stream.outcome import Fate
from sim.stream.scenario import Put, Scenario
from sim.stream.spelling import lane_of, seen_by_filters, sequence_number, shard_of
from sim.stream.state import READS, Lane, Record, Seen, World, shard_row
from sim.stream.values import SECOND, Position, Source
from sim.trace import Tone

POLL = {Source.KINESIS: SECOND, Source.DYNAMODB: SECOND // 4}
"""ms from one reading of a shard to the next."""


def records_of(scenario: Scenario) -> list[Record]:
    """The records in the order of arrival, numbered."""
    rows = [(put.at + n * put.every, put, n + 1) for put in scenario.puts for n in range(put.times)]
    rows.sort(key=lambda row: row[0])
    return [_record(scenario, number, at, put, n) for number, (at, put, n) in enumerate(rows, start=1)]


def _record(scenario: Scenario, number: int, at: int, put: Put, n: int) -> Record:
    key = put.key.replace("%n", str((n - 1) % put.keys + 1 if put.keys else n))
    shard = put.shard or shard_of(key, scenario.shards)
    return Record(
        number=number,
        key=key,
        at=at,
        shard=shard,
        lane=lane_of(key, scenario.factor),
        sequence_number=sequence_number(scenario.source, shard, number),
        data=put.data.replace("%n", str(n)),
        value=put.value,
        bytes=put.bytes,
    )


def arrive(world: World, record: Record) -> None:
    """The record is in its shard; the mapping will read it, if there is one and it has not begun behind it."""
    row = shard_row(record.shard)
    of = record.of
    why = f"Its key is {record.key}."
    world.mark(row, "arrived", f"{of} arrives", Tone.NOTE, why, of=of, at=record.at)
    if reason := _missed(world, record):
        known = max(record.at, world.began if world.refusal is None else world.scenario.created_at)
        if known <= world.until:
            record.fate, record.ended_at = Fate.MISSED, known
            fact = "stream-starting-position" if world.refusal is None else ""
            world.mark(row, "missed", f"{of} is missed", Tone.BAD, reason, fact, of, known)
        return
    record.seen_at = _seen_at(world, record.at)
    if record.seen_at <= world.until:
        world.clock.schedule(record.seen_at, Seen(record), READS)


def see(world: World, record: Record) -> None:
    """The mapping has read the record; if a filter matches it, it waits for a batch."""
    if world.filters and not world.filters.passes(seen_by_filters(world.scenario.source, record)):
        record.fate, record.ended_at = Fate.FILTERED, world.now
        why = "No filter matches. The mapping passes over it, and the function never sees it; it stays in the stream."
        row = shard_row(record.shard)
        world.mark(row, "filtered", f"{record.of} is filtered out", Tone.REST, why, "stream-filter-advances", record.of)
        return
    place = (record.shard, record.lane)
    if place not in world.places:
        world.places[place] = Lane(shard=record.shard, number=record.lane)
    lane = world.places[place]
    lane.waiting.append(record)
    world.wake(lane, world.now)


def _missed(world: World, record: Record) -> str:
    """Why the mapping does not read the record; empty if it does."""
    scenario = world.scenario
    if world.refusal is not None:
        return "There is no mapping: nothing reads it."
    match scenario.starting_position:
        case Position.LATEST if record.at < world.began:
            return "It was in the stream before the mapping began to read, and LATEST begins with what comes after."
        case Position.AT_TIMESTAMP if record.at < scenario.starting_timestamp:
            return "It came before the moment at which the mapping begins."
    if record.at + world.retention <= world.began:
        return "It had left the stream before the mapping began to read."
    return ""


def _seen_at(world: World, at: int) -> int:
    first = max(at, world.began)
    poll = 1 if world.scenario.fan_out else POLL[world.scenario.source]
    return world.began + -(-(first - world.began) // poll) * poll
