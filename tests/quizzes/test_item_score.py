"""Keys and scores: the key scores 1, anything else less, and the order on the screen has no say."""

from dataclasses import replace
from itertools import permutations
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.key import key_of, trace_of
from quizzes.model import AskChoice, Common, Single
from quizzes.response import Chosen, Matched, Number, Ordered, Response, choose
from quizzes.score import score
from sim.proof import same
from tests.quizzes.builders import (
    BY_FACT,
    ITEMS,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    PREDICT,
    PREDICT_CHOICE,
    RIGHT,
    SINGLE,
    WRONG,
)

EVERY = pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)


def any_response(item: Common) -> st.SearchStrategy[Response]:
    """Whatever a learner could answer to ``item``."""
    match key_of(item):
        case Ordered(steps=steps):
            return st.permutations(steps).map(lambda order: Ordered(tuple(order)))
        case Matched(rights=rights):
            return st.tuples(*[st.integers(0, 2)] * len(rights)).map(Matched)
        case Number():
            return st.one_of(st.integers(-100, 100), st.floats(-100, 100)).map(Number)
    if item is MULTIPLE:
        return st.frozensets(st.integers(0, 4)).map(Chosen)
    return st.integers(0, 2 if item is SINGLE else 1).map(choose)


@EVERY
def test_the_key_is_what_is_right_and_scores_one(item: Common) -> None:
    assert key_of(item) == RIGHT[item.id]
    assert score(item, key_of(item)) == 1


@EVERY
def test_one_slip_scores_less_than_one(item: Common) -> None:
    assert score(item, WRONG[item.id]) < 1


@given(st.data())
def test_a_score_lies_between_nothing_and_one_and_is_one_for_the_key_alone(data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(list(ITEMS.values())))
    response = data.draw(any_response(item))
    got = score(item, response)
    assert 0 <= got <= 1
    if not isinstance(response, Number):
        assert (got == 1) == (response == key_of(item))


@given(st.permutations(range(5)), st.frozensets(st.integers(0, 4)))
def test_the_order_of_the_options_in_the_bank_does_not_matter(order: list[int], chosen: frozenset[int]) -> None:
    turned = replace(MULTIPLE, options=tuple(MULTIPLE.options[n] for n in order))
    there = frozenset(order.index(n) for n in chosen)
    assert score(turned, Chosen(there)) == score(MULTIPLE, Chosen(chosen))


def test_a_multiple_is_all_or_nothing() -> None:
    assert [score(MULTIPLE, Chosen(frozenset(one))) for one in ((), (0,), (0, 2), (0, 2, 3), (0, 1, 2, 3, 4))] == [
        0,
        0,
        1,
        0,
        0,
    ]


def test_an_order_is_worth_its_pairs_that_stand_right() -> None:
    assert score(ORDERING, Ordered((1, 0, 2, 3))) == pytest.approx(5 / 6)
    assert score(ORDERING, Ordered((3, 2, 1, 0))) == 0
    assert [order for order in permutations(range(4)) if score(ORDERING, Ordered(order)) == 1] == [(0, 1, 2, 3)]


def test_a_match_is_worth_its_pairs() -> None:
    assert score(MATCHING, Matched((0, 1, 2))) == pytest.approx(2 / 3)


def test_a_number_may_be_off_by_its_tolerance_and_no_more() -> None:
    assert [score(BY_FACT, Number(value)) for value in (9.4, 9.5, 10, 10.5, 10.6)] == [0, 1, 1, 1, 0]
    assert score(replace(NUMERIC, key=0.3), Number(0.1 + 0.2)) == 1
    assert score(replace(NUMERIC, key=1_000_000), Number(1_000_001)) == 0


@pytest.mark.parametrize(
    ("item", "response", "message"),
    [
        (SINGLE, choose(3), "options: there is no number 3; there are 0 to 2"),
        (SINGLE, choose(-1), "options: there is no number -1; there are 0 to 2"),
        (SINGLE, choose(0, 1), "options: 2 are chosen; this item takes one"),
        (SINGLE, Chosen(frozenset()), "options: 0 are chosen; this item takes one"),
        (SINGLE, Number(0), "single: takes no Number; it takes Chosen"),
        (PREDICT, choose(0), "predict: takes no Chosen; it takes Number"),
        (ORDERING, Ordered((0, 1, 2, 2)), "steps: (0, 1, 2, 2) is not an order of 4 steps; name each of 0 to 3 once"),
        (ORDERING, Ordered((0, 1)), "steps: (0, 1) is not an order of 4 steps; name each of 0 to 3 once"),
        (MATCHING, Matched((0, 1)), "rights: 2 of them; there must be one for each of 3 lefts"),
        (MATCHING, Matched((0, 1, 3)), "rights: there is no number 3; there are 0 to 2"),
        (NUMERIC, Number(nan), "value: nan is not a number to reckon with; give a finite one"),
        (NUMERIC, Number(inf), "value: inf is not a number to reckon with; give a finite one"),
    ],
)
def test_a_response_that_the_item_cannot_have_is_refused(item: Common, response: Response, message: str) -> None:
    with pytest.raises(ValueError, match=r"\A") as refused:
        score(item, response)
    assert str(refused.value) == message


def test_a_prediction_that_no_option_has_is_a_fault_of_the_item() -> None:
    assert isinstance(PREDICT_CHOICE.ask, AskChoice)
    wrong = tuple(replace(one, value=f"{one.value}er") for one in PREDICT_CHOICE.ask.options)
    item = replace(PREDICT_CHOICE, ask=replace(PREDICT_CHOICE.ask, options=wrong))
    with pytest.raises(ValueError, match="the simulator gives warm at"):
        key_of(item)


def test_items_that_a_simulator_decides_have_a_trace_to_show() -> None:
    shown = {name for name, item in ITEMS.items() if trace_of(item)}
    assert shown == {"single", "predict", "predict-choice"}


def test_true_is_not_one() -> None:
    assert not same(True, 1)
    assert same(1, 1.0)
    assert isinstance(SINGLE, Single)
