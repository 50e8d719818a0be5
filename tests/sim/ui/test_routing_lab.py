"""The lab of ``routing``: what it takes, what it says, its buttons, and what it never turns into markup."""

from functools import partial
from typing import Any

import pytest

from sim.catalog import presets, scenario_of
from sim.draw.dot import graph
from sim.routing import Scenario, run
from sim.routing.cli import Call, calls_of
from sim.routing.diagram import graph_body, in_words
from sim.ui.labs.routing import PANELS
from sim.ui.labs.routing_forms import FORMS, filled, quick
from tests.sim.routing.writing import text_of
from tests.sim.ui.visiting import open_lab, told

MARKUP = "<img src=x onerror=alert(1)> ![x](https://example.com/x.png) `a`"
MADE = text_of(["{new}", "{publish}", "{prod}"])
GIVEN: list[dict[str, Any]] = [
    *(dict(preset.scenario) for preset in presets("routing").values()),
    {"calls": ""},
    {"calls": "publish"},
    {"calls": f"{MADE}publish-version --function-name reserve-seat --description '{MARKUP}'\n{MARKUP}\n"},
    {"calls": MADE, "busy": 2, "seed": 9},
]


opened = partial(open_lab, "routing")


def calls(at):
    return at.session_state["it.desk"].given["calls"]


def press(at, words):
    button = next(button for button in at.button if button.label == words)
    at = button.click().run()
    assert not at.exception
    return at


@pytest.mark.parametrize("given", GIVEN, ids=range(len(GIVEN)))
def test_the_lab_takes_a_scenario_and_leaves_it_as_it_is(given):
    for panel in PANELS:
        at = opened(given, panel=panel).run()
        assert not at.exception
        assert at.session_state["it.desk"].given == given


def test_it_tells_each_call_as_aws_words_it():
    page = told(opened(dict(presets("routing")["delete-used"].scenario)))
    assert "Unable to delete version because the following aliases reference it: [prod]" in page
    assert "refused 409" in page
    assert "version 1: v1 (90 %), version 2: v2 (10 %)" in page


def test_what_is_written_is_shown_as_text_and_not_as_markup():
    at = opened(GIVEN[-2], panel="Answers as JSON")
    page = told(at)
    assert "<img src=x" not in page
    assert "&lt;img" in page
    assert all("example.com" not in element.value for element in (*at.markdown, *at.caption, *at.error))


def test_a_click_adds_a_call_and_undo_takes_it_back():
    at = press(opened({"calls": MADE}), "Upload v2")
    assert (
        calls(at) == f"{MADE}aws lambda update-function-code --function-name reserve-seat --zip-file fileb://v2.zip\n"
    )
    at = press(at, "Publish")
    assert "10 % of prod → 2" in {button.label for button in at.button}
    at = press(press(at, "Undo"), "Undo")
    assert calls(at) == MADE
    at = press(press(at, "Redo"), "Redo")
    assert calls(at).endswith("publish-version --function-name reserve-seat\n")
    assert next(button for button in at.button if button.label == "Redo").disabled
    at = press(press(at, "Undo"), "Invoke prod")
    assert next(button for button in at.button if button.label == "Redo").disabled
    assert calls(at).endswith("aws lambda invoke --function-name reserve-seat --qualifier prod out.json\n")


def test_undo_takes_a_call_of_two_lines_off_as_one():
    at = press(opened({"calls": f"{MADE}publish-version \\\n  --function-name reserve-seat\n"}), "Undo")
    assert calls(at) == MADE
    assert calls(press(at, "Redo")).endswith("publish-version \\\n  --function-name reserve-seat\n")


def test_an_empty_bench_begins_with_a_function():
    at = opened({"calls": ""})
    assert "No function is there" in at.info[0].value
    at = press(at, "Make the function")
    assert "reserve-seat:$LATEST" in told(at)


def test_the_form_writes_a_call_from_its_fields():
    at = opened({"calls": MADE})
    at.selectbox[0].set_value("create-alias").run()
    assert at.code[0].value == "aws lambda create-alias --function-name reserve-seat --name beta --function-version 1"
    at = press(at, "Add this call")
    assert calls(at).endswith("--name beta --function-version 1\n")
    assert "reserve-seat:beta" in told(at)


def test_a_template_gives_its_calls():
    at = opened({"calls": MADE})
    at.text_area[0].set_value(
        "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {AutoPublishAlias: live}\n"
    )
    at = press(at, "Take its calls")
    assert calls(at).count("aws lambda ") == 3
    assert "F:live" in told(at)
    at.text_area[0].set_value("Resources: [")
    at = press(at, "Take its calls")
    assert "This template cannot be read." in {error.value for error in at.error}
    assert any(block.value.startswith("line 1, column ") for block in at.code)
    assert "F:live" in told(at)


def test_the_step_selector_shows_an_earlier_state():
    at = opened(dict(presets("routing")["numbers-after-recreate"].scenario))
    assert "reserve-seat:3" in told(at)
    at.slider[0].set_value(4).run()
    assert "reserve-seat:2" in told(at)
    assert "reserve-seat:3" not in told(at)
    at.slider[0].set_value(5).run()
    assert "No function is there" in at.info[0].value


@pytest.mark.parametrize("preset", presets("routing"))
def test_nothing_is_told_before_a_prediction(preset):
    at = open_lab("routing", {}, preset)
    assert "version-bench" not in told(at)
    labels = {button.label for button in at.button}
    assert not [label for label in labels if "→" in label or label.startswith(("Upload", "Invoke", "Make"))]
    at = press(at, "Skip the prediction")
    assert "version-bench" in told(at)


STATES = [[], ["{new}"], ["{new}", "{publish}"], ["{new}", "{publish}", "{prod}"]]
STATES += [
    [*STATES[-1], "{v2}", "{publish}"],
    ["{new}", "{publish}", "create-alias {f} --name beta --function-version 1"],
]


@pytest.mark.parametrize("state", STATES, ids=range(len(STATES)))
def test_every_call_that_stands_a_click_away_is_done(state):
    functions = run(Scenario(calls=text_of(state))).outcome.functions
    near = list(quick(functions[0] if functions else None, "reserve-seat"))
    assert near
    for _, call in near:
        outcome = run(Scenario(calls=f"{text_of(state)}{call}\n")).outcome
        assert outcome.last_answer == "done", call


@pytest.mark.parametrize("command", FORMS)
@pytest.mark.parametrize("state", [[], STATES[4]], ids=["empty", "two versions"])
def test_every_form_writes_a_call_that_the_cli_takes(command, state):
    functions = run(Scenario(calls=text_of(state))).outcome.functions
    firsts = {field.option: field.first(functions[0] if functions else None) for field in FORMS[command].fields}
    (call,) = calls_of(filled(command, "reserve-seat", firsts))
    assert isinstance(call, Call), call
    wanted = {field.option: "" for field in FORMS[command].fields if not field.wanted}
    (call,) = calls_of(filled(command, "reserve-seat", firsts | wanted))
    assert isinstance(call, Call), call


def test_the_picture_keeps_what_is_written_within_its_quotes():
    calls = text_of(['{new} --environment \'{"Variables": {"A": "\\" -> evil \\\\"}}\'', "{publish}", "{prod}"])
    functions = run(Scenario(calls=calls)).outcome.functions
    assert functions[0].latest.environment == 'A=" -> evil \\'
    body = graph(graph_body(functions))
    assert 'A=\\" -> evil \\\\' in body
    assert "prod leads to version 1." in in_words(functions)


def test_headline_counts():
    scenario = scenario_of("routing", presets("routing")["delete-used"].scenario)
    from sim.ui.labs.routing import headline

    assert headline(run(scenario).outcome) == {"calls": 7, "refused": 1, "versions made": 2, "functions": 1}
