"""Policies read and asked: forms, condition operators, principals, and what is refused."""

import json

import pytest

from sim.policy import (
    Grip,
    Kind,
    Part,
    PolicyError,
    Request,
    anyone,
    judge,
    read_policy,
    service,
    user_or_role,
)
from sim.policy.conditions import KNOWN, meets, problem_of
from sim.policy.forms import fits, fits_arn
from sim.policy.principals import Named

ANA = "arn:aws:iam::111122223333:user/ana"
ALLOW = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}


@pytest.mark.parametrize(
    ("text", "form", "verdict"),
    [
        ("lambda:InvokeFunction", "lambda:*", True),
        ("lambda:InvokeFunction", "lambda:Invoke", False),
        ("abc", "a?c", True),
        ("ac", "a?c", False),
        ("a.c", "a.c", True),
        ("abc", "a.c", False),
        ("a:b:c", "a*", True),
        ("", "*", True),
        ("a\nb", "a*b", True),
        ("[a]", "[a]", True),
    ],
)
def test_a_form(text, form, verdict):
    assert fits(text, form) is verdict


@pytest.mark.parametrize(
    ("arn", "form", "verdict"),
    [
        ("arn:aws:s3:::b", "arn:aws:s3:::*", True),
        ("arn:aws:s3:::b", "arn:aws:s3:*", False),
        ("arn:aws:sns:eu-west-1:1:t", "arn:aws:sns:*:1:t", True),
        ("arn:aws:sns:eu-west-1:1:t", "arn:aws:*:t", False),
        ("arn:aws:logs:r:1:log-group:/a:*", "arn:aws:logs:r:1:log-group:/a:*", True),
        ("arn:aws:s3:::b", "*", True),
        ("no arn", "arn:aws:s3:::b", False),
    ],
)
def test_no_wildcard_of_an_arn_reaches_past_its_colon(arn, form, verdict):
    assert fits_arn(arn, form) is verdict


@pytest.mark.parametrize(
    ("operator", "got", "wanted", "verdict"),
    [
        ("StringEquals", "a", ["a", "b"], True),
        ("StringEquals", "A", ["a"], False),
        ("StringEquals", "ab", ["a*"], False),
        ("StringEquals", None, ["a"], False),
        ("StringEqualsIfExists", None, ["a"], True),
        ("StringEqualsIfExists", "b", ["a"], False),
        ("StringEqualsIgnoreCase", "A", ["a"], True),
        ("StringNotEquals", "a", ["a", "b"], False),
        ("StringNotEquals", "c", ["a", "b"], True),
        ("StringNotEquals", None, ["a"], True),
        ("StringNotEqualsIgnoreCase", "A", ["a"], False),
        ("StringLike", "abc", ["a*"], True),
        ("StringNotLike", "abc", ["a*"], False),
        ("ArnLike", "arn:aws:s3:::b", ["arn:aws:s3:::b*"], True),
        ("ArnEquals", "arn:aws:s3:::bc", ["arn:aws:s3:::b*"], True),
        ("ArnNotLike", "arn:aws:s3:::b", ["arn:aws:s3:::b*"], False),
        ("ArnNotEquals", None, ["arn:aws:s3:::b"], True),
        ("Bool", "true", ["True"], True),
        ("Bool", "false", ["true"], False),
        ("Bool", None, ["false"], False),
        ("IpAddress", "192.0.2.7", ["192.0.2.0/24"], True),
        ("IpAddress", "192.0.2.7", ["192.0.2.7"], True),
        ("IpAddress", "2001:db8::1", ["2001:db8::/32"], True),
        ("IpAddress", "here", ["192.0.2.0/24"], False),
        ("NotIpAddress", "203.0.113.9", ["192.0.2.0/24"], True),
        ("Null", None, ["true"], True),
        ("Null", "a", ["true"], False),
        ("Null", "a", ["false"], True),
        ("ForAllValues:StringEquals", None, ["a"], True),
        ("ForAnyValue:StringEquals", None, ["a"], False),
        ("ForAnyValue:StringNotEquals", None, ["a"], False),
        ("ForAnyValue:StringLike", "ab", ["a*"], True),
        ("NumericEquals", "1", ["1"], False),
    ],
)
def test_an_operator(operator, got, wanted, verdict):
    assert meets(operator, got, wanted) is verdict


@pytest.mark.parametrize("operator", KNOWN)
def test_a_known_operator_has_no_problem(operator):
    assert problem_of(operator) == ""
    assert problem_of(f"ForAnyValue:{operator}") == ""
    assert (problem_of(f"{operator}IfExists") == "") is (operator != "Null")


@pytest.mark.parametrize(
    ("operator", "says"),
    [
        ("NumericLessThan", "NumericLessThan is an operator of IAM that is not weighed here; there are StringEquals,"),
        ("DateGreaterThanEqualsIfExists", "DateGreaterThanEquals is an operator of IAM that is not weighed here;"),
        ("stringequals", "there is no operator named 'stringequals'; there are StringEquals,"),
        ("ForSome:StringEquals", "'ForSome' does not go before an operator; there are ForAllValues and ForAnyValue"),
    ],
)
def test_an_operator_that_is_not_weighed_is_told(operator, says):
    assert problem_of(operator).startswith(says)


@pytest.mark.parametrize(
    ("kind", "text", "who", "grip"),
    [
        ("*", "*", anyone(), Grip.DIRECT),
        ("*", "*", service("s3.amazonaws.com"), Grip.DIRECT),
        ("AWS", "*", user_or_role(ANA), Grip.DIRECT),
        ("AWS", ANA, user_or_role(ANA), Grip.DIRECT),
        ("AWS", "111122223333", user_or_role(ANA), Grip.ACCOUNT),
        ("AWS", "arn:aws:iam::111122223333:root", user_or_role(ANA), Grip.ACCOUNT),
        ("AWS", "444455556666", user_or_role(ANA), Grip.NONE),
        ("AWS", "111122223333", anyone(), Grip.NONE),
        ("AWS", "111122223333", service("s3.amazonaws.com"), Grip.NONE),
        ("Service", "s3.amazonaws.com", service("s3.amazonaws.com"), Grip.DIRECT),
        ("Service", "sns.amazonaws.com", service("s3.amazonaws.com"), Grip.NONE),
        ("Service", "s3.amazonaws.com", anyone(), Grip.NONE),
        ("Federated", "cognito-identity.amazonaws.com", user_or_role(ANA), Grip.NONE),
    ],
)
def test_how_a_principal_takes_hold(kind, text, who, grip):
    assert Named(kind, text).grips(who) is grip


def test_a_session_goes_by_two_names():
    who = user_or_role("arn:aws:iam::111122223333:role/a/b/till")
    assert who.arns == (
        "arn:aws:sts::111122223333:assumed-role/till/session",
        "arn:aws:iam::111122223333:role/a/b/till",
    )


REFUSED = {
    "no JSON": ("{", "the object that begins here is never closed; write its }", 1),
    "a list": ("[]", "this is no policy; a policy is one object with a Statement", 1),
    "two policies": ("{} {}", "this is no policy; a policy is one object with a Statement", 1),
    "something behind it": ('{"Statement": []} x', "'x' stands behind the end; a policy is one object", 1),
    "no Statement": ("{}", "there is no Statement; write a list of them", 1),
    "an old Version": (
        {"Version": "2020-01-01", "Statement": []},
        "Version: '2020-01-01' is none; write '2012-10-17'",
        1,
    ),
    "another element": (
        {"Statements": []},
        "Statements: a policy has no such element; there are Version, Id and Statement",
        1,
    ),
    "a statement that is none": (
        {"Statement": ["x"]},
        "Statement[0]: is a text; write an object with Effect and Action",
        1,
    ),
    "no Effect": ([{"Action": "*", "Resource": "*"}], "Statement[0]: there is no Effect; write Allow or Deny", 1),
    "small letters": ([ALLOW | {"Effect": "allow"}], "Statement[0]: 'allow' is no Effect; write Allow or Deny", 1),
    "no Action": ([{"Effect": "Allow", "Resource": "*"}], "Statement[0]: there is no Action; write one", 1),
    "both actions": ([ALLOW | {"NotAction": "*"}], "Statement[0]: has Action and NotAction; write one of the two", 1),
    "an action without service": (
        [ALLOW | {"Action": "InvokeFunction"}],
        "Statement[0].Action: 'InvokeFunction' names no service; write it as lambda:InvokeFunction",
        1,
    ),
    "an empty list": ([ALLOW | {"Action": []}], "Statement[0].Action: is an empty list; write at least one text", 1),
    "a number": ([ALLOW | {"Action": 5}], "Statement[0].Action: takes text, not a number; put it in quotes", 1),
    "no Resource": ([{"Effect": "Allow", "Action": "*"}], "Statement[0]: there is no Resource; write one", 1),
    "a name as Resource": (
        [ALLOW | {"Resource": "reserve-seat"}],
        "Statement[0].Resource: 'reserve-seat' is no ARN; write one, or *",
        1,
    ),
    "a Principal": (
        [ALLOW | {"Principal": "*"}],
        "Statement[0].Principal: an identity policy names no Principal; it holds for whoever it hangs on",
        1,
    ),
    "a policy variable": (
        [ALLOW | {"Resource": "arn:aws:lambda:*:*:function:${aws:username}"}],
        "Statement[0].Resource: policy variables are not put in here; write the value itself",
        1,
    ),
    "the same element twice": (
        '{"Statement": {"Effect": "Allow",\n"Effect": "Deny"}}',
        "Statement[0].Effect: stands there twice; write it once",
        2,
    ),
    "a Condition that is a text": (
        [ALLOW | {"Condition": "x"}],
        "Statement[0].Condition: is a text; write an object of operators",
        1,
    ),
    "an operator with a text": (
        [ALLOW | {"Condition": {"Bool": "x"}}],
        "Statement[0].Condition.Bool: is a text; write an object of keys",
        1,
    ),
    "a key with an object": (
        [ALLOW | {"Condition": {"Bool": {"a:b": {}}}}],
        "Statement[0].Condition.Bool.a:b: takes a value or a list of values; write a text",
        1,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_policy_is_told_with_its_place(name):
    given, says, line = REFUSED[name]
    text = json.dumps({"Statement": given}) if isinstance(given, list) else given
    text = json.dumps(text) if isinstance(text, dict) else text
    with pytest.raises(PolicyError) as refused:
        read_policy(text, Kind.IDENTITY)
    assert (refused.value.message, refused.value.line) == (says, line)


@pytest.mark.parametrize(
    ("kind", "statement", "says"),
    [
        (
            Kind.RESOURCE,
            ALLOW,
            "Statement[0].Resource: several ARNs or a wildcard come from PutResourcePolicy, and how those",
        ),
        (Kind.RESOURCE, ALLOW | {"NotResource": "*"}, "Statement[0].NotResource: NotResource is not weighed here;"),
        (
            Kind.RESOURCE,
            ALLOW | {"Resource": "arn:aws:x"},
            "Statement[0].Principal: is missing; write whom it holds for",
        ),
        (
            Kind.RESOURCE,
            ALLOW | {"Resource": "arn:aws:x", "Principal": "me"},
            'Statement[0].Principal: only "*" stands alone; write {"AWS": …} or {"Service": …}',
        ),
        (
            Kind.RESOURCE,
            ALLOW | {"Resource": "arn:aws:x", "Principal": {"User": "me"}},
            "Statement[0].Principal: there is no principal 'User'; there are AWS, Service, Federated, CanonicalUser",
        ),
        (
            Kind.RESOURCE,
            ALLOW | {"Resource": "arn:aws:x", "Principal": {"AWS": "arn:aws:iam::1:user/*"}},
            "Statement[0].Principal.AWS: AWS takes no wildcard within a principal;",
        ),
        (Kind.TRUST, ALLOW | {"Principal": "*"}, "Statement[0].Resource: a trust policy names no Resource;"),
    ],
)
def test_each_kind_of_policy_has_its_own_elements(kind, statement, says):
    with pytest.raises(PolicyError) as refused:
        read_policy(json.dumps({"Statement": [statement]}), kind)
    assert refused.value.message.startswith(says)


def test_a_policy_without_text_has_no_statements():
    assert read_policy(" \n", Kind.IDENTITY).statements == ()


def test_one_statement_may_stand_without_a_list():
    (one,) = read_policy(json.dumps({"Statement": ALLOW | {"Sid": "A"}}), Kind.IDENTITY).statements
    assert (one.name, one.number, one.line) == ("identity policy: A", 1, 1)


def test_a_statement_says_which_part_does_not_fit_and_why():
    (one,) = read_policy(
        json.dumps({"Statement": [ALLOW | {"Resource": "arn:aws:lambda:r:1:function:f"}]}), Kind.IDENTITY
    ).statements
    request = Request(
        who=user_or_role(ANA), action="lambda:InvokeFunction", resource="arn:aws:lambda:r:1:function:f:live"
    )
    found = judge(one, request)
    assert (found.fits, found.part) == (False, Part.RESOURCE)
    assert found.why.endswith("The ARN without qualifier covers neither an alias nor a version.")


def test_the_line_of_a_statement_is_the_line_of_its_brace():
    text = '{\n  "Statement": [\n    {"Effect": "Allow", "Action": "*", "Resource": "*"},\n    {\n      "Effect": "Deny", "Action": "*", "Resource": "*"}\n  ]\n}'
    assert [one.line for one in read_policy(text, Kind.IDENTITY).statements] == [3, 4]
