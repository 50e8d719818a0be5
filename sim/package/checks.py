"""The checks that a package goes through, one after the other: the first that says no ends the call.

Only one thing is known of AWS's order: the size of the request comes before that of the .zip in it. The rest is the order of teaching.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sim.package import answers, shape
from sim.package.answers import Answer
from sim.package.scenario import Scenario
from sim.package.sizes import body_bytes, code_bytes, env_json, zip_bytes
from sim.package.values import (
    DIRECT_LIMIT,
    ENV_LIMIT,
    IMAGE_LIMIT,
    LONGEST_HANDLER,
    MB,
    MOST_LAYERS,
    REQUEST_LIMIT,
    STORAGE_LIMIT,
    UNZIPPED_LIMIT,
    FunctionType,
    Operation,
    Package,
    exactly,
    size,
)

Asked = Callable[[Scenario], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check. ``refuses`` is asked only where it plays a part."""

    id: str
    title: str
    asked: Asked
    measures: Callable[[Scenario], str]
    limit: str
    refuses: Callable[[Scenario], Answer | None]
    passes: str
    """Why it matters, told where it passes."""
    fact: str


def storage_of(scenario: Scenario) -> int:
    """What the package adds to the account's code storage, in bytes."""
    counted = scenario.package is not Package.IMAGE and scenario.storage_mode != "REFERENCE"
    return code_bytes(scenario) if counted else 0


def has_function_settings(scenario: Scenario) -> bool:
    """Whether Runtime, Handler or Layers are given."""
    return bool(scenario.runtime or scenario.handler or scenario.layers)


def _if(holds: Callable[[Scenario], bool], answer: Callable[[Scenario], Answer]) -> Callable[[Scenario], Answer | None]:
    return lambda scenario: answer(scenario) if holds(scenario) else None


def _shape(check: str) -> Callable[[Scenario], Answer | None]:
    return lambda scenario: shape.refusal(scenario, check)


def _direct(scenario: Scenario) -> bool:
    return scenario.package is Package.ZIP_DIRECT


def _zip(scenario: Scenario) -> bool:
    return not scenario.is_image


def _create(scenario: Scenario) -> bool:
    return scenario.operation is Operation.CREATE


def _create_zip_with_layers(scenario: Scenario) -> bool:
    return _create(scenario) and _zip(scenario) and bool(scenario.layers)


def _is_other_type(scenario: Scenario) -> bool:
    wanted = FunctionType.IMAGE if scenario.is_image else FunctionType.ZIP
    return scenario.function_type not in (FunctionType.SAME, wanted)


def _settings(scenario: Scenario) -> str:
    names = {"Runtime": scenario.runtime, "Handler": scenario.handler, "Layers": scenario.is_image and scenario.layers}
    return ", ".join(name for name, given in names.items() if given) or "none of them"


def _architectures(scenario: Scenario) -> str:
    return ", ".join(one.value for one in scenario.architectures) or "none"


CHECKS = (
    Check(
        id="request",
        title="The whole request",
        asked=lambda _: True,
        measures=lambda scenario: exactly(body_bytes(scenario)),
        limit=f"under {exactly(REQUEST_LIMIT)}",
        refuses=_if(lambda scenario: body_bytes(scenario) >= REQUEST_LIMIT, answers.request_too_large),
        passes="The request is small enough to be read at all.",
        fact="create-function-request-limit",
    ),
    Check(
        id="zip",
        title="The .zip in the request",
        asked=_direct,
        measures=lambda scenario: exactly(scenario.zipped_bytes),
        limit=f"under {exactly(DIRECT_LIMIT)}",
        refuses=_if(lambda scenario: scenario.zipped_bytes >= DIRECT_LIMIT, lambda _: answers.zip_too_large()),
        passes="Sent directly, a .zip has 50 MB.",
        fact="zip-50mb-direct",
    ),
    Check(
        id="unzipped",
        title="Code, layers and custom runtime, unzipped",
        asked=_zip,
        measures=lambda scenario: exactly(zip_bytes(scenario)),
        limit=f"under {exactly(UNZIPPED_LIMIT)}",
        refuses=_if(lambda scenario: zip_bytes(scenario) >= UNZIPPED_LIMIT, answers.unzipped_too_large),
        passes="Together they stay under 250 MB, however they came.",
        fact="zip-250mb-unzipped",
    ),
    Check(
        id="layers",
        title="Number of layers",
        asked=_create_zip_with_layers,
        measures=lambda scenario: str(len(scenario.layers)),
        limit=f"{MOST_LAYERS} at most",
        refuses=_if(lambda scenario: len(scenario.layers) > MOST_LAYERS, lambda _: answers.too_many_layers()),
        passes="There are not too many of them.",
        fact="layers-5",
    ),
    Check(
        id="layer-versions",
        title="One version of each layer",
        asked=_create_zip_with_layers,
        measures=lambda scenario: f"{len({(one.region, one.name) for one in scenario.layers})} different",
        limit="each layer once",
        refuses=answers.two_versions,
        passes="No layer is there in two versions.",
        fact="layers-5",
    ),
    Check(
        id="layer-region",
        title="Region of the layers",
        asked=_create_zip_with_layers,
        measures=lambda scenario: ", ".join(dict.fromkeys(one.region for one in scenario.layers)),
        limit="that of the function",
        refuses=_if(
            lambda scenario: any(one.region != scenario.region for one in scenario.layers), answers.layer_elsewhere
        ),
        passes="All layers are of the function's Region.",
        fact="layers-5",
    ),
    Check(
        id="image-settings",
        title="An image without Runtime, Handler, Layers",
        asked=lambda scenario: _create(scenario) and scenario.is_image,
        measures=_settings,
        limit="none of them",
        refuses=_if(has_function_settings, lambda _: answers.image_with_settings()),
        passes="An image brings all that itself.",
        fact="container-no-lambda-layers",
    ),
    Check(
        id="zip-settings",
        title="A .zip with Runtime and Handler",
        asked=lambda scenario: _create(scenario) and _zip(scenario),
        measures=_settings,
        limit="both of them",
        refuses=_if(
            lambda scenario: not (scenario.runtime and scenario.handler), lambda _: answers.zip_without_settings()
        ),
        passes="Lambda knows what runs the code, and what to call.",
        fact="zip-needs-runtime-and-handler",
    ),
    Check(
        id="package-type",
        title="PackageType of the function",
        asked=lambda scenario: scenario.operation is Operation.UPDATE,
        measures=lambda scenario: "Image" if scenario.is_image else "Zip",
        limit="as the function was made",
        refuses=_if(_is_other_type, answers.other_type),
        passes="The function was made with the same type.",
        fact="package-type-immutable",
    ),
    Check(
        id="variables",
        title="Environment variables as JSON",
        asked=_create,
        measures=lambda scenario: exactly(len(env_json(scenario).encode())),
        limit=f"{exactly(ENV_LIMIT)} at most",
        refuses=_if(lambda scenario: len(env_json(scenario).encode()) > ENV_LIMIT, answers.variables_too_large),
        passes="Names, values and punctuation fit into 4 KB.",
        fact="env-vars-4kb",
    ),
    Check(
        id="memory",
        title="MemorySize",
        asked=_create,
        measures=lambda scenario: f"{scenario.memory_mb:,} MB",
        limit="128 to 10,240 MB",
        refuses=_shape("memory"),
        passes="Each size in steps of 1 MB will do.",
        fact="memory-128-10240",
    ),
    Check(
        id="timeout",
        title="Timeout",
        asked=_create,
        measures=lambda scenario: f"{scenario.timeout_s:,} s",
        limit="1 to 900 s",
        refuses=_shape("timeout"),
        passes="A call may take that long.",
        fact="timeout-default-3-max-900",
    ),
    Check(
        id="tmp",
        title="EphemeralStorage (/tmp)",
        asked=_create,
        measures=lambda scenario: f"{scenario.tmp_mb:,} MB",
        limit="512 to 10,240 MB",
        refuses=_shape("tmp"),
        passes="What lies in /tmp takes no room from the package, nor the other way round.",
        fact="tmp-512-10240",
    ),
    Check(
        id="architectures",
        title="Architectures",
        asked=lambda scenario: scenario.is_function,
        measures=_architectures,
        limit="exactly one",
        refuses=_shape("architectures"),
        passes="There is one.",
        fact="arch-default-x86",
    ),
    Check(
        id="handler",
        title="Handler as a text",
        asked=lambda scenario: _create(scenario) and bool(scenario.handler),
        measures=lambda scenario: f"{len(scenario.handler)} characters",
        limit=f"{LONGEST_HANDLER} at most, no space",
        refuses=_shape("handler"),
        passes="Only its form is checked, not whether the package has it.",
        fact="handler-128",
    ),
    Check(
        id="code-storage",
        title="Code storage of the account",
        asked=_zip,
        measures=lambda scenario: size(scenario.stored_mb * MB + storage_of(scenario)),
        limit=f"{size(STORAGE_LIMIT)} at most",
        refuses=_if(
            lambda scenario: scenario.stored_mb * MB + storage_of(scenario) > STORAGE_LIMIT,
            lambda _: answers.storage_full(),
        ),
        passes="All stored .zip versions and layers of the Region still fit.",
        fact="code-storage-300gb",
    ),
    Check(
        id="role",
        title="Execution role",
        asked=_create,
        measures=lambda scenario: "trusts Lambda" if scenario.role_assumable else "does not trust Lambda",
        limit="lets Lambda take it",
        refuses=_if(lambda scenario: not scenario.role_assumable, lambda _: answers.role_not_assumed()),
        passes="Lambda can take the role.",
        fact="sec-execution-role-required",
    ),
    Check(
        id="image",
        title="The image, uncompressed",
        asked=lambda scenario: scenario.is_image,
        measures=lambda scenario: exactly(scenario.image_bytes),
        limit=f"{exactly(IMAGE_LIMIT)} at most",
        refuses=_if(lambda scenario: scenario.image_bytes > IMAGE_LIMIT, lambda _: answers.image_too_large()),
        passes="An image has 10 GB, all its layers together.",
        fact="container-image-10gb",
    ),
)
SHAPE = ("memory", "timeout", "tmp", "architectures", "handler")
"""Checks whose faults AWS tells in one message."""
