"""Where have the photographs gone? One application with six planted faults, found and mended with the other simulators."""

from sim.capstone.outcome import Outcome, PhotographOutcome, StationOutcome
from sim.capstone.run import run
from sim.capstone.scenario import Scenario
from sim.capstone.values import (
    CallChange,
    DeploymentChange,
    Ended,
    Fault,
    NetworkChange,
    QueueChange,
    RoleChange,
    RuleChange,
    Station,
)

__all__ = [
    "CallChange",
    "DeploymentChange",
    "Ended",
    "Fault",
    "NetworkChange",
    "Outcome",
    "PhotographOutcome",
    "QueueChange",
    "RoleChange",
    "RuleChange",
    "Scenario",
    "Station",
    "StationOutcome",
    "run",
]
