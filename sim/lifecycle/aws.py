"""*Do it in AWS*: a function that behaves as the scenario says, the calls that reach it, and the logs to compare."""

import json
from collections.abc import Iterator
from typing import Any

from sim.draw.aws import BASIC, RUNTIME, TRUST, ApiCall, Shell, Step
from sim.lifecycle.code import code
from sim.lifecycle.environment import Environment, Marks
from sim.lifecycle.run import arrivals_of
from sim.lifecycle.scenario import DEFAULT_LIMIT, Scenario
from sim.lifecycle.snapstart import publish

NAME = "coldstart-lab"
SNAP_START = {"ApplyOn": "PublishedVersions"}
MOST_CALLS = 20
"""How many calls the script makes at most; a lab may make thousands."""


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: make the function, call it as the scenario does, read its REPORT lines, take everything down."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    yield Shell(f"cat > app.py <<'PYTHON'\n{code(scenario)}PYTHON\nzip -q app.zip app.py\n")
    yield ApiCall("iam", "CreateRole", {"RoleName": NAME, "AssumeRolePolicyDocument": json.dumps(TRUST)})
    yield ApiCall("iam", "AttachRolePolicy", {"RoleName": NAME, "PolicyArn": BASIC})
    yield Shell(f"ROLE=$(aws iam get-role --role-name {NAME} --query Role.Arn --output text); sleep 10")
    settings: dict[str, Any] = {
        "FunctionName": NAME,
        "Runtime": RUNTIME,
        "Handler": "app.handler",
        "Timeout": -(-scenario.timeout // 1000),
        "MemorySize": scenario.memory_mb,
    }
    if scenario.snap_start:
        settings["SnapStart"] = SNAP_START
    yield ApiCall("lambda", "CreateFunction", settings, '--role "$ROLE" --zip-file fileb://app.zip')
    yield Shell(f"aws lambda wait function-active-v2 --function-name {NAME}")
    if scenario.limit < DEFAULT_LIMIT:
        limit = {"FunctionName": NAME, "ReservedConcurrentExecutions": scenario.limit}
        yield ApiCall("lambda", "PutFunctionConcurrency", limit)
    yield Shell("")
    if scenario.snap_start:
        yield Shell("# Init runs now, and the snapshot is taken")
        yield ApiCall("lambda", "PublishVersion", {"FunctionName": NAME})
    yield from _calls(scenario)
    yield Shell(f"\naws logs tail /aws/lambda/{NAME} --since 1h --format short | grep REPORT\n\n# Take it down again")
    yield ApiCall("lambda", "DeleteFunction", {"FunctionName": NAME})
    yield ApiCall("iam", "DetachRolePolicy", {"RoleName": NAME, "PolicyArn": BASIC})
    yield ApiCall("iam", "DeleteRole", {"RoleName": NAME})
    yield ApiCall("logs", "DeleteLogGroup", {"logGroupName": f"/aws/lambda/{NAME}"})


def _calls(scenario: Scenario) -> Iterator[Step]:
    how = {fault.call: fault.how for fault in scenario.faults}
    before = 0
    arrivals = arrivals_of(scenario)
    ready_at = _ready_at(scenario)
    for number, at in enumerate(arrivals[:MOST_CALLS], start=1):
        if before < ready_at <= at:
            yield Shell(f"aws lambda wait published-version-active --function-name {NAME} --qualifier 1")
        elif at > before:
            yield Shell(f"sleep {(at - before) / 1000:g}")
        before = at
        event = {"fail": how[number].value} if number in how else {}
        version = {"Qualifier": "1"} if scenario.snap_start else {}
        parameters = {"FunctionName": NAME, **version, "Payload": json.dumps(event)}
        yield ApiCall("lambda", "Invoke", parameters, f"--cli-binary-format raw-in-base64-out call-{number}.json &")
    yield Shell("wait")
    if len(arrivals) > MOST_CALLS:
        yield Shell(f"# The lab makes {len(arrivals)} calls; {MOST_CALLS} show the same.")


def _ready_at(scenario: Scenario) -> int:
    """When the version is Active; 0 without SnapStart, -1 if it never is."""
    if scenario.snap_start is None:
        return 0
    return publish(scenario, scenario.snap_start, Environment(0, 0, Marks())).ready_at


def sam(scenario: Scenario) -> dict[str, Any]:
    """A SAM template with the same function; with SnapStart, an alias that moves to each new version."""
    properties: dict[str, Any] = {
        "FunctionName": NAME,
        "Runtime": RUNTIME,
        "Handler": "index.handler",
        "Timeout": -(-scenario.timeout // 1000),
        "MemorySize": scenario.memory_mb,
        "InlineCode": code(scenario),
    }
    if scenario.snap_start:
        properties |= {"SnapStart": SNAP_START, "AutoPublishAlias": "live"}
    if scenario.limit < DEFAULT_LIMIT:
        properties["ReservedConcurrentExecutions"] = scenario.limit
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": "A function to watch cold and warm starts with.",
        "Resources": {"LabFunction": {"Type": "AWS::Serverless::Function", "Properties": properties}},
        "Outputs": {"FunctionArn": {"Value": {"Fn::GetAtt": ["LabFunction", "Arn"]}}},
    }
