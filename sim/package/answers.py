"""What AWS answers to a package that it does not take.

Codes and texts are AWS's own. Where a text is known from users' reports alone, ``as_documented`` says so; where it has never been seen, the
words are ours. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
"""

from dataclasses import dataclass

from sim.package.scenario import Scenario
from sim.package.sizes import arn_of, env_json, layer_bytes
from sim.package.values import DIRECT_LIMIT, MOST_LAYERS, REQUEST_LIMIT, UNZIPPED_LIMIT, Operation

INVALID, VALIDATION = "InvalidParameterValueException", "ValidationException"
TOO_LARGE, STORAGE = "RequestEntityTooLargeException", "CodeStorageExceededException"
BROKEN_ZIP = "Could not unzip uploaded file. Please check your file, then try to upload again."
EMPTY_ZIP = "Uploaded file must be a non-empty zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A refusal."""

    status: int = 400
    code: str = INVALID
    """Name of the exception."""
    message: str
    why: str
    fact: str = ""
    as_documented: bool = False
    """Whether documents or users report it, and no recording shows it."""


def request_too_large(scenario: Scenario) -> Answer:
    """The whole request is too large, whatever is in it."""
    return Answer(
        status=413,
        code=TOO_LARGE,
        message=f"Request must be smaller than {REQUEST_LIMIT} bytes for the {scenario.operation.value} operation",
        why="In base64 the .zip grows by a third, and the whole request is weighed before anybody looks into it.",
        fact="create-function-request-limit",
        as_documented=scenario.operation is not Operation.CREATE,
    )


def zip_too_large() -> Answer:
    """The .zip in the request is too large."""
    return Answer(
        status=413,
        code=TOO_LARGE,
        message=f"Zipped size must be smaller than {DIRECT_LIMIT} bytes",
        why="A .zip inside the request has 50 MB. By way of Amazon S3 it has no such limit.",
        fact="zip-50mb-direct",
    )


def unzipped_too_large(scenario: Scenario) -> Answer:
    """Code, layers and custom runtime are too large together. AWS names what the layers leave for the code."""
    layers = layer_bytes(scenario)
    if layers >= UNZIPPED_LIMIT:
        return Answer(
            message=f"Layers consume more than the available size of {UNZIPPED_LIMIT} bytes",
            why="The layers fill the 250 MB by themselves.",
            fact="zip-limit-less-layers",
            as_documented=True,
        )
    left = f"Its layers take {layers:,} bytes, and the message names what they leave for the code." if layers else ""
    return Answer(
        message=f"Unzipped size must be smaller than {UNZIPPED_LIMIT - layers} bytes",
        why=f"Code, layers and custom runtime have 250 MB together, unzipped. {left}".strip(),
        fact="zip-limit-less-layers" if layers else "zip-250mb-unzipped",
        as_documented=bool(layers),
    )


def too_many_layers() -> Answer:
    """More layers than a function can have."""
    why = f"A function has {MOST_LAYERS} layers at most, however small they are."
    return Answer(message=f"Cannot reference more than {MOST_LAYERS} layers.", why=why, fact="layers-5")


def two_versions(scenario: Scenario) -> Answer | None:
    """Two versions of one layer; the first two that meet are named."""
    seen: dict[str, str] = {}
    for layer in scenario.layers:
        arn = arn_of(layer)
        name = arn.rpartition(":")[0]
        if name in seen:
            told = "Two different versions of the same layer are not allowed to be referenced in the same function."
            return Answer(
                message=f"{told} {seen[name]} and {arn} are versions of the same layer.",
                why="Each version of a layer is a whole package of its own; a function takes one of them.",
                fact="layers-5",
            )
        seen[name] = arn
    return None


def layer_elsewhere(scenario: Scenario) -> Answer:
    """A layer of another Region."""
    told = f"Layers are expected to be in region {scenario.region}."
    return Answer(
        message=f"Layers are not in the same region as the function. {told}",
        why="A layer belongs to one Region. Publish it in each Region where functions use it.",
        fact="layers-5",
    )


def image_with_settings() -> Answer:
    """An image with what belongs to a .zip."""
    return Answer(
        message="Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image.",
        why="An image brings its own runtime and its own files, and its CMD says what is called.",
        fact="container-no-lambda-layers",
    )


def zip_without_settings() -> Answer:
    """A .zip without what it needs."""
    return Answer(
        message="Runtime and Handler are mandatory parameters for functions created with deployment packages.",
        why="A .zip is code alone: Lambda must be told which runtime runs it, and what to call.",
        fact="zip-needs-runtime-and-handler",
        as_documented=True,
    )


def other_type(scenario: Scenario) -> Answer:
    """A .zip for a function of an image, or the other way round."""
    message = "Please provide ImageUri when updating a function with packageType Image."
    if scenario.is_image:
        message = "Please don't provide ImageUri when updating a function with packageType Zip."
    why = "A function keeps the package type that it was made with. Make a new function."
    return Answer(message=message, why=why, fact="package-type-immutable")


def variables_too_large(scenario: Scenario) -> Answer:
    """Environment variables over the limit; AWS repeats them all."""
    told = (
        "Lambda was unable to configure your environment variables because the environment variables you have provided"
    )
    return Answer(
        message=f"{told} exceeded the 4KB limit. String measured: {env_json(scenario)}",
        why="Names, values, quotes, commas and braces count together. Large values belong into Parameter Store or Secrets Manager.",
        fact="env-vars-4kb",
    )


def storage_full() -> Answer:
    """No room in the account's code storage."""
    return Answer(
        code=STORAGE,
        message="Code storage limit exceeded.",
        why="Every stored .zip version and every layer version counts, unzipped. Delete old ones; the limit cannot be raised.",
        fact="code-storage-words",
        as_documented=True,
    )


def role_not_assumed() -> Answer:
    """The execution role does not let Lambda take it."""
    return Answer(
        message="The role defined for the function cannot be assumed by Lambda.",
        why="Its trust policy must name lambda.amazonaws.com. A new role needs some seconds until it is known everywhere.",
        fact="sec-execution-role-required",
    )


def image_too_large() -> Answer:
    """The image is over the limit: the call is answered, and the function fails."""
    return Answer(
        status=201,
        code="InvalidImage",
        message="SizeLimitExceeded: Uncompressed container image size exceeds 10 GiB limit",
        why="The call itself is answered. Lambda finds it out while it prepares the image: State Failed, with this StateReason.",
        fact="container-image-over-10gb",
        as_documented=True,
    )
