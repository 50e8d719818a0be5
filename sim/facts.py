"""The ledger of facts: every AWS number and claim once, with its source, its date and how sure we are.

Simulators take limits and defaults from it by id; lessons and items cite it by id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pydantic import ConfigDict, with_config

from sim.gate import ContentError, Document, Fault, check, read, text_of

LEDGER = Path(__file__).with_name("facts.yaml")

Value = int | float | str | bool


class Confidence(StrEnum):
    """How sure we are."""

    HIGH = "high"
    MEDIUM = "medium"
    """Said so to the learner."""
    LOW = "low"
    """Never the key of a question."""


class SeedStatus(StrEnum):
    """How a line of the notes that the course grew from stands today."""

    CORRECT = "correct"
    SIMPLIFIED = "simplified"
    OUTDATED = "outdated"
    WRONG = "wrong"


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a fact can be read."""

    title: str
    url: str = ""
    recorded: str = ""
    """Month (YYYY-MM) of the recording, where the source is a recording of real AWS."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One claim about AWS. ``value`` is its main number, name or default; ``values`` are several of equal rank, by name."""

    id: str
    topic: str
    statement: str
    sources: tuple[Source, ...]
    as_of: str
    """Month (YYYY-MM) that the source speaks of."""
    confidence: Confidence
    value: Value | None = None
    value_min: int | float | None = None
    value_max: int | float | None = None
    values: Mapping[str, Value] | None = None
    unit: str = ""
    seed_line: int | None = None
    seed_says: str = ""
    seed_status: SeedStatus | None = None

    def __post_init__(self) -> None:
        numbered = (self.value, self.value_min, self.value_max, self.values) != (None, None, None, None)
        if numbered and not self.unit:
            raise ValueError(f"{self.id}: has a value but no unit; name the unit")
        if not self.sources:
            raise ValueError(f"{self.id}: has no source; what cannot be sourced is not taught")


def lint() -> tuple[Fault, ...]:
    """All faults of the ledger."""
    return _load()[1]


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by id.

    Raises:
        ContentError: the ledger has faults.
    """
    ledger, faults = _load()
    if faults:
        raise ContentError(faults)
    return MappingProxyType({fact.id: fact for fact in ledger})


def fact_of(fact_id: str) -> Fact:
    """The fact of this id, for code that cannot do without it.

    Raises:
        ContentError: there is no such fact in the ledger.
    """
    if fact_id not in facts():
        problem, remedy = "is gone, and a simulator takes its number from it", "write it again, or mend the simulator"
        raise ContentError([Fault("sim/facts.yaml", 1, 1, "F002", fact_id, problem, remedy)])
    return facts()[fact_id]


def whole(fact_id: str, name: str = "") -> int:
    """The whole number that a fact states, or the one of that ``name`` among its values, in the fact's own unit.

    Raises:
        ContentError: there is no such fact.
        TypeError: it states no whole number.
    """
    fact = fact_of(fact_id)
    value = (fact.values or {})[name] if name else fact.value
    if not isinstance(value, int):
        raise TypeError(f"{fact_id}: states {value!r}; a whole number is wanted")
    return value


def _load() -> tuple[tuple[Fact, ...], tuple[Fault, ...]]:
    document = read(text_of(LEDGER), "sim/facts.yaml")
    ledger, faults = check(document, tuple[Fact, ...])
    faults = (*document.faults, *faults)
    if ledger is None:
        return (), faults
    return ledger, (*faults, *_doubled(document, ledger))


def _doubled(document: Document, ledger: tuple[Fact, ...]) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for n, fact in enumerate(ledger):
        if fact.id in seen:
            faults.append(document.fault("F001", (n, "id"), f"the id {fact.id!r} is taken", "give it an id of its own"))
        seen.add(fact.id)
    return faults
