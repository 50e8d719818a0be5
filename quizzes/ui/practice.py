"""The practice page: one question after the other, from the whole bank or from a part of it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

import streamlit as st

from quizzes.catalog import objectives
from quizzes.model import Common
from quizzes.parts import Status
from quizzes.progress import Standing, share
from quizzes.store import Mode
from quizzes.ui import session
from quizzes.ui.ask import ask, status
from quizzes.ui.words import shown

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

_CURRENT = "practice.current"
_ROUND = "practice.round"


class Show(StrEnum):
    """Which questions are practised."""

    ALL = "All"
    NEW = "Not answered"
    WRONG = "Answered wrong"


def page(items: Mapping[str, Common], lesson_of: "Callable[[str], StreamlitPage | None]" = lambda _: None) -> None:
    """Draw the page. ``lesson_of`` gives the lesson that teaches an item, to lead back to."""
    st.title("Practice")
    session.who()
    asked = {name: item for name, item in items.items() if item.status in (Status.LIVE, Status.PILOT)}
    stood = session.standing()
    chosen = _filters(asked, stood)
    done = share(asked, stood)
    status(f"{done.answered} of {done.items} questions answered, {done.right} right.")
    current = _current(asked, chosen)
    if current is None:
        _nothing(asked)
        return
    places = [name for name in asked if name in chosen or name == current]
    st.header(f"Question {places.index(current) + 1} of {len(places)}", anchor=False)
    ask(asked[current], f"practice.{st.session_state.get(_ROUND, 0)}.{current}", mode=Mode.PRACTICE, restore=False)
    st.button("Next question", key="practice.next", on_click=_next, args=(places, current))
    lesson = lesson_of(current)
    if lesson:
        st.page_link(lesson, label="Read the lesson about it", icon=":material/menu_book:")


def _filters(items: Mapping[str, Common], stood: Mapping[str, Standing]) -> list[str]:
    """Draw the filters. Gives the ids of the items that pass."""
    says = {name: objective.says for name, objective in objectives().items()}
    measured = list(dict.fromkeys(item.objective for item in items.values()))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        show = st.radio(
            "Which questions",
            list(Show),
            horizontal=True,
            key="practice.show",
            on_change=_restart,
            persist_state="session",
        )
        goal = st.selectbox(
            "Goal",
            ["", *measured],
            format_func=lambda name: shown(says.get(name or "", "Every goal")),
            key="practice.goal",
            on_change=_restart,
            persist_state="session",
        )
    return [name for name, item in items.items() if goal in ("", item.objective) and _passes(show, stood.get(name))]


def _passes(show: str | None, stood: Standing | None) -> bool:
    match show:
        case Show.NEW:
            return stood is None
        case Show.WRONG:
            return stood is not None and not stood.is_right
    return True


def _current(items: Mapping[str, Common], chosen: list[str]) -> str | None:
    """The question on the screen. It stays until the next one is wanted, even when its answer has taken it out of the filter."""
    found: str | None = st.session_state.get(_CURRENT)
    if found not in items:
        found = st.session_state[_CURRENT] = chosen[0] if chosen else None
    return found


def _next(places: list[str], current: str) -> None:
    """Go on to the question after ``current``, and from the last to the first."""
    after = places[(places.index(current) + 1) % len(places)]
    st.session_state[_CURRENT] = after if len(places) > 1 else None
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _restart() -> None:
    st.session_state[_CURRENT] = None
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _nothing(items: Mapping[str, Common]) -> None:
    if not items:
        st.info("There are no questions yet.")
    elif st.session_state.get("practice.show") == Show.WRONG:
        st.info("Nothing here that you answered wrong. Choose another goal, or practise those not answered.")
    else:
        st.info("You have answered everything here. Choose another goal, or go through all questions again.")
