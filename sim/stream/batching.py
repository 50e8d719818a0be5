"""When a lane has a batch to send, and which records are in it.

A batch goes when it has reached BatchSize, when one record more would exceed 6 MB, or when the batching window is over that its first record
opened: whichever comes first. It never reaches into another tumbling window, and the last call of a window comes before the next one's first.
https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
"""

from sim.stream.arriving import POLL
from sim.stream.outcome import Formed
from sim.stream.state import Lane, Part, Record, World
from sim.stream.values import LARGEST_PAYLOAD, SECOND


def next_part(world: World, lane: Lane) -> Part | None:
    """What the lane has to send now; None if nothing, and then it is woken when that may change."""
    if lane.parts:
        return lane.parts[-1]
    if _is_over(world, lane):
        part = Part(records=[], formed=Formed.FINAL, window=lane.window, is_final=True)
        lane.parts.append(part)
        return part
    records, formed = _batch(world, lane)
    if formed is None:
        if records:
            world.wake(lane, records[0].seen_at + world.scenario.window_seconds * SECOND)
        return None
    for _ in records:
        lane.waiting.popleft()
    part = Part(records=records, formed=formed, window=window_of(world, records[0]))
    if part.window != lane.window:
        lane.window = part.window
        world.wake(lane, max(closes_at(world, part.window), world.now))
    world.batches += 1
    lane.parts.append(part)
    return part


def window_of(world: World, record: Record) -> int:
    """The number of the tumbling window that the record belongs to; -1 without one."""
    seconds = world.scenario.tumbling_seconds
    return record.at // (seconds * SECOND) if seconds else -1


def closes_at(world: World, window: int) -> int:
    """The moment at which all records of the tumbling window have been read."""
    lag = 0 if world.scenario.fan_out else POLL[world.scenario.source]
    return max((window + 1) * world.scenario.tumbling_seconds * SECOND, world.began) + lag


def _is_over(world: World, lane: Lane) -> bool:
    """Whether the tumbling window that is open has had its last record."""
    if lane.window < 0:
        return False
    if lane.waiting:
        return window_of(world, lane.waiting[0]) != lane.window
    return world.now >= closes_at(world, lane.window)


def _batch(world: World, lane: Lane) -> tuple[list[Record], Formed | None]:
    """The records that go together, and why they go now; None if they wait for more."""
    scenario = world.scenario
    records: list[Record] = []
    size, formed = 0, None
    for record in lane.waiting:
        if records and window_of(world, record) != window_of(world, records[0]):
            formed = Formed.TUMBLING
            break
        if records and size + record.bytes > LARGEST_PAYLOAD:
            formed = Formed.PAYLOAD
            break
        records.append(record)
        size += record.bytes
        if len(records) == scenario.batch_size:
            formed = Formed.SIZE
            break
    if not records or formed:
        return records, formed
    if world.now >= records[0].seen_at + scenario.window_seconds * SECOND:
        return records, Formed.WINDOW
    window = window_of(world, records[0])
    if window >= 0 and world.now >= closes_at(world, window):
        return records, Formed.TUMBLING
    return records, None
