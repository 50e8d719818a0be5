"""Does one flat rule match, found in one walk down the event? Exact wherever each path leads to one value or into one array.

A rule is a tree of steps. Where the walk meets an array, all fields below must be satisfied by one element, so elements are tried
one after the other, each once: the work is at most the size of the event times the number of fields.

``{"exists": false}`` makes the order of paths count. Of the fields below an array that find a value in it, the first in order
chooses the element, and has to do so by a value; each later one may find its value or its absence in that element. Values that
stand in an array as they are belong to none of its elements, which only matters where a rule names both ``k`` and ``k.c``.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from sim.pattern.events import Json, Repeated
from sim.pattern.field import Field
from sim.pattern.work import Work

LONGEST_PATH = 100
"""Steps of a path that are walked."""
_MANY = 10_000
"""Elements of an array that are tried without a look at whether they are the same."""
_NOTHING = object()


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
    dotted: list[str] = field(default_factory=list)
    """Names that go several of the next steps at once."""
    may_lack: bool = False
    """Whether absence will do for one of the fields."""
    may_be_empty: bool = True
    """Whether absence will do for all of them."""


def steps_of(rule: Sequence[tuple[str, Field]]) -> Step | None:
    """The tree of ``rule``, its paths in order; None if it cannot be walked."""
    root = Step()
    if any(path.count(".") >= LONGEST_PATH for path, _ in rule):
        return None
    for number, (path, given) in enumerate(rule):
        names = tuple(path.split("."))
        if "" in names:
            return None
        step = root
        for at, name in enumerate(names):
            _note(step, number, names[at:], given)
            step = step.onward.setdefault(name, Step())
            if step.last is not None:
                return None
        if step.onward:
            return None
        _note(step, number, (), given)
        step.last = given
    return root


def _note(step: Step, number: int, names: tuple[str, ...], given: Field) -> None:
    step.ends.append((number, names, given))
    step.numbers.add(number)
    step.may_lack |= given.absent
    step.may_be_empty &= given.absent
    step.dotted += [".".join(names[:n]) for n in range(2, len(names) + 1)]


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
    if type(body) is Repeated:
        body = _told_once(step, body)
    elif step.dotted:
        _refuse_dotted(step, body)
    for name, below in step.onward.items():
        value = body.get(name, _NOTHING)
        kind, given = type(value), below.last
        if kind is list:
            if not _array(below, value, chooser if chooser in below.numbers else None, work):
                return False
        elif kind is dict or kind is Repeated:
            if given is None:
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
        elements = list(_unlike(elements))
        work.tests(len(elements) * step.last.weight)
        return satisfied_in(step.last, elements, by_value=chooser is not None)
    work.tests(len(elements) * len(step.onward))
    if chooser is None and step.may_lack:
        chooser = next(
            (number for number, names, given in step.ends if not given.absent or _leads(elements, names)), None
        )
        if chooser is None:
            return True
    return any(_object(step, body, chooser, work) for body in _objects(elements))


def satisfied_in(given: Field, elements: list[Json], *, by_value: bool = False) -> bool:
    """Whether a value in an array, or in an array in it, will do; or, unless it has to be ``by_value``, whether there is none."""
    found, waiting = False, [elements]
    matches = given.matches
    while waiting:
        for element in waiting.pop():
            kind = type(element)
            if kind is list:
                waiting.append(element)
            elif kind is not dict and kind is not Repeated:
                if matches(element):
                    return True
                found = True
    return given.absent and not found and not by_value


def _unlike(elements: list[Json]) -> Collection[Json]:
    """The elements of an array, of a long one each but once: its numbers are few objects, if they are few numbers."""
    return elements if len(elements) < _MANY else {id(element): element for element in elements}.values()


def _objects(elements: list[Json]) -> Iterator[Json]:
    """The objects in an array and in the arrays in it."""
    waiting = [elements]
    while waiting:
        for element in waiting.pop():
            kind = type(element)
            if kind is dict or kind is Repeated:
                yield element
            elif kind is list:
                waiting.append(element)


def _leads(elements: list[Json], names: Sequence[str]) -> bool:
    """Whether ``names`` lead from some element of an array to a value."""
    waiting: list[tuple[Json, int]] = [(elements, 0)]
    while waiting:
        value, at = waiting.pop()
        kind = type(value)
        if kind is list:
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
    keys = [key for key, _ in _pairs(body)] if type(body) is Repeated else body
    if any(".".join(names[:n]) in keys for n in range(2, len(names) + 1)):
        raise UnclearError


def _under(body: Json, name: str) -> Sequence[Json]:
    if type(body) is Repeated:
        return [value for key, value in body.pairs if key == name]
    return [body[name]] if name in body else ()


def _refuse_dotted(step: Step, body: dict[str, Json]) -> None:
    for name in step.dotted:
        if name in body:
            raise UnclearError


def _told_once(step: Step, body: Repeated) -> dict[str, Json]:
    """An object in which no key comes twice, with the same values at the ends of paths."""
    onward = step.onward
    values: dict[str, list[Json]] = {}
    for key, value in body.pairs:
        if key in onward:
            values.setdefault(key, []).append(value)
    if step.dotted:
        _refuse_dotted(step, dict(body.pairs))
    return {name: found[0] if len(found) == 1 else _one(found, onward[name]) for name, found in values.items()}


def _one(values: list[Json], step: Step) -> Json:
    """One value that says what ``values``, two or more, say."""
    if step.last is not None:
        return values
    inner = [value for value in values if isinstance(value, dict | list | Repeated)]
    if len(inner) > 1:
        if any(type(value) is list for value in inner):
            raise UnclearError
        return Repeated(tuple(pair for value in inner for pair in _pairs(value)))
    return inner[0] if inner else None


def _pairs(body: Json) -> Sequence[tuple[str, Json]]:
    return body.pairs if type(body) is Repeated else tuple(body.items())
