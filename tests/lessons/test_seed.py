"""Every line of the notes that the course grew from is taught, and what was wrong in them is put right where it is taught."""

from collections import defaultdict

from lessons.catalog import course
from lessons.model import ThenNow
from lessons.ui.changes import notes_of
from sim.facts import SeedStatus, facts

CONTENT = {
    *(3, 5, 7, 8, 9, 10, 14, 15, 16, 17, 23, 24, 28, 30, 34, 35, 36),
    *(41, 42, 43, 44, 46, 47, 48, 49, 51, 52, 53, 54, 55, 59, 60, 61, 62, 63, 64, 65),
    *(69, 70, 71, 72, 73, 74, 75, 79, 81, 82, 83, 84),
}
"""Lines with a statement; the others are headings and blanks."""


def taught() -> dict[int, list[str]]:
    """Line → the lessons that teach it."""
    lessons = defaultdict(list)
    for lesson in course().lessons.values():
        for line in lesson.about.seed:
            lessons[line].append(lesson.about.id)
    return dict(lessons)


def test_every_line_is_taught_and_no_lesson_names_one_that_says_nothing():
    assert set(taught()) >= CONTENT
    assert set(taught()) <= set(range(1, 85))


def test_what_was_wrong_or_is_outdated_has_its_note():
    wrong = {fact.seed_line for fact in facts().values() if fact.seed_status in {SeedStatus.OUTDATED, SeedStatus.WRONG}}
    assert len(wrong) > 8
    assert wrong - {note.seed for _, note in notes_of(course())} == set()


def test_a_note_stands_in_a_lesson_that_teaches_its_line():
    for lesson in course().lessons.values():
        for block in lesson.body:
            if isinstance(block, ThenNow):
                assert block.seed in lesson.about.seed, lesson.about.id
