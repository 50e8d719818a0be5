"""The resource policy of a bus: whether an account may put an event onto it.

Deny before allow; within one statement principal, action, resource and every condition must fit. The owner's own callers need no
policy: they are taken to be allowed by IAM, and only a Deny keeps them off. An operator or a key that is not known here is not met.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html and
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sim.bus.spelling import read_json
from sim.policy.conditions import meets
from sim.policy.forms import fits, listed, texts

ACTION = "events:PutEvents"
_ACCOUNT = re.compile(r"[0-9]{12}|arn:aws[\w-]*:iam::([0-9]{12}):.+", re.ASCII)
_ORG, _SOURCE, _TYPE = "aws:principalorgid", "events:source", "events:detail-type"


class Verdict(StrEnum):
    """Whether it may."""

    ALLOWED = "allowed"
    DENIED = "denied"
    SOURCE = "source"
    """Only the event's source stands in the way."""
    DETAIL_TYPE = "detail-type"
    """Only its detail-type does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The verdict, and a sentence that says what led to it."""

    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who asks, with which event."""

    account: str
    org: str
    source: str
    detail_type: str
    rule_arn: str = ""
    """The rule that forwards the event; empty if a caller puts it."""
    role: bool = True
    """Whether the rule's target has an IAM role."""

    @property
    def values(self) -> Mapping[str, str]:
        """The condition keys that are set, in lower case, for case does not count in them."""
        named = {
            "aws:principalaccount": self.account,
            _ORG: self.org,
            "aws:sourceaccount": self.account if self.rule_arn else "",
            "aws:sourcearn": self.rule_arn,
            _SOURCE: self.source,
            _TYPE: self.detail_type,
        }
        return {key: text for key, text in named.items() if text}


def decide(policy: str, owner: str, bus_arn: str, asking: Asking) -> Decision:
    """Whether ``asking`` may put its event onto the bus of ``owner`` that has this ``policy``, a JSON text or nothing."""
    statements = [found for found in _statements(policy) if _names(found, bus_arn, asking)]
    for found in statements:
        if found.get("Effect") == "Deny" and not _unmet(found, asking):
            return Decision(
                verdict=Verdict.DENIED,
                why="A statement of the bus's policy denies it; that counts more than any Allow.",
            )
    if asking.account == owner:
        return Decision(verdict=Verdict.ALLOWED, why="The caller is of the account that owns the bus.")
    allowing = [found for found in statements if found.get("Effect") == "Allow"]
    if not allowing:
        why = (
            f"The policy of the bus does not allow account {asking.account} to put events."
            if policy
            else ("The bus has no policy, so it takes events from its own account only.")
        )
        return Decision(verdict=Verdict.DENIED, why=why)
    lacking = [_unmet(found, asking) for found in allowing]
    if set() in lacking:
        return Decision(verdict=Verdict.ALLOWED, why=f"The policy of the bus allows account {asking.account}.")
    for key, verdict in ((_SOURCE, Verdict.SOURCE), (_TYPE, Verdict.DETAIL_TYPE)):
        if {key} in lacking:
            return Decision(
                verdict=verdict, why=f"The policy allows the account, but its condition on {key} is not met."
            )
    fewest = min(len(keys) for keys in lacking)
    keys = ", ".join(sorted(next(keys for keys in lacking if len(keys) == fewest)))
    if keys == "role":
        why = (
            "The policy allows the organization. A sender that is allowed only so must name an IAM role on the target."
        )
        return Decision(verdict=Verdict.DENIED, why=why)
    return Decision(
        verdict=Verdict.DENIED, why=f"The policy names the account, but its condition on {keys} is not met."
    )


def problem_of(policy: str) -> str:
    """Why the text is no policy; empty if it is one, or if there is none."""
    if not policy:
        return ""
    try:
        body = read_json(policy)
    except ValueError as error:
        return f"it is no JSON ({error})"
    return "" if isinstance(body, dict) and _statements(policy) else "it has no Statement"


def _statements(policy: str) -> list[Mapping[str, Any]]:
    try:
        body = read_json(policy) if policy else {}
    except ValueError:
        return []
    found = body.get("Statement", []) if isinstance(body, dict) else []
    return [one for one in listed(found) if isinstance(one, dict)]


def _names(statement: Mapping[str, Any], bus_arn: str, asking: Asking) -> bool:
    """Whether principal, action and resource fit."""
    principal = statement.get("Principal")
    named = principal.get("AWS", []) if isinstance(principal, dict) else principal
    actions = [action.lower() for action in texts(statement.get("Action"))]
    return (
        any(_is_account(one, asking.account) for one in texts(named))
        and any(fits(ACTION.lower(), action) for action in actions)
        and any(fits(bus_arn, resource) for resource in texts(statement.get("Resource", "*")))
    )


def _is_account(principal: str, account: str) -> bool:
    found = _ACCOUNT.fullmatch(principal)
    return principal == "*" or bool(found and account in (principal, found[1]))


def _unmet(statement: Mapping[str, Any], asking: Asking) -> set[str]:
    """The condition keys that are not met, and ``role`` if that is lacking."""
    unmet = set()
    for operator, wanted in (statement.get("Condition") or {}).items():
        for key, given in wanted.items() if isinstance(wanted, dict) else ():
            if not meets(operator, asking.values.get(key.lower()), texts(given)):
                unmet.add(key.lower())
            elif key.lower() == _ORG and statement.get("Effect") == "Allow" and asking.rule_arn and not asking.role:
                unmet.add("role")
    return unmet
