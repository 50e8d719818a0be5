"""The question card, for each type of item: asked, answered, told, kept, and found again."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from quizzes.key import key_of
from quizzes.learner import COOKIE, new_learner, signed
from quizzes.model import Common, options_of
from quizzes.response import Chosen, Matched, Number, Ordered, Response
from quizzes.score import score
from quizzes.settings import settings
from quizzes.store import Answered, open_store
from quizzes.ui import ask as ask_module
from quizzes.ui import session
from quizzes.ui.controls import order_of
from quizzes.ui.feedback import told, verdict
from tests.quizzes.builders import ITEMS, MULTIPLE, NUMERIC, ORDERING, PREDICT, RIGHT, SINGLE, WRONG

EVERY = pytest.mark.parametrize("name", ITEMS)


def card(name: str, restore: bool = True) -> None:
    """The script of the app under test."""
    from quizzes.ui.ask import ask
    from tests.quizzes.builders import ITEMS

    ask(ITEMS[name], "card", restore=restore)


def opened(name: str, restore: bool = True) -> AppTest:
    """A page with one card."""
    at = AppTest.from_function(card, kwargs={"name": name, "restore": restore}, default_timeout=10)
    return no_crash(at.run())


def no_crash(at: AppTest) -> AppTest:
    assert not at.exception, at.exception[0].message
    return at


def choose(at: AppTest, item: Common, response: Response, tries: int = 0) -> None:
    """Set the controls to ``response``."""
    key = f"card.{tries}"
    match response:
        case Chosen(options=options) if item is MULTIPLE:
            for n in options:
                at.checkbox(key=f"{key}.{n}").check()
        case Chosen(options=options):
            at.radio(key=f"{key}.one").set_value(*options)
        case Ordered(steps=steps):
            for place, n in enumerate(steps, start=1):
                at.radio(key=f"{key}.{n}").set_value(place)
        case Matched(rights=rights):
            for n, right in enumerate(rights):
                at.selectbox(key=f"{key}.{n}").set_value(right)
        case Number(value=value):
            at.number_input(key=f"{key}.number").set_value(value)


def press(at: AppTest) -> AppTest:
    return no_crash(at.button(key="card.submit").click().run())


def answer(at: AppTest, name: str, response: Response, tries: int = 0) -> AppTest:
    choose(at, ITEMS[name], response, tries)
    return press(at)


def said(at: AppTest) -> str:
    """What the card's line for screen readers says."""
    (line,) = [one.value for one in at.markdown if 'role="status"' in one.value]
    return line.removeprefix('<div role="status">').removesuffix("</div>").strip()


def text(at: AppTest) -> str:
    return "\n".join(one.value for one in at.markdown)


def kept(at: AppTest) -> tuple[Answered, ...]:
    """What the store has of this page's learner."""
    learner = at.session_state["quizzes.session"].learner
    return tuple(one for one in open_store(settings().store).of(learner) if isinstance(one, Answered))


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> str:
    """A learner whose browser keeps the cookie."""
    learner = new_learner()
    cookies = {COOKIE: signed(learner, settings().secret)}
    monkeypatch.setattr(session, "learner_of", lambda _, secret: session_learner(cookies, secret))
    return learner


def session_learner(cookies: dict[str, str], secret: str) -> str | None:
    from quizzes.learner import learner_of

    return learner_of(cookies, secret)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A learner who takes time between two presses."""
    monkeypatch.setattr(ask_module, "DOUBLE_CLICK", -1)


@EVERY
def test_a_right_answer_is_told_and_kept(name: str) -> None:
    at = answer(opened(name), name, RIGHT[name])
    assert said(at) == "**✔ Right.**"
    (record,) = kept(at)
    assert (record.item, record.response, record.score, record.first, record.mode) == (
        name,
        RIGHT[name],
        1,
        True,
        "lesson",
    )


@EVERY
def test_a_wrong_answer_is_told_with_the_key_and_why(name: str) -> None:
    item = ITEMS[name]
    at = answer(opened(name), name, WRONG[name])
    assert said(at) == f"**{verdict(score(item, WRONG[name]))}**"
    lines = told(item, WRONG[name])
    assert {line.sign for line in lines if line.is_first} == {"✔", "✖"}
    for line in lines:
        assert line.markdown() in text(at)
    assert kept(at)[0].score < 1


@EVERY
def test_an_answer_left_out_is_asked_for_and_not_kept(name: str) -> None:
    at = press(opened(name))
    assert said(at) == {
        "multiple": "Select TWO: you have selected none.",
        "ordering": "Four steps have no place yet.",
        "matching": "Three of them have no partner yet.",
        "numeric": "Enter a number first.",
        "by-fact": "Enter a number first.",
        "predict": "Enter a number first.",
    }.get(name, "Choose an answer first.")
    assert kept(at) == ()
    assert said(answer(at, name, RIGHT[name])) == "**✔ Right.**"


@EVERY
def test_an_answer_is_found_again_after_a_reload(name: str, known: str) -> None:
    answer(opened(name), name, WRONG[name])
    again = opened(name)
    assert said(again) == f"**{verdict(score(ITEMS[name], WRONG[name]))}**"
    assert again.button(key="card.submit").label == "Try again"
    assert not again.radio
    assert not again.number_input


@EVERY
def test_trying_again_asks_anew(name: str, known: str, patient: None) -> None:
    at = press(answer(opened(name), name, WRONG[name]))
    assert said(at) == ""
    at = answer(at, name, RIGHT[name], tries=1)
    assert said(at) == "**✔ Right.**"
    assert [(record.score == 1, record.first) for record in kept(at)] == [(False, True), (True, False)]
    assert said(opened(name)) == "**✔ Right.**"


def test_practice_asks_anew_what_was_answered_before(known: str) -> None:
    answer(opened("single"), "single", RIGHT["single"])
    at = opened("single", restore=False)
    assert at.button(key="card.submit").label == "Submit"
    answer(at, "single", WRONG["single"], tries=1)
    assert [record.first for record in kept(at)] == [True, False]


def test_a_double_click_is_one_answer() -> None:
    at = press(answer(opened("single"), "single", RIGHT["single"]))
    assert said(at) == "**✔ Right.**"
    assert len(kept(at)) == 1


def test_an_item_that_has_changed_is_asked_anew(known: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(opened("single"), "single", RIGHT["single"])
    monkeypatch.setitem(ITEMS, "single", replace(SINGLE, v=2))
    assert opened("single").button(key="card.submit").label == "Submit"


def test_a_choice_shows_every_option_in_the_drawn_order() -> None:
    at = opened("single")
    seed = at.session_state["card.card"].seed
    assert at.radio[0].options == [SINGLE.options[n].text for n in order_of(SINGLE, seed)]


def test_two_steps_on_one_place_are_told() -> None:
    at = opened("ordering")
    for n in range(4):
        at.radio(key=f"card.0.{n}").set_value(2)
    assert said(press(at)) == "Four steps have place 2. Give each a place of its own."


def test_one_too_many_is_told() -> None:
    at = opened("multiple")
    for n in range(3):
        at.checkbox(key=f"card.0.{n}").check()
    assert "(Select TWO.)" in text(at)
    assert said(press(at)) == "Select TWO: you have selected three."


def test_a_typical_mistake_is_met_with_its_reason() -> None:
    lines = told(NUMERIC, Number(2))
    assert [(line.word, line.text, line.why) for line in lines] == [
        ("Your answer, wrong", "2 calls", "Makes an environment anew for each call."),
        ("The right answer", "1 calls", NUMERIC.why),
        ("Wrong", "0 calls", "Takes something to stand ready before the first call."),
    ]


def test_what_the_simulator_decides_is_told_to_be_so() -> None:
    assert told(PREDICT, Number(1))[0].word == "Your answer, right, decided by the simulator"
    assert told(PREDICT, Number(5))[1].word == "The right answer, decided by the simulator"


def test_show_me_draws_the_run_where_there_is_one() -> None:
    at = answer(opened("single"), "single", RIGHT["single"])
    assert not at.get("bidi_component")
    no_crash(at.toggle[0].set_value(True).run())
    assert at.get("bidi_component")
    assert not answer(opened("multiple"), "multiple", RIGHT["multiple"]).toggle


def test_sources_say_when_they_were_read() -> None:
    at = answer(opened("single"), "single", RIGHT["single"])
    assert f"[The lifecycle]({SINGLE.cites[0].url}) (read on 23 November 2026)" in text(at)
    assert "- A warm start reuses a frozen environment" in text(at)


def test_an_answer_that_cannot_be_saved_waits_in_the_tab_and_is_saved_later() -> None:
    at = opened("single")
    file = Path(settings().store)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    answer(at, "single", RIGHT["single"])
    assert said(at) == "**✔ Right.**"
    (warning,) = at.warning
    assert "another program is writing to it" in warning.value
    assert warning.value.endswith("One answer is kept in this tab; leave it open.")
    other.execute("ROLLBACK")
    other.close()
    assert kept(at) == ()
    no_crash(at.button(key="card.save").click().run())
    assert not at.warning
    assert len(kept(at)) == 1


def test_a_response_that_a_forged_browser_sends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask_module, "given", lambda *_: Chosen(frozenset({7})))
    at = press(opened("single"))
    assert said(at) == "This answer does not fit the question: options: there is no number 7; there are 0 to 2."
    assert kept(at) == ()


@drawn(st.integers(0, 2**32), st.sampled_from(list(ITEMS.values())))
def test_an_order_on_the_screen_holds_everything_once_and_comes_again_from_its_seed(seed: int, item: Common) -> None:
    order = order_of(item, seed)
    assert sorted(order) == list(range(len(order)))
    assert order == order_of(item, seed)
    assert not options_of(item) or len(order) == len(options_of(item))
    if item is ORDERING:
        assert order != key_of(item).steps


def test_an_order_that_is_not_to_be_shuffled_stays() -> None:
    assert order_of(replace(SINGLE, shuffle=False), 3) == (0, 1, 2)
    assert order_of(ITEMS["true-false"], 3) == (0, 1)
