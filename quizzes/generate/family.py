"""A family: one question in as many variants as its parameters have values. A simulator has the last word on each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from annotated_types import Ge
from pydantic import AfterValidator, Field

from quizzes.generate.expression import is_name
from quizzes.generate.functions import FUNCTIONS
from quizzes.model import Common
from quizzes.parts import Checked, Simulated, Text, closed
from quizzes.rules import between, differing, filled, keep_rules
from sim.proof import Scalar

GIVEN = frozenset({"outcome", "trace", "key", "it", "gives"})
"""Names that a place in a family may know besides its parameters."""
MOST_VALUES = 10_000
"""Of one parameter."""


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Checked):
    """What differs from variant to variant: a whole number of ``low`` to ``high``, or one of the values ``of``."""

    low: int | None = None
    high: int | None = None
    step: Annotated[int, Ge(1)] = 1
    of: tuple[Any, ...] = ()
    """Numbers, words, or mappings of them; the parts of a mapping are fields of the parameter."""

    def __post_init__(self) -> None:
        keep_rules(self)
        if bool(self.of) == (self.low is not None and self.high is not None) or (self.low is None) != (
            self.high is None
        ):
            raise ValueError("takes either low and high, or a list in of; give one of the two")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueError(f"high: {self.high} is below low; take {self.low} or more")
        if not 1 <= len(self.values) <= MOST_VALUES:
            raise ValueError(f"has {len(self.values)} values; give 1 to {MOST_VALUES}")
        if len({repr(value) for value in self.values}) < len(self.values):
            raise ValueError("of: a value is there twice; name each once")

    @property
    def values(self) -> range | tuple[Any, ...]:
        """Every value, in order."""
        if self.low is None or self.high is None:
            return self.of
        return range(self.low, self.high + 1, self.step)


def _names(values: Mapping[str, Any]) -> Mapping[str, Any]:
    for name in values:
        if not is_name(name) or name in FUNCTIONS or name in GIVEN:
            raise ValueError(f"{name!r} cannot be a name here; take small letters, and no name that means something")
    return values


Named = Annotated[Mapping[str, Any], AfterValidator(_names)]
"""Values by name; a text is an expression."""


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong(Checked):
    """A typical mistake, as a model of its own that is wrong: what it ``gives``, or the run that it would take for the right one."""

    because: Text
    """The thought behind it."""
    gives: str = ""
    """Expression. Empty: what the family's key comes to in the run that ``instead`` makes."""
    instead: Named = field(default_factory=dict)
    """Parameters and names of ``let`` that the mistake takes to be something else. The simulator is run once more with them."""
    when: str = ""
    """Expression: only then does anybody think so. Empty is always."""

    def __post_init__(self) -> None:
        keep_rules(self)
        if not self.gives and not self.instead:
            raise ValueError("gives: is missing; say what the mistake gives, or what it takes for true instead")


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Checked):
    """An answer to choose that stands for a value of the outcome."""

    value: Scalar
    text: Text
    why: Text
    """Told where it is the key."""
    because: Text
    """Told where it is not: the thought behind it."""


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Family(Common):
    """What every family has, besides what every item has. Texts have gaps, ``{{expression}}``."""

    space: Annotated[Mapping[str, Parameter], AfterValidator(_names), AfterValidator(between(1, 12, "parameters"))]
    let: Named = field(default_factory=dict)
    """Names for what follows from the parameters, each from those before it. A text is an expression."""
    where: tuple[str, ...] = ()
    """Expressions that hold for every variant, over names or over the outcome; what breaks one is drawn again."""
    sim: Simulated

    def __post_init__(self) -> None:
        keep_rules(self)
        if self.proof is not None:
            raise ValueError("proof: a family has none, for the simulator gives every key; leave it out")
        for name in self.let:
            if name in self.space:
                raise ValueError(f"let: {name!r} is a parameter already; take another name")
        for n, wrong in enumerate(self.mistakes):
            for name in wrong.instead:
                if name not in self.space and name not in self.let:
                    known = ", ".join([*self.space, *self.let])
                    raise ValueError(f"wrong: number {n} changes {name!r}, which is no name here; there are {known}")

    @property
    def mistakes(self) -> tuple[Wrong, ...]:
        """The wrong models."""
        found: tuple[Wrong, ...] = getattr(self, "wrong", ())
        return found


_Wrong = Annotated[tuple[Wrong, ...], AfterValidator(between(2, 8, "wrong models"))]


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class NumericFamily(Family):
    """Asks for a number."""

    type: Literal["numeric"] = "numeric"
    key: Annotated[str, AfterValidator(filled)]
    """Expression over the outcome."""
    unit: str
    tolerance: Annotated[int | float, Ge(0)] = 0
    why: Text
    wrong: _Wrong


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class SingleFamily(Family):
    """Asks to choose between what the run gives and what wrong models give."""

    type: Literal["single"] = "single"
    key: Annotated[str, AfterValidator(filled)]
    text: Text = "{{it}}"
    """How a value is written as an option; ``it`` is the value."""
    why: Text
    wrong: _Wrong


@closed
@dataclass(frozen=True, slots=True, kw_only=True)
class PredictFamily(Family):
    """Asks which of a few values the outcome has at ``of``."""

    type: Literal["predict"] = "predict"
    of: Text
    """A path into the outcome; it may have gaps."""
    options: Annotated[
        tuple[Choice, ...],
        AfterValidator(between(2, 5, "options")),
        AfterValidator(differing(lambda option: (type(option.value) is bool, option.value), "values of options")),
    ]


AnyFamily = Annotated[NumericFamily | SingleFamily | PredictFamily, Field(discriminator="type")]
TYPES: Mapping[str, type[Family]] = MappingProxyType(
    {str(one.default): cls for cls in get_args(get_args(AnyFamily)[0]) for one in fields(cls) if one.name == "type"}
)
"""Each type of family by the name that its file gives it, read off the union."""
