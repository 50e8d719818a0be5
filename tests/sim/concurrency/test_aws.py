"""*Do it in AWS*: what is set, what is taken down, what AWS refuses."""

import pytest

from sim.catalog import scenario_of
from sim.concurrency.aws import sam, steps
from sim.concurrency.scenario import Scenario
from sim.concurrency.workload import Function, Tracking
from sim.draw.aws import cli, template
from tests.sim.checks import lint
from tests.sim.tables import cases_of

GIVEN = {case["name"]: case["given"] for case in cases_of("concurrency")}


SCALED = [
    "none is used before all are allocated",
    "target tracking waits for three minutes",
    "and a floor that others cannot take",
]


@pytest.mark.parametrize("name", [*SCALED, "nine hundred of a thousand can be provisioned, and no more"])
def test_a_case_as_a_template_passes_cfn_lint(name):
    assert lint(template(sam(scenario_of("concurrency", GIVEN[name])))) == []


def test_a_script_takes_down_what_it_made():
    script = cli(steps(scenario_of("concurrency", GIVEN[SCALED[1]])))
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
                "concurrency",
                {
                    "functions": [
                        {"schedule": [{"at": 28_800_000, "provisioned": 10}, {"at": 61_260_000, "provisioned": 0}]}
                    ],
                    "seconds": 86_400,
                },
            )
        )
    )
    assert "--schedule 'cron(0 8 * * ? *)'" in script
    assert "--schedule 'cron(1 17 * * ? *)'" in script


def test_a_refusal_is_shown_in_the_script_and_left_out_of_the_template():
    scenario = scenario_of("concurrency", {"functions": [{"reserved": 901, "provisioned": 902}]})
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
