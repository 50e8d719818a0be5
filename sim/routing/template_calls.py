"""The calls that a template amounts to: what deploying it for the first time does to functions, versions and aliases.

https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from sim.draw.aws import RUNTIME
from sim.routing.arns import ACCOUNT, LATEST
from sim.routing.cli import written
from sim.routing.settings import ROLE_PATTERN
from sim.routing.template import Deployment, deployments_of
from sim.routing.template_nodes import Reader, reader_of
from sim.rules.tree import Node

HANDLER = "app.handler"
"""Where the template names none that is known."""


def calls_of_template(text: str) -> str:
    """The calls, one to a line, with a remark where the template wants what is not shown here.

    Raises:
        TemplateError: as ``deployments_of``.
    """
    reader, found = reader_of(text), deployments_of(text)
    lines: list[str] = []
    for logical in dict.fromkeys(one.logical for one in found):
        lines += _function(reader, [one for one in found if one.logical == logical])
    return "\n".join(lines) + "\n"


def _function(reader: Reader, deployments: list[Deployment]) -> Iterator[str]:
    first = deployments[0]
    resource = reader.resource(first.logical)
    assert resource is not None
    yield written("create-function", {"function-name": first.function, **_settings(reader, first, resource)})
    numbers: dict[str, str] = {}
    plain = resource.text_of("Type") == "AWS::Lambda::Function"
    if plain:
        yield from _versions(reader, first, numbers)
    elif first.alias:
        yield written("publish-version", {"function-name": first.function})
    for one in deployments:
        if not one.alias:
            continue
        version = _target(reader, one, numbers) if plain else "1"
        yield written("create-alias", {"function-name": one.function, "name": one.alias, "function-version": version})
        if one.provisioned:
            given = {"function-name": one.function, "qualifier": one.alias}
            yield written(
                "put-provisioned-concurrency-config",
                given | {"provisioned-concurrent-executions": str(one.provisioned)},
            )
        if one.preference and one.enabled:
            yield f"# The next deployment moves {one.alias} by CodeDeploy: {one.preference}."


def _versions(reader: Reader, of: Deployment, numbers: dict[str, str]) -> Iterator[str]:
    """A publish for each version; a second one finds nothing changed and gives the first."""
    for logical, resource in reader.resources:
        if resource.text_of("Type") != "AWS::Lambda::Version" or reader.function_behind(resource) != of.logical:
            continue
        if numbers:
            yield f"# {logical} is a second version of the same code: CloudFormation refuses it."
        numbers[logical] = "1"
        description = reader.text(reader.properties(resource).get("Description"))
        given = {"function-name": of.function} | ({"description": description} if description else {})
        yield written("publish-version", given)
        count = reader.properties(resource).get("ProvisionedConcurrencyConfig")
        if count:
            given = {"function-name": of.function, "qualifier": "1"}
            executions = reader.text(count.get("ProvisionedConcurrentExecutions")) or "1"
            yield written(
                "put-provisioned-concurrency-config", given | {"provisioned-concurrent-executions": executions}
            )


def _target(reader: Reader, of: Deployment, numbers: Mapping[str, str]) -> str:
    """The version that an alias of plain CloudFormation leads to."""
    for _, resource in reader.resources:
        properties = reader.properties(resource)
        if resource.text_of("Type") == "AWS::Lambda::Alias" and reader.text(properties.get("Name")) == of.alias:
            version = reader.text(properties.get("FunctionVersion"))
            return numbers.get(version, version) or LATEST
    return LATEST


def _settings(reader: Reader, of: Deployment, resource: Node) -> dict[str, str]:
    """The options of create-function."""
    role = reader.text(reader.of_function(resource, "Role"))
    known = re.fullmatch(ROLE_PATTERN, role)
    given = {
        "zip-file": f"fileb://{_label(reader, resource)}.zip",
        "runtime": reader.text(reader.of_function(resource, "Runtime")) or RUNTIME,
        "handler": reader.text(reader.of_function(resource, "Handler")) or HANDLER,
        "role": role if known else f"arn:aws:iam::{ACCOUNT}:role/{of.logical}",
    }
    for option, name in (("timeout", "Timeout"), ("memory-size", "MemorySize")):
        value = reader.text(reader.of_function(resource, name))
        if value.isdecimal():
            given[option] = value
    description = reader.text(reader.of_function(resource, "Description"))
    variables = _variables(reader, resource)
    given |= {"description": description} if description else {}
    return given | ({"environment": f"Variables={{{','.join(variables)}}}"} if variables else {})


def _variables(reader: Reader, resource: Node) -> list[str]:
    """The environment variables; those of ``Globals`` are added to the function's own."""
    pairs: dict[str, str] = {}
    for environment in reader.everywhere(resource, "Environment"):
        found = environment.get("Variables")
        pairs |= {name: reader.text(value) for name, value in found.pairs} if found else {}
    return [f"{name}={_quoted(value)}" for name, value in pairs.items() if value]


def _quoted(value: str) -> str:
    """A value that the CLI reads as one: in quotes if it has signs of its own."""
    return f'"{value}"' if any(sign in value for sign in ",{}[]= ") and '"' not in value else value


def _label(reader: Reader, resource: Node) -> str:
    """What the code is called here: the last part of where it comes from."""
    code = reader.of_function(resource, "CodeUri") or reader.of_function(resource, "Code")
    key = code.get("S3Key") or code.get("Key") if code else None
    name = PurePosixPath(reader.text(key or code).rstrip("/")).stem
    return re.sub(r"[^\w.-]", "", name, flags=re.ASCII).strip(".") or "code"
