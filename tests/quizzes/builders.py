"""Items, responses and records for tests: one item of each type, all about a call at 0 s and another at 1 s."""

from datetime import date

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
)
from quizzes.parts import Cite, Extra, Mistake, Option, Pair, Simulated, Step, ValueOption, Whys
from quizzes.response import Matched, Number, Ordered, Response, choose
from quizzes.store import Answered, Mode
from sim.proof import Claim

CITE = Cite(
    title="The lifecycle",
    url="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html",
    checked=date(2026, 11, 23),
)
TWO_CALLS = {"arrivals": [0, 1000]}
CLAIM = Claim(sim="lifecycle", scenario=TWO_CALLS, expect={"cold_starts": 1})
KEPT = "The environment stays after the first call and serves the second."
ANEW = "Makes an environment anew for each call."
READY = "Takes something to stand ready before the first call."


def common(name: str, **more: object) -> dict[str, object]:
    return {
        "id": name,
        "objective": "environment.cold-start",
        "difficulty": 2,
        "stem": "Two calls come, at 0 s and 1 s. How many wait for Init?",
        "cites": (CITE,),
        "facts": ("env-warm-start",),
        **more,
    }


def option(text: str, why: str = ANEW, *, key: bool = False) -> Option:
    return Option(text=text, why=why, key=key)


SINGLE = Single(
    **common("single", proof=CLAIM), options=(option("One", KEPT, key=True), option("Both"), option("None", READY))
)
MULTIPLE = Multiple(
    **common("multiple"),
    select=2,
    options=(option("A", KEPT, key=True), option("B"), option("C", KEPT, key=True), option("D"), option("E", READY)),
)
TRUE_FALSE = TrueFalse(**common("true-false"), key=False, why=Whys(true=ANEW, false=KEPT))
ORDERING = Ordering(
    **common("ordering"),
    steps=tuple(Step(text=text, why=f"Why {text}.") for text in ("Init", "Invoke", "Freeze", "Shutdown")),
)
MATCHING = Matching(
    **common("matching"),
    pairs=(
        Pair(left="import", right="Init", why="Above the handler."),
        Pair(left="one event", right="Invoke", why="In the handler."),
        Pair(left="the next event", right="Invoke", why="In the handler again."),
    ),
    extra=(Extra(right="Shutdown", why="Nothing here ends."),),
)
NUMERIC = Numeric(
    **common("numeric"),
    unit="calls",
    key=1,
    why=KEPT,
    typical_mistakes=(Mistake(gives=2, because=ANEW), Mistake(gives=0, because=READY)),
)
BY_FACT = Numeric(**common("by-fact"), unit="s", fact="init-10s", tolerance=0.5, why="Init is cut at ten seconds.")
PREDICT = Predict(
    **common("predict"),
    ask=AskNumber(of="cold_starts"),
    sim=Simulated(name="lifecycle", scenario=TWO_CALLS),
    typical_mistakes=(Mistake(gives=2, because=ANEW),),
)
PREDICT_CHOICE = Predict(
    **common("predict-choice"),
    ask=AskChoice(
        of="calls[1].start",
        options=(
            ValueOption(value="cold", text="A cold start", why=ANEW),
            ValueOption(value="warm", text="A warm start", why=KEPT),
        ),
    ),
    sim=Simulated(name="lifecycle", scenario=TWO_CALLS),
)
ITEMS: dict[str, Common] = {
    item.id: item
    for item in (SINGLE, MULTIPLE, TRUE_FALSE, ORDERING, MATCHING, NUMERIC, BY_FACT, PREDICT, PREDICT_CHOICE)
}
RIGHT: dict[str, Response] = {
    "single": choose(0),
    "multiple": choose(0, 2),
    "true-false": choose(1),
    "ordering": Ordered((0, 1, 2, 3)),
    "matching": Matched((0, 1, 1)),
    "numeric": Number(1),
    "by-fact": Number(10),
    "predict": Number(1),
    "predict-choice": choose(1),
}
WRONG: dict[str, Response] = {
    "single": choose(1),
    "multiple": choose(0, 1),
    "true-false": choose(0),
    "ordering": Ordered((1, 0, 2, 3)),
    "matching": Matched((2, 1, 1)),
    "numeric": Number(2),
    "by-fact": Number(11),
    "predict": Number(2),
    "predict-choice": choose(0),
}


def answered(
    name: str = "a", *, item: str = "single", score: float = 1.0, at: int = 1, learner: str = "ada", **more: object
) -> Answered:
    """A record of an answer."""
    given = {"v": 1, "seed": 7, "response": choose(0), "first": True, "mode": Mode.LESSON, "ms": 1200, **more}
    return Answered(id=name, learner=learner, at=at, item=item, score=score, **given)
