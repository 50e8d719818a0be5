"""The scenario with names of its own for a real account, so that nothing there is changed or taken down that was there before."""

import re
from dataclasses import dataclass, replace
from typing import Any

from sim.permission.papers import papers_of
from sim.permission.scenario import Scenario
from sim.permission.values import ACCOUNT, AUTH_TYPE, LATEST, VIA_URL
from sim.policy import Effect, Kind, Statement

PREFIX = "coldstart-"
CALLER = f"{PREFIX}caller"
CALLER_ARN = f"arn:aws:iam::{ACCOUNT}:role/{CALLER}"
_NAMED = re.compile(r":function:(?=[^*?\"])")
"""Where the name of a function begins in a policy, be it the whole name or its beginning."""
_KEYS = {
    "aws:sourcearn": "SourceArn",
    "aws:sourceaccount": "SourceAccount",
    "aws:principalorgid": "PrincipalOrgID",
    AUTH_TYPE.lower(): "FunctionUrlAuthType",
    VIA_URL.lower(): "InvokedViaFunctionUrl",
}
"""The conditions that AddPermission can write, and its parameter for each."""


@dataclass(frozen=True, slots=True)
class Permission:
    """A statement as AddPermission takes it."""

    sid: str
    qualifier: str
    parameters: dict[str, Any]


def in_own_names(scenario: Scenario) -> Scenario:
    """The same call of a function ``coldstart-…``, by a role that stands for the caller if the caller is of the own account."""
    own = scenario.caller.split(":")[4] == scenario.account == ACCOUNT
    caller = CALLER_ARN if own else scenario.caller

    def renamed(text: str) -> str:
        return _NAMED.sub(f":function:{PREFIX}", text).replace(f'"{scenario.caller}"', f'"{caller}"')

    return replace(
        scenario,
        function=f"{PREFIX}{scenario.function}"[:64],
        caller=caller,
        identity=renamed(scenario.identity),
        resource=renamed(scenario.resource),
        trust=renamed(scenario.trust),
    )


def qualifiers_of(scenario: Scenario) -> tuple[str, ...]:
    """The aliases that the call and the resource policy name."""
    named = [scenario.qualifier, *(one.qualifier for one in permissions_of(scenario))]
    return tuple(dict.fromkeys(name for name in named if name and name != LATEST and not name.isdigit()))


def permissions_of(scenario: Scenario) -> tuple[Permission, ...]:
    """The statements of the resource policy that AddPermission can write; those that it refuses are left out."""
    found = (_permission(one, scenario) for one in papers_of(scenario).of(Kind.RESOURCE))
    return tuple(one for one in found if one)


def is_whole(scenario: Scenario) -> bool:
    """Whether AddPermission can write all statements."""
    return len(permissions_of(scenario)) == len(papers_of(scenario).of(Kind.RESOURCE))


def _permission(statement: Statement, scenario: Scenario) -> Permission | None:
    arn = statement.resources[0]
    plain = arn == scenario.plain_arn
    if not plain and not arn.startswith(f"{scenario.plain_arn}:"):
        return None
    if statement.effect is not Effect.ALLOW or statement.not_action or len(statement.actions) != 1:
        return None
    if len(statement.principals) != 1 or statement.principals[0].kind not in ("*", "AWS", "Service"):
        return None
    parameters: dict[str, Any] = {"Action": statement.actions[0], "Principal": statement.principals[0].text}
    for condition in statement.conditions:
        name = _KEYS.get(condition.key.lower(), "")
        if (
            not name
            or len(condition.wanted) != 1
            or condition.operator.endswith("IfExists")
            or "Not" in condition.operator
        ):
            return None
        value = condition.wanted[0]
        parameters[name] = value.lower() == "true" if name == "InvokedViaFunctionUrl" else value
    sid = statement.sid or f"statement-{statement.number}"
    return Permission(sid, "" if plain else arn.rpartition(":")[2], parameters)
