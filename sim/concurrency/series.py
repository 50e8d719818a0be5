"""A run over time, in so many steps: calls, cold starts, throttles, and how many were in flight."""

from dataclasses import dataclass

import numpy as np

from sim.concurrency.outcome import Level
from sim.concurrency.summary import Summary, in_flight
from sim.concurrency.values import SECOND, Kind

STEPS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What happened from ``start`` to ``end``, in seconds."""

    start: float
    end: float
    arrived: int
    cold: int
    throttled: int
    cold_percent: float
    """Of the calls that were served."""
    concurrency: int
    """The most in flight that a call of this step found, itself included."""
    ready: int
    """Provisioned concurrency that stood ready at its end."""


def series(summary: Summary, most: int = STEPS) -> tuple[Step, ...]:
    """The run in steps of equal length, at most so many, none shorter than a tenth of a second."""
    until = summary.workload.seconds * SECOND
    count = max(1, min(most, until // 100))
    edges = np.linspace(0, until, count + 1)
    place = np.minimum(np.searchsorted(edges, summary.calls.at, side="right") - 1, count - 1)
    arrived = np.bincount(place, minlength=count)
    cold = np.bincount(place[summary.kind == Kind.COLD], minlength=count)
    throttled = np.bincount(place[~summary.served], minlength=count)
    served = arrived - throttled
    most_in_flight = np.zeros(count, dtype=np.int64)
    found = in_flight(summary.calls.at[summary.served], summary.end[summary.served])
    np.maximum.at(most_in_flight, place[summary.served], found)
    return tuple(
        Step(
            start=float(edges[n]) / SECOND,
            end=float(edges[n + 1]) / SECOND,
            arrived=int(arrived[n]),
            cold=int(cold[n]),
            throttled=int(throttled[n]),
            cold_percent=round(100 * int(cold[n]) / int(served[n]), 2) if served[n] else 0.0,
            concurrency=int(most_in_flight[n]),
            ready=_ready(summary.levels, float(edges[n + 1])),
        )
        for n in range(count)
    )


def _ready(levels: tuple[Level, ...], before: float) -> int:
    """Provisioned concurrency that stood ready just before that moment, in ms."""
    now: dict[str, int] = {}
    for level in levels:
        if level.at < before:
            now[level.function] = level.ready
    return sum(now.values())
