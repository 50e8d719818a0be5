"""What holds of every run of ``deployment``: no call is lost, the alias is always whole, and it ends where it may end."""

from dataclasses import replace
from itertools import pairwise
from math import sqrt
from statistics import mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.deployment import (
    AlarmState,
    Config,
    EventStatus,
    Hook,
    Metric,
    Missing,
    RollbackEvent,
    Scenario,
    Status,
    Watch,
    run,
)
from sim.deployment.calls import arrivals
from sim.deployment.compare import choices
from sim.deployment.values import PREDEFINED


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    periods = draw(st.integers(1, 4))
    return Scenario(
        config=draw(st.sampled_from(Config)),
        percentage=draw(st.sampled_from([1, 10, 33, 50, 99])),
        interval_minutes=draw(st.sampled_from([1, 5, 40])),
        per_minute=draw(st.sampled_from([0, 1, 7, 60])),
        by_chance=draw(st.booleans()),
        fails_percent=draw(st.sampled_from([0, 2, 50, 100])),
        old_fails_percent=draw(st.sampled_from([0, 0, 5])),
        watch=draw(st.sampled_from(Watch)),
        metric=draw(st.sampled_from(Metric)),
        threshold=draw(st.sampled_from([1, 5, 50])),
        period_seconds=draw(st.sampled_from([60, 60, 180])),
        evaluation_periods=periods,
        datapoints_to_alarm=draw(st.integers(0, periods)),
        missing=draw(st.sampled_from(Missing)),
        metric_delay_seconds=draw(st.sampled_from([0, 30, 60])),
        is_firing=draw(st.sampled_from([False, False, False, True])),
        before_hook=draw(st.sampled_from([Hook.NONE, Hook.NONE, *Hook])),
        after_hook=draw(st.sampled_from([Hook.NONE, Hook.NONE, *Hook])),
        stop_at_seconds=draw(st.sampled_from([-1, -1, 0, 90, 600])),
        stop_with_rollback=draw(st.booleans()),
        rollback_on=draw(st.sampled_from([(), tuple(RollbackEvent), (RollbackEvent.ALARM,)])),
        rollback_seconds=draw(st.sampled_from([0, 45])),
        minutes=draw(st.sampled_from([1, 12, 70])),
        seed=draw(st.integers(0, 100)),
    )


@settings(max_examples=200, deadline=None)
@given(scenarios())
def test_the_books_balance(scenario):
    outcome = run(scenario).outcome
    assert outcome.calls == outcome.old_calls + outcome.new_calls == sum(1 for _ in arrivals(scenario))
    assert outcome.failed == outcome.bad_calls + outcome.old_failed
    for name, total in (("old", outcome.old_calls), ("new", outcome.new_calls), ("new_failed", outcome.bad_calls)):
        assert sum(getattr(minute, name) for minute in outcome.minute_list) == total
    assert all(minute.new_failed <= minute.new and minute.old_failed <= minute.old for minute in outcome.minute_list)
    assert 0 <= outcome.bad_before_alarm <= outcome.bad_calls
    assert outcome.new_calls_before_alarm <= outcome.new_calls


@settings(max_examples=200, deadline=None)
@given(scenarios())
def test_the_weights_of_the_alias_are_always_one(scenario):
    outcome = run(scenario).outcome
    for weights in outcome.weights:
        main = 100 - round(100 * weights.weight)
        to_new = main if weights.function_version == scenario.target else round(100 * weights.weight)
        assert to_new == weights.new_percent
        assert bool(weights.additional) == (0 < weights.new_percent < 100)
        assert weights.additional in ("", scenario.target)
    assert all(one.at <= other.at for one, other in pairwise(outcome.weights))
    if not outcome.largest_new_percent:
        assert outcome.new_calls == 0


@settings(max_examples=200, deadline=None)
@given(scenarios())
def test_the_alias_ends_where_it_may_end(scenario):
    """On the new version after success, on the old one after a rollback; between them only while it goes on or nobody goes back."""
    outcome = run(scenario).outcome
    match outcome.status:
        case Status.SUCCEEDED:
            assert (outcome.final_version, outcome.final_new_percent) == (scenario.target, 100)
        case Status.NONE:
            assert outcome.new_calls == 0
        case Status.FAILED | Status.STOPPED if outcome.is_rolled_back:
            assert (outcome.final_version, outcome.final_new_percent) == (scenario.current, 0)
            assert outcome.deployments[-1].creator == "codeDeployRollback"
        case Status.FAILED | Status.STOPPED:
            assert len(outcome.deployments) == 1 or outcome.deployments[-1].status is Status.IN_PROGRESS
    assert outcome.final_new_percent in (0, 100) or outcome.is_split
    ended = outcome.status in (Status.SUCCEEDED, Status.FAILED, Status.STOPPED)
    assert ended == (outcome.ended_at >= 0)
    if ended:
        assert not any(event.status in (EventStatus.PENDING, EventStatus.IN_PROGRESS) for event in outcome.events)


@settings(max_examples=100, deadline=None)
@given(scenarios())
def test_the_same_scenario_gives_the_same_trace(scenario):
    trace = run(scenario)
    assert trace == run(scenario)
    assert all(one.at <= other.at for one, other in pairwise(trace.entries))
    assert all(span.end <= scenario.minutes * 60_000 for span in trace.spans)


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_nothing_moves_after_the_end_but_the_rollback(scenario):
    outcome = run(scenario).outcome
    if outcome.ended_at >= 0:
        later = [weights for weights in outcome.weights if weights.at > outcome.ended_at]
        assert all(weights.new_percent == 0 and weights.at == outcome.rollback_at for weights in later)


@settings(max_examples=40, deadline=None)
@given(scenarios(), st.integers(0, 3))
def test_a_quicker_alarm_never_costs_more(scenario, periods):
    """With even calls: fewer evaluation periods, all of which must breach, are never later."""
    base = replace(
        scenario,
        by_chance=False,
        watch=Watch.NEW_VERSION,
        metric=Metric.ERRORS,
        missing=Missing.NOT_BREACHING,
        fails_percent=100,
        datapoints_to_alarm=0,
        rollback_on=tuple(RollbackEvent),
    )
    quick, slow = (run(replace(base, evaluation_periods=count)).outcome.bad_calls for count in (1, 1 + periods))
    assert quick <= slow


@pytest.mark.parametrize("config", PREDEFINED)
@pytest.mark.parametrize("delay", [0, 60, 120])
def test_bad_calls_by_hand(config, delay):
    """60 calls a minute, all bad, caught as soon as the first minute is seen: the shares of the minutes until then."""
    outcome = run(Scenario(config=config, fails_percent=100, metric_delay_seconds=delay, minutes=30)).outcome
    until = 1 + delay // 60
    if config is Config.ALL_AT_ONCE:
        assert outcome.bad_calls == 30 * 60
        return
    share = [max(step.percent for step in outcome.steps if step.minute <= minute) for minute in range(until)]
    assert outcome.bad_calls == sum(60 * percent // 100 for percent in share)
    assert outcome.alarm_at == until * 60_000


@pytest.mark.parametrize("percent", [1, 5, 10, 25, 50, 99])
@pytest.mark.parametrize("fails", [1, 7, 50, 100])
def test_even_calls_are_floors_of_the_share(percent, fails):
    """Of so many calls the canary gets the whole part of its share, and of these so many fail."""
    scenario = Scenario(
        config=Config.OWN_CANARY,
        percentage=percent,
        interval_minutes=60,
        per_minute=77,
        fails_percent=fails,
        watch=Watch.NONE,
        minutes=50,
    )
    outcome = run(scenario).outcome
    assert outcome.new_calls == 77 * 50 * percent // 100
    assert outcome.bad_calls == outcome.new_calls * fails // 100


def test_drawn_calls_have_the_share_as_their_mean():
    """Over seeds, by the error between seeds, four of them wide: 60 a minute for 20 minutes, a tenth, and of it a fifth fails."""
    base = Scenario(config=Config.CANARY_30, fails_percent=20, watch=Watch.NONE, by_chance=True, minutes=20)
    outcomes = [run(replace(base, seed=seed)).outcome for seed in range(60)]
    for numbers, wanted in (
        ([outcome.calls for outcome in outcomes], 1200),
        ([outcome.new_calls for outcome in outcomes], 120),
        ([outcome.bad_calls for outcome in outcomes], 24),
    ):
        assert abs(mean(numbers) - wanted) < 4 * stdev(numbers) / sqrt(len(numbers))


def test_the_trade_off_of_a_bad_version_with_a_slow_alarm():
    """Five bad minutes in a row, seen a minute later: by hand, in two hours of 60 calls a minute."""
    found = choices(Scenario(fails_percent=100, evaluation_periods=5))
    assert {one.config.rpartition("Lambda")[2]: (one.bad_calls, one.minutes, one.is_caught) for one in found} == {
        "Canary10Percent5Minutes": (5 * 6 + 115 * 60, 5, False),
        "Canary10Percent10Minutes": (6 * 6, 10, True),
        "Canary10Percent15Minutes": (6 * 6, 15, True),
        "Canary10Percent30Minutes": (6 * 6, 30, True),
        "Linear10PercentEvery1Minute": (6 + 12 + 18 + 24 + 30 + 36, 9, True),
        "Linear10PercentEvery2Minutes": (2 * (6 + 12 + 18), 18, True),
        "Linear10PercentEvery3Minutes": (3 * (6 + 12), 27, True),
        "Linear10PercentEvery10Minutes": (6 * 6, 90, True),
        "AllAtOnce": (120 * 60, 0, False),
    }


def test_many_calls_are_looked_at_for_less_long():
    assert {one.new_calls for one in choices(Scenario(per_minute=5000, minutes=5)) if not one.minutes} == {20 * 5000}


def test_the_alarm_looks_every_minute():
    outcome = run(Scenario(period_seconds=300, minutes=10)).outcome
    assert [point.seen_at // 60_000 for point in outcome.datapoints] == list(range(2, 11))
    assert [point.invocations for point in outcome.datapoints[:6]] == [6, 12, 18, 24, 30, 84]
    assert all(point.state in (AlarmState.OK, AlarmState.INSUFFICIENT_DATA) for point in outcome.datapoints)
