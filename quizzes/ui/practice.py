"""The practice page: one question after the other, from the whole bank or from a part of it, or with numbers drawn for the moment."""

import secrets
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

import streamlit as st

from quizzes.catalog import objectives
from quizzes.generate import MARK, Family, NoVariantError, families, is_variant, item_of
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
_FAMILY = "practice.family"
"""Of the fresh question before, so that the next one is of another."""


SEEDS = 100_000
"""A fresh question has a seed below this: a number short enough to be told to a neighbour."""


class Show(StrEnum):
    """Which questions are practised."""

    ALL = "All"
    NEW = "Not answered"
    WRONG = "Answered wrong"
    FRESH = "Fresh numbers"
    """Variants of families, each with a new seed."""


def page(items: Mapping[str, Common], lesson_of: "Callable[[str], StreamlitPage | None]" = lambda _: None) -> None:
    """Draw the page. ``lesson_of`` gives the lesson that teaches an objective, to lead back to."""
    st.title("Practice")
    session.who()
    asked = {name: item for name, item in items.items() if item.status in (Status.LIVE, Status.PILOT)}
    stood = session.standing()
    show, goal = _filters(asked)
    status(_so_far(asked, show, stood))
    if show == Show.FRESH:
        current = _fresh(_families(goal), stood)
        places: list[str] = []
    else:
        asked |= _drawn_before(stood)
        chosen = [name for name, item in asked.items() if goal in ("", item.objective) and _passes(name, show, stood)]
        current = _current(asked, chosen)
        places = [name for name in asked if name in chosen or name == current]
    if current is None:
        _nothing(asked, show)
        return
    item = asked[current] if current in asked else item_of(current)
    if show == Show.FRESH:
        st.header("A question with fresh numbers", anchor=False)
    else:
        st.header(f"Question {places.index(current) + 1} of {len(places)}", anchor=False)
    ask(item, f"practice.{st.session_state.get(_ROUND, 0)}.{current}", mode=Mode.PRACTICE, restore=False)
    st.button("Next question", key="practice.next", on_click=_next, args=(places, current))
    if is_variant(current):
        st.caption(f"The simulator has computed its answer. Its numbers were drawn as `{current}`.")
    lesson = lesson_of(item.objective)
    if lesson:
        st.page_link(lesson, label="Read the lesson about it", icon=":material/menu_book:")


def _filters(items: Mapping[str, Common]) -> tuple[str | None, str]:
    """Draw the filters. Gives what is chosen: which questions, and of which goal; an empty goal is every one."""
    says = {name: objective.says for name, objective in objectives().items()}
    measured = list(dict.fromkeys(item.objective for item in (*items.values(), *families().values())))
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
            format_func=lambda name: shown(says.get(name or "", name or "Every goal")),
            key="practice.goal",
            on_change=_restart,
            persist_state="session",
        )
    return show, goal or ""


def _so_far(items: Mapping[str, Common], show: str | None, stood: Mapping[str, Standing]) -> str:
    if show == Show.FRESH:
        drawn = [standing for name, standing in stood.items() if is_variant(name)]
        count = "1 question" if len(drawn) == 1 else f"{len(drawn)} questions"
        return f"{count} with fresh numbers answered, {sum(standing.is_right for standing in drawn)} right."
    done = share(items, stood)
    return f"{done.answered} of {done.items} questions answered, {done.right} right."


def _passes(name: str, show: str | None, stood: Mapping[str, Standing]) -> bool:
    match show:
        case Show.NEW:
            return name not in stood
        case Show.WRONG:
            return name in stood and not stood[name].is_right
    return not is_variant(name)


def _families(goal: str) -> list[Family]:
    asked = (family for family in families().values() if family.status in (Status.LIVE, Status.PILOT))
    return [family for family in asked if goal in ("", family.objective)]


def _fresh(found: list[Family], stood: Mapping[str, Standing]) -> str | None:
    """The variant on the screen, or a new one: of another family than the last, and with numbers that were not asked yet."""
    current: str | None = st.session_state.get(_CURRENT)
    if current and is_variant(current):
        return current
    last = st.session_state.get(_FAMILY)
    names = [family.id for family in found if family.id != last] or [family.id for family in found]
    while names:
        drawn = f"{secrets.choice(names)}{MARK}{secrets.randbelow(SEEDS)}"
        if drawn not in stood:
            st.session_state[_CURRENT] = drawn
            return drawn
    return None


def _drawn_before(stood: Mapping[str, Standing]) -> dict[str, Common]:
    """The variants that the last answer did not get right, and the one on the screen, drawn again from their seeds."""
    found: dict[str, Common] = {}
    for name, standing in stood.items():
        if is_variant(name) and (not standing.is_right or name == st.session_state.get(_CURRENT)):
            try:
                found[name] = item_of(name)
            except NoVariantError:  # its family has gone, or has changed
                continue
    return found


def _current(items: Mapping[str, Common], chosen: list[str]) -> str | None:
    """The question on the screen. It stays until the next one is wanted, even when its answer has taken it out of the filter."""
    found: str | None = st.session_state.get(_CURRENT)
    if found not in items:
        found = st.session_state[_CURRENT] = chosen[0] if chosen else None
    return found


def _next(places: list[str], current: str) -> None:
    """Go on to the question after ``current``, and from the last to the first; without places, to a fresh one."""
    after = places[(places.index(current) + 1) % len(places)] if len(places) > 1 else None
    st.session_state[_CURRENT] = after
    st.session_state[_FAMILY] = current.partition(MARK)[0]
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _restart() -> None:
    st.session_state[_CURRENT] = None
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _nothing(items: Mapping[str, Common], show: str | None) -> None:
    if show == Show.FRESH:
        st.info("There are no such questions for this goal. Choose another goal, or practise those of the bank.")
    elif not items:
        st.info("There are no questions yet.")
    elif show == Show.WRONG:
        st.info("Nothing here that you answered wrong. Choose another goal, or practise those not answered.")
    else:
        st.info("You have answered everything here. Choose another goal, or go through all questions again.")
