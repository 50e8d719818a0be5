"""The content itself: every item that learners get to see."""

import pytest

from quizzes.catalog import bank, lint, objectives
from quizzes.generate import families
from quizzes.key import key_of
from quizzes.lint.writing import whys
from quizzes.model import Common, Numeric, Predict
from quizzes.score import score
from sim.proof import Claim, prove, spoil

ITEMS = list(bank().values())
CLAIMS = [item for item in ITEMS if item.proof]
EVERY = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)


def test_the_bank_has_no_fault() -> None:
    assert [str(fault) for fault in lint()] == []


@EVERY
def test_every_item_has_a_key_that_scores_one(item: Common) -> None:
    assert score(item, key_of(item)) == 1


@EVERY
def test_every_item_says_why_and_cites_a_page(item: Common) -> None:
    told = [why for _, _, why in whys(item)]
    if isinstance(item, Numeric | Predict):
        told += [mistake.because for mistake in item.typical_mistakes]
    assert told
    assert all(told)
    assert item.cites


@pytest.mark.parametrize("item", CLAIMS, ids=lambda item: item.id)
def test_every_proof_holds_and_fails_when_it_is_spoiled(item: Common) -> None:
    claim = item.proof
    assert isinstance(claim, Claim)
    assert prove(claim).holds
    for spoiled in spoil(claim):
        assert not prove(spoiled).holds


def test_every_objective_is_measured() -> None:
    measured = {item.objective for item in ITEMS} | {family.objective for family in families().values()}
    assert measured == set(objectives())
