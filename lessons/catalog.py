"""The whole course, read once: modules and lessons found by listing folders, held to the gate and to each other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import MappingProxyType

from lessons.model import Figure, Handler, Lab, Lesson, Mistakes, Module, ModuleAbout, Predict, ThenNow
from lessons.parse import parse
from quizzes.catalog import bank, objectives
from quizzes.rules import doubled
from sim.catalog import lint as presets_lint
from sim.facts import facts
from sim.gate import ContentError, Fault, check, read, text_of

COURSE = Path(__file__).with_name("course")
PARTS: Mapping[type, str] = {Predict: "predict", Lab: "lab", Figure: "figure", Mistakes: "mistakes", Handler: "handler"}
"""What every lesson must have, and the fence that gives it."""
TAKEN = frozenset({"home", "practice", "record", "then-and-now"})
"""Addresses of pages that are no lessons."""
_ID = re.compile(r"[a-z][a-z0-9-]*")
LEAST_WORDS, MOST_WORDS = 400, 900
LEAST_ITEMS, MOST_ITEMS = 3, 5


@dataclass(frozen=True, slots=True)
class Course:
    """Modules in their order, and each lesson by id."""

    modules: tuple[Module, ...]
    lessons: Mapping[str, Lesson]

    def neighbours(self, lesson_id: str) -> tuple[Lesson | None, Lesson | None]:
        """The lesson before and the lesson after, across modules."""
        order = list(self.lessons.values())
        n = next(n for n, lesson in enumerate(order) if lesson.about.id == lesson_id)
        return (order[n - 1] if n else None), (order[n + 1] if n + 1 < len(order) else None)


@cache
def course() -> Course:
    """The course, with the presets that its labs offer.

    Raises:
        ContentError: a file has faults; all of them are told.
    """
    modules, faults = _read(COURSE)
    faults = (*presets_lint(), *faults, *_joint(modules))
    if faults:
        raise ContentError(faults)
    return Course(
        modules, MappingProxyType({lesson.about.id: lesson for module in modules for lesson in module.lessons})
    )


def lint(folder: Path = COURSE) -> tuple[Fault, ...]:
    """All faults of all lessons, alone and against each other."""
    modules, faults = _read(folder)
    return tuple(sorted((*faults, *_joint(modules))))


def _read(folder: Path) -> tuple[tuple[Module, ...], tuple[Fault, ...]]:
    modules: list[Module] = []
    faults: list[Fault] = []
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        name = f"lessons/course/{place.name}"
        file = place / "module.yaml"
        if not file.exists():
            faults.append(
                Fault(
                    f"{name}/module.yaml",
                    1,
                    1,
                    "L006",
                    "",
                    "the module does not say what it is",
                    "write id, title and blurb",
                )
            )
            continue
        document = read(text_of(file), f"{name}/module.yaml")
        about, found = check(document, ModuleAbout)
        faults += (*document.faults, *found)
        lessons: list[Lesson] = []
        for path in sorted(place.glob("*.md")):
            lesson, found = parse(text_of(path), f"{name}/{path.name}")
            faults += found
            if lesson:
                lessons.append(lesson)
        if not any(place.glob("*.md")):
            faults.append(document.fault("L017", (), "the module has no lesson", "write one, such as 01-name.md"))
        if about:
            modules.append(Module(about, tuple(lessons)))
    return tuple(modules), tuple(faults)


def _joint(modules: tuple[Module, ...]) -> Iterator[Fault]:
    """Faults that only show when lessons stand beside each other and beside facts, objectives and items."""
    lessons = [lesson for module in modules for lesson in module.lessons]
    ids = [lesson.about.id for lesson in lessons]
    for lesson in lessons:
        yield from _references(lesson, ids)
        yield from _parts(lesson)
    needs = {lesson.about.id: set(lesson.about.needs) & set(ids) for lesson in lessons}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        ring = " → ".join(error.args[1])
        yield Fault(
            lessons[0].file,
            1,
            1,
            "L010",
            "needs",
            f"lessons need each other in a ring: {ring}",
            "take one of the needs away",
        )


def _references(lesson: Lesson, ids: list[str]) -> Iterator[Fault]:
    about = lesson.about
    if not _ID.fullmatch(about.id) or about.id in TAKEN or about.id.startswith("lab-"):
        problem = f"{about.id!r} cannot be an address of the site"
        yield _fault(lesson, "L019", "id", problem, "take small letters and hyphens, and no name of another page")
    if ids.count(about.id) > 1:
        yield _fault(lesson, "L007", "id", f"the id {about.id!r} is taken", "give it an id of its own")
    cited = {*about.facts, *(block.fact for block in lesson.body if isinstance(block, ThenNow))}
    for kind, names, known in (
        ("goals", about.goals, objectives()),
        ("needs", about.needs, ids),
        ("facts", sorted(cited), facts()),
        ("quiz", lesson.items(), bank()),
    ):
        for name in names:
            if name not in known:
                yield _fault(lesson, "L008", kind, f"there is no {name!r}", "name one that exists, or write it")
    for goal in about.goals:
        if goal in objectives() and not any(item.objective == goal for item in bank().values()):
            yield _fault(lesson, "L009", "goals", f"no item measures {goal!r}", "write one")


def _parts(lesson: Lesson) -> Iterator[Fault]:
    for part, fence in PARTS.items():
        if part is not Handler and not any(isinstance(block, part) for block in lesson.body):
            yield _fault(lesson, "L011", fence, "the lesson has none", f"add a ```{fence} fence")
    if not LEAST_ITEMS <= len(lesson.items()) <= MOST_ITEMS:
        problem, remedy = f"{len(lesson.items())} questions", f"take {LEAST_ITEMS} to {MOST_ITEMS}"
        yield _fault(lesson, "L012", "quiz", problem, remedy)
    if not LEAST_WORDS <= lesson.words() <= MOST_WORDS:
        yield _fault(lesson, "L013", "", f"{lesson.words()} words of prose", f"take {LEAST_WORDS} to {MOST_WORDS}")
    for block in lesson.body:
        if isinstance(block, Handler) and not block.claims:
            yield _fault(lesson, "L014", "handler", "claims nothing", "say in '#> ' lines what its calls return")
    for item in doubled(lesson.items()):
        yield _fault(lesson, "L015", "quiz", f"{item} stands there twice", "name each once")
    for name in doubled(block.id for block in lesson.body if isinstance(block, Predict)):
        yield _fault(lesson, "L018", "predict", f"the id {name!r} is taken", "give it an id of its own")


def _fault(lesson: Lesson, code: str, place: str, problem: str, remedy: str) -> Fault:
    return Fault(lesson.file, 1, 1, code, place, problem, remedy)
