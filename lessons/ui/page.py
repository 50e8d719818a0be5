"""A Lesson → a screen, top to bottom. Every lesson is drawn by this one renderer."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lessons.catalog import Course
from lessons.model import Block, Figure, Handler, Lab, Lesson, Mistakes, Predict, Prose, Quiz, ThenNow
from lessons.ui.blocks import handler, mistakes, then_now
from lessons.ui.figure import figure
from lessons.ui.log import banner, finished, finished_lessons, predicted, predictions, visited
from lessons.ui.predict import Guess, ask
from quizzes.catalog import bank, objectives
from quizzes.store.record import Mode
from quizzes.ui.ask import ask as ask_item
from sim.catalog import presets
from sim.link import to_link
from sim.ui.labs import Told, lab

READ_ON = "lessons.read_on"
"""Whether this tab shows lessons whole, predictions unanswered."""


def page(course: Course, lesson: Lesson) -> None:
    """Draw ``lesson``. Widget keys begin with the lesson's id and the block's number."""
    from lessons.ui.pages import pages  # noqa: PLC0415 - the pages know the renderer, and it links back to them

    about = lesson.about
    visited(about.id)
    module = next(module for module in course.modules if lesson in module.lessons)
    number = module.lessons.index(lesson) + 1
    st.caption(
        f"{module.about.title} · lesson {number} of {len(module.lessons)} · {about.minutes} minutes and a few questions"
    )
    st.title(about.title, anchor=False)
    goals = "\n".join(f"- {objectives()[goal].says}" for goal in about.goals)
    st.markdown(f"After this lesson you can:\n\n{goals}")
    for n, block in enumerate(lesson.body):
        if isinstance(block, Predict):
            if not _predict(about.id, block, f"{about.id}.{n}"):
                _wait(about.id)
                return
        else:
            _block(lesson, block, f"{about.id}.{n}")
    _end(course, lesson, pages())


def _block(lesson: Lesson, block: Block, key: str) -> None:
    match block:
        case Prose(markdown):
            st.markdown(markdown)
        case Handler():
            handler(block)
        case Figure():
            figure(block)
        case ThenNow():
            then_now(block)
        case Mistakes():
            mistakes(block)
        case Lab():
            _lab(lesson.about.id, block, key)
        case Quiz(items):
            for item in items:
                ask_item(bank()[item], f"{key}.{item}", mode=Mode.LESSON)


def _predict(lesson_id: str, block: Predict, key: str) -> bool:
    """Draw the prediction. Gives whether the text may go on: it was guessed or skipped, or the learner reads without."""
    place = f"{lesson_id}/{block.id}"
    earlier = predictions().get(place)
    before = None
    if earlier:
        said = None if earlier.said is None else str(earlier.said)
        before = Guess(said, str(earlier.outcome), said == str(earlier.outcome))
    made = ask(block, key, before)
    if made:
        predicted(place, made.said, made.outcome)
    return bool(made or before or st.session_state.get(READ_ON))


def _wait(lesson_id: str) -> None:
    """What stands where the text would give the answer away."""
    st.caption("The lesson goes on here once you have guessed, or skipped.")
    st.button(
        "Read without predicting",
        type="tertiary",
        icon=":material/menu_book:",
        key=f"{lesson_id}.read",
        on_click=_read_on,
    )


def _read_on() -> None:
    st.session_state[READ_ON] = True


def _lab(lesson_id: str, block: Lab, key: str) -> None:
    from lessons.ui.pages import pages  # noqa: PLC0415

    def report(told: Told) -> None:
        predicted(f"{lesson_id}/lab-{told.preset}", told.said, told.outcome)

    with st.container(border=True):
        lab(block.name, key, preset=block.preset, given=block.scenario, report=report)
        preset = block.preset or next(iter(presets(block.name)))
        st.page_link(
            pages()[f"lab-{block.name}"],
            label="Open the lab on a page of its own",
            icon=":material/open_in_new:",
            query_params=to_link(block.name, preset, block.scenario),
        )


def _end(course: Course, lesson: Lesson, pages: Mapping[str, Any]) -> None:
    about = lesson.about
    with st.container(border=True):
        st.markdown(f"**To keep.** {about.summary}")
    done = about.id in finished_lessons()
    if done:
        st.success("You have marked this lesson as done.", icon=":material/check_circle:")
        banner(about.id)
    else:
        st.button("Mark as done", icon=":material/check:", key=f"{about.id}.done", on_click=finished, args=(about.id,))
    with st.expander("Sources"):
        for source in about.sources:
            st.markdown(f"- [{source.title}]({source.url}), read on {source.checked:%d %B %Y}")
    before, after = course.neighbours(about.id)
    left, right = st.columns(2)
    if before:
        left.page_link(pages[before.about.id], label=before.about.title, icon=":material/arrow_back:")
    if after:
        right.page_link(pages[after.about.id], label=after.about.title, icon=":material/arrow_forward:")
    else:
        right.page_link(pages["practice"], label="Practise what you have read", icon=":material/arrow_forward:")
