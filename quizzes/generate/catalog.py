"""The families, read through the gate, and their variants by id: ``family~seed``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path as FilePath
from types import MappingProxyType

from quizzes.generate.building import MARK, Rejected, Variant, attempt
from quizzes.generate.drawing import size
from quizzes.generate.family import TYPES, AnyFamily, Family
from quizzes.model import Common
from sim.gate import ContentError, Document, Fault, check, read, text_of

HERE = FilePath(__file__).parents[1] / "families"
MOST_TRIES = 60
"""Draws of one seed. A family of which half is rejected fails once in 10^18 seeds."""
HIGHEST_SEED = 2**32
KEPT = 64
"""Variants that are remembered: those of the tabs that are open."""


class NoVariantError(ValueError):
    """A family gives no item for a seed, or there is no such family. *What is wrong; what would be right*."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A family that passed the gate, and where it stands."""

    family: Family
    document: Document
    at: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many variants a family has."""

    space: int
    """Draws that differ in what the simulator is given."""
    tried: int
    taken: int
    """Of ``tried`` draws, how many make an item."""

    @property
    def variants(self) -> int:
        """About so many: the space, less the share of it that is rejected."""
        return self.space * self.taken // self.tried if self.tried else 0


@cache
def families() -> Mapping[str, Family]:
    """Every family by id, in the order of files and stanzas. No simulator is run for it.

    Raises:
        ContentError: a file has faults.
    """
    found, faults = read_families(on_disk())
    if faults:
        raise ContentError(faults)
    return MappingProxyType({placed.family.id: placed.family for placed in found})


def variant(family: Family, seed: int) -> Variant:
    """The variant of ``seed``: what the first draw that is fair makes. The same each time.

    Raises:
        NoVariantError: no draw is.
    """
    last: Rejected | None = None
    for tries in range(MOST_TRIES):
        match attempt(family, seed, tries):
            case Variant() as made:
                return made
            case Rejected() as last:
                continue
    assert last is not None
    raise NoVariantError(
        f"{family.id}{MARK}{seed}: {MOST_TRIES} draws were rejected, the last because {last.problem}; widen the space"
    )


def is_variant(item: str) -> bool:
    """Whether an item's id is that of a variant."""
    return MARK in item


@lru_cache(maxsize=KEPT)
def item_of(item: str) -> Common:
    """The item of a variant's id, drawn again.

    Raises:
        NoVariantError: there is no such family, no such seed, or the family has none for it.
    """
    name, _, seed = item.partition(MARK)
    family = families().get(name)
    if family is None or not (seed.isascii() and seed.isdigit()) or str(int(seed)) != seed or int(seed) >= HIGHEST_SEED:
        raise NoVariantError(f"{item!r} is no variant; it takes the id of a family, {MARK} and a seed")
    return variant(family, int(seed)).item


def count(family: Family, seeds: Iterable[int]) -> Count:
    """How many variants ``family`` has, judged by the first draw of each of ``seeds``."""
    first = [attempt(family, seed, 0) for seed in seeds]
    return Count(size(family), len(first), sum(isinstance(made, Variant) for made in first))


def on_disk() -> Mapping[str, str]:
    """The texts of the files of families by name."""
    return {f"quizzes/families/{file.name}": text_of(file) for file in sorted(HERE.glob("*.yaml"))}


def read_families(files: Mapping[str, str]) -> tuple[list[Placed], list[Fault]]:
    """The families of these files that pass the gate, and what keeps the others from it."""
    found: list[Placed] = []
    faults: list[Fault] = []
    for document in (read(text, name) for name, text in files.items()):
        faults += document.faults
        if not isinstance(document.value, list):
            if not document.faults:
                remedy = "begin each family with '- id: ...'"
                faults.append(document.fault("G005", (), "takes a list of families", remedy))
            continue
        for n, stanza in enumerate(document.value):
            kind = str(stanza.get("type")) if isinstance(stanza, dict) else ""
            family: Family | None
            family, wrong = check(document, TYPES.get(kind, _ANY), (n,))
            faults += wrong
            if family is not None:
                found.append(Placed(family, document, (n,)))
    return found, faults


_ANY: type[Family] = AnyFamily  # type: ignore[assignment]  # a union, which the gate takes as well as a class
