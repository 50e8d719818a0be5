"""Where in a JSON text its values stand, for texts that have been read already and are known to be JSON."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sim.pattern.levels import end_of_value

Step = str | int
"""A key of an object, or a number: of an element, or of a pair where a key comes twice."""
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` up to, and not with, ``end``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands."""

    value: Span
    key: Span | None
    """Its key, if it stands in an object."""
    before: int
    """The comma before it; -1 if there is none."""
    after: int
    """The sign after it: a comma, if another member follows."""


def tokens(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """The tokens of ``text``, from ``start`` on."""
    return _TOKEN.finditer(text, start)


def place_of(text: str, where: tuple[Step, ...]) -> Place | None:
    """Where the value stands to which the steps of ``where`` lead; None if they lead nowhere."""
    reader = tokens(text)
    opening = next(reader, None)
    found = Place(Span(opening.start(), opening.end()), None, -1, len(text)) if opening else None
    for step in where:
        found = _enter(reader, step) if found and text[found.value.start] in "{[" else None
    return _whole(text, found) if found else None


def _enter(reader: Iterator[re.Match[str]], step: Step) -> Place | None:
    """Go to the member ``step`` of the object or array whose opening was read last, and read the first token of its value."""
    depth, number, key, before = 0, -1, None, -1
    fresh = True
    """Whether a member begins here."""
    for token in reader:
        sign = token[0]
        if depth == 0 and sign in {"}", "]"}:
            return None
        if depth == 0 and sign == ":":
            fresh = True
            continue
        if depth == 0 and sign == ",":
            fresh, key, before = True, None, token.start()
            continue
        if depth == 0 and fresh:
            fresh = False
            peeked = _followed_by_colon(token)
            if peeked and key is None:
                key, number = token, number + 1
                continue
            if key is None:
                number += 1
            if step == (_decoded(key[0]) if key and isinstance(step, str) else number):
                spot = Span(key.start(), key.end()) if key else None
                return Place(Span(token.start(), token.end()), spot, before, 0)
        depth += _depth(sign)
    return None


def _followed_by_colon(token: re.Match[str]) -> bool:
    rest = _TOKEN.search(token.string, token.end())
    return rest is not None and rest[0] == ":"


def _decoded(key: str) -> object:
    return json.loads(key) if "\\" in key else key[1:-1]


def _whole(text: str, found: Place) -> Place:
    """``found`` with the end of its value, and what comes after it."""
    value = found.value
    end = end_of_value(text, value.start) if text[value.start] in "{[" else value.end
    after = _TOKEN.search(text, end)
    return Place(Span(value.start, end), found.key, found.before, after.start() if after else len(text))


def _depth(sign: str) -> int:
    return 1 if sign in {"{", "["} else -1 if sign in {"}", "]"} else 0
