"""*Do it in AWS*: it touches nothing that was there, takes down what it makes, and its template holds the end of the calls."""

import pytest

from sim.catalog import presets, scenario_of
from sim.draw.aws import cli, template
from sim.routing import run
from sim.routing.aws import sam, steps
from tests.sim.checks import calls_in, lint
from tests.sim.routing.writing import text_of
from tests.sim.tables import cases_of, scenario_in

GIVEN = {case["name"]: scenario_in("routing", case) for case in cases_of("routing")}


@pytest.mark.parametrize("name", GIVEN)
def test_calls_of_a_case_touch_nothing_that_was_there(name):
    for call in calls_in(steps(scenario_of("routing", GIVEN[name]))):
        given = call.parameters
        named = [given[key] for key in ("FunctionName", "RoleName", "Resource") if key in given]
        assert all("coldstart-" in text for text in named)


@pytest.mark.parametrize("preset", presets("routing"))
def test_the_script_takes_down_what_it_makes(preset):
    scenario = scenario_of("routing", presets("routing")[preset].scenario)
    script = cli(steps(scenario))
    assert "us-east-1" not in script
    assert script.count("iam create-role") == script.count("iam delete-role")
    after = script.partition("# Take it down again")[2]
    left = {function.name for function in run(scenario).outcome.functions}
    assert {name for name in left if f"delete-function --function-name coldstart-{name}" in after} == left


def test_the_code_of_the_script_runs():
    script = cli(steps(scenario_of("routing", {"calls": text_of(["{new}"])})))
    source = script.partition("cat > app.py <<'PYTHON'\n")[2].partition("PYTHON\n")[0]
    names = {}
    exec(source, names)

    class Context:
        function_version = "1"

    answer = names["handler"]({}, Context)
    assert (answer["code"], answer["version"]) == ("v1", "1")


def test_what_aws_refuses_is_told_in_the_script():
    script = cli(steps(scenario_of("routing", presets("routing")["delete-used"].scenario)))
    assert "# AWS refuses this: 409 ResourceConflictException: Unable to delete version" in script


def test_a_script_in_a_hurry_does_not_wait():
    hurried = cli(steps(scenario_of("routing", presets("routing")["too-fast"].scenario)))
    assert "function-updated-v2" not in hurried
    calm = cli(steps(scenario_of("routing", presets("routing")["publish-flag"].scenario)))
    assert calm.count("aws lambda wait function-updated-v2 --function-name coldstart-reserve-seat") == 1


TEMPLATES = {
    "nothing is there": [],
    "a weight is moved by CodeDeploy": [
        "{new}",
        "{publish}",
        "{v2}",
        "{publish}",
        "{prod} --routing-config AdditionalVersionWeights={2=0.1}",
    ],
    "two aliases, of which one leads to $LATEST": [
        "{new} --environment Variables={STAGE=prod}",
        "{publish}",
        "{prod}",
        "create-alias {f} --name beta --function-version 1",
        "create-alias {f} --name dev --function-version '$LATEST'",
    ],
    "all that hangs on an alias": [
        "{new}",
        "{publish}",
        "{prod}",
        "put-provisioned-concurrency-config {f} --qualifier prod --provisioned-concurrent-executions 2",
        "put-function-event-invoke-config {f} --qualifier prod --maximum-retry-attempts 0",
        "add-permission {f} --statement-id a --action lambda:InvokeFunction --principal s3.amazonaws.com --qualifier prod",
        "add-permission {f} --statement-id a --action lambda:InvokeFunction --principal sns.amazonaws.com",
        "put-function-concurrency {f} --reserved-concurrent-executions 5",
    ],
    "two functions": [
        "{new} --publish",
        "create-function --function-name print-ticket --runtime python3.13 --handler a.b --role {role} --zip-file fileb://t.zip",
    ],
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_end_of_the_calls_as_a_template_passes_cfn_lint(name):
    body = sam(scenario_of("routing", {"calls": text_of(TEMPLATES[name])}))
    assert lint(template(body)) == []


def test_the_template_publishes_and_moves_the_alias():
    body = sam(scenario_of("routing", {"calls": text_of(TEMPLATES["a weight is moved by CodeDeploy"])}))
    properties = body["Resources"]["Function1"]["Properties"]
    assert properties["AutoPublishAlias"] == "prod"
    assert properties["DeploymentPreference"] == {"Type": "Canary10Percent5Minutes"}
    assert "Older versions" in body["Description"]


EVIL = "x; touch /tmp/gone #"


@pytest.mark.parametrize(
    "call",
    [
        f"wait function-active-v2 --function-name '{EVIL}'",
        f"invoke --function-name '{EVIL}' out.json",
        f"update-function-code {{f}} --zip-file 'fileb://{EVIL}.zip'",
        f"create-alias {{f}} --name '{EVIL}' --function-version 1",
        """{prod} --routing-config '{"AdditionalVersionWeights": {"1\\ntouch /tmp/gone\\n": 0.5}}'""",
        f"{EVIL}",
    ],
)
def test_nothing_that_is_written_becomes_a_command_of_its_own(call):
    script = cli(steps(scenario_of("routing", {"calls": text_of(["{new}", "{publish}", call])})))
    lines = [line for line in script.splitlines() if "touch" in line]
    assert lines
    assert all(line.startswith("#") or f"'{EVIL}'" in line or "\\n" in line for line in lines)
