"""What theory says of a fleet, to hold the simulator against; and statistics over seeds."""

import math
import statistics
from collections.abc import Callable

import numpy as np

from sim.concurrency.measure import measure
from sim.concurrency.summary import Summary
from sim.concurrency.workload import Function, Workload

SEEDS = range(8)


def erlang_b(limit: int, load: float) -> float:
    """The share of calls that find all of ``limit`` busy: Poisson arrivals, any law of durations, nobody waits."""
    blocked = 1.0
    for n in range(1, limit + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def cold_share(rate: float, mean: float, idle: float) -> float:
    """The share of cold starts, most recently used, cold = warm, no limit.

    A call that finds k busy is cold if the last step from k + 1 down to k is longer ago than the idle limit. Backwards in time that is the
    first passage from k to k + 1 of the chain of births and deaths, which is its own mirror.
    """
    load, share = rate * mean, 0.0
    for k in range(int(load + 12 * math.sqrt(load) + 12)):
        share += math.exp(-load + k * math.log(load) - math.lgamma(k + 1)) * _not_yet_above(k, rate, mean, idle)
    return share


def _not_yet_above(k: int, rate: float, mean: float, idle: float) -> float:
    """The chance that the chain, begun at k, has not come above k within ``idle``."""
    chain = np.zeros((k + 1, k + 1))
    for n in range(k + 1):
        chain[n, n] = -(rate + n / mean)
        if n:
            chain[n, n - 1] = n / mean
        if n < k:
            chain[n, n + 1] = rate
    return float(_exponential(chain * idle)[k].sum())


def _exponential(matrix: np.ndarray) -> np.ndarray:
    """e to the power of a matrix: of a small part of it by the series, then squared as often."""
    halvings = max(0, math.ceil(math.log2(max(1e-9, np.abs(matrix).sum(axis=1).max()))) + 4)
    small = matrix / 2**halvings
    term = total = np.eye(len(matrix))
    for n in range(1, 20):
        term = term @ small / n
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total


def over_seeds(
    ask: Callable[[Summary], float], seconds: int, function: Function, seeds=SEEDS, **rest
) -> tuple[float, float]:
    """The mean of ``ask`` over runs that differ by their seeds, and its standard error, from seed to seed."""
    found = [ask(measure(Workload(functions=(function,), seconds=seconds, seed=seed, **rest))) for seed in seeds]
    return statistics.mean(found), statistics.stdev(found) / math.sqrt(len(found))


def near(found: tuple[float, float], wanted: float, floor: float = 0.0) -> bool:
    """Whether the mean lies within four standard errors of what is wanted."""
    mean, error = found
    return abs(mean - wanted) <= 4 * max(error, floor)
