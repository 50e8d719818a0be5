"""The first page: what this is, where to begin, where you were, and what is done."""

import streamlit as st

from lessons.catalog import Course
from lessons.map import done_of, map_in_words, map_of
from lessons.ui.log import finished_lessons, last_lesson
from lessons.ui.pages import pages
from sim.catalog import presets, run_of
from sim.ui.labs.settings import picture
from sim.ui.player import player


def page(course: Course) -> None:
    """Draw it."""
    found, done, last = pages(), finished_lessons(), last_lesson()
    st.title("Learn serverless by running it", anchor=False)
    st.markdown(
        "Coldstart is a course on AWS Lambda and EventBridge in which every rule can be set in motion. You say what you expect, "
        "a small exact simulator shows what happens, and the same run proves the answers to the questions."
    )
    first = next(iter(course.lessons.values()))
    with st.container(horizontal=True, vertical_alignment="center", key="start"):
        if last in course.lessons:
            following = _next(course, last, done)
            st.page_link(
                found[following],
                label=f"Continue: {course.lessons[following].about.title}",
                icon=":material/play_arrow:",
            )
        else:
            st.page_link(found[first.about.id], label=f"Start here: {first.about.title}", icon=":material/play_arrow:")
        st.page_link(found["lab-lifecycle"], label="Try a simulator now", icon=":material/experiment:")
    st.markdown(
        "Two people call the same function, a second apart. The first waits seven times as long. **Press play.**"
    )
    preset = presets("lifecycle")["second-call"]
    player(run_of("lifecycle", preset.scenario)[1], key="home.player")
    _modules(course, done)


def _next(course: Course, last: str, done: frozenset[str]) -> str:
    """Where to go on: the lesson opened last, or the next one if that is done."""
    if last not in done:
        return last
    _, after = course.neighbours(last)
    return after.about.id if after else last


def _modules(course: Course, done: frozenset[str]) -> None:
    found = pages()
    st.header("The course", anchor=False)
    for number, module in enumerate(course.modules, start=1):
        ready, total = done_of(module, done), len(module.lessons)
        st.markdown(f"**{number}. {module.about.title}.** {module.about.blurb}")
        with st.expander(f"{total} lesson{'s' * (total > 1)} · {ready} done", key=f"home.{module.about.id}"):
            for n, lesson in enumerate(module.lessons, start=1):
                icon = ":material/check_circle:" if lesson.about.id in done else ":material/circle:"
                label = f"{n}. {lesson.about.title} · {lesson.about.minutes} min"
                st.page_link(found[lesson.about.id], label=label, icon=icon)
    with st.expander("The course as a map: what rests on what"):
        picture(map_of(course, done), map_in_words(course, done), slim=True)
