"""What the record amounts to: pure folds. A record that came twice counts once, and the order in which records come is no matter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizzes.model import Common as Item
from quizzes.store.record import Answered, Record


@dataclass(frozen=True, slots=True)
class Standing:
    """How a learner stands with one item."""

    answers: int
    first: float
    """Score of the first answer."""
    last: float
    best: float
    last_at: int

    @property
    def is_right(self) -> bool:
        """Whether the last answer was right."""
        return self.last == 1


@dataclass(frozen=True, slots=True)
class Share:
    """Of ``items``, how many were answered, and how many rightly the last time."""

    items: int
    answered: int
    right: int

    def part(self) -> float:
        """The share that is right, 0 to 1."""
        return self.right / self.items if self.items else 0.0


@dataclass(frozen=True, slots=True)
class Totals:
    """Everything together."""

    answers: int
    items: int
    """Different items answered."""
    right: int
    """Of these, right the last time."""
    right_at_first: int


def answers_of(records: Iterable[Record]) -> tuple[Answered, ...]:
    """The answers among ``records``, each once, oldest first."""
    found = {record.id: record for record in records if record.kind == "answered"}
    return tuple(sorted(found.values(), key=lambda answer: (answer.at, answer.id)))


def standings(records: Iterable[Record]) -> Mapping[str, Standing]:
    """How the learner stands with each item answered, by item id."""
    found: dict[str, Standing] = {}
    for answer in answers_of(records):
        got = answer.score
        before = found.get(answer.item)
        found[answer.item] = (
            Standing(before.answers + 1, before.first, got, max(before.best, got), answer.at)
            if before
            else Standing(1, got, got, got, answer.at)
        )
    return found


def share(items: Iterable[str], stood: Mapping[str, Standing]) -> Share:
    """How much of ``items`` is answered and right."""
    wanted = set(items)
    known = [stood[item] for item in wanted if item in stood]
    return Share(len(wanted), len(known), sum(standing.is_right for standing in known))


def by_objective(items: Mapping[str, Item], stood: Mapping[str, Standing]) -> Mapping[str, Share]:
    """The share of each objective that ``items`` measure."""
    groups: dict[str, list[str]] = {}
    for item in items.values():
        groups.setdefault(item.objective, []).append(item.id)
    return {objective: share(group, stood) for objective, group in groups.items()}


def totals(stood: Mapping[str, Standing]) -> Totals:
    """Everything together."""
    return Totals(
        answers=sum(standing.answers for standing in stood.values()),
        items=len(stood),
        right=sum(standing.is_right for standing in stood.values()),
        right_at_first=sum(standing.first == 1 for standing in stood.values()),
    )
