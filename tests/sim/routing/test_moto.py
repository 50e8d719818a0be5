"""``routing`` beside moto, a mock of AWS, on what it does as AWS does: publishing with and without change, and aliases to no version."""

import io
import zipfile
from itertools import product

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from sim.routing import Scenario, run
from tests.sim.routing.writing import text_of

REGION, NAME = "eu-west-1", "reserve-seat"
STEPS = {
    "upload v1": ("update-function-code {f} --zip-file fileb://v1.zip", "update_function_code", {"ZipFile": "v1"}),
    "upload v2": ("update-function-code {f} --zip-file fileb://v2.zip", "update_function_code", {"ZipFile": "v2"}),
    "stage": (
        "update-function-configuration {f} --environment Variables={STAGE=prod}",
        "update_function_configuration",
        {"Environment": {"Variables": {"STAGE": "prod"}}},
    ),
    "timeout": ("update-function-configuration {f} --timeout 9", "update_function_configuration", {"Timeout": 9}),
    "publish": ("{publish}", "publish_version", {}),
}
CHANGES = {
    "upload v1": ("code", "v1"),
    "upload v2": ("code", "v2"),
    "stage": ("stage", "prod"),
    "timeout": ("timeout", 9),
}


def is_real(route):
    """Whether each change changes something, and is not taken back before the next publish: moto counts updates, AWS as documented differences."""
    now = {"code": "v1"}
    last = None
    for step in route:
        if step not in CHANGES:
            last = dict(now)
            continue
        field, value = CHANGES[step]
        if now.get(field) == value or last == now | {field: value}:
            return False
        now[field] = value
    return True


ROUTES = [("publish", *route) for route in product(STEPS, repeat=3) if is_real(("publish", *route))]
"""Each begins with a publish: of what was changed before its first version, moto counts the second publish as a change."""


def zipped(label):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo("app.py"), label)
    return file.getvalue()


@pytest.fixture(scope="module")
def client():
    with pytest.MonkeyPatch.context() as patch, mock_aws(config={"lambda": {"use_docker": False}}):
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        yield boto3.client("lambda", region_name=REGION), boto3.client("iam", region_name=REGION)


@pytest.fixture(scope="module")
def role(client):
    return client[1].create_role(RoleName="lantern", AssumeRolePolicyDocument="{}")["Role"]["Arn"]


@pytest.fixture
def moto(client, role):
    made = client[0]
    made.create_function(
        FunctionName=NAME, Runtime="python3.13", Handler="app.handler", Role=role, Code={"ZipFile": zipped("v1")}
    )
    yield made
    made.delete_function(FunctionName=NAME)


def theirs(moto, step):
    _, operation, given = STEPS[step]
    given = given | ({"ZipFile": zipped(given["ZipFile"])} if "ZipFile" in given else {})
    return getattr(moto, operation)(FunctionName=NAME, **given)


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_publishing_gives_the_same_numbers(moto, route):
    wanted = [theirs(moto, step)["Version"] for step in route]
    results = run(Scenario(calls=text_of(["{new}", *(STEPS[step][0] for step in route)]))).outcome.results
    assert [result.version for result in results[1:]] == wanted


@pytest.mark.parametrize("version", ["2", "77"])
def test_an_alias_to_no_version_is_refused_alike(moto, version):
    moto.publish_version(FunctionName=NAME)
    with pytest.raises(ClientError) as refused:
        moto.create_alias(FunctionName=NAME, Name="prod", FunctionVersion=version)
    theirs_is = refused.value.response
    calls = ["{new}", "{publish}", f"create-alias {{f}} --name prod --function-version {version}"]
    last = run(Scenario(calls=text_of(calls))).outcome.results[-1]
    assert (last.status, last.error) == (theirs_is["ResponseMetadata"]["HTTPStatusCode"], theirs_is["Error"]["Code"])
    assert last.message.split(":")[0] == theirs_is["Error"]["Message"].split(":")[0] == "Function not found"


def test_an_alias_leads_where_it_was_pointed(moto):
    moto.publish_version(FunctionName=NAME)
    moto.create_alias(FunctionName=NAME, Name="prod", FunctionVersion="1")
    theirs(moto, "upload v2")
    moto.publish_version(FunctionName=NAME)
    moto.update_alias(FunctionName=NAME, Name="prod", FunctionVersion="2")
    calls = ["{new}", "{publish}", "{prod}", "{v2}", "{publish}", "update-alias {f} --name prod --function-version 2"]
    alias = run(Scenario(calls=text_of(calls))).outcome.functions[0].aliases[0]
    assert alias.version == moto.get_alias(FunctionName=NAME, Name="prod")["FunctionVersion"] == "2"
