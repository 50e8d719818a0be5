"""*Do it in AWS*: one function, each memory size in turn, some calls at each, and the REPORT line that says what they took."""

import json
from collections.abc import Iterator
from typing import Any

from sim.billing.bill import Usage, bill, gb_s
from sim.draw.aws import ACCOUNT, BASIC, RUNTIME, TRUST, ApiCall, Shell, Step, own
from sim.power.code import code
from sim.power.outcome import Status
from sim.power.scenario import Scenario
from sim.power.sizing import size_of
from sim.power.words import mb, ms

NAME = "coldstart-power"
CALLS = 5
"""At each size: the first waits for Init, the others are warm."""


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: make the function, measure it at each size, and take everything down."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    yield own()
    yield Shell(f"cat > app.py <<'PYTHON'\n{code(scenario)}PYTHON\nrm -f app.zip && zip -q app.zip app.py\n")
    yield ApiCall("iam", "CreateRole", {"RoleName": NAME, "AssumeRolePolicyDocument": json.dumps(TRUST)})
    yield ApiCall("iam", "AttachRolePolicy", {"RoleName": NAME, "PolicyArn": BASIC})
    yield Shell("sleep 10  # until the role is known everywhere")
    settings = {
        "FunctionName": NAME,
        "Runtime": RUNTIME,
        "Handler": "app.handler",
        "Role": f"arn:aws:iam::{ACCOUNT}:role/{NAME}",
        "Architectures": [scenario.architecture.value],
        "Timeout": timeout_of(scenario),
        "MemorySize": scenario.sizes[0],
    }
    yield ApiCall("lambda", "CreateFunction", settings, "--zip-file fileb://app.zip")
    yield Shell(f"aws lambda wait function-active-v2 --function-name {NAME}")
    for memory_mb in scenario.sizes:
        yield from _measured(scenario, memory_mb)
    yield Shell("\n# Take it down again")
    yield ApiCall("lambda", "DeleteFunction", {"FunctionName": NAME})
    yield ApiCall("iam", "DetachRolePolicy", {"RoleName": NAME, "PolicyArn": BASIC})
    yield ApiCall("iam", "DeleteRole", {"RoleName": NAME})
    yield ApiCall("logs", "DeleteLogGroup", {"logGroupName": f"/aws/lambda/{NAME}"})


def _measured(scenario: Scenario, memory_mb: int) -> Iterator[Step]:
    yield Shell(f"\n# {mb(memory_mb)}. The lab says: {_expected(scenario, memory_mb)}")
    yield ApiCall("lambda", "UpdateFunctionConfiguration", {"FunctionName": NAME, "MemorySize": memory_mb})
    yield Shell(
        f"aws lambda wait function-updated-v2 --function-name {NAME}\n"
        f"for n in $(seq {CALLS}); do\n"
        f"  aws lambda invoke --function-name {NAME} --log-type Tail --cli-read-timeout 0 \\\n"
        "    --query LogResult --output text out.json | base64 --decode | grep REPORT\n"
        "done"
    )


def _expected(scenario: Scenario, memory_mb: int) -> str:
    size = size_of(scenario, memory_mb)
    match size.status:
        case Status.OUT_OF_MEMORY:
            return f"out of memory, Error Type: Runtime.ExitError; the function needs {mb(scenario.used_mb)}"
        case Status.TIMEOUT:
            return f"Status: timeout after {ms(scenario.timeout)}"
        case _:
            init = f", and the first call {size.cold_billed_ms:,} ms with Init" if scenario.init else ""
            return f"Billed Duration: {size.billed_ms:,} ms{init}"


def script_usd(scenario: Scenario) -> float:
    """What the calls of the script cost at list prices, Init included, without the free tier."""
    used = Usage(requests=CALLS * len(scenario.sizes))
    for size in (size_of(scenario, memory_mb) for memory_mb in scenario.sizes):
        used += Usage(
            duration_gb_s=gb_s(CALLS * size.billed_ms, size.memory_mb),
            init_gb_s=gb_s(scenario.init, size.memory_mb),
        )
    return bill(used, scenario.architecture).total


def sam(scenario: Scenario) -> dict[str, Any]:
    """A SAM template with the same function; its memory is a parameter, so that a deployment can try another."""
    lowest, highest = scenario.sizes[0], scenario.sizes[-1]
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": "A function to measure at several memory sizes.",
        "Parameters": {
            "Memory": {
                "Type": "Number",
                "Default": lowest,
                "AllowedValues": list(scenario.sizes),
                "Description": f"In MB, from {lowest} to {highest}. Try another by --parameter-overrides Memory={highest}.",
            }
        },
        "Resources": {
            "Function": {
                "Type": "AWS::Serverless::Function",
                "Properties": {
                    "FunctionName": NAME,
                    "Runtime": RUNTIME,
                    "Handler": "index.handler",
                    "Architectures": [scenario.architecture.value],
                    "Timeout": timeout_of(scenario),
                    "MemorySize": {"Ref": "Memory"},
                    "InlineCode": code(scenario),
                },
            }
        },
        "Outputs": {"FunctionArn": {"Value": {"Fn::GetAtt": ["Function", "Arn"]}}},
    }


def timeout_of(scenario: Scenario) -> int:
    """The function's Timeout in whole seconds."""
    return -(-scenario.timeout // 1000)
