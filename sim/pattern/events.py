"""An event as it is matched: parsed, but with the text of its numbers, and with every value of a key that comes twice."""

import gc
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn

from sim.pattern.amounts import Number
from sim.pattern.faults import EventError, position_of
from sim.pattern.levels import DOWN, UP, blocks, is_shallow, turns

Json = Any
"""A value of an event: dict or Repeated, list, or a leaf."""

DEEPEST = 1_000
"""Levels of nesting that are read, as the engine's reader does."""
_SHALLOW = 400
"""Levels that Python's reader has room for, wherever it is called."""
_HALF = DEEPEST // 2
_MOST_HALF_WAY = 20_000
"""Values below that level, each of which is read by itself."""
_LONG = 50_000
"""Signs of a text that the garbage collector would go over again and again while it is read."""
_VERY_LONG = 200_000
"""Signs of a text that it should not go over at all."""
_MANY = 10_000
"""Elements of an array that are tried without a look at whether they are the same."""
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?'
_WORDS = re.compile(rf"{_STRING}|NaN|-?Infinity", re.DOTALL)
_ONE_KIND = bytes.maketrans(b"{}", b"[]")
_NO_SIGN = bytes(sorted(set(range(256)) - set(b'[]{}"')))
_TURNS_TAKEN = 8
"""Times that brackets with nothing between them are taken out of a text,"""
_MOST_LEFT = 0.9
"""as long as no more of the brackets than this part is left."""


class Repeated(NamedTuple):
    """An object in which a key comes twice. There may be very many, and nothing of this kind is made more quickly."""

    pairs: Sequence[tuple[str, Json]]


_new = tuple.__new__
"""Makes a ``Repeated`` in half the time that its own call takes."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event."""

    body: Json
    """Its outermost object."""
    size: int = 0
    """Signs of the text that it was read from, if it was."""
    end: int = 0
    """Where its closing brace ends in that text."""


def event_of_json(value: Mapping[str, Json]) -> Event:
    """The event that ``value``, a parsed JSON object, is. Its numbers have their shortest text.

    Raises:
        EventError: it is no object.
    """
    if type(value) is not dict:
        raise EventError("Event must be a JSON object")
    return Event(value)


def event_of_text(text: str) -> Event:
    """The event that ``text`` writes. What follows its closing brace is not looked at.

    Raises:
        EventError: the text is not JSON, not an object, or nested deeper than ``DEEPEST``.
    """
    start = len(text) - len(text.lstrip(" \t\r\n"))
    if text[start : start + 1] != "{":
        raise EventError("Event must be a JSON object", position_of(text, start))
    try:
        if len(text) < _LONG:
            body, end = _body(text, start)
            return Event(body, len(text), end)
        with uncollected():
            body, end = _body(text, start)
            if len(text) > _VERY_LONG:
                _settle()
            return Event(body, len(text), end)
    except json.JSONDecodeError as error:
        raise EventError(f"Event is not JSON: {error}", position_of(text, error.pos)) from error
    except _WordError as error:
        at = next(found.start() for found in _WORDS.finditer(text, start) if found[0][0] != '"')
        raise EventError(f"Event is not JSON: {error} is no number", position_of(text, at)) from error
    except RecursionError as error:
        raise EventError("Event is nested deeper than there is room for here") from error


def unlike(elements: list[Json]) -> Collection[Json]:
    """The elements of an array, of a long one each but once: its numbers are few objects, if they are few numbers."""
    return elements if len(elements) < _MANY else {id(element): element for element in elements}.values()


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the garbage collector wait: a long event is read and taken apart three times as fast, and there is no garbage yet."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _settle() -> None:
    """Let the garbage collector take all that there is for old: else it goes over a new event at once, for half as long as reading."""
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()


def _body(text: str, start: int) -> tuple[Json, int]:
    """The object that begins at ``start``, and where it ends."""
    if text.count("[") + text.count("{") > _SHALLOW and not is_shallow(text, _SHALLOW):
        return _deep(text, start)
    return _DECODER.raw_decode(text, start)


def _object(pairs: list[tuple[str, Json]]) -> Json:
    body = dict(pairs)
    return body if len(body) == len(pairs) else _new(Repeated, (pairs,))


class _WordError(Exception):
    """``NaN`` or ``Infinity``, which Python would take for a number."""


def _no_number(word: str) -> NoReturn:
    raise _WordError(word)


_number = lru_cache(maxsize=4096)(Number)
_HOOKS: dict[str, Any] = {"object_pairs_hook": _object, "parse_int": _number, "parse_float": _number}
_DECODER = json.JSONDecoder(**_HOOKS, parse_constant=_no_number)


def _deep(text: str, start: int) -> tuple[Json, int]:
    """The object that begins at ``start``, and where it ends, in two steps: Python's reader goes down a level of its own for each of JSON's.

    What lies half-way down is read first. Then the rest is read, with a ``NaN`` in place of each such value.
    """
    pieces, inner, end = [" " * start], [], start
    for begin, after in _half_way(text):
        inner.append(_DECODER.raw_decode(text, begin)[0])
        pieces += [text[end:begin], "NaN".ljust(after - begin)]
        end = after
    values = iter(inner)

    def value(word: str) -> Json:
        found = next(values, _no_number) if word == "NaN" else _no_number
        return _no_number(word) if found is _no_number else found

    try:
        return json.JSONDecoder(**_HOOKS, parse_constant=value).raw_decode("".join([*pieces, text[end:]]), start)
    except json.JSONDecodeError as error:
        raise json.JSONDecodeError(error.msg, text, error.pos) from error


def _half_way(text: str) -> Sequence[tuple[int, int]]:
    """Where the values begin and end that stand just below ``_HALF`` levels. What follows the closing brace is not looked at.

    Raises:
        EventError: the text goes deeper than ``DEEPEST``, or there are more such values than ``_MOST_HALF_WAY``.
    """
    begin, depth = -1, 0
    found: list[tuple[int, int]] = []
    for at, block, before, least, most in blocks(turns(text)):
        if (least > 0 and most <= _HALF) or (least > _HALF and most <= DEEPEST):
            continue
        depth = before
        for place, turn in enumerate(block, at):
            if turn == UP:
                depth += 1
                if depth > DEEPEST:
                    raise EventError(f"Event is nested deeper than {DEEPEST} levels", position_of(text, place))
                if depth == _HALF + 1:
                    begin = place
            elif turn == DOWN:
                depth -= 1
                if depth == _HALF:
                    found.append((begin, place + 1))
                    begin = -1
                if depth == 0:
                    return found
        if len(found) > _MOST_HALF_WAY:
            raise EventError(f"Event has more than {_MOST_HALF_WAY} values that are nested deeper than {_HALF} levels")
    return found if begin < 0 else [*found, (begin, len(text))]
