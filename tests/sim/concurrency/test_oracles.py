"""The fleet against what theory says of it, and against numbers worked out by hand."""

import math

import numpy as np
import pytest

from sim.concurrency.measure import measure
from sim.concurrency.result import outcome_of
from sim.concurrency.values import Kind, Law, Pattern, Reuse
from sim.concurrency.workload import Function, Traffic, Workload
from tests.sim.concurrency.exact import cold_share, erlang_b, near, over_seeds

ERLANG = {
    (1, 0.5): 0.333333,
    (2, 1): 0.2,
    (5, 3): 0.110054,
    (10, 5): 0.018385,
    (10, 8): 0.121661,
    (10, 12): 0.301925,
    (50, 45): 0.054104,
    (100, 90): 0.026957,
    (100, 100): 0.075700,
    (100, 110): 0.136115,
    (1000, 950): 0.003649,
    (1000, 1000): 0.024812,
}
LARGEST = 1000
COLD = {
    (0.9, 1.991, 20): 0.053153,
    (0.9, 1.991, 60): 0.016327,
    (0.9, 1.991, 600): 0.001329,
    (0.05, 1.991, 60): 0.114138,
    (9, 1.991, 5): 0.054547,
}


def plain(rate: float, mean: int, law: Law = Law.EXPONENTIAL, **more) -> Function:
    """A function whose cold starts take no longer than its warm ones."""
    traffic = Traffic(per_minute=round(rate * 60))
    return Function(traffic=traffic, duration=mean, law=law, start=0, init=0, timeout_seconds=900, **more)


def throttled_share(after: int):
    """The share of throttled calls after so many ms."""

    def ask(summary) -> float:
        late = summary.calls.at >= after
        return float((~summary.served[late]).mean())

    return ask


def cold_of(summary) -> float:
    return float((summary.kind == Kind.COLD).mean())


@pytest.mark.parametrize(("limit", "load"), ERLANG)
def test_erlangs_formula_gives_its_published_values(limit, load):
    assert erlang_b(limit, load) == pytest.approx(ERLANG[limit, load], abs=1e-6)


@pytest.mark.parametrize(("limit", "load"), [pair for pair in ERLANG if pair[0] < LARGEST])
def test_throttled_share_is_erlang_b(limit, load):
    function = plain(load / 2, 2000, reserved=limit)
    found = over_seeds(throttled_share(20_000), max(200, round(40_000 / load)), function, account=100_000)
    assert near(found, ERLANG[limit, load])


@pytest.mark.long
@pytest.mark.parametrize(("limit", "load"), [pair for pair in ERLANG if pair[0] == LARGEST])
def test_throttled_share_of_a_thousand_is_erlang_b(limit, load):
    found = over_seeds(throttled_share(60_000), 1000, plain(load / 2, 2000, reserved=limit), account=100_000)
    assert near(found, ERLANG[limit, load])


@pytest.mark.parametrize("law", [Law.CONSTANT, Law.EXPONENTIAL, Law.LOGNORMAL])
def test_throttled_share_does_not_depend_on_the_law_of_durations(law):
    mean = round(2000 / math.exp(0.5)) if law is Law.LOGNORMAL else 2000
    function = plain(4, mean, law, reserved=10, spread_percent=100)
    assert near(over_seeds(throttled_share(20_000), 5000, function), ERLANG[10, 8])


@pytest.mark.parametrize(("rate", "mean", "idle"), COLD)
def test_the_exact_cold_share_gives_its_published_values(rate, mean, idle):
    assert cold_share(rate, mean, idle) == pytest.approx(COLD[rate, mean, idle], abs=1e-6)


@pytest.mark.parametrize(("rate", "mean", "idle"), COLD)
def test_cold_share_is_the_exact_one(rate, mean, idle):
    function = plain(rate, round(mean * 1000))
    found = over_seeds(cold_of, round(40_000 / rate), function, idle_limit=idle * 1000, account=100_000)
    assert near(found, COLD[rate, mean, idle])


@pytest.mark.parametrize(("idle", "share"), [(10_000, 0.367879), (20_000, 0.135335), (5_000, 0.606531)])
def test_a_slow_caller_is_cold_when_it_pauses_longer_than_the_idle_limit(idle, share):
    found = over_seeds(cold_of, 200_000, plain(0.1, 1, Law.CONSTANT), idle_limit=idle)
    assert near(found, share)


def test_little_and_a_busy_fleet_is_poisson():
    """Load is rate times duration, and calls find so many busy as a Poisson law of that mean says."""
    load = 0.9 * 1.991
    function = plain(0.9, 1991)
    found = over_seeds(lambda summary: outcome_of(summary).mean_concurrency, 40_000, function)
    assert near(found, load, 1e-3)

    def alone(summary) -> float:
        over = np.searchsorted(np.sort(summary.end), summary.calls.at, side="right")
        return float((np.arange(len(over)) == over).mean())

    assert math.exp(-load) == pytest.approx(0.166643, abs=1e-6)
    assert near(over_seeds(alone, 40_000, function), math.exp(-load))


@pytest.mark.parametrize(("gap", "cold"), [(100, 50), (400, 500)])
def test_bursts_are_cold_once_or_each_time(gap, cold):
    traffic = Traffic(pattern=Pattern.BURSTS, burst=50, every=gap * 1000)
    workload = Workload(functions=(Function(traffic=traffic),), seconds=gap * 10, idle_limit=300_000)
    assert outcome_of(measure(workload)).cold_starts == cold


@pytest.mark.parametrize(
    ("lasts", "every", "cold"), [(300, 1000, 1), (1000, 1000, 1), (1000, 300, 4), (1000, 250, 4), (500, 70, 8)]
)
def test_even_arrivals_need_as_many_environments_as_calls_overlap(lasts, every, cold):
    traffic = Traffic(pattern=Pattern.LIST, moments=tuple(range(0, 30_000, every)))
    workload = Workload(functions=(Function(traffic=traffic, duration=lasts, start=0, init=0),), seconds=30)
    assert outcome_of(measure(workload)).cold_starts == cold == math.ceil(lasts / every)


def test_a_fleet_of_3500_is_full_after_25_seconds():
    """1,000 environments at once, then 100 a second."""
    traffic = Traffic(pattern=Pattern.CONSTANT, per_minute=120_000)
    function = Function(traffic=traffic, duration=120_000, timeout_seconds=900, start=0, init=0)
    summary = measure(Workload(functions=(function,), seconds=30, account=3500))
    served = summary.calls.at[summary.served]
    assert len(served) == 3500
    assert served[-1] == pytest.approx(25_000, abs=10)
    assert set(summary.kind[summary.calls.at < 25_000]) == {Kind.COLD, Kind.NO_TOKEN}
    assert summary.kind[-1] == Kind.NO_ACCOUNT


def test_300_calls_a_second_that_last_are_throttled_after_5_seconds():
    """1,000 + 100 t = 300 t."""
    traffic = Traffic(pattern=Pattern.CONSTANT, per_minute=18_000)
    function = Function(traffic=traffic, duration=60_000, timeout_seconds=900)
    outcome = outcome_of(measure(Workload(functions=(function,), seconds=20, account=10_000)))
    assert outcome.first_throttle_at == pytest.approx(5000, abs=20)


def published(seeds) -> tuple[float, float, float]:
    """The example of SimFaaS: Poisson arrivals, exponential durations, a cold start 253 ms longer, kept for 600 s, newest made first.

    Gives the share of cold starts, and the mean numbers of environments and of calls in flight.
    """
    function = Function(
        traffic=Traffic(per_minute=54), duration=1991, law=Law.EXPONENTIAL, start=0, init=253, timeout_seconds=900
    )
    until = 1_000_000_000
    found = []
    for seed in seeds:
        workload = Workload(
            functions=(function,), seconds=until // 1000, seed=seed, reuse=Reuse.NEWEST, idle_limit=600_000
        )
        summary = measure(workload)
        last = np.zeros(summary.environment.max() + 1, dtype=np.int64)
        np.maximum.at(last, summary.environment, summary.end)
        born = summary.calls.at[summary.kind == Kind.COLD]
        servers = (np.minimum(last[1:] + 600_000, until) - born).sum() / until
        found.append((cold_of(summary), servers, summary.latency.sum() / until))
    return tuple(np.mean(found, axis=0).tolist())


def test_the_published_example_of_simfaas():
    assert published(range(2)) == (
        pytest.approx(0.00137, abs=0.00012),
        pytest.approx(7.70, abs=0.25),
        pytest.approx(1.79, abs=0.02),
    )


@pytest.mark.long
def test_the_published_example_of_simfaas_over_many_seeds():
    cold, servers, running = published(range(8))
    assert cold == pytest.approx(0.00137, abs=0.00005)
    assert servers == pytest.approx(7.70, abs=0.1)
    assert servers - running == pytest.approx(5.91, abs=0.1)
    assert running == pytest.approx(1.79, abs=0.01)
