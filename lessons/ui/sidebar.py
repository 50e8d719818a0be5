"""The navigation at the side: the course with what is done, the bench, practice."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lessons.catalog import Course
from lessons.map import done_of
from lessons.model import Module
from lessons.ui.log import finished_lessons
from lessons.ui.pages import CHANGES, HOME, PRACTICE, RECORD, pages
from sim.catalog import simulators
from sim.ui.labs import lab_module
from sim.ui.labs.shelf import Shelf


def sidebar(course: Course, shown: str) -> None:
    """Draw it. The module of the page that is ``shown`` is unfolded; on other pages, the first that is not done."""
    found, done = pages(), finished_lessons()
    unfolded = _module_of(course, shown) or _first_to_do(course, done)
    with st.sidebar:
        st.html('<div class="mark"><img src="/assets/mark.svg" alt="">Coldstart</div>')
        st.page_link(found[HOME], label="Home", icon=":material/home:")
        for module in course.modules:
            label = f"**{module.about.title}** · {done_of(module, done)} of {len(module.lessons)}"
            with st.expander(label, expanded=module is unfolded):
                _lessons(module, done, found)
        st.page_link(found[CHANGES], label="Then and now", icon=":material/update:")
        st.markdown("**The bench**")
        _bench(shown, found)
        st.markdown("**You**")
        st.page_link(found[PRACTICE], label="Practice", icon=":material/exercise:")
        st.page_link(found[RECORD], label="Your record", icon=":material/history:")


def _lessons(module: Module, done: frozenset[str], found: Mapping[str, Any]) -> None:
    for n, lesson in enumerate(module.lessons, start=1):
        ready = lesson.about.id in done
        icon = ":material/check_circle:" if ready else ":material/circle:"
        label = f"{n}. {lesson.about.title}{' (done)' if ready else ''}"
        st.page_link(found[lesson.about.id], label=label, icon=icon)


def _bench(shown: str, found: Mapping[str, Any]) -> None:
    """The labs by shelf. The shelf of the lab that is shown is unfolded; on other pages, all are folded."""
    labs = {f"lab-{name}": lab_module(name) for name in simulators()}
    for shelf in Shelf:
        here = {address: lab for address, lab in labs.items() if lab.SHELF is shelf}
        with st.expander(f"**{shelf}** · {len(here)}", expanded=shown in here):
            for address, lab in here.items():
                st.page_link(found[address], label=lab.TITLE, icon=":material/experiment:")


def _module_of(course: Course, shown: str) -> Module | None:
    """The module with the lesson that is shown; None if it is another page."""
    return next(
        (module for module in course.modules if any(lesson.about.id == shown for lesson in module.lessons)), None
    )


def _first_to_do(course: Course, done: frozenset[str]) -> Module | None:
    """The first module in which there is something to do."""
    return next(
        (module for module in course.modules if any(lesson.about.id not in done for lesson in module.lessons)), None
    )
