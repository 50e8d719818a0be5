"""The course as a map: modules with what is done of each, and which module rests on which."""

from collections.abc import Collection
from textwrap import wrap

from lessons.catalog import Course
from lessons.model import Module

LINE = 24
"""Characters of a line in a box."""


def done_of(module: Module, done: Collection[str]) -> int:
    """How many lessons of the module are done."""
    return sum(lesson.about.id in done for lesson in module.lessons)


def map_of(course: Course, done: Collection[str]) -> str:
    """The body of a Graphviz graph: a box for each module, an arrow to each that needs a lesson of it."""
    home = {lesson.about.id: module for module in course.modules for lesson in module.lessons}
    rows = []
    for number, module in enumerate(course.modules, start=1):
        ready = done_of(module, done)
        tone = "work" if ready == len(module.lessons) else "cold" if ready else "rest"
        rows.append(f'"{module.about.id}" [label="{_label(number, module, ready)}", class={tone}]')
    arrows = {
        (home[need].about.id, module.about.id): None
        for module in course.modules
        for lesson in module.lessons
        for need in lesson.about.needs
        if home[need] is not module
    }
    return "\n".join([*rows, *(f'"{one}" -> "{other}"' for one, other in arrows)])


def map_in_words(course: Course, done: Collection[str]) -> str:
    """The same map as a list, each module with its lessons."""
    lines = []
    for number, module in enumerate(course.modules, start=1):
        lines.append(f"{number}. {module.about.title}: {done_of(module, done)} of {len(module.lessons)} lessons done")
        for n, lesson in enumerate(module.lessons, start=1):
            lines.append(f"   {n}. {lesson.about.title}{' (done)' if lesson.about.id in done else ''}")
    return "\n".join(lines)


def _label(number: int, module: Module, ready: int) -> str:
    title = "\\n".join(wrap(f"{number}. {module.about.title}", LINE)).replace('"', "'")
    return f"{title}\\n{ready} of {len(module.lessons)}{' ✔' if ready == len(module.lessons) else ''}"
