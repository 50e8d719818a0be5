"""The lab of ``stream``: what is set in it is what runs."""

from functools import partial

import pytest
import yaml

from sim.catalog import presets
from sim.ui.labs.stream import PANELS
from tests.sim.ui.visiting import area, number, open_lab, outcome, pick, press, set_now, switch

CLICKS = {"puts": [{"times": 4}]}
opened = partial(open_lab, "stream")


@pytest.mark.parametrize("name", [*PANELS, "What this simplifies"])
@pytest.mark.parametrize("preset", ["bisect", "two-poisons", "dynamodb-timestamp", "tumbling-sum", "many-keys"])
def test_each_panel_is_drawn(preset, name):
    at = opened(dict(presets("stream")[preset].scenario))
    at.session_state["it.panel"] = name
    at.run()
    assert not at.exception
    assert not at.error


def test_a_bad_record_can_be_chosen_and_taken_back():
    at = opened(CLICKS | {"until": 60000})
    assert outcome(at)["succeeded"] == "4"
    pick(at, "What goes wrong", "the handler raises")
    number(at, "At record").set_value(3).run()
    assert set_now(at)["faults"] == [{"record": 3}]
    assert outcome(at)["waiting"] == "4"
    pick(at, "What goes wrong", "nothing")
    assert set_now(at) == CLICKS | {"until": 60000}


def test_retries_bisect_and_a_destination_get_the_shard_going():
    at = opened(CLICKS | {"faults": [{"record": 3}]})
    number(at, "MaximumRetryAttempts (-1: no end)").set_value(0).run()
    assert outcome(at)["discarded"] == "4"
    switch(at, "BisectBatchOnFunctionError")
    pick(at, "On-failure destination", "a queue (SQS)")
    assert outcome(at)["discarded"] == "1"
    assert set_now(at) == CLICKS | {
        "faults": [{"record": 3}],
        "max_retries": 0,
        "bisect": True,
        "on_failure": "sqs",
    }


def test_other_faults_stay_when_the_first_one_is_changed():
    faults = [{"record": 1, "times": 1}, {"record": 4, "how": "report"}]
    at = opened(CLICKS | {"faults": faults, "report_item_failures": True})
    number(at, "Times (0: always)").set_value(2).run()
    assert set_now(at)["faults"] == [{"record": 1, "times": 2}, faults[1]]


def test_a_table_keeps_a_day_and_has_no_fan_out():
    at = opened(CLICKS | {"retention_hours": 48, "fan_out": True})
    pick(at, "It is", "a table's stream (DynamoDB)")
    assert set_now(at) == CLICKS | {"source": "dynamodb"}
    assert not at.error


def test_a_mapping_that_aws_refuses_is_told():
    at = opened(CLICKS)
    pick(at, "StartingPosition", "(left out)")
    at.session_state["it.panel"] = "Batches"
    at.run()
    assert any("400 InvalidParameterValueException" in text.value for text in at.text)
    assert outcome(at)["missed"] == "4"


def test_the_whole_scenario_can_be_written_as_text():
    at = opened(CLICKS)
    text = yaml.safe_dump(CLICKS | {"outages": [{"end": 2000}]}, sort_keys=False)
    area(at).set_value(text).run()
    press(at, "Use this text")
    assert set_now(at) == CLICKS | {"outages": [{"end": 2000}]}
    assert outcome(at)["throttles"] == "2"


def test_a_text_with_a_fault_says_where_and_changes_nothing():
    at = opened(CLICKS)
    area(at).set_value("puts:\n  - {timess: 3}\n").run()
    press(at, "Use this text")
    assert any("line 2, column 6: puts[0].timess" in error.value for error in at.error)
    assert set_now(at) == CLICKS


def test_settings_that_do_not_go_together_are_told():
    at = opened(CLICKS | {"tumbling_seconds": 60})
    number(at, "ParallelizationFactor").set_value(2).run()
    assert any("tumbling_seconds" in error.value for error in at.error)
