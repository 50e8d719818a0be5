"""What the learner does in a round: make a change at a station, or take a hint. Each gives the fields of the next scenario."""

from collections.abc import Mapping
from typing import Any

from sim.capstone.planting import mends, planted
from sim.capstone.scenario import MOST_HINTS, MOST_NEEDLESS, Scenario
from sim.capstone.values import Change, Station

NONE = "none"


def changed(given: Mapping[str, Any], scenario: Scenario, station: Station, change: Change) -> dict[str, Any]:
    """The fields after ``change``; one that does not leave the station in order counts as needless. Taking a change back costs nothing."""
    fields = {name: value for name, value in given.items() if name != station}
    if change == NONE:
        return fields
    fields[station.value] = change.value
    if not mends(planted(scenario.seed)[station], change):
        fields["needless"] = min(MOST_NEEDLESS, scenario.needless + 1)
    return fields


def hinted(given: Mapping[str, Any], scenario: Scenario, station: Station) -> dict[str, Any]:
    """The fields after one hint more at ``station``, if one is left."""
    if scenario.hints.count(station) >= MOST_HINTS:
        return dict(given)
    return {**given, "hints": [*(one.value for one in scenario.hints), station.value]}
