"""Paths into an event, as input transformers and ``InputPath`` read them: a small part of JSONPath.

Dots, array indices and ``*``; names of letters, digits, dashes, underscores and slashes. Nothing is validated beforehand: a path that
EventBridge does not know finds nothing at run time.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

import re
from typing import Final

from sim.bus.spelling import Json


class Missing:
    """Nothing is there."""


MISSING: Final = Missing()

_STEP = re.compile(r"\.([\w/-]+)|\[([0-9]+)\]|(\.\*|\[\*\])", re.ASCII)
_QUOTED = re.compile(r"\[(?:'([^']*)'|\"([^\"]*)\")\]")


def value_at(path: str, event: Json, *, brackets: bool = False) -> Json | Missing:
    """The value at ``path``; a list of all values if ``*`` stands in it; ``MISSING`` if there is none.

    With ``brackets``, names may stand in quotes: ``InputPath`` takes both notations, a transformer only dots.
    """
    steps = _steps(path, brackets=brackets)
    if steps is None:
        return MISSING
    found: list[Json] = [event]
    for step in steps:
        found = [inner for value in found for inner in _inside(value, step)]
    if None in steps:
        return found or MISSING
    return found[0] if found else MISSING


def is_known(path: str, *, brackets: bool = False) -> bool:
    """Whether EventBridge knows the syntax of the path."""
    return _steps(path, brackets=brackets) is not None


def _steps(path: str, *, brackets: bool) -> list[str | int | None] | None:
    """Names, indices, and None for each ``*``."""
    if not path.startswith("$"):
        return None
    steps: list[str | int | None] = []
    at = 1
    while at < len(path):
        found = _STEP.match(path, at)
        in_quotes = _QUOTED.match(path, at) if brackets and not found else None
        if in_quotes:
            steps.append(in_quotes[1] if in_quotes[1] is not None else in_quotes[2])
        elif found:
            steps.append(None if found[3] else int(found[2]) if found[2] else found[1])
        else:
            return None
        at = (found or in_quotes).end()  # type: ignore[union-attr]  # one of the two was found
    return steps


def _inside(value: Json, step: str | int | None) -> list[Json]:
    match value, step:
        case dict(), None:
            return list(value.values())
        case list(), None:
            return list(value)
        case dict(), str() if step in value:
            return [value[step]]
        case list(), int() if step < len(value):
            return [value[step]]
    return []
