"""``queue`` against what can be reckoned without it: batch windows in closed form, the growth of a mapping, and what must not get worse."""

from dataclasses import replace
from itertools import pairwise
from math import exp, sqrt
from statistics import mean, stdev

import pytest

from sim.queue import Failure, How, Result, Scenario, Send, run
from sim.queue.scaling import scaling_of

SEEDS = range(8)
WINDOWS = [(2, 1, 10, 2.999944), (5, 2, 10, 9.206829), (10, 5, 100, 51.0)]
"""Messages per second, window in s, batch size, and how many messages a batch has on average."""


@pytest.mark.parametrize(("rate", "window", "size", "wanted"), WINDOWS)
def test_the_closed_form_of_a_window(rate, window, size, wanted):
    assert _expected(rate * window, size) == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize(("rate", "window", "size", "wanted"), WINDOWS)
def test_batches_of_a_window_have_their_expected_size(rate, window, size, wanted):
    """Over eight seeds, by the error between seeds. The last batch has too few messages to come, and is left out."""
    means = []
    for seed in SEEDS:
        send = Send(count=700 if size < 50 else 1500, every=1000 // rate, by_chance=True)
        outcome = run(
            Scenario(
                sends=(send,), batch_size=size, window_seconds=window, duration=1, visibility_seconds=60, seed=seed
            )
        ).outcome
        means.append(mean(len(batch.messages) for batch in outcome.batch_list[:-1]))
    assert abs(mean(means) - wanted) < 4 * stdev(means) / sqrt(len(means))


def _expected(load: float, size: int) -> float:
    """1 + E[min(N, size - 1)] for N ~ Poisson(load)."""
    term, total = exp(-load), 0.0
    share = 0.0
    for n in range(size - 1):
        total += n * term
        share += term
        term *= load / (n + 1)
    return 1 + total + (size - 1) * (1 - share)


def test_a_mapping_grows_by_five_a_second_to_its_end():
    """1,000 after 199 s and 1,250 after 249 s, if the account has as many."""
    sale = Scenario(
        sends=(Send(count=5000),),
        batch_size=1,
        duration=60_000,
        timeout_seconds=90,
        visibility_seconds=600,
        account_concurrency=2000,
        until=260_000,
    )
    outcome = run(sale).outcome
    reached = {level.count: level.at for level in outcome.levels}
    assert (reached[5], reached[1000], reached[1250]) == (0, 199_000, 249_000)
    assert outcome.peak_pollers == outcome.peak_concurrency == 1250
    scaling = scaling_of(sale)
    assert all(scaling.at(level.at) == level.count for level in outcome.levels)


@pytest.mark.parametrize(
    ("given", "least", "most", "step"),
    [
        ({}, 5, 1000, 200),
        ({"account_concurrency": 10}, 5, 10, 200),
        ({"account_concurrency": 3}, 3, 3, 200),
        ({"maximum_concurrency": 2}, 2, 2, 200),
        ({"maximum_concurrency": 900}, 5, 900, 200),
        ({"reserved_concurrency": 3}, 5, 1000, 200),
        ({"minimum_pollers": 5}, 50, 2000, 60),
        ({"maximum_pollers": 10_000}, 20, 100_000, 60),
        ({"minimum_pollers": 4, "maximum_pollers": 6}, 40, 60, 60),
    ],
)
def test_the_bounds_of_a_mapping(given, least, most, step):
    scaling = scaling_of(Scenario(sends=(Send(),), **given))
    assert (scaling.least, scaling.most, scaling.step) == (least, most, step)


@pytest.mark.parametrize(
    ("given", "level"), [({}, 1000), ({"maximum_concurrency": 3}, 3), ({"account_concurrency": 10}, 10)]
)
def test_the_level_of_a_fifo_queue_never_moves(given, level):
    work = Scenario(
        sends=(Send(count=9, group="hall-%n"),), fifo=True, batch_size=1, failures=(Failure(first=2),), **given
    )
    assert {one.count for one in run(work).outcome.levels} == {level}
    assert run(work).outcome.peak_concurrency == min(9, level)


def test_a_higher_maximum_concurrency_is_never_slower():
    work = Scenario(sends=(Send(count=40),), batch_size=1, duration=1500, visibility_seconds=60)
    ends = [run(replace(work, maximum_concurrency=limit)).outcome.finished_at for limit in (2, 3, 5, 8, 20, 1000)]
    assert all(later <= earlier for earlier, later in pairwise(ends))
    assert ends[0] == 20 * 1500


def test_more_reserved_concurrency_never_throttles_more():
    work = Scenario(sends=(Send(count=5),), batch_size=1, duration=1000, visibility_seconds=60)
    throttles = [run(replace(work, reserved_concurrency=limit)).outcome.throttles for limit in range(7)]
    assert all(later <= earlier for earlier, later in pairwise(throttles))
    assert throttles[4] == 1
    assert throttles[5:] == [0, 0]


def test_more_receives_never_dead_letter_more():
    work = Scenario(sends=(Send(count=10),), failures=(Failure(messages=(3,), first=2),))
    dead = [run(replace(work, max_receive_count=count)).outcome.dead_lettered for count in range(1, 6)]
    assert dead == [10, 10, 0, 0, 0]


def test_throttles_wait_twice_as_long_each_time():
    """1, 2, 4 s and so on up to a minute: a teaching curve."""
    work = Scenario(sends=(Send(),), failures=(Failure(how=How.THROTTLE, first=9),), visibility_seconds=600)
    trace = run(work)
    moments = [entry.at // 1000 for entry in trace.entries if entry.kind == "throttled"]
    assert moments == [0, 1, 3, 7, 15, 31, 63, 123, 183]
    assert [batch.result for batch in trace.outcome.batch_list] == [Result.SUCCEEDED]
    assert trace.outcome.batch_list[0].invoked_at == 243_000
