"""The scenario as a SAM template, the handler, and what the shell script shares with them."""

from collections.abc import Mapping
from typing import Any

from sim.draw.aws import RUNTIME
from sim.routing.arns import is_number
from sim.traffic.alias import first_alias
from sim.traffic.scenario import Scenario, Version
from sim.traffic.values import ALIAS, FUNCTION, SECOND

NAME = f"coldstart-{FUNCTION}"


def published(scenario: Scenario) -> Mapping[str, str]:
    """The scenario's published versions, and the numbers that they get on a new function: 1, 2 and so on."""
    asked = [scenario.version, scenario.additional, *scenario.more]
    asked += [number for move in scenario.moves for number in (move.version, move.additional)]
    numbers = sorted({number for number in asked if is_number(number)}, key=int)
    return {number: str(place) for place, number in enumerate(numbers, start=1)}


def behaviour_of(scenario: Scenario, number: str) -> Version:
    """How the version of that number behaves."""
    return next((one for one in scenario.versions if one.number == number), Version(number=number))


def code(version: Version) -> str:
    """The handler of one version: it waits as long as the scenario says, and fails as often."""
    return f'''"""Version {version.number} of the lab, as its function {FUNCTION} runs it."""

import os
import random
import time

FAILS_PERCENT = {version.fails_percent}


def handler(event, context):
    time.sleep({version.duration / SECOND:g})
    if random.random() * 100 < FAILS_PERCENT:
        raise ValueError("the seat plan cannot be read")
    return {{"version": os.environ["AWS_LAMBDA_FUNCTION_VERSION"]}}
'''


def sam(scenario: Scenario) -> dict[str, Any]:
    """The template: the function, its first version, and the alias; a parameter brings in the additional version later."""
    alias = first_alias(scenario)
    weight = min(max(alias.weight, 0.0), 1.0)
    routing = {"AdditionalVersionWeights": [{"FunctionVersion": {"Ref": "NewVersion"}, "FunctionWeight": weight}]}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": "A function, its first version, and an alias that can share out its calls between two versions.",
        "Parameters": {
            "NewVersion": {
                "Type": "String",
                "Default": "",
                "Description": "Leave it empty at first. Publish a version, and deploy once more with its number.",
            }
        },
        "Conditions": {"HasNewVersion": {"Fn::Not": [{"Fn::Equals": [{"Ref": "NewVersion"}, ""]}]}},
        "Resources": {
            "Function": {
                "Type": "AWS::Serverless::Function",
                "Properties": {
                    "FunctionName": NAME,
                    "Runtime": RUNTIME,
                    "Handler": "index.handler",
                    "Timeout": timeout_of(scenario),
                    "InlineCode": code(behaviour_of(scenario, scenario.version)),
                },
            },
            "FirstVersion": {"Type": "AWS::Lambda::Version", "Properties": {"FunctionName": {"Ref": "Function"}}},
            "Alias": {
                "Type": "AWS::Lambda::Alias",
                "Properties": {
                    "Name": ALIAS,
                    "FunctionName": {"Ref": "Function"},
                    "FunctionVersion": {"Fn::GetAtt": ["FirstVersion", "Version"]},
                    "RoutingConfig": {"Fn::If": ["HasNewVersion", routing, {"Ref": "AWS::NoValue"}]},
                },
            },
        },
        "Outputs": {"AliasArn": {"Value": {"Ref": "Alias"}}},
    }


def timeout_of(scenario: Scenario) -> int:
    """A timeout that no version of the scenario reaches."""
    longest = max((version.duration for version in scenario.versions), default=0)
    return min(900, longest // SECOND + 3)
