"""Every page of the site and its address. Lessons are at their id, labs at ``lab-`` and the simulator's name."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from lessons.catalog import course
from sim.catalog import simulators
from sim.ui.labs import lab_module

HOME, PRACTICE, RECORD, CHANGES = "home", "practice", "record", "then-and-now"


def pages() -> Mapping[str, Any]:
    """Streamlit's pages by our name for them: a fixed name, a lesson's id, or ``lab-NAME``."""
    found = {
        HOME: st.Page(_home, title="Coldstart", url_path="home", default=True),
        PRACTICE: st.Page(_practice, title="Practice · Coldstart", url_path=PRACTICE),
        CHANGES: st.Page(_changes, title="Then and now · Coldstart", url_path=CHANGES),
        RECORD: st.Page(_record, title="Your record · Coldstart", url_path=RECORD),
    }
    for name in simulators():
        found[f"lab-{name}"] = _page(partial(_lab, name), f"{lab_module(name).TITLE} · Coldstart", f"lab-{name}")
    for lesson in course().lessons.values():
        found[lesson.about.id] = _page(
            partial(_lesson, lesson.about.id), f"{lesson.about.title} · Coldstart", lesson.about.id
        )
    return found


def _page(draw: Callable[[], None], title: str, address: str) -> Any:
    return st.Page(draw, title=title, url_path=address)


def _home() -> None:
    from lessons.ui.home import page  # noqa: PLC0415 - a page is imported when it is first asked for

    page(course())


def _practice() -> None:
    from lessons.ui.practice import page  # noqa: PLC0415

    page(course())


def _record() -> None:
    from lessons.ui.practice import record  # noqa: PLC0415

    record()


def _changes() -> None:
    from lessons.ui.changes import page  # noqa: PLC0415

    page(course())


def _lab(name: str) -> None:
    from lessons.ui.bench import page  # noqa: PLC0415

    page(name)


def _lesson(lesson_id: str) -> None:
    from lessons.ui.page import page  # noqa: PLC0415

    page(course(), course().lessons[lesson_id])
