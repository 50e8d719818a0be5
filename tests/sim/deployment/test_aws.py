"""*Do it in AWS*: each hook reports as it should, the AppSpec names what it moves, and the script cleans up."""

import json
import re
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from sim.catalog import presets, scenario_of
from sim.deployment import Hook, Scenario
from sim.deployment.aws import appspec, sam, steps
from sim.deployment.sam import hook_code
from sim.draw.aws import cli, template
from tests.sim.checks import lint
from tests.sim.tables import cases_of, scenario_in

GIVEN = {case["name"]: scenario_in("deployment", case) for case in cases_of("deployment")}


@pytest.mark.parametrize(
    "name",
    [
        "an own canary",
        "an own linear deployment whose last step is smaller",
        "the error rate of the alias hides a canary",
        "the hook before comes before any call",
        "no alarm, no stop",
    ],
)
def test_a_case_as_a_template_passes_cfn_lint(name):
    body = template(sam(scenario_of("deployment", GIVEN[name])))
    assert lint(body) == []
    assert "&id" not in body, "CloudFormation takes no YAML anchors"


def test_a_script_takes_the_learners_account_and_cleans_up():
    script = cli(steps(scenario_of("deployment", presets("deployment")["hook-before"].scenario)))
    assert "us-east-1" not in script
    assert "aws codedeploy" not in script
    for made, gone in (
        ("create-function", "delete-function"),
        ("create-role", "delete-role"),
        ("deploy create-application", "deploy delete-application"),
        ("put-metric-alarm", "delete-alarms"),
        ("put-role-policy", "delete-role-policy"),
        ("attach-role-policy", "detach-role-policy"),
    ):
        assert len(re.findall(rf" {made}\s", script)) == len(re.findall(rf" {gone}\s", script)) > 0
    assert "--auto-rollback-enabled" in cli(steps(Scenario(stop_at_seconds=9, stop_with_rollback=True)))


def test_the_appspec_names_both_versions_and_the_hooks():
    spec = appspec(Scenario(before_hook=Hook.SUCCEEDED, after_hook=Hook.FAILED))
    assert list(spec["Resources"][0]["function"]["Properties"].values()) == ["coldstart-reserve-seat", "prod", "1", "2"]
    assert [list(hook) for hook in spec["Hooks"]] == [["BeforeAllowTraffic"], ["AfterAllowTraffic"]]
    assert all(name.startswith("CodeDeployHook_") for hook in spec["Hooks"] for name in hook.values())
    assert json.dumps(spec).startswith('{"version": 0.0, "Resources"')


@pytest.mark.parametrize("hook", [Hook.SUCCEEDED, Hook.FAILED, Hook.SILENT])
def test_a_hook_reports_what_the_scenario_says(hook, monkeypatch):
    reports: list[dict[str, str]] = []
    client = SimpleNamespace(put_lifecycle_event_hook_execution_status=lambda **given: reports.append(given))
    boto3 = SimpleNamespace(__version__="1.44.5", client=lambda service: client if service == "codedeploy" else None)
    monkeypatch.setitem(sys.modules, "boto3", boto3)
    names: dict[str, Any] = {}
    exec(compile(hook_code(hook), "app.py", "exec"), names)  # our own handler, as Lambda would load it
    names["handler"]({"DeploymentId": "d-1", "LifecycleEventHookExecutionId": "h"}, None)
    wanted = {"deploymentId": "d-1", "lifecycleEventHookExecutionId": "h", "status": str(hook)}
    assert reports == ([] if hook is Hook.SILENT else [wanted])
