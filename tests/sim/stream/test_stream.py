"""``stream`` against its tables and its golden traces."""

from pathlib import Path

import pytest
import yaml

from sim.catalog import presets, scenario_of
from sim.draw.text import text
from sim.facts import facts
from sim.gate import check, read
from sim.paths import look_up
from sim.stream import Fault, Put, Scenario, run
from sim.stream.invoking import MOST_CALLS
from sim.stream.others import differences, sources_of

TESTS = Path(__file__).parents[2]
CASES = yaml.safe_load((TESTS / "cases" / "stream.yaml").read_text("utf-8"))
REFUSED = yaml.safe_load((TESTS / "cases" / "stream_refused.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    outcome = run(scenario_of("stream", case["scenario"])).outcome
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


@pytest.mark.parametrize("preset", presets("stream"))
def test_golden_trace(preset):
    lines = text(run(scenario_of("stream", presets("stream")[preset].scenario))).splitlines()
    if len(lines) > 200:
        lines = [*lines[:200], f"… {len(lines) - 200} more"]
    golden = TESTS / "golden" / "stream" / f"{preset}.txt"
    assert "\n".join(lines) + "\n" == golden.read_text("utf-8")


def test_a_run_without_end_is_broken_off_and_says_what_waits():
    puts = tuple(Put(shard=shard) for shard in range(1, 21))
    faults = tuple(Fault(record=record) for record in range(1, 21))
    trace = run(Scenario(puts=puts, shards=20, faults=faults, retention_hours=8760))
    assert trace.outcome.invocations <= MOST_CALLS + 20
    assert trace.outcome.waiting == 20
    assert all(block.end == trace.end for block in trace.outcome.block_list)


def test_a_call_in_flight_when_the_looking_ends_is_told_as_running():
    outcome = run(Scenario(puts=(Put(),), invoke=5000, until=1000)).outcome
    assert [call.ended for call in outcome.invocation_list] == ["running"]
    assert (outcome.invocations, outcome.waiting, outcome.effects) == (1, 1, 0)


def test_what_has_not_come_when_the_looking_ends_is_not_counted():
    outcome = run(Scenario(puts=(Put(times=5, every=1000),), until=2500)).outcome
    assert (outcome.records, len(outcome.record_list)) == (3, 3)


def test_what_is_said_of_other_sources_rests_on_facts_that_are_sure():
    assert {one.source for one in differences()} >= {"Kafka (MSK, self-managed)", "Amazon MQ", "DocumentDB"}
    for one in differences():
        assert facts()[one.fact].confidence != "low"
        assert sources_of(one).startswith("https://docs.aws.amazon.com/")
