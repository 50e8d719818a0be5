"""Whatever the round and the changes: six faults, all mendable, every photograph accounted for, the same run each time."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.capstone import (
    CallChange,
    DeploymentChange,
    NetworkChange,
    QueueChange,
    RoleChange,
    RuleChange,
    Scenario,
    Station,
    run,
)
from sim.capstone.mending import changed, hinted
from sim.capstone.planting import mend_of, mends, planted
from sim.capstone.scenario import MOST_HINTS
from sim.capstone.score import FULL, score
from tests.sim.capstone.rounds import mended

CHANGES = {
    Station.RULE: RuleChange,
    Station.CALL: CallChange,
    Station.DEPLOYMENT: DeploymentChange,
    Station.NETWORK: NetworkChange,
    Station.QUEUE: QueueChange,
    Station.ROLE: RoleChange,
}
SCENARIOS = st.builds(
    Scenario, seed=st.integers(0, 99_999), **{name.value: st.sampled_from(kind) for name, kind in CHANGES.items()}
)
SEEDS = st.integers(0, 99_999)


def test_a_thousand_rounds_have_six_faults_that_can_all_be_mended():
    drawn = set()
    for seed in range(1000):
        faults = planted(seed)
        assert list(faults) == list(Station)
        assert all(mends(fault, mend_of(fault)) for fault in faults.values())
        drawn.add(tuple(faults.values()))
    assert len(drawn) > 400


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_all_mends_together_store_every_photograph_once(seed):
    outcome = run(mended(seed)).outcome
    assert outcome.filed_once == outcome.stored == outcome.uploaded == 20
    assert (outcome.whole, outcome.score, outcome.first_broken) == (True, FULL, "none")


@given(SCENARIOS)
@settings(max_examples=40, deadline=None)
def test_every_photograph_is_accounted_for_and_none_comes_from_nowhere(scenario):
    outcome = run(scenario).outcome
    assert outcome.uploaded == outcome.stored + outcome.dead_lettered + outcome.waiting + outcome.lost
    assert outcome.uploaded >= outcome.matched >= outcome.called >= outcome.read >= outcome.queued >= outcome.stored
    assert outcome.stored == outcome.filed_once + outcome.filed_twice
    for one in outcome.stations:
        assert one.came >= one.passed >= 0
        assert one.symptoms


@given(SCENARIOS)
@settings(max_examples=10, deadline=None)
def test_the_same_scenario_gives_the_same_trace(scenario):
    assert run(scenario) == run(scenario)


@given(SEEDS, st.sampled_from(Station))
@settings(max_examples=25, deadline=None)
def test_one_station_left_broken_is_the_only_one(seed, station):
    outcome = run(mended(seed, but=(station,))).outcome
    assert [one.station for one in outcome.stations if not one.sound] == [station]
    assert outcome.filed_once < 20


@given(st.integers(0, 6), st.integers(0, 18), st.integers(0, 99))
def test_the_score_stays_between_nothing_and_everything_and_every_hint_costs(found, hints, needless):
    points = score(found, hints, needless)
    assert 0 <= points <= FULL
    assert score(found, hints + 1, needless) <= points
    assert score(found, hints, needless + 1) <= points
    assert score(6, 0, 0) == FULL


@pytest.mark.parametrize(("of", "points"), [((6, 0, 0), 600), ((6, 3, 4), 500), ((1, 6, 9), 0), ((2, 0, 1), 190)])
def test_the_score_is_what_is_said_beforehand(of, points):
    assert score(*of) == points


def test_a_change_that_does_not_mend_counts_and_taking_it_back_costs_nothing():
    scenario = Scenario(seed=3)
    right = changed({"seed": 3}, scenario, Station.RULE, RuleChange.ANY_REASON)
    assert right == {"seed": 3, "rule": "any-reason"}
    wrong = changed({"seed": 3}, scenario, Station.RULE, RuleChange.NOTIFY)
    assert wrong == {"seed": 3, "rule": "notify", "needless": 1}
    after = replace(scenario, rule=RuleChange.NOTIFY, needless=1)
    assert changed(wrong, after, Station.RULE, RuleChange.NONE) == {"seed": 3, "needless": 1}


def test_a_hint_is_kept_and_a_fourth_is_not_to_be_had():
    given, scenario = {"seed": 3}, Scenario(seed=3)
    for _ in range(MOST_HINTS + 1):
        given = hinted(given, scenario, Station.CALL)
        scenario = Scenario(seed=3, hints=tuple(Station(one) for one in given["hints"]))
    assert given == {"seed": 3, "hints": ["call"] * MOST_HINTS}
