"""The lab of ``deployment``: what is set in it is what runs."""

from functools import partial
from typing import Any

import pytest
import yaml

from sim.catalog import presets
from sim.deployment import Config, Hook, Metric, Missing, Scenario, Watch
from sim.deployment.aws import sam
from sim.draw.aws import template
from sim.ui.labs.deployment import PANELS
from sim.ui.labs.deployment_controls import CONFIGS, HOOKS, METRICS, MISSINGS, WATCHES
from tests.sim.ui.visiting import area, number, open_lab, outcome, pick, press, set_now, switch

BAD: dict[str, Any] = {"fails_percent": 100, "minutes": 15}
opened = partial(open_lab, "deployment")


@pytest.mark.parametrize("panel", [*PANELS, "What this simplifies"])
@pytest.mark.parametrize("preset", ["canary-and-alarm", "silent-hook", "stopped-by-hand", "old-errors"])
def test_a_panel_is_drawn(preset, panel):
    at = opened(dict(presets("deployment")[preset].scenario), panel=panel)
    assert not at.error


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize(
    "given",
    [{"config": "TimeBasedLinear", "percentage": 1, "interval_minutes": 60}, {"watch": "none", "per_minute": 0}],
)
def test_a_panel_is_drawn_of_what_is_refused_and_of_what_nobody_calls(given, panel):
    assert not opened(given, panel=panel).error


def test_everything_can_be_chosen():
    for words, known in ((CONFIGS, Config), (HOOKS, Hook), (WATCHES, Watch), (METRICS, Metric), (MISSINGS, Missing)):
        assert set(words) == set(known)


def test_the_configuration_decides_what_a_bad_version_costs():
    at = opened(BAD)
    assert outcome(at)["failed"] == "12"
    pick(at, "Deployment configuration", "AllAtOnce")
    assert outcome(at)["failed"] == "900"
    pick(at, "Deployment configuration", "an own linear one")
    number(at, "Percentage of a step").set_value(50).run()
    number(at, "Minutes to the next step").set_value(1).run()
    assert outcome(at)["failed"] == "870"
    assert set_now(at) == BAD | {"config": "TimeBasedLinear", "percentage": 50, "interval_minutes": 1}


def test_alarm_and_calls_are_set():
    at = opened(BAD)
    number(at, "EvaluationPeriods").set_value(4).run()
    number(at, "Calls a minute").set_value(120).run()
    assert outcome(at)["failed"] == "60"
    pick(at, "The alarm watches", "nothing: no alarm")
    assert set_now(at) == BAD | {"evaluation_periods": 4, "per_minute": 120, "watch": "none"}
    assert outcome(at)["failed"] == "1,260"


def test_hooks_stop_and_rollback_are_set():
    at = opened(BAD)
    pick(at, "BeforeAllowTraffic", "reports Failed")
    assert "failed" in outcome(at)
    assert outcome(at)["met the new version"] == "0"
    pick(at, "BeforeAllowTraffic", "none")
    switch(at, "Rolls back after an alarm")
    assert set_now(at)["rollback_on"] == ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST"]
    assert outcome(at)["failed"] == "90"
    switch(at, "Rolls back after an alarm")
    assert set_now(at) == BAD
    switch(at, "It is firing already")
    assert outcome(at)["met the new version"] == "0"


def test_a_template_is_pasted():
    at = opened(BAD)
    area(at, "Template").set_value(template(sam(Scenario(config=Config.LINEAR_3, after_hook=Hook.SUCCEEDED)))).run()
    press(at, "Use this template")
    assert set_now(at) == BAD | {"config": str(Config.LINEAR_3), "after_hook": "Succeeded", "datapoints_to_alarm": 1}
    assert any("taken to report Succeeded" in line.value for line in at.text)
    assert not at.error


def test_what_is_no_template_is_told_and_changes_nothing():
    at = opened(BAD)
    area(at, "Template").set_value("Resources: 3").run()
    press(at, "Use this template")
    assert any("this is no template" in error.value for error in at.error)
    assert set_now(at) == BAD


def test_what_the_simulator_refuses_is_told():
    at = opened(BAD)
    number(at, "DatapointsToAlarm (0: all)").set_value(3).run()
    assert any("take as many or fewer" in error.value for error in at.error)


def test_the_whole_scenario_can_be_written_as_text():
    at = opened(BAD)
    wanted = {"current": "14", "target": "15", "fails_percent": 5}
    area(at).set_value(yaml.safe_dump(wanted, sort_keys=False)).run()
    press(at, "Use this text")
    assert set_now(at) == wanted
    assert not at.error
