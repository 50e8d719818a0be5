"""The record page: what was answered, how well, goal by goal, and the latest answers."""

from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from quizzes.catalog import bank, objectives
from quizzes.generate import NoVariantError, is_variant, item_of
from quizzes.model import Common
from quizzes.parts import Status
from quizzes.progress import answers_of, by_objective, standings, totals
from quizzes.ui import session
from quizzes.ui.feedback import verdict
from quizzes.ui.words import cell, shown, title_of, when

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

LATEST = 50


def page(start: "StreamlitPage | None" = None) -> None:
    """Draw the page. Where there is nothing to tell yet, it leads on to ``start``."""
    st.title("Your record")
    session.refresh()
    session.banner("record.banner")
    session.who()
    items = bank()
    stood = standings(session.records())
    if not stood:
        st.info(
            "Nothing here yet. Your answers are kept from the first question on, and this page shows how you get on."
        )
        if start:
            st.page_link(start, label="Answer the first question", icon=":material/arrow_forward:")
        return
    fresh = {name: standing for name, standing in stood.items() if is_variant(name)}
    sums = totals({name: standing for name, standing in stood.items() if name not in fresh})
    asked = {name: item for name, item in items.items() if item.status is not Status.RETIRED}
    with st.container(horizontal=True):
        st.metric("Questions right", f"{sums.right} of {len(asked)}", border=True, width="content")
        st.metric("Right at the first try", f"{sums.right_at_first} of {sums.items}", border=True, width="content")
        st.metric("Answers", totals(stood).answers, border=True, width="content")
        if fresh:
            drawn = totals(fresh)
            st.metric("Fresh numbers right", f"{drawn.right} of {drawn.items}", border=True, width="content")
    _goals(asked)
    _latest(items)


def _goals(items: Mapping[str, Common]) -> None:
    st.header("Goal by goal", anchor=False)
    shares = by_objective(items, session.standing())
    for name, objective in objectives().items():
        if name in shares:
            got = shares[name]
            st.progress(
                got.part(), f"{shown(objective.says)}: **{got.right} of {got.items} right**, {got.answered} answered"
            )


def _latest(items: Mapping[str, Common]) -> None:
    st.header("Latest answers", anchor=False)
    now, zone = session.now(), _zone()
    rows = ["| When | Question | Result |", "| --- | --- | --- |"]
    for answer in reversed(answers_of(session.records())[-LATEST:]):
        title = cell(_title(answer.item, items))
        rows.append(f"| {when(answer.at, now, zone)} | {title} | {verdict(answer.score)} |")
    st.markdown("\n".join(rows))


def _title(name: str, items: Mapping[str, Common]) -> str:
    """What an item is called; one that is not there any more, by its id."""
    if name in items:
        return title_of(items[name])
    try:
        return f"{title_of(item_of(name))} ({name})" if is_variant(name) else name
    except NoVariantError:
        return name


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
