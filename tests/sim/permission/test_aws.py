"""*Do it in AWS* of every case: each call fits the model of its API, and the script is one that a shell can read."""

import subprocess
from pathlib import Path

import botocore.session
import pytest
import yaml
from botocore.validate import ParamValidator

from sim.catalog import presets, scenario_of
from sim.draw.aws import ApiCall, cli, template
from sim.permission.aws import sam, steps
from tests.sim.permission.writing import written

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "permission.yaml").read_text("utf-8"))
GIVEN = {case["name"]: written(case["scenario"]) for case in CASES}


@pytest.mark.parametrize("name", GIVEN)
def test_calls_of_a_case_fit_the_api_model_and_touch_nothing_that_was_there(name):
    session = botocore.session.get_session()
    calls = [step for step in steps(scenario_of("permission", GIVEN[name])) if isinstance(step, ApiCall)]
    assert len(calls) > 5
    for call in calls:
        shape = session.get_service_model(call.service).operation_model(call.operation).input_shape
        given = dict(call.parameters)
        if call.operation == "CreateFunction":
            given |= {"Role": "arn:aws:iam::123456789012:role/r", "Code": {"ZipFile": b""}}
        report = ParamValidator().validate(given, shape)
        assert not report.has_errors(), report.generate_report()
        named = [given[key] for key in ("FunctionName", "RoleName", "ResourceArn", "PolicySourceArn") if key in given]
        assert named
        assert all(text.replace("/", ":").split(":")[-1].startswith("coldstart-") for text in named)


@pytest.mark.parametrize("preset", presets("permission"))
def test_the_script_is_read_by_a_shell(preset):
    script = cli(steps(scenario_of("permission", presets("permission")[preset].scenario)))
    read = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


@pytest.mark.parametrize("name", GIVEN)
def test_the_template_names_only_resources_that_it_has(name):
    body = sam(scenario_of("permission", GIVEN[name]))
    assert template(body)
    for resource in _named(body):
        assert resource in body["Resources"]


def test_what_add_permission_cannot_write_is_written_whole():
    def operations(**scenario):
        return [
            step.operation for step in steps(scenario_of("permission", written(scenario))) if isinstance(step, ApiCall)
        ]

    allow = {
        "Sid": "A",
        "Effect": "Allow",
        "Principal": {"AWS": "111122223333"},
        "Action": "lambda:InvokeFunction",
        "Resource": "{F}",
    }
    assert operations(resource=[allow]).count("AddPermission") == 1
    whole = operations(resource=[allow, allow | {"Sid": "D", "Effect": "Deny"}])
    assert ("AddPermission" in whole, whole.count("PutResourcePolicy")) == (False, 1)


def test_a_call_of_an_alias_makes_the_alias_first():
    calls = [
        step.operation
        for step in steps(scenario_of("permission", presets("permission")["partner-both-sides"].scenario))
        if isinstance(step, ApiCall)
    ]
    assert (
        calls.index("PublishVersion")
        < calls.index("CreateAlias")
        < calls.index("AddPermission")
        < calls.index("Invoke")
    )


def _named(value: object) -> list[str]:
    """What ``Ref`` and ``Fn::GetAtt`` name."""
    match value:
        case {"Ref": str(name)}:
            return [name]
        case {"Fn::GetAtt": [str(name), _]}:
            return [name]
        case dict():
            return [name for inner in value.values() for name in _named(inner)]
        case list():
            return [name for inner in value for name in _named(inner)]
    return []
