"""Whether the expressions of a family are such, and know what they name. Nothing is run for it."""

from collections.abc import Iterator
from typing import Any

from quizzes.generate.expression import OUTCOME, Expression, chains, parse
from quizzes.generate.family import Family, NumericFamily, PredictFamily, SingleFamily
from quizzes.generate.template import pieces, texts
from quizzes.generate.values import ExpressionError
from sim.catalog import check_outcome_path, check_outcome_value
from sim.gate import Document, Fault

Path = tuple[str | int, ...]
_RUN = (OUTCOME, "trace")


def naming(document: Document, at: Path, family: Family) -> Iterator[Fault]:
    """What is wrong with the expressions and gaps of ``family``, which stands at ``at``. Its simulator is known to exist."""
    used: set[str] = set()
    for place, text, known, is_gap in places(family):
        where = (*at, *place)
        try:
            found = [piece for piece in pieces(text) if not isinstance(piece, str)] if is_gap else [parse(text)]
        except ExpressionError as error:
            problem, _, remedy = str(error).rpartition("; ")
            yield document.fault("V002", where, problem, remedy)
            continue
        for expression in found:
            used |= expression.names
            yield from _unknown(document, where, expression, known)
            yield from _astray(document, where, expression, family)
    if isinstance(family, PredictFamily):
        yield from _impossible(document, at, family)
    for name in family.space:
        if name not in used:
            yield document.fault("V004", (*at, "space", name), f"{name} stands nowhere", "use it, or leave it out")


def origin(family: Family, problem: str) -> Path | None:
    """Where the expression stands that ``problem``, a complaint of working it out, begins with."""
    for place, text, _, is_gap in places(family):
        written = [piece.text for piece in pieces(text) if not isinstance(piece, str)] if is_gap else [text]
        if any(problem.startswith(f"{one}: ") for one in written):
            return place
    return None


def _unknown(document: Document, where: Path, expression: Expression, known: tuple[str, ...]) -> Iterator[Fault]:
    for name in sorted(expression.names - set(known)):
        yield document.fault("V003", where, f"there is no {name!r}", f"there are {', '.join(known)}")


def _astray(document: Document, where: Path, expression: Expression, family: Family) -> Iterator[Fault]:
    """Ways into the outcome that no outcome of this simulator has. Any index stands for the first member."""
    for chain in chains(expression):
        path = ""
        for step in chain:
            path += "[0]" if not isinstance(step, str) else f".{step}" if path else step
        yield from check_outcome_path(document, family.sim.name, path, where)


def _impossible(document: Document, at: Path, family: PredictFamily) -> Iterator[Fault]:
    """Values to choose from that no outcome has. A gap in the way there stands for an index."""
    try:
        path = "".join(piece if isinstance(piece, str) else "0" for piece in pieces(family.of))
    except ExpressionError:
        return
    astray = check_outcome_path(document, family.sim.name, path, (*at, "of"))
    yield from astray
    if not astray:
        for n in range(len(family.options)):
            yield from check_outcome_value(document, family.sim.name, path, (*at, "options", n, "value"))


def places(family: Family) -> Iterator[tuple[Path, str, tuple[str, ...], bool]]:
    """Place, text, the names that are known there, and whether the text has gaps or is an expression."""
    known: tuple[str, ...] = tuple(family.space)
    for name, value in family.let.items():
        yield from ((place, text, known, False) for place, text in _expression(value, ("let", name)))
        known = (*known, name)
    for n, text in enumerate(family.where):
        yield ("where", n), text, (*known, OUTCOME), False
    for place, text in texts(family.sim.scenario, ("sim", "scenario")):
        yield place, text, known, True
    yield ("stem",), family.stem, known, True
    match family:
        case NumericFamily() | SingleFamily():
            yield from _of_key(family, known)
        case PredictFamily():
            yield ("of",), family.of, known, True
            for n, option in enumerate(family.options):
                for part in ("text", "why", "because"):
                    yield ("options", n, part), getattr(option, part), (*known, *_RUN, "key"), True


def _of_key(
    family: NumericFamily | SingleFamily, known: tuple[str, ...]
) -> Iterator[tuple[Path, str, tuple[str, ...], bool]]:
    after = (*known, *_RUN)
    yield ("key",), family.key, after, False
    yield ("why",), family.why, (*after, "key"), True
    if isinstance(family, SingleFamily):
        yield ("text",), family.text, (*after, "key", "it"), True
    for n, wrong in enumerate(family.wrong):
        yield ("wrong", n, "because"), wrong.because, (*after, "key", "gives"), True
        for part in ("gives", "when"):
            if text := getattr(wrong, part):
                yield ("wrong", n, part), text, (*after, "key"), False
        for name, value in wrong.instead.items():
            for place, text in _expression(value, ("wrong", n, "instead", name)):
                yield place, text, (*after, "key"), False


def _expression(value: Any, at: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield at, value
