"""Rounds of the capstone: one in which a fault is planted, and one with stations mended."""

from collections.abc import Collection
from functools import cache
from itertools import count

from sim.capstone import Fault, Scenario, Station
from sim.capstone.planting import STATION_OF, mend_of, planted


@cache
def round_with(fault: Fault) -> int:
    """The first round that plants it."""
    return next(seed for seed in count() if planted(seed)[STATION_OF[fault]] is fault)


def mended(seed: int, but: Collection[Station] = ()) -> Scenario:
    """The round with the right change at every station, or at all but some."""
    changes = {station.value: mend_of(fault) for station, fault in planted(seed).items() if station not in but}
    return Scenario(seed=seed, **changes)
