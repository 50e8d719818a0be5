"""A lane sends its batch, and what comes back decides: go on, try again from the front or from the first failure, split, or give up.

| after an attempt | the mapping |
| --- | --- |
| success | goes on behind the batch |
| a partial answer | goes on from the lowest record named; the attempt counts |
| a function error | tries again, and with bisect splits a batch of two or more: that attempt does not count, the first half comes first |
| a throttle, an error of the service | tries again, and the attempt does not count |
| more attempts than MaximumRetryAttempts allows | discards, and tells the on-failure destination |
| a record older than MaximumRecordAgeInSeconds | discards it, and tells the on-failure destination |
| a record older than the stream keeps it | loses it, and tells nobody |

AWS does not publish how long it waits between attempts: here one second, doubled up to five minutes. A half of a split batch goes at once.
https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
"""

from sim.draw.text import duration
from sim.mapping.records import Condition
from sim.stream.batching import next_part
from sim.stream.handling import handle, trouble
from sim.stream.noting import note
from sim.stream.outcome import Ended, Fate, Formed
from sim.stream.settling import block, discard, lose, succeed, unblock
from sim.stream.spelling import uuid
from sim.stream.state import RETURNS, Back, Call, Lane, Part, World, lane_row, numbers
from sim.stream.values import MINUTE, SECOND, Trouble
from sim.stream.windows import count, final
from sim.trace import Tone

LONGEST_WAIT = 5 * MINUTE
"""A teaching figure."""
MOST_CALLS = 4_000
"""Calls and refused calls after which the looking ends."""
_REFUSED = {
    Trouble.THROTTLE: ("throttled", "Lambda has no concurrency for the call: 429 TooManyRequestsException."),
    Trouble.SERVICE_ERROR: ("service error", "Lambda answers 500 ServiceException."),
}


def wake(world: World, lane: Lane) -> None:
    """Send what is due."""
    while not lane.busy and (part := next_part(world, lane)) is not None:
        if part.not_before > world.now < _old_at(world, part):
            return
        if not _expire(world, lane, part):
            _send(world, lane, part)


def back(world: World, lane: Lane, call: Call) -> None:
    """The call returns."""
    lane.busy = False
    world.in_flight -= 1
    part = call.part
    for record in call.handled:
        record.handled += 1
    note(world, lane, call, world.now)
    lane.calls += 1
    done, rest = part.records[: call.done], part.records[call.done :]
    succeed(world, done)
    if part.window >= 0:
        count(lane, done)
    part.records = rest
    if call.ended is Ended.SUCCEEDED:
        if part.is_final:
            final(world, lane, call)
        _finish(world, lane, part, Fate.SUCCEEDED)
    else:
        block(world, lane)
        _failed(world, lane, part, call)
    wake(world, lane)


def wait_after(failures: int) -> int:
    """How long a lane waits after so many failures in a row, in ms: a teaching curve."""
    return min(LONGEST_WAIT, SECOND << min(failures - 1, 20))


def _send(world: World, lane: Lane, part: Part) -> None:
    scenario = world.scenario
    stopped = trouble(world)
    if scenario.concurrency and world.in_flight >= scenario.concurrency:
        stopped = Trouble.THROTTLE
    if stopped in _REFUSED:
        _refuse(world, lane, part, *_REFUSED[stopped])
        return
    world.calls += 1
    world.retries += part.attempts > 0 or part.formed is Formed.RETRY
    world.in_flight += 1
    world.peak = max(world.peak, world.in_flight)
    lane.busy = True
    call = handle(world, part, world.calls, lane.state)
    part.request_id = uuid(f"call {call.number}")
    world.clock.schedule(world.now + call.lasts, Back(lane, call), RETURNS)


def _refuse(world: World, lane: Lane, part: Part, words: str, why: str) -> None:
    """The call does not reach the function: it is tried again, and costs no attempt."""
    world.throttles += 1
    part.failures += 1
    block(world, lane)
    wait = wait_after(part.failures)
    part.not_before = world.now + wait
    told = f"{why} The handler does not run, no attempt is counted; the next try comes after {duration(wait)}."
    world.mark(lane_row(lane, world.scenario), "refused", words, Tone.BAD, told, "stream-max-retry")
    _rest(world, lane, part)


def _failed(world: World, lane: Lane, part: Part, call: Call) -> None:
    """What becomes of a batch that did not wholly succeed."""
    scenario = world.scenario
    part.error = "Unhandled" if call.ended is Ended.FAILED else None
    if call.ended is Ended.FAILED and scenario.bisect and len(part.records) > 1:
        _split(world, lane, part)
        return
    part.attempts += 1
    part.failures += 1
    part.formed = Formed.RETRY if not part.is_final else Formed.FINAL
    if 0 <= scenario.max_retries < part.attempts and not part.is_final:
        discard(world, part.records, part, Condition.RETRY_ATTEMPTS_EXHAUSTED)
        _finish(world, lane, part, Fate.DISCARDED)
        return
    part.not_before = world.now + wait_after(part.failures)
    _rest(world, lane, part)


def _split(world: World, lane: Lane, part: Part) -> None:
    """Two halves take the place of the batch, the first one first. They have the attempts that the batch had."""
    world.splits += 1
    middle = len(part.records) // 2
    halves = [
        Part(
            records=records,
            formed=Formed.RETRY,
            attempts=part.attempts,
            error=part.error,
            request_id=part.request_id,
            window=part.window,
        )
        for records in (part.records[middle:], part.records[:middle])
    ]
    lane.parts.pop()
    lane.parts += halves
    label = f"split into {numbers(halves[1].records)} and {numbers(halves[0].records)}"
    why = "BisectBatchOnFunctionError: the halves are tried one after the other. The split costs no attempt."
    world.mark(lane_row(lane, world.scenario), "split", label, Tone.AFTER, why, "stream-bisect")


def _finish(world: World, lane: Lane, part: Part, fate: Fate) -> None:
    """The part is behind the lane; if nothing is left of its batch, the lane is free."""
    lane.parts.remove(part)
    if not lane.parts:
        unblock(world, lane, fate, world.now)


def _expire(world: World, lane: Lane, part: Part) -> bool:
    """Settle what has grown too old at the front of the part; whether the part is gone by that."""
    if part.is_final:
        return False
    gone = [record for record in part.records if world.now - record.at >= world.retention]
    aged = [record for record in part.records if world.now - record.at >= world.max_age and record not in gone]
    if gone:
        lose(world, gone)
    if aged:
        discard(world, aged, part, Condition.RECORD_AGE_EXCEEDED)
    part.records = part.records[len(gone) + len(aged) :]
    if part.records:
        return False
    _finish(world, lane, part, Fate.DISCARDED if aged else Fate.LOST)
    return True


def _rest(world: World, lane: Lane, part: Part) -> None:
    """Wake the lane when the part may go again, or when all of it has grown too old, if that is sooner."""
    world.wake(lane, max(world.now, min(part.not_before, _old_at(world, part))))


def _old_at(world: World, part: Part) -> int:
    """When the last record of the part has grown too old; after the looking, if there is none."""
    if not part.records:
        return world.until + 1
    return part.records[-1].at + min(world.max_age, world.retention)
