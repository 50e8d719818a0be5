"""The third station: the alias is being moved to a new version that fails at every call. ``deployment`` decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sim import deployment as deployments
from sim.capstone.part import Closer, Mend, Part, Shown, pretty
from sim.capstone.values import ALIAS, FRAME, NEW, OLD, DeploymentChange, Fault
from sim.deployment import Config, Metric, Watch

PER_MINUTE = 60
"""Calls of the alias in a minute: the twenty photographs are followed, and many others are uploaded this evening."""
MINUTES = 20
GROUP, APPLICATION, ALARM = "frame-photo-live", "lantern", "frame-photo-errors"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the deployment stands."""

    config: Config = Config.CANARY_5
    watch: Watch = Watch.NEW_VERSION
    metric: Metric = Metric.ERRORS
    threshold: int = 1
    periods: int = 1


def scenario(settings: Settings, per_minute: int = PER_MINUTE, old_fails: int = 0) -> deployments.Scenario:
    """The deployment, with so many calls a minute, of which the old version fails ``old_fails`` percent."""
    return deployments.Scenario(
        config=settings.config,
        current=OLD,
        target=NEW,
        per_minute=per_minute,
        fails_percent=100,
        old_fails_percent=old_fails,
        watch=settings.watch,
        metric=settings.metric,
        threshold=settings.threshold,
        evaluation_periods=settings.periods,
        minutes=MINUTES,
    )


def deployed(settings: Settings, per_minute: int = PER_MINUTE, old_fails: int = 0) -> deployments.Outcome:
    """What comes of the deployment."""
    return deployments.run(scenario(settings, per_minute, old_fails)).outcome


def is_sound(settings: Settings) -> bool:
    """Whether the bad version is taken back while only a few calls meet it."""
    found = deployed(settings)
    return found.is_rolled_back and found.final_version == OLD


def shown(settings: Settings) -> tuple[Shown, ...]:
    """What the API answers about the deployment group and its alarm."""
    alarms = [{"name": ALARM}] if settings.watch is not Watch.NONE else []
    group = {
        "deploymentConfigName": settings.config.value,
        "alarmConfiguration": {"enabled": bool(alarms), "alarms": alarms},
        "autoRollbackConfiguration": {
            "enabled": True,
            "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
        },
    }
    ask = f"aws deploy get-deployment-group --application-name {APPLICATION} --deployment-group-name {GROUP}"
    found = [Shown(ask, pretty(group))]
    if alarms:
        told = pretty(alarm_of(settings))
        found.append(Shown(f"aws cloudwatch describe-alarms --alarm-names {ALARM}", told))
    return tuple(found)


def alarm_of(settings: Settings) -> dict[str, Any]:
    """The alarm; of an error rate the dimensions are those of both its metrics."""
    dimensions = [
        {"Name": "FunctionName", "Value": FRAME},
        {"Name": "Resource", "Value": f"{FRAME}:{ALIAS}"},
    ]
    if settings.watch is Watch.NEW_VERSION:
        dimensions.append({"Name": "ExecutedVersion", "Value": NEW})
    metric = "Errors" if settings.metric is Metric.ERRORS else "100 * Errors / Invocations"
    return {
        "AlarmName": ALARM,
        "Metric": metric,
        "Dimensions": dimensions,
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": settings.periods,
        "Threshold": settings.threshold,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
    }


def closer(settings: Settings) -> tuple[Closer, ...]:
    """The deployment, with all calls arriving."""
    return (Closer("the deployment", "deployment", scenario(settings)),)


_DILUTED = Settings(watch=Watch.ALIAS, metric=Metric.ERROR_RATE, threshold=20)
_WATCHES = {"watch": Watch.NEW_VERSION, "metric": Metric.ERRORS, "threshold": 1}
FAULTS: Mapping[Fault, Settings] = MappingProxyType(
    {
        Fault.NO_ALARM: Settings(watch=Watch.NONE),
        Fault.DILUTED_ALARM: _DILUTED,
        Fault.ALL_AT_ONCE: Settings(config=Config.ALL_AT_ONCE),
    }
)
CHANGES: Mapping[DeploymentChange, Mend] = MappingProxyType(
    {
        DeploymentChange.NONE: Mend("Leave it as it is", {}),
        DeploymentChange.WATCH_VERSION: Mend(
            f"Give it an alarm on Errors of the alias with ExecutedVersion {NEW}: 1 or more in a minute", _WATCHES
        ),
        DeploymentChange.CANARY: Mend("Shift by LambdaCanary10Percent5Minutes", {"config": Config.CANARY_5}),
        DeploymentChange.FIVE_PERIODS: Mend(
            "Let the alarm wait for five bad minutes, so that it cries wolf less", {"periods": 5}
        ),
        DeploymentChange.HIGH_THRESHOLD: Mend("Raise the alarm’s threshold to 50", {"threshold": 50}),
        DeploymentChange.AT_ONCE: Mend("Shift by LambdaAllAtOnce, to be done with it", {"config": Config.ALL_AT_ONCE}),
    }
)
PART = Part(title="The deployment", faults=FAULTS, changes=CHANGES, is_sound=is_sound, shown=shown, closer=closer)
