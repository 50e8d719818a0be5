"""What holds of every workload: both speeds agree, nothing is lost, the same seed gives the same bytes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.concurrency.measure import measure, measured
from sim.concurrency.result import outcome_of
from sim.concurrency.run import follow, run
from sim.concurrency.scenario import Scenario
from sim.concurrency.values import FIRST_THROTTLE, Kind, Law, Pattern, Reuse
from sim.concurrency.workload import Change, Function, Traffic, Workload
from tests.sim.concurrency.workloads import workloads

CALM = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@CALM
@given(workloads())
def test_both_speeds_tell_the_same(workload):
    assert_same(workload)


CROWDED = {
    Kind.NO_TOKEN: Workload(
        functions=(
            Function(traffic=Traffic(pattern=Pattern.BURSTS, burst=700, every=1000), duration=9000, timeout_seconds=20),
        ),
        seconds=3,
        account=5000,
    ),
    Kind.WARM: Workload(  # without a token left, warm environments go on serving
        functions=(
            Function(
                traffic=Traffic(pattern=Pattern.LIST, moments=(*[0] * 1000, *[5] * 1000)), duration=2, start=0, init=0
            ),
        ),
        seconds=2,
        account=5000,
    ),
    Kind.COLD: Workload(  # the newest first, and provisioned concurrency that changes meanwhile
        functions=(
            Function(
                traffic=Traffic(per_minute=1200),
                duration=700,
                law=Law.EXPONENTIAL,
                timeout_seconds=900,
                schedule=tuple(Change(at=at, provisioned=at // 700 % 7) for at in range(0, 60_000, 700)),
            ),
        ),
        seconds=60,
        reuse=Reuse.NEWEST,
        idle_limit=900,
        allocation=0,
    ),
    Kind.ACCOUNT_RATE: Workload(
        functions=(
            Function(traffic=Traffic(per_minute=9000), duration=5, start=0, init=0),
            Function(name="other", traffic=Traffic(per_minute=3000), duration=30),
        ),
        seconds=4,
        account=10,
    ),
    Kind.RESERVED_RATE: Workload(
        functions=(Function(traffic=Traffic(per_minute=9000), duration=5, reserved=6, provisioned=3),),
        seconds=4,
    ),
    Kind.REINIT: Workload(
        functions=(Function(traffic=Traffic(per_minute=900), duration=900, law=Law.EXPONENTIAL, timeout_seconds=1),),
        seconds=60,
        recycle=20_000,
    ),
}


@pytest.mark.parametrize("kind", CROWDED)
def test_both_speeds_tell_the_same_when_it_is_crowded(kind):
    assert_same(CROWDED[kind])
    assert (measure(CROWDED[kind]).kind == kind).any()


@pytest.mark.long
@settings(max_examples=4000, deadline=None, suppress_health_check=list(HealthCheck))
@given(workloads())
def test_both_speeds_tell_the_same_of_thousands(workload):
    assert_same(workload)


def assert_same(workload: Workload) -> None:
    """``run`` and ``measure`` serve each call in the same way, at the same time, in the same environment."""
    fleet, summary = follow(workload, 10**6), measure(workload)
    told = fleet.summary()
    np.testing.assert_array_equal(told.kind, summary.kind)
    np.testing.assert_array_equal(told.end, summary.end)
    np.testing.assert_array_equal(told.environment, summary.environment)
    assert told.levels == summary.levels
    assert outcome_of(told) == outcome_of(summary)
    assert len(fleet.made) == outcome_of(summary).environments


@CALM
@given(workloads(), st.sampled_from([128, 1769, 10_240]), st.booleans())
def test_what_is_remembered_is_what_is_measured(workload, memory_mb, free_tier):
    """Other prices find the calls of an earlier run, and other memory too where no CPU work gets faster by it."""
    measured(workload)
    functions = tuple(replace(function, memory_mb=memory_mb) for function in workload.functions)
    other = replace(workload, functions=functions, free_tier=free_tier, init_billed=not workload.init_billed)
    found, wanted = measured(other), measure(other)
    assert found.workload == other
    assert found.functions == wanted.functions
    for column in ("kind", "end", "environment", "latency", "init", "billed"):
        np.testing.assert_array_equal(getattr(found, column), getattr(wanted, column))
    assert outcome_of(found) == outcome_of(wanted)


@CALM
@given(workloads())
def test_nothing_is_lost(workload):
    outcome = outcome_of(measure(workload))
    assert outcome.arrived == outcome.served + outcome.throttled
    assert outcome.served == outcome.cold_starts + outcome.warm_starts + outcome.on_provisioned + outcome.reinits
    why = outcome.throttled_account + outcome.throttled_reserved + outcome.throttled_scaling + outcome.throttled_rate
    assert outcome.throttled == why
    assert sum(function.arrived for function in outcome.function_list) == outcome.arrived
    assert sum(function.served for function in outcome.function_list) == outcome.served
    assert sum(function.billed_ms for function in outcome.function_list) == outcome.billed_ms
    assert outcome.peak_concurrency <= workload.account


@CALM
@given(workloads())
def test_an_environment_serves_one_call_at_a_time(workload):
    summary = measure(workload)
    on_demand = summary.environment > 0
    for number in set(summary.environment[on_demand].tolist()):
        mine = summary.environment == number
        assert (summary.calls.at[mine][1:] >= summary.end[mine][:-1]).all()
        assert summary.kind[mine][0] == Kind.COLD
        assert (summary.kind[mine][1:] != Kind.COLD).all()
        assert len(set(summary.calls.function[mine].tolist())) == 1


@CALM
@given(workloads())
def test_a_reservation_is_never_exceeded(workload):
    summary = measure(workload)
    for function, told in zip(summary.functions, outcome_of(summary).function_list, strict=True):
        if function.reserved >= 0:
            assert told.peak_concurrency <= function.reserved


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(workloads(most_functions=2))
def test_the_same_seed_gives_the_same_bytes(workload):
    one, other = measure(workload), measure(workload)
    for column in ("kind", "end", "environment"):
        assert getattr(one, column).tobytes() == getattr(other, column).tobytes()
    scenario = Scenario(
        functions=workload.functions, seconds=workload.seconds, account=workload.account, seed=workload.seed
    )
    assert run(scenario) == run(scenario)


def alike(seed: int, per_minute: int, law: Law, *, reserved: int = -1, idle: int = 60_000) -> Workload:
    """A function whose cold starts take no longer than its warm ones."""
    traffic = Traffic(per_minute=per_minute)
    function = Function(traffic=traffic, duration=700, law=law, start=0, init=0, timeout_seconds=900, reserved=reserved)
    return Workload(functions=(function,), seconds=60, idle_limit=idle, seed=seed, account=10_000)


@CALM
@given(
    st.integers(0, 10**6), st.integers(60, 3000), st.sampled_from([Law.CONSTANT, Law.EXPONENTIAL]), st.integers(1, 12)
)
def test_a_higher_limit_never_throttles_more(seed, per_minute, law, limit):
    low, high = (outcome_of(measure(alike(seed, per_minute, law, reserved=limit + more))).throttled for more in (0, 1))
    assert high <= low


@CALM
@given(
    st.integers(0, 10**6), st.integers(10, 3000), st.sampled_from([Law.CONSTANT, Law.EXPONENTIAL]), st.integers(1, 9000)
)
def test_a_longer_idle_limit_is_never_colder(seed, per_minute, law, idle):
    short, long = (outcome_of(measure(alike(seed, per_minute, law, idle=idle + more))).cold_starts for more in (0, 500))
    assert long <= short


@CALM
@given(workloads(most_functions=1), st.integers(128, 10_240))
def test_moving_memory_shuffles_no_arrivals(workload, memory_mb):
    function = replace(workload.functions[0], memory_mb=memory_mb)
    one, other = measure(workload), measure(replace(workload, functions=(function,)))
    assert one.calls.at.tobytes() == other.calls.at.tobytes()
    assert ((one.kind < FIRST_THROTTLE) == one.served).all()
