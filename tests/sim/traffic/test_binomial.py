"""The binomial distribution against whole-number arithmetic, and the draws of many seeds against the distribution."""

from fractions import Fraction
from math import comb, sqrt
from statistics import mean, stdev

import pytest

from sim.traffic import Move, Scenario, run
from sim.traffic.binomial import HIGH, LOW, hits_of, none_of

SEEDS = range(400)


@pytest.mark.parametrize(
    ("calls", "weight", "low", "high"),
    [(20, 0.1, 0, 5), (100, 0.1, 5, 16), (1000, 0.1, 82, 119), (10, 0.5, 2, 8), (1, 0.5, 0, 1), (5000, 0.001, 1, 10)],
)
def test_quantiles(calls, weight, low, high):
    spread = hits_of({weight: calls})
    assert (spread.quantile(LOW), spread.quantile(HIGH)) == (low, high) == _exact(calls, Fraction(str(weight)))


@pytest.mark.parametrize("calls", [1, 2, 7, 33, 120])
@pytest.mark.parametrize("weight", ["0", "0.001", "0.1", "0.3", "0.5", "0.9", "0.999", "1"])
def test_quantiles_are_those_of_exact_arithmetic(calls, weight):
    spread = hits_of({float(weight): calls})
    assert (spread.quantile(LOW), spread.quantile(HIGH)) == _exact(calls, Fraction(weight))
    assert sum(spread.chances) == pytest.approx(1, abs=1e-9)


def test_calls_with_several_chances_are_added():
    """Two calls at 0.5 and one at 0.1: by hand."""
    spread = hits_of({0.5: 2, 0.1: 1})
    assert list(spread.chances) == pytest.approx([0.225, 0.475, 0.275, 0.025])
    assert none_of({0.5: 2, 0.1: 1}) == pytest.approx(0.225)


def test_the_mean_over_many_seeds_is_the_weight():
    """By the error between seeds, four of them wide."""
    hits = [run(Scenario(calls=200, weight=0.1, seed=seed)).outcome.new_calls for seed in SEEDS]
    assert abs(mean(hits) - 20) < 4 * stdev(hits) / sqrt(len(hits))
    assert stdev(hits) == pytest.approx(sqrt(200 * 0.1 * 0.9), rel=0.15)


def test_about_95_of_100_runs_lie_between_the_quantiles():
    """5 to 16 of 100 calls hold 95.6 % of all runs."""
    usual = mean(run(Scenario(calls=100, weight=0.1, seed=seed)).outcome.is_usual for seed in SEEDS)
    assert usual == pytest.approx(0.956, abs=4 * sqrt(0.956 * 0.044 / len(SEEDS)))


def test_as_many_runs_as_expected_meet_no_canary():
    none = mean(run(Scenario(calls=20, weight=0.1, seed=seed)).outcome.new_calls == 0 for seed in SEEDS)
    assert none == pytest.approx(0.1216, abs=4 * sqrt(0.1216 * 0.8784 / len(SEEDS)))


def test_moved_weights_have_the_mean_of_their_parts():
    moves = (Move(at=50_000, additional="2", weight=0.5),)
    hits = [run(Scenario(calls=100, weight=0.1, moves=moves, seed=seed)).outcome.new_calls for seed in range(200)]
    assert abs(mean(hits) - 30) < 4 * stdev(hits) / sqrt(len(hits))


def _exact(calls: int, weight: Fraction) -> tuple[int, int]:
    """The two quantiles, with fractions."""
    found = []
    for share in (Fraction("0.025"), Fraction("0.975")):
        total = Fraction(0)
        for hits in range(calls + 1):
            total += comb(calls, hits) * weight**hits * (1 - weight) ** (calls - hits)
            if total >= share:
                found.append(hits)
                break
    return found[0], found[1]
