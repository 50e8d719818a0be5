"""YAML text → tree. Nothing is ever made of a tag: the short forms of CloudFormation become the long ones, every other is refused.

CloudFormation reads YAML 1.1 without aliases and merges: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
"""

import re
from collections.abc import Iterator

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sim.rules.tree import DEEPEST, BookError, Kind, Node

FUNCTIONS = (
    *(
        "Base64",
        "Cidr",
        "FindInMap",
        "GetAtt",
        "GetAZs",
        "If",
        "ImportValue",
        "Join",
        "Length",
        "Select",
        "Split",
        "Sub",
    ),
    *("ToJsonString", "Transform", "And", "Equals", "Not", "Or"),
)
"""What CloudFormation computes. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html"""
_TAGS = {f"!{name}": f"Fn::{name}" for name in FUNCTIONS} | {"!Ref": "Ref", "!Condition": "Condition"}
_CORE = "tag:yaml.org,2002:"
_PLAIN = {None, "!", *(f"{_CORE}{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq"))}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_OTHER_NUMBER = re.compile(r"[-+]?(?:0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]+|[1-9][0-9_]*)")
_BOOLEANS = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
_LONGEST_NUMBER = 40


class _Open:
    """A mapping or a sequence that is being read."""

    __slots__ = ("at", "keys", "members", "name", "pairs", "tag", "waits")

    def __init__(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        self.at = _at(event)
        self.tag = event.tag
        self.pairs: list[tuple[str, Node]] | None = [] if isinstance(event, MappingStartEvent) else None
        self.members: list[Node] = []
        self.keys: set[str] = set()
        self.name = ""
        self.waits = self.pairs is not None
        """Whether the next node is a key."""

    def add(self, node: Node) -> None:
        if self.pairs is None:
            self.members.append(node)
        elif self.waits:
            self._key(node)
        else:
            self.pairs.append((self.name, node))
            self.waits = True

    def _key(self, node: Node) -> None:
        if node.kind in {Kind.OBJECT, Kind.LIST}:
            raise BookError("an object or a list is a key here; a key is a text", node.at)
        if node.text == "<<":
            raise BookError("<< merges another mapping in; CloudFormation does not, write its fields out", node.at)
        self.name, self.waits = node.bare or node.text, False
        if self.name in self.keys:
            raise BookError(f"the key {self.name[:60]!r} is given twice; keep one of the two", node.at)
        self.keys.add(self.name)

    def done(self) -> Node:
        if self.pairs is not None:
            return _tagged(self.tag, Node(Kind.OBJECT, self.at, pairs=tuple(self.pairs)))
        return _tagged(self.tag, Node(Kind.LIST, self.at, members=tuple(self.members)))


def _at(event: Event) -> int:
    """Where the event begins, in characters."""
    return int(event.start_mark.index) if event.start_mark else 0


def read_yaml(text: str) -> tuple[Node, ...]:
    """The documents that stand in ``text``.

    Raises:
        BookError: the text is not YAML somewhere, is nested too deep, or holds an alias or a tag that no template has.
    """
    try:
        return tuple(_documents(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = int(mark.index) if mark else 0
        if text[at : at + 1] == "\t":
            raise BookError("a tab stands here; YAML is indented with spaces", at) from error
        raise BookError(_told(error), at) from error
    except yaml.reader.ReaderError as error:
        at = error.position if isinstance(error.position, int) else 0
        raise BookError("a sign that YAML does not allow stands here; leave out control characters", at) from error
    except UnicodeEncodeError as error:
        raise BookError("half of a sign stands here; paste the text again", error.start) from error


def _documents(text: str) -> Iterator[Node]:
    stack: list[_Open] = []
    began = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        match event:
            case DocumentStartEvent():
                began = _at(event)
            case AliasEvent():
                told = f"*{event.anchor} is an alias; CloudFormation takes none, write the value out"
                raise BookError(told, _at(event))
            case MappingStartEvent() | SequenceStartEvent():
                _check_tag(event)
                if len(stack) == DEEPEST:
                    raise BookError(f"nested deeper than {DEEPEST} levels; no rule is", _at(event))
                stack.append(_Open(event))
            case ScalarEvent() | MappingEndEvent() | SequenceEndEvent():
                node = _scalar(event) if isinstance(event, ScalarEvent) else stack.pop().done()
                if stack:
                    stack[-1].add(node)
                elif node.text or node.pairs or node.members:
                    yield Node(node.kind, max(node.at, began), node.text, node.pairs, node.members)
            case Event():
                pass


def _check_tag(event: NodeEvent) -> None:
    tag = getattr(event, "tag", None)
    if tag not in _PLAIN and tag not in _TAGS:
        shown = str(tag).replace(_CORE, "!!")[:60]
        told = f"the tag {shown} is none of a template; there are !Ref, !Sub, !GetAtt and the other functions"
        raise BookError(told, _at(event))


def _tagged(tag: str | None, node: Node) -> Node:
    """``!Sub x`` as ``{"Fn::Sub": x}``."""
    return Node(Kind.OBJECT, node.at, pairs=((_TAGS[tag], node),)) if tag in _TAGS else node


def _scalar(event: ScalarEvent) -> Node:
    _check_tag(event)
    at, text = _at(event), str(event.value)
    if event.tag in _TAGS or event.tag == f"{_CORE}str" or not (event.implicit[0] or event.tag):
        return _tagged(event.tag, Node(Kind.TEXT, at, text))
    low = text.lower()
    if low in {"", "~", "null"}:
        return Node(Kind.WORD, at, "null")
    if low in _BOOLEANS and text in {low, low.upper(), low.capitalize()}:
        return Node(Kind.WORD, at, _BOOLEANS[low], bare="" if low in {"true", "false"} else text)
    if _NUMBER.fullmatch(text):
        return Node(Kind.NUMBER, at, text)
    if len(text) < _LONGEST_NUMBER and _OTHER_NUMBER.fullmatch(text):
        return Node(Kind.NUMBER, at, str(_whole(text)))
    return Node(Kind.TEXT, at, text)


def _whole(text: str) -> int:
    """A whole number of YAML 1.1: a 0 in front makes it octal."""
    digits = text.replace("_", "").lstrip("+-").lower()
    base = 2 if digits.startswith("0b") else 16 if digits.startswith("0x") else 8 if digits.startswith("0") else 10
    return int(digits, base) * (-1 if text.startswith("-") else 1)


_HINTS = {
    "mapping values": "put quotes around a text that contains ': '",
    "cannot start any token": "put quotes around a text that begins with a sign such as @, ` or %",
    "expected ',' or": "close the bracket, or put quotes around a text with a comma",
    "end of stream": "close the quotation mark",
    "could not find expected ':'": "write a colon and a blank behind the key",
    "block end": "put what belongs together at the same indentation",
}


def _told(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or error.context)
    told = f"{problem} {error.context or ''}"
    hint = next((hint for sign, hint in _HINTS.items() if sign in told), "two spaces a level, one 'key: value' a line")
    return f"{problem}; {hint}"
