"""Arrivals and durations of a workload, drawn by its seed: a stream of chance for each function and purpose.

Chance is drawn at rate one and then stretched, so that moving one slider changes that one thing and shuffles nothing else.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.billing.power import stretch
from sim.concurrency.values import MINUTE, SECOND, Law, Pattern
from sim.concurrency.workload import Function, Traffic, Workload

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
ARRIVALS, DURATIONS = range(2)
_STEPS = 20_000
"""In so many steps a daily curve is added up."""
KEPT = 2
"""So many drawings are remembered; one of 200,000 calls takes about 3 MB."""


@dataclass(frozen=True, slots=True)
class Calls:
    """All calls of a workload in order of time; those of one moment in the order of their functions."""

    at: Whole
    function: NDArray[np.int8]
    """Each one's function, by its place."""
    duration: Whole
    """ms of the handler at the function's memory, before any timeout."""


def calls_of(workload: Workload) -> Calls:
    """When calls come, to which function, and how long their handlers take."""
    found = [arrivals_of(workload, n) for n in range(len(workload.functions))]
    at = np.concatenate(found)
    owner = np.repeat(np.arange(len(found), dtype=np.int8), [len(moments) for moments in found])
    work = np.concatenate([durations_of(workload, n, len(moments)) for n, moments in enumerate(found)])
    if len(found) == 1:
        return Calls(at, owner, work)
    order = np.argsort(at, kind="stable")
    return Calls(at[order], owner[order], work[order])


def same_calls(workload: Workload) -> Calls:
    """What ``calls_of`` gives. The last few are remembered: limits, concurrency and prices change what becomes of calls, and no call."""
    functions = tuple(
        Function(
            name=each.name,
            traffic=each.traffic,
            duration=each.duration,
            law=each.law,
            spread_percent=each.spread_percent,
            durations=each.durations,
            memory_mb=each.memory_mb,
            cpu_percent=each.cpu_percent,
            threads=each.threads,
        )
        for each in workload.functions
    )
    return _drawn(Workload(functions=functions, seconds=workload.seconds, seed=workload.seed))


@lru_cache(maxsize=KEPT)
def _drawn(workload: Workload) -> Calls:
    return calls_of(workload)


def arrivals_of(workload: Workload, number: int) -> Whole:
    """The moments at which the function in that place is called, in ms and in order of time."""
    traffic, until = workload.functions[number].traffic, workload.seconds * SECOND
    match traffic.pattern:
        case Pattern.LIST:
            moments = np.array(traffic.moments, dtype=np.int64)
        case Pattern.BURSTS:
            starts = np.arange(0, until, traffic.every, dtype=np.int64)
            moments = np.repeat(starts, traffic.burst)
        case Pattern.CONSTANT:
            count = -(-until * traffic.per_minute // MINUTE)
            moments = np.arange(count, dtype=np.int64) * MINUTE // traffic.per_minute
        case _:
            moments = _by_chance(traffic, until, _chance(workload, number, ARRIVALS))
    return moments[moments < until]


def _by_chance(traffic: Traffic, until: int, chance: np.random.Generator) -> Whole:
    """Moments of a Poisson process whose rate follows the pattern: one of rate one, bent to fit."""
    first, last = traffic.per_minute / MINUTE, traffic.to_per_minute / MINUTE
    match traffic.pattern:
        case Pattern.RAMP:
            points = _unit_points((first + last) / 2 * until, chance)
            bend = (last - first) / until
            if not bend:
                return _floor(points / first)
            return _floor((np.sqrt(first * first + 2 * bend * points) - first) / bend)
        case Pattern.DAY:
            moments = np.linspace(0, until, _STEPS)
            turn = 2 * np.pi / (traffic.day_minutes * MINUTE)
            sums = first * (moments - traffic.swing_percent / 100 * np.sin(turn * moments) / turn)
            return _floor(np.interp(_unit_points(float(sums[-1]), chance), sums, moments))
        case _:
            return _floor(_unit_points(first * until, chance) / first)


def _unit_points(until: float, chance: np.random.Generator) -> Real:
    """A Poisson process of rate one, up to ``until``."""
    points = np.zeros(0)
    last = 0.0
    while last < until:
        more = last + np.cumsum(chance.standard_exponential(int((until - last) * 1.02 + 6 * until**0.5) + 10))
        points, last = np.concatenate((points, more)), float(more[-1])
    return points[points < until]


def durations_of(workload: Workload, number: int, count: int) -> Whole:
    """So many durations of the handler of the function in that place, in ms at its memory."""
    function = workload.functions[number]
    longer = stretch(function.memory_mb, function.cpu_percent, function.threads)
    return np.maximum(1, np.rint(_on_one_vcpu(function, count, workload, number) * longer)).astype(np.int64)


def _on_one_vcpu(function: Function, count: int, workload: Workload, number: int) -> Real:
    chance = _chance(workload, number, DURATIONS)
    match function.law:
        case Law.EXPONENTIAL:
            return chance.standard_exponential(count) * function.duration
        case Law.LOGNORMAL:
            return np.exp(chance.standard_normal(count) * function.spread_percent / 100) * function.duration
        case Law.LIST if function.traffic.moments:
            return np.array(function.durations[:count], dtype=np.float64)
        case Law.LIST:
            return np.array(function.durations, dtype=np.float64)[chance.integers(0, len(function.durations), count)]
        case _:
            return np.full(count, float(function.duration))


def _floor(moments: Any) -> Whole:
    whole: Whole = np.asarray(moments).astype(np.int64)
    return whole


def _chance(workload: Workload, number: int, purpose: int) -> np.random.Generator:
    """A stream of chance of its own."""
    return np.random.default_rng([workload.seed, number, purpose])
