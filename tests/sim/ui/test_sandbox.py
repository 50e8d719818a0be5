"""The lab of patterns answers while one types, and gives nothing away before the prediction."""

import json
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from sim.catalog import presets
from sim.link import from_link, to_link
from sim.pattern import Outcome
from sim.pattern.shapes import shapes
from sim.ui.editor import HERE, SCRIPTS
from sim.ui.labs.pattern import REFUSED, WORDS
from sim.ui.verdict import told_of
from tests.sim.ui.visiting import drawn, open_lab, set_now

ORDER = shapes()["order-placed"]
GIVEN = {"pattern": ORDER.pattern, "event": ORDER.event}
SILENT = GIVEN | {"pattern": '{\n  "source": ["shop.orders"],\n  "detail": {"currency": ["USD"]}\n}'}
REFUSED_PATTERN = GIVEN | {"pattern": '{\n  "source": ["shop.orders"],\n  "detail": []\n}'}
EVIL = '<img src=x onerror="window.harmed=true">'
opened = partial(open_lab, "pattern")


def verdict(at: AppTest) -> dict[str, Any]:
    return {key: value for part in drawn(at, "verdict") for key, value in part.items() if value}


def type_in(at: AppTest, name: str, text: str, *, version: int = 0) -> AppTest:
    key = f"it.set.0.{name}"
    at.session_state[key] = {"value": {"version": f"{key}/{version}", "text": text}}
    at.run()
    assert not at.exception
    return at


def test_a_match_is_told_with_every_field():
    told = verdict(opened(GIVEN))
    assert (told["tone"], told["word"]) == ("good", "Match")
    assert told["says"] == "The rule fires. All 4 fields agree."
    assert [(row[1], row[2], row[3]) for row in told["rows"]] == [
        ("agrees", "source", 2),
        ("agrees", "detail-type", 3),
        ("agrees", "detail.total", 5),
        ("agrees", "detail.customer.country", 7),
    ]


def test_a_field_that_refuses_is_named_and_marked_and_its_change_can_be_applied():
    at = opened(SILENT)
    told = verdict(at)
    assert (told["tone"], told["word"]) == ("bad", "No match")
    assert told["says"] == "The rule stays silent. 1 of 2 fields agree; detail.currency does not."
    assert [row[1] for row in told["rows"]] == ["agrees", "refuses"]
    assert drawn(at, "editor")[0]["marks"] == [["good", 2, 0, ""], ["bad", 3, 0, ""]]
    at.button("it.show.mend").click().run()
    assert not at.exception
    assert verdict(at)["word"] == "Match"
    mended = drawn(at, "editor")[1]
    assert json.loads(mended["text"])["detail"]["currency"] == "USD"
    assert mended["version"] == "it.set.0.event/1"
    assert drawn(at, "editor")[0]["version"] == "it.set.0.pattern/0"
    assert not [each for each in at.button if each.key == "it.show.mend"]


def test_what_is_refused_is_told_with_its_place():
    at = opened(REFUSED_PATTERN)
    told = verdict(at)
    assert (told["tone"], told["word"]) == ("stop", "Pattern refused")
    assert told["says"] == "Empty arrays are not allowed"
    kind, line, column, says = drawn(at, "editor")[0]["marks"][0]
    assert (kind, line, says) == ("bad", 3, "Empty arrays are not allowed")
    assert column > 0
    assert "rows" not in told


@pytest.mark.parametrize("event", ["", "[]", '{"detail": ', "5", "\x00"])
def test_an_event_that_is_none_is_told_at_the_event(event):
    at = opened(GIVEN | {"event": event})
    assert verdict(at)["word"] == "Not an event"
    assert drawn(at, "editor")[0]["marks"] == []
    assert drawn(at, "editor")[1]["marks"][0][0] == "bad"


def test_the_verdict_follows_what_is_typed_and_a_late_text_is_not_taken():
    at = type_in(opened(GIVEN), "event", ORDER.event.replace("129.5", "99"))
    assert verdict(at)["word"] == "No match"
    assert set_now(at)["event"] == ORDER.event.replace("129.5", "99")
    at.selectbox("it.set.0.shape").select("ec2-state-change").run()
    assert set_now(at)["event"] == shapes()["ec2-state-change"].event.rstrip("\n")
    assert drawn(at, "editor")[1]["version"] == "it.set.0.event/1"
    type_in(at, "event", "too late", version=0)
    assert set_now(at)["event"] == shapes()["ec2-state-change"].event.rstrip("\n")
    type_in(at, "event", "{}", version=1)
    assert set_now(at)["event"] == "{}"


def test_a_run_of_the_script_leaves_what_was_typed():
    at = type_in(opened(GIVEN), "pattern", '{"source": ["x"]}')
    at.run()
    assert set_now(at)["pattern"] == '{"source": ["x"]}'
    assert drawn(at, "editor")[0]["text"] == '{"source": ["x"]}'
    assert drawn(at, "editor")[0]["version"] == "it.set.0.pattern/0"


@pytest.mark.parametrize("value", [None, "text", {"version": 1}, {"version": "it.set.0.event/0", "text": 5}, ["x"]])
def test_what_a_browser_makes_up_is_not_taken(value):
    at = opened(GIVEN)
    at.session_state["it.set.0.event"] = {"value": value}
    at.run()
    assert not at.exception
    assert set_now(at) == GIVEN


@pytest.mark.parametrize("name", shapes())
def test_a_real_event_and_its_pattern_are_a_match(name):
    at = opened(GIVEN)
    at.selectbox("it.set.0.shape").select(name).run()
    at.button("it.set.0.write").click().run()
    assert not at.exception
    assert verdict(at)["word"] == "Match"
    assert set_now(at) == {"pattern": shapes()[name].pattern.rstrip("\n"), "event": shapes()[name].event.rstrip("\n")}


@pytest.mark.parametrize("name", presets("pattern"))
def test_a_preset_gives_nothing_away_before_the_prediction_and_can_be_played_with(name):
    at = opened({}, name)
    assert drawn(at, "verdict") == []
    assert [each["marks"] for each in drawn(at, "editor")] == [[], []]
    at.button("it.skip").click().run()
    assert not at.exception
    assert verdict(at)["word"]
    type_in(at, "event", "{}")
    assert verdict(at)["word"]


@pytest.mark.parametrize(
    "name", ["Step by step", "Wildcards", "What is refused", "Do it in AWS", "What this simplifies"]
)
@pytest.mark.parametrize(
    "given", [GIVEN, SILENT, REFUSED_PATTERN, GIVEN | {"event": ""}], ids=["match", "no", "refused", "none"]
)
def test_every_panel_is_drawn_for_every_verdict(name, given):
    at = opened(given)
    at.segmented_control("it.panel").set_value(name).run()
    assert not at.exception


def test_harmful_texts_travel_as_data_only():
    given = {"pattern": json.dumps({EVIL: [EVIL]}), "event": json.dumps({EVIL: EVIL + "x"})}
    at = opened(given)
    assert verdict(at)["rows"][0][2] == EVIL
    at.segmented_control("it.panel").set_value("Do it in AWS").run()
    shown = [*at.markdown, *at.caption, *at.error, *at.warning, *at.info]
    assert not [each.value for each in shown if "onerror" in each.value]
    assert not [each.proto.body for each in at.get("html") if "onerror" in each.proto.body]


@pytest.mark.parametrize(
    "text",
    [
        '{"a": ["q\\"uote", "line\\nbreak"]}',
        '{\n\t"ü": ["🦊", "\\u00e9"]\n}\n',
        "null",
        "5",
        "",
        "# no: comment",
        "'",
        "a: b",
        "&x=1?%20+",
    ],
)
def test_texts_of_every_kind_come_back_from_their_link(text):
    first = next(iter(presets("pattern")))
    back = from_link("pattern", to_link("pattern", first, {"pattern": text, "event": text}))
    assert (dict(back.scenario), back.problems) == ({"pattern": text, "event": text}, ())


def linked():
    from sim.ui.labs import lab, open_link

    open_link("pattern", "it")
    lab("pattern", "it", linked=True)


def test_a_text_that_is_too_long_for_a_link_is_said_and_not_lost():
    at = AppTest.from_function(linked, default_timeout=20).run()
    resets = at.session_state["it.desk"].resets
    long = json.dumps({"detail": {"text": "x" * 20_000}})
    key = f"it.set.{resets}.event"
    at.session_state[key] = {"value": {"version": f"{key}/0", "text": long}}
    at.run().run()
    assert not at.exception
    assert len(urlencode(at.query_params)) < 8000
    assert "too long for a link" in " ".join(each.value for each in at.caption)
    assert set_now(at)["event"] == long


def test_what_the_lab_says_is_refused_is_refused():
    assert not [text for _, text in REFUSED if told_of(_run(text)).word != "Pattern refused"]


def _run(pattern: str) -> Outcome:
    from sim.pattern import Scenario, run

    return run(Scenario(pattern=pattern, event="{}")).outcome


def test_every_operator_is_coloured_as_one():
    assert {
        "prefix",
        "suffix",
        "anything-but",
        "numeric",
        "exists",
        "wildcard",
        "cidr",
        "equals-ignore-case",
        "$or",
    } <= set(WORDS)


def test_every_script_is_joined_and_no_text_becomes_markup():
    on_disk = {path.name: path.read_text("utf-8") for path in HERE.glob("*.js")}
    assert set(SCRIPTS) == set(on_disk)
    scripts = [*on_disk.values(), *(path.read_text("utf-8") for path in (HERE.parent / "verdict").glob("*.js"))]
    assert not [text for text in scripts if "innerHTML" in text or "insertAdjacentHTML" in text or "outerHTML" in text]
