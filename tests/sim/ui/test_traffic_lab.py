"""The lab of ``traffic``: what is set in it is what runs."""

from functools import partial
from typing import Any

import pytest
import yaml

from sim.catalog import presets
from sim.ui.labs.traffic import PANELS
from tests.sim.ui.visiting import area, number, open_lab, outcome, press, set_now, text

CANARY: dict[str, Any] = {"calls": 100, "weight": 0.1}


opened = partial(open_lab, "traffic")


@pytest.mark.parametrize("panel", [*PANELS, "What this simplifies"])
@pytest.mark.parametrize(
    "preset", ["ten-percent-of-twenty", "blue-green", "ab-test", "three-versions", "moving-weights"]
)
def test_a_panel_is_drawn(preset, panel):
    at = opened(dict(presets("traffic")[preset].scenario), panel=panel)
    assert not at.error


def test_the_weight_decides_who_runs():
    at = opened(CANARY)
    number(at, "Weight of the additional version").set_value(1.0).run()
    assert set_now(at) == CANARY | {"weight": 1.0}
    assert outcome(at)["version 2"] == "100"
    number(at, "Weight of the additional version").set_value(0.1).run()
    assert set_now(at) == {"calls": 100}
    assert outcome(at)["version 1"] == "93"


def test_what_aws_refuses_can_be_set_and_is_told_in_its_words():
    at = opened(CANARY)
    number(at, "Weight of the additional version").set_value(10.0).run()
    assert outcome(at) == {"calls": "0", "refused by AWS": "1"}
    at.session_state["it.panel"] = "Answers"
    at.run()
    assert any("Member must have value less than or equal to 1.0" in block.value for block in at.code)


def test_callers_and_failures_are_set():
    at = opened(CANARY)
    number(at, "Callers who take turns (0: a new one each)").set_value(2).run()
    number(at, "Version 2 fails (%)").set_value(100).run()
    assert set_now(at) == CANARY | {"callers": 2, "versions": [{"number": "2", "fails_percent": 100}]}
    assert outcome(at)["errors"] == outcome(at)["version 2"]
    assert outcome(at)["callers who met both"] == "2"


def test_versions_are_written_as_text():
    at = opened(CANARY)
    text(at, "Additional version (empty: none)").set_value("").run()
    assert set_now(at) == CANARY | {"additional": ""}
    assert outcome(at) == {"calls": "100", "version 1": "100"}


def test_the_whole_scenario_can_be_written_as_text():
    at = opened(CANARY)
    wanted = {"calls": 10, "moves": [{"at": 5000, "version": "2", "clear": True}]}
    area(at).set_value(yaml.safe_dump(wanted)).run()
    press(at, "Use this text")
    assert set_now(at) == wanted
    assert not at.error
