"""What is there in the end as a SAM template: the function, the version that it publishes, and its aliases.

A template knows one version at a time, the one that a deployment makes. An alias between two versions is what CodeDeploy does on the way
to it, so a weight becomes a DeploymentPreference.

https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html
"""

import re
from collections.abc import Iterator
from typing import Any

from sim.draw.aws import RUNTIME
from sim.routing.arns import LATEST
from sim.routing.cli import Call
from sim.routing.outcome import AliasOutcome, FunctionOutcome, VersionOutcome
from sim.routing.playing import played
from sim.routing.scenario import Scenario
from sim.routing.telling import functions_of

PREFIX = "coldstart-"
CANARY = "Canary10Percent5Minutes"
_SOURCE = '''"""Answers with its code, the version that ran, and the environment variables that it sees."""
import os

CODE = "{label}"
NOISE = ("AWS_", "LAMBDA_", "LD_", "PYTHON", "_", "PATH", "LANG", "TZ", "SHLVL", "PWD")


def handler(event, context):
    seen = {{name: value for name, value in os.environ.items() if not name.startswith(NOISE)}}
    return {{"code": CODE, "version": context.function_version, **seen}}
'''


def source(label: str) -> str:
    """The code that the ``label`` stands for."""
    return _SOURCE.format(label=re.sub(r"[^\w.-]", "", label))


def own_name(function: str) -> str:
    """A name that nothing of the learner's own has."""
    return function if function.startswith(PREFIX) else f"{PREFIX}{function}"[:64]


def role_of(call: Call) -> str:
    """The role of a call by our own name."""
    last = re.sub(r"[^\w+=,.@-]", "", call.text_of("Role").rpartition("/")[2]) or "role"
    return f"{PREFIX}{last}"[:64]


def sam(scenario: Scenario) -> dict[str, Any]:
    """A template with the functions that there are in the end."""
    lines = played(scenario)
    found = functions_of(lines[-1].world, lines[-1].now) if lines else ()
    told = "Functions, the version that a deployment publishes of each, and their aliases."
    resources: dict[str, Any] = {}
    for n, function in enumerate(found):
        resources |= dict(_resources(f"Function{n + 1}", function))
    if not resources:
        told = "Nothing is there in the end, so nothing is made."
        resources = {"Nothing": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}
    elif any(function.versions for function in found):
        told += " Older versions cannot be written into a template: each was made by a deployment of its own."
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": told,
        "Resources": resources,
    }


def _resources(logical: str, function: FunctionOutcome) -> Iterator[tuple[str, dict[str, Any]]]:
    main = _main(function)
    yield logical, {"Type": "AWS::Serverless::Function", "Properties": _properties(function, main)}
    for n, alias in enumerate(one for one in function.aliases if one is not main):
        properties = {"FunctionName": {"Ref": logical}, "FunctionVersion": LATEST, "Name": alias.name}
        if alias.version != LATEST and main:
            properties["FunctionVersion"] = {"Fn::GetAtt": [f"{logical}.Version", "Version"]}
        yield f"{logical}Alias{n + 1}", {"Type": "AWS::Lambda::Alias", "Properties": properties}
    callers = [("", function.latest)] + ([("alias", main)] if main else [])
    for which, of in callers:
        for n, principal in enumerate(of.may_invoke.split(", ") if of.may_invoke != "nobody" else ()):
            named = {"Ref": f"{logical}.Alias"} if which else {"Ref": logical}
            properties = {"FunctionName": named, "Action": "lambda:InvokeFunction", "Principal": principal}
            yield f"{logical}May{which.title()}{n + 1}", {"Type": "AWS::Lambda::Permission", "Properties": properties}


def _main(function: FunctionOutcome) -> AliasOutcome | None:
    """The alias that a deployment moves: ``prod``, or the first one, of those that lead to a published version."""
    published = [alias for alias in function.aliases if alias.version != LATEST]
    return next((alias for alias in published if alias.name == "prod"), published[0] if published else None)


def _properties(function: FunctionOutcome, main: AliasOutcome | None) -> dict[str, Any]:
    latest = function.latest
    properties: dict[str, Any] = {
        "FunctionName": own_name(function.name),
        "Runtime": RUNTIME,
        "Handler": "index.handler",
        "InlineCode": source(latest.code),
        "Timeout": latest.timeout,
        "MemorySize": latest.memory_size,
    }
    properties |= {"Description": latest.description} if latest.description else {}
    properties |= _environment(latest)
    if function.reserved >= 0:
        properties["ReservedConcurrentExecutions"] = function.reserved
    if main:
        properties["AutoPublishAlias"] = main.name
        if main.weight:
            properties["DeploymentPreference"] = {"Type": CANARY}
        if main.provisioned:
            properties["ProvisionedConcurrencyConfig"] = {"ProvisionedConcurrentExecutions": main.provisioned}
    retries = main.retries if main else latest.retries
    if retries >= 0:
        properties["EventInvokeConfig"] = {"MaximumRetryAttempts": retries}
    return properties


def _environment(version: VersionOutcome) -> dict[str, Any]:
    pairs = dict(pair.split("=", 1) for pair in version.environment.split(", ") if "=" in pair)
    return {"Environment": {"Variables": pairs}} if pairs else {}
