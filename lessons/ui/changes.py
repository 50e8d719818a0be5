"""The page for those who learned before: what older notes say of each thing, what is so today, and the lesson that tells why."""

import streamlit as st

from lessons.catalog import Course
from lessons.model import Lesson, ThenNow
from lessons.ui.blocks import then_now
from lessons.ui.pages import pages


def page(course: Course) -> None:
    """Draw it, in the order of the course."""
    found, notes = pages(), notes_of(course)
    st.title("Then and now", anchor=False)
    st.markdown(
        f"Much that is written about Lambda and EventBridge was true once. Here are {len(notes)} sentences out of older notes, each beside what "
        "is so today. If you learned this some years ago, begin here."
    )
    for module in course.modules:
        mine = [(lesson, note) for lesson, note in notes if lesson in module.lessons]
        if not mine:
            continue
        st.header(module.about.title, anchor=False)
        for lesson, note in mine:
            then_now(note)
            st.page_link(found[lesson.about.id], label=f"Why: {lesson.about.title}", icon=":material/arrow_forward:")


def notes_of(course: Course) -> tuple[tuple[Lesson, ThenNow], ...]:
    """Every note with the lesson that it stands in."""
    return tuple(
        (lesson, block) for lesson in course.lessons.values() for block in lesson.body if isinstance(block, ThenNow)
    )
