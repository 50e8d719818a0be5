"""Who is here, and what they have answered: the learner of this browser tab and their record.

An answer that cannot be saved stays with the tab and goes along with the next one, so a database in trouble costs nobody
an answer as long as the tab is open.
"""

from dataclasses import dataclass, field
from time import monotonic, time
from typing import cast

import streamlit as st

from quizzes.learner import learner_of, new_learner
from quizzes.progress import Standing, answers_of, standings
from quizzes.settings import Settings, settings
from quizzes.store import Answered, MemoryStore, Record, Store, StoreError, open_store

_PLACE = "quizzes.session"
PATIENCE = 15
"""Seconds in which a record that could not be read is not asked for again, since each try may have to wait for a lock."""


@dataclass(frozen=True, slots=True)
class House:
    """What all learners of this process share."""

    settings: Settings
    store: Store
    note: str = ""
    """Empty, or why nothing will outlast this process, and what to do."""


@dataclass(slots=True)
class Session:
    """One browser tab."""

    learner: str
    is_known: bool
    """Whether the browser keeps the learner's cookie."""
    kept: dict[str, Record] = field(default_factory=dict)
    """What the store has, as far as this tab knows."""
    pending: dict[str, Record] = field(default_factory=dict)
    """What the store has not taken yet."""
    has_read: bool = False
    read_again_at: float = 0
    """On the monotonic clock: not before then, unless somebody asks for it."""
    trouble: str = ""
    """Empty, or what the store said last."""


@st.cache_resource(show_spinner=False)
def house() -> House:
    """Settings and store of this process."""
    found = settings()
    try:
        return House(found, open_store(found.store), found.note)
    except StoreError as error:
        return House(found, MemoryStore(), f"{error} Until then, answers are forgotten when this program ends.")


def current() -> Session:
    """The session of this tab."""
    if _PLACE not in st.session_state:
        known = learner_of(st.context.cookies, house().settings.secret)
        st.session_state[_PLACE] = Session(known or new_learner(), is_known=known is not None)
    return cast("Session", st.session_state[_PLACE])


def records() -> tuple[Record, ...]:
    """The learner's record, what is not saved yet included. It is read once for the tab; ``refresh`` reads it again."""
    session = current()
    if not session.has_read and monotonic() >= session.read_again_at:
        refresh()
    return (*session.kept.values(), *(record for record in session.pending.values() if record.id not in session.kept))


def refresh() -> None:
    """Read the learner's record again: another tab may have added to it."""
    session = current()
    try:
        session.kept = {record.id: record for record in house().store.of(session.learner)}
        session.has_read = True
        if not session.pending:
            session.trouble = ""
    except StoreError as error:
        session.trouble = str(error)
        session.read_again_at = monotonic() + PATIENCE


def save(*new: Record) -> bool:
    """Keep ``new``, and whatever could not be kept before. False if they have to wait in the tab."""
    session = current()
    session.pending |= {record.id: record for record in new}
    try:
        house().store.append(*session.pending.values())
    except StoreError as error:
        session.trouble = str(error)
        return False
    session.kept |= session.pending
    session.pending = {}
    session.trouble = ""
    return True


def standing() -> dict[str, Standing]:
    """How the learner stands with each item answered, by item id."""
    return dict(standings(records()))


def answers_to(item: str) -> tuple[Answered, ...]:
    """The learner's answers to ``item``, oldest first."""
    return tuple(answer for answer in answers_of(records()) if answer.item == item)


def now() -> int:
    """Milliseconds since 1970 (UTC)."""
    return int(time() * 1000)


def is_waiting(record: Record) -> bool:
    """Whether ``record`` is the last one that could not be saved, so that the banner is drawn beside it and nowhere else."""
    return next(reversed(current().pending), None) == record.id


def banner(key: str) -> None:
    """Tell that the record is in trouble, if it is, and offer to try again."""
    session = current()
    if not session.trouble:
        return
    count = len(session.pending)
    kept = (
        f" {'One answer is' if count == 1 else f'{count} answers are'} kept in this tab; leave it open."
        if count
        else ""
    )
    st.warning(f"{session.trouble}{kept}", title="Not saved" if count else "No record", icon=":material/cloud_off:")
    st.button("Save again" if count else "Try again", key=key, on_click=_try_again)


def who() -> None:
    """Say it, where answers will not outlast the tab or the process."""
    if house().note:
        st.warning(house().note)
    elif not current().is_known:
        st.info(
            "This browser keeps no cookie for Coldstart, so your record ends with this tab. Allow cookies and reload to keep it."
        )


def _try_again() -> None:
    if current().pending:
        save()
    else:
        refresh()
