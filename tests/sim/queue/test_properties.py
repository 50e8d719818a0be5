"""What holds of every run of ``queue``: no message is lost from the books, groups keep their order, time goes one way."""

from collections import Counter, defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.queue import Ended, Failure, How, Result, Scenario, Send, run
from sim.queue.values import BATCH_BYTES, LARGEST_MESSAGE

STOPPING = (How.RAISE, How.TIMEOUT, How.CRASH, How.REPORT_REST)
"""A handler that fails so goes no further than the message that it fails at."""
FILTERS = [(), ('{"body": {"order": [{"numeric": ["<", 5]}]}}',), ('{"body": ["plain"]}',)]


@st.composite
def scenarios(draw: st.DrawFn, hows: tuple[How, ...] = tuple(How), fifo: bool | None = None) -> Scenario:
    """Any scenario of a handful of messages whose mapping is made."""
    is_fifo = draw(st.booleans()) if fifo is None else fifo
    sends = st.builds(
        Send,
        at=st.sampled_from([0, 0, 1500, 40_000]),
        count=st.integers(1, 8),
        every=st.sampled_from([0, 70, 900]),
        body=st.sampled_from(['{"order": %n}', "plain"]),
        group=st.sampled_from(["a", "b", "g%n"]),
        bytes=st.sampled_from([0, 0, LARGEST_MESSAGE]),
    )
    failures = st.builds(
        Failure,
        messages=st.lists(st.integers(1, 9), max_size=2).map(tuple),
        batches=st.sampled_from([(), (), (1,), (2, 3)]),
        first=st.sampled_from([0, 1, 2]),
        how=st.sampled_from([how for how in hows if how is not How.THROTTLE]),
    )
    throttles = st.builds(
        Failure, how=st.just(How.THROTTLE), first=st.integers(0, 3), batches=st.sampled_from([(), (1,)])
    )
    timeout = draw(st.sampled_from([1, 3, 20]))
    window = 0 if is_fifo else draw(st.sampled_from([0, 0, 1, 40]))
    provisioned = draw(st.sampled_from([False, False, False, True]))
    return Scenario(
        sends=tuple(draw(st.lists(sends, min_size=1, max_size=3))),
        fifo=is_fifo,
        visibility_seconds=timeout * draw(st.sampled_from([1, 2, 6])),
        max_receive_count=draw(st.sampled_from([0, 1, 3])),
        retention_seconds=draw(st.sampled_from([60, 345_600])),
        batch_size=draw(st.sampled_from([1, 2, 10] if not window else [1, 3, 10, 100])),
        window_seconds=window,
        report_item_failures=draw(st.booleans()),
        filters=draw(st.sampled_from(FILTERS)),
        maximum_concurrency=0 if provisioned else draw(st.sampled_from([0, 0, 2])),
        maximum_pollers=2 if provisioned else 0,
        timeout_seconds=timeout,
        duration=draw(st.sampled_from([1, 200, 2500])),
        per_message=draw(st.sampled_from([0, 0, 400])),
        reserved_concurrency=draw(st.sampled_from([-1, -1, 0, 1, 3])),
        idempotent=draw(st.booleans()),
        failures=tuple(draw(st.lists(failures | throttles, max_size=2))),
        duplicates_percent=0 if is_fifo else draw(st.sampled_from([0, 0, 50])),
        until=draw(st.sampled_from([5_000, 60_000, 200_000])),
        seed=draw(st.integers(0, 5)),
    )


SCENARIOS = scenarios()
STOPPING_FIFO = scenarios(hows=STOPPING, fifo=True)
FIFO = scenarios(fifo=True)


@settings(max_examples=200)
@given(SCENARIOS)
def test_no_message_is_lost_from_the_books(scenario):
    trace = run(scenario)
    outcome = trace.outcome
    ends = Counter(message.status for message in outcome.message_list)
    assert outcome.sent + outcome.duplicates == sum(ends.values())
    assert [ends[end] for end in Ended] == [
        outcome.succeeded,
        outcome.deleted_by_filter,
        outcome.dead_lettered,
        outcome.expired,
        outcome.waiting,
        outcome.in_flight,
    ]
    last = {counter.label: counter.at(trace.end, trace.entries) for counter in trace.counters}
    assert last == {
        "sent": outcome.sent + outcome.duplicates,
        "waiting": outcome.waiting,
        "in flight": outcome.in_flight,
        "succeeded": outcome.succeeded,
        "deleted by the filter": outcome.deleted_by_filter,
        "dead-lettered": outcome.dead_lettered,
        "expired": outcome.expired,
    }


@settings(max_examples=60)
@given(SCENARIOS)
def test_the_counters_add_up_at_every_moment(scenario):
    trace = run(scenario)
    for moment in sorted({entry.at for entry in trace.entries}):
        sent, *rest = (counter.at(moment, trace.entries) for counter in trace.counters)
        assert sent == sum(rest)
        assert min(rest) >= 0


@settings(max_examples=200)
@given(SCENARIOS)
def test_batches_and_receives_keep_their_bounds(scenario):
    outcome = run(scenario).outcome
    limit = scenario.reserved_concurrency if scenario.reserved_concurrency >= 0 else scenario.account_concurrency
    assert outcome.peak_concurrency <= limit
    assert not scenario.maximum_concurrency or outcome.peak_concurrency <= scenario.maximum_concurrency
    assert outcome.received == sum(message.received for message in outcome.message_list)
    assert outcome.received == outcome.deleted_by_filter + sum(len(batch.messages) for batch in outcome.batch_list)
    assert outcome.requests == outcome.invocations + outcome.throttles
    assert outcome.dead_lettered == len(outcome.dead_letters)
    assert outcome.effects == sum(message.effects for message in outcome.message_list)
    for message in outcome.message_list:
        assert not scenario.max_receive_count or message.received <= scenario.max_receive_count
        if message.status is Ended.DEAD_LETTERED:
            assert message.received == scenario.max_receive_count
    for batch in outcome.batch_list:
        assert 1 <= len(batch.messages) <= scenario.batch_size
        assert len(set(batch.messages)) == len(batch.messages)
        assert batch.bytes <= BATCH_BYTES
        if batch.result is Result.SUCCEEDED:
            assert batch.returned == 0
        elif batch.result is not Result.PARTIAL:
            assert batch.deleted == 0


@settings(max_examples=100)
@given(SCENARIOS)
def test_a_message_is_hidden_for_its_visibility_timeout(scenario):
    trace = run(scenario)
    before: dict[str, int] = {}
    for entry in trace.entries:
        if entry.kind == "received":
            assert entry.at - before.get(entry.of, -(10**9)) >= scenario.visibility_seconds * 1000
            before[entry.of] = entry.at


@settings(max_examples=100)
@given(SCENARIOS)
def test_an_idempotent_handler_does_no_work_twice(scenario):
    outcome = run(scenario).outcome
    worked = [message for message in outcome.message_list if message.effects]
    assert outcome.repeated_effects == outcome.effects - len({message.id for message in worked})
    assert not scenario.idempotent or outcome.repeated_effects == 0


@settings(max_examples=100)
@given(SCENARIOS)
def test_only_an_answer_that_hides_a_failure_loses_work(scenario):
    outcome = run(scenario).outcome
    hiding = {How.REPORT, How.REPORT_REST, *(how for how in How if how not in (*STOPPING, How.THROTTLE))}
    used = {failure.how for failure in scenario.failures}
    assert outcome.unfinished == 0 or used & hiding


@settings(max_examples=200)
@given(STOPPING_FIFO)
def test_a_handler_that_stops_at_a_failure_keeps_the_order_of_a_group(scenario):
    hides = {How.REPORT_REST} & {failure.how for failure in scenario.failures} and not scenario.report_item_failures
    assert hides or run(scenario).outcome.out_of_order == 0


@settings(max_examples=200)
@given(FIFO)
def test_a_group_has_one_batch_in_flight_and_hands_out_its_oldest_first(scenario):
    """In flight is what its visibility timeout hides: an invocation that runs past it hides nothing any more."""
    outcome = run(scenario).outcome
    messages = {message.number: message for message in outcome.message_list}
    busy: dict[str, int] = {}
    members = defaultdict(list)
    for message in outcome.message_list:
        members[message.group].append(message)
    for batch in outcome.batch_list:
        groups = defaultdict(list)
        for number in batch.messages:
            groups[messages[number].group].append(number)
        for group, numbers in groups.items():
            assert numbers == sorted(numbers)
            assert batch.began_at >= busy.get(group, 0)
            ended = batch.ended_at if batch.ended_at >= 0 else scenario.until + 1
            busy[group] = min(ended, batch.began_at + scenario.visibility_seconds * 1000)
            for earlier in members[group]:
                if earlier.number < numbers[-1] and earlier.number not in numbers and earlier.sent_at <= batch.began_at:
                    assert earlier.status not in (Ended.WAITING, Ended.IN_FLIGHT)
                    assert earlier.at <= batch.began_at


@settings(max_examples=60)
@given(SCENARIOS)
def test_same_scenario_same_trace(scenario):
    assert run(scenario) == run(scenario)


@settings(max_examples=100)
@given(SCENARIOS)
def test_time_never_runs_back_and_nothing_comes_after_the_end(scenario):
    trace = run(scenario)
    moments = [entry.at for entry in trace.entries]
    assert moments == sorted(moments)
    assert all(span.end <= scenario.until for span in trace.spans)
    assert trace.end <= scenario.until
    assert all(mark.why.endswith((".", "!")) for mark in (*trace.spans, *trace.entries))
