"""The resource policy of a bus: which statement lets whom in."""

import json

import pytest

from sim.bus.policy import Asking, Verdict, decide, problem_of

OWNER, OTHER = "111122223333", "444455556666"
BUS = f"arn:aws:events:eu-west-1:{OWNER}:event-bus/hub"
RULE = f"arn:aws:events:eu-west-1:{OTHER}:rule/forward"
ORG = "o-a1b2c3d4e5"


def _asking(**given: object) -> Asking:
    return Asking(**{"account": OTHER, "org": ORG, "source": "shop", "detail_type": "order", "rule_arn": RULE} | given)


def _policy(**given: object) -> str:
    statement = {"Effect": "Allow", "Principal": {"AWS": OTHER}, "Action": "events:PutEvents", "Resource": BUS}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement | given]})


ALLOWED = {
    "account number": _policy(),
    "account's root": _policy(Principal={"AWS": f"arn:aws:iam::{OTHER}:root"}),
    "list of accounts": _policy(Principal={"AWS": ["123456789012", OTHER]}),
    "everybody": _policy(Principal="*"),
    "everybody by AWS": _policy(Principal={"AWS": "*"}),
    "list of actions": _policy(Action=["events:PutRule", "events:PutEvents"]),
    "all actions of the service": _policy(Action="events:*"),
    "case does not count in an action": _policy(Action="events:putevents"),
    "any resource": _policy(Resource="*"),
    "resource by a form": _policy(Resource="arn:aws:events:*:*:event-bus/h?b"),
    "condition on the source": _policy(Condition={"StringEquals": {"events:source": "shop"}}),
    "one of several sources": _policy(Condition={"StringEquals": {"events:source": ["till", "shop"]}}),
    "for all values": _policy(Condition={"ForAllValues:StringEquals": {"events:source": "shop"}}),
    "for all values of a key that is not set": _policy(Condition={"ForAllValues:StringEquals": {"x:y": "z"}}),
    "if exists, and it does not": _policy(Condition={"StringEqualsIfExists": {"x:y": "z"}}),
    "a key in another case": _policy(Condition={"StringEquals": {"AWS:PrincipalOrgID": ORG}}),
    "like": _policy(Condition={"StringLike": {"events:source": "s*"}}),
    "ignoring case": _policy(Condition={"StringEqualsIgnoreCase": {"events:source": "SHOP"}}),
    "not that one": _policy(Condition={"StringNotEquals": {"events:source": "till"}}),
    "the rule": _policy(Condition={"ArnLike": {"aws:SourceArn": "arn:aws:events:eu-west-1:*:rule/*"}}),
}
NOT_ALLOWED = {
    "no policy": "",
    "another account": _policy(Principal={"AWS": "123456789012"}),
    "a service": _policy(Principal={"Service": "events.amazonaws.com"}),
    "another action": _policy(Action="events:PutRule"),
    "another bus": _policy(Resource=f"arn:aws:events:eu-west-1:{OWNER}:event-bus/other"),
    "another organization": _policy(Condition={"StringEquals": {"aws:PrincipalOrgID": "o-other"}}),
    "another rule": _policy(Condition={"ArnEquals": {"aws:SourceArn": "arn:aws:events:eu-west-1:1:rule/x"}}),
    "an operator that is not known": _policy(Condition={"NumericEquals": {"aws:PrincipalAccount": OTHER}}),
    "a key that is not set": _policy(Condition={"StringEquals": {"aws:SourceVpc": "vpc-1"}}),
    "two conditions, one met": _policy(
        Condition={"StringEquals": {"events:source": "till", "aws:PrincipalOrgID": "o-other"}}
    ),
    "no JSON": "{",
}


@pytest.mark.parametrize("name", ALLOWED)
def test_a_statement_allows(name):
    assert decide(ALLOWED[name], OWNER, BUS, _asking()).verdict is Verdict.ALLOWED


@pytest.mark.parametrize("name", NOT_ALLOWED)
def test_a_statement_does_not_allow(name):
    decision = decide(NOT_ALLOWED[name], OWNER, BUS, _asking())
    assert decision.verdict is Verdict.DENIED
    assert decision.why.endswith(".")


def test_the_event_alone_stands_in_the_way():
    on_source = _policy(Condition={"StringEquals": {"events:source": "till"}})
    on_type = _policy(Condition={"StringEquals": {"events:detail-type": "sale"}})
    assert decide(on_source, OWNER, BUS, _asking()).verdict is Verdict.SOURCE
    assert decide(on_type, OWNER, BUS, _asking()).verdict is Verdict.DETAIL_TYPE


def test_the_owner_needs_no_policy_but_a_deny_keeps_it_off():
    assert decide("", OWNER, BUS, _asking(account=OWNER, rule_arn="")).verdict is Verdict.ALLOWED
    deny = _policy(Effect="Deny", Principal="*")
    assert decide(deny, OWNER, BUS, _asking(account=OWNER, rule_arn="")).verdict is Verdict.DENIED


def test_a_deny_counts_more_than_an_allow():
    both = json.loads(_policy())
    both["Statement"].append({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"})
    assert decide(json.dumps(both), OWNER, BUS, _asking()).verdict is Verdict.DENIED


def test_a_deny_whose_condition_is_not_met_does_not_count():
    both = json.loads(_policy())
    other = {"StringNotEquals": {"aws:PrincipalOrgID": ORG}}
    both["Statement"].append({"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": other})
    assert decide(json.dumps(both), OWNER, BUS, _asking()).verdict is Verdict.ALLOWED
    assert decide(json.dumps(both), OWNER, BUS, _asking(org="")).verdict is Verdict.DENIED


def test_allowed_by_the_organization_a_rule_needs_a_role_and_a_caller_does_not():
    policy = _policy(Principal="*", Condition={"StringEquals": {"aws:PrincipalOrgID": ORG}})
    assert decide(policy, OWNER, BUS, _asking()).verdict is Verdict.ALLOWED
    without = decide(policy, OWNER, BUS, _asking(role=False))
    assert without.verdict is Verdict.DENIED
    assert "IAM role" in without.why
    assert decide(policy, OWNER, BUS, _asking(role=False, rule_arn="")).verdict is Verdict.ALLOWED


@pytest.mark.parametrize(("policy", "problem"), [("", ""), (_policy(), ""), ("[]", "it has no Statement")])
def test_what_is_wrong_with_a_policy(policy, problem):
    assert problem_of(policy) == problem
    assert problem_of("{").startswith("it is no JSON")
