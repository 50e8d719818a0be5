"""What the course writes into the learner's record, and what it reads back."""

import uuid
from collections.abc import Mapping
from typing import TypedDict

import streamlit as st

from quizzes.store import Answered, Finished, Predicted, Visited
from quizzes.store.record import Said
from quizzes.ui import session

_VISITED = "lessons.visited"


class _Common(TypedDict):
    id: str
    learner: str
    at: int


def predicted(place: str, said: Said, outcome: Said) -> None:
    """A prediction was made at ``place``, or skipped (``said`` is None)."""
    session.save(Predicted(**_common(), place=place, said=said, outcome=outcome, skipped=said is None))


def visited(lesson: str) -> None:
    """A lesson is on the screen. It is recorded when it is opened, not at each rerun."""
    if st.session_state.get(_VISITED) != lesson:
        st.session_state[_VISITED] = lesson
        session.save(Visited(**_common(), lesson=lesson))


def finished(lesson: str) -> None:
    """The learner says that a lesson is done."""
    session.save(Finished(**_common(), lesson=lesson))


def predictions() -> Mapping[str, Predicted]:
    """The latest prediction at each place."""
    return {record.place: record for record in session.records() if isinstance(record, Predicted)}


def last_lesson() -> str:
    """The lesson that was opened last; empty if none was."""
    return next((record.lesson for record in reversed(session.records()) if isinstance(record, Visited)), "")


def finished_lessons() -> frozenset[str]:
    """The lessons that were marked as done."""
    return frozenset(record.lesson for record in session.records() if isinstance(record, Finished))


def banner(lesson: str) -> None:
    """Tell that the mark of ``lesson`` could not be saved, if it could not."""
    for record in session.current().pending.values():
        if isinstance(record, Finished) and record.lesson == lesson and session.is_waiting(record):
            session.banner(f"{lesson}.save")


def notice() -> None:
    """Tell on every page that the record is in trouble, unless an answer or a mark on the page tells it already."""
    if not any(isinstance(record, Answered | Finished) for record in session.current().pending.values()):
        session.banner("site.save")


def _common() -> _Common:
    return {"id": uuid.uuid4().hex, "learner": session.current().learner, "at": session.now()}
