"""How many calls meet the bad version before the alarm? CodeDeploy moves an alias from one version to the next."""

from sim.deployment.outcome import (
    Datapoint,
    DeploymentOutcome,
    LifecycleEvent,
    Minute,
    Outcome,
    Step,
    Weights,
)
from sim.deployment.run import run
from sim.deployment.scenario import Scenario
from sim.deployment.values import AlarmState, Config, EventStatus, Hook, Metric, Missing, RollbackEvent, Status, Watch

__all__ = [
    "AlarmState",
    "Config",
    "Datapoint",
    "DeploymentOutcome",
    "EventStatus",
    "Hook",
    "LifecycleEvent",
    "Metric",
    "Minute",
    "Missing",
    "Outcome",
    "RollbackEvent",
    "Scenario",
    "Status",
    "Step",
    "Watch",
    "Weights",
    "run",
]
