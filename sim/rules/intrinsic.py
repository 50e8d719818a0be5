"""What the functions of a template give before anything is deployed, as far as that is known.

The account and Region are those of the event, because a rule sees the events of its own bus; a parameter is its Default. A value that
only deployment brings stays open. In a field's list something else stands for it: first what lets any value pass, for a rule that is
silent even then is silent for sure; then what lets none pass, for a rule that fires even then fires for sure.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html and
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.rules.tree import Kind, Node

_VARIABLE = re.compile(r"\$\{(!?)([^{}$]{0,255})\}")
ANY_VALUE = Node(Kind.OBJECT, 0, pairs=(("exists", Node(Kind.WORD, 0, "true")),))
NO_VALUE = Node(Kind.OBJECT, 0, pairs=(("exactly", Node(Kind.TEXT, 0, "\0 known after deployment \0")),))
_NOTHING = "AWS::NoValue"
_PARTITION = {"AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com"}


@dataclass(frozen=True, slots=True)
class Place:
    """The account and Region in which the rules stand."""

    account: str
    region: str


class OpenError(Exception):
    """A value that only deployment brings."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a name of the template stands for."""

    known: Mapping[str, Node]
    stand_in: Node = ANY_VALUE
    """What stands in a field's list for a value that is not known."""
    open: list[str] = field(default_factory=list)
    """What was met that is not known, and has a stand-in."""


def names_of(root: Node, where: Place) -> Names:
    """The names that the template ``root`` gives a value to, and those that AWS does."""
    pseudo = {"AWS::AccountId": where.account, "AWS::Region": where.region, **_PARTITION}
    known = {name: Node(Kind.TEXT, 0, text) for name, text in pseudo.items()}
    for name, parameter in root.objects("Parameters"):
        default = parameter.get("Default")
        if default and default.kind not in {Kind.OBJECT, Kind.LIST}:
            known[name] = _parameter(parameter, default)
    return Names(known)


def _parameter(parameter: Node, default: Node) -> Node:
    text = default.bare or default.text
    if "List" not in parameter.text_of("Type"):
        return Node(Kind.TEXT, default.at, text)
    members = tuple(Node(Kind.TEXT, default.at, one.strip()) for one in text.split(","))
    return Node(Kind.LIST, default.at, members=members)


def function_of(node: Node) -> tuple[str, Node] | None:
    """The function that ``node`` calls, and what with; None if it is no call."""
    if node.kind is not Kind.OBJECT or len(node.pairs) != 1:
        return None
    name, body = node.pairs[0]
    return (name, body) if name.startswith("Fn::") or (name == "Ref" and body.kind is Kind.TEXT) else None


def settled(node: Node, names: Names) -> Node:
    """``node`` with each function replaced by what it gives.

    Raises:
        OpenError: one of them is not known before deployment.
    """
    if called := function_of(node):
        return _value(*called, names)
    if node.kind is Kind.LIST:
        members = [settled(member, names) for member in node.members if not _is_nothing(member)]
        return Node(Kind.LIST, node.at, members=tuple(members))
    if node.kind is Kind.OBJECT:
        pairs = [(key, settled(value, names)) for key, value in node.pairs if not _is_nothing(value)]
        return Node(Kind.OBJECT, node.at, pairs=tuple(pairs))
    return node


def settled_pattern(node: Node, names: Names) -> Node:
    """``node`` as ``settled``, but what stays open in a field's list is told in ``names.open``, and the stand-in takes its place.

    Raises:
        OpenError: what is open stands where nothing can stand for it.
    """
    if called := function_of(node):
        return _value(*called, names)
    if node.kind is not Kind.OBJECT:
        return settled(node, names)
    pairs = [(key, _field(key, value, names)) for key, value in node.pairs if not _is_nothing(value)]
    return Node(Kind.OBJECT, node.at, pairs=tuple(pairs))


def _field(key: str, value: Node, names: Names) -> Node:
    if value.kind is not Kind.LIST:
        return settled_pattern(value, names)
    inside = settled_pattern if key == "$or" else _listed
    members = [inside(member, names) for member in value.members if not _is_nothing(member)]
    return Node(Kind.LIST, value.at, members=tuple(members))


def _listed(member: Node, names: Names) -> Node:
    """A member of a field's list; the stand-in if it is open."""
    try:
        return settled(member, names)
    except OpenError as error:
        if member.get("exists"):
            raise
        names.open.append(str(error))
        return names.stand_in


def _is_nothing(node: Node) -> bool:
    return function_of(node) is not None and node.text_of("Ref") == _NOTHING


def _value(name: str, body: Node, names: Names) -> Node:
    match name:
        case "Ref":
            if body.text not in names.known:
                raise OpenError(f"!Ref {body.text[:60]}")
            return names.known[body.text]
        case "Fn::Sub":
            return Node(Kind.TEXT, body.at, _substituted(body, names))
        case "Fn::Join" if len(body.members) == 2:
            between, parts = (settled(member, names) for member in body.members)
            return Node(Kind.TEXT, body.at, between.text.join(part.text for part in parts.members))
        case _:
            of = body.text or ".".join(member.text for member in body.members)
            raise OpenError(f"!{name.removeprefix('Fn::')} {of}"[:80].strip())


def _substituted(body: Node, names: Names) -> str:
    template, own = body.text, {}
    if body.kind is Kind.LIST and body.members:
        template = body.members[0].text
        if len(body.members) > 1:
            own = {key: settled(value, names).text for key, value in body.members[1].pairs}

    def value(found: re.Match[str]) -> str:
        name = found[2].strip()
        if found[1]:
            return f"${{{found[2]}}}"
        if name in own:
            return own[name]
        if name in names.known and names.known[name].kind is Kind.TEXT:
            return names.known[name].text
        raise OpenError(f"${{{name[:60]}}}")

    return _VARIABLE.sub(value, template)
