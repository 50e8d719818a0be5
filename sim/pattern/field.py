"""The values that a pattern lists for one field, tried on one value of an event."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from sim.pattern.addresses import AddressRange
from sim.pattern.amounts import Leaf
from sim.pattern.anything import AnythingBut
from sim.pattern.bugs import number_in_range
from sim.pattern.numeric import Numeric
from sim.pattern.operators import Address, Cidr, Exists, PlainNumber, Text, Value, Wildcard
from sim.pattern.together import Test, tests_of


@dataclass(frozen=True, slots=True)
class Field:
    """One of ``values`` is enough."""

    values: tuple[Value, ...]
    absent: bool
    """Whether ``{"exists": false}`` is among them."""
    texts: frozenset[str]
    """The plain strings among the values."""
    tests: tuple[Test, ...]
    """The other values."""
    ranges: tuple[AddressRange, ...]
    numeric: bool
    """Whether one of the values compares amounts."""
    weight: int = 1
    """What it costs at most to try one value."""
    wildcards: int = 0
    """How many of the tests look through a string from end to end."""
    at: int = 0
    """Where in the pattern's text its name stands."""

    @classmethod
    def of(cls, values: Sequence[Value], at: int = 0) -> Self:
        """The field that lists ``values``."""
        priced = tuple(tests_of(values))
        return cls(
            values=tuple(values),
            absent=any(isinstance(value, Exists) and not value.wanted for value in values),
            texts=frozenset(value.text for value in values if isinstance(value, Text)),
            tests=tuple(test for test, _ in priced),
            ranges=tuple(value.range for value in values if isinstance(value, Address | Cidr)),
            numeric=any(_compares(value) for value in values),
            weight=1 + sum(price for _, price in priced),
            wildcards=sum(_wildcards(value) for value in values),
            at=at,
        )

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is one of the values."""
        if type(leaf) is str and leaf in self.texts:
            return True
        for test in self.tests:
            if test(leaf):
                return True
        return bool(self.ranges) and number_in_range(self.ranges, leaf, beside_numeric=self.numeric)


def _wildcards(value: Value) -> int:
    match value:
        case Wildcard():
            return 1
        case AnythingBut(inner="wildcard", tests=tests):
            return len(tests)
    return 0


def _compares(value: Value) -> bool:
    match value:
        case Numeric():
            return True
        case PlainNumber(value=amount):
            return amount is not None
        case AnythingBut(numbers=numbers):
            return bool(numbers)
    return False
