"""``stream`` against numbers that were found another way: closed forms, and counting by hand."""

from dataclasses import replace
from itertools import accumulate, pairwise
from math import exp, factorial
from random import Random
from statistics import mean, stdev

import pytest

from sim.stream import Fault, How, Outage, Put, Scenario, Trouble, run
from sim.stream.invoking import wait_after


def calls_of_bisect(size: int, place: int, retries: int) -> int:
    """Calls until a batch with its one bad record at ``place`` (from 0) is behind the mapping."""
    if size == 1:
        return 1 + retries
    middle = size // 2
    half = (middle, place) if place < middle else (size - middle, place - middle)
    return 2 + calls_of_bisect(*half, retries)


@pytest.mark.parametrize("retries", [0, 1, 3])
@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 32])
def test_calls_that_bisect_needs(size, retries):
    for place in range(size):
        scenario = Scenario(
            puts=(Put(times=size),), faults=(Fault(record=place + 1),), bisect=True, max_retries=retries
        )
        outcome = run(scenario).outcome
        assert outcome.invocations == calls_of_bisect(size, place, retries)
        assert (outcome.succeeded, outcome.discarded) == (size - 1, 1)
        assert outcome.record_list[place].fate == "discarded"
        assert outcome.record_list[place].sent == outcome.splits + retries + 1


@pytest.mark.parametrize("exponent", range(9))
def test_bisect_of_a_power_of_two_takes_two_calls_for_each_split_and_one(exponent):
    scenario = Scenario(puts=(Put(times=2**exponent),), faults=(Fault(record=1),), batch_size=256, bisect=True)
    for retries in (0, 2):
        outcome = run(replace(scenario, max_retries=retries)).outcome
        assert outcome.invocations == 2 * exponent + 1 + retries
        assert outcome.splits == exponent


@pytest.mark.parametrize("fails", [0, 1, 4])
@pytest.mark.parametrize("place", [1, 3, 6])
def test_redelivery_of_a_batch_that_fails_so_many_times(fails, place):
    faults = (Fault(record=place, times=fails),) if fails else ()
    outcome = run(Scenario(puts=(Put(times=6),), faults=faults)).outcome
    assert outcome.invocations == fails + 1
    assert outcome.effects == fails * (place - 1) + 6
    assert [record.handled for record in outcome.record_list] == [1 + fails * (n < place) for n in range(1, 7)]
    assert all(record.sent == fails + 1 for record in outcome.record_list)


@pytest.mark.parametrize("bad", [(), (1,), (2, 5), (1, 2, 3, 4, 5, 6)])
def test_stopping_at_the_first_failure_handles_nothing_twice(bad):
    """Each bad record fails once and costs one call."""
    faults = tuple(Fault(record=record, how=How.REPORT, times=1) for record in bad)
    outcome = run(Scenario(puts=(Put(times=6),), faults=faults, report_item_failures=True)).outcome
    assert outcome.invocations == len(bad) + 1
    assert (outcome.duplicates, outcome.effects, outcome.succeeded) == (0, 6, 6)


@pytest.mark.parametrize("first", range(1, 7))
def test_going_on_after_a_failure_handles_all_behind_it_twice(first):
    faults = (Fault(record=first, how=How.REPORT_AND_GO_ON, times=1),)
    outcome = run(Scenario(puts=(Put(times=6),), faults=faults, report_item_failures=True)).outcome
    assert outcome.duplicates == 6 - first
    assert outcome.effects == 6 + (6 - first)


def test_a_throttled_lane_tries_again_at_these_moments():
    offsets = list(accumulate(wait_after(n) for n in range(1, 12)))
    assert offsets == [second * 1000 for second in (1, 3, 7, 15, 31, 63, 127, 255, 511, 811, 1111)]
    outage = Outage(end=811_001, how=Trouble.THROTTLE)
    outcome = run(Scenario(puts=(Put(),), outages=(outage,), max_retries=0)).outcome
    assert (outcome.throttles, outcome.invocations, outcome.last_at) == (11, 1, 1_111_100)


def test_a_day_of_retries_by_hand():
    """Attempts begin at 0, then after waits of 1, 2, 4 … 256 and ever 300 s, each after a call of 100 ms."""
    at, count = 0, 0
    while at < 86_400_000:
        count += 1
        at += 100 + wait_after(count)
    outcome = run(Scenario(puts=(Put(),), faults=(Fault(record=1),))).outcome
    assert (outcome.invocations, outcome.lost) == (count, 1)


def test_the_line_of_iterator_age_is_the_age_of_the_oldest_record_that_is_not_settled():
    puts = (Put(times=12, every=700, shard=1), Put(at=300, times=9, every=900, shard=2))
    faults = (Fault(record=3, times=3), Fault(record=10, times=1))
    trace = run(Scenario(puts=puts, shards=2, batch_size=3, faults=faults))
    for shard in (1, 2):
        mine = [record for record in trace.outcome.record_list if record.shard == shard]
        corners = [(age.at, age.age) for age in trace.outcome.ages if age.shard == shard]
        for (start, low), (end, high) in pairwise(corners):
            for moment in range(start + 1, end, 37):
                waiting = [record.at for record in mine if record.at <= moment < record.ended_at]
                drawn = low + (moment - start) * (high - low) / (end - start)
                assert drawn == moment - min(waiting, default=moment)
    assert max(age.age for age in trace.outcome.ages) == trace.outcome.oldest_unfinished


@pytest.mark.parametrize(
    ("rate", "window", "size", "expected"), [(2, 1, 10, 2.999944), (5, 2, 10, 9.206829), (10, 5, 100, 51.0)]
)
def test_mean_batch_of_a_window_that_its_first_record_opens(rate, window, size, expected):
    """Records by chance, a window, a call that takes no time: E[batch] = 1 + E[min(N(rate × window), size − 1)]."""
    mu = rate * window
    shares = [exp(-mu) * mu**n / factorial(n) for n in range(size - 1)]
    by_formula = 1 + sum(n * share for n, share in enumerate(shares)) + (size - 1) * (1 - sum(shares))
    assert by_formula == pytest.approx(expected, abs=1e-4)
    means = []
    for seed in range(8):
        chance, at, puts = Random(seed), 0.0, []
        for _ in range(1500):
            at += chance.expovariate(rate) * 1000
            puts.append(Put(at=round(at)))
        outcome = run(
            Scenario(puts=tuple(puts), window_seconds=window, batch_size=size, invoke=1, fan_out=True)
        ).outcome
        means.append(outcome.records / outcome.batches)
    assert mean(means) == pytest.approx(expected, abs=5 * stdev(means) / 8**0.5 + 0.01 * expected)
