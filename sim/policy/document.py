"""A policy's JSON → statements. What is wrong with it is told with its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sim.policy.conditions import Condition, problem_of
from sim.policy.forms import has_wildcard
from sim.policy.principals import Named
from sim.rules.json_tree import read_json
from sim.rules.tree import BookError, Node, place
from sim.rules.tree import Kind as Json

VERSIONS = ("2012-10-17", "2008-10-17")
PRINCIPALS = ("AWS", "Service", "Federated", "CanonicalUser")


class Kind(StrEnum):
    """What a policy hangs on."""

    IDENTITY = "identity"
    """A user or a role: what they may do."""
    RESOURCE = "resource"
    """A function: who may do something with it."""
    TRUST = "trust"
    """A role: who may take it."""


class Effect(StrEnum):
    """What a statement does to the requests that it fits."""

    ALLOW = "Allow"
    DENY = "Deny"


ELEMENTS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.IDENTITY: ("Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"),
        Kind.RESOURCE: ("Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "Condition"),
        Kind.TRUST: ("Sid", "Effect", "Principal", "Action", "NotAction", "Condition"),
    }
)
"""What may stand in a statement of each kind of policy."""
_ELSEWHERE = MappingProxyType(
    {
        "NotPrincipal": "NotPrincipal is not weighed here, and AWS advises against it; name who is meant in Principal",
        "Principal": "an identity policy names no Principal; it holds for whoever it hangs on",
        "Resource": "a trust policy names no Resource; it holds for the role that it hangs on",
        "NotResource": "NotResource is not weighed here; name the function's ARN in Resource",
    }
)
"""What stands in policies of another kind."""


class PolicyError(ValueError):
    """A text that is no policy. The message is *place: what is wrong; what would be right*."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        self.message = message
        self.line = line
        self.column = column
        super().__init__(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement."""

    kind: Kind
    number: int
    """In its policy, from 1."""
    sid: str = ""
    line: int = 0
    effect: Effect
    principals: tuple[Named, ...] = ()
    """Nobody in an identity policy: it holds for whoever it hangs on."""
    actions: tuple[str, ...]
    not_action: bool = False
    """Whether it holds for all actions but these."""
    resources: tuple[str, ...] = ()
    not_resource: bool = False
    conditions: tuple[Condition, ...] = ()

    @property
    def name(self) -> str:
        """Which statement it is: ``identity policy: AllowInvoke``."""
        return f"{self.kind.value} policy: {self.sid or f'statement {self.number}'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy that has been read."""

    kind: Kind
    statements: tuple[Statement, ...] = ()


class _Reader:
    """Reads one text, and knows where everything in it stands."""

    def __init__(self, text: str, kind: Kind) -> None:
        self.text = text
        self.kind = kind

    def wrong(self, at: int, where: str, problem: str) -> PolicyError:
        return PolicyError(f"{where}: {problem}" if where else problem, *place(self.text, at))

    def policy(self) -> Policy:
        body = self._body()
        for name, node in body.pairs:
            if name not in ("Version", "Id", "Statement"):
                raise self.wrong(
                    node.at, name[:40], "a policy has no such element; there are Version, Id and Statement"
                )
        version = body.get("Version")
        if version and version.text not in VERSIONS:
            raise self.wrong(version.at, "Version", f"{version.text[:20]!r} is none; write {VERSIONS[0]!r}")
        found = body.get("Statement")
        if found is None:
            raise self.wrong(body.at, "", "there is no Statement; write a list of them")
        members = found.members if found.kind is Json.LIST else (found,)
        return Policy(
            kind=self.kind, statements=tuple(self._statement(node, n) for n, node in enumerate(members, start=1))
        )

    def _body(self) -> Node:
        try:
            found = read_json(self.text)
        except BookError as error:
            problem, _, remedy = error.message.partition("; ")
            remedy = "a policy is one object" if "rule" in remedy else remedy
            raise self.wrong(error.at, "", f"{problem}; {remedy}") from None
        if len(found) != 1 or found[0].kind is not Json.OBJECT:
            raise self.wrong(0, "", "this is no policy; a policy is one object with a Statement")
        return found[0]

    def _statement(self, node: Node, number: int) -> Statement:
        where = f"Statement[{number - 1}]"
        if node.kind is not Json.OBJECT:
            raise self.wrong(node.at, where, f"is {node.kind.value}; write an object with Effect and Action")
        self._keep_elements(node, where)
        effect = node.text_of("Effect")
        if effect not in list(Effect):
            problem = f"{effect[:20]!r} is no Effect" if effect else "there is no Effect"
            raise self.wrong(node.at, where, f"{problem}; write Allow or Deny")
        actions, not_action = self._either(node, where, "Action", wanted=True)
        self._keep_actions(node, where, actions)
        resources, not_resource = self._either(node, where, "Resource", wanted=self.kind is not Kind.TRUST)
        self._keep_resources(node, where, resources)
        principals = () if self.kind is Kind.IDENTITY else tuple(self._principals(node, where))
        sid = node.text_of("Sid")
        return Statement(
            kind=self.kind,
            number=number,
            sid=sid[:100],
            line=place(self.text, node.at)[0],
            effect=Effect(effect),
            principals=principals,
            actions=actions,
            not_action=not_action,
            resources=resources,
            not_resource=not_resource,
            conditions=tuple(self._conditions(node, where)),
        )

    def _keep_elements(self, node: Node, where: str) -> None:
        seen = set()
        for name, value in node.pairs:
            if name in seen:
                raise self.wrong(value.at, f"{where}.{name[:40]}", "stands there twice; write it once")
            seen.add(name)
            if name not in ELEMENTS[self.kind]:
                told = f"a statement has no such element; there are {', '.join(ELEMENTS[self.kind])}"
                raise self.wrong(value.at, f"{where}.{name[:40]}", _ELSEWHERE.get(name, told))

    def _either(self, node: Node, where: str, name: str, *, wanted: bool) -> tuple[tuple[str, ...], bool]:
        """The texts of the element or of its contrary, and whether it is that."""
        plain, contrary = node.get(name), node.get(f"Not{name}")
        if plain and contrary:
            raise self.wrong(contrary.at, where, f"has {name} and Not{name}; write one of the two")
        found = plain or contrary
        if found is None:
            if wanted:
                raise self.wrong(node.at, where, f"there is no {name}; write one")
            return (), False
        return self._texts(found, f"{where}.{name if plain else f'Not{name}'}"), found is contrary

    def _texts(self, node: Node, where: str) -> tuple[str, ...]:
        members = node.members if node.kind is Json.LIST else (node,)
        if not members:
            raise self.wrong(node.at, where, "is an empty list; write at least one text")
        for member in members:
            if member.kind is not Json.TEXT:
                raise self.wrong(member.at, where, f"takes text, not {member.kind.value}; put it in quotes")
            if "${" in member.text:
                raise self.wrong(member.at, where, "policy variables are not put in here; write the value itself")
        return tuple(member.text for member in members)

    def _keep_actions(self, node: Node, where: str, actions: tuple[str, ...]) -> None:
        for action in actions:
            if action != "*" and ":" not in action:
                problem = f"{action[:40]!r} names no service; write it as lambda:InvokeFunction"
                raise self.wrong(node.at, f"{where}.Action", problem)

    def _keep_resources(self, node: Node, where: str, resources: tuple[str, ...]) -> None:
        for resource in resources:
            if resource != "*" and not resource.startswith("arn:"):
                raise self.wrong(node.at, f"{where}.Resource", f"{resource[:60]!r} is no ARN; write one, or *")
        if self.kind is Kind.RESOURCE and (len(resources) != 1 or has_wildcard(resources[0])):
            told = (
                "several ARNs or a wildcard come from PutResourcePolicy, and how those are weighed is not shown here; "
                "write one ARN, as AddPermission does"
            )
            raise self.wrong(node.at, f"{where}.Resource", told)

    def _principals(self, node: Node, where: str) -> list[Named]:
        found, where = node.get("Principal"), f"{where}.Principal"
        if found is None:
            raise self.wrong(node.at, where, 'is missing; write whom it holds for, such as {"AWS": "111122223333"}')
        if found.kind is Json.TEXT:
            if found.text != "*":
                raise self.wrong(found.at, where, 'only "*" stands alone; write {"AWS": …} or {"Service": …}')
            return [Named("*", "*")]
        if found.kind is not Json.OBJECT or not found.pairs:
            raise self.wrong(found.at, where, 'takes "*" or an object; write {"AWS": …} or {"Service": …}')
        named = []
        for kind, value in found.pairs:
            if kind not in PRINCIPALS:
                raise self.wrong(
                    value.at, where, f"there is no principal {kind[:20]!r}; there are {', '.join(PRINCIPALS)}"
                )
            for text in self._texts(value, f"{where}.{kind}"):
                if text != "*" and has_wildcard(text):
                    told = "AWS takes no wildcard within a principal; write * and a condition on aws:PrincipalArn"
                    raise self.wrong(value.at, f"{where}.{kind}", told)
                named.append(Named(kind, text))
        return named

    def _conditions(self, node: Node, where: str) -> list[Condition]:
        found, where = node.get("Condition"), f"{where}.Condition"
        if found is None:
            return []
        if found.kind is not Json.OBJECT:
            raise self.wrong(found.at, where, f"is {found.kind.value}; write an object of operators")
        conditions = []
        for operator, keys in found.pairs:
            if problem := problem_of(operator):
                raise self.wrong(keys.at, where, problem)
            if keys.kind is not Json.OBJECT:
                raise self.wrong(keys.at, f"{where}.{operator}", f"is {keys.kind.value}; write an object of keys")
            for key, value in keys.pairs:
                conditions.append(Condition(operator, key, self._wanted(value, f"{where}.{operator}.{key[:60]}")))
        return conditions

    def _wanted(self, node: Node, where: str) -> tuple[str, ...]:
        """The wanted values; ``true`` and numbers count as their text."""
        members = node.members if node.kind is Json.LIST else (node,)
        if not members or any(member.kind in (Json.OBJECT, Json.LIST) for member in members):
            raise self.wrong(node.at, where, "takes a value or a list of values; write a text")
        if any("${" in member.text for member in members):
            raise self.wrong(node.at, where, "policy variables are not put in here; write the value itself")
        return tuple(member.text for member in members)


def read_policy(text: str, kind: Kind) -> Policy:
    """The policy that ``text`` writes; one without statements if there is no text.

    Raises:
        PolicyError: the text is no policy, or something stands in it that is not weighed here.
    """
    return _Reader(text, kind).policy() if text.strip() else Policy(kind=kind)
