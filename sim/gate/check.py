"""Plain values → a frozen dataclass, by pydantic in strict mode; its complaints become faults at their line and column."""

import json
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sim.gate.fault import Fault
from sim.gate.tree import Document, Path

T = TypeVar("T")

_LIST = ("a list", "begin each member with '- '")
_MAPPING = ("a mapping of keys to values", "write 'key: value' lines")
_DATE = ("a date", "write it as 2026-11-23")
_WHOLE = ("a whole number", "write digits only")

KINDS: Mapping[str, tuple[str, str]] = {
    "string_type": ("text", "put it in quotes"),
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": ("a number", "write digits"),
    "bool_type": ("true or false", "write one of the two, without quotes"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _MAPPING,
    "dataclass_type": _MAPPING,
    "date_from_datetime_parsing": _DATE,
    "date_parsing": _DATE,
    "date_type": _DATE,
}
"""What the field takes, and how to write that, by pydantic's name of the complaint."""


@cache
def _adapter(cls: Hashable) -> TypeAdapter[Any]:
    """The checker for ``cls``, made once."""
    return TypeAdapter(cast("type[Any]", cls))


def check(document: Document, cls: type[T], at: Path = ()) -> tuple[T | None, tuple[Fault, ...]]:
    """The value of ``document`` at ``at`` as a ``cls``, or None and what keeps it from being one.

    A text that could not be read has told its fault already; nothing is added to that.
    """
    if document.faults and document.value is None:
        return None, ()
    value = document.value
    for step in at:
        value = value[step]
    try:
        return _adapter(cast("Hashable", cls)).validate_json(json.dumps(value), strict=True), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = {_fault(document, at, value, detail, cls) for detail in details if not _follows(detail, details)}
        return None, tuple(sorted(found))


def _follows(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether a list is only too short because members of it are at fault themselves."""
    loc = detail["loc"]
    return detail["type"] == "too_short" and any(other["loc"][: len(loc)] == loc != other["loc"] for other in details)


def _fault(document: Document, at: Path, value: Any, detail: ErrorDetails, cls: type[Any]) -> Fault:
    names_a_key = detail["type"] in {"missing", "unexpected_keyword_argument", "extra_forbidden"}
    path = (*at, *_real_path(value, detail["loc"], names_a_key=names_a_key))
    code, problem, remedy = _words(detail, cls, path[len(at) :])
    if code == "G008":
        path, problem = _own_place(path, problem)
    return document.fault(code, path, problem, remedy, of_key=code == "G003")


def _real_path(value: Any, loc: tuple[int | str, ...], *, names_a_key: bool) -> Path:
    """Pydantic's ``loc`` without the names of union members, which stand in it but not in the file.

    The last step may be a key that is not there: a missing field, or one too many.
    """
    path: list[str | int] = []
    for n, step in enumerate(loc):
        last = n == len(loc) - 1
        if isinstance(value, dict) and (step in value or (last and names_a_key)):
            path.append(step)
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            path.append(step)
            value = value[step]
    return tuple(path)


def _own_place(path: Path, problem: str) -> tuple[Path, str]:
    """A value's own complaint names the field that it is about: ``arrivals: not in order``."""
    name, colon, rest = problem.partition(": ")
    return ((*path, name), rest) if colon and name.isidentifier() else (path, problem)


def _words(detail: ErrorDetails, cls: type[Any], path: Path) -> tuple[str, str, str]:
    kind, got, context = detail["type"], detail["input"], detail.get("ctx", {})
    match kind:
        case "missing":
            return "G004", f"{path[-1] if path else 'it'} is missing", "add it"
        case "unexpected_keyword_argument" | "extra_forbidden":
            return (
                "G003",
                f"there is no field named {path[-1]!r} here",
                _near(str(path[-1]), _field_names(cls, detail)),
            )
        case "union_tag_not_found":
            return "G004", "type is missing", f"one of {context.get('discriminator', 'type')}"
        case "union_tag_invalid":
            return "G006", f"there is no type {context['tag']!r}", f"there are {context['expected_tags']}"
        case "enum" | "literal_error":
            return "G006", f"{json.dumps(got)} is not one of its values", f"it takes {context['expected']}"
        case "greater_than_equal":
            return "G007", f"{got} is out of range", f"it takes {context['ge']} or more"
        case "less_than_equal":
            return "G007", f"{got} is out of range", f"it takes {context['le']} or less"
        case "too_short":
            return "G007", "too few", f"it takes {context['min_length']} or more"
        case "value_error":
            problem, _, remedy = str(context["error"]).partition("; ")
            return "G008", problem, remedy or "see the format's description"
        case _ if kind in KINDS:
            takes, remedy = KINDS[kind]
            return "G005", f"takes {takes}, not {json.dumps(got)[:60]}", remedy
    return "G009", detail["msg"], "see the format's description"


def _near(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"there are {', '.join(known)}" if known else "leave it out"


def _field_names(cls: Any, detail: ErrorDetails) -> tuple[str, ...]:
    """The fields of the dataclass that refused the key, as far as the path through the types shows them."""
    for step in detail["loc"][:-1]:
        cls = _inside(cls, step)
    while not is_dataclass(cls) and hasattr(cls, "__args__"):
        cls = cls.__args__[0]
    return tuple(field.name for field in fields(cls)) if is_dataclass(cls) else ()


def _inside(cls: Any, step: int | str) -> Any:
    if isinstance(step, int):
        return cls.__args__[0]
    while hasattr(cls, "__args__") and not is_dataclass(cls):
        members = [m for m in cls.__args__ if is_dataclass(m)]
        tagged = [m for m in members if str(step) in str(m.__annotations__.get("type", ""))]
        if tagged:
            return tagged[0]
        cls = members[0] if members else cls.__args__[0]
    if is_dataclass(cls):
        return get_type_hints(cls).get(str(step), cls)
    return cls
