"""An item: what is asked, what may be answered, and why each answer is right or is not.

Seven types; the union ``Item`` is their register. An item that makes no sense does not construct.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from annotated_types import Ge, Interval
from pydantic import AfterValidator, ConfigDict, Field, with_config

from quizzes.rules import between, differing, filled, keep_rules, one_key
from sim.proof import Claim, Scalar

_closed = with_config(ConfigDict(extra="forbid"))

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


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """What a learner can do afterwards."""

    id: Text
    says: Text

    def __post_init__(self) -> None:
        keep_rules(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """A page that says so, and when we read it."""

    title: Text
    url: Text
    checked: date

    def __post_init__(self) -> None:
        keep_rules(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to choose, and why it is right or what those think who choose it."""

    text: Text
    why: Text
    key: bool = False

    def __post_init__(self) -> None:
        keep_rules(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class ValueOption:
    """An answer to choose that stands for a value of the outcome. The simulator decides which is right."""

    value: Scalar
    text: Text
    why: Text

    def __post_init__(self) -> None:
        keep_rules(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of an ordering item, and why it stands where it stands."""

    text: Text
    why: Text

    def __post_init__(self) -> None:
        keep_rules(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two things that belong together. Several lefts may share a right."""

    left: Text
    right: Text
    why: Text

    def __post_init__(self) -> None:
        keep_rules(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A right without a left."""

    right: Text
    why: Text

    def __post_init__(self) -> None:
        keep_rules(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A wrong number that many give, and the thought behind it."""

    gives: int | float
    because: Text

    def __post_init__(self) -> None:
        keep_rules(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Whys:
    """Why ``true``, and why ``false``, is right or not."""

    true: Text
    false: Text

    def __post_init__(self) -> None:
        keep_rules(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """The run that a predict item asks about."""

    name: str
    scenario: Mapping[str, Any]


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What every item has."""

    id: Text
    """For life."""
    objective: str
    difficulty: Annotated[int, Interval(ge=1, le=5)]
    stem: Text
    cites: Annotated[tuple[Cite, ...], AfterValidator(between(1, 9, "pages cited"))]
    facts: tuple[str, ...] = ()
    exams: tuple[str, ...] = ()
    """Exam and domain, such as ``DVA-C03/development``."""
    proof: Claim | None = None
    status: Status = Status.LIVE
    v: Annotated[int, Ge(1)] = 1
    """Goes up with each change that could change a score."""

    def __post_init__(self) -> None:
        keep_rules(self)


_Options = Annotated[
    tuple[Option, ...],
    AfterValidator(between(3, 5, "options")),
    AfterValidator(differing(lambda option: option.text, "options")),
    AfterValidator(one_key),
]
_ManyOptions = Annotated[
    tuple[Option, ...],
    AfterValidator(between(5, 8, "options")),
    AfterValidator(differing(lambda option: option.text, "options")),
]
_ValueOptions = Annotated[
    tuple[ValueOption, ...],
    AfterValidator(between(2, 5, "options")),
    AfterValidator(differing(lambda option: option.text, "options")),
    AfterValidator(differing(lambda option: (type(option.value) is bool, option.value), "values of options")),
]


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Single(Common):
    """One of three to five options is right."""

    type: Literal["single"] = "single"
    options: _Options
    shuffle: bool = True
    """False where the options have an order of their own, such as numbers."""


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(Common):
    """``select`` of five or more options are right, and all of them are wanted."""

    type: Literal["multiple"] = "multiple"
    select: Annotated[int, Ge(2)]
    options: _ManyOptions
    shuffle: bool = True

    def __post_init__(self) -> None:
        keep_rules(self)
        keys = sum(option.key for option in self.options)
        if keys != self.select:
            raise ValueError(f"select is {self.select}, and {keys} options have key: true; make them equal")
        if keys == len(self.options):
            raise ValueError("every option has key: true; give some that are wrong")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Common):
    """A statement that is true or false."""

    type: Literal["true_false"] = "true_false"
    key: bool
    why: Whys


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Common):
    """Three to six steps, written in the right order."""

    type: Literal["ordering"] = "ordering"
    steps: Annotated[
        tuple[Step, ...],
        AfterValidator(between(3, 6, "steps")),
        AfterValidator(differing(lambda step: step.text, "steps")),
    ]


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Common):
    """Three to six lefts, each with its right; ``extra`` rights belong to none."""

    type: Literal["matching"] = "matching"
    pairs: Annotated[
        tuple[Pair, ...],
        AfterValidator(between(3, 6, "pairs")),
        AfterValidator(differing(lambda pair: pair.left, "lefts")),
    ]
    extra: Annotated[tuple[Extra, ...], AfterValidator(differing(lambda extra: extra.right, "extra rights"))] = ()

    def __post_init__(self) -> None:
        keep_rules(self)
        paired = {pair.right for pair in self.pairs}
        for extra in self.extra:
            if extra.right in paired:
                raise ValueError(f"the extra right {extra.right!r} also stands in a pair; an extra belongs to none")
        if len(self.rights) < 2:
            raise ValueError("there is one right for all lefts; give at least two")

    @property
    def rights(self) -> tuple[str, ...]:
        """Every right once, in the order of the bank."""
        return tuple(dict.fromkeys([*(pair.right for pair in self.pairs), *(extra.right for extra in self.extra)]))


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Common):
    """A number, given by ``key`` or by the value of ``fact``."""

    type: Literal["numeric"] = "numeric"
    unit: str
    key: int | float | None = None
    fact: str = ""
    tolerance: Annotated[int | float, Ge(0)] = 0
    """How far off still counts as right."""
    why: Text
    typical_mistakes: Annotated[
        tuple[Mistake, ...], AfterValidator(differing(lambda m: m.gives, "typical mistakes"))
    ] = ()

    def __post_init__(self) -> None:
        keep_rules(self)
        if (self.key is None) == (not self.fact):
            raise ValueError("the key comes from key or from fact, from exactly one; give one of the two")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class AskNumber:
    """Asks for the number that the simulator gives at ``of``."""

    kind: Literal["number"] = "number"
    of: str
    unit: str = ""


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class AskChoice:
    """Asks which of these values the simulator gives at ``of``."""

    kind: Literal["choice"] = "choice"
    of: str
    options: _ValueOptions

    def __post_init__(self) -> None:
        keep_rules(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Predict(Common):
    """What the simulator will give. The key is never written down; the simulator computes it."""

    type: Literal["predict"] = "predict"
    ask: Annotated[AskNumber | AskChoice, Field(discriminator="kind")]
    sim: Simulated
    typical_mistakes: Annotated[
        tuple[Mistake, ...], AfterValidator(differing(lambda m: m.gives, "typical mistakes"))
    ] = ()
    shuffle: bool = True

    def __post_init__(self) -> None:
        keep_rules(self)
        if self.typical_mistakes and isinstance(self.ask, AskChoice):
            raise ValueError("typical_mistakes go with a number; with a choice, each option has its why")


Item = Annotated[
    Single | Multiple | TrueFalse | Ordering | Matching | Numeric | Predict,
    Field(discriminator="type"),
]
TYPES: Mapping[str, type[Common]] = {
    str(field.default): cls for cls in get_args(get_args(Item)[0]) for field in fields(cls) if field.name == "type"
}
"""Each type of item by the name that the bank gives it, read off the union."""


def options_of(item: Common) -> tuple[Option | ValueOption, ...]:
    """What there is to choose from, in bank order; nothing where an item is not answered by choosing."""
    match item:
        case Single(options=options) | Multiple(options=options):
            return options
        case TrueFalse(key=key, why=why):
            return Option(text="True", why=why.true, key=key), Option(text="False", why=why.false, key=not key)
        case Predict(ask=AskChoice(options=values)):
            return values
    return ()


def is_shuffled(item: Common) -> bool:
    """Whether what there is to choose from is shown in a drawn order."""
    match item:
        case Single(shuffle=shuffle) | Multiple(shuffle=shuffle) | Predict(shuffle=shuffle):
            return shuffle
        case Ordering() | Matching():
            return True
    return False
