"""What holds of every run of ``invocation``: nothing is lost from the books, retries keep their schedule, and time goes one way."""

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.invocation import (
    EVENTS,
    REQUESTS,
    Alias,
    Caller,
    Client,
    Destination,
    Dlq,
    Ended,
    EventInvokeConfig,
    Function,
    Happens,
    Idempotent,
    InvocationType,
    Invoke,
    Kind,
    Loop,
    Others,
    Outcome,
    RecursiveLoop,
    Result,
    Scenario,
    Script,
    State,
    run,
)
from sim.invocation.result import RAN
from sim.invocation.retry import after_error, back_off, sdk_wait
from sim.invocation.run import DONE, ENDS, IN
from sim.invocation.states import EventSignal, EventState, IllegalStepError, step

HAPPENS = st.lists(st.sampled_from(Happens), min_size=1, max_size=6).map(tuple)
QUALIFIERS = st.sampled_from(["", "$LATEST", "1", "live", "nowhere"])


@st.composite
def invokes(draw: st.DrawFn) -> Invoke:
    """Any call."""
    kind = draw(st.sampled_from([*InvocationType, InvocationType.EVENT]))
    callers = [Caller.SDK, Caller.PLAIN] if kind is InvocationType.DRY_RUN else list(Caller)
    return Invoke(
        at=draw(st.integers(0, 3000)),
        invocation_type=kind,
        caller=draw(st.sampled_from(callers)),
        qualifier=draw(QUALIFIERS),
        payload=draw(st.sampled_from(["{}", '{"order": %n}', '""', "{", ""])),
        content_type=draw(st.sampled_from(["application/json"] * 5 + ["text/plain"])),
        fill=draw(st.sampled_from([0, 0, 0, 1_048_576, 6_300_000])),
        stream=kind is InvocationType.REQUEST_RESPONSE and draw(st.booleans()),
        times=draw(st.integers(1, 4)),
        every=draw(st.sampled_from([1, 50, 1000])),
    )


@st.composite
def functions(draw: st.DrawFn) -> Function:
    """Any function."""
    return Function(
        state=draw(st.sampled_from([State.ACTIVE] * 6 + list(State))),
        wakes_after=draw(st.sampled_from([0, 2000])),
        wakes=draw(st.booleans()),
        versions=1,
        aliases=(Alias(name="live", version=1),),
        duration=draw(st.sampled_from([1, 100, 700, 40_000])),
        timeout=draw(st.sampled_from([1000, 60_000])),
        response_bytes=draw(st.sampled_from([19, 19, 7_000_000, 220_000_000])),
        works_before_failing=draw(st.booleans()),
        idempotent=draw(st.sampled_from(Idempotent)),
        reserved=draw(st.sampled_from([-1, -1, 0, 1, 2])),
        dlq=draw(st.sampled_from(Dlq)),
        dlq_writable=draw(st.booleans()),
        loop=draw(st.sampled_from([Loop.NONE] * 6 + list(Loop))),
        recursive_loop=draw(st.sampled_from(RecursiveLoop)),
    )


@st.composite
def configs(draw: st.DrawFn, qualifier: str) -> EventInvokeConfig:
    """Any settings of that qualifier."""
    goals = st.builds(Destination, kind=st.sampled_from(Kind), name=st.just("goal"), writable=st.booleans())
    good = goals.filter(lambda goal: goal.kind is not Kind.S3)
    return EventInvokeConfig(
        qualifier=qualifier,
        max_retries=draw(st.integers(0, 2)),
        max_age_seconds=draw(st.sampled_from([60, 180, 300, 21_600])),
        on_success=draw(st.none() | good),
        on_failure=draw(st.none() | goals),
    )


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Any scenario of a handful of calls."""
    scripts = {0: draw(HAPPENS)} if draw(st.booleans()) else {}
    scripts |= draw(st.dictionaries(st.integers(1, 4), HAPPENS, max_size=2))
    others = (Others(start=100, end=draw(st.sampled_from([2000, 400_000])), concurrency=1000),)
    return Scenario(
        invokes=tuple(draw(st.lists(invokes(), min_size=1, max_size=3))),
        function=draw(functions()),
        script=tuple(Script(call=call, attempts=attempts) for call, attempts in scripts.items()),
        configs=tuple(draw(configs(name)) for name in draw(st.sampled_from([(), ("$LATEST",), ("$LATEST", "live")]))),
        client=Client(
            max_attempts=draw(st.integers(1, 4)),
            read_timeout=draw(st.sampled_from([500, 60_000])),
            integration_timeout=draw(st.sampled_from([500, 29_000])),
        ),
        account_concurrency=draw(st.sampled_from([1, 3, 1000])),
        others=others if draw(st.booleans()) else (),
        duplicates_percent=draw(st.sampled_from([0, 0, 50])),
        until=draw(st.sampled_from([0, 0, 0, 2500, 90_000])),
        seed=draw(st.integers(0, 5)),
    )


def keeps_its_books(scenario: Scenario) -> None:
    """In = succeeded + failed, refused, unanswered and dry calls + dead-lettered + dropped + waiting, however it is counted."""
    trace = run(scenario)
    outcome: Outcome = trace.outcome
    results = Counter(call.result for call in outcome.calls)
    ends = Counter(event.status for event in outcome.event_list)
    assert outcome.arrived == sum(results.values()) == len(outcome.calls)
    assert outcome.events == sum(ends.values()) == outcome.accepted + outcome.duplicates + outcome.looped
    came = outcome.arrived + outcome.duplicates + outcome.looped
    assert came == (
        outcome.succeeded
        + outcome.failed_calls
        + outcome.refused
        + outcome.unanswered
        + outcome.dry_runs
        + outcome.dead_lettered
        + outcome.dropped
        + outcome.waiting
    )
    assert outcome.waiting == ends[Ended.WAITING] + results[Result.PENDING]
    assert outcome.waiting == 0 or scenario.until
    assert outcome.failed == outcome.failed_calls + outcome.dead_lettered + outcome.dropped
    kinds = Counter(entry.kind for entry in trace.entries)
    assert sum(kinds[kind] for kind in IN) == came
    assert sum(kinds[kind] for kind in DONE) == outcome.succeeded
    assert sum(kinds[kind] for kind in ENDS) == (
        outcome.failed_calls + outcome.refused + outcome.unanswered + outcome.dry_runs
    )
    assert (kinds["dead_lettered"], kinds["dropped"]) == (outcome.dead_lettered, outcome.dropped)
    waiting = next(counter for counter in trace.counters if counter.label == "waiting")
    level = 0
    for entry in trace.entries:
        level += (entry.kind in waiting.plus) - (entry.kind in waiting.minus)
        assert level >= 0
    assert level == outcome.waiting
    _attempts_agree(scenario, outcome)
    _what_failed_is_kept_or_gone(scenario, outcome)


def _attempts_agree(scenario: Scenario, outcome: Outcome) -> None:
    met = Counter(attempt.happens for attempt in outcome.attempt_list)
    assert outcome.attempts == len(outcome.attempt_list)
    assert outcome.attempts == outcome.runs + outcome.throttles + met[Happens.SYSTEM_ERROR]
    assert outcome.runs == sum(met[happens] for happens in RAN) == sum(call.runs for call in outcome.calls)
    assert outcome.effects == sum(attempt.effect for attempt in outcome.attempt_list)
    assert outcome.effects == sum(call.effects for call in outcome.calls) <= outcome.runs
    assert outcome.requests == sum(call.requests for call in outcome.calls) == len(outcome.request_list)
    running: list[tuple[int, int]] = []
    for attempt in outcome.attempt_list:
        running = [(end, env) for end, env in running if end > attempt.at]
        if attempt.environment:
            assert attempt.environment not in [env for _, env in running]
            running.append((attempt.end, attempt.environment))
            limit = scenario.function.reserved if scenario.function.reserved >= 0 else scenario.account_concurrency
            assert len(running) <= limit
        assert bool(attempt.reason) == (attempt.happens is Happens.THROTTLE)
        assert bool(attempt.environment) == (attempt.happens in RAN)


def _what_failed_is_kept_or_gone(scenario: Scenario, outcome: Outcome) -> None:
    by_event = Counter(record.event for record in outcome.records if record.written and record.condition != "Success")
    letters = Counter(letter.event for letter in outcome.dead_letters if letter.written)
    for event in outcome.event_list:
        kept = by_event[event.number] + letters[event.number]
        assert (event.status is Ended.DEAD_LETTERED) == (kept > 0)
        assert kept <= 2
        assert event.runs <= event.attempts
    assert all(json.loads(record.text)["requestContext"]["requestId"] for record in outcome.records)
    assert outcome.destination_failure == sum(by_event.values())
    assert outcome.dlq_messages == sum(letters.values())


@settings(max_examples=200)
@given(scenarios())
def test_nothing_is_lost_from_the_books(scenario):
    keeps_its_books(scenario)


@pytest.mark.long
@settings(max_examples=2000, derandomize=False)
@given(scenarios())
def test_nothing_is_lost_from_the_books_of_thousands(scenario):
    keeps_its_books(scenario)


@settings(max_examples=60)
@given(scenarios())
def test_same_scenario_same_trace(scenario):
    assert run(scenario) == run(scenario)


@settings(max_examples=100)
@given(scenarios())
def test_time_never_runs_back_and_nothing_is_told_after_the_end(scenario):
    trace = run(scenario)
    moments = [entry.at for entry in trace.entries]
    assert moments == sorted(moments)
    assert not scenario.until or trace.end == scenario.until
    assert all(span.end <= trace.end for span in trace.spans)
    assert all(event.ended_at == -1 or event.ended_at >= event.at for event in trace.outcome.event_list)


@settings(max_examples=100)
@given(scenarios())
def test_lambda_tries_no_synchronous_request_again(scenario):
    outcome = run(scenario).outcome
    tried = Counter(attempt.request for attempt in outcome.attempt_list if attempt.request)
    assert all(count == 1 for count in tried.values())
    for call in outcome.calls:
        most = scenario.client.max_attempts
        assert call.requests <= most
        mine = [request for request in outcome.request_list if request.call == call.number]
        for request in mine[:-1]:
            assert request.status in (0, 429, 500, 502) or not request.heard


@settings(max_examples=150)
@given(
    st.integers(1, 5000),
    st.integers(0, 2),
    st.sampled_from([60, 61, 119, 180, 181, 200, 300, 21_600]),
    st.integers(0, 4),
)
def test_failing_event_is_tried_by_the_closed_form(duration, retries, age, fails):
    """Attempts at 0, s + 60 s, 2s + 180 s, as many as retries and look-ahead allow."""
    scenario = Scenario(
        invokes=(Invoke(invocation_type=InvocationType.EVENT),),
        function=Function(duration=duration, timeout=60_000),
        script=(Script(attempts=(*[Happens.RAISE] * fails, Happens.OK)),),
        configs=(EventInvokeConfig(max_retries=retries, max_age_seconds=age),),
    )
    wanted, condition, at = [0], "Success", 0
    for number in range(1, fails + 1):
        end = at + duration
        if number > retries:
            condition = "RetriesExhausted"
            break
        at = end + 60_000 * number
        if at >= age * 1000:
            condition = "EventAgeExceeded"
            break
        wanted.append(at)
    outcome = run(scenario).outcome
    assert [attempt.at for attempt in outcome.attempt_list] == wanted
    assert outcome.event_list[0].condition == condition


@settings(max_examples=100)
@given(st.integers(60, 21_600))
def test_throttled_event_is_tried_by_the_closed_form(age):
    """Offsets 1, 3, 7, … 511, 811, 1111 s and so on, up to the greatest age."""
    scenario = Scenario(
        invokes=(Invoke(invocation_type=InvocationType.EVENT),),
        script=(Script(attempts=(Happens.THROTTLE,)),),
        configs=(EventInvokeConfig(max_age_seconds=age),),
    )
    every = [2**n - 1 for n in range(10)] + [511 + 300 * n for n in range(1, 80)]
    outcome = run(scenario).outcome
    assert [attempt.at for attempt in outcome.attempt_list] == [1000 * second for second in every if second <= age]
    assert outcome.expired == 1


@given(st.integers(1, 10), st.booleans(), st.randoms(use_true_random=False))
def test_wait_of_an_sdk_keeps_its_bounds(attempt, throttled, chance):
    assert (
        0
        <= sdk_wait(attempt, chance, throttled=throttled)
        <= min((1000 if throttled else 50) * 2 ** (attempt - 1), 20_000)
    )


def test_waits_are_those_of_the_documentation():
    assert [after_error(number) for number in (1, 2)] == [60_000, 120_000]
    assert [back_off(before) // 1000 for before in range(11)] == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


@settings(max_examples=60)
@given(scenarios(), st.sampled_from([1, 2, 5]))
def test_more_room_never_throttles_more_of_what_comes_at_once(scenario, room):
    """Of one burst without scripts, a higher limit refuses no more."""
    calm = Scenario(
        invokes=(Invoke(caller=Caller.PLAIN, times=sum(one.times for one in scenario.invokes), every=1),),
        account_concurrency=room,
    )
    more = Scenario(invokes=calm.invokes, account_concurrency=room + 1)
    assert run(more).outcome.throttles <= run(calm).outcome.throttles


def test_states_that_end_take_nothing():
    for table in (EVENTS, REQUESTS):
        assert all(target in table for takes in table.values() for target in takes.values())
    with pytest.raises(IllegalStepError, match="succeeded cannot take lease; it takes nothing"):
        step(EVENTS, EventState.SUCCEEDED, EventSignal.LEASE)
