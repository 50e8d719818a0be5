"""Does one flat rule match, found in one walk down the event? Exact wherever each path leads to one value or into one array.

A rule is a tree of steps. Where the walk meets an array, all fields below must be satisfied by one element, so elements are tried
one after the other, each once: the work is at most the size of the event times the number of fields.

``{"exists": false}`` makes the order of paths count. Of the fields below an array that find a value in it, the first in order
chooses the element, and has to do so by a value; each later one may find its value or its absence in that element. Values that
stand in an array as they are belong to none of its elements, which only matters where a rule names both ``k`` and ``k.c``.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sim.pattern.events import Json, Repeated, unlike
from sim.pattern.field import Field
from sim.pattern.work import Work

LONGEST_PATH = 32
"""Steps of a path that are walked."""
_STEP, _OBJECT, _ARRAY, _MERGED, _TOLD, _AHEAD = 4, 1, 2, 20, 4, 14
"""What they cost: a step of a rule's tree, an object, an array, an object that is merged with others, one in which a key comes twice,
and an element that is looked into ahead."""
_NOTHING = object()
_INNER = frozenset({dict, list, Repeated})


class UnclearError(Exception):
    """A path that leads to several values in a way that only the general search can follow."""


@dataclass(slots=True, eq=False)
class Step:
    """A step on the way of some paths of a rule."""

    last: Field | None = None
    """The field whose path ends here."""
    onward: dict[str, "Step"] = field(default_factory=dict)
    ends: list[tuple[int, tuple[str, ...], Field]] = field(default_factory=list)
    """The fields here and below: their number in the rule's order, the steps that are left, and themselves."""
    numbers: set[int] = field(default_factory=set)
    dotted: set[str] = field(default_factory=set)
    """Names that go several of the next steps at once."""
    needed: set[str] = field(default_factory=set)
    """Names of next steps without which an object will not do."""
    may_lack: bool = False
    """Whether absence will do for one of the fields."""
    may_be_empty: bool = True
    """Whether absence will do for all of them."""


def price_of(rule: Sequence[tuple[str, Field]]) -> int:
    """What the tree of ``rule`` costs."""
    return sum(_STEP * (1 + path.count(".")) for path, _ in rule)


def steps_of(rule: Sequence[tuple[str, Field]]) -> Step | None:
    """The tree of ``rule``, its paths in order; None if it cannot be walked."""
    root = Step()
    if any(path.count(".") >= LONGEST_PATH for path, _ in rule):
        return None
    for number, (path, given) in enumerate(rule):
        names = tuple(path.split("."))
        if "" in names:
            return None
        step, above = root, [root]
        for at, name in enumerate(names):
            _note(step, number, names[at:], given)
            if name not in step.onward:
                step.onward[name] = Step()
                for n, earlier in enumerate(above[:-1]):
                    earlier.dotted.add(".".join(names[n : at + 1]))
            step = step.onward[name]
            above.append(step)
            if step.last is not None:
                return None
        if step.onward:
            return None
        _note(step, number, (), given)
        step.last = given
    made = [root]
    for step in made:  # grows on the way
        step.needed = {name for name, below in step.onward.items() if not below.may_be_empty}
        made += step.onward.values()
    return root


def _note(step: Step, number: int, names: tuple[str, ...], given: Field) -> None:
    step.ends.append((number, names, given))
    step.numbers.add(number)
    step.may_lack |= given.absent
    step.may_be_empty &= given.absent


def descend(root: Step, body: Json, work: Work) -> bool | None:
    """Whether the rule with this tree matches; None if it is unclear.

    Raises:
        EventError: it is too much work.
    """
    try:
        return _object(root, body, None, work)
    except UnclearError:
        return None


def _object(step: Step, body: Json, chooser: int | None, work: Work) -> bool:
    """Whether all fields of ``step`` are satisfied below the object ``body``, the one numbered ``chooser`` by a value."""
    if type(body) is Repeated or step.dotted:
        body = _plain(step, body, work)
    if body is None or not step.needed <= body.keys():
        return False
    for name, below in step.onward.items():
        value = body.get(name, _NOTHING)
        kind, given = type(value), below.last
        if kind is list:
            if not _array(below, value, chooser if chooser in below.numbers else None, work):
                return False
        elif kind is dict or kind is Repeated:
            if given is None:
                work.tests(_OBJECT + len(below.onward))
                if not _object(below, value, chooser if chooser in below.numbers else None, work):
                    return False
            elif not given.absent or chooser in below.numbers:
                return False
        elif given is not None and value is not _NOTHING:
            work.tests(given.weight)
            if not given.matches(value):
                return False
        elif not below.may_be_empty or chooser in below.numbers:
            return False
    return True


def _array(step: Step, elements: list[Json], chooser: int | None, work: Work) -> bool:
    """Whether all fields of ``step`` are satisfied in one element of an array, the one numbered ``chooser`` by a value."""
    if step.last is not None:
        return satisfied_in(step.last, elements, work, by_value=chooser is not None)
    if chooser is None and step.may_lack:
        chooser = next(
            (number for number, names, given in step.ends if not given.absent or _leads(elements, names, work)), None
        )
        if chooser is None:
            return True
    for body in _objects(elements, _OBJECT + len(step.onward), work):  # noqa: SIM110 - quicker than any()
        if _object(step, body, chooser, work):
            return True
    return False


def satisfied_in(given: Field, elements: list[Json], work: Work, *, by_value: bool = False) -> bool:
    """Whether a value in an array, or in an array in it, will do; or, unless it has to be ``by_value``, whether there is none."""
    found, waiting = False, [elements]
    matches = given.matches
    while waiting:
        here = unlike(waiting.pop())
        work.tests(_ARRAY + len(here) * given.weight)
        for element in here:
            kind = type(element)
            if kind is list:
                if element:
                    waiting.append(element)
            elif kind is not dict and kind is not Repeated:
                if matches(element):
                    return True
                found = True
    return given.absent and not found and not by_value


def _objects(elements: list[Json], price: int, work: Work) -> Iterator[Json]:
    """The objects in an array and in the arrays in it, at this price each."""
    waiting = [elements]
    while waiting:
        here = waiting.pop()
        work.tests(_ARRAY + len(here) * price)
        for element in here:
            kind = type(element)
            if kind is dict or kind is Repeated:
                yield element
            elif kind is list and element:
                waiting.append(element)


def _leads(elements: list[Json], names: Sequence[str], work: Work) -> bool:
    """Whether ``names`` lead from some element of an array to a value."""
    waiting: list[tuple[Json, int]] = [(elements, 0)]
    while waiting:
        value, at = waiting.pop()
        kind = type(value)
        if kind is list:
            work.tests(_AHEAD * len(value))
            waiting += [(element, at) for element in value]
        elif kind is dict or kind is Repeated:
            if at < len(names):
                _refuse_joined(names[at:], value)
                waiting += [(inner, at + 1) for inner in _under(value, names[at])]
        elif at == len(names):
            return True
    return False


def _refuse_joined(names: Sequence[str], body: Json) -> None:
    """Several of ``names`` may stand in one key, with the dots between them: that is for the general search."""
    dotted = [key for key, _ in _pairs(body) if "." in key]
    if dotted and any(".".join(names).startswith(f"{key}.") or ".".join(names) == key for key in dotted):
        raise UnclearError


def _under(body: Json, name: str) -> Sequence[Json]:
    if type(body) is Repeated:
        return [value for key, value in body.pairs if key == name]
    return [body[name]] if name in body else ()


def _plain(step: Step, body: Json, work: Work) -> dict[str, Json] | None:
    """The object ``body`` told once, if it has no key that goes several steps at once; None if it surely will not do."""
    if type(body) is Repeated:
        return _told_once(step, body, work)
    if not body.keys().isdisjoint(step.dotted):
        raise UnclearError
    return body  # type: ignore[no-any-return]


def _told_once(step: Step, body: Repeated, work: Work) -> dict[str, Json] | None:
    """An object in which no key comes twice, with the same values at the ends of paths; None if a needed key is not in it."""
    onward, pairs = step.onward, body.pairs
    work.tests(_TOLD + len(pairs))
    keys = dict(pairs).keys()
    if not keys.isdisjoint(step.dotted):
        raise UnclearError
    if not step.needed <= keys:
        return None
    once: dict[str, Json] = {}
    again: dict[str, list[Json]] = {}
    for key, value in pairs:
        if key not in onward:
            continue
        if key not in once:
            once[key] = value
        elif type(value) is list and onward[key].last is None and type(once[key]) in _INNER:
            raise UnclearError
        elif key in again:
            again[key].append(value)
        else:
            again[key] = [once[key], value]
    for key, values in again.items():
        once[key] = values if onward[key].last is not None else _one(values, work)
    return once


def _one(values: list[Json], work: Work) -> Json:
    """One value that says what ``values``, two or more, say of what stands below them."""
    work.tests(_MERGED * len(values))
    inner = [value for value in values if type(value) in _INNER]
    if len(inner) < 2:
        return inner[0] if inner else None
    if list in map(type, inner):
        raise UnclearError
    return Repeated([pair for value in inner for pair in _pairs(value)])


def _pairs(body: Json) -> Iterable[tuple[str, Json]]:
    return body.pairs if type(body) is Repeated else body.items()
