"""The questions that a call puts to policies: who asks for which action on what, and which policies are asked."""

from dataclasses import dataclass, replace

from sim.permission.scenario import Scenario
from sim.permission.values import (
    ASSUME,
    AUTH_TYPE,
    INVOKE,
    INVOKE_URL,
    LAMBDA,
    READS,
    SERVICES,
    VIA_URL,
    Via,
    account_of,
)
from sim.policy import Kind, Request, Who, anyone, service, user_or_role


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One request, and the policies that are asked about it."""

    request: Request
    kinds: tuple[Kind, ...]
    both: bool = False
    """Whether the identity policy and the resource policy must both allow it: the caller is of another account."""
    fact: str

    def is_asked(self, kind: Kind) -> bool:
        """Whether a policy of that kind has a say."""
        return kind in self.kinds


def questions_of(scenario: Scenario) -> tuple[Question, ...]:
    """All of them, in their order. The call is allowed if each is."""
    asked: list[Question] = []
    match scenario.via:
        case Via.SERVICE:
            who = service(SERVICES[scenario.service].principal)
            request = Request(who=who, action=INVOKE, resource=scenario.arn, keys=_of_service(scenario, who.service))
            asked.append(
                Question(request=request, kinds=(Kind.RESOURCE,), fact="sec-push-services-need-resource-policy")
            )
        case Via.MAPPING:
            asked.append(_assume(scenario, LAMBDA))
            asked += [_read(scenario, action) for action in READS[scenario.source_arn.split(":")[2]]]
        case Via.ROLE:
            asked.append(_assume(scenario, SERVICES[scenario.service].principal))
            asked.append(_call(scenario, user_or_role(scenario.caller), INVOKE, {}))
        case Via.URL:
            who = anyone() if scenario.is_anonymous else user_or_role(scenario.caller)
            asked.append(_call(scenario, who, INVOKE_URL, {AUTH_TYPE: scenario.auth_type.value}))
            asked.append(_call(scenario, who, INVOKE, {VIA_URL: "true"}))
            asked = [replace(one, fact="sec-function-url-two-permissions") for one in asked]
        case _:
            asked.append(_call(scenario, user_or_role(scenario.caller), INVOKE, {}))
    return tuple(asked)


def kinds_of(scenario: Scenario) -> tuple[Kind, ...]:
    """The policies that have a say in the call at all."""
    asked = {kind for question in questions_of(scenario) for kind in question.kinds}
    return tuple(kind for kind in Kind if kind in asked)


def _call(scenario: Scenario, who: Who, action: str, more: dict[str, str]) -> Question:
    request = Request(who=who, action=action, resource=scenario.arn, keys=_of_caller(scenario, who) | more)
    if not who.arns:
        return Question(request=request, kinds=(Kind.RESOURCE,), fact="sec-function-url-auth")
    both = who.account != scenario.account
    return Question(request=request, kinds=(Kind.IDENTITY, Kind.RESOURCE), both=both, fact="sec-same-account-either")


def _read(scenario: Scenario, action: str) -> Question:
    who = user_or_role(scenario.caller)
    request = Request(who=who, action=action, resource=scenario.source_arn, keys=_of_caller(scenario, who))
    return Question(request=request, kinds=(Kind.IDENTITY,), fact="sec-esm-needs-execution-role")


def _assume(scenario: Scenario, principal: str) -> Question:
    keys = {} if principal == LAMBDA else _of_service(scenario, principal)
    request = Request(who=service(principal), action=ASSUME, resource=scenario.caller, keys=keys)
    return Question(request=request, kinds=(Kind.TRUST,), fact="sec-execution-role-required")


def _of_service(scenario: Scenario, principal: str) -> dict[str, str]:
    """The condition keys of a call by an AWS service.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    told = {"aws:SourceArn": scenario.source_arn, "aws:SourceAccount": scenario.source_account}
    keys = told if scenario.source_arn else {}
    return keys | {
        "aws:PrincipalIsAWSService": "true",
        "aws:PrincipalServiceName": principal,
        "aws:SecureTransport": "true",
    }


def _of_caller(scenario: Scenario, who: Who) -> dict[str, str]:
    """The condition keys of a call with credentials, or without any."""
    keys = {"aws:PrincipalIsAWSService": "false", "aws:SecureTransport": "true", "aws:SourceIp": scenario.source_ip}
    if who.arns:
        keys |= {
            "aws:PrincipalArn": who.arns[-1],
            "aws:PrincipalAccount": account_of(scenario.caller),
            "aws:PrincipalOrgID": scenario.org,
        }
        if len(who.arns) == 1:
            keys["aws:username"] = who.arns[0].rpartition("/")[2]
    return {key: value for key, value in keys.items() if value}
