"""What a learner answers with: one set of controls for each type of item. All work by keyboard, and none asks the server.

What there is to choose from is drawn in a shuffled order. A control's value is the place in the bank, so the shuffle ends here.
"""

from random import Random

import streamlit as st

from quizzes.key import key_of
from quizzes.model import AskChoice, Common, Matching, Multiple, Numeric, Ordering, Predict, is_shuffled, options_of
from quizzes.response import Chosen, Matched, Number, Ordered, Response, choose
from quizzes.ui.words import COUNT, shown


def order_of(item: Common, seed: int) -> tuple[int, ...]:
    """The order, drawn from ``seed``, in which options, steps or rights are shown. Steps never begin in the right order."""
    match item:
        case Ordering(steps=steps):
            count = len(steps)
        case Matching(rights=rights):
            count = len(rights)
        case _:
            count = len(options_of(item))
    order = list(range(count))
    if is_shuffled(item):
        draw = Random(seed)  # noqa: S311 - an order on a screen, drawn again from its seed
        draw.shuffle(order)
        while isinstance(item, Ordering) and order == sorted(order):
            draw.shuffle(order)
    return tuple(order)


def controls(item: Common, order: tuple[int, ...], key: str) -> None:
    """Draw what ``item`` is answered with. ``given`` reads it."""
    match item:
        case Ordering(steps=steps):
            for n in order:
                places = range(1, len(steps) + 1)
                st.radio(shown(steps[n].text), places, index=None, horizontal=True, key=f"{key}.{n}")
        case Matching(pairs=pairs, rights=rights):
            for n, pair in enumerate(pairs):
                options = list(order)
                st.selectbox(
                    shown(pair.left),
                    options,
                    None,
                    lambda m: shown(rights[m]),
                    key=f"{key}.{n}",
                    placeholder="Choose what belongs to it",
                )
        case Multiple(options=options):
            for n in order:
                st.checkbox(shown(options[n].text), key=f"{key}.{n}")
        case Numeric() | Predict() if not options_of(item):
            unit = unit_of(item)
            whole = isinstance(_number_key(item), int)
            label = f"Your answer, in {unit}" if unit else "Your answer"
            if whole:
                st.number_input(label, value=None, step=1, key=f"{key}.number")
            else:
                st.number_input(label, value=None, step=None, format="%g", key=f"{key}.number")
        case _:
            texts = options_of(item)
            st.radio("Choose one", list(order), None, lambda n: shown(texts[n].text), key=f"{key}.one")


def given(item: Common, key: str) -> Response | str:
    """What the learner answers with the controls of ``key``, or what is missing from it, in a sentence."""
    state = st.session_state
    match item:
        case Ordering(steps=steps):
            return _order([state.get(f"{key}.{n}") for n in range(len(steps))])
        case Matching(pairs=pairs):
            rights: list[int] = [right for n in range(len(pairs)) if (right := state.get(f"{key}.{n}")) is not None]
            missing = len(pairs) - len(rights)
            if missing:
                return f"{_count(missing)} of them {'has' if missing == 1 else 'have'} no partner yet."
            return Matched(tuple(rights))
        case Multiple(select=select, options=options):
            chosen = frozenset(n for n in range(len(options)) if state.get(f"{key}.{n}"))
            return (
                Chosen(chosen)
                if len(chosen) == select
                else f"Select {COUNT[select].upper()}: you have selected {COUNT[len(chosen)]}."
            )
        case Numeric() | Predict() if not options_of(item):
            number = state.get(f"{key}.number")
            return "Enter a number first." if number is None else Number(number)
        case _:
            one = state.get(f"{key}.one")
            return "Choose an answer first." if one is None else choose(one)


def _order(places: list[int | None]) -> Response | str:
    """The steps in the order of the places they were given."""
    for place in range(1, len(places) + 1):
        taken = places.count(place)
        if taken > 1:
            return f"{_count(taken)} steps have place {place}. Give each a place of its own."
    missing = places.count(None)
    if missing:
        return f"{_count(missing)} {'step has' if missing == 1 else 'steps have'} no place yet."
    return Ordered(tuple(sorted(range(len(places)), key=lambda n: places[n] or 0)))


def _count(number: int) -> str:
    return COUNT[number].capitalize()


def unit_of(item: Common) -> str:
    """The unit of the number that ``item`` asks for."""
    match item:
        case Numeric(unit=unit):
            return unit
        case Predict(ask=ask) if not isinstance(ask, AskChoice):
            return ask.unit
    return ""


def _number_key(item: Common) -> int | float:
    key = key_of(item)
    assert isinstance(key, Number)
    return key.value
