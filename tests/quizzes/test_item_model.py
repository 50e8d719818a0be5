"""An item that makes no sense does not construct, and says what would make sense."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from quizzes import model
from quizzes.model import TYPES, AskChoice, Common, Single, options_of
from quizzes.parts import Extra, Mistake, Option, Pair, ValueOption
from tests.quizzes.builders import (
    ITEMS,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    PREDICT,
    PREDICT_CHOICE,
    SINGLE,
    common,
    option,
)

REFUSED: list[tuple[str, Callable[[], object], str]] = [
    (
        "two options",
        lambda: replace(SINGLE, options=SINGLE.options[:2]),
        "options: 2 options; there must be 3 to 5",
    ),
    (
        "no key",
        lambda: replace(SINGLE, options=tuple(replace(one, key=False) for one in SINGLE.options)),
        "options: no option has key: true; mark the one that is right",
    ),
    (
        "two keys",
        lambda: replace(SINGLE, options=tuple(replace(one, key=one.text != "None") for one in SINGLE.options)),
        "options: 2 options have key: true; a single has one, a multiple as many as its select",
    ),
    (
        "an option twice",
        lambda: replace(SINGLE, options=(*SINGLE.options, option("Both"))),
        "options: two options are 'Both'; say something else in one of them",
    ),
    ("an empty why", lambda: Option(text="One", why=" "), "why: is empty; write what belongs here"),
    (
        "select is not the number of keys",
        lambda: replace(MULTIPLE, select=3),
        "select is 3, and 2 options have key: true; make them equal",
    ),
    ("select of one", lambda: replace(MULTIPLE, select=1), "select: 1 is out of range; it takes 2 or more"),
    (
        "all are keys",
        lambda: replace(MULTIPLE, select=5, options=tuple(replace(one, key=True) for one in MULTIPLE.options)),
        "every option has key: true; give some that are wrong",
    ),
    (
        "a multiple of four",
        lambda: replace(MULTIPLE, options=MULTIPLE.options[:4]),
        "options: 4 options; there must be 5 to 8",
    ),
    ("two steps", lambda: replace(ORDERING, steps=ORDERING.steps[:2]), "steps: 2 steps; there must be 3 to 6"),
    (
        "a left twice",
        lambda: replace(MATCHING, pairs=(*MATCHING.pairs, Pair(left="import", right="Invoke", why="No."))),
        "pairs: two lefts are 'import'; say something else in one of them",
    ),
    (
        "an extra that is paired",
        lambda: replace(MATCHING, extra=(Extra(right="Init", why="No."),)),
        "the extra right 'Init' also stands in a pair; an extra belongs to none",
    ),
    (
        "one right for all",
        lambda: replace(MATCHING, pairs=tuple(replace(pair, right="Init") for pair in MATCHING.pairs), extra=()),
        "there is one right for all lefts; give at least two",
    ),
    (
        "no key of a number",
        lambda: replace(NUMERIC, key=None),
        "the key comes from key or from fact, from exactly one; give one of the two",
    ),
    (
        "two keys of a number",
        lambda: replace(NUMERIC, fact="init-10s"),
        "the key comes from key or from fact, from exactly one; give one of the two",
    ),
    (
        "a tolerance below zero",
        lambda: replace(NUMERIC, tolerance=-1),
        "tolerance: -1 is out of range; it takes 0 or more",
    ),
    (
        "a mistake twice",
        lambda: replace(NUMERIC, typical_mistakes=(Mistake(gives=2, because="a"), Mistake(gives=2, because="b"))),
        "typical_mistakes: two typical mistakes are '2'; say something else in one of them",
    ),
    (
        "mistakes beside options",
        lambda: replace(PREDICT_CHOICE, typical_mistakes=PREDICT.typical_mistakes),
        "typical_mistakes go with a number; with a choice, each option has its why",
    ),
    (
        "a value twice",
        lambda: AskChoice(
            of="cold_starts",
            options=(ValueOption(value=1, text="a", why="w"), ValueOption(value=1.0, text="b", why="w")),
        ),
        "options: two values of options are '(False, 1)'; say something else in one of them",
    ),
    ("difficulty of six", lambda: replace(SINGLE, difficulty=6), "difficulty: 6 is out of range; it takes 1 to 5"),
    ("no page", lambda: replace(SINGLE, cites=()), "cites: 0 pages cited; there must be 1 to 9"),
    ("version zero", lambda: replace(SINGLE, v=0), "v: 0 is out of range; it takes 1 or more"),
]


@pytest.mark.parametrize(("make", "message"), [pytest.param(make, message, id=name) for name, make, message in REFUSED])
def test_an_item_that_makes_no_sense_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=r"\A") as refused:
        make()
    assert str(refused.value) == message


def test_the_union_names_every_type_of_item() -> None:
    written = {
        cls for cls in vars(model).values() if isinstance(cls, type) and issubclass(cls, Common) and cls is not Common
    }
    assert set(TYPES.values()) == written
    assert list(TYPES) == ["single", "multiple", "true_false", "ordering", "matching", "numeric", "predict"]


def test_every_item_of_the_builders_has_the_type_it_says() -> None:
    for item in ITEMS.values():
        assert TYPES[item.type] is type(item)


def test_true_and_false_are_options_like_others() -> None:
    assert [(one.text, one.key) for one in options_of(ITEMS["true-false"])] == [("True", False), ("False", True)]


def test_rights_that_several_lefts_share_stand_once() -> None:
    assert MATCHING.rights == ("Init", "Invoke", "Shutdown")


def test_one_and_true_are_different_values() -> None:
    AskChoice(of="x", options=(ValueOption(value=1, text="a", why="w"), ValueOption(value=True, text="b", why="w")))


def test_an_item_is_live_and_of_version_one_unless_it_says_otherwise() -> None:
    item = Single(**common("plain"), options=SINGLE.options)
    assert (item.status, item.v, item.shuffle) == ("live", 1, True)
