"""Does one flat rule match? Its paths are gone through in order, and each choice of an array's element binds the paths after it.

Two paths may not look at different elements of one array. ``{"exists": false}`` holds if no value of its path can be reached
from the elements chosen *so far*, by the paths before it. The order is Java's: that of 16-bit units.

The elements chosen so far are all followed at once, as a set of bindings. An array that no later path meets is forgotten, so
bindings that differ only there become one, and the set stays small. It can be made large only by keys that come twice, where one
path leads into many arrays: to find out whether their elements go together is hard, so the search ends after ``MOST_CHOICES``.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Self

from sim.pattern.amounts import Leaf
from sim.pattern.field import Field
from sim.pattern.leaves import Leaves, Membership
from sim.pattern.work import Work

_LEAF = 6
"""What a value costs, beside its tests."""
Binding = frozenset[tuple[int, int]]
"""The element chosen of each array."""


def in_order(rule: Mapping[str, Field]) -> tuple[tuple[str, Field], ...]:
    """The paths of ``rule`` in the engine's order, which is that of UTF-16."""
    return tuple(sorted(rule.items(), key=lambda item: item[0].encode("utf-16-be", "surrogatepass")))


def matches_rule(rule: Sequence[tuple[str, Field]], leaves: Leaves, work: Work | None = None) -> bool:
    """Whether ``leaves`` satisfy all fields of ``rule``, its paths in order.

    Raises:
        EventError: there are more ways to choose elements than can be followed.
    """
    work = Work() if work is None else work
    if not all(field.absent or leaves.get(path) for path, field in rule):
        return False
    tries: list[_Try] = []
    for path, field in rule:
        found = leaves.get(path, ())
        work.tests(len(found) * (_LEAF + field.weight))
        one = _Try.of(field, found)
        if not one.matching and not one.absent:
            return False
        tries.append(one)
    if not any(one.absent for one in tries):  # then the order does not matter, and few choices first is quickest
        tries.sort(key=lambda one: len(one.matching))
    bindings: set[Binding] = {frozenset()}
    for one, needed in zip(tries, _still_needed(tries), strict=True):
        bindings = _bind(one, bindings, needed, work)
        if not bindings:
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Try:
    """One field on the values at its path: where they stand, and which of them will do."""

    absent: bool
    all: Collection[Membership]
    matching: Collection[Membership]
    arrays: Set[int]

    @classmethod
    def of(cls, field: Field, found: Sequence[tuple[Leaf, Membership]]) -> Self:
        matching = {membership for leaf, membership in found if field.matches(leaf)}
        arrays = {array for _, membership in found for array, _ in membership}
        return cls(field.absent, {membership for _, membership in found} if field.absent else (), matching, arrays)


def _still_needed(tries: Sequence[_Try]) -> list[Set[int]]:
    """For each try the arrays that tries after it meet."""
    kept: list[Set[int]] = [frozenset()]
    for one in reversed(tries[1:]):
        kept.append(kept[-1] | one.arrays)
    return kept[::-1]


def _bind(one: _Try, bindings: set[Binding], needed: Set[int], work: Work) -> set[Binding]:
    """The bindings after ``one``, of arrays that are still needed."""
    possible = _possible(one.matching, bindings)
    work.choices(sum(map(len, possible)) + sum(map(len, one.all)))
    matching, everything = _Tree(possible), _Tree(one.all)
    reached: set[Binding] = set()
    for binding in bindings:
        chosen = dict(binding)
        for pairs in matching.reach(chosen, work):
            reached.add(frozenset([pair for pair in pairs if pair[0] in needed]))
        if one.absent and next(everything.reach(chosen, work), None) is None:
            reached.add(frozenset([pair for pair in binding if pair[0] in needed]))
    return reached


def _possible(memberships: Collection[Membership], bindings: set[Binding]) -> Collection[Membership]:
    """Those of ``memberships`` that some binding may take, without those that none does."""
    chosen: dict[int, set[int]] = {}
    for binding in bindings:
        for array, element in binding:
            chosen.setdefault(array, set()).add(element)
    bound = {array for array in chosen if all(any(array == other for other, _ in binding) for binding in bindings)}
    if not bound:
        return memberships
    return [one for one in memberships if all(array not in bound or n in chosen[array] for array, n in one)]


class _Tree:
    """Memberships, to be searched from the outermost array inwards."""

    __slots__ = ("arrays", "here")

    def __init__(self, memberships: Collection[Membership] = ()) -> None:
        self.here = False
        self.arrays: dict[int, dict[int, _Tree]] = {}
        for membership in memberships:
            node = self
            for array, element in membership:
                elements = node.arrays.setdefault(array, {})
                if element not in elements:
                    elements[element] = _Tree()
                node = elements[element]
            node.here = True

    def reach(self, chosen: Mapping[int, int], work: Work) -> Iterator[list[tuple[int, int]]]:
        """``chosen`` with each membership added that does not contradict it."""
        waiting: list[tuple[_Tree, list[tuple[int, int]]]] = [(self, list(chosen.items()))]
        while waiting:
            node, pairs = waiting.pop()
            if node.here:
                yield pairs
            for array, elements in node.arrays.items():
                work.choices(1 if array in chosen else len(elements))
                if array not in chosen:
                    waiting += [(below, [*pairs, (array, n)]) for n, below in elements.items()]
                elif chosen[array] in elements:
                    waiting.append((elements[chosen[array]], pairs))
