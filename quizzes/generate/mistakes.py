"""Typical mistakes of a variant: wrong models put into numbers. One that comes to the key, or to what another gives, is never shown."""

from collections.abc import Iterator
from dataclasses import dataclass

from quizzes.generate.drawing import names, ran, worked
from quizzes.generate.evaluating import Given, evaluate
from quizzes.generate.expression import OUTCOME, parse
from quizzes.generate.family import NumericFamily, SingleFamily, Wrong
from quizzes.generate.template import filled
from quizzes.generate.values import ExpressionError
from sim.gate import ContentError
from sim.proof import Scalar, same


@dataclass(frozen=True, slots=True)
class Model:
    """A wrong model, put into numbers."""

    number: int
    """Its place among those of the family; -1 for the key itself."""
    gives: Scalar
    because: str


def models_of(
    family: NumericFamily | SingleFamily, given: Given, told: Given, key: Scalar, text: str
) -> Iterator[Model]:
    """The wrong models that give something else than the key and than those before them.

    One that cannot be put into numbers for this draw is left out; the lint tells of those that never can.
    """
    taken = [key]
    words = {filled(text, {**told, "it": key})}
    tolerance = family.tolerance if isinstance(family, NumericFamily) else 0
    for n, wrong in enumerate(family.wrong):
        try:
            gives = _gives(family, wrong, given, told)
            if gives is None or isinstance(gives, bool | str) != isinstance(key, bool | str):
                continue
            said = filled(text, {**told, "it": gives})
            if said in words or any(_alike(gives, other, tolerance) for other in taken):
                continue
            because = filled(wrong.because, {**told, "gives": gives})
        except (ExpressionError, ContentError):
            continue
        taken.append(gives)
        words.add(said)
        yield Model(n, gives, because)


def _gives(family: NumericFamily | SingleFamily, wrong: Wrong, given: Given, told: Given) -> Scalar | None:
    """What the wrong model gives; None where nobody would think so."""
    if wrong.when and not evaluate(parse(wrong.when), told):
        return None
    if wrong.instead:
        instead = {name: worked(value, told) for name, value in wrong.instead.items()}
        other = names(family, {name: given[name] for name in family.space}, instead)
        trace = ran(family, other).trace
        told = {**other, OUTCOME: trace.outcome, "trace": trace, "key": told["key"]}
    gives = evaluate(parse(wrong.gives or family.key), told)
    return gives if isinstance(gives, bool | int | float | str) else None


def _alike(one: Scalar, other: Scalar, tolerance: float) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float) and not isinstance(one, bool):
        return abs(one - other) <= tolerance
    return same(one, other)
