"""*Do it in AWS* of the cases: each call fits the model of its API, each template is one."""

from pathlib import Path

import botocore.session
import pytest
import yaml
from botocore.validate import ParamValidator
from cfnlint.api import lint_file

from sim.concurrency.aws import sam, steps
from sim.concurrency.scenario import Scenario
from sim.concurrency.workload import Function, Tracking
from sim.draw.aws import ApiCall, cli, template
from sim.gate import check, of_value

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "concurrency.yaml").read_text("utf-8"))
GIVEN = {case["name"]: case["given"] for case in CASES}


def scenario_of(given) -> Scenario:
    scenario, faults = check(of_value(given, ""), Scenario)
    assert faults == ()
    return scenario


def test_calls_of_every_case_fit_the_api_model():
    session = botocore.session.get_session()
    models = {}
    for name, given in GIVEN.items():
        for call in steps(scenario_of(given)):
            if not isinstance(call, ApiCall):
                continue
            model = models.setdefault(call.service, session.get_service_model(call.service))
            shape = model.operation_model(call.operation).input_shape
            parameters = dict(call.parameters)
            if call.operation == "CreateFunction":
                parameters |= {"Code": {}, "Role": "arn:aws:iam::123456789012:role/r"}
            report = ParamValidator().validate(parameters, shape)
            assert not report.has_errors(), (name, report.generate_report())


SCALED = [
    "none is used before all are allocated",
    "target tracking waits for three minutes",
    "and a floor that others cannot take",
]


@pytest.mark.parametrize("name", [*SCALED, "nine hundred of a thousand can be provisioned, and no more"])
def test_a_case_as_a_template_passes_cfn_lint(name, tmp_path):
    file = tmp_path / "template.yaml"
    file.write_text(template(sam(scenario_of(GIVEN[name]))), "utf-8")
    assert lint_file(file) == []


def test_a_script_takes_down_what_it_made():
    script = cli(steps(scenario_of(GIVEN[SCALED[1]])))
    for made, gone in (
        ("create-role", "delete-role"),
        ("create-function", "delete-function"),
        ("put-provisioned-concurrency-config", "delete-provisioned-concurrency-config"),
        ("register-scalable-target", "deregister-scalable-target"),
    ):
        assert script.count(f" {made}") == script.count(f" {gone}") == 1
    assert "put-scaling-policy" in script
    assert "--resource-id function:coldstart-lab-orders:live" in script


def test_a_schedule_becomes_scheduled_actions():
    script = cli(
        steps(
            scenario_of(
                {
                    "functions": [
                        {"schedule": [{"at": 28_800_000, "provisioned": 10}, {"at": 61_260_000, "provisioned": 0}]}
                    ],
                    "seconds": 86_400,
                }
            )
        )
    )
    assert "--schedule 'cron(0 8 * * ? *)'" in script
    assert "--schedule 'cron(1 17 * * ? *)'" in script


def test_a_refusal_is_shown_in_the_script_and_left_out_of_the_template():
    scenario = scenario_of({"functions": [{"reserved": 901, "provisioned": 902}]})
    script = cli(steps(scenario))
    assert "# AWS refuses this: 400 InvalidParameterValueException: Specified ReservedConcurrentExecutions" in script
    assert script.count("# AWS refuses this") == 2
    assert (
        set(sam(scenario)["Resources"]["Function1"]["Properties"])
        & {"ReservedConcurrentExecutions", "ProvisionedConcurrencyConfig"}
        == set()
    )


def test_a_name_that_aws_would_not_take_is_spelled_so_that_it_does():
    tracked = Function(name="Pay! Ürgent", provisioned=1, tracking=Tracking())
    assert "function:coldstart-lab-pay-rgent:live" in cli(steps(Scenario(functions=(tracked,))))
