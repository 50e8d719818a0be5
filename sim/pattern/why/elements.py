"""Which fields of a flat rule are satisfied, and through which elements of the event's arrays, where not all of them are.

As in ``matching``, the fields are gone through in order and each choice of an element binds the fields after it. Here a field may
also be left out, at the price of one refusal; the way with the lowest price is told. The verdict is the engine's all the same.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from sim.pattern.field import Field
from sim.pattern.leaves import Membership
from sim.pattern.matching import Binding
from sim.pattern.why.found import Found
from sim.pattern.why.tries import Tries

MOST_STEPS = 150_000
"""Choices of elements that are tried before the shorter explanation is given."""
MOST_WITH_REFUSALS = 100
"""Ways with a refusal that are followed at once."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What became of one field."""

    path: str
    field: Field
    found: Found | None = None
    """The value that satisfied it."""
    absent: bool = False
    """Satisfied, because nothing is there."""
    alone: Found | None = None
    """Not satisfied, though this value would do, were it in the element that is chosen."""

    @property
    def satisfied(self) -> bool:
        """Whether the field lets the event pass."""
        return self.found is not None or self.absent


@dataclass(frozen=True, slots=True)
class Attempt:
    """A rule tried."""

    choices: tuple[Choice, ...]
    """In the engine's order."""
    chosen: Mapping[int, tuple[int, str]]
    """The element of each array that was chosen, and the path that chose it."""

    @property
    def refused(self) -> int:
        """How many fields are not satisfied."""
        return sum(not choice.satisfied for choice in self.choices)


def attempt(rule: Sequence[tuple[str, Field]], tries: Tries, *, matched: bool) -> Attempt:
    """``rule`` tried with the fewest refusals that are found. If it ``matched``, there are none."""
    try:
        choices = _search(rule, tries)
    except _TooManyError:
        choices = tuple(_alone(path, tried, tries) for path, tried in rule)
    if matched:
        choices = tuple(choice if choice.satisfied else _alone(choice.path, choice.field, tries) for choice in choices)
        choices = tuple(
            choice if choice.satisfied else Choice(choice.path, choice.field, absent=True) for choice in choices
        )
    elif all(choice.satisfied for choice in choices):
        *before, last = choices
        choices = (*before, Choice(last.path, last.field, alone=last.found))
    return Attempt(choices, _chosen(choices))


def _alone(path: str, tried: Field, tries: Tries) -> Choice:
    """The field as if there were no other."""
    fitting = tries.fitting(path, tried)
    if fitting:
        return Choice(path, tried, fitting[0])
    return Choice(path, tried, absent=tried.absent and not tries.all(path))


def _chosen(choices: Sequence[Choice]) -> dict[int, tuple[int, str]]:
    chosen: dict[int, tuple[int, str]] = {}
    for choice in choices:
        for array, n in choice.found.membership if choice.found else ():
            chosen.setdefault(array, (n, choice.path))
    return chosen


class _TooManyError(Exception):
    """More choices than are followed."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A way through the fields so far."""

    refused: int
    last: Choice | None
    before: "_Way | None"


def _search(rule: Sequence[tuple[str, Field]], tries: Tries) -> tuple[Choice, ...]:
    """The way through all fields with the fewest refusals.

    Raises:
        _TooManyError: there are too many ways to follow.
    """
    order = list(rule)
    if not any(tried.absent for _, tried in order):  # then the order does not matter, and few choices first is quickest
        order.sort(key=lambda item: len(tries.fitting(*item)))
    met = [tries.arrays(path) for path, _ in order]
    ways: dict[Binding, _Way] = {frozenset(): _Way(0, None, None)}
    bound: Set[int] = frozenset()
    steps = 0
    for n, (path, tried) in enumerate(order):
        needed = set[int]().union(*met[n + 1 :]) if n + 1 < len(order) else set[int]()
        fitting = tries.fitting(path, tried)
        options = _Options.of(fitting, needed | bound)
        everything = _Options.of(tries.all(path) if tried.absent else [], needed | bound)
        after: dict[Binding, _Way] = {}
        for binding, way in ways.items():
            chosen = dict(binding)
            for found, pairs in options.reach(chosen):
                steps += 1
                if steps > MOST_STEPS:
                    raise _TooManyError
                _keep(after, _needed(pairs, needed), way, Choice(path, tried, found), 0)
            kept = _needed(binding, needed)
            if tried.absent and next(everything.reach(chosen), None) is None:
                _keep(after, kept, way, Choice(path, tried, absent=True), 0)
            price = 1 if fitting or tried.absent else 0  # what is refused on every way makes none of them dearer
            _keep(after, kept, way, Choice(path, tried, alone=fitting[0] if fitting else None), price)
        ways = _best(after)
        bound = {array for binding in ways for array, _ in binding}
    last: _Way | None = min(ways.values(), key=lambda one: one.refused)
    choices: dict[str, Choice] = {}
    while last is not None and last.last is not None:
        choices[last.last.path] = last.last
        last = last.before
    return tuple(choices[path] for path, _ in rule)


def _needed(pairs: "frozenset[tuple[int, int]] | list[tuple[int, int]]", needed: Set[int]) -> Binding:
    return frozenset([pair for pair in pairs if pair[0] in needed])


def _keep(after: dict[Binding, _Way], binding: Binding, way: _Way, last: Choice, price: int) -> None:
    known = after.get(binding)
    if known is None or way.refused + price < known.refused:
        after[binding] = _Way(way.refused + price, last, way)


def _best(ways: dict[Binding, _Way]) -> dict[Binding, _Way]:
    """All ways without a refusal, and the cheapest of the others."""
    ranked = sorted(ways.items(), key=lambda item: item[1].refused)
    whole = sum(way.refused == 0 for _, way in ranked)
    return dict(ranked[: whole + MOST_WITH_REFUSALS])


@dataclass(slots=True)
class _Options:
    """Values by the elements in which they stand, from the outermost array inwards."""

    here: Found | None = None
    arrays: dict[int, dict[int, "_Options"]] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Sequence[Found], matter: Set[int]) -> "_Options":
        """The options that ``found`` gives, of which only the arrays in ``matter`` make a difference."""
        root, seen = cls(), set[Membership]()
        for one in found:
            membership = tuple(pair for pair in one.membership if pair[0] in matter)
            if membership in seen:
                continue
            seen.add(membership)
            node = root
            for array, element in membership:
                node = node.arrays.setdefault(array, {}).setdefault(element, cls())
            node.here = one
        return root

    def reach(self, chosen: Mapping[int, int]) -> Iterator[tuple[Found, list[tuple[int, int]]]]:
        """Each value that does not contradict ``chosen``, with all elements then chosen; the first in the event comes first."""
        waiting: list[tuple[_Options, list[tuple[int, int]]]] = [(self, list(chosen.items()))]
        while waiting:
            node, pairs = waiting.pop()
            if node.here is not None:
                yield node.here, pairs
            for array, elements in node.arrays.items():
                if array not in chosen:
                    waiting += [(below, [*pairs, (array, n)]) for n, below in reversed(elements.items())]
                elif chosen[array] in elements:
                    waiting.append((elements[chosen[array]], pairs))
