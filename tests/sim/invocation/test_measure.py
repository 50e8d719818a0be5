"""``measure`` against ``run`` on what is small, and against closed forms on what is large."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.invocation import (
    EventInvokeConfig,
    Function,
    InvocationType,
    Invoke,
    Scenario,
    Workload,
    measure,
    run,
)
from sim.invocation.measure import arrivals_of, scripts
from sim.invocation.outcome import Ended

WORKLOADS = st.builds(
    Workload,
    per_minute=st.integers(1, 40),
    minutes=st.integers(1, 2),
    steady=st.booleans(),
    duration=st.sampled_from([1, 90, 1000, 30_000]),
    concurrency=st.sampled_from([1, 2, 5, 1000]),
    fail_percent=st.sampled_from([0, 20, 60, 100]),
    throttle_percent=st.sampled_from([0, 30, 80, 100]),
    max_retries=st.integers(0, 2),
    max_age_seconds=st.sampled_from([60, 180, 600, 21_600]),
    seed=st.integers(0, 9),
)


@settings(max_examples=120)
@given(WORKLOADS)
def test_measure_counts_what_run_shows(workload):
    summary = measure(workload)
    arrivals = arrivals_of(workload)
    assert summary.events == len(arrivals)
    if not arrivals:
        return
    outcome = run(
        Scenario(
            invokes=tuple(Invoke(at=at, invocation_type=InvocationType.EVENT) for at in arrivals),
            function=Function(duration=workload.duration, timeout=60_000),
            script=scripts(workload),
            configs=(EventInvokeConfig(max_retries=workload.max_retries, max_age_seconds=workload.max_age_seconds),),
            account_concurrency=workload.concurrency,
        )
    ).outcome
    conditions = [event.condition for event in outcome.event_list]
    delays = sorted(event.ended_at - event.at for event in outcome.event_list if event.status is Ended.SUCCEEDED)
    assert (summary.succeeded, summary.exhausted, summary.expired) == tuple(
        conditions.count(name) for name in ("Success", "RetriesExhausted", "EventAgeExceeded")
    )
    assert (summary.attempts, summary.runs, summary.throttles, summary.function_errors) == (
        outcome.attempts,
        outcome.runs,
        outcome.throttles,
        outcome.function_errors,
    )
    assert summary.longest_delay == (delays[-1] if delays else -1)
    assert summary.delay_p50 == (delays[math.ceil(len(delays) / 2) - 1] if delays else -1)
    assert summary.max_concurrency == outcome.environments
    assert summary.ended_at == outcome.last_ended_at


@given(WORKLOADS)
def test_every_event_has_an_end(workload):
    summary = measure(workload)
    assert summary.events == summary.succeeded + summary.exhausted + summary.expired
    assert summary.delay_p50 <= summary.delay_p90 <= summary.delay_p99 <= summary.longest_delay
    assert summary.max_concurrency <= workload.concurrency
    assert measure(workload) == summary


def test_mean_attempts_and_dead_letters_follow_the_failure_probability():
    """With failure p: 1 + p + p² runs and p³ given up, within four standard errors over eight seeds."""
    p, events = 0.1, 0
    runs = given_up = 0
    for seed in range(8):
        summary = measure(Workload(per_minute=6000, minutes=2, fail_percent=10, seed=seed))
        events += summary.events
        runs += summary.runs
        given_up += summary.exhausted
    assert runs / events == pytest.approx(1 + p + p * p, abs=4 * math.sqrt(0.12 / events))
    assert given_up / events == pytest.approx(p**3, abs=4 * math.sqrt(p**3 / events))


def test_poisson_arrivals_have_the_wanted_rate():
    counts = [measure(Workload(per_minute=3000, minutes=2, seed=seed)).events for seed in range(8)]
    assert sum(counts) == pytest.approx(48_000, abs=5 * math.sqrt(48_000))


def test_steady_arrivals_are_even():
    assert arrivals_of(Workload(per_minute=4, minutes=1, steady=True)) == [0, 15_000, 30_000, 45_000]


def test_failing_events_give_three_runs_and_wait_in_between():
    summary = measure(Workload(per_minute=600, minutes=1, steady=True, fail_percent=100))
    assert (summary.runs, summary.exhausted, summary.succeeded) == (1800, 600, 0)
    assert summary.delay_p50 == -1
    assert summary.ended_at == 59_900 + 180_300
    assert summary.max_backlog == 600


def test_moving_one_slider_does_not_reshuffle_the_others():
    calm = Workload(per_minute=100, minutes=3, seed=7)
    failing = Workload(per_minute=100, minutes=3, seed=7, fail_percent=50, throttle_percent=20)
    assert arrivals_of(calm) == arrivals_of(failing)
    only = Workload(per_minute=100, minutes=3, seed=7, fail_percent=50)
    assert measure(only).function_errors == measure(failing).function_errors


@pytest.mark.parametrize(("duration", "runs"), [(1000, 1), (999, 2)])
def test_a_retry_at_the_very_moment_of_the_greatest_age_is_not_waited_for(duration, runs):
    workload = Workload(per_minute=1, minutes=1, steady=True, fail_percent=100, duration=duration, max_age_seconds=61)
    summary = measure(workload)
    assert (summary.runs, summary.expired) == (runs, 1)


def test_too_many_events_are_refused():
    with pytest.raises(ValueError, match="is more than 2000000 events"):
        Workload(per_minute=600_000, minutes=10)
