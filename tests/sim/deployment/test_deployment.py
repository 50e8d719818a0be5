"""``deployment`` against its tables and its golden traces."""

from pathlib import Path

import pytest
import yaml

from sim.catalog import presets, scenario_of
from sim.deployment import Config, Scenario, run
from sim.deployment.values import PREDEFINED
from sim.draw.text import text
from sim.facts import fact_of
from sim.gate import check, read
from sim.paths import look_up

TESTS = Path(__file__).parents[2]
CASES = yaml.safe_load((TESTS / "cases" / "deployment.yaml").read_text("utf-8"))
REFUSED = yaml.safe_load((TESTS / "cases" / "deployment_refused.yaml").read_text("utf-8"))
MOST_LINES = 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    outcome = run(scenario_of("deployment", case["given"])).outcome
    assert {path: look_up(outcome, path) for path in case["expect"]} == case["expect"]
    assert case["source"]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["name"])
def test_refused_scenario_is_told_whole(case):
    scenario, faults = check(read(case["text"], "s.yaml"), Scenario)
    assert scenario is None
    assert [str(fault) for fault in faults] == [case["says"]]


@pytest.mark.parametrize("cases", [CASES, REFUSED])
def test_names_are_unlike(cases):
    names = [case["name"] for case in cases]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("preset", presets("deployment"))
def test_golden_trace(preset):
    trace = run(scenario_of("deployment", presets("deployment")[preset].scenario))
    golden = (TESTS / "golden" / "deployment" / f"{preset}.txt").read_text("utf-8").splitlines()
    lines = text(trace).splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… {len(lines) - MOST_LINES} more"]
    assert lines == golden


def test_the_nine_configurations_have_aws_names():
    assert set(PREDEFINED) == set((fact_of("cd-config-names").values or {}).values())
    assert len(PREDEFINED) == 9
    assert {str(config) for config in Config} - set(PREDEFINED) == {"TimeBasedCanary", "TimeBasedLinear"}
