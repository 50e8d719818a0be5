"""A lesson: what it is about, and its blocks from top to bottom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from annotated_types import Ge, MinLen
from pydantic import ConfigDict, with_config

from sim.preset import Typical
from sim.proof import Scalar

_closed = with_config(ConfigDict(extra="forbid"))
Words = Annotated[str, MinLen(1)]


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A source that a learner can open, and the day on which we did."""

    title: Words
    url: Words
    checked: date


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A lesson's front matter."""

    id: Words
    """For life: records and links point to it. The file's number is only its order."""
    title: Words
    minutes: Annotated[int, Ge(1)]
    goals: Annotated[tuple[str, ...], MinLen(1)]
    """Ids of objectives."""
    needs: tuple[str, ...] = ()
    """Ids of the lessons that come before."""
    facts: tuple[str, ...] = ()
    summary: Words
    seed: tuple[int, ...] = ()
    """Lines of the notes, from which the course grew, that this lesson teaches."""
    sources: Annotated[tuple[Reading, ...], MinLen(1)]


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown, as it stands."""

    markdown: str


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to answer a prediction: right by ``key``, or when the simulator gives its ``value``."""

    text: Words
    why: Words
    key: bool = False
    value: Scalar | None = None


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A scenario of a simulator, inside a lesson."""

    name: str
    scenario: Mapping[str, Any]


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A prediction that is a number."""

    unit: str = ""
    typical: tuple[Typical, ...] = ()
    """Wrong numbers that many name, and the thought behind each."""


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Predict:
    """A question put before the text tells: a choice, or a number that the simulator knows."""

    id: Words
    ask: Words
    options: tuple[Choice, ...] = ()
    number: Amount | None = None
    sim: Run | None = None
    of: str = ""
    """Where in the outcome the answer stands."""

    def __post_init__(self) -> None:
        if bool(self.options) == (self.number is not None):
            raise ValueError("options: give options or number; one of the two")
        if (self.sim is None) != (not self.of):
            raise ValueError("of: sim and of go together; give both or neither")
        if self.number and not self.sim:
            raise ValueError("number: nothing computes it; give sim and of")
        if self.options and not self.sim and sum(option.key for option in self.options) != 1:
            raise ValueError("options: one of them is the key; mark it with key: true")
        if self.options and self.sim and any(option.value is None for option in self.options):
            raise ValueError("options: the simulator decides; give each option its value")


@dataclass(frozen=True, slots=True)
class Lab:
    """A simulator with its controls: on a preset, or on a scenario of the lesson's own."""

    name: str
    preset: str
    scenario: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Quiz:
    """Items by id."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handler:
    """A handler in Python, and the claims about it, which the tests run."""

    code: str
    claims: tuple[str, ...]


class FigureKind(StrEnum):
    """What a figure is drawn from."""

    TRACE = "trace"
    STATES = "states"
    GRAPH = "graph"
    MATCH = "match"
    """The fields of a pattern, beside what an event has."""


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A still picture with its caption and its text twin."""

    kind: FigureKind
    alt: Words
    caption: Words
    sim: str = "lifecycle"
    """The simulator of a trace."""
    scenario: Mapping[str, Any] | None = None
    until: int | None = None
    highlight: tuple[str, ...] = ()
    dot: str = ""

    def __post_init__(self) -> None:
        if (self.kind in {FigureKind.TRACE, FigureKind.MATCH}) != (self.scenario is not None):
            raise ValueError("scenario: goes with kinds trace and match, and only with them; add or remove it")
        if (self.kind is FigureKind.GRAPH) != bool(self.dot):
            raise ValueError("dot: goes with kind graph, and only with it; add or remove it")

    @property
    def simulator(self) -> str:
        """The simulator that the scenario is for."""
        return "pattern" if self.kind is FigureKind.MATCH else self.sim


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class ThenNow:
    """What older notes say, and what is true today."""

    then: Words
    now: Words
    seed: int
    fact: str


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What people believe, and what is so."""

    believes: Words
    but: Words


@dataclass(frozen=True, slots=True)
class Mistakes:
    """Common mistakes."""

    each: tuple[Mistake, ...]


Block = Prose | Predict | Lab | Quiz | Handler | Figure | ThenNow | Mistakes


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page of the course."""

    about: About
    body: tuple[Block, ...]
    file: str

    def items(self) -> tuple[str, ...]:
        """The ids of its items, top to bottom."""
        return tuple(item for block in self.body if isinstance(block, Quiz) for item in block.items)

    def words(self) -> int:
        """How many words of prose it has."""
        return sum(len(block.markdown.split()) for block in self.body if isinstance(block, Prose))


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleAbout:
    """A module's ``module.yaml``."""

    id: Words
    title: Words
    blurb: Words


@dataclass(frozen=True, slots=True)
class Module:
    """Lessons in their order."""

    about: ModuleAbout
    lessons: tuple[Lesson, ...]
