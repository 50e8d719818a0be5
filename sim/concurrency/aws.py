"""*Do it in AWS*: the functions with their concurrency, calls that come at once, and the metrics that tell what came of them."""

import json
from collections.abc import Iterator
from typing import Any

from sim.concurrency.limits import PROVISION, RESERVE, most_provisioned, settled
from sim.concurrency.sam import ALIAS, DIMENSION, PREFIX, aws_name, code, cron, is_scaled, policy_of, range_of, sam
from sim.concurrency.workload import Function, Workload
from sim.draw.aws import BASIC, RUNTIME, TRUST, ApiCall, Shell, Step, own

__all__ = ["sam", "steps"]

MOST_CALLS = 20
"""So many calls the script makes of each function; a lab may make a hundred thousand."""


def steps(workload: Workload) -> tuple[Step, ...]:
    """The shell script: make the functions, set their concurrency, call them, look at the metrics, and take everything down."""
    return tuple(_steps(workload))


def _steps(workload: Workload) -> Iterator[Step]:
    yield own()
    yield ApiCall("lambda", "GetAccountSettings", {})
    yield ApiCall("iam", "CreateRole", {"RoleName": PREFIX, "AssumeRolePolicyDocument": json.dumps(TRUST)})
    yield ApiCall("iam", "AttachRolePolicy", {"RoleName": PREFIX, "PolicyArn": BASIC})
    yield Shell(f"ROLE=$(aws iam get-role --role-name {PREFIX} --query Role.Arn --output text); sleep 10")
    refused = {(refusal.function, refusal.operation): refusal.message for refusal in settled(workload).refusals}
    for function in workload.functions:
        yield from _made(workload, function)
        yield from _concurrency(function, refused)
    for function in workload.functions:
        yield from _called(function)
    yield from _looked_at(workload)
    yield from _down(workload)


def _made(workload: Workload, function: Function) -> Iterator[Step]:
    yield Shell(f"\ncat > app.py <<'PYTHON'\n{code(function)}PYTHON\nrm -f app.zip; zip -q app.zip app.py")
    settings = {
        "FunctionName": aws_name(function),
        "Runtime": RUNTIME,
        "Handler": "app.handler",
        "Architectures": [workload.architecture.value],
        "Timeout": function.timeout_seconds,
        "MemorySize": function.memory_mb,
    }
    yield ApiCall("lambda", "CreateFunction", settings, '--role "$ROLE" --zip-file fileb://app.zip')
    yield Shell(f"aws lambda wait function-active-v2 --function-name {aws_name(function)}")


def _concurrency(function: Function, refused: dict[tuple[str, str], str]) -> Iterator[Step]:
    name = aws_name(function)
    if function.reserved >= 0:
        yield from _says(refused.get((function.name, RESERVE)))
        given = {"FunctionName": name, "ReservedConcurrentExecutions": function.reserved}
        yield ApiCall("lambda", "PutFunctionConcurrency", given)
    if not most_provisioned(function):
        return
    yield Shell("# Provisioned concurrency is for a version or an alias, not for $LATEST, and is paid for from now on")
    yield ApiCall("lambda", "PublishVersion", {"FunctionName": name})
    yield ApiCall("lambda", "CreateAlias", {"FunctionName": name, "Name": ALIAS, "FunctionVersion": "1"})
    if function.provisioned:
        yield from _says(refused.get((function.name, PROVISION)))
        asked = {"FunctionName": name, "Qualifier": ALIAS, "ProvisionedConcurrentExecutions": function.provisioned}
        yield ApiCall("lambda", "PutProvisionedConcurrencyConfig", asked)
        yield Shell("sleep 120  # a minute or two; the Status then is READY")
        yield ApiCall("lambda", "GetProvisionedConcurrencyConfig", {"FunctionName": name, "Qualifier": ALIAS})
    if is_scaled(function):
        yield from _scaled(function)


def _says(message: str | None) -> Iterator[Step]:
    """What AWS says to the call that follows, if it refuses it."""
    if message:
        yield Shell(f"# AWS refuses this: 400 InvalidParameterValueException: {message}")


def _scaled(function: Function) -> Iterator[Step]:
    low, high = range_of(function)
    which = _target(function)
    yield ApiCall(
        "application-autoscaling", "RegisterScalableTarget", {**which, "MinCapacity": low, "MaxCapacity": high}
    )
    for n, change in enumerate(function.schedule, start=1):
        action = {"MinCapacity": change.provisioned, "MaxCapacity": change.provisioned}
        named = {
            **which,
            "ScheduledActionName": f"change-{n}",
            "Schedule": cron(change),
            "ScalableTargetAction": action,
        }
        yield ApiCall("application-autoscaling", "PutScheduledAction", named)
    if function.tracking:
        policy: dict[str, Any] = {
            **which,
            "PolicyName": "utilisation",
            "PolicyType": "TargetTrackingScaling",
            "TargetTrackingScalingPolicyConfiguration": policy_of(function.tracking.target_percent),
        }
        yield ApiCall("application-autoscaling", "PutScalingPolicy", policy)


def _target(function: Function) -> dict[str, str]:
    resource = f"function:{aws_name(function)}:{ALIAS}"
    return {"ServiceNamespace": "lambda", "ResourceId": resource, "ScalableDimension": DIMENSION}


def _called(function: Function) -> Iterator[Step]:
    yield Shell(
        f"\n# {MOST_CALLS} calls at once; raise the number for a larger burst\nfor n in $(seq {MOST_CALLS}); do"
    )
    given = {"FunctionName": aws_name(function)} | ({"Qualifier": ALIAS} if most_provisioned(function) else {})
    yield ApiCall("lambda", "Invoke", given, "answer-$n.json &")
    yield Shell("done; wait")


def _looked_at(workload: Workload) -> Iterator[Step]:
    yield Shell(
        "\n# A few minutes later: which calls were cold, how many ran at once, how many were throttled or spilled over?"
    )
    for function in workload.functions:
        name = aws_name(function)
        yield Shell(f"aws logs tail /aws/lambda/{name} --since 1h --format short | grep REPORT")
        metrics = ["ConcurrentExecutions", "Throttles"]
        metrics += ["ProvisionedConcurrencySpilloverInvocations"] if most_provisioned(function) else []
        for metric in metrics:
            yield Shell(
                f"aws cloudwatch get-metric-statistics --namespace AWS/Lambda --metric-name {metric} --period 60 --statistics Maximum Sum "
                f"--dimensions Name=FunctionName,Value={name} "
                '--start-time "$(date -u -d -1hour +%FT%TZ)" --end-time "$(date -u +%FT%TZ)"'
            )


def _down(workload: Workload) -> Iterator[Step]:
    yield Shell("\n# Take it down again: provisioned concurrency costs money until it is gone")
    for function in workload.functions:
        name = aws_name(function)
        if is_scaled(function):
            yield ApiCall("application-autoscaling", "DeregisterScalableTarget", _target(function))
        if most_provisioned(function):
            yield ApiCall("lambda", "DeleteProvisionedConcurrencyConfig", {"FunctionName": name, "Qualifier": ALIAS})
        yield ApiCall("lambda", "DeleteFunction", {"FunctionName": name})
        yield ApiCall("logs", "DeleteLogGroup", {"logGroupName": f"/aws/lambda/{name}"})
    yield ApiCall("iam", "DetachRolePolicy", {"RoleName": PREFIX, "PolicyArn": BASIC})
    yield ApiCall("iam", "DeleteRole", {"RoleName": PREFIX})
