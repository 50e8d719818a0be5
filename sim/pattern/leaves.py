"""An event taken apart: the values at the end of each path that a pattern names, and in which elements of arrays they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from sim.pattern.amounts import Leaf
from sim.pattern.events import Event, Json, Repeated

Membership = tuple[tuple[int, int], ...]
"""Array and element, from the outermost array to the innermost. Arrays are numbered as they are met."""
Leaves = dict[str, list[tuple[Leaf, Membership]]]
_AT_ONCE = 100
"""Steps that a key of an event can go at once, by the dots in it."""
_OBJECTS = frozenset({dict, Repeated})


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths that are looked for."""

    wanted: frozenset[str]
    above: frozenset[str]
    """What may stand before a dot in them."""
    steps: frozenset[str]
    """The names between the dots. A key of an event that is none of these is not entered."""
    _below: dict[str | None, Mapping[str, str]] = field(default_factory=dict, compare=False, repr=False)
    """What ``below`` has found already."""

    def below(self, path: str | None) -> Mapping[str, str]:
        """The keys that matter in an object at ``path``, each with the path that it leads to. The root is at None."""
        found = self._below.get(path)
        if found is None:
            start = "" if path is None else f"{path}."
            onward = {
                full[len(start) :]: full
                for full in self.wanted | self.above
                if full.startswith(start) and full.count(".", len(start)) < _AT_ONCE
            }
            found = self._below[path] = {key: full for key, full in onward.items() if self._enters(key)}
        return found

    def _enters(self, key: str) -> bool:
        """Whether the engine looks at ``key`` at all."""
        return key in self.steps or ("." in key and all(step in self.steps for step in _split(key)))


def paths_of(names: Iterable[str]) -> Paths:
    """The paths with these ``names``, taken apart."""
    wanted = frozenset(names)
    return Paths(wanted, frozenset(heads_of(wanted)), frozenset(step for name in wanted for step in _split(name)))


def heads_of(names: Iterable[str]) -> set[str]:
    """What stands before a dot in ``names``."""
    heads: set[str] = set()
    for name in names:
        at = name.rfind(".")
        while at >= 0 and (head := name[:at]) not in heads:  # what stands before a dot in that one has been met with it
            heads.add(head)
            at = head.rfind(".")
    return heads


def leaves_of(event: Event, paths: Paths) -> Leaves:
    """The values of ``event`` at each of ``paths``; empty objects and arrays have none."""
    found: Leaves = {path: [] for path in paths.wanted}
    numbers = count()
    waiting: list[tuple[Json, str | None, Membership]] = []
    _enter(event.body, paths.below(None), (), found, waiting)
    while waiting:
        body, path, membership = waiting.pop()
        keys = paths.below(path)
        if type(body) is not list:
            _enter(body, keys, membership, found, waiting)
            continue
        array, here = next(numbers), found.get(str(path))
        for n, element in enumerate(body):
            if type(element) is list:
                if element:
                    waiting.append((element, path, (*membership, (array, n))))
            elif type(element) in _OBJECTS:
                if keys and element:
                    _enter(element, keys, (*membership, (array, n)), found, waiting)
            elif here is not None:
                here.append((element, membership))
    return found


def _enter(
    body: Json,
    keys: Mapping[str, str],
    membership: Membership,
    found: Leaves,
    waiting: list[tuple[Json, str | None, Membership]],
) -> None:
    """Go where the ``keys`` lead that the object ``body`` has: to ``found`` with a leaf, to ``waiting`` with all else."""
    if type(body) is Repeated:
        onward = [(keys[key], value) for key, value in body.pairs if key in keys]
    else:
        onward = [(full, body[key]) for key, full in keys.items() if key in body]
    for full, value in onward:
        if type(value) is list or type(value) in _OBJECTS:
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
