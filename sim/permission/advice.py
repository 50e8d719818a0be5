"""The least change of the policies that lets the call in. It is made on a copy, and the copy is asked whether that was enough."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sim.permission.asking import Question
from sim.permission.deciding import Answered, decide
from sim.permission.outcome import Reason
from sim.permission.papers import VERSION, papers_of, text_given, text_of
from sim.permission.scenario import Scenario
from sim.permission.values import ASSUME, AUTH_TYPE, INVOKE_URL, LATEST, VIA_URL, Via
from sim.policy import Kind

_ROUNDS = 40
"""Changes that are tried: more than one only where several statements stand in the way."""
_NO_WAY = (
    "A call by $LATEST cannot be let in by the resource policy: AddPermission takes no $LATEST. "
    "Call without qualifier, or by an alias."
)
Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What to do, and the texts as they are then."""

    hint: str = ""
    texts: Mapping[Kind, str] = field(default_factory=dict)


def advice_of(scenario: Scenario) -> Advice:
    """The change, tried and found enough; nothing if the call is allowed."""
    now, told = scenario, dict[str, None]()
    for _ in range(_ROUNDS):
        denied = tuple(one for one in decide(now, papers_of(now)) if not one.allowed)
        if not denied:
            texts = {
                kind: text_given(now, kind) for kind in Kind if text_given(now, kind) != text_given(scenario, kind)
            }
            return Advice(hint=" ".join((*told, *_caution(scenario))), texts=texts)
        if Kind.RESOURCE in _needs(denied[0]) and now.qualifier == LATEST:
            return Advice(hint=_NO_WAY)
        now, words = _changed(now, denied)
        told |= dict.fromkeys(words)
    return Advice()


def _caution(scenario: Scenario) -> tuple[str, ...]:
    if scenario.via is Via.SERVICE and scenario.source_account != scenario.account:
        return (f"Do so only if you know account {scenario.source_account}: what the service calls for belongs to it.",)
    return ()


def _changed(scenario: Scenario, denied: tuple[Answered, ...]) -> tuple[Scenario, list[str]]:
    """The scenario with the next change made, and the change in words."""
    first = denied[0]
    if first.check.reason is Reason.EXPLICIT_DENY:
        culprit = first.deciding[0]
        name = culprit.sid or f"statement {culprit.number}"
        words = f"Take {name} out of the {culprit.kind.value} policy, or narrow it."
        return _with(scenario, culprit.kind, _without(text_of(scenario, culprit.kind), culprit.number)), [words]
    told = []
    for kind in _needs(first):
        same = [one for one in denied if kind in _needs(one)]
        for body in _bodies(scenario, kind, [one.question for one in same]):
            scenario = _with(scenario, kind, _extended(text_of(scenario, kind), body))
            told.append(f"Add to the {kind.value} policy: {_in_words(body)}.")
    return scenario, told


def _needs(denied: Answered) -> tuple[Kind, ...]:
    """The policies that would have to allow more."""
    question = denied.question
    match denied.check.reason:
        case Reason.NO_TRUST:
            return (Kind.TRUST,)
        case Reason.NO_IDENTITY:
            return (Kind.IDENTITY,)
        case Reason.NO_RESOURCE:
            return (Kind.RESOURCE,)
        case Reason.NO_ALLOW if question.both:
            return (Kind.IDENTITY, Kind.RESOURCE)
        case Reason.NO_ALLOW:
            return (Kind.IDENTITY,) if question.is_asked(Kind.IDENTITY) else (Kind.RESOURCE,)
    return ()


def _bodies(scenario: Scenario, kind: Kind, questions: list[Question]) -> list[Body]:
    """The statements that would allow the questions. Reads of one source stand together."""
    request = questions[0].request
    if kind is Kind.TRUST:
        return [{"Effect": "Allow", "Principal": {"Service": request.who.service}, "Action": ASSUME}]
    if scenario.via is Via.MAPPING:
        actions = [one.request.action for one in questions]
        return [{"Effect": "Allow", "Action": actions, "Resource": request.resource}]
    return [_body(scenario, kind, one) for one in questions]


def _body(scenario: Scenario, kind: Kind, question: Question) -> Body:
    request = question.request
    body: Body = {"Effect": "Allow"}
    conditions: Body = {}
    if kind is Kind.RESOURCE:
        body["Principal"] = "*"
        if request.who.service:
            body["Principal"] = {"Service": request.who.service}
            if scenario.source_arn:
                conditions["ArnLike"] = {"aws:SourceArn": scenario.source_arn}
                conditions["StringEquals"] = {"aws:SourceAccount": scenario.source_account}
        elif request.who.arns:
            body["Principal"] = {"AWS": request.who.arns[-1]}
    if scenario.via is Via.URL:
        if request.action == INVOKE_URL:
            conditions["StringEquals"] = {AUTH_TYPE: scenario.auth_type.value}
        else:
            conditions["Bool"] = {VIA_URL: "true"}
    body |= {"Action": request.action, "Resource": request.resource}
    return body | ({"Condition": conditions} if conditions else {})


def _in_words(body: Body) -> str:
    action = body["Action"]
    actions = action if isinstance(action, str) else ", ".join(action)
    who = body.get("Principal")
    named = f" {next(iter(who.values()))}" if isinstance(who, dict) else " everybody" if who else ""
    on = f" on {body['Resource']}" if "Resource" in body else ""
    conditions: Mapping[str, Mapping[str, str]] = body.get("Condition", {})
    met = [f"{key} {value}" for keys in conditions.values() for key, value in keys.items()]
    return f"Allow{named} {actions}{on}{', with ' if met else ''}{' and '.join(met)}"


def _extended(text: str, body: Body) -> str:
    """The policy with one statement more, under a Sid that is free."""
    policy: Body = json.loads(text) if text.strip() else {"Version": VERSION, "Statement": []}
    found = policy["Statement"]
    statements = found if isinstance(found, list) else [found]
    taken = {one.get("Sid") for one in statements}
    sid = next(name for n in range(1, len(taken) + 2) if (name := f"Added{n if n > 1 else ''}") not in taken)
    return json.dumps(policy | {"Statement": [*statements, {"Sid": sid} | body]}, indent=2)


def _without(text: str, number: int) -> str:
    """The policy without that statement."""
    policy = json.loads(text)
    found = policy["Statement"]
    rest = [one for n, one in enumerate(found, start=1) if n != number] if isinstance(found, list) else []
    return json.dumps(policy | {"Statement": rest}, indent=2)


def _with(scenario: Scenario, kind: Kind, text: str) -> Scenario:
    match kind:
        case Kind.IDENTITY:
            return replace(scenario, identity=text)
        case Kind.RESOURCE:
            return replace(scenario, resource=text)
    return replace(scenario, trust=text)
