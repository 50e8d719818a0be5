"""An event as it is matched: parsed, but with the text of its numbers, and with every value of a key that comes twice."""

import json
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NoReturn

from sim.pattern.amounts import Number
from sim.pattern.faults import EventError

Json = Any
"""A value of an event: dict or Repeated, list, or a leaf."""

DEEPEST = 800
"""Levels of nesting that are read; AWS stops at 1,000."""
_NO_BRACKET = bytes(sorted(set(range(256)) - set(b"[]{}")))
_TURNS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
"""One up, one down."""


@dataclass(frozen=True, slots=True)
class Repeated:
    """An object in which a key comes twice."""

    pairs: tuple[tuple[str, Json], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One event."""

    body: Json
    """Its outermost object."""


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
        raise EventError("Event must be a JSON object")
    if text.count("[") + text.count("{") > DEEPEST and _depth(text) > DEEPEST:
        raise EventError(f"Event is nested deeper than {DEEPEST} levels")
    try:
        body, _ = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise EventError(f"Event is not JSON: {error}") from error
    except RecursionError as error:
        raise EventError(f"Event is nested deeper than {DEEPEST} levels") from error
    return Event(body)


def _object(pairs: list[tuple[str, Json]]) -> Json:
    body = dict(pairs)
    return body if len(body) == len(pairs) else Repeated(tuple(pairs))


def _no_number(word: str) -> NoReturn:
    raise EventError(f"Event is not JSON: {word} is no number")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=Number, parse_float=Number, parse_constant=_no_number)


def _depth(text: str) -> int:
    """How deep the brackets of ``text`` stand in each other, those inside strings left out."""
    outside = text.replace("\\\\", "").replace('\\"', "").split('"')[::2]
    brackets = "".join(outside).encode("ascii", "ignore").translate(_TURNS, _NO_BRACKET)
    return max(accumulate(array("b", brackets)), default=0)
