"""JSON text → trees, one or more of them behind each other."""

import re
from collections.abc import Callable
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed leaves it out
from typing import cast

from sim.rules.tree import DEEPEST, BookError, Kind, Node

_string = cast("Callable[[str, int], tuple[str, int]]", scanstring)
_SPACE = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)|true|false|null")
_AFTER = frozenset(" \t\r\n,:]}")
_LONE = re.compile("[\ud800-\udfff]")
_SHOWN = 20


class _Open:
    """An object or a list that is being read."""

    __slots__ = ("at", "close", "filled", "members", "name", "pairs")

    def __init__(self, at: int, close: str) -> None:
        self.at = at
        self.close = close
        self.name = ""
        self.pairs: list[tuple[str, Node]] = []
        self.members: list[Node] = []
        self.filled = False

    def add(self, node: Node) -> None:
        self.filled = True
        if self.close == "}":
            self.pairs.append((self.name, node))
        else:
            self.members.append(node)

    def done(self) -> Node:
        if self.close == "}":
            return Node(Kind.OBJECT, self.at, pairs=tuple(self.pairs))
        return Node(Kind.LIST, self.at, members=tuple(self.members))


def read_json(text: str) -> tuple[Node, ...]:
    """The values that stand in ``text``, one behind the other.

    Raises:
        BookError: the text is not JSON somewhere, or nested too deep.
    """
    found: list[Node] = []
    at = _skip(text, 0)
    while at < len(text):
        node, at = _value(text, at)
        found.append(node)
        at = _skip(text, at)
        if at < len(text) and text[at] not in "{[":
            raise BookError(f"{_shown(text, at)} stands behind the end; one rule a line, or all in one list [ ]", at)
    return tuple(found)


def _value(text: str, at: int) -> tuple[Node, int]:
    """The value that begins ``at``, and where it ends."""
    stack: list[_Open] = []
    while True:
        if at < len(text) and text[at] in "{[":
            if len(stack) == DEEPEST:
                raise BookError(f"nested deeper than {DEEPEST} levels; no rule is", at)
            stack.append(_Open(at, "}" if text[at] == "{" else "]"))
            at += 1
        else:
            node, at = _scalar(text, at)
            if not stack:
                return node, at
            stack[-1].add(node)
        while True:  # close what ends here, then go to the next member
            at = _skip(text, at)
            inside = stack[-1]
            if text[at : at + 1] != inside.close:
                break
            node, at = stack.pop().done(), at + 1
            if not stack:
                return node, at
            stack[-1].add(node)
        at = _to_member(text, at, inside)


def _to_member(text: str, at: int, inside: _Open) -> int:
    """Where the next value of ``inside`` begins."""
    what = "the object" if inside.close == "}" else "the list"
    if at == len(text):
        raise BookError(f"{what} that begins here is never closed; write its {inside.close}", inside.at)
    if inside.filled:
        if text[at] != ",":
            raise BookError(f"{_shown(text, at)} comes where {what} goes on; write a comma or {inside.close}", at)
        at = _skip(text, at + 1)
        if text[at : at + 1] in {"}", "]"}:
            raise BookError("a comma stands before the closing bracket; leave it out", at)
    if inside.close == "]":
        return at
    if text[at : at + 1] != '"':
        raise BookError(f'{_shown(text, at)} is no key; write it in "double quotes"', at)
    inside.name, at = _quoted(text, at)
    at = _skip(text, at)
    if text[at : at + 1] != ":":
        raise BookError(f"{_shown(text, at)} comes behind a key; write a colon and its value", at)
    return _skip(text, at + 1)


def _scalar(text: str, at: int) -> tuple[Node, int]:
    if text[at : at + 1] == '"':
        told, end = _quoted(text, at)
        return Node(Kind.TEXT, at, told), end
    if at == len(text):
        raise BookError("the text ends where a value belongs; write one, and close the brackets", at)
    found = _SCALAR.match(text, at)
    if found is None or text[found.end() : found.end() + 1] not in {"", *_AFTER}:
        raise BookError(f'{_shown(text, at)} is no JSON value; write a text in "double quotes"', at)
    return Node(Kind.NUMBER if found[1] else Kind.WORD, at, found[0]), found.end()


def _quoted(text: str, at: int) -> tuple[str, int]:
    try:
        told, end = _string(text, at + 1)
    except ValueError as error:
        where = int(getattr(error, "pos", at))
        if str(error).startswith("Invalid control"):
            raise BookError("a line break or tab stands inside a text; write \\n or \\t", where) from error
        if str(error).startswith("Unterminated"):
            raise BookError('the text that begins here is never closed; write its "', at) from error
        raise BookError("a backslash stands before a sign that it does not go with; write \\\\", where) from error
    if not told.isascii() and _LONE.search(told):
        raise BookError("half of a sign stands in this text; write both halves, or the sign itself", at)
    return told, end


def _skip(text: str, at: int) -> int:
    blank = _SPACE.match(text, at)
    return blank.end() if blank else at


def _shown(text: str, at: int) -> str:
    """The beginning of what stands ``at``."""
    word = re.split(r"[\s,:\[\]{}]", text[at : at + _SHOWN + 1], maxsplit=1)[0] or text[at : at + 1]
    return repr(word[:_SHOWN]) if word else "the end of the text"
