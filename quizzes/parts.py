"""What items are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, with_config

from quizzes.rules import filled, keep_rules
from sim.proof import Scalar

closed = with_config(ConfigDict(extra="forbid"))
"""A field that is not known is a fault."""

Text = Annotated[str, AfterValidator(filled)]
"""Markdown, for learners to read."""


class Status(StrEnum):
    """Where an item stands in its life. Items are retired, never deleted, so that old records stay readable."""

    DRAFT = "draft"
    """Not shown yet."""
    PILOT = "pilot"
    """Shown, and not counted."""
    LIVE = "live"
    RETIRED = "retired"
    """Not shown any more."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Keeps the rules and bounds of its fields."""

    def __post_init__(self) -> None:
        keep_rules(self)


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Objective(Checked):
    """What a learner can do afterwards."""

    id: Text
    says: Text


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Cite(Checked):
    """A page that says so, and when we read it."""

    title: Text
    url: Text
    checked: date


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Checked):
    """One answer to choose, and why it is right or what those think who choose it."""

    text: Text
    why: Text
    key: bool = False


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class ValueOption(Checked):
    """An answer to choose that stands for a value of the outcome. The simulator decides which is right."""

    value: Scalar
    text: Text
    why: Text


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Checked):
    """A step of an ordering item, and why it stands where it stands."""

    text: Text
    why: Text


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Checked):
    """Two things that belong together. Several lefts may share a right."""

    left: Text
    right: Text
    why: Text


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Extra(Checked):
    """A right without a left."""

    right: Text
    why: Text


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake(Checked):
    """A wrong number that many give, and the thought behind it."""

    gives: int | float
    because: Text


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Whys(Checked):
    """Why ``true``, and why ``false``, is right or not."""

    true: Text
    false: Text


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """The run that a predict item asks about."""

    name: str
    scenario: Mapping[str, Any]
