"""The fields of a pattern on the values of one event, each tried once, and each value that comes often only once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sim.pattern.amounts import Leaf, amount, number_text
from sim.pattern.field import Field
from sim.pattern.operators import Exactly, Literal, PlainNumber, Text
from sim.pattern.why.found import Found, Sight

MOST_TESTS = 1_000_000
"""Tests after which no further branch of ``$or`` is tried for the explanation."""


@dataclass(slots=True)
class _Values:
    """The values at one path: where each of them stands in the list of all."""

    tests: dict[tuple[type, Leaf], list[int]] = field(default_factory=dict)
    """By the value itself."""
    exact: dict[str | float | tuple[str], list[int]] = field(default_factory=dict)
    """By what a plain value of a pattern would have to be: a text, an amount, or the digits of a number. Empty until it is asked for."""

    @classmethod
    def of(cls, found: Sequence[Found]) -> "_Values":
        """The values of ``found``."""
        values = cls()
        for n, one in enumerate(found):
            values.tests.setdefault((type(one.leaf), one.leaf), []).append(n)
        return values

    def at(self, keys: Sequence[str | float | tuple[str]]) -> list[int]:
        """Where the values stand that are one of ``keys``."""
        if not self.exact:
            for (_, leaf), places in self.tests.items():
                for key in _keys(leaf):
                    self.exact.setdefault(key, []).extend(places)
        return sorted({n for key in keys for n in self.exact.get(key, ())})


def _keys(leaf: Leaf) -> Iterator[str | float | tuple[str]]:
    text = number_text(leaf)
    if text is not None:
        value = amount(leaf)
        yield (text,)
        if value is not None:
            yield value
    elif isinstance(leaf, str):
        yield leaf
    else:
        yield (str(leaf),)


class Tries:
    """What has been tried so far."""

    def __init__(self, sight: Sight) -> None:
        self._sight = sight
        self._values: dict[str, _Values] = {}
        self._fitting: dict[tuple[str, int], list[Found]] = {}
        self._arrays: dict[str, frozenset[int]] = {}
        self._left = MOST_TESTS

    @property
    def exhausted(self) -> bool:
        """Whether so much has been tried that it is time to stop."""
        return self._left < 0

    def all(self, path: str) -> list[Found]:
        """The values at ``path``."""
        return self._sight.leaves.get(path, [])

    def arrays(self, path: str) -> frozenset[int]:
        """The arrays in which the values at ``path`` stand."""
        known = self._arrays.get(path)
        if known is None:
            known = frozenset(array for one in self.all(path) for array, _ in one.membership)
            self._arrays[path] = known
        return known

    def fitting(self, path: str, tried: Field) -> list[Found]:
        """The values at ``path`` that will do."""
        known = self._fitting.get((path, id(tried)))
        if known is None:
            found = self.all(path)
            known = self._fitting[path, id(tried)] = [found[n] for n in self._places(path, tried)]
        return known

    def _places(self, path: str, tried: Field) -> list[int]:
        values = self._values.get(path)
        if values is None:
            values = self._values[path] = _Values.of(self.all(path))
        keys = _wanted(tried)
        self._left -= len(tried.values) if keys is not None else len(values.tests)
        if keys is not None:
            return values.at(keys)
        return sorted(n for (_, leaf), places in values.tests.items() if tried.matches(leaf) for n in places)

    def surely_refused(self, rule: Sequence[tuple[str, Field]]) -> int:
        """How many fields of ``rule`` no choice of elements satisfies."""
        return sum(not tried.absent and not self.fitting(path, tried) for path, tried in rule)


def _wanted(tried: Field) -> list[str | float | tuple[str]] | None:
    """What the values of a field look for, if all of them are plain."""
    keys: list[str | float | tuple[str]] = []
    for value in tried.values:
        match value:
            case Text(text) | Exactly(text):
                keys.append(text)
            case PlainNumber(text, None):
                keys.append((text,))
            case PlainNumber(_, float(wanted)):
                keys.append(wanted)
            case Literal(wanted):
                keys.append((str(wanted),))
            case _:
                return None
    return keys
