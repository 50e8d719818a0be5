"""``network`` beyond its table of cases."""

import json

import pytest

from sim.catalog import presets, scenario_of
from sim.draw.dot import graph
from sim.network import Check, Symptom, Verdict, run
from sim.network.diagram import graph_body, in_words
from sim.network.values import Service
from sim.trace import Tone
from tests.sim.tables import cases_of

CASES = cases_of("network")
PRESETS = presets("network")


def outcome_of(**given):
    return run(scenario_of("network", given)).outcome


def test_there_are_cases_for_every_check_and_every_symptom():
    outcomes = [outcome_of(**case["scenario"]) for case in CASES]
    assert {outcome.stopped_by for outcome in outcomes} >= {check.value for check in Check}
    assert {outcome.symptom for outcome in outcomes} == set(Symptom)
    assert {outcome.verdict for outcome in outcomes} == set(Verdict)
    assert len(CASES) >= 60


@pytest.mark.parametrize("name", PRESETS)
def test_the_mends_of_a_preset_mend_it(name):
    given = dict(PRESETS[name].scenario)
    for mend in outcome_of(**given).mends:
        assert outcome_of(**given | json.loads(mend.given)).verdict == "always"
        assert len(mend.changes) == mend.parts
        assert mend.cost.endswith(".")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_where_nothing_mends_the_advice_says_so(case):
    outcome = outcome_of(**case["scenario"])
    if outcome.verdict != "always" and not outcome.mends and outcome.stopped_by not in ("start", "group-in"):
        assert outcome.advice.endswith(".")


def test_the_way_by_an_endpoint_is_cheaper_than_by_a_nat_gateway():
    for service in (Service.SQS, Service.S3):
        mends = outcome_of(target={"kind": "service", "service": service.value}).mends
        assert mends[0].title.endswith("endpoint")
        assert mends[0].cents_a_month < mends[-1].cents_a_month


def test_a_public_subnet_keeps_its_route_to_the_internet_gateway():
    for mend in outcome_of(functions=[{"subnets": ["public-a"], "security_groups": ["fn"]}]).mends:
        tables = {table["name"]: table for table in json.loads(mend.given)["route_tables"]}
        assert tables["public"]["routes"] == [{"via": "igw"}]


def test_prices_of_an_endpoint_in_ireland_say_where_they_come_from():
    given = {"target": {"kind": "service", "service": "sqs"}, "region": "eu-west-1"}
    assert "as bills show it" in outcome_of(**given).mends[0].cost


@pytest.mark.parametrize("name", PRESETS)
def test_the_graph_marks_what_stops_a_way_by_colour_sign_and_word(name):
    scenario = scenario_of("network", PRESETS[name].scenario)
    outcome = run(scenario).outcome
    body = graph_body(scenario, outcome)
    assert "class=" not in graph(body)
    loud = [line for line in body.splitlines() if f"class={Tone.BAD}" in line]
    assert bool(loud) == (outcome.verdict != "always")
    assert all("✗" in line and "penwidth=3" in line for line in loud)
    assert outcome.verdict == "refused" or all("stopped: " in line for line in loud)
    assert in_words(scenario, outcome).endswith(".")


def test_the_words_of_the_graph_follow_the_way():
    scenario = scenario_of("network", PRESETS["public-subnet"].scenario)
    assert in_words(scenario, run(scenario).outcome).startswith(
        "reserve-seat → public-a (public, 10.0.0.0/24) → route table public → igw: stopped. The route leads straight"
    )


def test_the_trace_stops_at_each_hop_and_the_broken_one_is_bad():
    trace = run(scenario_of("network", PRESETS["nat-in-private-subnet"].scenario))
    bad = [entry for entry in trace.entries if entry.tone is Tone.BAD]
    assert [(entry.lane, entry.kind) for entry in bad] == [("gateway", "stops"), ("gateway", "seen")]
    assert [lane.id for lane in trace.lanes] == ["aws", "function", "subnet", "route", "gateway", "target"]
    assert [entry.at for entry in trace.entries] == list(range(len(trace.entries)))


def test_a_target_that_is_reached_from_one_subnet_stays_reached_in_the_graph():
    scenario = scenario_of("network", PRESETS["two-subnets-one-broken"].scenario)
    body = graph_body(scenario, run(scenario).outcome)
    assert '[label="✓ a host on the internet", class=work]' in body
    assert '[label="✗ route table private-b\\nstopped: route", class=bad, penwidth=3]' in body


def test_an_acl_of_another_subnet_is_marked_there():
    scenario = scenario_of("network", PRESETS["acl-lower-number"].scenario)
    body = graph_body(scenario, run(scenario).outcome)
    assert "✓ private-a" in body
    assert "✗ data-a" in body
