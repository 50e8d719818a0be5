"""The scenario as a SAM template: the function, a role that stands for the caller, and the statements of the resource policy."""

import json
from typing import Any

from sim.draw.aws import RUNTIME
from sim.permission.asking import kinds_of
from sim.permission.own import CALLER_ARN, in_own_names, permissions_of, qualifiers_of
from sim.permission.papers import VERSION, papers_of, text_of
from sim.permission.scenario import Scenario
from sim.permission.values import ACCOUNT, ASSUME, Via
from sim.policy import Kind

CODE = """def handler(event, context):
    return {"seat": event.get("seat"), "called_by": context.invoked_function_arn}
"""


def sam(scenario: Scenario) -> dict[str, Any]:
    """The template. What a template cannot hold, such as a Deny in the resource policy, is left out."""
    scenario = in_own_names(scenario)
    resources: dict[str, Any] = {"Function": _function(scenario)}
    for number, alias in enumerate(qualifiers_of(scenario)):
        if number == 0:
            version = {"FunctionName": {"Ref": "Function"}}
            resources["Version"] = {"Type": "AWS::Lambda::Version", "Properties": version}
        resources[_alias(alias)] = {
            "Type": "AWS::Lambda::Alias",
            "Properties": {
                "Name": alias,
                "FunctionName": {"Ref": "Function"},
                "FunctionVersion": {"Fn::GetAtt": ["Version", "Version"]},
            },
        }
    if Kind.RESOURCE in kinds_of(scenario):
        for number, one in enumerate(permissions_of(scenario), start=1):
            target = {"Ref": _alias(one.qualifier) if one.qualifier in qualifiers_of(scenario) else "Function"}
            resources[f"Permission{number}"] = {
                "Type": "AWS::Lambda::Permission",
                "Properties": {"FunctionName": target, **one.parameters},
            }
    if Kind.IDENTITY in kinds_of(scenario) and scenario.caller == CALLER_ARN:
        resources["Caller"] = _caller(scenario)
    if scenario.via is Via.URL:
        url: dict[str, Any] = {"TargetFunctionArn": {"Ref": "Function"}, "AuthType": scenario.auth_type.value}
        url |= {"Qualifier": scenario.qualifier} if scenario.qualifier else {}
        resources["Url"] = {"Type": "AWS::Lambda::Url", "Properties": url}
        if scenario.qualifier:
            resources["Url"]["DependsOn"] = _alias(scenario.qualifier)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": "A function, a role that stands for its caller, and who may call.",
        "Resources": resources,
    }


def _function(scenario: Scenario) -> dict[str, Any]:
    properties = {
        "FunctionName": scenario.function,
        "Runtime": RUNTIME,
        "Handler": "index.handler",
        "InlineCode": CODE,
    }
    return {"Type": "AWS::Serverless::Function", "Properties": properties}


def _caller(scenario: Scenario) -> dict[str, Any]:
    readable = not papers_of(scenario).problems
    trust: Any = {
        "Version": VERSION,
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": ASSUME}],
    }
    if readable and Kind.TRUST in kinds_of(scenario):
        trust = json.loads(text_of(scenario, Kind.TRUST))
    properties: dict[str, Any] = {"RoleName": "coldstart-caller", "AssumeRolePolicyDocument": trust}
    if readable and scenario.identity.strip():
        body = json.loads(scenario.identity)
        properties["Policies"] = [{"PolicyName": "identity", "PolicyDocument": body}]
    return {"Type": "AWS::IAM::Role", "Properties": properties}


def _alias(name: str) -> str:
    return "Alias" + "".join(sign for sign in name.capitalize() if sign.isalnum())
