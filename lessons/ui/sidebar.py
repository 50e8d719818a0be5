"""The navigation at the side: the course with what is done, the bench, practice."""

import streamlit as st

from lessons.catalog import Course
from lessons.ui.log import finished_lessons
from lessons.ui.pages import HOME, PRACTICE, RECORD, pages
from sim.catalog import simulators


def sidebar(course: Course) -> None:
    """Draw it."""
    found, done = pages(), finished_lessons()
    with st.sidebar:
        st.html('<div class="mark"><img src="/assets/mark.svg" alt="">Coldstart</div>')
        st.page_link(found[HOME], label="Home", icon=":material/home:")
        for module in course.modules:
            st.markdown(f"**{module.about.title}**")
            for n, lesson in enumerate(module.lessons, start=1):
                ready = lesson.about.id in done
                icon = ":material/check_circle:" if ready else f":material/counter_{n}:"
                st.page_link(found[lesson.about.id], label=lesson.about.title + (" (done)" if ready else ""), icon=icon)
        st.markdown("**The bench**")
        for name in simulators():
            st.page_link(found[f"lab-{name}"], label=f"Lab: {name}", icon=":material/experiment:")
        st.markdown("**You**")
        st.page_link(found[PRACTICE], label="Practice", icon=":material/exercise:")
        st.page_link(found[RECORD], label="Your record", icon=":material/history:")
