"""The scenario as a SAM template: the function, its versions and aliases, its destinations and its dead-letter queue."""

from typing import Any

from sim.draw.aws import RUNTIME
from sim.invocation.handler_code import code
from sim.invocation.named import Kept, dlq_of, kept_of, named
from sim.invocation.scenario import Destination, EventInvokeConfig, Scenario
from sim.invocation.values import SECOND, Kind

_TYPES = {
    Kind.SQS: "AWS::SQS::Queue",
    Kind.SNS: "AWS::SNS::Topic",
    Kind.EVENTBRIDGE: "AWS::Events::EventBus",
    Kind.S3: "AWS::S3::Bucket",
    Kind.LAMBDA: "AWS::Serverless::Function",
}
_ACTIONS = {
    Kind.SQS: ["sqs:SendMessage"],
    Kind.SNS: ["sns:Publish"],
    Kind.EVENTBRIDGE: ["events:PutEvents"],
    Kind.S3: ["s3:PutObject", "s3:ListBucket"],
    Kind.LAMBDA: ["lambda:InvokeFunction"],
}
_TELLS = "def handler(event, context):\n    print(event)\n"


def statement(kept: Kept, arn: Any) -> dict[str, Any]:
    """What lets a role write to it."""
    resources = [arn, f"{arn}/*"] if kept.kind is Kind.S3 and isinstance(arn, str) else arn
    return {"Effect": "Allow", "Action": _ACTIONS[kept.kind], "Resource": resources}


def sam(scenario: Scenario) -> dict[str, Any]:
    """The template."""
    function = scenario.function
    resources: dict[str, Any] = {"LabFunction": {}}
    ids: dict[Destination | None, str] = {}
    for number, kept in enumerate(kept_of(scenario), start=1):
        ids[kept.of] = "DeadLetters" if kept.of is None else f"Destination{number}"
        resources[ids[kept.of]] = _resource(kept)
    properties: dict[str, Any] = {
        "FunctionName": named(function.name, 64),
        "Runtime": RUNTIME,
        "Handler": "index.handler",
        "Timeout": -(-function.timeout // SECOND),
        "InlineCode": code(scenario),
    }
    if function.reserved >= 0:
        properties["ReservedConcurrentExecutions"] = function.reserved
    if dlq := dlq_of(function):
        properties["DeadLetterQueue"] = {"Type": dlq.kind.upper(), "TargetArn": _arn(dlq.kind, ids[None])}
    allows = [_allowed(kept, ids[kept.of]) for kept in kept_of(scenario) if kept.writable]
    if allows:
        properties["Policies"] = [{"Version": "2012-10-17", "Statement": allows}]
    resources["LabFunction"] = {"Type": "AWS::Serverless::Function", "Properties": properties}
    _versions(resources, scenario)
    for number, config in enumerate(scenario.configs, start=1):
        resources[f"Asynchronous{number}"] = _config(config, ids, scenario)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": "A function to be invoked, and where its results go.",
        "Resources": resources,
        "Outputs": {"FunctionArn": {"Value": {"Fn::GetAtt": ["LabFunction", "Arn"]}}},
    }


def _versions(resources: dict[str, Any], scenario: Scenario) -> None:
    """The versions, each made before the next one, and the aliases."""
    for number in range(1, scenario.function.versions + 1):
        version: dict[str, Any] = {
            "Type": "AWS::Lambda::Version",
            "Properties": {"FunctionName": {"Ref": "LabFunction"}, "Description": f"version {number}"},
        }
        if number > 1:
            version["DependsOn"] = f"Version{number - 1}"
        resources[f"Version{number}"] = version
    for number, alias in enumerate(scenario.function.aliases, start=1):
        resources[f"Alias{number}"] = {
            "Type": "AWS::Lambda::Alias",
            "Properties": {
                "FunctionName": {"Ref": "LabFunction"},
                "Name": alias.name,
                "FunctionVersion": {"Fn::GetAtt": [f"Version{alias.version}", "Version"]},
            },
        }


def _config(config: EventInvokeConfig, ids: dict[Destination | None, str], scenario: Scenario) -> dict[str, Any]:
    goals = {"OnSuccess": config.on_success, "OnFailure": config.on_failure}
    destinations = {
        where: {"Destination": _arn(goal.kind, ids[goal])} for where, goal in goals.items() if goal is not None
    }
    properties: dict[str, Any] = {
        "FunctionName": {"Ref": "LabFunction"},
        "Qualifier": config.qualifier,
        "MaximumRetryAttempts": config.max_retries,
        "MaximumEventAgeInSeconds": config.max_age_seconds,
    }
    properties |= {"DestinationConfig": destinations} if destinations else {}
    found: dict[str, Any] = {"Type": "AWS::Lambda::EventInvokeConfig", "Properties": properties}
    aliases = [alias.name for alias in scenario.function.aliases]
    if config.qualifier in aliases:
        found["DependsOn"] = f"Alias{aliases.index(config.qualifier) + 1}"
    elif config.qualifier.isdigit():
        found["DependsOn"] = f"Version{config.qualifier}"
    return found


def _resource(kept: Kept) -> dict[str, Any]:
    if kept.kind is Kind.EVENTBRIDGE:
        return {"Type": _TYPES[kept.kind], "Properties": {"Name": kept.name}}
    if kept.kind is Kind.LAMBDA:
        properties = {"Runtime": RUNTIME, "Handler": "index.handler", "InlineCode": _TELLS}
        return {"Type": _TYPES[kept.kind], "Properties": properties}
    return {"Type": _TYPES[kept.kind]}


def _arn(kind: Kind, resource: str) -> dict[str, Any]:
    """Made anew for each place, so that the template has no aliases."""
    return {"Ref": resource} if kind is Kind.SNS else {"Fn::GetAtt": [resource, "Arn"]}


def _allowed(kept: Kept, resource: str) -> dict[str, Any]:
    arn: Any = _arn(kept.kind, resource)
    if kept.kind is Kind.S3:
        arn = [arn, {"Fn::Sub": f"${{{resource}.Arn}}/*"}]
    return {"Effect": "Allow", "Action": _ACTIONS[kept.kind], "Resource": arn}
