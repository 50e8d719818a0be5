"""The values that a pattern lists for one field, tried on one value of an event."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from sim.pattern.addresses import AddressRange
from sim.pattern.amounts import Leaf
from sim.pattern.anything import AnythingBut
from sim.pattern.bugs import number_in_range
from sim.pattern.numeric import Numeric
from sim.pattern.operators import Address, Cidr, Exists, PlainNumber, Text, Value


@dataclass(frozen=True, slots=True)
class Field:
    """One of ``values`` is enough."""

    values: tuple[Value, ...]
    absent: bool
    """Whether ``{"exists": false}`` is among them."""
    texts: frozenset[str]
    """The plain strings among the values."""
    tests: tuple[Callable[[Leaf], bool], ...]
    """The other values."""
    ranges: tuple[AddressRange, ...]
    numeric: bool
    """Whether one of the values compares amounts."""

    @classmethod
    def of(cls, values: Sequence[Value]) -> Self:
        """The field that lists ``values``."""
        return cls(
            values=tuple(values),
            absent=any(isinstance(value, Exists) and not value.wanted for value in values),
            texts=frozenset(value.text for value in values if isinstance(value, Text)),
            tests=tuple(value.matches for value in values if not isinstance(value, Text)),
            ranges=tuple(value.range for value in values if isinstance(value, Address | Cidr)),
            numeric=any(_compares(value) for value in values),
        )

    def matches(self, leaf: Leaf) -> bool:
        """Whether ``leaf`` is one of the values."""
        if type(leaf) is str and leaf in self.texts:
            return True
        for test in self.tests:
            if test(leaf):
                return True
        return bool(self.ranges) and number_in_range(self.ranges, leaf, beside_numeric=self.numeric)


def _compares(value: Value) -> bool:
    match value:
        case Numeric():
            return True
        case PlainNumber(value=amount):
            return amount is not None
        case AnythingBut(numbers=numbers):
            return bool(numbers)
    return False
