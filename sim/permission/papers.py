"""The policies of a scenario, read: what AddPermission takes of them, and what is wrong with them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sim.permission.asking import kinds_of
from sim.permission.outcome import Problem, Refusal
from sim.permission.scenario import Scenario
from sim.permission.values import ASSUME, LAMBDA, LATEST, SERVICES, Via
from sim.policy import Kind, PolicyError, Statement, read_policy

VERSION = "2012-10-17"
USUAL = "Usual"
"""Sid of the trust policy that a role has if none is given."""
_NO_LATEST = "We currently do not support adding policies for $LATEST."


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What the texts say."""

    statements: tuple[Statement, ...] = ()
    """Of the policies that have a say, in the order in which they are looked at."""
    refusals: tuple[Refusal, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, kind: Kind) -> tuple[Statement, ...]:
        """The statements of the policy of that kind."""
        return tuple(one for one in self.statements if one.kind is kind)


def papers_of(scenario: Scenario) -> Papers:
    """Read the policies that have a say in the call."""
    statements: list[Statement] = []
    refusals: list[Refusal] = []
    problems: list[Problem] = []
    for kind in kinds_of(scenario):
        try:
            found = read_policy(text_of(scenario, kind), kind).statements
        except PolicyError as error:
            problems.append(Problem(policy=kind.value, message=error.message, line=error.line, column=error.column))
            continue
        if kind is Kind.RESOURCE:
            refused = {refusal.number: refusal for refusal in _refusals(found)}
            refusals += refused.values()
            found = tuple(one for one in found if one.number not in refused)
        statements += found
    return Papers(statements=tuple(statements), refusals=tuple(refusals), problems=tuple(problems))


def text_given(scenario: Scenario, kind: Kind) -> str:
    """The policy's text as it was given; empty if there is none."""
    return {Kind.IDENTITY: scenario.identity, Kind.RESOURCE: scenario.resource, Kind.TRUST: scenario.trust}[kind]


def text_of(scenario: Scenario, kind: Kind) -> str:
    """The policy's text; the usual one for a role without a trust policy of its own."""
    given = text_given(scenario, kind)
    return usual_trust(scenario) if kind is Kind.TRUST and not given.strip() else given


def usual_trust(scenario: Scenario) -> str:
    """A trust policy that lets the service take the role."""
    principal = LAMBDA if scenario.via is Via.MAPPING else SERVICES[scenario.service].principal
    return document({"Sid": USUAL, "Effect": "Allow", "Principal": {"Service": principal}, "Action": ASSUME})


def document(*statements: dict[str, Any]) -> str:
    """A policy of these statements, as text."""
    return json.dumps({"Version": VERSION, "Statement": list(statements)}, indent=2)


def _refusals(statements: tuple[Statement, ...]) -> Iterator[Refusal]:
    """The statements that AddPermission does not take.

    https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
    """
    taken = set()
    for one in statements:
        resource = one.resources[0]
        if resource.endswith(f":{LATEST}"):
            yield _refusal(one, 400, "InvalidParameterValueException", _NO_LATEST, "sec-addpermission-latest")
        elif one.sid and (resource, one.sid) in taken:
            message = (
                f"The statement id ({one.sid}) provided already exists. Please provide a new statement id, "
                "or remove the existing statement."
            )
            yield _refusal(one, 409, "ResourceConflictException", message, "sec-addpermission-duplicate-sid")
        taken.add((resource, one.sid))


def _refusal(statement: Statement, status: int, code: str, message: str, fact: str) -> Refusal:
    return Refusal(
        number=statement.number,
        sid=statement.sid,
        line=statement.line,
        status=status,
        error_code=code,
        message=message,
        fact=fact,
    )
