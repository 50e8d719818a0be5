"""An event as it is matched: parsed, but with the text of its numbers, and with every value of a key that comes twice."""

import gc
import json
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress, count
from operator import indexOf
from typing import Any, NamedTuple, NoReturn

from sim.pattern.amounts import Number
from sim.pattern.faults import EventError, position_of

Json = Any
"""A value of an event: dict or Repeated, list, or a leaf."""

DEEPEST = 1_000
"""Levels of nesting that are read, as the engine's reader does."""
_SHALLOW = 400
"""Levels that Python's reader has room for, wherever it is called."""
_HALF = DEEPEST // 2
_LONG = 50_000
"""Signs of a text that the garbage collector would go over again and again while it is read."""
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?'
_WORDS = re.compile(rf"{_STRING}|NaN|-?Infinity", re.DOTALL)
_NO_BRACKET = bytes(sorted(set(range(256)) - set(b"[]{}")))
_TURNS = bytes(1 if sign in b"[{" else 255 if sign in b"]}" else 0 for sign in range(256))
"""One up, one down."""


class Repeated(NamedTuple):
    """An object in which a key comes twice. There may be very many, and nothing of this kind is made more quickly."""

    pairs: Sequence[tuple[str, Json]]


@dataclass(frozen=True, slots=True)
class Event:
    """One event."""

    body: Json
    """Its outermost object."""
    size: int = 0
    """Signs of the text that it was read from, if it was."""


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
            return Event(_body(text, start), len(text))
        with uncollected():
            return Event(_body(text, start), len(text))
    except json.JSONDecodeError as error:
        raise EventError(f"Event is not JSON: {error}", position_of(text, error.pos)) from error
    except _WordError as error:
        at = next(found.start() for found in _WORDS.finditer(text, start) if found[0][0] != '"')
        raise EventError(f"Event is not JSON: {error} is no number", position_of(text, at)) from error
    except RecursionError as error:
        raise EventError("Event is nested deeper than there is room for here") from error


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


def _body(text: str, start: int) -> Json:
    """The object that begins at ``start``."""
    if text.count("[") + text.count("{") > _SHALLOW and (depth := _depth(text)) > _SHALLOW:
        return _deep(text, start, depth)
    return _DECODER.raw_decode(text, start)[0]


def _object(pairs: list[tuple[str, Json]]) -> Json:
    body = dict(pairs)
    return body if len(body) == len(pairs) else Repeated(pairs)


class _WordError(Exception):
    """``NaN`` or ``Infinity``, which Python would take for a number."""


def _no_number(word: str) -> NoReturn:
    raise _WordError(word)


_number = lru_cache(maxsize=4096)(Number)
_HOOKS: dict[str, Any] = {"object_pairs_hook": _object, "parse_int": _number, "parse_float": _number}
_DECODER = json.JSONDecoder(**_HOOKS, parse_constant=_no_number)


def _depth(text: str) -> int:
    """How deep the brackets of ``text`` stand in each other, those inside strings left out."""
    outside = text.replace("\\\\", "").replace('\\"', "").split('"')[::2]
    brackets = "".join(outside).encode("ascii", "ignore").translate(_TURNS, _NO_BRACKET)
    return max(accumulate(array("b", brackets)), default=0)


def _turns(text: str) -> bytes:
    """For each sign of ``text`` whether it goes up or down: one byte each, and none inside a string goes anywhere."""
    pieces = text.replace("\\\\", "  ").replace('\\"', "  ").split('"')
    pieces[1::2] = map("".ljust, map(len, pieces[1::2]))
    return '"'.join(pieces).encode("ascii", "replace").translate(_TURNS)


def _deep(text: str, start: int, depth: int) -> Json:
    """The object that begins at ``start``, in two steps: Python's reader goes down a level of its own for each of JSON's.

    What lies half-way down is read first. Then the rest is read, with a ``NaN`` in place of each such value.
    """
    pieces, inner, end = [" " * start], [], start
    for begin, after in _half_way(text, depth):
        inner.append(_DECODER.raw_decode(text, begin)[0])
        pieces += [text[end:begin], "NaN".ljust(after - begin)]
        end = after
    values = iter(inner)

    def value(word: str) -> Json:
        found = next(values, _no_number) if word == "NaN" else _no_number
        return _no_number(word) if found is _no_number else found

    try:
        return json.JSONDecoder(**_HOOKS, parse_constant=value).raw_decode("".join([*pieces, text[end:]]), start)[0]
    except json.JSONDecodeError as error:
        raise json.JSONDecodeError(error.msg, text, error.pos) from error


def _half_way(text: str, depth: int) -> Iterator[tuple[int, int]]:
    """Where the values begin and end that stand just below ``_HALF`` levels, in a text of this ``depth``.

    Raises:
        EventError: one of them goes deeper than ``DEEPEST``.
    """
    signs = _turns(text)
    places = list(compress(count(), signs))
    turns = array("b", signs.replace(b"\0", b""))
    with suppress(ValueError):  # what follows the closing brace is not looked at
        turns = turns[: indexOf(accumulate(turns), 0)]
    if depth > DEEPEST and max(accumulate(turns)) > DEEPEST:
        at = next(at for at, depth in zip(places, accumulate(turns), strict=False) if depth > DEEPEST)
        raise EventError(f"Event is nested deeper than {DEEPEST} levels", position_of(text, at))
    below = bytes([depth > _HALF for depth in accumulate(turns)])
    begin = below.find(1)
    while begin >= 0:
        after = below.find(0, begin)
        if after < 0:
            yield places[begin], len(text)
            return
        yield places[begin], places[after] + 1
        begin = below.find(1, after)
