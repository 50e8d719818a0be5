"""What is told after an answer: the answer given and the key first, with their whys; the others folded; then where to look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

import streamlit as st

from quizzes.key import key_of
from quizzes.model import Common, Matching, Multiple, Numeric, Ordering, Predict, options_of
from quizzes.parts import Mistake
from quizzes.response import Chosen, Matched, Number, Ordered, Response
from quizzes.score import NEARLY
from quizzes.ui.controls import unit_of
from quizzes.ui.words import SIGN, amount, day, shown
from sim.facts import Confidence, facts

DECIDED = "decided by the simulator"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing told: a sign with its word, what it is about, and why."""

    sign: str
    word: str
    text: str
    why: str
    is_first: bool = True
    """False: it is folded away."""

    def markdown(self) -> str:
        """The line on a page."""
        said = f"{self.sign} **{self.word}:** {shown(self.text)}"
        return f"{said}  \n{shown(self.why)}" if self.why else said


def verdict(score: float) -> str:
    """The score in words, with a sign."""
    if score == 1:
        return f"{SIGN[True]} Right."
    if score == 0:
        return f"{SIGN[False]} Not right."
    return f"◐ Partly right: {score:.0%}."


def told(item: Common, response: Response) -> tuple[Line, ...]:
    """Everything to tell about ``response``."""
    key = key_of(item)
    match item, response, key:
        case Ordering(), Ordered(steps=steps), _:
            return tuple(_steps(item, steps))
        case Matching(), Matched(rights=given), Matched(rights=wanted):
            return tuple(_pairs(item, given, wanted))
        case _, Chosen(options=chosen), Chosen(options=wanted_options):
            return tuple(_options(item, chosen, wanted_options))
        case _, Number(value=given_number), Number(value=wanted_number):
            return tuple(_numbers(item, given_number, wanted_number))
    raise ValueError(f"{item.id}: was not answered with a {type(response).__name__}; it takes {type(key).__name__}")


def draw(lines: tuple[Line, ...], key: str) -> None:
    """Draw what is told."""
    for line in lines:
        if line.is_first:
            st.markdown(line.markdown())
    folded = [line for line in lines if not line.is_first]
    if folded:
        with st.expander("The others, and why not", key=key):
            for line in folded:
                st.markdown(line.markdown())


def sources(item: Common, key: str) -> None:
    """Draw where it can be read, when we read it, and the facts that the item rests on."""
    with st.expander("Sources", key=key, icon=":material/menu_book:"):
        for cite in item.cites:
            st.markdown(f"[{shown(cite.title)}]({cite.url}) (read on {day(datetime.combine(cite.checked, time()))})")
        for name in item.facts:
            fact = facts()[name]
            st.markdown(
                f"- {shown(fact.statement)}" + (" *(as documented)*" if fact.confidence is Confidence.MEDIUM else "")
            )


def _options(item: Common, chosen: frozenset[int], wanted: frozenset[int]) -> Iterator[Line]:
    options = options_of(item)
    missed = "Right, and not selected" if isinstance(item, Multiple) else "The right answer"
    if isinstance(item, Predict):
        missed = f"{missed}, {DECIDED}"
    for n in sorted(range(len(options)), key=lambda n: (n not in chosen, n not in wanted, n)):
        option = options[n]
        match n in chosen, n in wanted:
            case True, True:
                word = f"Your answer is right, {DECIDED}" if isinstance(item, Predict) else "Your answer, right"
                yield Line(SIGN[True], word, option.text, option.why)
            case True, False:
                yield Line(SIGN[False], "Your answer, wrong", option.text, option.why)
            case False, True:
                yield Line(SIGN[True], missed, option.text, option.why)
            case _:
                yield Line(SIGN[False], "Wrong", option.text, option.why, is_first=False)


def _steps(item: Ordering, given: tuple[int, ...]) -> Iterator[Line]:
    for n, step in enumerate(item.steps):
        place = given.index(n)
        word = f"Place {n + 1}" if place == n else f"Place {n + 1}, not {place + 1}"
        yield Line(SIGN[place == n], word, step.text, step.why)


def _pairs(item: Matching, given: tuple[int, ...], wanted: tuple[int, ...]) -> Iterator[Line]:
    for pair, got, right in zip(item.pairs, given, wanted, strict=True):
        text = pair.right if got == right else f"{pair.right}, not: {item.rights[got]}"
        yield Line(SIGN[got == right], pair.left, text, pair.why)
    for extra in item.extra:
        yield Line(SIGN[False], "Belongs to none", extra.right, extra.why, is_first=False)


def _numbers(item: Common, given: float, wanted: float) -> Iterator[Line]:
    unit = unit_of(item)
    tolerance = item.tolerance if isinstance(item, Numeric) else 0
    why = item.why if isinstance(item, Numeric) else ""
    mistakes: tuple[Mistake, ...] = item.typical_mistakes if isinstance(item, Numeric | Predict) else ()
    is_right = abs(given - wanted) <= tolerance + NEARLY * max(1, abs(wanted))
    if not is_right:
        because = next((mistake.because for mistake in mistakes if mistake.gives == given), "")
        yield Line(SIGN[False], "Your answer, wrong", amount(given, unit), because)
    word = "Your answer, right" if is_right else "The right answer"
    yield Line(SIGN[True], f"{word}, {DECIDED}" if isinstance(item, Predict) else word, amount(wanted, unit), why)
    for mistake in mistakes:
        if mistake.gives != given:
            yield Line(SIGN[False], "Wrong", amount(mistake.gives, unit), mistake.because, is_first=False)
