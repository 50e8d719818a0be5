"""What a visitor does in the lab of ``concurrency``."""

import json
import time
from functools import partial

import altair
import pytest
import yaml

from sim.catalog import presets
from sim.ui.labs.concurrency import PANELS
from tests.sim.ui.visiting import area, number, open_lab, outcome, press, set_now

opened = partial(open_lab, "concurrency")
BURST = {"seconds": 5, "functions": [{"traffic": {"pattern": "bursts", "burst": 8, "every": 10_000}}]}


def slider(at, label):
    return next(each for each in at.slider if each.label == label)


def test_nothing_at_all_is_a_scenario():
    at = opened({}).run()
    assert not at.exception
    assert set_now(at) == {}
    assert outcome(at)["calls"] == "49"


@pytest.mark.parametrize("panel", [*PANELS, "What this simplifies"])
@pytest.mark.parametrize(
    "preset", ["how-many-at-once", "noisy-neighbour", "asked-for-too-late", "all-of-it-provisioned"]
)
def test_a_panel_is_drawn(preset, panel):
    at = opened(dict(presets("concurrency")[preset].scenario), panel=panel)
    assert not at.exception
    assert not at.error


def test_a_slider_sets_its_field_and_the_numbers_follow():
    at = opened(BURST)
    assert outcome(at)["cold"] == "8"
    slider(at, "Provisioned concurrency").set_value(5).run()
    assert set_now(at)["functions"] == [{**BURST["functions"][0], "provisioned": 5}]
    assert (outcome(at)["cold"], outcome(at)["on provisioned"], outcome(at)["spilled over"]) == ("3", "5", "3")
    slider(at, "Reserved concurrency (-1: none)").set_value(6).run()
    assert outcome(at)["throttled"] == "2"
    slider(at, "Provisioned concurrency").set_value(0).run()
    slider(at, "Reserved concurrency (-1: none)").set_value(-1).run()
    assert set_now(at) == BURST


def test_before_the_prediction_nothing_is_told():
    at = opened({}, preset="new-account")
    assert not at.metric
    next(button for button in at.button if button.label == "Skip the prediction").click().run()
    assert outcome(at)["throttled"] == "8"


def test_what_aws_refuses_is_told_in_its_words():
    at = opened({"seconds": 2, "functions": [{"reserved": 901}]})
    assert at.warning[0].value.startswith("AWS refuses PutFunctionConcurrency of orders")
    assert "below its minimum value of [100]" in at.code[0].value


def test_too_many_calls_are_told_and_can_be_taken_back():
    at = opened({"functions": [{"traffic": {"per_minute": 12_000}}]})
    number(at, "Looked at for (s)").set_value(100_000).run()
    assert "about 20,000,000 calls come in that time" in at.error[0].value
    number(at, "Looked at for (s)").set_value(60).run()
    assert not at.error


def test_calls_are_taken_from_a_list_and_bad_rows_are_told():
    at = opened({})
    area(at, "Calls").set_value("timestamp,ms\n2026-11-23T08:00:00Z,120\nlater,5\n2026-11-23T08:00:02Z,80").run()
    press(at, "Use these calls")
    assert "line 3: 'later' is no moment" in at.code[0].value
    assert set_now(at) == {}
    area(at, "Calls").set_value("timestamp,ms\n2026-11-23T08:00:00Z,120\n2026-11-23T08:00:02Z,80").run()
    press(at, "Use these calls")
    at.run()
    assert set_now(at)["functions"] == [
        {"traffic": {"pattern": "list", "moments": [0, 2000]}, "law": "list", "durations": [120, 80]}
    ]
    press(at, "Calls at random instead of the list")
    at.run()
    assert set_now(at)["functions"] == [{}]


def test_two_runs_stand_side_by_side():
    at = opened(BURST, panel="Side by side")
    press(at, "Pin this run")
    slider(at, "Provisioned concurrency").set_value(8).run()
    box = next(box for box in at.selectbox if box.label == "Beside it")
    assert box.value == "the run that you pinned"
    table = next(each.value for each in at.markdown if "| cold starts |" in each.value)
    assert "| cold starts | 0 | 8 | +8 |" in table


@pytest.mark.parametrize(
    ("panel", "charts"), [("Over time", 3), ("Waiting times", 1), ("The bill", 1), ("Side by side", 1), ("Sweep", 1)]
)
def test_a_chart_is_vega_lite(panel, charts):
    """altair reads it, and refuses what its schema does not know."""
    at = opened({**BURST, "functions": [{**BURST["functions"][0], "provisioned": 3, "reserved": 4}]}, panel=panel)
    if panel == "Sweep":
        press(at, "Sweep")
    found = [json.loads(each.proto.spec) for each in at.get("vega_lite_chart")]
    assert len(found) == charts
    for spec in found:
        altair.Chart.from_dict({"data": {"name": "rows"}, **spec}).to_dict()


def test_a_sweep_tells_each_value():
    at = opened(BURST, panel="Sweep")
    press(at, "Sweep")
    table = next(each.value for each in at.markdown if "provisioned concurrency | cold" in each.value)
    assert "| 0 | 100.0 |" in table
    assert "| 8 | 0.0 |" in table
    assert "| 100 | 0.0 |" in table
    assert at.button(key="it.panels.stop").disabled
    slider(at, "Provisioned concurrency").set_value(8).run()
    assert not any("provisioned concurrency | cold" in each.value for each in at.markdown)


def test_the_whole_scenario_can_be_written_as_text():
    at = opened(BURST)
    wanted = {"account": 10, "functions": [{"name": "a"}, {"name": "b", "reserved": 0}]}
    area(at).set_value(yaml.safe_dump(wanted)).run()
    press(at, "Use this text")
    assert set_now(at) == wanted
    assert not at.error


@pytest.mark.long
def test_a_slider_answers_at_a_hundred_thousand_calls():
    """The whole rerun of the page on the server; a measure of the machine, so it is generous."""
    at = opened({"seconds": 1000, "functions": [{"traffic": {"per_minute": 6000}}]})
    taken = []
    for ready in range(1, 8):
        begun = time.process_time()
        slider(at, "Provisioned concurrency").set_value(ready).run()
        taken.append(time.process_time() - begun)
    assert sorted(taken)[3] < 1.0
