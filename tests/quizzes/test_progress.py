"""Folds over the record: blind to the order in which records come, and to records that come twice."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quizzes.progress import Share, Standing, Totals, answers_of, by_objective, share, standings, totals
from quizzes.store import Record, Visited
from tests.quizzes.builders import ITEMS, answered

RECORDS = st.lists(
    st.builds(
        answered,
        st.uuids().map(lambda one: one.hex),
        item=st.sampled_from(["single", "multiple", "ordering"]),
        score=st.sampled_from([0.0, 0.5, 1.0]),
        at=st.integers(0, 5),
    ),
    max_size=12,
    unique_by=lambda record: record.id,
)
HISTORY: tuple[Record, ...] = (
    answered("a", item="single", score=0, at=1),
    Visited(id="v", learner="ada", at=1, lesson="cold-and-warm"),
    answered("b", item="single", score=1, at=2),
    answered("c", item="multiple", score=1, at=3),
    answered("d", item="multiple", score=0.5, at=4),
)


def test_an_item_stands_by_its_first_last_and_best_answer() -> None:
    assert standings(HISTORY) == {
        "single": Standing(answers=2, first=0, last=1, best=1, last_at=2),
        "multiple": Standing(answers=2, first=1, last=0.5, best=1, last_at=4),
    }


def test_a_share_counts_what_was_right_the_last_time() -> None:
    stood = standings(HISTORY)
    assert share(["single", "multiple", "ordering"], stood) == Share(items=3, answered=2, right=1)
    assert share([], stood).part() == 0
    assert by_objective(ITEMS, stood) == {"environment.cold-start": Share(items=len(ITEMS), answered=2, right=1)}


def test_totals_add_up() -> None:
    assert totals(standings(HISTORY)) == Totals(answers=4, items=2, right=1, right_at_first=1)
    assert totals({}) == Totals(answers=0, items=0, right=0, right_at_first=0)


@given(RECORDS, st.randoms())
def test_the_order_of_records_and_records_that_come_twice_change_nothing(records, draw) -> None:
    mixed = [*records, *records]
    draw.shuffle(mixed)
    assert standings(mixed) == standings(records)
    assert answers_of(mixed) == answers_of(records)


@given(RECORDS)
def test_nothing_is_lost_and_nothing_added(records) -> None:
    stood = standings(records)
    sums = totals(stood)
    assert sums.answers == len(records)
    assert sums.items == len({record.item for record in records})
    assert sums.right <= sums.items
    for item, standing in stood.items():
        scores = [record.score for record in records if record.item == item]
        assert standing.best == max(scores)
        assert {standing.first, standing.last} <= set(scores)


@given(RECORDS)
def test_one_more_right_answer_never_lowers_a_share(records) -> None:
    later = replace(answered("new", item="single", score=1), at=9)
    before, after = (share(["single", "multiple"], standings(some)) for some in (records, [*records, later]))
    assert after.right >= before.right
    assert after.answered >= before.answered
