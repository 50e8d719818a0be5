"""Fresh numbers on the practice page: a new seed each time, answered and recorded like any item, and shown again from the record."""

from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from quizzes.generate import is_variant, item_of
from quizzes.key import key_of
from quizzes.model import Numeric, Predict, Single
from quizzes.response import Chosen, Number
from quizzes.settings import settings
from quizzes.store import Answered, Mode, open_store
from quizzes.ui import practice, session
from quizzes.ui import record as record_module
from quizzes.ui.words import title_of
from tests.quizzes.builders import ITEMS, answered

LEARNER = "5" * 32
WRONG = "env-cold-billed~48213"


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "learner_of", lambda *_: LEARNER)
    monkeypatch.setattr(record_module, "bank", lambda: ITEMS)


def practice_page() -> None:
    from quizzes.ui import practice
    from tests.quizzes.builders import ITEMS

    practice.page({name: ITEMS[name] for name in ("single", "numeric")})


def record_page() -> None:
    from quizzes.ui import record

    record.page()


def opened(script) -> AppTest:
    return no_crash(AppTest.from_function(script, default_timeout=20).run())


def fresh() -> AppTest:
    at = opened(practice_page)
    return no_crash(at.radio(key="practice.show").set_value(practice.Show.FRESH).run())


def no_crash(at: AppTest) -> AppTest:
    assert not at.exception, at.exception[0].message
    return at


def told(at: AppTest) -> str:
    return "\n".join(one.value for one in (*at.markdown, *at.info, *at.caption))


def current(at: AppTest) -> str:
    name = at.session_state["practice.current"]
    assert is_variant(name)
    return name


def answer(at: AppTest, *, right: bool) -> Answered:
    """Give the key, or something else, and submit. Gives what is recorded."""
    name = current(at)
    item = item_of(name)
    match key_of(item):
        case Number(value=value):
            at.number_input[0].set_value(value if right else value + 1 + getattr(item, "tolerance", 0))
        case Chosen(options=keys):
            (key,) = keys
            choices = next(one for one in at.radio if one.label == "Choose one")
            choices.set_value(key if right else (key + 1) % 2)
    no_crash(next(one for one in at.button if one.label == "Submit").click().run())
    return next(record for record in open_store(settings().store).of(LEARNER) if record.item == name)


def keep(*records: Answered) -> None:
    open_store(settings().store).append(*records)


def test_each_next_question_has_new_numbers_and_is_of_another_family() -> None:
    at = fresh()
    seen = []
    for _ in range(6):
        assert [one.value for one in at.header] == ["A question with fresh numbers"]
        assert item_of(current(at)).stem.split("\n")[0].split("$")[0] in told(at)
        seen.append(current(at))
        no_crash(at.button(key="practice.next").click().run())
    assert len(set(seen)) == 6
    assert all(one.partition("~")[0] != other.partition("~")[0] for one, other in pairwise(seen))


@pytest.mark.parametrize("right", [True, False])
def test_a_fresh_question_is_answered_and_recorded_like_any_item(right: bool) -> None:
    at = fresh()
    assert "0 questions with fresh numbers answered, 0 right." in told(at)
    kinds = set()
    for _ in range(12):
        name = current(at)
        got = answer(at, right=right)
        assert (got.item, got.v, got.score, got.mode, got.first) == (
            name,
            item_of(name).v,
            float(right),
            Mode.PRACTICE,
            True,
        )
        assert ("**✔ Right.**" if right else "**✖ Not right.**") in told(at)
        assert f"drawn as `{name}`" in told(at)
        kinds.add(type(item_of(name)))
        no_crash(at.button(key="practice.next").click().run())
    assert kinds <= {Numeric, Predict, Single}
    assert f"12 questions with fresh numbers answered, {12 if right else 0} right." in told(at)


def test_a_fresh_question_stays_until_the_next_is_wanted() -> None:
    at = fresh()
    name = current(at)
    no_crash(at.run())
    assert current(at) == name
    answer(at, right=True)
    assert current(at) == name


def test_fresh_questions_go_by_goal() -> None:
    at = fresh()
    no_crash(at.selectbox(key="practice.goal").set_value("environment.throttle").run())
    for _ in range(3):
        assert current(at).startswith("env-throttled-calls~")
        no_crash(at.button(key="practice.next").click().run())


def test_a_goal_without_families_leads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(practice, "families", dict)
    assert "There are no such questions for this goal." in told(fresh())


def test_numbers_that_were_asked_are_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(answered("a", item=WRONG, learner=LEARNER, response=Number(1), score=0.0))
    seeds = iter([48213, 48213, 7])
    monkeypatch.setattr(practice.secrets, "choice", lambda _: "env-cold-billed")
    monkeypatch.setattr(practice.secrets, "randbelow", lambda _: next(seeds))
    assert current(fresh()) == "env-cold-billed~7"


def test_a_variant_that_went_wrong_is_asked_again_with_the_same_numbers() -> None:
    gone = answered("b", item="gone~1", learner=LEARNER, response=Number(1), score=0.0)
    keep(answered("a", item=WRONG, learner=LEARNER, response=Number(1), score=0.0), gone)
    at = opened(practice_page)
    assert [one.value for one in at.header] == ["Question 1 of 2"]
    no_crash(at.radio(key="practice.show").set_value(practice.Show.WRONG).run())
    assert [one.value for one in at.header] == ["Question 1 of 1"]
    assert "Lambda needs 730 ms to download the code" in told(at)
    at.number_input[0].set_value(5190)
    no_crash(next(one for one in at.button if one.label == "Submit").click().run())
    assert "**✔ Right.**" in told(at)


def test_the_record_names_variants_and_counts_them_apart() -> None:
    keep(
        answered("a", item=WRONG, learner=LEARNER, response=Number(5190), at=session.now()),
        answered("b", item="gone~1", learner=LEARNER, response=Number(1), score=0.0, at=session.now()),
    )
    at = opened(record_page)
    metrics = {one.label: one.value for one in at.metric}
    assert metrics["Questions right"].startswith("0 of ")
    assert metrics["Fresh numbers right"] == "1 of 2"
    assert metrics["Answers"] == "2"
    rows = at.markdown[-1].value.splitlines()[2:]
    assert rows == [
        "| just now | gone~1 | ✖ Not right. |",
        f"| just now | {title_of(item_of(WRONG))} ({WRONG}) | ✔ Right. |",
    ]
