"""The lab of ``modes``: what is set in it is what runs."""

from functools import partial
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml

from sim.catalog import presets, scenario_of
from sim.invocation.values import Caller
from sim.modes import How, Way, run
from sim.ui.labs import modes as lab_of_modes
from sim.ui.labs.modes_controls import CALLERS, HOWS
from sim.ui.labs.modes_table import HEAD, page
from tests.sim.ui.visiting import area, number, open_lab, outcome, pick, press, set_now, switch

TEN: dict[str, Any] = {"events": 10, "event": 4, "max_receive_count": 3, "stream_retries": 2}


opened = partial(open_lab, "modes")


def test_every_way_to_fail_and_every_caller_can_be_chosen():
    assert list(HOWS) == list(How)
    assert set(CALLERS) == set(Caller)


@pytest.mark.parametrize("panel", lab_of_modes.PANELS)
@pytest.mark.parametrize("preset", ["same-exception", "one-bad-in-ten", "throttled", "a-place-for-each"])
def test_a_panel_is_drawn(preset, panel):
    at = opened(dict(presets("modes")[preset].scenario))
    before = len(at.main) + len(at.text) + len(at.markdown) + len(at.code)
    at.segmented_control("it.panel").set_value(panel).run()
    assert len(at.main) + len(at.text) + len(at.markdown) + len(at.code) > before
    assert not at.exception
    assert not at.error


def test_the_setting_of_a_way_changes_that_way():
    at = opened(TEN)
    assert outcome(at)["succeeded"] == "18"
    switch(at, "ReportBatchItemFailures")
    assert outcome(at)["succeeded"] == "30"
    switch(at, "ReportBatchItemFailures")
    switch(at, "BisectBatchOnFunctionError")
    assert outcome(at)["succeeded"] == "27"
    switch(at, "On-failure destination, stream")
    assert outcome(at)["dead-lettered"] == "11"
    number(at, "maxReceiveCount (0: no dead-letter queue)").set_value(0).run()
    assert outcome(at)["waiting"] == "10"


def test_one_event_or_everything_fails():
    at = opened({"events": 3, "event": 2, "fails": 2})
    pick(at, "What fails", "everything, for a while")
    assert set_now(at) == {"events": 3, "outage_seconds": 80}
    number(at, "For so many seconds").set_value(10).run()
    assert set_now(at)["outage_seconds"] == 10
    pick(at, "What fails", "one event")
    assert set_now(at) == {"events": 3}
    number(at, "Number of the event").set_value(3).run()
    number(at, "Attempts that fail (0: all)").set_value(1).run()
    assert set_now(at) == {"events": 3, "event": 3, "fails": 1}


def test_a_throttle_meets_everything():
    at = opened({"events": 2, "event": 2})
    pick(at, "How it fails", "the function is throttled")
    assert set_now(at) == {"how": "throttle", "events": 2, "outage_seconds": 80}
    assert not at.error
    pick(at, "How it fails", "its process ends")
    assert set_now(at) == {"how": "crash", "events": 2, "outage_seconds": 80}


def test_numbers_and_the_caller_are_set():
    at = opened({})
    number(at, "Events in each way").set_value(4).run()
    number(at, "MaximumRetryAttempts, stream (-1: no end)").set_value(1).run()
    pick(at, "The synchronous caller", "a program with an SDK")
    assert set_now(at) == {"events": 4, "stream_retries": 1, "caller": "sdk"}


def test_what_the_simulator_refuses_is_told():
    at = opened({})
    number(at, "Timeout (s)").set_value(60).run()
    assert any("AWS refuses such a mapping" in error.value for error in at.error)


def test_the_whole_scenario_can_be_written_as_text():
    at = opened({})
    wanted = {"how": "crash", "fails": 2, "dlq": True}
    area(at, "Scenario").set_value(yaml.safe_dump(wanted, sort_keys=False)).run()
    press(at, "Use this text")
    assert set_now(at) == wanted
    assert not at.error


class Table(HTMLParser):
    """The cells of a table, by rows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


@pytest.mark.parametrize("preset", presets("modes").values(), ids=presets("modes"))
def test_the_table_has_a_row_for_each_way(preset):
    scenario = scenario_of("modes", preset.scenario)
    rows = Table(page(scenario, run(scenario).outcome)).rows
    assert tuple(rows[0]) == HEAD
    assert [row[0] for row in rows[1:]] == list(Way)
    assert all(len(row) == len(HEAD) and all(row) for row in rows)


def test_the_table_tells_times_ends_and_neighbours():
    scenario = scenario_of("modes", TEN)
    _, sync, lambdas, queue, stream = Table(page(scenario, run(scenario).outcome)).rows
    assert sync[2:] == ["1 at 0", "nobody", "failed, caller told after 200 ms", "the caller", "not touched"]
    assert lambdas[2] == "3 at 0, 1 min 0.2 s, 3 min 0.4 s"
    assert queue[4:] == [
        "dead-lettered after 1 min 30 s",
        "whoever reads the queue’s dead-letter queue",
        "9 came to a bad end, 3 worked on more than once",
    ]
    assert stream[4] == "lost after 3.6 s"
