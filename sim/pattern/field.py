"""The values that a pattern lists for one field, tried on one value of an event."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from sim.pattern.addresses import AddressRange
from sim.pattern.amounts import Leaf, amount, number_text
from sim.pattern.anything import AnythingBut
from sim.pattern.bugs import begins, ends, number_in_range
from sim.pattern.glob import fits_one
from sim.pattern.numeric import Numeric
from sim.pattern.operators import Address, Cidr, Exists, PlainNumber, Prefix, Suffix, Text, Value, Wildcard

Test = Callable[[Leaf], bool]


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
    """How many tests one value has to stand at most."""
    wildcards: int = 0
    """How many of the tests look through a string from end to end."""
    at: int = 0
    """Where in the pattern's text its name stands."""

    @classmethod
    def of(cls, values: Sequence[Value], at: int = 0) -> Self:
        """The field that lists ``values``."""
        tests = tuple(_tests(values))
        return cls(
            values=tuple(values),
            absent=any(isinstance(value, Exists) and not value.wanted for value in values),
            texts=frozenset(value.text for value in values if isinstance(value, Text)),
            tests=tests,
            ranges=tuple(value.range for value in values if isinstance(value, Address | Cidr)),
            numeric=any(_compares(value) for value in values),
            weight=1 + len(tests) + sum(_tried_one_by_one(value) for value in values),
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


def _tests(values: Sequence[Value]) -> Iterator[Test]:
    """The tests of all values but plain strings. Values of a kind that can be looked up together are one test."""
    numbers = [value for value in values if isinstance(value, PlainNumber)]
    ranges = [value for value in values if isinstance(value, Numeric)]
    globs = tuple(value.glob for value in values if isinstance(value, Wildcard))
    prefixes = tuple(value.text for value in values if isinstance(value, Prefix) and value.test is None)
    suffixes = tuple(value.text for value in values if isinstance(value, Suffix) and value.test is None)
    closing = frozenset(text for text in prefixes if text.endswith('"'))
    opening = frozenset(text for text in suffixes if text.startswith('"'))
    together: list[tuple[type[Value], int, Test]] = [
        (PlainNumber, len(numbers), _one_of(numbers)),
        (
            Numeric,
            len(ranges),
            lambda leaf: (got := amount(leaf)) is not None and any(held.holds(got) for held in ranges),
        ),
        (Wildcard, len(globs), lambda leaf: type(leaf) is str and fits_one(globs, leaf)),
        (Prefix, len(prefixes), lambda leaf: type(leaf) is str and begins(leaf, prefixes, closing)),
        (Suffix, len(suffixes), lambda leaf: type(leaf) is str and ends(leaf, suffixes, opening)),
    ]
    many = {kind for kind, number, _ in together if number > 1}
    yield from (test for kind, _, test in together if kind in many)
    for value in values:
        if not isinstance(value, Text) and (type(value) not in many or getattr(value, "test", None)):
            yield value.matches


def _one_of(numbers: Sequence[PlainNumber]) -> Test:
    texts = frozenset(number.text for number in numbers)
    amounts = frozenset(number.value for number in numbers) - {None}

    def test(leaf: Leaf) -> bool:
        got = number_text(leaf)
        return got is not None and (got in texts or amount(leaf) in amounts)

    return test


def _tried_one_by_one(value: Value) -> int:
    match value:
        case Wildcard() | Numeric():
            return 1
        case AnythingBut(tests=tests):
            return len(tests)
    return 0


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
