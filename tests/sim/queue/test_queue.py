"""``queue`` against its tables and its golden traces."""

from pathlib import Path

import pytest
import yaml

from sim.catalog import presets, scenario_of
from sim.draw.text import text
from sim.gate import check, read
from sim.paths import look_up
from sim.queue import Scenario, run
from sim.queue.state import MOST_RECEIVES

TESTS = Path(__file__).parents[2]
CASES = yaml.safe_load((TESTS / "cases" / "queue.yaml").read_text("utf-8"))
REFUSED = yaml.safe_load((TESTS / "cases" / "queue_refused.yaml").read_text("utf-8"))
MOST_LINES = 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    outcome = run(scenario_of("queue", case["given"])).outcome
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


@pytest.mark.parametrize("preset", presets("queue"))
def test_golden_trace(preset):
    trace = run(scenario_of("queue", presets("queue")[preset].scenario))
    golden = (TESTS / "golden" / "queue" / f"{preset}.txt").read_text("utf-8").splitlines()
    lines = text(trace).splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… {len(lines) - MOST_LINES} more"]
    assert lines == golden


def test_a_run_without_an_end_is_broken_off():
    endless = {"sends": [{"count": 9000}], "visibility_seconds": 1, "timeout_seconds": 1, "duration": 1}
    endless |= {"failures": [{}], "until": 3_600_000}
    outcome = run(scenario_of("queue", endless)).outcome
    assert outcome.broken_off
    assert MOST_RECEIVES <= outcome.received <= MOST_RECEIVES + 9000
    assert outcome.sent == 9000 == outcome.waiting + outcome.in_flight
