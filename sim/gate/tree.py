"""YAML text → plain values and the place of each.

The scalars are YAML 1.2's: ``true`` and ``false`` are booleans, ``no`` and ``on`` are words, and a date stays text.
"""

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sim.gate.fault import Fault

Path = tuple[str | int, ...]
Json = Any
"""A value as JSON has it: dict, list, str, int, float, bool or None."""


class _Loader(yaml.CSafeLoader):
    """The C parser with YAML 1.2's core scalars."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way to give a loader its scalars


_LONGEST_NUMBER = 40
"""A row of digits of this length or more is text: it is no amount."""
_SHAPES = {
    "bool": re.compile(r"^(?:true|false)$"),
    "null": re.compile(r"^(?:null|~|)$"),
    "int": re.compile(r"^[-+]?[0-9]+$"),
    "float": re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
}
for _kind, _first in (("bool", "tf"), ("null", ["n", "~", ""]), ("int", "-+0123456789"), ("float", "-+.0123456789")):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", _SHAPES[_kind], list(_first))


@dataclass(frozen=True, slots=True)
class Document:
    """A file's values and where each of them stands."""

    file: str
    value: Json
    places: dict[Path, tuple[int, int]] = field(repr=False)
    keys: dict[Path, tuple[int, int]] = field(repr=False, default_factory=dict)
    """Where the key of a value stands, for faults of the key itself."""
    faults: tuple[Fault, ...] = ()
    """What was wrong with the YAML itself: a syntax error, a key given twice."""

    def place(self, path: Path) -> tuple[int, int]:
        """Line and column of the node at ``path``; of the nearest enclosing node if that one is missing."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def fault(self, code: str, path: Path, problem: str, remedy: str, *, of_key: bool = False) -> Fault:
        """A fault of the value at ``path``, or of its key."""
        line, column = self.keys.get(path, self.place(path)) if of_key else self.place(path)
        return Fault(self.file, line, column, code, spell(path), problem, remedy)


def spell(path: Path) -> str:
    """``("items", 3, "text")`` as ``items[3].text``."""
    words = ""
    for step in path:
        words += f"[{step}]" if isinstance(step, int) else (f".{step}" if words else step)
    return words


def text_of(file: FilePath) -> str:
    """The text of ``file``. Bytes that are not UTF-8 stay in it as characters that ``read`` refuses, so they become a fault."""
    return file.read_text("utf-8", errors="surrogateescape")


def of_value(value: Json, file: str) -> Document:
    """A document of a value that was never a text, such as the state of a form. Its places are all line 1, column 1."""
    return Document(file, value, {})


def read(text: str, file: str, first_line: int = 1) -> Document:
    """The values of a YAML ``text`` that begins on line ``first_line`` of ``file``.

    A syntax error or a doubled key is a fault of the document, not an exception.
    """
    places: dict[Path, tuple[int, int]] = {}
    keys: dict[Path, tuple[int, int]] = {}
    faults: list[Fault] = []
    down = first_line - 1

    def mark_of(node: Node) -> tuple[int, int]:
        return node.start_mark.line + 1 + down, node.start_mark.column + 1

    seen: set[int] = set()

    def value_of(node: Node, path: Path) -> Json:
        places[path] = mark_of(node)
        if id(node) in seen:
            line, column = mark_of(node)
            faults.append(
                Fault(file, line, column, "G010", spell(path), "an alias (*) points here", "write the value out again")
            )
            return None
        seen.add(id(node))
        match node:
            case MappingNode():
                made: dict[Hashable, Json] = {}
                for key_node, value_node in node.value:
                    key = str(key_node.value)
                    if key in made:
                        line, column = mark_of(key_node)
                        problem, remedy = f"the key {key!r} is given twice", "keep one of the two"
                        faults.append(Fault(file, line, column, "G002", spell((*path, key)), problem, remedy))
                        continue
                    keys[*path, key] = mark_of(key_node)
                    made[key] = value_of(value_node, (*path, key))
                return made
            case SequenceNode():
                return [value_of(child, (*path, n)) for n, child in enumerate(node.value)]
            case ScalarNode():
                return _scalar(node)
        raise TypeError(f"{type(node).__name__}: a kind of node that YAML does not have")

    def unreadable(problem: str, remedy: str) -> Document:
        return Document(file, None, {}, faults=(Fault(file, first_line, 1, "G001", "", problem, remedy),))

    try:
        loader = _Loader(text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1 + down, mark.column + 1) if mark else (first_line, 1)
        remedy = "one document a file" if isinstance(error, ComposerError) else _hint(error)
        fault = Fault(file, line, column, "G001", "", str(error.problem or error.context), remedy)
        return Document(file, None, {(): (line, column)}, faults=(fault,))
    except (yaml.YAMLError, UnicodeEncodeError):
        return unreadable("a character that YAML does not allow", "text in UTF-8 without control characters")
    except RecursionError:
        return unreadable("nested too deeply", "a few levels are enough")
    try:
        value = None if root is None else value_of(root, ())
    except RecursionError:
        return unreadable("nested too deeply", "a few levels are enough")
    return Document(file, value, places, keys, tuple(faults))


def _scalar(node: ScalarNode) -> Json:
    """The value of a scalar. One that is not what its tag says (``!!int abc``) is text."""
    text, kind = node.value, node.tag.rpartition(":")[2]
    if kind not in _SHAPES or not _SHAPES[kind].match(text):
        return text
    match kind:
        case "bool":
            return text == "true"
        case "null":
            return None
        case "int" if len(text) < _LONGEST_NUMBER:
            return int(text)
        case "float":
            return float(text)
        case _:
            return text


def _hint(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    if "mapping values" in problem:
        return "put quotes around a text that contains ': '"
    if "tab character" in problem:
        return "indent with spaces, not tabs"
    if "expected ',' or" in problem:
        return "close the bracket, or put quotes around a text with a comma"
    if "end of stream" in problem or "quoted scalar" in str(error.context):
        return "close the quotation mark"
    if "found character" in problem:
        return "put quotes around a text that begins with a sign such as @, `, * or {"
    return "YAML: two spaces a level, one 'key: value' a line"
