"""What was pasted, as a tree: its values, where each of them stands, and their spelling.

JSON and YAML give the same tree, so that the forms of a book are told apart by what they say and not by how they are written. Keys keep
their order and may come twice, and a number keeps its text, because a pattern does not survive without.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

DEEPEST = 128
"""Levels of nesting that are read; no pattern in use comes near."""


class Kind(StrEnum):
    """What a node is."""

    OBJECT = "an object"
    LIST = "a list"
    TEXT = "a text"
    NUMBER = "a number"
    WORD = "a word"
    """``true``, ``false`` or ``null``."""


@dataclass(frozen=True, slots=True)
class Node:
    """One value."""

    kind: Kind
    at: int
    """Where it begins, in characters."""
    text: str = ""
    """A text as it is meant; a number or a word as JSON spells it."""
    pairs: tuple[tuple[str, "Node"], ...] = ()
    """The fields of an object, in order."""
    members: tuple["Node", ...] = ()
    bare: str = ""
    """The word as it was written, if YAML reads it as ``true`` or ``false`` and JSON would not."""

    def get(self, key: str) -> "Node | None":
        """The value of ``key``, the last if it comes twice; None if there is none, or this is no object."""
        return next((value for name, value in reversed(self.pairs) if name == key), None)

    def text_of(self, key: str) -> str:
        """The text at ``key``; empty if there is none."""
        found = self.get(key)
        return found.text if found and found.kind is Kind.TEXT else ""

    def objects(self, key: str) -> tuple[tuple[str, "Node"], ...]:
        """The fields of the object at ``key`` that are objects themselves."""
        found = self.get(key)
        return tuple(pair for pair in found.pairs if pair[1].kind is Kind.OBJECT) if found else ()


class BookError(ValueError):
    """A text that is no book of rules. ``at`` is where that shows, in characters."""

    def __init__(self, message: str, at: int = 0) -> None:
        self.message = message
        self.at = at
        super().__init__(message)


def place(text: str, at: int) -> tuple[int, int]:
    """Line and column of the character ``at``, from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def spelled(node: Node) -> str:
    """``node`` as JSON without blanks, its keys in order and its numbers as they were written."""
    return "".join(_pieces(node))


def _pieces(node: Node) -> Iterator[str]:
    match node.kind:
        case Kind.OBJECT:
            yield "{"
            for n, (name, value) in enumerate(node.pairs):
                yield f"{',' if n else ''}{json.dumps(name, ensure_ascii=False)}:"
                yield from _pieces(value)
            yield "}"
        case Kind.LIST:
            yield "["
            for n, member in enumerate(node.members):
                yield "," if n else ""
                yield from _pieces(member)
            yield "]"
        case Kind.TEXT:
            yield json.dumps(node.text, ensure_ascii=False)
        case _:
            yield node.text
