"""The lab of ``invocation``: what is set in it is what runs."""

from functools import partial

import pytest
import yaml

from tests.sim.ui.visiting import area, number, open_lab, outcome, pick, press, set_now

CALL = {"invokes": [{}]}
EVENT = {"invokes": [{"invocation_type": "Event"}], "script": [{"attempts": ["raise"]}]}
opened = partial(open_lab, "invocation")


def test_a_call_can_be_made_an_event_and_a_call_again():
    at = opened(CALL)
    assert outcome(at)["succeeded"] == "1"
    pick(at, "Invocation type", "Event: the caller hands it over")
    assert set_now(at) == {"invokes": [{"invocation_type": "Event"}]}
    pick(at, "Invocation type", "RequestResponse: the caller waits")
    assert set_now(at) == CALL


def test_what_the_attempts_meet_is_chosen_one_by_one():
    at = opened(CALL)
    pick(at, "Attempt 1", "throttled, 429")
    assert set_now(at)["script"] == [{"attempts": ["throttle", "ok"]}]
    assert outcome(at)["requests"] == "2"
    pick(at, "Attempt 2", "the answer is lost")
    assert set_now(at)["script"] == [{"attempts": ["throttle", "lost", "ok"]}]
    assert outcome(at)["work done"] == "2"
    pick(at, "Attempt 2", "the handler returns")
    pick(at, "Attempt 1", "the handler returns")
    assert set_now(at) == CALL


def test_scripts_of_single_calls_stay_when_the_common_one_changes():
    own = {"call": 2, "attempts": ["crash"]}
    at = opened({"invokes": [{"times": 2}], "script": [own]})
    pick(at, "Attempt 1", "the handler raises")
    assert set_now(at)["script"] == [{"attempts": ["raise", "ok"]}, own]


def test_a_script_that_is_longer_than_the_controls_is_left_alone():
    given = {"invokes": [{}], "script": [{"attempts": ["ok", "raise", "ok", "crash"]}]}
    at = opened(given)
    assert any("4 attempts have a script of their own" in caption.value for caption in at.caption)
    assert set_now(at) == given


def test_a_failure_goes_where_it_is_sent():
    at = opened(EVENT)
    assert outcome(at)["dropped"] == "1"
    pick(at, "Record of a failure to", "a queue (SQS)")
    assert set_now(at)["configs"] == [{"on_failure": {"kind": "sqs", "name": "failures"}}]
    assert outcome(at)["dead-lettered"] == "1"
    pick(at, "Dead-letter queue", "a topic (SNS)")
    assert set_now(at)["function"] == {"dlq": "sns"}
    pick(at, "Record of a failure to", "nowhere")
    pick(at, "Dead-letter queue", "none")
    assert set_now(at) == EVENT


def test_settings_belong_to_the_qualifier_of_the_calls():
    given = {
        "invokes": [{"invocation_type": "Event", "qualifier": "live"}],
        "function": {"versions": 1, "aliases": [{"name": "live", "version": 1}]},
    }
    at = opened(given)
    number(at, "MaximumRetryAttempts").set_value(0).run()
    assert set_now(at)["configs"] == [{"qualifier": "live", "max_retries": 0}]


def test_the_picture_says_where_everything_went():
    at = opened(EVENT)
    assert any(text.value == "1 in = 0 succeeded + 0 dead-lettered + 1 dropped + 0 waiting" for text in at.text)


def test_more_settings_reach_the_function_and_the_clients():
    at = opened(CALL)
    number(at, "The handler takes (ms)").set_value(40_000).run()
    number(at, "Timeout (ms)").set_value(60_000).run()
    pick(at, "It is called by", "a client behind API Gateway")
    assert outcome(at)["unanswered"] == "1"
    number(at, "API Gateway waits (ms)").set_value(50_000).run()
    assert set_now(at)["client"] == {"integration_timeout": 50_000}
    assert outcome(at)["succeeded"] == "1"


@pytest.mark.parametrize(
    "name",
    ["HTTP answers", "Events", "Records and messages", "States of an event", "Do it in AWS", "What this simplifies"],
)
def test_panels_draw(name):
    given = {
        **EVENT,
        "function": {"dlq": "sqs"},
        "configs": [
            {"on_failure": {"kind": "eventbridge", "name": "results"}, "on_success": {"kind": "sqs", "name": "done"}}
        ],
    }
    at = opened(given)
    at.segmented_control("it.panel").set_value(name).run()
    assert not at.exception


def test_a_panel_shows_the_answer_and_the_record():
    at = opened({**EVENT, "configs": [{"on_failure": {"kind": "sqs", "name": "failures"}}]})
    at.segmented_control("it.panel").set_value("HTTP answers").run()
    assert any(code.value.startswith("HTTP/1.1 202 Accepted") for code in at.code)
    at.segmented_control("it.panel").set_value("Records and messages").run()
    assert any('"condition": "RetriesExhausted"' in code.value for code in at.code)


def test_the_whole_scenario_can_be_written_as_text():
    at = opened(CALL)
    given = {"invokes": [{"invocation_type": "Event", "times": 3}], "duplicates_percent": 10}
    area(at).set_value(yaml.safe_dump(given, sort_keys=False)).run()
    press(at, "Use this text")
    assert set_now(at) == given
    assert not at.error


def test_a_text_with_a_fault_says_where_and_changes_nothing():
    at = opened(CALL)
    area(at).set_value("invokes:\n  - invocation_typ: Event\n").run()
    press(at, "Use this text")
    assert any("line 2, column 5: invokes[0].invocation_typ" in error.value for error in at.error)
    assert set_now(at) == CALL
