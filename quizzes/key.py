"""The key of any item: the response that is right. Where a simulator decides, it is run."""

from typing import Any

from quizzes.model import (
    AskChoice,
    AskNumber,
    Common,
    Matching,
    Multiple,
    Numeric,
    Ordering,
    Predict,
    Single,
    TrueFalse,
    options_of,
)
from quizzes.response import Chosen, Matched, Number, Ordered, Response, choose
from sim.catalog import run_of
from sim.facts import facts
from sim.paths import look_up
from sim.proof import Scalar, same
from sim.trace import Trace


def key_of(item: Common) -> Response:
    """The response to ``item`` that scores 1.

    Raises:
        ValueError: a predict item whose run gives none of its options, or no number; a numeric item whose fact states none.
    """
    match item:
        case Single() | Multiple() | TrueFalse():
            options = options_of(item)
            return Chosen(frozenset(n for n, option in enumerate(options) if getattr(option, "key", False)))
        case Ordering(steps=steps):
            return Ordered(tuple(range(len(steps))))
        case Matching(pairs=pairs, rights=rights):
            return Matched(tuple(rights.index(pair.right) for pair in pairs))
        case Numeric(key=None, fact=fact):
            return Number(_number(facts()[fact].value, f"the fact {fact}"))
        case Numeric(key=int() | float() as key):
            return Number(key)
        case Predict(ask=AskNumber(of=of)):
            return Number(_number(observed(item), of))
        case Predict(ask=AskChoice(of=of, options=values)):
            got = observed(item)
            for n, option in enumerate(values):
                if same(option.value, got):
                    return choose(n)
            raise ValueError(
                f"the simulator gives {spelled(got)} at {of}, which no option has; give one the value {spelled(got)}"
            )
    raise TypeError(f"{type(item).__name__}: a type of item without a key")


def observed(item: Predict) -> Scalar:
    """What the simulator gives at the place that ``item`` asks about.

    Raises:
        PathError: the outcome of this run has no such place.
    """
    found: Scalar = look_up(run_of(item.sim.name, item.sim.scenario)[1].outcome, item.ask.of)
    return found


def trace_of(item: Common) -> Trace[Any] | None:
    """The run that decides ``item``, to be shown; None where no simulator has a say."""
    if isinstance(item, Predict):
        return run_of(item.sim.name, item.sim.scenario)[1]
    return run_of(item.proof.sim, item.proof.scenario)[1] if item.proof else None


def spelled(value: Scalar) -> str:
    """A value as the bank writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(value: object, place: str) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{place} is {value!r}; a number is wanted")
    return value
