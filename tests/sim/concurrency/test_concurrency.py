"""``concurrency`` against its tables and its golden traces."""

from pathlib import Path

import pytest
import yaml

from sim.catalog import presets, scenario_of
from sim.concurrency import Scenario, measure, run
from sim.concurrency.result import outcome_of
from sim.draw.text import text
from sim.gate import check, read
from sim.paths import look_up

TESTS = Path(__file__).parents[2]
CASES = yaml.safe_load((TESTS / "cases" / "concurrency.yaml").read_text("utf-8"))
REFUSED = yaml.safe_load((TESTS / "cases" / "concurrency_refused.yaml").read_text("utf-8"))
MOST_LINES = 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    scenario = scenario_of("concurrency", case["given"])
    outcome = run(scenario).outcome
    assert outcome == outcome_of(measure(scenario))
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


@pytest.mark.parametrize("preset", presets("concurrency"))
def test_golden_trace(preset):
    trace = run(scenario_of("concurrency", presets("concurrency")[preset].scenario))
    golden = (TESTS / "golden" / "concurrency" / f"{preset}.txt").read_text("utf-8").splitlines()
    lines = text(trace).splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… {len(lines) - MOST_LINES} more"]
    assert lines == golden
