"""*Do it in AWS*: two versions, the alias with its weight, the calls, a count of the versions that ran, and the changes of the alias."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sim.draw.aws import BASIC, RUNTIME, TRUST, ApiCall, Shell, Step, own
from sim.routing.arns import ACCOUNT, REGION
from sim.traffic.alias import Alias, answer_to, first_alias, moved
from sim.traffic.sam import NAME, behaviour_of, code, published, sam, timeout_of
from sim.traffic.scenario import Scenario
from sim.traffic.values import ALIAS

__all__ = ["sam", "steps"]

MOST_SENT = 100
"""So many calls the script makes at most; a lab may make thousands."""


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: publish, share out, call and count, change the alias, and take everything down."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    numbers = published(scenario)
    yield own(REGION)
    yield from _function(scenario, numbers)
    alias = first_alias(scenario)
    yield Shell("\n# The alias")
    yield from _alias("CreateAlias", alias, numbers, scenario)
    yield from _calls(scenario)
    for move in scenario.moves:
        alias = moved(alias, move)
        yield Shell("")
        yield from _alias("UpdateAlias", alias, numbers, scenario)
        yield from _calls(scenario)
    yield Shell("\n# Each START line in the log names its version too")
    yield Shell(f"aws logs tail /aws/lambda/{NAME} --since 10m --format short | grep START")
    yield Shell("\n# Take it down again")
    yield ApiCall("lambda", "DeleteFunction", {"FunctionName": NAME})
    yield ApiCall("iam", "DetachRolePolicy", {"RoleName": NAME, "PolicyArn": BASIC})
    yield ApiCall("iam", "DeleteRole", {"RoleName": NAME})
    yield ApiCall("logs", "DeleteLogGroup", {"logGroupName": f"/aws/lambda/{NAME}"})


def _function(scenario: Scenario, numbers: Mapping[str, str]) -> Iterator[Step]:
    yield ApiCall("iam", "CreateRole", {"RoleName": NAME, "AssumeRolePolicyDocument": json.dumps(TRUST)})
    yield ApiCall("iam", "AttachRolePolicy", {"RoleName": NAME, "PolicyArn": BASIC})
    yield Shell("sleep 10  # until the role is known everywhere")
    if any(number != place for number, place in numbers.items()):
        told = ", ".join(f"version {number} of the lab is {place} here" for number, place in numbers.items())
        yield Shell(f"\n# A new function counts from 1: {told}")
    settings = {
        "FunctionName": NAME,
        "Runtime": RUNTIME,
        "Handler": "app.handler",
        "Role": f"arn:aws:iam::{ACCOUNT}:role/{NAME}",
        "Timeout": timeout_of(scenario),
    }
    for place, number in enumerate(numbers or ("1",)):
        yield Shell(
            f"\ncat > app.py <<'PYTHON'\n{code(behaviour_of(scenario, number))}PYTHON\nrm -f app.zip && zip -q app.zip app.py"
        )
        if place:
            yield ApiCall("lambda", "UpdateFunctionCode", {"FunctionName": NAME}, "--zip-file fileb://app.zip")
        else:
            yield ApiCall("lambda", "CreateFunction", settings, "--zip-file fileb://app.zip")
        wait = "function-updated-v2" if place else "function-active-v2"
        yield Shell(f"aws lambda wait {wait} --function-name {NAME}")
        yield ApiCall("lambda", "PublishVersion", {"FunctionName": NAME})


def _alias(operation: str, alias: Alias, numbers: Mapping[str, str], scenario: Scenario) -> Iterator[Step]:
    weights = {numbers.get(version, version): weight for version, weight in alias.weights.items()}
    given: dict[str, Any] = {
        "FunctionName": NAME,
        "Name": ALIAS,
        "FunctionVersion": numbers.get(alias.version, alias.version),
    }
    if weights or operation == "UpdateAlias":
        given["RoutingConfig"] = {"AdditionalVersionWeights": weights}
    answer = answer_to(alias, 200, other_roles=scenario.other_roles)
    if answer.is_refused and not scenario.other_roles:
        yield Shell(f"# AWS refuses this: {answer.status} {answer.error}: {answer.message}")
    if scenario.other_roles:
        yield Shell(
            "# In the scenario the two versions have different roles, and AWS refuses the weights; here they have the same one"
        )
    yield ApiCall("lambda", operation, given)


def _calls(scenario: Scenario) -> Iterator[Step]:
    count = min(scenario.calls, MOST_SENT)
    if scenario.calls > MOST_SENT:
        yield Shell(f"# The lab makes {scenario.calls:,} calls in all; {MOST_SENT} show the same")
    yield Shell(f"# {count} calls, and how many each version got")
    yield Shell(
        f"for n in $(seq {count}); do\n"
        f"  aws lambda invoke --function-name {NAME}:{ALIAS} out.json --query ExecutedVersion --output text\n"
        "done | sort | uniq -c"
    )
