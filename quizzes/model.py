"""An item: what is asked, what may be answered, and why each answer is right or is not.

Seven types; the union ``Item`` is their register. An item that makes no sense does not construct.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Literal, get_args

from annotated_types import Ge, Interval
from pydantic import AfterValidator, Field

from quizzes.parts import (
    Checked,
    Cite,
    Extra,
    Mistake,
    Option,
    Pair,
    Simulated,
    Status,
    Step,
    Text,
    ValueOption,
    Whys,
    closed,
)
from quizzes.rules import between, differing, keep_rules, one_key
from sim.proof import Claim


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Common(Checked):
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


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Single(Common):
    """One of three to five options is right."""

    type: Literal["single"] = "single"
    options: _Options
    shuffle: bool = True
    """False where the options have an order of their own, such as numbers."""


@closed
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


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Common):
    """A statement that is true or false."""

    type: Literal["true_false"] = "true_false"
    key: bool
    why: Whys


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Common):
    """Three to six steps, written in the right order."""

    type: Literal["ordering"] = "ordering"
    steps: Annotated[
        tuple[Step, ...],
        AfterValidator(between(3, 6, "steps")),
        AfterValidator(differing(lambda step: step.text, "steps")),
    ]


@closed
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


@closed
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


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class AskNumber(Checked):
    """Asks for the number that the simulator gives at ``of``."""

    kind: Literal["number"] = "number"
    of: str
    unit: str = ""


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class AskChoice(Checked):
    """Asks which of these values the simulator gives at ``of``."""

    kind: Literal["choice"] = "choice"
    of: str
    options: _ValueOptions


@closed
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
