"""A lesson's Markdown → a Lesson, with every fault of the file at once.

Front matter between two lines of ``---``; then prose, and fences whose first word is one of the course's own (``lab``,
``predict``, ``quiz``, ``handler``, ``figure``, ``then-now``, ``mistakes``). Any other fence is prose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Annotated, Any, TypeVar

from annotated_types import MinLen

from lessons.model import About, Block, Figure, Handler, Lab, Lesson, Mistake, Mistakes, Predict, Prose, Quiz, ThenNow
from sim.catalog import check_outcome_path, check_outcome_value, check_scenario, presets, simulators
from sim.gate import Document, Fault, check, read
from sim.gate.tree import Path

EMBEDS = ("lab", "predict", "quiz", "handler", "figure", "then-now", "mistakes")
_FENCE = re.compile(r"^```(\S*)[ \t]*(.*?)[ \t]*$")
CLAIM = "#> "

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Fence:
    kind: str
    word: str
    """What stands behind the kind, such as the simulator's name."""
    body: str
    line: int
    """Of the first line of the body."""


def parse(text: str, file: str) -> tuple[Lesson | None, tuple[Fault, ...]]:
    """The lesson in ``text``, or None and what keeps it from being one."""
    lines = text.splitlines()
    for n, line in enumerate(lines, start=1):
        if any("\udc80" <= sign <= "\udcff" for sign in line):
            return None, (Fault(file, n, 1, "L020", "", "bytes that are not UTF-8", "save the file as UTF-8"),)
    front_end = next((n for n, line in enumerate(lines[1:], start=1) if line == "---"), 0)
    if not lines or lines[0] != "---" or not front_end:
        return None, (
            Fault(file, 1, 1, "L001", "", "there is no front matter", "begin with ---, the fields, and --- again"),
        )
    front = read("\n".join(lines[1:front_end]), file, first_line=2)
    about, faults = check(front, About)
    found = [*front.faults, *faults]
    body: list[Block] = []
    for part in _parts(lines, front_end + 1, file, found):
        if isinstance(part, str):
            body.append(Prose(part))
            continue
        block, faults = _embed(part, file)
        found += faults
        if block is not None:
            body.append(block)
    if about is None or found:
        return None, tuple(sorted(found))
    return Lesson(about, tuple(body), file), ()


def _parts(lines: list[str], start: int, file: str, found: list[Fault]) -> Iterator[str | _Fence]:
    prose: list[str] = []
    n = start
    while n < len(lines):
        opening = _FENCE.match(lines[n])
        if not opening:
            prose.append(lines[n])
            n += 1
            continue
        close = next((m for m in range(n + 1, len(lines)) if lines[m].rstrip() == "```"), 0)
        if not close:
            found.append(Fault(file, n + 1, 1, "L002", "", "this fence is never closed", "add a line of ``` below it"))
            return
        if opening[1] in EMBEDS:
            if "".join(prose).strip():
                yield "\n".join(prose).strip()
            prose = []
            yield _Fence(opening[1], opening[2], "\n".join(lines[n + 1 : close]), n + 2)
        else:
            prose += lines[n : close + 1]
        n = close + 1
    if "".join(prose).strip():
        yield "\n".join(prose).strip()


def _embed(fence: _Fence, file: str) -> tuple[Block | None, tuple[Fault, ...]]:
    if fence.kind == "handler":
        return _handler(fence), ()
    document = read(fence.body, file, first_line=fence.line)
    if document.faults:
        return None, document.faults
    match fence.kind:
        case "predict":
            return _predict(document)
        case "lab":
            return _lab(fence, document)
        case "quiz":
            if fence.word:
                return Quiz((fence.word,)), ()
            items, faults = check(document, Annotated[tuple[str, ...], MinLen(1)])  # type: ignore[arg-type]  # an annotated alias stands for the type
            return (Quiz(items) if items else None), faults
        case "figure":
            return _figure(document)
        case "then-now":
            return check(document, ThenNow)
        case _:
            each, faults = check(document, tuple[Mistake, ...])
            return (Mistakes(each) if each else None), faults


def _handler(fence: _Fence) -> Handler:
    lines = fence.body.splitlines()
    claims = tuple(line.removeprefix(CLAIM).strip() for line in lines if line.startswith(CLAIM))
    code = "\n".join(line for line in lines if not line.startswith(CLAIM)).strip()
    return Handler(code, claims)


def _predict(document: Document) -> tuple[Predict | None, tuple[Fault, ...]]:
    predict, faults = check(document, Predict)
    if predict is None or predict.sim is None:
        return predict, faults
    faults = check_scenario(document, ("sim", "name"), ("sim", "scenario"))
    if not faults:
        asks_number = predict.number is not None
        faults = check_outcome_path(document, predict.sim.name, predict.of, ("of",), number=asks_number)
    if faults:
        return predict, faults
    values = (
        check_outcome_value(document, predict.sim.name, predict.of, ("options", n, "value"))
        for n in range(len(predict.options))
    )
    return predict, tuple(chain.from_iterable(values))


def _lab(fence: _Fence, document: Document) -> tuple[Lab | None, tuple[Fault, ...]]:
    name, given = fence.word, document.value
    if name not in simulators():
        fault = Fault(
            document.file,
            fence.line - 1,
            1,
            "S001",
            "lab",
            f"there is no simulator named {name!r}",
            f"there are {', '.join(simulators())}",
        )
        return None, (fault,)
    if not isinstance(given, dict):
        return None, (document.fault("L003", (), "a lab needs a scenario", "give preset: or the fields of a scenario"),)
    if "preset" in given:
        return _preset(name, document, given)
    _, faults = check(document, simulators()[name].scenario)
    return Lab(name, "", given), faults


def _preset(name: str, document: Document, given: dict[str, Any]) -> tuple[Lab | None, tuple[Fault, ...]]:
    wanted = given["preset"]
    if len(given) > 1:
        return None, (document.fault("L004", ("preset",), "a preset and fields of its own", "give one of the two"),)
    if not isinstance(wanted, str) or wanted not in presets(name):
        known = ", ".join(presets(name))
        return None, (document.fault("L005", ("preset",), f"there is no preset {wanted!r}", f"there are {known}"),)
    return Lab(name, wanted, presets(name)[wanted].scenario), ()


def _figure(document: Document) -> tuple[Figure | None, tuple[Fault, ...]]:
    figure, faults = check(document, Figure)
    if figure is None:
        return None, faults
    sim_at: Path = ("sim",)
    if figure.sim not in simulators():
        return None, (
            document.fault(
                "S001", sim_at, f"there is no simulator named {figure.sim!r}", f"there are {', '.join(simulators())}"
            ),
        )
    if figure.scenario is not None:
        faults = check(document, simulators()[figure.simulator].scenario, ("scenario",))[1]
    return figure, (*faults, *_states(figure, document))


def _states(figure: Figure, document: Document) -> Iterator[Fault]:
    from sim.lifecycle import State  # noqa: PLC0415 - a faulty ledger is told, not raised on import

    for n, name in enumerate(figure.highlight):
        if name not in State.__members__:
            problem, remedy = f"there is no state {name!r}", f"there are {', '.join(State.__members__)}"
            yield document.fault("L016", ("highlight", n), problem, remedy)
