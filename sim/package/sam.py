"""The scenario as a SAM template. What no template takes is left out, and the description says so."""

from typing import Any

from sim.package.scenario import Scenario
from sim.package.shape import bounds
from sim.package.sizes import NAME
from sim.package.values import DEPRECATED, LONGEST_HANDLER, MOST_LAYERS, Operation

_OLD = "W2531"
"""What cfn-lint says of a deprecated runtime. It is known here."""
_EXAMPLE = {"Runtime": "python3.13", "Handler": "app.handler"}


def sam(scenario: Scenario) -> dict[str, Any]:
    """The template: a function with its layers, or a layer alone. ``sam deploy`` sends code by way of S3, never in the request."""
    resources: dict[str, Any] = {}
    if scenario.operation is Operation.LAYER:
        resources["Layer"] = _layer(NAME, scenario.runtime)
    else:
        used = () if scenario.is_image else scenario.layers[:MOST_LAYERS]
        for number, layer in enumerate(used, start=1):
            resources[f"Layer{number}"] = _layer(f"{NAME}-{layer.name}"[:140], scenario.runtime, number)
        resources["Function"] = _function(scenario, list(resources))
    body: dict[str, Any] = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": _described(scenario),
    }
    if scenario.runtime in DEPRECATED:
        body["Metadata"] = {"cfn-lint": {"config": {"ignore_checks": [_OLD]}}}
    return body | {"Resources": resources}


def _described(scenario: Scenario) -> str:
    told = "A deployment package of the same make. SAM sends the code by way of S3."
    if scenario.is_function and not scenario.is_image and len(scenario.layers) > MOST_LAYERS:
        told += f" No template takes more than {MOST_LAYERS} layers, so the rest is left out."
    return told


def _layer(name: str, runtime: str, number: int = 0) -> dict[str, Any]:
    properties = {"LayerName": name, "ContentUri": f"./layer-{number}" if number else "./code"}
    runtimes = {"CompatibleRuntimes": [runtime]} if runtime else {}
    return {
        "Type": "AWS::Serverless::LayerVersion",
        "Properties": {**properties, **runtimes, "RetentionPolicy": "Delete"},
    }


def _function(scenario: Scenario, layers: list[str]) -> dict[str, Any]:
    properties: dict[str, Any] = {"FunctionName": NAME}
    if scenario.is_image:
        properties["PackageType"] = "Image"
    else:
        handler = scenario.handler.replace(" ", "")[:LONGEST_HANDLER]
        properties |= {
            "CodeUri": "./code",
            "Runtime": scenario.runtime or _EXAMPLE["Runtime"],
            "Handler": handler or _EXAMPLE["Handler"],
        }
        properties |= {"Layers": [{"Ref": name} for name in layers]} if layers else {}
    properties |= {
        "MemorySize": _within(scenario.memory_mb, "memory"),
        "Timeout": _within(scenario.timeout_s, "timeout"),
        "EphemeralStorage": {"Size": _within(scenario.tmp_mb, "tmp")},
        "Architectures": [one.value for one in scenario.architectures[:1]] or ["x86_64"],
    }
    if scenario.variables:
        properties["Environment"] = {"Variables": {one.name: one.value for one in scenario.variables}}
    built = {"Metadata": {"Dockerfile": "Dockerfile", "DockerContext": ".", "DockerTag": "1"}}
    return {"Type": "AWS::Serverless::Function", "Properties": properties} | (built if scenario.is_image else {})


def _within(value: int, check: str) -> int:
    low, high = bounds(check)
    return min(max(value, low), high)
