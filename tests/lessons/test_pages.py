"""Every lesson, read on to its end, is drawn without a fault; so are the pages beside them."""

import pytest
from streamlit.testing.v1 import AppTest

from lessons.catalog import course
from lessons.ui.changes import notes_of
from lessons.ui.page import READ_ON
from quizzes.ui import session

ENDS = {"home": "The course", "then-and-now": "The execution environment"}


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "learner_of", lambda *_: "5" * 32)


def script(address):
    import streamlit as st

    from lessons.ui.pages import pages

    found = pages()
    st.navigation(list(found.values()), position="hidden")
    found[address]._page()


def opened(address: str) -> AppTest:
    at = AppTest.from_function(script, args=(address,), default_timeout=60)
    at.session_state[READ_ON] = True
    at.run()
    assert not at.exception
    return at


@pytest.mark.parametrize("lesson", course().lessons.values(), ids=course().lessons)
def test_a_lesson_is_drawn_to_its_end(lesson):
    at = opened(lesson.about.id)
    assert [title.value for title in at.title] == [lesson.about.title]
    assert any("Common mistakes" in text.value for text in at.markdown)
    assert not at.error
    submits = [button for button in at.button if button.label == "Submit"]
    assert len(submits) == len(lesson.items())


@pytest.mark.parametrize("address", ENDS)
def test_a_page_beside_the_lessons_is_drawn(address):
    at = opened(address)
    assert ENDS[address] in [header.value for header in at.header]


def test_then_and_now_shows_every_note_once():
    told = " ".join(str(each.proto.body) for each in opened("then-and-now").get("html"))
    assert told.count('role="note"') == len(notes_of(course())) > 20
