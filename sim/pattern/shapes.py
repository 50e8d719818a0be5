"""Events to start from: what AWS services and applications send, envelope included, each with a pattern that matches it.

The index names the page that documents the fields; the event itself stands beside it as a file of its own, as it would arrive.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import ConfigDict, with_config

from sim.gate import ContentError, Fault, check, read, text_of

HERE = Path(__file__).parent / "shapes"
INDEX = HERE / "index.yaml"

_closed = with_config(ConfigDict(extra="forbid"))


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the fields of the event are documented."""

    title: str
    url: str
    checked: date


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One event that one can start from."""

    id: str
    title: str
    """The service, and what happened."""
    pattern: str
    """A pattern that matches the event, as JSON text."""
    source: Source

    @property
    def event(self) -> str:
        """The whole event as JSON text."""
        return text_of(HERE / f"{self.id}.json")


def lint() -> tuple[Fault, ...]:
    """All faults of the index."""
    return _load()[1]


@cache
def shapes() -> Mapping[str, Shape]:
    """Every shape by id, in the order of the index.

    Raises:
        ContentError: the index has faults.
    """
    found, faults = _load()
    if faults:
        raise ContentError(faults)
    return MappingProxyType({shape.id: shape for shape in found})


def _load() -> tuple[tuple[Shape, ...], tuple[Fault, ...]]:
    document = read(text_of(INDEX), "sim/pattern/shapes/index.yaml")
    found, faults = check(document, tuple[Shape, ...])
    return found or (), (*document.faults, *faults)
