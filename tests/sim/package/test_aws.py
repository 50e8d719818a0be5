"""*Do it in AWS*: it touches nothing that was there, and says what the AWS CLI would not even send."""

import pytest

from sim.catalog import scenario_of
from sim.draw.aws import Shell, cli
from sim.package.aws import sam, steps
from tests.sim.checks import calls_in, named_in, shell_reads
from tests.sim.tables import cases_of

GIVEN = {case["name"]: case["given"] for case in cases_of("package")}
NAMES = ("FunctionName", "RoleName", "LayerName", "repositoryName")


@pytest.mark.parametrize("name", GIVEN)
def test_calls_of_a_case_touch_nothing_that_was_there(name):
    for call in calls_in(steps(scenario_of("package", GIVEN[name]))):
        assert all(call.parameters[key].startswith("coldstart-package") for key in NAMES if key in call.parameters)


@pytest.mark.parametrize("name", GIVEN)
def test_the_template_names_only_resources_that_it_has(name):
    body = sam(scenario_of("package", GIVEN[name]))
    assert all(resource in body["Resources"] for resource in named_in(body))


def test_what_the_cli_refuses_itself_is_left_out_and_said():
    script = cli(steps(scenario_of("package", {"memory_mb": 64, "timeout_s": 0, "tmp_mb": 100, "architectures": []})))
    for name in ("MemorySize 64", "Timeout 0", "EphemeralStorage 100", "Architectures"):
        assert f"# {name} is left out" in script
    assert "--memory-size" not in script


def test_a_zip_goes_into_the_request_or_into_a_bucket():
    direct = cli(steps(scenario_of("package", {})))
    assert "--zip-file fileb://code.zip" in direct
    assert "aws s3" not in direct
    by_s3 = cli(steps(scenario_of("package", {"package": "zip-s3"})))
    assert "--zip-file" not in by_s3
    assert "aws s3 cp code.zip s3://coldstart-package-111122223333/code.zip" in by_s3
    assert "aws s3 rb s3://coldstart-package-111122223333 --force" in by_s3


@pytest.mark.parametrize("name", ["a layer that is published is called by nobody", "the 250 MB hold for it too"])
def test_scripts_that_no_preset_has_are_read_by_a_shell(name):
    made = steps(scenario_of("package", GIVEN[name]))
    assert shell_reads(cli(made)) == (0, "")
    assert any(isinstance(step, Shell) for step in made)
