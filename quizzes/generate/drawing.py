"""From a seed to parameters, names and a run. The same family and seed give the same, on every machine."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from quizzes.generate.evaluating import Given, evaluate
from quizzes.generate.expression import parse
from quizzes.generate.family import Family
from quizzes.generate.template import filled_in, pieces, texts
from sim.catalog import scenario_of, simulators
from sim.trace import Trace


@dataclass(frozen=True, slots=True)
class Ran:
    """A run of the family's simulator."""

    fields: Mapping[str, Any]
    """The scenario, as it could stand in the bank."""
    trace: Trace[Any]


def drawn(family: Family, seed: int, tries: int) -> Given:
    """The parameters that ``seed`` draws after ``tries`` draws were rejected."""
    draw = random.Random(f"{family.id}/{seed}/{tries}")  # noqa: S311 - a question's numbers, drawn again from its seed
    return {name: draw.choice(parameter.values) for name, parameter in family.space.items()}


def names(family: Family, parameters: Given, instead: Given | None = None) -> dict[str, Any]:
    """The parameters, and what follows from them; what ``instead`` names has the value that it says.

    Raises:
        ExpressionError: something under ``let`` cannot be worked out.
    """
    other = instead or {}
    given = {name: other.get(name, value) for name, value in parameters.items()}
    for name, value in family.let.items():
        given[name] = other[name] if name in other else worked(value, given)
    return given


def worked(value: Any, given: Given) -> Any:
    """A value of ``let`` or ``instead``: of a text, what the expression comes to.

    Raises:
        ExpressionError: it cannot be worked out.
    """
    return evaluate(parse(value), given) if isinstance(value, str) else value


def ran(family: Family, given: Given) -> Ran:
    """The run of the family's scenario with these values.

    Raises:
        ExpressionError: a gap of the scenario cannot be worked out.
        ContentError: the simulator refuses the scenario.
    """
    fields = filled_in(family.sim.scenario, given)
    return Ran(fields, simulators()[family.sim.name].run(scenario_of(family.sim.name, fields)))


def size(family: Family) -> int:
    """How many draws there are that the simulator can tell apart: parameters that stand in the text alone do not count."""
    wanted = {name for _, text in texts(family.sim.scenario) for name in _wanted(text)}
    for name, value in reversed(list(family.let.items())):
        if name in wanted and isinstance(value, str):
            wanted |= parse(value).names
    return prod(len(parameter.values) for name, parameter in family.space.items() if name in wanted)


def _wanted(text: str) -> set[str]:
    return {name for piece in pieces(text) if not isinstance(piece, str) for name in piece.names}
