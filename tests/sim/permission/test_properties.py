"""What holds of every call: a Deny never lets in, an Allow never keeps out, one account takes either, two accounts both."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.permission import AuthType, Scenario, Service, Verdict, Via, run
from sim.permission.papers import document
from tests.sim.permission.writing import FUNCTION

ANA, BRUNO = "arn:aws:iam::111122223333:user/ana", "arn:aws:iam::444455556666:user/bruno"
ROLE = "arn:aws:iam::111122223333:role/till"
QUEUE = "arn:aws:sqs:eu-west-1:111122223333:orders"
BUCKET = "arn:aws:s3:::lantern-posters"

conditions = st.sampled_from(
    [
        {},
        {"StringEquals": {"aws:SourceAccount": "111122223333"}},
        {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::lantern-*"}},
        {"StringNotEquals": {"aws:PrincipalOrgID": "o-lantern123"}},
        {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-lantern123"}},
        {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}},
        {"Null": {"aws:PrincipalArn": "true"}},
    ]
)
actions = st.sampled_from(
    ["*", "lambda:*", "lambda:InvokeFunction", "lambda:InvokeFunctionUrl", "sqs:*", "sts:AssumeRole"]
)
effects = st.sampled_from(["Allow", "Deny"])
principals = st.sampled_from(
    [
        "*",
        {"AWS": "111122223333"},
        {"AWS": "444455556666"},
        {"AWS": ANA},
        {"AWS": BRUNO},
        {"AWS": ROLE},
        {"Service": "s3.amazonaws.com"},
        {"Service": ["events.amazonaws.com", "lambda.amazonaws.com"]},
    ]
)


def _with(body, condition):
    return body | ({"Condition": condition} if condition else {})


identities = st.builds(
    lambda effect, action, resource, condition: _with(
        {"Effect": effect, "Action": action, "Resource": resource}, condition
    ),
    effects,
    actions,
    st.sampled_from(["*", FUNCTION, f"{FUNCTION}:live", f"{FUNCTION}:*", QUEUE]),
    conditions,
)
resources = st.builds(
    lambda effect, who, action, resource, condition: _with(
        {"Effect": effect, "Principal": who, "Action": action, "Resource": resource}, condition
    ),
    effects,
    principals,
    actions,
    st.sampled_from([FUNCTION, f"{FUNCTION}:live"]),
    conditions,
)
trusts = st.builds(
    lambda effect, who, condition: _with({"Effect": effect, "Principal": who, "Action": "sts:AssumeRole"}, condition),
    effects,
    principals,
    conditions,
)
ways = st.sampled_from(
    [
        {"via": Via.API, "caller": ANA},
        {"via": Via.API, "caller": BRUNO, "org": "o-lantern123"},
        {"via": Via.API, "caller": ROLE, "qualifier": "live"},
        {"via": Via.SERVICE, "service": Service.S3, "source_arn": BUCKET},
        {"via": Via.ROLE, "service": Service.RULE, "caller": ROLE},
        {"via": Via.MAPPING, "caller": ROLE, "source_arn": QUEUE},
        {"via": Via.URL, "caller": ANA},
        {"via": Via.URL, "auth_type": AuthType.NONE},
    ]
)


@st.composite
def scenarios(draw):
    def text(statements):
        found = draw(st.lists(statements, max_size=3))
        return document(*found) if found else ""

    return Scenario(**draw(ways), identity=text(identities), resource=text(resources), trust=text(trusts))


def _more(scenario, name, body, at):
    """The scenario with one statement more in the policy ``name``."""
    text = getattr(scenario, name)
    if name == "trust" and not text:
        return None
    statements = json.loads(text)["Statement"] if text else []
    return replace(scenario, **{name: document(*statements[:at], body, *statements[at:])})


KINDS = {"identity": identities, "resource": resources, "trust": trusts}


@given(scenario=scenarios(), name=st.sampled_from(sorted(KINDS)), at=st.integers(0, 3), data=st.data())
@settings(max_examples=250, deadline=None)
def test_a_deny_more_never_lets_in_and_an_allow_more_never_keeps_out(scenario, name, at, data):
    body = data.draw(KINDS[name])
    more = _more(scenario, name, body, at)
    if more is None:
        return
    before, after = run(scenario).outcome.allowed, run(more).outcome.allowed
    assert after <= before if body["Effect"] == "Deny" else after >= before


@given(scenario=scenarios())
@settings(max_examples=150, deadline=None)
def test_a_deny_that_fits_everything_always_wins(scenario):
    identity = {"Sid": "No", "Effect": "Deny", "Action": "*", "Resource": "*"}
    place, body = ("identity", identity)
    if scenario.via is Via.SERVICE or scenario.is_anonymous:
        place = "resource"
        body = {"Sid": "No", "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": FUNCTION}
    outcome = run(_more(scenario, place, body, 0)).outcome
    assert outcome.verdict is Verdict.DENIED
    assert outcome.reason in ("explicit-deny", "no-trust")


@given(scenario=scenarios())
@settings(max_examples=150, deadline=None)
def test_one_account_takes_either_and_two_take_both(scenario):
    if scenario.via is not Via.API:
        return
    allow_identity = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": scenario.arn}
    allow_resource = allow_identity | {"Principal": {"AWS": scenario.caller}}
    own = scenario.caller.split(":")[4] == scenario.account
    nothing = replace(scenario, identity="", resource="")
    one = replace(nothing, identity=document(allow_identity))
    other = replace(nothing, resource=document(allow_resource))
    both = replace(one, resource=document(allow_resource))
    told = [run(each).outcome.allowed for each in (nothing, one, other, both)]
    assert told == ([0, 1, 1, 1] if own else [0, 0, 0, 1])


@given(scenario=scenarios())
@settings(max_examples=200, deadline=None)
def test_the_verdict_is_whole_and_the_same_each_time(scenario):
    trace = run(scenario)
    outcome = trace.outcome
    assert run(scenario) == trace
    assert outcome.allowed == (outcome.verdict is Verdict.ALLOWED) == (not outcome.error_code)
    assert (
        outcome.looked_at
        == len(outcome.statements)
        == sum(one.kind in ("allows", "denies", "silent") for one in trace.entries)
    )
    assert outcome.matched == outcome.allows + outcome.denies <= outcome.looked_at
    assert outcome.allowed == all(check.allowed for check in outcome.checks)
    assert not (outcome.allowed and outcome.denies)
    deciding = [one for one in outcome.statements if one.decides]
    assert all(one.fits for one in deciding)
    assert bool(outcome.hint) is not bool(outcome.allowed)


@given(scenario=scenarios())
@settings(max_examples=150, deadline=None)
def test_the_hint_always_lets_the_call_in(scenario):
    outcome = run(scenario).outcome
    texts = {name: getattr(outcome, f"mended_{name}") for name in KINDS}
    mended = replace(scenario, **{name: text for name, text in texts.items() if text})
    assert run(mended).outcome.allowed == 1


@pytest.mark.parametrize("text", ["{", "[]", '{"Statement": 5}', '{"Statement": [{}]}', "\x00", '{"Statement": ' * 200])
def test_a_text_that_is_no_policy_never_raises(text):
    outcome = run(Scenario(identity=text)).outcome
    assert outcome.verdict is Verdict.UNREADABLE
    assert outcome.problems[0].line >= 1
