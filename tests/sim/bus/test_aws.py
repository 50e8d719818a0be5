"""*Do it in AWS* of every case: each call fits the model of its API, and the script is one that a shell can read."""

import subprocess
from pathlib import Path

import botocore.session
import pytest
import yaml
from botocore.validate import ParamValidator

from sim.bus.aws import sam, steps
from sim.catalog import presets, scenario_of
from sim.draw.aws import ApiCall, cli, template

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "bus.yaml").read_text("utf-8"))
GIVEN = {
    case["name"]: case.get("scenario", {"puts": [{"entries": case.get("put")}], "rules": case.get("rules", [])})
    for case in CASES
}


@pytest.mark.parametrize("name", GIVEN)
def test_calls_of_a_case_fit_the_api_model(name):
    session = botocore.session.get_session()
    for call in steps(scenario_of("bus", GIVEN[name])):
        if isinstance(call, ApiCall):
            shape = session.get_service_model(call.service).operation_model(call.operation).input_shape
            report = ParamValidator().validate(call.parameters, shape)
            assert not report.has_errors(), report.generate_report()


@pytest.mark.parametrize("preset", presets("bus"))
def test_the_script_is_read_by_a_shell(preset):
    script = cli(steps(scenario_of("bus", presets("bus")[preset].scenario)))
    read = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


@pytest.mark.parametrize("name", GIVEN)
def test_the_template_names_only_resources_that_it_has(name):
    body = sam(scenario_of("bus", GIVEN[name]))
    text = template(body)
    for line in text.splitlines():
        if line.strip().startswith("- ") and "Fn::GetAtt" not in line:
            continue
        assert "None" not in line.split()
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


def test_what_the_target_behaves_like_is_made_so_in_aws():
    rules = [
        {"name": "a", "pattern": '{"source": ["s"]}', "targets": [{"id": "f", "behaviour": "gone", "dlq": "denied"}]}
    ]
    put = [{"entries": [{"source": "s", "detail_type": "t", "detail": "{}"}]}]
    script = cli(steps(scenario_of("bus", {"puts": put, "rules": rules})))
    assert script.index("delete-queue") < script.index("put-events") < script.index("receive-message")
    assert "# coldstart-f-dlq gets no policy" in script


@pytest.mark.parametrize("name", GIVEN)
def test_nothing_that_was_there_before_is_touched(name):
    """Whatever a call makes, changes or takes down carries the prefix; only the default bus is used as it is."""
    for call in steps(scenario_of("bus", GIVEN[name])):
        if not isinstance(call, ApiCall) or call.operation in ("PutEvents", "StartReplay"):
            continue
        given = call.parameters
        keys = ("QueueName", "QueueUrl", "ArchiveName", "RoleName")
        keys += ("Name",) if call.operation in ("PutRule", "DeleteRule", "CreateEventBus", "DeleteEventBus") else ()
        keys += ("Rule",) if call.operation in ("PutTargets", "RemoveTargets") else ()
        keys += ("EventBusName",) if call.operation == "PutPermission" else ()
        told = [given[key] for key in keys if key in given]
        assert told
        assert all(text.rpartition("/")[2].startswith("coldstart-") for text in told)
