"""The scenario as text is the scenario that the controls have made."""

from tests.sim.ui.visiting import area, number, open_lab, press, set_now


def test_what_a_control_has_changed_stands_in_the_text_and_is_not_thrown_away_by_it():
    at = open_lab("modes", {})
    number(at, "Events in each way").set_value(4).run()
    assert "events: 4" in area(at).value
    press(at, "Use this text")
    assert set_now(at) == {"events": 4}
    assert number(at, "Events in each way").value == 4


def test_a_control_shows_what_was_taken_from_the_text():
    at = open_lab("modes", {})
    area(at).set_value("events: 5").run()
    press(at, "Use this text")
    assert number(at, "Events in each way").value == 5
    number(at, "Events in each way").set_value(6).run()
    assert set_now(at) == {"events": 6}


def test_a_text_with_faults_is_told_them_with_their_place_and_changes_nothing():
    at = open_lab("modes", {"events": 3})
    area(at).set_value("events: many").run()
    press(at, "Use this text")
    assert [error.value.partition(": ")[0] for error in at.error] == ["line 1, column 9"]
    assert area(at).value == "events: many"
    assert set_now(at) == {"events": 3}
