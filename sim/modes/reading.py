"""What the four simulators say, in the same words: how each event ended, and when the function was tried for one of them."""

import sim.invocation as calls
import sim.queue as queues
import sim.stream as streams
from sim.modes.outcome import EventOutcome
from sim.modes.values import Ended
from sim.trace import Trace

_RESULTS = {
    calls.Result.OK: Ended.SUCCEEDED,
    calls.Result.FUNCTION_ERROR: Ended.TOLD,
    calls.Result.REFUSED: Ended.TOLD,
    calls.Result.NO_ANSWER: Ended.TOLD,
    calls.Result.PENDING: Ended.WAITING,
}
_EVENTS = {
    calls.Ended.SUCCEEDED: Ended.SUCCEEDED,
    calls.Ended.DEAD_LETTERED: Ended.DEAD_LETTERED,
    calls.Ended.DROPPED: Ended.LOST,
    calls.Ended.WAITING: Ended.WAITING,
}
_MESSAGES = {
    queues.Ended.SUCCEEDED: Ended.SUCCEEDED,
    queues.Ended.DEAD_LETTERED: Ended.DEAD_LETTERED,
    queues.Ended.EXPIRED: Ended.LOST,
    queues.Ended.WAITING: Ended.WAITING,
    queues.Ended.IN_FLIGHT: Ended.WAITING,
}
_RECORDS = {
    streams.Fate.SUCCEEDED: Ended.SUCCEEDED,
    streams.Fate.LOST: Ended.LOST,
    streams.Fate.WAITING: Ended.WAITING,
}


def read_calls(outcome: calls.Outcome) -> tuple[EventOutcome, ...]:
    """The calls of the synchronous way."""
    return tuple(_event(one.number, _RESULTS[one.result], one.ended_at, one.effects) for one in outcome.calls)


def read_events(outcome: calls.Outcome) -> tuple[EventOutcome, ...]:
    """The events of the asynchronous way."""
    works = {one.number: one.effects for one in outcome.calls}
    return tuple(_event(one.call, _EVENTS[one.status], one.ended_at, works[one.call]) for one in outcome.event_list)


def read_messages(outcome: queues.Outcome) -> tuple[EventOutcome, ...]:
    """The messages of the queue."""
    return tuple(_event(one.number, _MESSAGES[one.status], one.at, one.effects) for one in outcome.message_list)


def read_records(outcome: streams.Outcome, *, kept: bool) -> tuple[EventOutcome, ...]:
    """The records of the stream; ``kept`` if an on-failure destination hears of what is discarded."""
    ends = {**_RECORDS, streams.Fate.DISCARDED: Ended.DEAD_LETTERED if kept else Ended.LOST}
    return tuple(_event(one.number, ends[one.fate], one.ended_at, one.handled) for one in outcome.record_list)


def call_attempts(outcome: calls.Outcome, number: int) -> tuple[int, ...]:
    """When the function was tried for the call of this number, or for its event."""
    return tuple(attempt.at for attempt in outcome.attempt_list if attempt.call == number)


def message_attempts(trace: Trace[queues.Outcome], number: int) -> tuple[int, ...]:
    """When the function was tried with a batch that holds the message."""
    batches = {f"batch {batch.number}" for batch in trace.outcome.batch_list if number in batch.messages}
    return tuple(one.at for one in trace.entries if one.kind in ("invoked", "throttled") and one.of in batches)


def record_attempts(trace: Trace[streams.Outcome], number: int) -> tuple[int, ...]:
    """When the function was tried with a batch that holds the record; a refused call is one with the batch at the front of the shard."""
    sent = [call.at for call in trace.outcome.invocation_list if number in call.records]
    refused = [one.at for one in trace.entries if one.kind == "refused"]
    return tuple(sorted((*sent, *refused)))


def _event(number: int, ended: Ended, at: int, done: int) -> EventOutcome:
    return EventOutcome(number=number, ended=ended, ended_at=-1 if ended is Ended.WAITING else at, done=done)
