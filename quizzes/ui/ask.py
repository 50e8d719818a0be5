"""The question card: stem, controls, Submit; then what is told of the answer. It draws itself again without the page around it."""

from dataclasses import dataclass
from hashlib import sha256
from time import monotonic
from typing import cast
from uuid import uuid4

import streamlit as st

from quizzes.key import trace_of
from quizzes.model import Common, Multiple
from quizzes.score import score
from quizzes.store import Answered, Mode
from quizzes.ui import feedback, session
from quizzes.ui.controls import controls, given, order_of
from quizzes.ui.words import COUNT, parts, shown
from sim.ui.player import player

DOUBLE_CLICK = 0.7
"""Seconds in which a second press belongs to the first."""


@dataclass(slots=True)
class Card:
    """One question on the screen, at one try."""

    attempt: str
    """The id that the answer will be recorded by, so that a Submit sent twice is one answer."""
    tries: int
    """How often the learner had answered it before."""
    seed: int
    shown_at: float
    answer: Answered | None = None
    answered_at: float = 0
    missing: str = ""
    """What the last Submit lacked."""


@st.fragment
def ask(item: Common, key: str, *, mode: Mode = Mode.LESSON, restore: bool = True) -> None:
    """Ask ``item``, and tell what the answer is worth.

    With ``restore``, an item answered before is shown with its last answer; without, it is asked anew.
    """
    card = _card(item, key, restore=restore)
    with st.container(border=True, key=f"{key}.box"):
        _stem(item)
        if isinstance(item, Multiple):
            st.markdown(f"(Select {COUNT[item.select].upper()}.)")
        status(_verdict(card))
        with st.form(f"{key}.form", border=False):
            with st.container():
                if card.answer:
                    feedback.draw(feedback.told(item, card.answer.response), f"{key}.others")
                else:
                    controls(item, order_of(item, card.seed), f"{key}.{card.tries}")
            # One button, always of one kind and in one place, so that the focus stays on it.
            st.form_submit_button(
                "Try again" if card.answer else "Submit",
                key=f"{key}.submit",
                on_click=_press,
                args=(item, key, mode),
            )
        if card.answer:
            _after(item, card, key)


def _stem(item: Common) -> None:
    """Draw the stem. Code wraps, since a block that scrolls sideways cannot be reached by keyboard."""
    for piece, is_code in parts(item.stem):
        if is_code:
            st.code(piece, language=None, wrap_lines=True)
        else:
            st.markdown(shown(piece))


def status(text: str) -> None:
    """A line that screen readers speak when it changes. It is there, empty, before it has anything to say."""
    st.markdown(f'<div role="status">\n\n{text}\n\n</div>', unsafe_allow_html=True)


def _after(item: Common, card: Card, key: str) -> None:
    if card.answer and session.is_waiting(card.answer):
        session.banner(f"{key}.save")
    trace = trace_of(item)
    if trace and st.toggle("Show me: run it in the simulator", key=f"{key}.show.{card.tries}"):
        player(trace, key=f"{key}.trace")
    feedback.sources(item, f"{key}.sources")


def _card(item: Common, key: str, *, restore: bool) -> Card:
    place = f"{key}.card"
    if place not in st.session_state:
        before = session.answers_to(item.id)
        if before and restore and _fits(item, before[-1]):
            last = before[-1]
            st.session_state[place] = Card(last.id, len(before) - 1, last.seed, monotonic(), last)
        else:
            st.session_state[place] = _new(item, len(before))
    return cast("Card", st.session_state[place])


def _new(item: Common, tries: int) -> Card:
    drawn = sha256(f"{session.current().learner}/{item.id}/{tries}".encode()).digest()
    return Card(uuid4().hex, tries, int.from_bytes(drawn[:4]), monotonic())


def _fits(item: Common, answer: Answered) -> bool:
    """Whether the item is still the one that was answered."""
    if item.v != answer.v:
        return False
    try:
        score(item, answer.response)
    except ValueError:
        return False
    return True


def _verdict(card: Card) -> str:
    return f"**{feedback.verdict(card.answer.score)}**" if card.answer else card.missing


def _press(item: Common, key: str, mode: Mode) -> None:
    """Submit the answer; or, if there is one, try again. The second half of a double click is neither."""
    card = cast("Card", st.session_state[f"{key}.card"])
    if card.answer is None:
        _submit(item, card, key, mode)
    elif monotonic() - card.answered_at > DOUBLE_CLICK:
        st.session_state[f"{key}.card"] = _new(item, len(session.answers_to(item.id)))


def _submit(item: Common, card: Card, key: str, mode: Mode) -> None:
    response = given(item, f"{key}.{card.tries}")
    if isinstance(response, str):
        card.missing = response
        return
    try:
        got = score(item, response)
    except ValueError as error:
        card.missing = f"This answer does not fit the question: {error}."
        return
    card.answer = Answered(
        id=card.attempt,
        learner=session.current().learner,
        at=session.now(),
        item=item.id,
        v=item.v,
        seed=card.seed,
        response=response,
        score=got,
        first=not session.answers_to(item.id),
        mode=mode,
        ms=int((monotonic() - card.shown_at) * 1000),
    )
    card.answered_at = monotonic()
    session.save(card.answer)
