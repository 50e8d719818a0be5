"""An event taken apart once more, for the explanation: each value with the place where it stands.

It goes where ``leaves`` goes, and remembers the way. https://github.com/aws/event-ruler
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.pattern.amounts import Leaf
from sim.pattern.events import Event, Json, Repeated
from sim.pattern.leaves import Membership, Paths
from sim.pattern.why.spans import Step

Key = str | int | tuple[str, int]
"""A key, an element's number, or a key that comes twice and the number of its pair."""
Way = tuple["Way | None", Key] | None
"""The last step, and the way to it; None is the event itself."""


class Found(NamedTuple):
    """A value at the end of a path. There may be very many, and nothing of this kind is made more quickly."""

    leaf: Leaf
    membership: Membership
    """The array elements in which it stands, as the engine binds them: of an array of plain values none is chosen."""
    way: Way


_new = tuple.__new__


@dataclass(frozen=True, slots=True)
class Sight:
    """What an event has at the paths of a pattern."""

    leaves: dict[str, list[Found]]
    others: dict[str, list[Json]]
    """Objects and empty arrays at the end of a path: the engine sees nothing there."""
    arrays: list[Way] = field(default_factory=list)
    """Where each array stands, by its number."""


def sight_of(event: Event, paths: Paths) -> Sight:
    """The values of ``event`` at each of ``paths``."""
    sight = Sight({path: [] for path in paths.wanted}, {path: [] for path in paths.wanted})
    waiting: list[tuple[Json, str | None, Membership, Way]] = [(event.body, None, (), None)]
    while waiting:
        body, path, membership, way = waiting.pop()
        here = sight.leaves.get(path) if path is not None else None
        if type(body) is list:
            array = len(sight.arrays)
            sight.arrays.append(way)
            if here is not None and not body:
                sight.others[str(path)].append(body)
            onward: list[tuple[Json, str | None, Membership, Way]] = []
            for n, element in enumerate(body):
                if type(element) is list or type(element) is dict or type(element) is Repeated:
                    onward.append((element, path, (*membership, (array, n)), (way, n)))
                elif here is not None:
                    here.append(_new(Found, (element, membership, (way, n))))
            waiting += reversed(onward)
        elif type(body) is dict or type(body) is Repeated:
            if here is not None:
                sight.others[str(path)].append(body)
            waiting += [
                (value, full, membership, (way, key))
                for key, value in _pairs(body)
                if (full := paths.leads(path, _name(key))) is not None
            ]
        elif here is not None:
            here.append(Found(body, membership, way))
    return sight


def _pairs(body: Json) -> Iterator[tuple[Key, Json]]:
    """The keys of an object and what they lead to, the last first."""
    if type(body) is Repeated:
        return reversed([((key, n), value) for n, (key, value) in enumerate(body.pairs)])
    return iter(reversed(body.items()))


def _name(key: Key) -> str:
    return key[0] if isinstance(key, tuple) else str(key)


def keys_of(way: Way) -> list[Key]:
    """The steps of ``way`` from the event inwards."""
    keys: list[Key] = []
    while way is not None:
        way, key = way
        keys.append(key)
    return keys[::-1]


def steps_of(way: Way) -> tuple[Step, ...]:
    """``way`` for ``spans``."""
    return tuple(key[1] if isinstance(key, tuple) else key for key in keys_of(way))


def way_text(way: Way) -> str:
    """``detail.lines[1].sku``."""
    return keys_text(keys_of(way))


def keys_text(keys: Iterable[Key]) -> str:
    """The ``keys`` as a path."""
    words = ""
    for key in keys:
        words += f"[{key}]" if isinstance(key, int) else f".{_name(key)}" if words else _name(key)
    return words


def element_of(way: Way) -> str:
    """The array element in which ``way`` ends, or ends below; empty if there is no array on it."""
    while way is not None and not isinstance(way[1], int):
        way = way[0]
    return way_text(way)
