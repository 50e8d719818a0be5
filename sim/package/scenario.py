"""What goes into a run of ``package``: the package, what comes beside it, and the call that carries it."""

import re
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.billing.prices import Architecture
from sim.bounds import keep_bounds
from sim.draw.aws import RUNTIME
from sim.facts import fact_of
from sim.names import keep_name, keep_unlike
from sim.package.values import (
    GB,
    MB,
    REGION,
    RUNTIMES,
    Bootstrap,
    FunctionType,
    Operation,
    Package,
    StorageMode,
)

_closed = with_config(ConfigDict(extra="forbid"))

Bytes = Annotated[int, Interval(ge=0, le=20 * GB)]
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-[0-9]")
_VARIABLE = re.compile(str(fact_of("env-var-name-pattern").value))
_FILE = re.compile(r"[^/\s][^\s]*")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One version of a layer, as the function names it."""

    name: Annotated[str, MaxLen(64)]
    version: Annotated[int, Interval(ge=1, le=100_000)] = 1
    region: Annotated[str, MaxLen(32)] = REGION
    unzipped_bytes: Bytes
    architectures: Annotated[tuple[Architecture, ...], MaxLen(2)] = ()
    """Those that it says it is compatible with; empty if it does not say."""
    files: Annotated[tuple[Annotated[str, MaxLen(200)], ...], MaxLen(20)] = ()
    """Some of its files, as paths below /opt, to see which of two layers wins."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        keep_name("name", self.name, 64)
        keep_region(self.region)
        for path in self.files:
            if not _FILE.fullmatch(path):
                raise ValueError(f"files: {path[:60]!r} is no path below /opt; write it as python/requests/api.py")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One environment variable."""

    name: Annotated[str, MaxLen(200)]
    value: Annotated[str, MaxLen(20_000)] = ""

    def __post_init__(self) -> None:
        if not _VARIABLE.fullmatch(self.name):
            raise ValueError(
                f"name: {self.name[:60]!r} is no name of a variable; take two or more letters, digits or underscores, a letter first"
            )


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One package and one call. What AWS refuses is told in the outcome, so most numbers may go beyond their limits."""

    operation: Operation = Operation.CREATE
    package: Package = Package.ZIP_DIRECT
    function_type: FunctionType = FunctionType.SAME
    """Of the function that is there already; UpdateFunctionCode alone asks for it."""
    zipped_bytes: Bytes = MB
    """The .zip as it is sent or stored."""
    unzipped_bytes: Bytes = 3 * MB
    """Its files, unzipped. Of an image: the files of one's own in it."""
    image_mb: Annotated[int, Interval(ge=1, le=20_480)] = 600
    """The whole image, uncompressed."""
    layers: Annotated[tuple[Layer, ...], MaxLen(12)] = ()
    """In the order in which the function names them; a later one covers the files of an earlier one in /opt."""
    runtime: Annotated[str, MaxLen(32)] = RUNTIME
    """Empty for none: an image takes none."""
    handler: Annotated[str, MaxLen(300)] = "app.handler"
    handler_found: bool = True
    """Whether the module that Handler names is in the package."""
    bootstrap: Bootstrap = Bootstrap.ZIP
    """Plays a part with a ``provided`` runtime only, as the next one does."""
    bootstrap_bytes: Bytes = 0
    """The custom runtime, on top of the code and the layers."""
    extensions: Annotated[int, Interval(ge=0, le=20)] = 0
    """External extensions, in /opt/extensions of the layers or the image."""
    variables: Annotated[tuple[Variable, ...], MaxLen(200)] = ()
    memory_mb: Annotated[int, Interval(ge=0, le=40_960)] = 128
    timeout_s: Annotated[int, Interval(ge=0, le=10_000)] = 3
    tmp_mb: Annotated[int, Interval(ge=0, le=40_960)] = 512
    tmp_files_mb: Annotated[int, Interval(ge=0, le=40_960)] = 0
    """What the function fetches into /tmp when it runs."""
    architectures: Annotated[tuple[Architecture, ...], MaxLen(2)] = (Architecture.X86,)
    stored_mb: Annotated[int, Interval(ge=0, le=400_000)] = 0
    """Code storage of the account in the Region that is used already."""
    storage_mode: StorageMode = StorageMode.COPY
    """Of a .zip in S3."""
    role_assumable: bool = True
    """Whether the execution role lets Lambda take it."""
    region: Annotated[str, MaxLen(32)] = REGION

    def __post_init__(self) -> None:
        keep_bounds(self)
        keep_region(self.region)
        keep_unlike("variables", [one.name for one in self.variables])
        if len(set(self.architectures)) < len(self.architectures):
            raise ValueError("architectures: one is there twice; write each once")
        if self.runtime and self.runtime not in RUNTIMES:
            raise ValueError(f"runtime: there is no {self.runtime!r} here; take one of {', '.join(RUNTIMES)}")
        if self.operation is Operation.LAYER and self.package is Package.IMAGE:
            raise ValueError("package: a layer is no image; take zip-direct or zip-s3")
        if self.storage_mode is StorageMode.REFERENCE and self.package is not Package.ZIP_S3:
            raise ValueError("storage_mode: only a .zip in S3 can be referenced; take zip-s3, or COPY")

    @property
    def is_image(self) -> bool:
        """Whether the package is an image."""
        return self.package is Package.IMAGE

    @property
    def is_function(self) -> bool:
        """Whether the call is about a function, rather than a layer."""
        return self.operation is not Operation.LAYER

    @property
    def image_bytes(self) -> int:
        """The image in bytes."""
        return self.image_mb * MB


def keep_region(text: str) -> None:
    """Refuse what is no Region.

    Raises:
        ValueError: saying so.
    """
    if not _REGION.fullmatch(text):
        raise ValueError(f"region: {text[:32]!r} is no Region; write it as us-east-1")
