"""The scenario as a SAM template, one function with four ways in, and what the shell script shares with it."""

from typing import Any

from sim.draw.aws import RUNTIME
from sim.modes.handler import code
from sim.modes.scenario import Scenario
from sim.modes.ways import queue_scenario, stream_scenario
from sim.queue.sam import MANAGED as QUEUE_POLICY
from sim.queue.sam import mapping_of as queue_mapping
from sim.stream.sam import POLICY
from sim.stream.sam import mapping_of as stream_mapping
from sim.stream.values import Source

__all__ = ["NAME", "queues_of", "reads", "sam"]

NAME = "coldstart-modes"


def queues_of(scenario: Scenario) -> dict[str, str]:
    """The queues that keep what failed, by their ids in the template."""
    wanted = {
        "FunctionDlq": scenario.dlq,
        "FailedEvents": scenario.on_failure,
        "OrdersDlq": bool(scenario.max_receive_count),
        "FailedRecords": scenario.stream_on_failure,
    }
    return {place: f"{NAME}-{_NAMES[place]}" for place, is_there in wanted.items() if is_there}


def reads() -> tuple[str, str]:
    """AWS's own policies for functions that read a queue and a stream."""
    return QUEUE_POLICY, POLICY[Source.KINESIS]


def sam(scenario: Scenario) -> dict[str, Any]:
    """The template."""
    kept = queues_of(scenario)
    resources: dict[str, Any] = {place: {"Type": "AWS::SQS::Queue"} for place in kept}
    orders: dict[str, Any] = {
        "VisibilityTimeout": scenario.visibility_seconds,
        "MessageRetentionPeriod": scenario.retention_seconds,
    }
    if scenario.max_receive_count:
        orders["RedrivePolicy"] = {
            "deadLetterTargetArn": _arn("OrdersDlq"),
            "maxReceiveCount": scenario.max_receive_count,
        }
    resources["Orders"] = {"Type": "AWS::SQS::Queue", "Properties": orders}
    resources["Clicks"] = {"Type": "AWS::Kinesis::Stream", "Properties": {"ShardCount": 1}}
    resources["LabFunction"] = {"Type": "AWS::Serverless::Function", "Properties": _function(scenario)}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": "One function that fails by a script, to be called, and read for from a queue and a stream.",
        "Resources": resources,
        "Outputs": {"FunctionArn": {"Value": _arn("LabFunction")}},
    }


def _function(scenario: Scenario) -> dict[str, Any]:
    kept = queues_of(scenario)
    sends = [_arn(place) for place in kept if place != "OrdersDlq"]
    policies: list[Any] = list(reads())
    if sends:
        statement = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": sends}
        policies.append({"Version": "2012-10-17", "Statement": [statement]})
    config: dict[str, Any] = {
        "MaximumRetryAttempts": scenario.max_retries,
        "MaximumEventAgeInSeconds": scenario.max_age_seconds,
    }
    if scenario.on_failure:
        config["DestinationConfig"] = {"OnFailure": {"Type": "SQS", "Destination": _arn("FailedEvents")}}
    function: dict[str, Any] = {
        "FunctionName": NAME,
        "Runtime": RUNTIME,
        "Handler": "index.handler",
        "Timeout": scenario.timeout_seconds,
        "Policies": policies,
        "EventInvokeConfig": config,
        "Events": {
            "Orders": {
                "Type": "SQS",
                "Properties": {"Queue": _arn("Orders"), **queue_mapping(queue_scenario(scenario, {}))},
            },
            "Clicks": {"Type": "Kinesis", "Properties": _clicks(scenario)},
        },
        "InlineCode": code(scenario),
    }
    if scenario.dlq:
        function["DeadLetterQueue"] = {"Type": "SQS", "TargetArn": _arn("FunctionDlq")}
    return function


def _clicks(scenario: Scenario) -> dict[str, Any]:
    given: dict[str, Any] = {"Stream": _arn("Clicks"), "StartingPosition": "TRIM_HORIZON"}
    given |= stream_mapping(stream_scenario(scenario, {}))
    if scenario.stream_on_failure:
        given["DestinationConfig"] = {"OnFailure": {"Type": "SQS", "Destination": _arn("FailedRecords")}}
    return given


def _arn(resource: str) -> dict[str, Any]:
    """Made anew for each place, so that the template has no aliases."""
    return {"Fn::GetAtt": [resource, "Arn"]}


_NAMES = {
    "FunctionDlq": "dlq",
    "FailedEvents": "failed-events",
    "OrdersDlq": "orders-dlq",
    "FailedRecords": "failed-records",
}
