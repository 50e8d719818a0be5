"""One statement and one request: whether it fits, and if not, which part of it does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from sim.policy.conditions import Condition, meets
from sim.policy.document import Kind, Statement
from sim.policy.forms import fits
from sim.policy.principals import Grip, Who

_NO_KEYS: Mapping[str, str] = MappingProxyType({})
_SHOWN = 3


class Part(StrEnum):
    """The part of a statement that does not fit."""

    NONE = ""
    PRINCIPAL = "Principal"
    ACTION = "Action"
    RESOURCE = "Resource"
    CONDITION = "Condition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked."""

    who: Who
    action: str
    resource: str
    keys: Mapping[str, str] = field(default_factory=lambda: _NO_KEYS)
    """Condition keys that the request has, in AWS's spelling; case does not count in them."""

    def value_of(self, key: str) -> str | None:
        """The value of the condition key; None if the request does not have it."""
        wanted = key.lower()
        return next((value for name, value in self.keys.items() if name.lower() == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Whether a statement fits a request, and why not."""

    fits: bool
    part: Part = Part.NONE
    why: str
    grip: Grip = Grip.DIRECT
    """How its ``Principal`` takes hold of whoever asks."""


def judge(statement: Statement, request: Request) -> Finding:
    """Look at one part after the other; the first that does not fit ends it."""
    grip = Grip.DIRECT
    if statement.kind is not Kind.IDENTITY:
        grip = max((named.grips(request.who) for named in statement.principals), default=Grip.NONE)
        if grip is Grip.NONE:
            named = _shown(tuple(str(one) for one in statement.principals))
            return _off(Part.PRINCIPAL, f"It is for {named}, and {request.who.name} asks.")
    acts = any(fits(request.action.lower(), action.lower()) for action in statement.actions)
    if acts is statement.not_action:
        told = "all but " if statement.not_action else ""
        return _off(Part.ACTION, f"It is about {told}{_shown(statement.actions)}, and {request.action} is asked.")
    if statement.kind is not Kind.TRUST:
        if statement.kind is Kind.RESOURCE:
            on = request.resource in statement.resources
        else:
            on = any(fits(request.resource, form) for form in statement.resources)
        if on is statement.not_resource:
            return _off(Part.RESOURCE, _resource_why(statement, request))
    for condition in statement.conditions:
        got = request.value_of(condition.key)
        if not meets(condition.operator, got, condition.wanted):
            return _off(Part.CONDITION, _condition_why(condition, got))
    met = " and its conditions are met" if statement.conditions else ""
    verb = "allows" if statement.effect == "Allow" else "denies"
    return Finding(fits=True, why=f"It {verb} {request.action} here{met}.", grip=grip)


def _off(part: Part, why: str) -> Finding:
    return Finding(fits=False, part=part, why=why, grip=Grip.NONE)


def _resource_why(statement: Statement, request: Request) -> str:
    told = "all but " if statement.not_resource else ""
    why = f"It is about {told}{_shown(statement.resources)}, and {request.resource} is asked."
    if any(request.resource.startswith(f"{one}:") for one in statement.resources):
        return f"{why} The ARN without qualifier covers neither an alias nor a version."
    if any(one.startswith(f"{request.resource}:") for one in statement.resources):
        return f"{why} The call names no alias and no version."
    return why


def _condition_why(condition: Condition, got: str | None) -> str:
    if got is None:
        return f"{condition.operator} wants {condition.key} to be {_shown(condition.wanted)}; the request has no {condition.key}."
    return f"{condition.operator} wants {condition.key} to be {_shown(condition.wanted)}; it is {got}."


def _shown(texts: tuple[str, ...]) -> str:
    more = f" or {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return " or ".join(text[:200] for text in texts[:_SHOWN]) + more
