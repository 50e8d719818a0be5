"""Every fault is found by the simulator of its station, and by that alone; one change takes it away."""

from dataclasses import replace

import pytest

from sim.capstone import CallChange, Ended, Fault, NetworkChange, RuleChange, Scenario, Station, run
from sim.capstone.hints import hints, was
from sim.capstone.part import pretty
from sim.capstone.planting import PARTS, STATION_OF, is_sound, mend_of, mends, planted, settings_at
from sim.catalog import simulators
from tests.sim.capstone.rounds import mended, round_with

NEEDLESS = [
    (fault, change) for fault in Fault for change in PARTS[STATION_OF[fault]].changes if change is not mend_of(fault)
]
TOO_WIDE = (RuleChange.ALL_OF_S3, CallChange.EVERYBODY)
"""Changes that let the photographs through, and others with them: no mend."""


def test_every_station_has_two_faults_or_more_and_every_fault_a_station():
    assert set(STATION_OF) == set(Fault)
    assert all(len(part.faults) >= 2 for part in PARTS.values())
    assert list(PARTS) == list(Station)


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_left_as_it_is_is_found(fault):
    assert not mends(fault, type(mend_of(fault)).NONE)


@pytest.mark.parametrize("fault", Fault)
def test_one_change_mends_it(fault):
    part = PARTS[STATION_OF[fault]]
    assert [change for change in part.changes if mends(fault, change)] == [mend_of(fault)]


@pytest.mark.parametrize("fault", Fault)
def test_its_mend_makes_exactly_its_station_sound(fault):
    scenario = Scenario(seed=round_with(fault))
    after = replace(scenario, **{STATION_OF[fault].value: mend_of(fault)})
    assert [station for station in Station if is_sound(after, station)] == [STATION_OF[fault]]


@pytest.mark.parametrize("fault", Fault)
def test_alone_it_keeps_photographs_from_being_stored_once(fault):
    outcome = run(mended(round_with(fault), but=(STATION_OF[fault],))).outcome
    assert outcome.filed_once < outcome.uploaded
    assert (outcome.sound, outcome.whole, outcome.first_broken) == (5, False, STATION_OF[fault])


@pytest.mark.parametrize(("fault", "change"), NEEDLESS)
def test_a_needless_change_stores_no_more(fault, change):
    station = STATION_OF[fault]
    scenario = mended(round_with(fault), but=(station,))
    before, after = run(scenario).outcome, run(replace(scenario, **{station.value: change})).outcome
    assert not after.whole
    if change not in TOO_WIDE:
        assert after.stored <= before.stored
        assert after.filed_once <= before.filed_once


@pytest.mark.parametrize("fault", Fault)
def test_its_configuration_is_told_and_can_be_looked_at_closer(fault):
    part = PARTS[STATION_OF[fault]]
    settings = part.faults[fault]
    assert all(shown.title and shown.text for shown in part.shown(settings))
    for closer in part.closer(settings):
        simulator = simulators()[closer.simulator]
        assert isinstance(closer.scenario, simulator.scenario)
        assert simulator.run(closer.scenario).outcome


@pytest.mark.parametrize("fault", Fault)
def test_it_has_three_hints_and_is_named_in_the_end(fault):
    assert len(set(hints(fault))) == 3
    assert was(fault) not in hints(fault)


@pytest.mark.parametrize("fault", Fault)
def test_the_last_hint_is_not_among_the_symptoms(fault):
    symptoms = " ".join(run(Scenario(seed=round_with(fault))).outcome.stations[0].symptoms)
    assert hints(fault)[2] not in symptoms


def test_the_configuration_of_a_mended_station_is_another():
    for fault in Fault:
        part = PARTS[STATION_OF[fault]]
        assert part.shown(part.faults[fault]) != part.shown(part.settings(fault, mend_of(fault)))


def test_a_fault_upstream_hides_those_downstream():
    outcome = run(Scenario(seed=round_with(Fault.NO_NOTIFICATIONS))).outcome
    assert all(one.came == 0 for one in outcome.stations[1:])
    assert "no data points" in outcome.stations[1].symptoms[0]
    assert outcome.bad_calls == outcome.everybodys_bad_calls == 0


def test_a_hanging_run_takes_the_timeout_and_a_denied_one_does_not():
    hangs = run(mended(round_with(Fault.ONE_SUBNET), but=(Station.NETWORK,)))
    denied = run(mended(round_with(Fault.ENDPOINT_DENIES), but=(Station.NETWORK,)))
    lasts = [{span.end - span.start for span in trace.spans if span.kind == "stopped"} for trace in (hangs, denied)]
    assert lasts == [{10_000}, {400}]


def test_photographs_end_where_their_fault_says():
    for fault, ended in (
        (Fault.ONE_RECEIVE, Ended.DEAD_LETTERED),
        (Fault.SHORT_VISIBILITY, Ended.WAITING),
        (Fault.NO_DELETE_MESSAGE, Ended.WAITING),
        (Fault.NO_PUT_ITEM, Ended.DEAD_LETTERED),
        (Fault.DATABASE_CLOSED, Ended.LOST),
    ):
        outcome = run(mended(round_with(fault), but=(STATION_OF[fault],))).outcome
        assert {one.ended for one in outcome.photographs} <= {Ended.STORED, ended}
        assert ended in {one.ended for one in outcome.photographs}


def test_settings_follow_the_change():
    scenario = Scenario(seed=round_with(Fault.ONE_SUBNET), network=NetworkChange.DETACH)
    assert settings_at(scenario, Station.NETWORK).subnets == ()
    assert planted(scenario.seed)[Station.NETWORK] is Fault.ONE_SUBNET


def test_lists_of_plain_values_stand_in_one_line():
    assert pretty({"a": ["b", "c"], "d": []}) == '{\n  "a": ["b", "c"],\n  "d": []\n}'
