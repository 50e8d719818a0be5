"""Every lesson has its parts, and what it says about code and simulators is so."""

import re
import types
from itertools import pairwise

import pytest

from lessons.catalog import course, lint
from lessons.model import Figure, FigureKind, Handler, Lab, Mistakes, Predict, Prose, Quiz, ThenNow
from lessons.ui.predict import key_of
from quizzes.catalog import bank, objectives
from sim.catalog import scenario_of, simulators
from sim.draw.svg import svg
from sim.facts import Confidence, facts
from sim.lifecycle import State

LESSONS = list(course().lessons.values())


def _id(lesson):
    return lesson.about.id


def test_course_has_no_fault():
    assert lint() == ()


def test_the_environment_has_its_five_lessons():
    module = next(module for module in course().modules if module.about.id == "execution-environment")
    assert [lesson.about.id for lesson in module.lessons] == [
        "environment-and-its-phases",
        "cold-and-warm",
        "what-survives",
        "concurrent-calls",
        "shutdown-and-extensions",
    ]


@pytest.mark.parametrize("lesson", LESSONS, ids=_id)
def test_lesson_has_its_parts(lesson):
    kinds = {type(block) for block in lesson.body}
    assert {Predict, Lab, Figure, Mistakes, Quiz} <= kinds
    assert 400 <= lesson.words() <= 900
    assert 3 <= len(lesson.items()) <= 5
    assert 2 <= len(next(block for block in lesson.body if isinstance(block, Mistakes)).each) <= 4
    assert lesson.about.goals
    assert lesson.about.sources


@pytest.mark.parametrize("lesson", LESSONS, ids=_id)
def test_every_goal_is_measured_by_a_live_item(lesson):
    for goal in lesson.about.goals:
        assert goal in objectives()
        assert any(item.objective == goal for item in bank().values())


@pytest.mark.parametrize("lesson", LESSONS, ids=_id)
def test_every_column_of_a_table_has_a_heading(lesson):
    lines = [line for block in lesson.body if isinstance(block, Prose) for line in block.markdown.splitlines()]
    for head, rule in pairwise(lines):
        if re.fullmatch(r"\|(\s*:?-+:?\s*\|)+", rule):
            assert all(cell.strip() for cell in head.strip().strip("|").split("|")), head
            assert not head.startswith("| |"), head


def test_every_objective_is_taught():
    taught = {goal for lesson in LESSONS for goal in lesson.about.goals}
    assert set(objectives()) == taught


@pytest.mark.parametrize("lesson", LESSONS, ids=_id)
def test_lesson_rests_on_facts_that_are_sure_enough(lesson):
    for name in lesson.about.facts:
        assert facts()[name].confidence is not Confidence.LOW


HANDLERS = [
    pytest.param(block, id=f"{lesson.about.id}-{n}")
    for lesson in LESSONS
    for n, block in enumerate(lesson.body)
    if isinstance(block, Handler)
]


@pytest.mark.parametrize("block", HANDLERS)
def test_handler_does_what_the_lesson_says(block):
    context = types.SimpleNamespace(aws_request_id="req-1", get_remaining_time_in_millis=lambda: 3000)
    module = {"__name__": "reserve", "context": context}
    exec(compile(block.code, "handler", "exec"), module)  # the lesson's own code
    assert block.claims
    for claim in block.claims:
        assert eval(claim, module), claim  # the lesson's own claim


PREDICTIONS = [
    pytest.param(block, id=f"{lesson.about.id}/{block.id}")
    for lesson in LESSONS
    for block in lesson.body
    if isinstance(block, Predict)
]


@pytest.mark.parametrize("block", PREDICTIONS)
def test_prediction_has_exactly_one_right_option(block):
    if block.options:
        assert key_of(block) in block.options
        values = [option.value for option in block.options]
        assert len(set(map(str, values))) == len(values) or not block.sim
        assert len({option.text for option in block.options}) == len(block.options) >= 2


FIGURES = [
    pytest.param(block, id=f"{lesson.about.id}-{n}")
    for lesson in LESSONS
    for n, block in enumerate(lesson.body)
    if isinstance(block, Figure)
]


@pytest.mark.parametrize("block", FIGURES)
def test_figure_can_be_drawn_and_has_a_text_twin(block):
    assert len(block.alt) > 40
    if block.kind is FigureKind.TRACE:
        trace = simulators()[block.sim].run(scenario_of(block.sim, block.scenario))
        assert svg(trace, until=block.until, alt=block.alt).startswith("<svg")
    for name in block.highlight:
        assert name in State.__members__ or name in set(State)


def test_then_and_now_names_a_line_of_the_old_notes_and_its_fact():
    notes = [block for lesson in LESSONS for block in lesson.body if isinstance(block, ThenNow)]
    assert len(notes) >= 4
    for note in notes:
        assert facts()[note.fact].seed_line == note.seed


def test_no_sentence_of_filler():
    filler = re.compile(
        r"in this lesson we|it is important to note|seamless|leverag|in conclusion|powerful", re.IGNORECASE
    )
    for lesson in LESSONS:
        assert not filler.search(" ".join(str(block) for block in lesson.body)), lesson.file
