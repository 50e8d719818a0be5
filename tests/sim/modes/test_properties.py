"""What holds of every run of ``modes``: each way is what its own simulator says, nothing is lost from the books, an outage is one."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

import sim.invocation as calls
import sim.queue as queues
import sim.stream as streams
from sim.invocation.values import Caller
from sim.modes import Ended, How, Scenario, Way, run
from sim.modes.failing import failing_of
from sim.modes.ways import call_scenario, queue_scenario, stream_scenario
from sim.stream.outcome import Ended as Returned


@st.composite
def scenarios(draw: st.DrawFn, *, outage: bool | None = None) -> Scenario:
    """Any scenario that the simulator takes."""
    timed = draw(st.booleans()) if outage is None else outage
    events = draw(st.integers(1, 5))
    how = draw(st.sampled_from([one for one in How if timed or one is not How.THROTTLE]))
    timeout = draw(st.sampled_from([1, 3, 20]))
    return Scenario(
        how=how,
        fails=0 if timed else draw(st.integers(0, 3)),
        outage_seconds=draw(st.sampled_from([1, 30, 80, 200])) if timed else 0,
        events=events,
        event=1 if timed else draw(st.integers(1, events)),
        every=draw(st.sampled_from([0, 0, 70, 5000])),
        caller=draw(st.sampled_from(Caller)),
        max_retries=draw(st.integers(0, 2)),
        max_age_seconds=draw(st.sampled_from([60, 21600])),
        dlq=draw(st.booleans()),
        on_failure=draw(st.booleans()),
        visibility_seconds=timeout * draw(st.sampled_from([1, 6])),
        max_receive_count=draw(st.sampled_from([0, 1, 3])),
        retention_seconds=draw(st.sampled_from([60, 345_600])),
        stream_retries=draw(st.sampled_from([-1, 0, 2])),
        stream_age_seconds=draw(st.sampled_from([-1, 60])),
        bisect=draw(st.booleans()),
        stream_on_failure=draw(st.booleans()),
        batch_size=draw(st.sampled_from([1, 3, 10])),
        report_item_failures=how is How.RAISE and draw(st.booleans()),
        timeout_seconds=timeout,
        duration=draw(st.sampled_from([1, 200, 2500])),
        until=draw(st.sampled_from([25_000, 100_000, 400_000])),
        seed=draw(st.integers(0, 3)),
    )


SCENARIOS, OUTAGES = scenarios(), scenarios(outage=True)


@settings(max_examples=80)
@given(SCENARIOS)
def test_each_way_is_what_its_simulator_says_alone(scenario):
    outcome = run(scenario).outcome
    failing = {way: failing_of(scenario, way) for way in Way}
    alone = calls.run(call_scenario(scenario, Way.SYNCHRONOUS, failing[Way.SYNCHRONOUS])).outcome
    way = outcome.synchronous
    told = alone.failed_calls + alone.refused + alone.unanswered
    assert (way.succeeded, way.told, way.waiting, way.runs) == (alone.succeeded, told, alone.waiting, alone.runs)
    assert way.dead_lettered == way.lost == 0
    alone = calls.run(call_scenario(scenario, Way.ASYNCHRONOUS, failing[Way.ASYNCHRONOUS])).outcome
    way = outcome.asynchronous
    assert (way.succeeded, way.dead_lettered, way.lost) == (alone.succeeded, alone.dead_lettered, alone.dropped)
    assert (way.waiting, way.runs, way.told) == (alone.waiting, alone.runs, 0)
    assert way.ended_at == alone.event_list[scenario.event - 1].ended_at
    alone = queues.run(queue_scenario(scenario, failing[Way.QUEUE])).outcome
    way = outcome.queue
    assert (way.succeeded, way.dead_lettered, way.lost) == (alone.succeeded, alone.dead_lettered, alone.expired)
    assert (way.waiting, way.runs) == (alone.waiting + alone.in_flight, alone.invocations)
    assert way.attempts >= alone.message_list[scenario.event - 1].received - 1
    alone = streams.run(stream_scenario(scenario, failing[Way.STREAM])).outcome
    way = outcome.stream
    kept = alone.discarded if scenario.stream_on_failure else 0
    assert (way.succeeded, way.dead_lettered, way.waiting) == (alone.succeeded, kept, alone.waiting)
    assert (way.lost, way.runs) == (alone.lost + alone.discarded - kept, alone.invocations)
    sent = alone.record_list[scenario.event - 1].sent
    assert way.attempts == sent + (alone.throttles if scenario.how is How.THROTTLE else 0)


@settings(max_examples=80)
@given(SCENARIOS)
def test_nothing_is_lost_from_the_books(scenario):
    trace = run(scenario)
    outcome = trace.outcome
    assert outcome.events == 4 * scenario.events
    assert outcome.events == sum(
        (outcome.succeeded, outcome.told, outcome.dead_lettered, outcome.lost, outcome.waiting)
    )
    for way in outcome.ways:
        ends = Counter(one.ended for one in way.event_list)
        assert [ends[end] for end in Ended] == [way.succeeded, way.told, way.dead_lettered, way.lost, way.waiting]
    for moment in {entry.at for entry in trace.entries}:
        came, *rest = (counter.at(moment, trace.entries) for counter in trace.counters)
        assert came == sum(rest)
        assert min(rest) >= 0
    assert [counter.at(trace.end, trace.entries) for counter in trace.counters] == [
        outcome.events,
        outcome.succeeded,
        outcome.told,
        outcome.dead_lettered,
        outcome.lost,
        outcome.waiting,
    ]


@settings(max_examples=80)
@given(OUTAGES)
def test_an_outage_fails_every_attempt_until_it_ends_and_none_after(scenario):
    end = scenario.outage_seconds * 1000
    slow = scenario.duration > scenario.timeout_seconds * 1000
    for entries in by_way(scenario):
        for at, failed in entries:
            assert failed == (at < end or slow)


def by_way(scenario: Scenario) -> list[list[tuple[int, bool]]]:
    """Of each way: when the code ran or was refused, and whether that failed, as the simulators' own lists have it."""
    rows = []
    for way in (Way.SYNCHRONOUS, Way.ASYNCHRONOUS):
        found = calls.run(call_scenario(scenario, way, failing_of(scenario, way))).outcome.attempt_list
        rows.append([(one.at, one.happens is not calls.Happens.OK) for one in found])
    batches = queues.run(queue_scenario(scenario, failing_of(scenario, Way.QUEUE))).outcome.batch_list
    bad = {queues.Result.PENDING: None, queues.Result.SUCCEEDED: False}
    ran = [(one.invoked_at, bad.get(one.result, True)) for one in batches if one.invoked_at >= 0]
    rows.append([(at, failed) for at, failed in ran if failed is not None])
    found = streams.run(stream_scenario(scenario, failing_of(scenario, Way.STREAM))).outcome.invocation_list
    done = (Returned.SUCCEEDED, Returned.RUNNING)
    rows.append([(one.at, one.ended not in done) for one in found if one.ended is not Returned.RUNNING])
    return rows


@settings(max_examples=40)
@given(SCENARIOS)
def test_same_scenario_same_trace(scenario):
    assert run(scenario) == run(scenario)


@settings(max_examples=80)
@given(SCENARIOS)
def test_time_never_runs_back_and_attempts_are_in_order(scenario):
    trace = run(scenario)
    moments = [entry.at for entry in trace.entries]
    assert moments == sorted(moments)
    assert trace.end <= scenario.until
    for way in trace.outcome.ways:
        assert list(way.attempt_times) == sorted(way.attempt_times)
        assert way.attempts == len(way.attempt_times)
        assert way.ended_at <= scenario.until
        assert way.harmed <= scenario.events - 1


@settings(max_examples=60)
@given(SCENARIOS)
def test_calls_never_trouble_each_other(scenario):
    outcome = run(scenario).outcome
    if not scenario.outage_seconds and scenario.duration <= scenario.timeout_seconds * 1000:
        for way in (outcome.synchronous, outcome.asynchronous):
            assert (way.harmed, way.late) == (0, 0)
