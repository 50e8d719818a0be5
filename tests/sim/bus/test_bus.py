"""``bus`` against its tables and its golden traces."""

from pathlib import Path

import pytest
import yaml

from sim.bus import Scenario, run
from sim.catalog import presets, scenario_of
from sim.draw.text import text
from sim.gate import check, read
from sim.paths import look_up

TESTS = Path(__file__).parents[2]
CASES = yaml.safe_load((TESTS / "cases" / "bus.yaml").read_text("utf-8"))
REFUSED = yaml.safe_load((TESTS / "cases" / "bus_refused.yaml").read_text("utf-8"))


def _scenario(case: dict[str, object]) -> Scenario:
    short = {"puts": [{"at": case.get("put_at", 0), "entries": case.get("put")}], "rules": case.get("rules", [])}
    return scenario_of("bus", case.get("scenario", short))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    outcome = run(_scenario(case)).outcome
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


@pytest.mark.parametrize("preset", presets("bus"))
def test_golden_trace(preset):
    trace = run(scenario_of("bus", presets("bus")[preset].scenario))
    golden = TESTS / "golden" / "bus" / f"{preset}.txt"
    assert text(trace) + "\n" == golden.read_text("utf-8")
