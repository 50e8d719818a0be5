"""Practice and the record as pages of the course: each question leads back to the lesson that teaches it."""

from typing import Any

from lessons.catalog import Course
from lessons.ui.pages import PRACTICE, pages
from quizzes.catalog import bank
from quizzes.ui import practice as practising
from quizzes.ui import record as recorded


def page(course: Course) -> None:
    """Draw the practice page, its questions in the order of the course."""
    found = pages()
    teaches = {goal: lesson.about.id for lesson in course.lessons.values() for goal in lesson.about.goals}

    def lesson_of(goal: str) -> Any:
        lesson = teaches.get(goal)
        return found[lesson] if lesson else None

    place = {goal: n for n, goal in enumerate(teaches)}
    items = dict(sorted(bank().items(), key=lambda item: place.get(item[1].objective, len(place))))
    practising.page(items, lesson_of)


def record() -> None:
    """Draw the record page."""
    recorded.page(pages()[PRACTICE])
