"""The lab of ``queue``: what is set in it is what runs."""

from functools import partial
from typing import Any

import pytest
import yaml

from sim.catalog import presets
from sim.queue import How
from sim.ui.labs import queue as lab_of_queue
from sim.ui.labs.queue_controls import CREATIONS, HOWS
from tests.sim.ui.visiting import area, number, open_lab, outcome, pick, press, set_now, switch, text

ORDERS: dict[str, Any] = {
    "sends": [{"count": 10}],
    "failures": [{"messages": [4], "how": "report"}],
    "report_item_failures": True,
    "max_receive_count": 3,
}
opened = partial(open_lab, "queue")


def test_every_way_to_fail_can_be_chosen():
    assert list(HOWS) == list(How)
    assert len(CREATIONS) == 5


@pytest.mark.parametrize("panel", lab_of_queue.PANELS)
@pytest.mark.parametrize(
    "preset", ["one-bad-in-ten", "timeout-beyond-visibility", "five-pollers-and-more", "fifo-report-one"]
)
def test_a_panel_is_drawn(preset, panel):
    at = opened(dict(presets("queue")[preset].scenario))
    before = len(at.main) + len(at.text) + len(at.markdown) + len(at.code)
    at.segmented_control("it.panel").set_value(panel).run()
    assert len(at.main) + len(at.text) + len(at.markdown) + len(at.code) > before
    assert not at.exception
    assert not at.error


def test_the_setting_decides_what_becomes_of_the_others():
    at = opened(ORDERS)
    assert outcome(at)["dead-lettered"] == "1"
    switch(at, "ReportBatchItemFailures")
    assert "report_item_failures" not in set_now(at)
    assert outcome(at)["deleted without work"] == "1"
    pick(at, "How the handler fails", "it raises")
    assert outcome(at)["dead-lettered"] == "10"
    assert set_now(at)["failures"] == [{"messages": [4]}]


def test_the_messages_that_fail_are_written_as_numbers():
    at = opened(ORDERS)
    text(at, "Failing messages (numbers, or all)").set_value("2, 7").run()
    assert set_now(at)["failures"][0]["messages"] == [2, 7]
    assert outcome(at)["dead-lettered"] == "2"
    text(at, "Failing messages (numbers, or all)").set_value("all").run()
    assert set_now(at)["failures"] == [{"how": "report"}]
    assert outcome(at)["dead-lettered"] == "10"
    text(at, "Failing messages (numbers, or all)").set_value("").run()
    assert "failures" not in set_now(at)
    assert outcome(at)["succeeded"] == "10"


def test_what_is_no_number_is_told_and_changes_nothing():
    at = opened(ORDERS)
    text(at, "Failing messages (numbers, or all)").set_value("four").run()
    assert "give numbers" in at.error[0].value
    assert set_now(at) == ORDERS


def test_numbers_and_filters_are_set():
    at = opened(ORDERS)
    number(at, "Messages").set_value(12).run()
    number(at, "BatchSize").set_value(5).run()
    number(at, "VisibilityTimeout (s)").set_value(60).run()
    assert set_now(at) == ORDERS | {"sends": [{"count": 12}], "batch_size": 5, "visibility_seconds": 60}
    filters = next(area for area in at.text_area if area.label.startswith("Filters"))
    filters.set_value('{"body": {"order": [{"numeric": ["<", 4]}]}}\n\n').run()
    assert set_now(at)["filters"] == ['{"body": {"order": [{"numeric": ["<", 4]}]}}']
    assert outcome(at)["deleted by the filter"] == "9"


def test_a_refused_mapping_is_shown_in_aws_words():
    at = opened(ORDERS)
    number(at, "Timeout (s)").set_value(100).run()
    at.segmented_control("it.panel").set_value("Advice").run()
    assert "Queue visibility timeout: 30 seconds is less than Function timeout: 100 seconds" in at.code[0].value
    pick(at, "What is wrong when it is made", "there is no such function")
    at.segmented_control("it.panel").set_value("Batches and responses").run()
    assert any("Function does not exist" in element.value for element in at.text)


def test_what_the_simulator_refuses_is_told():
    at = opened(ORDERS)
    pick(at, "How the handler fails", "the request is throttled")
    assert any("leave the messages out" in error.value for error in at.error)


def test_the_whole_scenario_can_be_written_as_text():
    at = opened(ORDERS)
    wanted = {"sends": [{"count": 2, "group": "hall-1"}, {"group": "hall-2"}], "fifo": True}
    area(at).set_value(yaml.safe_dump(wanted, sort_keys=False)).run()
    press(at, "Use this text")
    assert set_now(at) == wanted
    assert not at.error


def test_a_text_with_a_fault_says_where_and_changes_nothing():
    at = opened(ORDERS)
    area(at).set_value("sends:\n  - countt: 3\n").run()
    press(at, "Use this text")
    assert any("line 2, column 5: sends[0].countt" in error.value for error in at.error)
    assert set_now(at) == ORDERS
