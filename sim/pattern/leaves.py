"""An event taken apart: the values at the end of each path that a pattern names, and in which elements of arrays they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from sim.pattern.amounts import Leaf
from sim.pattern.events import Event, Json, Repeated
from sim.pattern.work import Work

Membership = tuple[tuple[int, int], ...]
"""Array and element, from the outermost array to the innermost. Arrays are numbered as they are met."""
Leaves = dict[str, list[tuple[Leaf, Membership]]]
_AT_ONCE = 100
"""Steps that a key of an event can go at once, by the dots in it."""
_OBJECTS = frozenset({dict, Repeated})
_INNER = frozenset({dict, Repeated, list})
_ARRAY, _ELEMENT, _OBJECT, _LEVELS = 1, 5, 20, 8
"""What an array costs, an element of it that may lead on, and an object that stands in none; arrays around it that are noted in one
step."""
_NOWHERE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths that are looked for."""

    wanted: frozenset[str]
    above: frozenset[str]
    """What may stand before a dot in them."""
    steps: frozenset[str]
    """The names between the dots. A key of an event that is none of these is not entered."""
    _below: Mapping[str | None, Mapping[str, str]] = field(compare=False, repr=False)

    def below(self, path: str | None) -> Mapping[str, str]:
        """The keys without a dot that matter in an object at ``path``, each with the path that it leads to. The root is at None."""
        return self._below.get(path, _NOWHERE)

    def leads(self, path: str | None, key: str) -> str | None:
        """The path that ``key`` leads to in an object at ``path``; None if that one does not matter."""
        if "." not in key:
            return self.below(path).get(key)
        full = key if path is None else f"{path}.{key}"
        if (full not in self.wanted and full not in self.above) or key.count(".") >= _AT_ONCE:
            return None
        return full if self.steps.issuperset(_split(key)) else None


def paths_of(names: Iterable[str]) -> Paths:
    """The paths with these ``names``, taken apart."""
    wanted = frozenset(names)
    above = frozenset(heads_of(wanted))
    steps = frozenset(step for name in wanted for step in _split(name))
    below: dict[str | None, dict[str, str]] = {}
    for full in wanted | above:
        before, dot, key = full.rpartition(".")
        if key in steps:
            below.setdefault(before if dot else None, {})[key] = full
    return Paths(wanted, above, steps, below)


def heads_of(names: Iterable[str]) -> set[str]:
    """What stands before a dot in ``names``."""
    heads: set[str] = set()
    for name in names:
        at = name.rfind(".")
        while at >= 0 and (head := name[:at]) not in heads:  # what stands before a dot in that one has been met with it
            heads.add(head)
            at = head.rfind(".")
    return heads


def leaves_of(event: Event, paths: Paths, work: Work | None = None) -> Leaves:
    """The values of ``event`` at each of ``paths``; empty objects and arrays have none.

    Raises:
        EventError: it is more than is left of ``work``.
    """
    work = Work() if work is None else work
    found: Leaves = {path: [] for path in paths.wanted}
    numbers = count()
    waiting: list[tuple[Json, str | None, Membership]] = []
    _enter(event.body, None, paths, (), found, waiting)
    while waiting:
        body, path, membership = waiting.pop()
        if type(body) is not list:
            work.tests(_OBJECT)
            _enter(body, path, paths, membership, found, waiting)
            continue
        array, here, onward = next(numbers), found.get(str(path)), path in paths.above
        work.tests(_ARRAY + (len(body) * (_ELEMENT + len(membership) // _LEVELS) if onward else 0))
        for n, element in enumerate(body):
            if type(element) is list:
                if element:
                    waiting.append((element, path, (*membership, (array, n))))
            elif type(element) in _OBJECTS:
                if onward and element:
                    _enter(element, path, paths, (*membership, (array, n)), found, waiting)
            elif here is not None:
                here.append((element, membership))
    return found


def _enter(
    body: Json,
    path: str | None,
    paths: Paths,
    membership: Membership,
    found: Leaves,
    waiting: list[tuple[Json, str | None, Membership]],
) -> None:
    """Go where the keys of ``body``, the object at ``path``, lead: to ``found`` with a leaf, to ``waiting`` with all else."""
    keys = paths.below(path)
    for key, value in body.pairs if type(body) is Repeated else body.items():
        full = keys.get(key)
        if full is None:
            full = paths.leads(path, key) if "." in key else None
            if full is None:
                continue
        if type(value) in _INNER:
            if value:
                waiting.append((value, full, membership))
        elif full in found:
            found[full].append((value, membership))


def _split(name: str) -> list[str]:
    """The steps of a path. The engine forgets empty ones at its end."""
    steps = name.split(".")
    while len(steps) > 1 and not steps[-1]:
        steps.pop()
    return steps if name.strip(".") or not name else []
