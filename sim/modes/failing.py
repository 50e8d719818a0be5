"""Which attempts fail: those at one event, or all that begin before an outage ends.

An outage is counted out. Up to its end every attempt fails, so the way is run once with nothing but failures, and looked at until then: the
attempts that are seen are the ones that fail. The stretch in which a stream is throttled needs no counting.
"""

from collections import Counter

import sim.invocation as calls
import sim.queue as queues
import sim.stream as streams
from sim.modes.scenario import Scenario
from sim.modes.values import SECOND, How, Way
from sim.modes.ways import Failing, call_scenario, queue_scenario, stream_scenario


def failing_of(scenario: Scenario, way: Way) -> Failing:
    """Of each event how many of its first attempts fail in this way; 0 for all, and events that never fail are left out."""
    if not scenario.outage_seconds:
        return {scenario.event: scenario.fails}
    everything = dict.fromkeys(range(1, scenario.events + 1), 0)
    until = min(scenario.until, scenario.outage_seconds * SECOND - 1)
    match way:
        case Way.QUEUE:
            return _of_queue(scenario, everything, until)
        case Way.STREAM if scenario.how is How.THROTTLE:
            return everything
        case Way.STREAM:
            outcome = streams.run(stream_scenario(scenario, everything, until=until)).outcome
            return Counter(call.records[0] for call in outcome.invocation_list)
        case _:
            attempts = calls.run(call_scenario(scenario, way, everything, until=until)).outcome.attempt_list
            return Counter(attempt.call for attempt in attempts)


def _of_queue(scenario: Scenario, everything: Failing, until: int) -> Failing:
    """By messages; of throttles, by batches."""
    batches = queues.run(queue_scenario(scenario, everything, until=until)).outcome.batch_list
    if scenario.how is How.THROTTLE:
        return {batch.number: batch.requests for batch in batches if batch.requests}
    return Counter(number for batch in batches if batch.invoked_at >= 0 for number in batch.messages)
