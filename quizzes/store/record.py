"""What is recorded. A record is never changed.

``id`` is drawn where the action begins, before it is sent, so that the same action sent twice is one record.
``at`` is milliseconds since 1970 (UTC).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, TypeAdapter, with_config

from quizzes.response import Response

_closed = with_config(ConfigDict(extra="forbid"))

Said = bool | int | float | str | None


class Mode(StrEnum):
    """Where an item was answered."""

    LESSON = "lesson"
    PRACTICE = "practice"


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What every record has."""

    id: str
    learner: str
    at: int

    def __post_init__(self) -> None:
        if not self.id or not self.learner:
            raise ValueError("a record without id or learner; give it both")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Common):
    """An item was answered."""

    kind: Literal["answered"] = "answered"
    item: str
    v: int
    """Of the item, as it was then."""
    seed: int
    """From which the order on the screen was drawn."""
    response: Response
    score: float
    """As it was told to the learner."""
    first: bool
    """Whether this was the learner's first answer to the item."""
    mode: Mode
    ms: int
    """From seeing the item to the answer."""

    def __post_init__(self) -> None:
        Common.__post_init__(self)
        if not 0 <= self.score <= 1:
            raise ValueError(f"score: {self.score} is out of range; it takes 0 to 1")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted(Common):
    """Something was predicted before a run was shown, or the prediction was skipped."""

    kind: Literal["predicted"] = "predicted"
    place: str
    """The lesson or lab, and the prediction's id in it, such as ``cold-and-warm/second-call``."""
    said: Said
    outcome: Said
    """What the run gave."""
    skipped: bool


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Visited(Common):
    """A lesson was opened."""

    kind: Literal["visited"] = "visited"
    lesson: str


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(Common):
    """A lesson was marked as read to its end."""

    kind: Literal["finished"] = "finished"
    lesson: str


Record = Annotated[Answered | Predicted | Visited | Finished, Field(discriminator="kind")]
_RECORD: TypeAdapter[Record] = TypeAdapter(Record)


def to_json(record: Record) -> str:
    """The whole record as JSON."""
    return _RECORD.dump_json(record).decode()


def from_json(text: str | bytes) -> Record:
    """The record that ``to_json`` wrote.

    Raises:
        ValueError: the text is no record.
    """
    return _RECORD.validate_json(text, strict=True)
