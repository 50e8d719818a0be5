"""``concurrency`` against its tables and its golden traces."""

from pathlib import Path

import pytest
import yaml

from sim.catalog import presets, scenario_of
from sim.concurrency import Scenario, measure, run
from sim.concurrency.result import outcome_of
from sim.concurrency.run import follow
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


def test_a_call_that_spills_over_and_is_throttled_is_not_said_to_have_run():
    trace = run(scenario_of("concurrency", presets("concurrency")["all-of-it-provisioned"].scenario))
    told = {entry.why for entry in trace.entries if entry.kind == "spilled"}
    assert told == {
        "All of it is busy, so the call is to run on demand. If it does, ProvisionedConcurrencySpilloverInvocations counts it."
    }
    assert trace.outcome.spillovers == 0


def test_a_throttle_for_too_quick_a_growth_says_what_the_caller_gets():
    function = {"traffic": {"pattern": "list", "moments": [0] * 1001}}
    scenario = scenario_of("concurrency", {"account": 5000, "seconds": 1, "functions": [function]})
    last = follow(scenario, 1001).trace(run(scenario).outcome).entries
    throttled = [entry for entry in last if entry.kind == "throttled"]
    assert [entry.of for entry in throttled] == ["call 1001"]
    assert throttled[0].why == (
        "The call needs a new environment, and the function has made as many as it may: 1,000 in 10 s. The caller gets 429 "
        "TooManyRequestsException; AWS does not document with which Reason. The handler never ran and nothing is billed."
    )
