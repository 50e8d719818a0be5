"""What a learner answers, in bank order: the shuffle has been undone before a response is made.

An option has no name of its own; it is the place that it has in the bank, counted from 0.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field


@dataclass(frozen=True, slots=True)
class Chosen:
    """The options chosen of a single, a multiple, a true_false (0 is true, 1 is false) or a predict item with options."""

    options: frozenset[int]
    kind: Literal["chosen"] = "chosen"


@dataclass(frozen=True, slots=True)
class Ordered:
    """The steps of an ordering item, in the order that the learner gives them."""

    steps: tuple[int, ...]
    kind: Literal["ordered"] = "ordered"


@dataclass(frozen=True, slots=True)
class Matched:
    """For each left of a matching item, in turn, the right that the learner gives it: its index in ``rights``."""

    rights: tuple[int, ...]
    kind: Literal["matched"] = "matched"


@dataclass(frozen=True, slots=True)
class Number:
    """The number given to a numeric or predict item."""

    value: int | float
    kind: Literal["number"] = "number"


Response = Annotated[Chosen | Ordered | Matched | Number, Field(discriminator="kind")]


def choose(*options: int) -> Chosen:
    """The response that chooses these options."""
    return Chosen(frozenset(options))
