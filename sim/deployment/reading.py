"""A SAM or CloudFormation template read for a deployment: its configuration, its hooks, and the alarm with its settings.

What a template cannot say (the calls, the faults, when somebody stops it) stays as it is.
"""

from dataclasses import dataclass, field
from typing import Any

from sim.deployment.scenario import Scenario
from sim.deployment.values import PREDEFINED, Config, Hook, Metric, Missing, RollbackEvent, Watch
from sim.routing.template import PREFIX, Deployment, TemplateError, deployments_of
from sim.routing.template_nodes import Reader, reader_of
from sim.rules.tree import Node

__all__ = ["Read", "TemplateError", "read_template"]

AT_LEAST = "GreaterThanOrEqualToThreshold"
MORE_THAN = "GreaterThanThreshold"
SPOKEN_OF = {
    "config",
    "percentage",
    "interval_minutes",
    "before_hook",
    "after_hook",
    "watch",
    "metric",
    "threshold",
    "period_seconds",
    "evaluation_periods",
    "datapoints_to_alarm",
    "missing",
    "rollback_on",
}
"""Fields that a template decides."""


@dataclass(slots=True)
class Read:
    """The fields of a scenario that a template gives, and what of it the lab does not run."""

    fields: dict[str, Any]
    notes: list[str] = field(default_factory=list)


def read_template(text: str) -> Read:
    """What the first function with a deployment says.

    Raises:
        TemplateError: it is no template, or has no function that CodeDeploy deploys; with line and column.
    """
    reader = reader_of(text)
    found = next((one for one in deployments_of(text) if one.preference and one.enabled), None)
    if found is None:
        told = "no function has a DeploymentPreference; give one an AutoPublishAlias and a DeploymentPreference with a Type"
        raise reader.fault(reader.root, told)
    read = Read({})
    _config(reader, found, read)
    _hooks(found, read)
    _alarm(reader, found, read)
    _rollback(reader, read)
    return read


def _config(reader: Reader, found: Deployment, read: Read) -> None:
    config = next((config for config in PREDEFINED if config == f"{PREFIX}{found.preference}"), None)
    if config:
        read.fields["config"] = str(config)
        return
    own = reader.resource(found.preference)
    routing = reader.properties(own).get("TrafficRoutingConfig") if own else None
    if routing is None:
        read.notes.append(f"The configuration {found.preference} is not in the template; the lab keeps its own.")
        return
    kind = reader.text(routing.get("Type"))
    name, part = ("Canary", Config.OWN_CANARY) if kind == Config.OWN_CANARY else ("Linear", Config.OWN_LINEAR)
    if kind == "AllAtOnce":
        read.fields["config"] = str(Config.ALL_AT_ONCE)
        return
    numbers = routing.get(part)
    read.fields["config"] = str(part)
    _number(reader, numbers, f"{name}Percentage", "percentage", read)
    _number(reader, numbers, f"{name}Interval", "interval_minutes", read)


def _hooks(found: Deployment, read: Read) -> None:
    for hook, name in ((found.pre_traffic, "before_hook"), (found.post_traffic, "after_hook")):
        if hook:
            read.fields[name] = str(Hook.SUCCEEDED)
            read.notes.append(f"The hook {hook} is taken to report Succeeded; choose otherwise in the controls.")


def _alarm(reader: Reader, found: Deployment, read: Read) -> None:
    if not found.alarms:
        read.fields["watch"] = str(Watch.NONE)
        read.notes.append("The deployment has no alarm.")
        return
    if len(found.alarms) > 1:
        read.notes.append(f"It has {len(found.alarms)} alarms; the lab runs the first.")
    name = found.alarms[0]
    resource = reader.resource(name) or _named(reader, name)
    if resource is None:
        read.notes.append(f"The alarm {name} is not in the template; the lab keeps its own.")
        return
    settings = reader.properties(resource)
    metrics = settings.get("Metrics")
    if metrics:
        read.fields["metric"] = str(Metric.ERROR_RATE)
        read.notes.append("The alarm's metric math is taken for errors in percent of the invocations.")
    inside = [stat for member in metrics.members if (stat := member.get("MetricStat"))] if metrics else []
    metric = inside[0].get("Metric") if inside else settings
    names = _dimensions(reader, metric)
    read.fields["watch"] = str(Watch.NEW_VERSION if "ExecutedVersion" in names else Watch.ALIAS)
    _number(reader, inside[0] if inside else settings, "Period", "period_seconds", read)
    for key, to in (("EvaluationPeriods", "evaluation_periods"), ("DatapointsToAlarm", "datapoints_to_alarm")):
        _number(reader, settings, key, to, read)
    missing = reader.text(settings.get("TreatMissingData"))
    if missing in set(Missing):
        read.fields["missing"] = missing
    _threshold(reader, settings, read)


def _named(reader: Reader, name: str) -> Node | None:
    """The alarm whose AlarmName is ``name``."""
    alarms = (node for _, node in reader.resources if node.text_of("Type") == "AWS::CloudWatch::Alarm")
    return next((node for node in alarms if reader.text(reader.properties(node).get("AlarmName")) == name), None)


def _dimensions(reader: Reader, metric: Node | None) -> set[str]:
    listed = metric.get("Dimensions") if metric else None
    return {reader.text(one.get("Name")) for one in listed.members} if listed else set()


def _threshold(reader: Reader, settings: Node, read: Read) -> None:
    """The threshold as *this or more*: of whole errors, more than 0 is 1 or more."""
    try:
        threshold = float(reader.text(settings.get("Threshold")))
    except ValueError:
        return
    comparison = reader.text(settings.get("ComparisonOperator"))
    if comparison not in (AT_LEAST, MORE_THAN):
        read.notes.append(f"The alarm compares by {comparison or 'nothing'}; the lab asks for the threshold or more.")
    whole = int(threshold) + 1 if comparison == MORE_THAN else -int(-threshold // 1)
    read.fields["threshold"] = max(1, whole)


def _rollback(reader: Reader, read: Read) -> None:
    """A deployment group of its own says on what it rolls back; that of SAM rolls back on everything."""
    for _, resource in reader.resources:
        if resource.text_of("Type") != "AWS::CodeDeploy::DeploymentGroup":
            continue
        config = reader.properties(resource).get("AutoRollbackConfiguration")
        events = reader.texts(config.get("Events")) if config and reader.is_on(config.get("Enabled")) else ()
        read.fields["rollback_on"] = [event for event in events if event in set(RollbackEvent)]
        return


def _number(reader: Reader, node: Node | None, key: str, name: str, read: Read) -> None:
    text = reader.text(node.get(key)) if node else ""
    if text.isdecimal() and len(text) < 7:
        read.fields[name] = int(text)


def fitting(read: Read, given: dict[str, Any]) -> dict[str, Any]:
    """The fields ``given``, with what was read in their place. What a template does not speak of goes back to its default."""
    kept = {name: value for name, value in given.items() if name not in SPOKEN_OF}
    usual = Scenario()
    return kept | {name: value for name, value in read.fields.items() if value != _plain(getattr(usual, name))}


def _plain(value: Any) -> Any:
    return [str(one) for one in value] if isinstance(value, tuple) else value
