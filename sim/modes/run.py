"""The run: each way is run by its own simulator, with the failure and without it; what they say is read and told side by side."""

from collections import Counter
from collections.abc import Iterable

import sim.invocation as calls
import sim.queue as queues
import sim.stream as streams
from sim.modes.failing import failing_of
from sim.modes.merging import COUNTERS, last_of, merged
from sim.modes.outcome import EventOutcome, Outcome, WayOutcome
from sim.modes.reading import (
    call_attempts,
    message_attempts,
    read_calls,
    read_events,
    read_messages,
    read_records,
    record_attempts,
)
from sim.modes.scenario import Scenario
from sim.modes.values import By, Ended, Notice, Way
from sim.modes.ways import Failing, call_scenario, queue_scenario, stream_scenario
from sim.trace import Trace

_SAID = tuple[Trace[object], tuple[EventOutcome, ...], tuple[int, ...], int]
"""Of one way: its trace, its events, when the event that fails was tried, and how often the code ran."""
_AGAIN = {
    Way.SYNCHRONOUS: By.CALLER,
    Way.ASYNCHRONOUS: By.LAMBDA,
    Way.QUEUE: By.MAPPING,
    Way.STREAM: By.MAPPING,
}


def run(scenario: Scenario) -> Trace[Outcome]:
    """Run the same failure through the four ways, on one clock.

    https://docs.aws.amazon.com/lambda/latest/dg/invocation-retries.html
    """
    said = {way: _run(scenario, way, failing_of(scenario, way)) for way in Way}
    lanes, spans, entries = merged({way: found[0] for way, found in said.items()}, kept=scenario.stream_on_failure)
    ways = {way: _way(scenario, way, found, _run(scenario, way, {})[1]) for way, found in said.items()}
    return Trace(lanes, spans, entries, COUNTERS, _outcome(ways), last_of(spans, entries))


def _run(scenario: Scenario, way: Way, failing: Failing) -> _SAID:
    """What the simulator of the way says."""
    number = scenario.event
    match way:
        case Way.QUEUE:
            of_queue = queues.run(queue_scenario(scenario, failing))
            messages = read_messages(of_queue.outcome)
            return of_queue, messages, message_attempts(of_queue, number), of_queue.outcome.invocations
        case Way.STREAM:
            of_stream = streams.run(stream_scenario(scenario, failing))
            records = read_records(of_stream.outcome, kept=scenario.stream_on_failure)
            return of_stream, records, record_attempts(of_stream, number), of_stream.outcome.invocations
        case _:
            of_calls = calls.run(call_scenario(scenario, way, failing))
            read = read_calls if way is Way.SYNCHRONOUS else read_events
            return of_calls, read(of_calls.outcome), call_attempts(of_calls.outcome, number), of_calls.outcome.runs


def _way(scenario: Scenario, way: Way, said: _SAID, sound: tuple[EventOutcome, ...]) -> WayOutcome:
    """The outcome of a way; ``sound`` are its events as they end without the failure."""
    _, events, attempts, runs = said
    it = events[scenario.event - 1]
    others = [one for one in events if one is not it]
    ends = Counter(one.ended for one in events)
    again = _AGAIN[way] if len(attempts) > 1 else By.NOBODY
    return WayOutcome(
        way=way,
        events=len(events),
        succeeded=ends[Ended.SUCCEEDED],
        told=ends[Ended.TOLD],
        dead_lettered=ends[Ended.DEAD_LETTERED],
        lost=ends[Ended.LOST],
        waiting=ends[Ended.WAITING],
        attempts=len(attempts),
        attempt_times=attempts,
        tried_again=again,
        ended=it.ended,
        ended_at=it.ended_at,
        noticed=_notice(way, it.ended, len(attempts)),
        runs=runs,
        harmed=sum(one.ended in (Ended.TOLD, Ended.DEAD_LETTERED, Ended.LOST) for one in others),
        late=max((_late(one, sound[one.number - 1], scenario.until) for one in others), default=0),
        repeated=sum(one.done > 1 for one in events),
        event_list=events,
    )


def _late(one: EventOutcome, sound: EventOutcome, until: int) -> int:
    """By how much later the event was done than without the failure; 0 if it came to a bad end, or waits either way."""
    if sound.ended is not Ended.SUCCEEDED or one.ended not in (Ended.SUCCEEDED, Ended.WAITING):
        return 0
    return max(0, (until if one.ended is Ended.WAITING else one.ended_at) - sound.ended_at)


def _notice(way: Way, ended: Ended, attempts: int) -> Notice:
    match ended:
        case Ended.SUCCEEDED if attempts == 1:
            return Notice.NOTHING
        case Ended.DEAD_LETTERED:
            return Notice.KEPT
        case Ended.TOLD:
            return Notice.CALLER
        case Ended.WAITING if way is Way.SYNCHRONOUS:
            return Notice.CALLER
        case _:
            return Notice.METRIC


def _outcome(ways: dict[Way, WayOutcome]) -> Outcome:
    each = ways.values()
    return Outcome(
        events=sum(one.events for one in each),
        succeeded=sum(one.succeeded for one in each),
        told=sum(one.told for one in each),
        dead_lettered=sum(one.dead_lettered for one in each),
        lost=sum(one.lost for one in each),
        waiting=sum(one.waiting for one in each),
        runs=sum(one.runs for one in each),
        served=_named(one.way for one in each if one.ended is Ended.SUCCEEDED),
        kept=_named(one.way for one in each if one.ended is Ended.DEAD_LETTERED),
        tried_again=_named(one.way for one in each if one.tried_again is not By.NOBODY),
        synchronous=ways[Way.SYNCHRONOUS],
        asynchronous=ways[Way.ASYNCHRONOUS],
        queue=ways[Way.QUEUE],
        stream=ways[Way.STREAM],
    )


def _named(ways: Iterable[Way]) -> str:
    return ", ".join(ways) or "none"
