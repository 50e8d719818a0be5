"""The lab of ``bus``: what is set in it is what runs."""

from functools import partial

import yaml

from tests.sim.ui.visiting import area, open_lab, outcome, pick, press, set_now

ORDER = {
    "puts": [{"entries": [{"source": "shop", "detail_type": "order-placed", "detail": '{"order": 7}'}]}],
    "rules": [{"name": "bill", "pattern": '{"source": ["shop"]}', "targets": [{"id": "billing"}]}],
}
opened = partial(open_lab, "bus")


def test_a_rule_can_be_disabled_and_enabled_again():
    at = opened(ORDER)
    assert outcome(at)["delivered"] == "1"
    at.toggle[0].set_value(False).run()
    assert set_now(at)["rules"][0]["state"] == "disabled"
    assert outcome(at)["delivered"] == "0"
    at.toggle[0].set_value(True).run()
    assert set_now(at) == ORDER


def test_a_rule_and_a_target_can_be_added_and_removed():
    at = opened(ORDER)
    press(at, "Add a rule")
    assert [rule["name"] for rule in set_now(at)["rules"]] == ["bill", "rule-1"]
    press(at, "Add a target")
    assert [target["id"] for target in set_now(at)["rules"][1]["targets"]] == ["worker", "target-1"]
    press(at, "Remove it")
    assert set_now(at)["rules"] == ORDER["rules"]


def test_what_a_target_is_handed_is_chosen():
    at = opened(ORDER)
    pick(at, "It is handed", "a part of the event")
    assert set_now(at)["rules"][0]["targets"][0]["input_path"] == "$.detail"
    pick(at, "It is handed", "a transformed text")
    assert "transformer" in set_now(at)["rules"][0]["targets"][0]
    pick(at, "It is handed", "the matched event")
    assert set_now(at) == ORDER


def test_a_target_that_is_gone_and_its_dead_letter_queue():
    at = opened(ORDER)
    pick(at, "What it does", "was deleted")
    pick(at, "Dead-letter queue", "a queue")
    assert outcome(at)["dead-lettered"] == "1"
    pick(at, "Dead-letter queue", "none")
    assert outcome(at)["dropped"] == "1"


def test_the_whole_scenario_can_be_written_as_text():
    at = opened(ORDER)
    text = yaml.safe_dump(ORDER | {"archives": [{"name": "keep"}]}, sort_keys=False)
    area(at).set_value(text).run()
    press(at, "Use this text")
    assert set_now(at) == ORDER | {"archives": [{"name": "keep"}]}
    assert not at.error


def test_a_text_with_a_fault_says_where_and_changes_nothing():
    at = opened(ORDER)
    area(at).set_value("puts: []\nrules:\n  - name: bill\n    patern: x\n").run()
    press(at, "Use this text")
    assert any("line 4, column 5: rules[0].patern" in error.value for error in at.error)
    assert set_now(at) == ORDER


def test_variables_that_are_no_json_are_told_and_the_last_ones_stay():
    at = opened(ORDER)
    pick(at, "It is handed", "a transformed text")
    area(at, "InputPathsMap (JSON)").set_value("{order").run()
    assert "InputPathsMap is not JSON" in at.error[0].value
    assert set_now(at)["rules"][0]["targets"][0]["transformer"]["paths"] == {"order": "$.detail.order"}
