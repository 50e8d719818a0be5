"""How large everything is: the body of the request to the byte, and the parts that fill the 250 MB."""

import json
from dataclasses import dataclass
from typing import Any

from sim.draw.aws import ACCOUNT
from sim.package.scenario import Layer, Scenario
from sim.package.values import IMAGE_LIMIT, UNZIPPED_LIMIT, Operation, Package, is_custom

NAME = "coldstart-package"
"""Of the function, the role and the repository."""
BUCKET = f"{NAME}-{ACCOUNT}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that fills the limit."""

    name: str
    kind: str
    """``code``, ``runtime``, ``layer`` or ``image``."""
    bytes: int
    percent: float
    """Of the limit."""


def parameters(scenario: Scenario) -> dict[str, Any]:
    """The call's parameters as the API names them; a .zip in the request is left empty."""
    match scenario.operation:
        case Operation.LAYER:
            return {"LayerName": NAME, "Content": _place(scenario), **_compatible(scenario)}
        case Operation.UPDATE:
            architectures = {"Architectures": [one.value for one in scenario.architectures]}
            return {"FunctionName": NAME, **_place(scenario), **architectures}
    given: dict[str, Any] = {"FunctionName": NAME, "Role": f"arn:aws:iam::{ACCOUNT}:role/{NAME}"}
    given |= {"Code": _place(scenario)}
    given |= {"PackageType": "Image"} if scenario.is_image else {}
    given |= {"Runtime": scenario.runtime} if scenario.runtime else {}
    given |= {"Handler": scenario.handler} if scenario.handler else {}
    given |= {"Layers": [arn_of(layer) for layer in scenario.layers]} if scenario.layers else {}
    if scenario.variables:
        given["Environment"] = {"Variables": {one.name: one.value for one in scenario.variables}}
    return given | {
        "MemorySize": scenario.memory_mb,
        "Timeout": scenario.timeout_s,
        "EphemeralStorage": {"Size": scenario.tmp_mb},
        "Architectures": [one.value for one in scenario.architectures],
    }


def body_bytes(scenario: Scenario) -> int:
    """The HTTP body as the AWS CLI writes it. A .zip inside it stands in base64: four characters for each three bytes begun."""
    given = dict(parameters(scenario))
    for in_the_path in ("LayerName", *(("FunctionName",) if scenario.operation is Operation.UPDATE else ())):
        given.pop(in_the_path, None)
    inside = base64_bytes(scenario.zipped_bytes) if scenario.package is Package.ZIP_DIRECT else 0
    return len(json.dumps(given)) + inside


def base64_bytes(count: int) -> int:
    """How long ``count`` bytes are in base64."""
    return -(-count // 3) * 4


def env_json(scenario: Scenario) -> str:
    """The environment variables as Lambda measures them."""
    found = {one.name: one.value for one in scenario.variables}
    return json.dumps(found, separators=(",", ":"), ensure_ascii=False)


def arn_of(layer: Layer) -> str:
    """The ARN of a layer version."""
    return f"arn:aws:lambda:{layer.region}:{ACCOUNT}:layer:{layer.name}:{layer.version}"


def code_bytes(scenario: Scenario) -> int:
    """What the .zip itself unzips to, its ``bootstrap`` included."""
    return scenario.unzipped_bytes + (0 if _in_layer(scenario) else _runtime_bytes(scenario))


def layer_bytes(scenario: Scenario) -> int:
    """What the layers unzip to, with a ``bootstrap`` that lies in one of them."""
    if not scenario.is_function:
        return 0
    own = _runtime_bytes(scenario) if _in_layer(scenario) else 0
    return sum(layer.unzipped_bytes for layer in scenario.layers) + own


def zip_bytes(scenario: Scenario) -> int:
    """All that counts towards the 250 MB."""
    return code_bytes(scenario) + layer_bytes(scenario)


def limit_of(scenario: Scenario) -> int:
    """The limit that the package meets unzipped."""
    return IMAGE_LIMIT if scenario.is_image else UNZIPPED_LIMIT


def parts_of(scenario: Scenario) -> tuple[Part, ...]:
    """What fills the limit: code, custom runtime, and each layer in order; of an image, the files of one's own and the rest."""
    if scenario.is_image:
        own = min(scenario.unzipped_bytes, scenario.image_bytes)
        return (
            _part(scenario, "your files", "code", own),
            _part(scenario, "the rest of the image", "image", scenario.image_bytes - own),
        )
    runtime = _runtime_bytes(scenario)
    found = [_part(scenario, "code" if scenario.is_function else "this layer", "code", scenario.unzipped_bytes)]
    if runtime:
        found.append(_part(scenario, "custom runtime", "runtime", runtime))
    if scenario.is_function:
        found += [
            _part(scenario, f"layer {layer.name}:{layer.version}", "layer", layer.unzipped_bytes)
            for layer in scenario.layers
        ]
    return tuple(found)


def share(amount: int, limit: int) -> float:
    """``amount`` in per cent of ``limit``, to one place."""
    return round(100 * amount / limit, 1)


def _part(scenario: Scenario, name: str, kind: str, amount: int) -> Part:
    return Part(name=name, kind=kind, bytes=amount, percent=share(amount, limit_of(scenario)))


def _runtime_bytes(scenario: Scenario) -> int:
    counts = is_custom(scenario.runtime) and scenario.bootstrap != "missing" and scenario.is_function
    return scenario.bootstrap_bytes if counts and not scenario.is_image else 0


def _in_layer(scenario: Scenario) -> bool:
    return scenario.bootstrap == "layer"


def _place(scenario: Scenario) -> dict[str, Any]:
    """Where the code is."""
    match scenario.package:
        case Package.ZIP_S3:
            mode = {} if scenario.storage_mode == "COPY" else {"S3ObjectStorageMode": scenario.storage_mode.value}
            return {"S3Bucket": BUCKET, "S3Key": "code.zip", **mode}
        case Package.IMAGE:
            return {"ImageUri": f"{ACCOUNT}.dkr.ecr.{scenario.region}.amazonaws.com/{NAME}:1"}
    return {"ZipFile": ""}


def _compatible(scenario: Scenario) -> dict[str, Any]:
    runtimes = {"CompatibleRuntimes": [scenario.runtime]} if scenario.runtime else {}
    return runtimes | {"CompatibleArchitectures": [one.value for one in scenario.architectures]}
