"""The oracle of pattern matching: slow and plain, so that it can be read beside the documentation and believed.

The pattern becomes flat rules, the event becomes leaves with their places in arrays, and every assignment of leaves to paths
is tried. Nothing here is shared with ``sim.pattern``.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
"""

import json

from tests.sim.pattern.plain_rules import Num, Obj, RefusedError, flat_rules, read
from tests.sim.pattern.plain_tests import ABSENT, speaks_of_numbers


def verdict(pattern_text, event_text):
    """``match``, ``no_match`` or ``invalid``, and for the last the reason.

    Raises:
        ValueError: the event is not a JSON object.
    """
    try:
        rules = flat_rules(pattern_text)
    except RefusedError as refused:
        return "invalid", str(refused)
    leaves = leaves_of(event_text)
    return ("match" if any(holds(rule, leaves) for rule in rules) else "no_match"), None


def leaves_of(event_text):
    """Every leaf of an event: its dotted path, its text, and which element of which array it lies in."""
    event = read(event_text)
    if not isinstance(event, Obj):
        raise ValueError("an event is an object")
    leaves = []
    arrays = iter(range(len(event_text)))

    def walk(value, path, place):
        if isinstance(value, Obj):
            for key, inner in value:
                if key or not path:
                    walk(inner, f"{path}.{key}" if path else key, place)
        elif isinstance(value, list):
            array = next(arrays)
            for index, inner in enumerate(value):  # a scalar stands in the array, but belongs to none of its elements
                walk(inner, path, {**place, array: index} if isinstance(inner, list) else place)
        elif isinstance(value, Num):
            leaves.append((path, value.text, place))
        else:
            leaves.append((path, f'"{value}"' if isinstance(value, str) else json.dumps(value), place))

    walk(event, "", {})
    return leaves


def holds(rule, leaves):
    """Whether some choice of one leaf for each path passes all tests, in no array two elements."""
    return assigned(sorted(rule, key=utf16), rule, leaves, {})


def utf16(path):
    return path.encode("utf-16-be", "surrogatepass")


def assigned(paths, rule, leaves, place):
    """Whether the remaining ``paths`` can be served when the earlier ones have chosen ``place``."""
    if not paths:
        return True
    path, *later = paths
    tests = rule[path]
    numeric_field = any(map(speaks_of_numbers, tests))
    near = [(text, {**place, **own}) for at, text, own in leaves if at == path and agree(place, own)]
    if ABSENT in tests and not near and assigned(later, rule, leaves, place):
        return True
    return any(
        assigned(later, rule, leaves, chosen)
        for text, chosen in near
        if any(test is not ABSENT and test.passes(text, numeric_field) for test in tests)
    )


def agree(place, own):
    return all(own.get(array, index) == index for array, index in place.items())
