"""A walk along an event, in step with the tree of paths, which cuts down the set of rules that may match.

An object is asked for its keys: which of them lead on, and which rules need something below a key that it has not, is found once for
each set of keys. A value cuts away the rules that it does not satisfy.

Two paths may not look at different elements of an array. So each element is walked by itself, and a rule is satisfied if one of them
satisfies all that it wants below the array. For two kinds of rules that is needed, but not enough: those that want something absent
below the array (there the order of the paths decides, see ``matching``), and those that name the array's own path and one below it.
They are ``tangled`` there, and have yet to be tried.
"""

from sim.pattern.events import Json, Repeated, unlike
from sim.pattern.index.bits import unpacked
from sim.pattern.index.steps import Node, NotPlainError
from sim.pattern.work import Work

_ELEMENT, _OBJECT, _ARRAY = 1, 5, 2
"""What an element of an array costs, one that may be an object whose keys are looked at, and the array."""
_DEEPEST = 20
"""Arrays inside each other that are walked."""


def walk(root: Node, body: dict[str, Json], bits: int, work: Work) -> tuple[int, int]:
    """Those of the rules in ``bits`` that the event ``body`` may match, and those among them that have yet to be tried.

    Raises:
        NotPlainError: the event has to be taken apart.
        EventError: it is too much work.
    """
    tangled: list[int] = []
    left = _object(root, body, bits, tangled, 0, work)
    untried = 0
    for rules in tangled:
        untried |= rules
    return left, left & untried


def _object(node: Node, body: dict[str, Json], bits: int, tangled: list[int], deep: int, work: Work) -> int:
    """Those in ``bits`` that are satisfied below ``node``, where ``body`` stands."""
    waiting = [(node, body)]
    for at, here in waiting:  # grows on the way
        keys = tuple(here)
        plan = at.plans.get(keys)
        if plan is None:
            plan = at.plan(keys)
        lacking, onward = plan
        bits &= lacking
        for key, child in onward:
            value = here[key]
            kind = type(value)
            if kind is str:
                known = child.texts.get(value)
                bits &= child.scalar(value, work) if known is None else known
            elif kind is dict:
                if child.wanted:
                    bits &= child.wanted.lacking()
                if child.children:
                    waiting.append((child, value))
            elif kind is list:
                bits &= _array(child, value, tangled, deep + 1, work)
            elif kind is Repeated:
                raise NotPlainError
            else:
                bits &= child.scalar(value, work)
        if not bits:
            break
    return bits


def _array(node: Node, elements: list[Json], tangled: list[int], deep: int, work: Work) -> int:
    """The rules that ``elements`` satisfy at ``node`` and below it, as far as they are not tangled."""
    if deep > _DEEPEST:
        raise NotPlainError
    wanted = node.wanted
    here = 0
    below = node.lacking_below()
    bare = True
    price = _OBJECT if node.children else _ELEMENT
    waiting = [elements]
    while waiting:
        inside = unlike(waiting.pop())
        work.tests(_ARRAY + len(inside) * price)
        for element in inside:
            kind = type(element)
            if kind is list:
                if element:
                    waiting.append(element)
            elif kind is dict:
                if node.children:
                    below |= _object(node, element, ~0, tangled, deep, work)
            elif kind is Repeated:
                raise NotPlainError
            elif wanted:
                here |= wanted.holding(element, work)
                bare = False
    if node.tangled:
        tangled.append(unpacked(node.tangled))
    return below & (node.lacking_here() if bare else here)
