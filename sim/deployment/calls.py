"""The calls of the alias: when they come, which version each of them gets, and whether it fails."""

from collections.abc import Iterator
from random import Random

from sim.deployment.scenario import Scenario
from sim.deployment.values import MINUTE

ARRIVALS, VERSIONS, FAULTS = range(3)
"""Streams of chance: one more draw in one of them changes nothing in the others."""


class Even:
    """Takes a percentage of what comes, as evenly as can be: of 10 %, every tenth."""

    def __init__(self) -> None:
        self._saved = 0

    def hits(self, percent: int) -> bool:
        """Whether this one is taken."""
        self._saved += percent
        if self._saved < 100:
            return False
        self._saved -= 100
        return True


class Drawn:
    """Takes a percentage of what comes by drawing for each."""

    def __init__(self, seed: int, stream: int) -> None:
        self._draws = Random(f"{seed}/{stream}")  # noqa: S311 - a simulation's seed, no secret

    def hits(self, percent: int) -> bool:
        """Whether this one is taken."""
        return self._draws.random() * 100 < percent


Chooser = Even | Drawn


def chooser(scenario: Scenario, stream: int) -> Chooser:
    """Even, or drawn by the seed."""
    return Drawn(scenario.seed, stream) if scenario.by_chance else Even()


def arrivals(scenario: Scenario) -> Iterator[int]:
    """The moments of the calls until the looking ends, in ms."""
    until = scenario.minutes * MINUTE
    if not scenario.per_minute:
        return
    if not scenario.by_chance:
        for number in range(scenario.per_minute * scenario.minutes):
            yield number * MINUTE // scenario.per_minute
        return
    gaps, at = Random(f"{scenario.seed}/{ARRIVALS}"), 0.0  # noqa: S311 - a simulation's seed, no secret
    while (at := at + gaps.expovariate(scenario.per_minute / MINUTE)) < until:
        yield int(at)
