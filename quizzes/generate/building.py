"""A family and a seed become an item: the run gives the key, wrong models give the mistakes, and what would be unfair is drawn again."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quizzes.generate.drawing import Ran, drawn, names, ran
from quizzes.generate.evaluating import Given, evaluate, paths
from quizzes.generate.expression import OUTCOME, parse
from quizzes.generate.family import Family, NumericFamily, PredictFamily, SingleFamily
from quizzes.generate.mistakes import Model, models_of
from quizzes.generate.template import filled
from quizzes.generate.values import ExpressionError
from quizzes.key import spelled
from quizzes.model import AskChoice, Common, Numeric, Predict, Single
from quizzes.parts import Mistake, Option, Simulated, ValueOption
from sim.gate import ContentError
from sim.paths import PathError, look_up
from sim.proof import Claim, Scalar, same

MARK = "~"
"""Between the id of a family and the seed of a variant."""
MOST_OPTIONS = 4
"""Of an item that asks to choose between the key and mistakes."""
_LEAST = {NumericFamily: 1, SingleFamily: 2}
"""So many different mistakes a variant needs."""

Path = tuple[str | int, ...]


class Reason(StrEnum):
    """Why a draw makes no item."""

    WHERE = "where"
    """A condition of the family does not hold."""
    REFUSED = "refused"
    """The simulator refuses the scenario."""
    UNWORKABLE = "unworkable"
    """An expression or a gap cannot be worked out."""
    NO_KEY = "no key"
    """What the run gives is no number, no value to choose, or none of the options."""
    FEW = "few"
    """Too few mistakes differ from the key and from each other."""
    EMPTY = "empty"
    """Nothing happens in the run, so there is nothing to be shown."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A draw that makes no item."""

    reason: Reason
    place: Path
    """In the family."""
    problem: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant of a family."""

    item: Common
    given: Mapping[str, Any]
    """Parameters, and what follows from them."""
    tries: int
    """How many draws of this seed were rejected before."""
    places: Mapping[Path, Path]
    """Where each text of the item comes from in the family."""
    shown: tuple[int, ...]
    """Numbers of the wrong models, or of the options, that stand in the item."""
    key: int
    """Which of the options is the key, in the order of the item; -1 if there are none to choose from."""


def attempt(family: Family, seed: int, tries: int) -> Variant | Rejected:
    """What the draw number ``tries`` of ``seed`` makes."""
    place: Path = ("let",)
    try:
        given = names(family, drawn(family, seed, tries))
        if broken := _broken(family, given, after=False):
            return broken
        place = ("sim", "scenario")
        found = ran(family, given)
        if not (found.trace.entries or found.trace.spans):
            return Rejected(Reason.EMPTY, place, "nothing happens")
        if broken := _broken(family, {**given, OUTCOME: found.trace.outcome}, after=True):
            return broken
        place = ()
        return _built(family, seed, tries, given, found)
    except ContentError as error:
        return Rejected(Reason.REFUSED, place, "; ".join(f"{one.place}: {one.problem}" for one in error.faults))
    except ValueError as error:  # an expression, a path, or a rule that items keep, such as options that differ
        return Rejected(Reason.UNWORKABLE, place, str(error))


def _broken(family: Family, given: Given, *, after: bool) -> Rejected | None:
    """The first condition that does not hold: of those that look at the outcome, or of the others.

    Raises:
        ExpressionError: a condition cannot be worked out.
    """
    for n, condition in enumerate(family.where):
        expression = parse(condition)
        if (OUTCOME in expression.names) is after and not evaluate(expression, given):
            return Rejected(Reason.WHERE, ("where", n), condition)
    return None


def _built(family: Family, seed: int, tries: int, given: Given, found: Ran) -> Variant | Rejected:
    told = {**given, OUTCOME: found.trace.outcome, "trace": found.trace}
    fields = {
        "id": f"{family.id}{MARK}{seed}",
        "objective": family.objective,
        "difficulty": family.difficulty,
        "stem": filled(family.stem, given),
        "cites": family.cites,
        "facts": family.facts,
        "exams": family.exams,
        "status": family.status,
        "v": family.v,
    }
    match family:
        case PredictFamily():
            return _predict(family, tries, given, told, found, fields)
        case NumericFamily() | SingleFamily():
            key = evaluate(parse(family.key), told)
            is_number = isinstance(key, int | float) and not isinstance(key, bool)
            if not (is_number or (isinstance(family, SingleFamily) and isinstance(key, bool | str) and key != "")):
                return Rejected(Reason.NO_KEY, ("key",), f"it comes to {str(key)[:60]!r}, which is no answer to this")
            told = {**told, "key": key}
            text = family.text if isinstance(family, SingleFamily) else "{{it}}"
            models = tuple(models_of(family, given, told, key, text))
            if len(models) < _LEAST[type(family)]:
                return Rejected(Reason.FEW, ("wrong",), f"only {len(models)} mistakes differ from the key {key!r}")
            fields["proof"] = _claim(family, given, found)
            if isinstance(family, NumericFamily):
                return _numeric(family, tries, given, told, models, fields)
            return _single(family, tries, given, told, models, fields)
    raise TypeError(f"{type(family).__name__}: a type of family without items")


def _claim(family: NumericFamily | SingleFamily, given: Given, found: Ran) -> Claim:
    """What the key rests on, as a proof that can be run without the family."""
    outcome = found.trace.outcome
    looked = {path: look_up(outcome, path) for path in paths(parse(family.key), {**given, OUTCOME: outcome})}
    expect = {path: value for path, value in looked.items() if isinstance(value, bool | int | float | str)}
    if not expect:
        raise ExpressionError(f"{family.key}: looks at no single value of the outcome; name one, such as cold_starts")
    return Claim(sim=family.sim.name, scenario=found.fields, expect=expect)


def _numeric(
    family: NumericFamily, tries: int, given: Given, told: Given, models: tuple[Model, ...], fields: dict[str, Any]
) -> Variant:
    mistakes = tuple(Mistake(gives=_number(model.gives), because=model.because) for model in models)
    item = Numeric(
        **fields,
        unit=family.unit,
        key=told["key"],
        tolerance=family.tolerance,
        why=filled(family.why, told),
        typical_mistakes=mistakes,
    )
    places: dict[Path, Path] = {
        ("typical_mistakes", n, "because"): ("wrong", model.number, "because") for n, model in enumerate(models)
    }
    return Variant(item, given, tries, places, tuple(model.number for model in models), -1)


def _single(
    family: SingleFamily, tries: int, given: Given, told: Given, models: tuple[Model, ...], fields: dict[str, Any]
) -> Variant:
    key = told["key"]
    draw = random.Random(f"{fields['id']}/{tries}/options")  # noqa: S311 - drawn again from its seed
    wrong = sorted(draw.sample(models, min(len(models), MOST_OPTIONS - 1)), key=lambda model: model.number)
    answers = [Model(-1, key, filled(family.why, told)), *wrong]
    is_number = isinstance(key, int | float) and not isinstance(key, bool)
    if is_number:
        answers.sort(key=lambda model: _number(model.gives))
    options = tuple(
        Option(text=filled(family.text, {**told, "it": model.gives}), why=model.because, key=model.number < 0)
        for model in answers
    )
    places: dict[Path, Path] = {}
    for n, model in enumerate(answers):
        places["options", n, "why"] = ("why",) if model.number < 0 else ("wrong", model.number, "because")
        places["options", n, "text"] = ("text",)
    shown = tuple(model.number for model in answers if model.number >= 0)
    at = next(n for n, option in enumerate(options) if option.key)
    return Variant(Single(**fields, options=options, shuffle=not is_number), given, tries, places, shown, at)


def _predict(
    family: PredictFamily, tries: int, given: Given, told: Given, found: Ran, fields: dict[str, Any]
) -> Variant | Rejected:
    of = filled(family.of, given)
    try:
        got = look_up(found.trace.outcome, of)
    except PathError as error:
        return Rejected(Reason.UNWORKABLE, ("of",), str(error))
    keys = [n for n, option in enumerate(family.options) if same(option.value, got)]
    if not keys:
        return Rejected(Reason.NO_KEY, ("options",), f"the simulator gives {spelled(got)} at {of}, which no option has")
    told = {**told, "key": got}
    options = tuple(
        ValueOption(
            value=option.value,
            text=filled(option.text, told),
            why=filled(option.why if n in keys else option.because, told),
        )
        for n, option in enumerate(family.options)
    )
    item = Predict(
        **fields,
        ask=AskChoice(of=of, options=options),
        sim=Simulated(name=family.sim.name, scenario=found.fields),
    )
    places: dict[Path, Path] = {}
    for n in range(len(options)):
        places["ask", "options", n, "why"] = ("options", n, "why" if n in keys else "because")
        places["ask", "options", n, "text"] = ("options", n, "text")
    return Variant(item, given, tries, places, tuple(range(len(options))), keys[0])


def _number(value: Scalar) -> int | float:
    assert isinstance(value, int | float)
    return value
