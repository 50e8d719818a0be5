"""The bank and the objectives, read through the gate. Every code of a fault stands in ``quizzes.lint.codes``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import Any

from quizzes.lint import Scope, against_simulators, references, scenarios, writing
from quizzes.lint.references import OBJECTIVE_ID
from quizzes.model import TYPES, Common, Item
from quizzes.parts import Objective, Status
from sim.facts import facts
from sim.gate import ContentError, Document, Fault, check, read, text_of

_HERE = FilePath(__file__).parent
_ANY: Any = Item


@dataclass(frozen=True, slots=True)
class Files:
    """Texts of content by name: the objectives', each file's of the bank, and each file's of families, which measure objectives too."""

    objectives: str
    bank: Mapping[str, str]
    families: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An item that passed the gate, and where it stands."""

    item: Common
    document: Document
    at: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class _Objectives:
    known: Mapping[str, Objective]
    document: Document
    named: Mapping[str, int]
    """Place in the file of each id, those of faulty entries too, so that an item is not blamed for them."""
    faults: tuple[Fault, ...]


@cache
def bank() -> Mapping[str, Common]:
    """Every item by id, in the order of files and stanzas.

    No simulator is run for it; ``lint`` does that.

    Raises:
        ContentError: the bank or the objectives have faults.
    """
    found, faults = _read(_on_disk(), _today())
    if faults:
        raise ContentError(faults)
    return MappingProxyType({placed.item.id: placed.item for placed in found})


@cache
def objectives() -> Mapping[str, Objective]:
    """Every objective by id, in the order of the file.

    Raises:
        ContentError: the objectives have faults.
    """
    found = _objectives(_on_disk().objectives)
    if found.faults:
        raise ContentError(found.faults)
    return found.known


def lint() -> tuple[Fault, ...]:
    """All faults of the objectives and the bank. Every proof and every prediction is run.

    Raises:
        ContentError: the ledger of facts, on which items rest, has faults.
    """
    return lint_files(_on_disk(), _today())


def lint_files(files: Files, today: date) -> tuple[Fault, ...]:
    """All faults of ``files``, as seen on the day ``today``."""
    found, faults = _read(files, today)
    for placed in found:
        if not any(scenarios(placed.document, placed.at, placed.item)):
            faults += against_simulators(placed.document, placed.at, placed.item)
    return tuple(sorted(faults))


def _read(files: Files, today: date) -> tuple[list[_Placed], list[Fault]]:
    goals = _objectives(files.objectives)
    scope = Scope(goals.named, facts(), today)
    found: list[_Placed] = []
    faults = list(goals.faults)
    documents = [read(text, name) for name, text in files.bank.items()]
    for document in documents:
        items, wrong = _items(document)
        found += items
        faults += wrong
    for placed in found:
        faults += references(placed.document, placed.at, placed.item, scope)
        faults += scenarios(placed.document, placed.at, placed.item)
        faults += writing(placed.document, placed.at, placed.item)
    faults += _doubled(found)
    faults += _unmeasured(goals, [*documents, *(read(text, name) for name, text in files.families.items())])
    return found, faults


def _items(document: Document) -> tuple[list[_Placed], list[Fault]]:
    if document.faults:
        return [], list(document.faults)
    if not isinstance(document.value, list):
        return [], [document.fault("G005", (), "takes a list of items", "begin each item with '- id: ...'")]
    found: list[_Placed] = []
    faults: list[Fault] = []
    item: Common | None
    for n, stanza in enumerate(document.value):
        kind = str(stanza.get("type")) if isinstance(stanza, dict) else ""
        # By its own type, an item's faults speak of that type's fields; without a type, of the types there are.
        item, wrong = check(document, TYPES.get(kind, _ANY), (n,))
        faults += wrong
        if item is not None:
            found.append(_Placed(item, document, (n,)))
    return found, faults


def _objectives(text: str) -> _Objectives:
    document = read(text, "quizzes/objectives.yaml")
    faults = list(document.faults)
    known: dict[str, Objective] = {}
    named: dict[str, int] = {}
    entries = document.value if isinstance(document.value, list) else []
    if not entries and not faults:
        faults.append(document.fault("G005", (), "takes a list of objectives", "begin each with '- id: ...'"))
    for n, entry in enumerate(entries):
        name = str(entry.get("id", "")) if isinstance(entry, dict) else ""
        objective, wrong = check(document, Objective, (n,))
        faults += wrong
        if objective is not None and not OBJECTIVE_ID.fullmatch(name):
            faults.append(
                document.fault("Q051", (n, "id"), f"{name!r} is not an id", "write it as environment.cold-start")
            )
        if name in named:
            faults.append(document.fault("Q052", (n, "id"), f"the id {name!r} is taken", "give it one of its own"))
        if objective is not None:
            known.setdefault(name, objective)
        named.setdefault(name, n)
    return _Objectives(MappingProxyType(known), document, named, tuple(faults))


def _doubled(found: list[_Placed]) -> Iterator[Fault]:
    taken: dict[str, str] = {}
    for placed in found:
        if other := taken.get(placed.item.id):
            problem = f"the id {placed.item.id!r} is taken by an item of {other}"
            yield placed.document.fault("Q001", (*placed.at, "id"), problem, "give it an id of its own")
        taken.setdefault(placed.item.id, placed.document.file)


def _unmeasured(goals: _Objectives, documents: list[Document]) -> Iterator[Fault]:
    """Objectives without an item or a family. One with faults of its own still measures; a file that cannot be read might."""
    if any(document.faults for document in documents):
        return
    lists = [document.value for document in documents if isinstance(document.value, list)]
    stanzas = [stanza for stanzas in lists for stanza in stanzas if isinstance(stanza, dict)]
    measured = {str(stanza.get("objective")) for stanza in stanzas if stanza.get("status") != Status.RETIRED}
    for name in goals.known:
        if name not in measured:
            problem, remedy = f"no item measures {name}", "write one, or take the objective out"
            yield goals.document.fault("Q050", (goals.named[name], "id"), problem, remedy)


def _on_disk() -> Files:
    def texts(folder: str) -> Mapping[str, str]:
        return {f"quizzes/{folder}/{file.name}": text_of(file) for file in sorted((_HERE / folder).glob("*.yaml"))}

    return Files(text_of(_HERE / "objectives.yaml"), texts("bank"), texts("families"))


def _today() -> date:
    return datetime.now(UTC).date()
