"""The scenario as a SAM template, and what the shell script shares with it: the alarm, the hooks, and names."""

from typing import Any

from sim.deployment.scenario import Scenario
from sim.deployment.values import ALIAS, FUNCTION, PREDEFINED, Config, Hook, Metric, Watch
from sim.draw.aws import RUNTIME
from sim.traffic.sam import code
from sim.traffic.scenario import Version

NAME = f"coldstart-{FUNCTION}"
ALARM_NAME, CONFIG_NAME = f"{NAME}-errors", f"{NAME}-shift"
HOOK_NAMES = {
    "BeforeAllowTraffic": "CodeDeployHook_coldstart-before",
    "AfterAllowTraffic": "CodeDeployHook_coldstart-after",
}
"""SAM's own role may invoke hooks only by names that begin so."""
SAM_HOOKS = {"BeforeAllowTraffic": "PreTraffic", "AfterAllowTraffic": "PostTraffic"}
REPORTS = "codedeploy:PutLifecycleEventHookExecutionStatus"


def hooks_of(scenario: Scenario) -> dict[str, Hook]:
    """The hooks that there are, by the names of their lifecycle events."""
    hooks = {"BeforeAllowTraffic": scenario.before_hook, "AfterAllowTraffic": scenario.after_hook}
    return {name: hook for name, hook in hooks.items() if hook is not Hook.NONE}


def hook_code(hook: Hook) -> str:
    """A validation function: it reports what the scenario says, or nothing."""
    report = (
        "    # It never reports, and CodeDeploy waits for an hour"
        if hook is Hook.SILENT
        else f'''    boto3.client("codedeploy").put_lifecycle_event_hook_execution_status(
        deploymentId=event["DeploymentId"],
        lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
        status="{hook}",
    )'''
    )
    return f'''"""A hook: here it would call the new version and look at what it answers."""

import boto3


def handler(event, context):
    print(event["DeploymentId"], boto3.__version__)
{report}
'''


def version_code(scenario: Scenario, number: str) -> str:
    """The handler of the current or the target version: it fails as often as the scenario says."""
    fails = scenario.fails_percent if number == scenario.target else scenario.old_fails_percent
    return code(Version(number=number, duration=1, fails_percent=fails))


def routing_of(scenario: Scenario) -> dict[str, Any]:
    """The own configuration, by the names of the API."""
    kind = "Canary" if scenario.config is Config.OWN_CANARY else "Linear"
    part = kind.lower()
    return {
        "type": f"TimeBased{kind}",
        f"timeBased{kind}": {f"{part}Percentage": scenario.percentage, f"{part}Interval": scenario.interval_minutes},
    }


def alarm_of(scenario: Scenario, version: Any) -> dict[str, Any]:
    """The alarm's settings, by the API's names; ``version`` is how the new version is named."""
    dimensions = [{"Name": "FunctionName", "Value": NAME}, {"Name": "Resource", "Value": f"{NAME}:{ALIAS}"}]
    if scenario.watch is Watch.NEW_VERSION:
        dimensions.append({"Name": "ExecutedVersion", "Value": version})
    rest = {
        "EvaluationPeriods": scenario.evaluation_periods,
        "DatapointsToAlarm": scenario.needed,
        "Threshold": scenario.threshold,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "TreatMissingData": str(scenario.missing),
    }
    if scenario.metric is Metric.ERRORS:
        metric = {"Namespace": "AWS/Lambda", "MetricName": "Errors", "Dimensions": dimensions}
        return {**metric, "Statistic": "Sum", "Period": scenario.period_seconds, **rest}
    return {"Metrics": [*_counts(dimensions, scenario), _RATE], **rest}


_RATE = {"Id": "rate", "Expression": "100 * errors / invocations", "Label": "error rate (%)", "ReturnData": True}


def _counts(dimensions: list[dict[str, Any]], scenario: Scenario) -> list[dict[str, Any]]:
    return [
        {
            "Id": name.lower(),
            "MetricStat": {
                "Metric": {"Namespace": "AWS/Lambda", "MetricName": name, "Dimensions": dimensions},
                "Period": scenario.period_seconds,
                "Stat": "Sum",
            },
            "ReturnData": False,
        }
        for name in ("Errors", "Invocations")
    ]


def sam(scenario: Scenario) -> dict[str, Any]:
    """The template. Its first deployment makes the alias; each one with other code after that shifts it."""
    preference: dict[str, Any] = {"Type": scenario.config.removeprefix("CodeDeployDefault.Lambda")}
    resources: dict[str, Any] = {"Function": _function(scenario, preference)}
    if scenario.config not in PREDEFINED:
        preference["Type"] = {"Ref": "OwnConfig"}
        resources["OwnConfig"] = _config(scenario)
    if scenario.watch is not Watch.NONE:
        preference["Alarms"] = [{"Ref": "Alarm"}]
        version = {"Fn::GetAtt": ["Function.Version", "Version"]}
        resources["Alarm"] = {"Type": "AWS::CloudWatch::Alarm", "Properties": alarm_of(scenario, version)}
    for name, hook in hooks_of(scenario).items():
        preference.setdefault("Hooks", {})[SAM_HOOKS[name]] = {"Ref": f"{SAM_HOOKS[name]}Hook"}
        resources[f"{SAM_HOOKS[name]}Hook"] = _hook(name, hook)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": "A function whose alias CodeDeploy moves; SAM rolls back on all three events.",
        "Resources": resources,
        "Outputs": {"AliasArn": {"Value": {"Ref": "Function.Alias"}}},
    }


def _function(scenario: Scenario, preference: dict[str, Any]) -> dict[str, Any]:
    return {
        "Type": "AWS::Serverless::Function",
        "Properties": {
            "FunctionName": NAME,
            "Runtime": RUNTIME,
            "Handler": "index.handler",
            "AutoPublishAlias": ALIAS,
            "DeploymentPreference": preference,
            "InlineCode": version_code(scenario, scenario.target),
        },
    }


def _config(scenario: Scenario) -> dict[str, Any]:
    routing = routing_of(scenario)
    kind = routing["type"]
    part = {key[0].upper() + key[1:]: value for key, value in routing[f"t{kind[1:]}"].items()}
    return {
        "Type": "AWS::CodeDeploy::DeploymentConfig",
        "Properties": {"ComputePlatform": "Lambda", "TrafficRoutingConfig": {"Type": kind, kind: part}},
    }


def _hook(name: str, hook: Hook) -> dict[str, Any]:
    group = "arn:${AWS::Partition}:codedeploy:${AWS::Region}:${AWS::AccountId}:deploymentgroup:${ServerlessDeploymentApplication}/*"
    allowed = {"Effect": "Allow", "Action": REPORTS, "Resource": {"Fn::Sub": group}}
    return {
        "Type": "AWS::Serverless::Function",
        "Properties": {
            "FunctionName": HOOK_NAMES[name],
            "Runtime": RUNTIME,
            "Handler": "index.handler",
            "Timeout": 60,
            "Policies": [{"Version": "2012-10-17", "Statement": [allowed]}],
            "InlineCode": hook_code(hook),
        },
    }
