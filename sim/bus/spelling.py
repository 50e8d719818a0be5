"""JSON read and written so that nothing changes on the way: numbers keep their text, and keys their order."""

import json
import re
from typing import Any, NoReturn

Json = Any
"""dict, list, str, bool, None, or ``Amount`` for a number."""

_SPACE = re.compile(r'("(?:[^"\\]|\\.)*")|[ \t\r\n]+', re.DOTALL)


class Amount(str):
    """A number as it was written."""

    __slots__ = ()


class _Sign(str):
    """What stands between values."""

    __slots__ = ()


def read_json(text: str) -> Json:
    """The value that ``text`` writes; of a key that comes twice, the last.

    Raises:
        ValueError: the text is no JSON.
    """
    try:
        return json.loads(text, parse_int=Amount, parse_float=Amount, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deep") from None


def is_json(text: str) -> bool:
    """Whether ``text`` is JSON."""
    try:
        read_json(text)
    except ValueError:
        return False
    return True


def minified(text: str) -> str:
    """JSON text without the space between its parts."""
    return _SPACE.sub(lambda found: found[1] or "", text)


def spell(value: Json) -> str:
    """``value`` as minified JSON, however deep it is nested."""
    parts: list[str] = []
    todo: list[Json] = [value]
    while todo:
        match todo.pop():
            case _Sign() | Amount() as text:
                parts.append(text)
            case dict() as fields:
                todo.append(_Sign("}"))
                for n, (name, inner) in reversed(list(enumerate(fields.items()))):
                    todo += [inner, _Sign(f"{',' if n else ''}{quoted(name)}:")]
                parts.append("{")
            case list() as members:
                todo.append(_Sign("]"))
                for n, inner in reversed(list(enumerate(members))):
                    todo += [inner, _Sign("," if n else "")]
                parts.append("[")
            case str() as text:
                parts.append(quoted(text))
            case other:
                parts.append(json.dumps(other))
    return "".join(parts)


def quoted(text: str) -> str:
    """The text as a string of JSON."""
    return json.dumps(text, ensure_ascii=False)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")
