"""What rules want at one path, collected field after field and sorted by what it can be looked up by.

Each value that a field lists is a wish of its own; one that many rules have is kept once.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sim.pattern.addresses import AddressRange
from sim.pattern.amounts import Leaf
from sim.pattern.anything import AnythingBut
from sim.pattern.bugs import encodable
from sim.pattern.field import Field
from sim.pattern.glob import Glob
from sim.pattern.index.wants import Form, Want
from sim.pattern.numeric import Numeric
from sim.pattern.operators import (
    Address,
    Cidr,
    EqualsIgnoreCase,
    Exactly,
    Exists,
    Literal,
    PlainNumber,
    Prefix,
    Suffix,
    Text,
    Value,
    Wildcard,
)

Rules = list[int]
_Lists: Callable[[], defaultdict[Any, Rules]] = partial(defaultdict, list)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The rules that name a path, and those that have each wish."""

    rules: Rules = field(default_factory=list)
    absent: Rules = field(default_factory=list)
    """Those that no value satisfies, too."""
    anything: Rules = field(default_factory=list)
    texts: dict[Want, Rules] = field(default_factory=_Lists)
    amounts: dict[float, Rules] = field(default_factory=_Lists)
    spellings: dict[str, Rules] = field(default_factory=_Lists)
    """Of numbers that are no amounts."""
    literals: dict[Leaf, Rules] = field(default_factory=_Lists)
    intervals: dict[int, Numeric] = field(default_factory=dict)
    blocks: dict[AddressRange, Rules] = field(default_factory=_Lists)
    beside_numeric: Rules = field(default_factory=list)
    """Rules with a block whose field compares amounts, too."""
    but: Rules = field(default_factory=list)
    """Those that say ``anything-but``, once."""
    but_texts: dict[Want, Rules] = field(default_factory=_Lists)
    but_amounts: dict[float, Rules] = field(default_factory=_Lists)
    others: dict[Value, Rules] = field(default_factory=_Lists)
    """Values to be tried: a second interval or ``anything-but`` of a field."""

    def add(self, rule: int, wanted: Field) -> None:
        """Let ``rule`` want what the field lists."""
        self.rules.append(rule)
        if wanted.absent:
            self.absent.append(rule)
        if wanted.ranges and wanted.numeric:
            self.beside_numeric.append(rule)
        said = False
        for value in wanted.values:
            match value:
                case Numeric() if rule not in self.intervals:
                    self.intervals[rule] = value
                case AnythingBut() if not said:
                    said = True
                    self._add_but(rule, value)
                case Numeric() | AnythingBut():
                    self.others[value].append(rule)
                case PlainNumber(_, float(amount)):
                    self.amounts[amount].append(rule)
                case PlainNumber(text, None):
                    self.spellings[text].append(rule)
                case Literal(literal):
                    self.literals[literal].append(rule)
                case Address(block) | Cidr(block):
                    self.blocks[block].append(rule)
                case Exists(there):
                    self.anything.extend([rule] if there else [])
                case _:
                    self.texts[_want(value)].append(rule)

    def _add_but(self, rule: int, value: AnythingBut) -> None:
        if value.inner and not value.tests:
            return  # an empty list inside: nothing is satisfied
        self.but.append(rule)
        for text in value.texts:
            self.but_texts[_want_inside(value.inner, text)].append(rule)
        for amount in value.numbers:
            self.but_amounts[amount].append(rule)


def _want(value: Value) -> Want:
    match value:
        case Prefix(text, test):
            return Want.whatever_the_case(Form.PREFIX_IGNORING_CASE, text) if test else Want(Form.PREFIX, text)
        case Suffix(text, test):
            return Want.whatever_the_case(Form.SUFFIX_IGNORING_CASE, text) if test else Want(Form.SUFFIX, text)
        case EqualsIgnoreCase(text):
            return Want.whatever_the_case(Form.IGNORING_CASE, text)
        case Wildcard(glob):
            return Want.of_glob(glob)
        case Text(text) | Exactly(text):
            return Want(Form.EXACTLY, text)
    raise AssertionError(f"{type(value).__name__} wants no text")


def _want_inside(inner: str, text: str) -> Want:
    """What ``anything-but`` names, with its operator inside."""
    match inner:
        case "prefix":
            return Want(Form.PREFIX, encodable(text))
        case "suffix":
            return Want(Form.SUFFIX, encodable(text))
        case "equals-ignore-case":
            return Want.whatever_the_case(Form.IGNORING_CASE, text)
        case "wildcard":
            return Want.of_glob(Glob.parse(text))
    return Want(Form.EXACTLY, text)
