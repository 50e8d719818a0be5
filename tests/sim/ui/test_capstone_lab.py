"""The lab of ``capstone``: changes and hints are kept and counted, links lead to the labs that decide, and nothing is given away."""

from functools import partial
from urllib.parse import parse_qsl

import pytest

from sim.capstone import Fault, Scenario, Station, run
from sim.capstone.hints import was
from sim.capstone.planting import PARTS, STATION_OF, mend_of, planted
from sim.catalog import presets, scenario_of, simulators
from sim.link import from_link
from sim.ui.labs import capstone as lab_of_capstone
from tests.sim.capstone.rounds import round_with
from tests.sim.ui.visiting import number, open_lab, outcome, pick, press, set_now

opened = partial(open_lab, "capstone")
SEED = 3


def said(at) -> str:
    """All that is written there."""
    return " ".join(element.value for element in (*at.markdown, *at.success, *at.info, *at.caption, *at.code, *at.text))


def go_to(at, station) -> None:
    """Look at the station."""
    at.button_group("it.show.station").set_value(station).run()
    assert not at.exception


def mend(at, station) -> None:
    """Make the right change there."""
    go_to(at, station)
    fault = planted(int(set_now(at)["seed"]))[station]
    pick(at, "Change", PARTS[station].changes[mend_of(fault)].words)
    press(at, "Apply")


def test_all_six_are_mended_one_after_the_other():
    at = opened({"seed": SEED})
    for number_of, station in enumerate(Station, start=1):
        assert was(planted(SEED)[station]) not in said(at)
        mend(at, station)
        assert f"{number_of} of 6 stations in order, {number_of}00 of 600 points." in said(at)
        assert f"In order. {was(planted(SEED)[station])}" in said(at)
    assert outcome(at)["in the gallery"] == "20"
    assert "All six are mended." in said(at)


def test_a_change_that_does_not_mend_costs_points_and_can_be_taken_back():
    at = opened({"seed": SEED})
    mend(at, Station.RULE)
    pick(at, "Change", "Turn on EventBridge in the bucket’s properties")
    press(at, "Apply")
    assert set_now(at) == {"seed": SEED, "rule": "notify", "needless": 1}
    assert "0 of 6 stations in order, 0 of 600 points." in said(at)
    assert "Changes that did not mend: 1." in said(at)
    pick(at, "Change", "Leave it as it is")
    press(at, "Take the change back")
    assert set_now(at) == {"seed": SEED, "needless": 1}


def test_three_hints_are_given_each_for_a_price():
    at = opened({"seed": SEED, "call": "name-events"})
    go_to(at, Station.NETWORK)
    for taken in (1, 2, 3):
        press(at, f"Hint {taken} of 3 (costs 20 points)")
        assert set_now(at)["hints"] == ["network"] * taken
        assert len(at.info) == taken
    assert not [button for button in at.button if button.label.startswith("Hint")]
    assert "1 of 6 stations in order, 40 of 600 points." in said(at)


def test_another_round_begins_without_changes():
    at = opened({"seed": SEED, "rule": "any-reason", "hints": ["rule"], "needless": 2})
    number(at, "Round").set_value(8).run()
    assert set_now(at) == {"seed": 8}
    at = opened({"seed": SEED, "rule": "any-reason", "needless": 2})
    press(at, "Begin this round anew")
    assert set_now(at) == {"seed": SEED}


@pytest.mark.parametrize("fault", Fault)
def test_a_station_is_told_without_its_fault(fault):
    station = STATION_OF[fault]
    at = opened({"seed": round_with(fault)})
    go_to(at, station)
    assert f"**{PARTS[station].title}**" in [one.value for one in at.markdown]
    assert was(fault) not in said(at)
    assert not at.success


@pytest.mark.parametrize("station", Station)
def test_its_links_lead_to_the_labs_that_decide_with_just_this_scenario(station):
    at = opened({"seed": SEED})
    go_to(at, station)
    closer = PARTS[station].closer(PARTS[station].faults[planted(SEED)[station]])
    for one in closer:
        if one.simulator not in simulators():
            continue
        link = next(text for text in (each.value for each in at.markdown) if "Look closer" in text)
        query = link.split(f"[{one.words}](lab-{one.simulator}?", 1)[1].split(")")[0]
        found = from_link(one.simulator, dict(parse_qsl(query)))
        assert found.problems == ()
        assert simulators()[one.simulator].run(one.scenario) == simulators()[one.simulator].run(
            scenario_of(one.simulator, found.scenario)
        )


@pytest.mark.parametrize("panel", lab_of_capstone.PANELS)
def test_a_panel_is_drawn(panel):
    at = opened({"seed": SEED}, panel=panel)
    assert not at.error
    assert said(at)


def test_what_tells_the_faults_opens_when_all_are_mended():
    at = opened({"seed": SEED}, panel="Step by step")
    assert "It opens when all six are mended." in said(at)
    changes = {station.value: mend_of(fault).value for station, fault in planted(SEED).items()}
    at = opened({"seed": SEED, **changes}, panel="Step by step")
    assert "It opens when all six are mended." not in said(at)


def test_no_preset_is_whole_at_first():
    for preset in presets("capstone").values():
        assert not run(scenario_of("capstone", preset.scenario)).outcome.whole
    assert isinstance(scenario_of("capstone", {}), Scenario)
