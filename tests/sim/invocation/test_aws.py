"""*Do it in AWS* of every case: each call fits the model of its API, the script is one that a shell can read, the handler does as told."""

import subprocess

import botocore.session
import pytest
from botocore.validate import ParamValidator

from sim.catalog import presets, scenario_of
from sim.draw.aws import ApiCall, cli
from sim.invocation.aws import sam, steps
from sim.invocation.handler_code import code, script_of
from tests.sim.tables import cases_of, scenario_in

GIVEN = {case["name"]: scenario_in("invocation", case) for case in cases_of("invocation")}


@pytest.mark.parametrize("name", GIVEN)
def test_calls_of_a_case_fit_the_api_model_and_touch_only_what_is_their_own(name):
    session = botocore.session.get_session()
    for call in steps(scenario_of("invocation", GIVEN[name])):
        if not isinstance(call, ApiCall):
            continue
        shape = session.get_service_model(call.service).operation_model(call.operation).input_shape
        given = dict(call.parameters)
        if call.operation == "CreateFunction":
            given |= {"Role": "arn:aws:iam::123456789012:role/r", "Code": {"ZipFile": b""}}
        if "Payload" in given:
            given["Payload"] = given["Payload"].encode()
        report = ParamValidator().validate(given, shape)
        assert not report.has_errors(), report.generate_report()
        own = [given[key] for key in ("FunctionName", "RoleName", "QueueName", "QueueUrl") if key in given]
        assert all(text.rpartition("/")[2].startswith("coldstart-") for text in own)


@pytest.mark.parametrize("preset", presets("invocation"))
def test_the_script_is_read_by_a_shell(preset):
    script = cli(steps(scenario_of("invocation", presets("invocation")[preset].scenario)))
    read = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


@pytest.mark.parametrize("name", GIVEN)
def test_the_template_names_only_resources_that_it_has(name):
    body = sam(scenario_of("invocation", GIVEN[name]))
    for resource in _named(body):
        assert resource in body["Resources"]


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


def test_the_handler_follows_its_script_run_by_run(tmp_path):
    scenario = scenario_of("invocation", {"invokes": [{}], "function": {"duration": 1}})
    source = code(scenario).replace('"/tmp"', repr(str(tmp_path)))
    space: dict[str, object] = {}
    exec(compile(source, "app.py", "exec"), space)
    context = type("Context", (), {"aws_request_id": "one"})
    event = {"script": ["raise", "ok"]}
    with pytest.raises(ConnectionError, match="no mail server answered"):
        space["handler"](event, context)
    assert space["handler"](event, context) == {"confirmed": True}
    assert space["handler"]({"seat": "A7"}, type("Context", (), {"aws_request_id": "two"})) == {"confirmed": True}


def test_what_only_lambda_can_do_is_not_in_the_script():
    given = {"invokes": [{}], "script": [{"attempts": ["throttle", "raise", "lost"]}]}
    scenario = scenario_of("invocation", given)
    assert script_of(scenario, 1) == ["raise", "ok"]
    assert "# Throttles, errors of Lambda itself and lost connections cannot be ordered" in cli(steps(scenario))
