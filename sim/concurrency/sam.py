"""The fleet as code and as a SAM template: each function, what is reserved and provisioned for it, and who changes that."""

import re
from typing import Any

from sim.concurrency.limits import most_provisioned, settled
from sim.concurrency.values import HOUR, MINUTE
from sim.concurrency.workload import Change, Function, Workload
from sim.draw.aws import RUNTIME

PREFIX, ALIAS = "coldstart-lab", "live"
DIMENSION = "lambda:function:ProvisionedConcurrency"
METRIC = "LambdaProvisionedConcurrencyUtilization"


def aws_name(function: Function) -> str:
    """The function's name in the account: only what AWS takes in names."""
    return f"{PREFIX}-{re.sub('[^a-zA-Z0-9]+', '-', function.name).strip('-').lower() or 'function'}"


def is_scaled(function: Function) -> bool:
    """Whether Application Auto Scaling changes its provisioned concurrency."""
    return bool(function.schedule or function.tracking)


def range_of(function: Function) -> tuple[int, int]:
    """The capacity between which Application Auto Scaling may move."""
    if function.tracking:
        return function.tracking.minimum, function.tracking.maximum
    return min([function.provisioned, *(change.provisioned for change in function.schedule)]), most_provisioned(
        function
    )


def cron(change: Change) -> str:
    """The moment of a change as that of a day which begins at 00:00 UTC."""
    return f"cron({change.at // MINUTE % 60} {change.at // HOUR % 24} * * ? *)"


def code(function: Function) -> str:
    """A handler that waits and works as long as the scenario's, on one vCPU."""
    busy = function.duration * function.cpu_percent / 100_000
    return f"""import time

time.sleep({function.init / 1000:g})  # Init: runs once for each environment


def handler(event, context):
    time.sleep({function.duration / 1000 - busy:g})
    until = time.process_time() + {busy:g}
    while time.process_time() < until:
        pass
"""


def sam(workload: Workload) -> dict[str, Any]:
    """The template. A setting that AWS refuses is left out."""
    resources: dict[str, Any] = {}
    for number, function in enumerate(settled(workload).functions, start=1):
        resources[f"Function{number}"] = {
            "Type": "AWS::Serverless::Function",
            "Properties": _function(workload, function),
        }
        if is_scaled(function):
            resources |= _scaling(function, number)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": "Functions that share an account's concurrency.",
        "Resources": resources,
        "Outputs": {"FunctionArn": {"Value": {"Fn::GetAtt": ["Function1", "Arn"]}}},
    }


def _function(workload: Workload, function: Function) -> dict[str, Any]:
    given: dict[str, Any] = {
        "FunctionName": aws_name(function),
        "Runtime": RUNTIME,
        "Handler": "index.handler",
        "Architectures": [workload.architecture.value],
        "MemorySize": function.memory_mb,
        "Timeout": function.timeout_seconds,
        "InlineCode": code(function),
    }
    if function.reserved >= 0:
        given["ReservedConcurrentExecutions"] = function.reserved
    if most_provisioned(function):
        given["AutoPublishAlias"] = ALIAS
    if function.provisioned:
        given["ProvisionedConcurrencyConfig"] = {"ProvisionedConcurrentExecutions": function.provisioned}
    return given


def _scaling(function: Function, number: int) -> dict[str, Any]:
    low, high = range_of(function)
    target: dict[str, Any] = {
        "ServiceNamespace": "lambda",
        "ScalableDimension": DIMENSION,
        "ResourceId": f"function:{aws_name(function)}:{ALIAS}",
        "MinCapacity": low,
        "MaxCapacity": high,
    }
    if function.schedule:
        target["ScheduledActions"] = [
            {
                "ScheduledActionName": f"change-{n}",
                "Schedule": cron(change),
                "ScalableTargetAction": {"MinCapacity": change.provisioned, "MaxCapacity": change.provisioned},
            }
            for n, change in enumerate(function.schedule, start=1)
        ]
    name = f"Target{number}"
    found: dict[str, Any] = {
        name: {
            "Type": "AWS::ApplicationAutoScaling::ScalableTarget",
            "DependsOn": f"Function{number}Alias{ALIAS}",
            "Properties": target,
        }
    }
    if function.tracking:
        found[f"Tracking{number}"] = {
            "Type": "AWS::ApplicationAutoScaling::ScalingPolicy",
            "Properties": {
                "PolicyName": "utilisation",
                "PolicyType": "TargetTrackingScaling",
                "ScalingTargetId": {"Ref": name},
                "TargetTrackingScalingPolicyConfiguration": policy_of(function.tracking.target_percent),
            },
        }
    return found


def policy_of(target_percent: int) -> dict[str, Any]:
    """What a policy of target tracking says."""
    return {"TargetValue": target_percent / 100, "PredefinedMetricSpecification": {"PredefinedMetricType": METRIC}}
