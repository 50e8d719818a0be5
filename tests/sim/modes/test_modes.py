"""``modes`` against its tables and its golden traces."""

from pathlib import Path

import pytest
import yaml

from sim.catalog import presets, scenario_of
from sim.draw.text import text
from sim.gate import ContentError
from sim.modes import Way, run
from sim.paths import look_up

TESTS = Path(__file__).parents[2]
CASES = yaml.safe_load((TESTS / "cases" / "modes.yaml").read_text("utf-8"))
REFUSED = yaml.safe_load((TESTS / "cases" / "modes_refused.yaml").read_text("utf-8"))
MOST_LINES = 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    outcome = run(scenario_of("modes", case["given"])).outcome
    assert {path: look_up(outcome, path) for path in case["expect"]} == case["expect"]
    assert case["source"]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["name"])
def test_refused_scenario_is_told_whole(case):
    with pytest.raises(ContentError) as refused:
        scenario_of("modes", case["text"])
    assert [f"{fault.place}: {fault.problem}; {fault.remedy}".removeprefix(": ") for fault in refused.value.faults] == [
        case["says"]
    ]


@pytest.mark.parametrize("cases", [CASES, REFUSED])
def test_names_are_unlike(cases):
    names = [case["name"] for case in cases]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("preset", presets("modes"))
def test_golden_trace(preset):
    trace = run(scenario_of("modes", presets("modes")[preset].scenario))
    golden = (TESTS / "golden" / "modes" / f"{preset}.txt").read_text("utf-8").splitlines()
    lines = text(trace).splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… {len(lines) - MOST_LINES} more"]
    assert lines == golden


def test_each_way_has_a_lane_and_all_that_happens_in_it():
    trace = run(scenario_of("modes", {"events": 3, "dlq": True, "max_receive_count": 1}))
    assert [lane.title for lane in trace.lanes] == list(Way)
    for way in Way:
        assert {entry.of.partition(" ")[0] for entry in trace.entries if entry.lane == way and entry.of} == {way}


def test_spans_alike_are_told_as_one():
    trace = run(scenario_of("modes", {"events": 10, "event": 4}))
    runs = [span for span in trace.spans if span.lane == Way.SYNCHRONOUS and span.kind == "run"]
    assert [span.label for span in runs] == [
        "call 1, request 1: handler, and 8 more",
        "call 4, request 1: handler raises",
    ]
