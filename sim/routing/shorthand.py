"""Values with parts as the AWS CLI takes them: ``Variables={STAGE=prod,TABLE=seats}``, or JSON.

https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
"""

import json
import re
from typing import Any

_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[^=,{}\[\]\s]+)\s*=\s*""")
_BARE = re.compile(r"[^,{}\[\]]*")
_QUOTED = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'""")
DEEPEST = 8


class ShorthandError(ValueError):
    """A text that is neither the one nor the other; says what is wrong and what would be right."""


def value_of(text: str, example: str) -> dict[str, Any]:
    """The object that ``text`` writes; ``example`` is one that would be right, for the message.

    Raises:
        ShorthandError: it writes none.
    """
    text = text.strip()
    if not text.startswith(("{", "[")):
        value, end = _pairs(text, 0, "", 0, example)
        if text[end:].strip():
            raise ShorthandError(f"{text[end:][:20]!r} is left over; write Name=value pairs with commas")
        return value
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ShorthandError("begins as JSON and is none; write it as Name=value, or put JSON in quotes") from error
    if not isinstance(read, dict):
        raise ShorthandError("is no object; write it as Name=value, or as JSON in braces")
    return read


def _pairs(text: str, at: int, closing: str, depth: int, example: str) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    if depth > DEEPEST:
        raise ShorthandError(f"is nested deeper than {DEEPEST} levels; no option is")
    while closing and text[at:].lstrip().startswith(closing):
        return found, text.index(closing, at) + 1
    while True:
        key = _KEY.match(text, at)
        if not key:
            raise ShorthandError(f"{text[at : at + 20]!r} is no Name=value; write it as {example}")
        found[key[1].strip("\"'")], at = _value(text, key.end(), depth, example)
        rest = text[at:].lstrip()
        at = len(text) - len(rest)
        if rest.startswith(","):
            at += 1
        elif closing and rest.startswith(closing):
            return found, at + 1
        elif closing:
            raise ShorthandError(f"a {closing!r} is missing at the end; close what was opened")
        else:
            return found, at


def _value(text: str, at: int, depth: int, example: str) -> tuple[Any, int]:
    if text[at : at + 1] == "{":
        return _pairs(text, at + 1, "}", depth + 1, example)
    if text[at : at + 1] == "[":
        end = text.find("]", at)
        if end < 0:
            raise ShorthandError("a ']' is missing at the end; close what was opened")
        return [one.strip().strip("\"'") for one in text[at + 1 : end].split(",") if one.strip()], end + 1
    if quoted := _QUOTED.match(text, at):
        return quoted[1] if quoted[1] is not None else quoted[2], quoted.end()
    bare = _BARE.match(text, at)
    assert bare is not None
    return bare[0].strip(), bare.end()
