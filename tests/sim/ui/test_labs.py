"""A lab takes every scenario that the gate takes, and changes nothing that nobody has set."""

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from sim.catalog import presets
from tests.sim.ui.visiting import number, open_lab, outcome, pick, set_now, switch

NIGHT = {"per_minute": 120, "minutes": 3, "seed": 7}
GIVEN = [
    {"arrivals": [0, 1000]},
    {"arrivals": [0], "traffic": None},
    {"arrivals": [n * 37 for n in range(2000)]},
    {"traffic": {"per_minute": 6000, "minutes": 1, "seed": 2**32}, "invoke": 1},
    {"arrivals": [0], "idle_limit": 1},
    {"arrivals": [0], "idle_limit": 1500, "function_init": 900_000, "invoke": 33},
    {"arrivals": [0], "extensions": "external", "shutdown_work": 900_000},
    {"arrivals": [0, 1], "faults": [{"call": 2, "how": "error"}, {"call": 1, "how": "crash"}]},
    {"arrivals": [0], "snap_start": None, "draws": "handler"},
    {"arrivals": [0], "snap_start": {"java": True, "raises": "after_restore", "active_hours": 24}},
    *(dict(preset.scenario) for preset in presets("lifecycle").values()),
]
opened = partial(open_lab, "lifecycle")


@pytest.mark.parametrize("given", GIVEN, ids=range(len(GIVEN)))
def test_a_lab_takes_a_scenario_and_leaves_it_as_it_is(given):
    at = opened(given).run()
    assert not at.exception
    assert not at.error
    assert set_now(at) == given


def test_traffic_that_is_too_much_is_told_and_can_be_taken_back():
    at = opened({"traffic": NIGHT})
    at.number_input("it.set.0.minutes").set_value(1440).run()
    assert "120 a minute for 1440 min is more than 10000 calls" in at.error[0].value
    at.number_input("it.set.0.seed").set_value(8).run()
    at.number_input("it.set.0.minutes").set_value(2).run()
    assert not at.exception
    assert not at.error
    assert set_now(at)["traffic"] == {"per_minute": 120, "minutes": 2, "seed": 8}


def test_when_nothing_is_to_go_wrong_nothing_does():
    at = opened({"arrivals": [0, 1000], "faults": [{"call": 1, "how": "error"}, {"call": 2, "how": "crash"}]})
    at.selectbox("it.set.0.fault_how").select_index(0).run()
    assert "faults" not in set_now(at)


def test_a_slider_that_is_moved_sets_its_field():
    at = opened({"arrivals": [0], "idle_limit": 1500})
    at.slider("it.set.0.idle_limit").set_value(20).run()
    assert set_now(at)["idle_limit"] == 20_000


def test_snapstart_is_turned_on_and_off():
    at = opened({"arrivals": [0, 120_000]})
    switch(at, "A version is published with SnapStart")
    assert set_now(at)["snap_start"] == {}
    assert (outcome(at)["failed"], outcome(at)["restores"], outcome(at)["slowest (ms)"]) == ("1", "1", "500")
    number(at, "After-restore hook (ms)").set_value(150).run()
    pick(at, "The function draws its id", "anew in the after-restore hook")
    assert set_now(at) == {"arrivals": [0, 120_000], "snap_start": {"after_restore": 150}, "draws": "after_restore"}
    assert outcome(at)["slowest (ms)"] == "650"
    switch(at, "A version is published with SnapStart")
    assert "nothing is restored; give snap_start" in at.error[0].value
    pick(at, "The function draws its id", "in Init")
    assert not at.error
    assert set_now(at) == {"arrivals": [0, 120_000]}


def test_init_is_billed_as_before_when_asked():
    at = opened({"arrivals": [0]})
    assert outcome(at)["billed (ms)"] == "500"
    switch(at, "Init billed as before August 2025")
    assert outcome(at)["billed (ms)"] == "100"


def test_the_log_of_a_version_stands_by_itself_and_the_bill_has_its_cache():
    given = dict(presets("lifecycle")["billed-restore"].scenario)
    at = open_lab("lifecycle", given, panel="Log lines").run()
    told = [block.value for block in at.markdown]
    assert told.index("**version 1, when it was published**") < told.index("**environment 1**")
    assert at.code[0].value == "INIT_REPORT Init Duration: 400.00 ms"
    at = open_lab("lifecycle", given, panel="Bill").run()
    assert "SnapStart: cache" in str(at.table[0].value)


def linked():
    from sim.ui.labs import lab, open_link

    open_link("lifecycle", "it")
    lab("lifecycle", "it", linked=True)


def test_a_lab_follows_a_new_link_and_keeps_its_own():
    at = AppTest.from_function(linked, default_timeout=20)
    at.query_params["preset"] = "limit-of-two"
    at.run()
    at.text_input("it.set.1.arrivals").set_value("0, 2 s").run()
    assert at.query_params["arrivals"] == "[0,2000]"
    assert at.run().session_state["it.desk"].given == {"arrivals": [0, 2000], "limit": 2}
    at.query_params.clear()
    assert at.run().session_state["it.desk"].preset == "limit-of-two"
    at.query_params.clear()
    at.query_params["preset"] = "second-call"
    at.run()
    assert not at.exception
    assert at.session_state["it.desk"].preset == at.selectbox("it.preset").value == "second-call"
    assert set_now(at) == {"arrivals": [0, 1000]}


def test_what_is_wrong_with_a_link_is_told_as_it_stands():
    at = AppTest.from_function(linked, default_timeout=20)
    at.query_params["preset"] = "`![x](https://example.com/x.png)"
    at.run()
    assert at.warning
    assert at.code[0].value.startswith("preset: there is no '`![x](https://example.com/x.png)'; there are second-call")
    assert all("example.com" not in element.value for element in [*at.warning, *at.markdown])
