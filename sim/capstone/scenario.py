"""What goes into a run of ``capstone``: the round, the change made at each station, and what the score takes off."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.capstone.values import (
    CallChange,
    Change,
    DeploymentChange,
    NetworkChange,
    QueueChange,
    RoleChange,
    RuleChange,
    Station,
)

_closed = with_config(ConfigDict(extra="forbid"))

MOST_HINTS = 3
"""For each station: from vague to plain."""
MOST_NEEDLESS = 99


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A round: its seed plants a fault at each station. A station has one change at a time; another takes its place."""

    seed: Annotated[int, Interval(ge=0, le=99_999)] = 1
    """Draws the faults, the photographs, and which subnet and which version each attempt meets."""
    rule: RuleChange = RuleChange.NONE
    call: CallChange = CallChange.NONE
    deployment: DeploymentChange = DeploymentChange.NONE
    network: NetworkChange = NetworkChange.NONE
    queue: QueueChange = QueueChange.NONE
    role: RoleChange = RoleChange.NONE
    hints: Annotated[tuple[Station, ...], MaxLen(MOST_HINTS * len(Station))] = ()
    """The station of each hint that was taken."""
    needless: Annotated[int, Interval(ge=0, le=MOST_NEEDLESS)] = 0
    """Changes that mended nothing, or did harm."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        for station in Station:
            if (taken := self.hints.count(station)) > MOST_HINTS:
                raise ValueError(f"hints: {station} has {MOST_HINTS}, and {taken} are taken; leave the rest out")

    def change_at(self, station: Station) -> Change:
        """The change made at ``station``."""
        found: Change = getattr(self, station)
        return found
