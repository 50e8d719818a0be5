"""Which fault a round plants at each station, how each station stands, and which of them are in order."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sim.capstone import call, deployment, network, queue, role, rule
from sim.capstone.part import Part
from sim.capstone.photographs import draws
from sim.capstone.scenario import Scenario
from sim.capstone.values import Change, Fault, Station

PARTS: Mapping[Station, Part[Any]] = MappingProxyType(
    {
        Station.RULE: rule.PART,
        Station.CALL: call.PART,
        Station.DEPLOYMENT: deployment.PART,
        Station.NETWORK: network.PART,
        Station.QUEUE: queue.PART,
        Station.ROLE: role.PART,
    }
)
STATION_OF: Mapping[Fault, Station] = MappingProxyType(
    {fault: station for station, part in PARTS.items() for fault in part.faults}
)


def planted(seed: int) -> Mapping[Station, Fault]:
    """The fault at each station."""
    return {station: draws(seed, station).choice(list(part.faults)) for station, part in PARTS.items()}


def settings_at(scenario: Scenario, station: Station) -> Any:
    """How the station stands, with its fault and the change that was made."""
    return PARTS[station].settings(planted(scenario.seed)[station], scenario.change_at(station))


def is_sound(scenario: Scenario, station: Station) -> bool:
    """Whether the station's own simulator finds it in order."""
    return mends(planted(scenario.seed)[station], scenario.change_at(station))


@lru_cache(maxsize=256)
def mends(fault: Fault, change: Change) -> bool:
    """Whether ``change`` takes ``fault`` away, and brings no other."""
    part = PARTS[STATION_OF[fault]]
    return part.is_sound(part.settings(fault, change))


def mend_of(fault: Fault) -> Change:
    """The change that takes it away."""
    found: Change = next(change for change in PARTS[STATION_OF[fault]].changes if mends(fault, change))
    return found
