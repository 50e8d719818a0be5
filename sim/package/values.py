"""Limits, closed sets and amounts that the parts of ``package`` share."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from sim.facts import fact_of, whole

KB, MB, GB = 1024, 1024**2, 1024**3
"""As AWS counts them: 250 MB are 262,144,000 bytes."""
REQUEST_LIMIT = whole("create-function-request-limit")
DIRECT_LIMIT = whole("zip-50mb-direct")
UNZIPPED_LIMIT = whole("zip-250mb-unzipped")
MOST_LAYERS = whole("layers-5")
IMAGE_LIMIT = whole("container-image-10gb") * GB
STORAGE_LIMIT = whole("code-storage-300gb") * GB
ENV_LIMIT = whole("env-vars-4kb")
LONGEST_HANDLER = whole("handler-128")
REGION = "us-east-1"
_SUPPORTED = tuple(str(name) for name in (fact_of("runtime-list-2026").values or {}).values())
DEPRECATED: Mapping[str, str] = MappingProxyType(
    {name.replace("_", "."): str(day) for name, day in (fact_of("runtime-deprecated-2026").values or {}).items()}
)
"""Runtimes out of support, each with the day on which it was deprecated."""
PREVIEWS = ("nodejs26.x", "python3.15")
"""Public previews of summer 2026, as the fact ``runtime-list-2026`` says."""
RUNTIMES = (*_SUPPORTED, *PREVIEWS, *DEPRECATED)


class Package(StrEnum):
    """What is handed over, and how."""

    ZIP_DIRECT = "zip-direct"
    """A .zip inside the request itself, in base64."""
    ZIP_S3 = "zip-s3"
    """A .zip that lies in Amazon S3; the request names it."""
    IMAGE = "image"
    """A container image in Amazon ECR."""


class Operation(StrEnum):
    """The call that carries the code."""

    CREATE = "CreateFunction"
    UPDATE = "UpdateFunctionCode"
    LAYER = "PublishLayerVersion"


class FunctionType(StrEnum):
    """PackageType of the function that UpdateFunctionCode meets."""

    SAME = "same"
    """That of the package."""
    ZIP = "Zip"
    IMAGE = "Image"


class Bootstrap(StrEnum):
    """Where the custom runtime's ``bootstrap`` is, if the runtime is a ``provided`` one."""

    ZIP = "zip"
    LAYER = "layer"
    """In one of the layers."""
    MISSING = "missing"
    NOT_EXECUTABLE = "not-executable"
    """In the .zip, without its executable bit."""


class StorageMode(StrEnum):
    """S3ObjectStorageMode of a .zip in S3."""

    COPY = "COPY"
    """Lambda keeps a copy, and it counts."""
    REFERENCE = "REFERENCE"
    """The code stays in the own bucket, and nothing counts."""


def is_custom(runtime: str) -> bool:
    """Whether the runtime is an OS-only one, which brings no language."""
    return runtime.startswith("provided")


def size(amount: int) -> str:
    """Bytes as a person says them: ``51.0 MB``, ``812 bytes``."""
    for unit, name in ((GB, "GB"), (MB, "MB"), (KB, "KB")):
        if amount >= unit:
            return f"{amount / unit:,.1f} {name}"
    return f"{amount:,} byte{'' if amount == 1 else 's'}"


def exactly(amount: int) -> str:
    """Bytes to the last one."""
    return f"{amount:,} byte{'' if amount == 1 else 's'}"
