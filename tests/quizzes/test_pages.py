"""The pages for practice and for the record."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from streamlit.testing.v1 import AppTest

from quizzes import catalog
from quizzes.settings import settings
from quizzes.store import StoreError, open_store
from quizzes.ui import practice, session
from quizzes.ui import record as record_module
from quizzes.ui.words import amount, cell, parts, shown, title_of, when
from tests.quizzes.builders import ITEMS, MULTIPLE, SINGLE, answered, common

LEARNER = "5" * 32
NOW = int(datetime(2026, 11, 23, 14, 30, tzinfo=UTC).timestamp() * 1000)


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "learner_of", lambda *_: LEARNER)
    monkeypatch.setattr(record_module, "bank", lambda: ITEMS)


def practice_page(names: tuple[str, ...] = ("single", "multiple", "numeric")) -> None:
    from quizzes.ui import practice
    from tests.quizzes.builders import ITEMS

    practice.page({name: ITEMS[name] for name in names})


def record_page() -> None:
    from quizzes.ui import record

    record.page()


def opened(script, **given: object) -> AppTest:
    return no_crash(AppTest.from_function(script, kwargs=given, default_timeout=10).run())


def no_crash(at: AppTest) -> AppTest:
    assert not at.exception, at.exception[0].message
    return at


def keep(*records) -> None:
    open_store(settings().store).append(*records)


def done(item: str, score: float = 1.0, **more: object):
    return answered(f"{item}{score}", item=item, score=score, learner=LEARNER, **more)


def told(at: AppTest) -> str:
    return "\n".join(one.value for one in (*at.markdown, *at.info))


def answers(at: AppTest):
    """The options of the question on the screen."""
    return next(one for one in at.radio if one.label == "Choose one")


def headings(at: AppTest) -> list[str]:
    return [one.value for one in (*at.title, *at.header)]


# practice


def test_practice_asks_one_question_after_the_other_and_begins_again() -> None:
    at = opened(practice_page)
    seen = []
    for _ in range(4):
        seen.append((at.header[0].value, at.markdown[1].value))
        no_crash(at.button(key="practice.next").click().run())
    assert [heading for heading, _ in seen] == [f"Question {n} of 3" for n in (1, 2, 3, 1)]
    assert "0 of 3 questions answered, 0 right." in told(at)


def test_practice_counts_what_was_answered() -> None:
    settings()
    keep(done("single"), done("multiple", 0.0))
    assert "2 of 3 questions answered, 1 right." in told(opened(practice_page))


def test_practice_filters_what_is_new_and_what_went_wrong() -> None:
    settings()
    keep(done("single"), done("multiple", 0.0))
    at = opened(practice_page)
    no_crash(at.radio(key="practice.show").set_value(practice.Show.WRONG).run())
    assert at.header[0].value == "Question 1 of 1"
    assert "(Select TWO.)" in told(at)
    no_crash(at.radio(key="practice.show").set_value(practice.Show.NEW).run())
    assert at.header[0].value == "Question 1 of 1"
    assert at.number_input


def test_a_question_stays_until_the_next_is_wanted_although_it_is_answered_now() -> None:
    at = opened(practice_page, names=("single", "multiple"))
    no_crash(at.radio(key="practice.show").set_value(practice.Show.NEW).run())
    answers(at).set_value(0)
    no_crash(next(one for one in at.button if one.label == "Submit").click().run())
    assert "**✔ Right.**" in told(at)
    assert at.header[0].value == "Question 1 of 2"
    no_crash(at.button(key="practice.next").click().run())
    assert at.header[0].value == "Question 1 of 1"


def test_practice_goes_by_goal() -> None:
    at = opened(practice_page)
    no_crash(at.selectbox(key="practice.goal").set_value("environment.cold-start").run())
    assert at.header[0].value == "Question 1 of 3"
    assert "Say what a cold start is made of" in at.selectbox[0].options[1]


def test_an_empty_part_of_practice_leads_on() -> None:
    at = opened(practice_page)
    no_crash(at.radio(key="practice.show").set_value(practice.Show.WRONG).run())
    assert "Nothing here that you answered wrong" in told(at)
    settings()
    keep(*(done(name) for name in ("single", "multiple", "numeric")))
    at = opened(practice_page)
    no_crash(at.radio(key="practice.show").set_value(practice.Show.NEW).run())
    assert "You have answered everything here" in told(at)
    assert "There are no questions yet" in told(opened(practice_page, names=()))


# the record


def test_an_empty_record_leads_on() -> None:
    at = opened(record_page)
    assert headings(at) == ["Your record"]
    assert "Nothing here yet." in told(at)


def test_the_record_tells_totals_goals_and_the_latest_answers() -> None:
    settings()
    now = session.now()
    keep(done("single", at=now - 60_000), done("multiple", 0.0, at=now), done("gone", at=now - 1))
    at = opened(record_page)
    assert headings(at) == ["Your record", "Goal by goal", "Latest answers"]
    assert [(one.label, one.value) for one in at.metric] == [
        ("Questions right", f"2 of {len(ITEMS)}"),
        ("Right at the first try", "2 of 3"),
        ("Answers", "3"),
    ]
    rows = at.markdown[-1].value.splitlines()[2:]
    title = title_of(MULTIPLE)
    assert rows == [
        f"| just now | {title} | ✖ Not right. |",
        "| just now | gone | ✔ Right. |",
        f"| a minute ago | {title} | ✔ Right. |",
    ]


def test_the_record_shows_the_latest_fifty() -> None:
    settings()
    keep(*(answered(str(n), at=n, learner=LEARNER) for n in range(60)))
    assert len(opened(record_page).markdown[-1].value.splitlines()) == 52


def test_a_record_that_cannot_be_read_says_so_and_can_be_tried_again(data) -> None:
    settings()
    (data / "record.sqlite3").write_text("not a database " * 100)
    at = opened(record_page)
    assert at.warning[0].value.startswith(f"The record in {data / 'record.sqlite3'} could not be read")
    (data / "record.sqlite3").unlink()
    no_crash(at.button(key="record.banner").click().run())
    assert not at.warning


def test_a_browser_without_cookie_and_a_folder_that_fails_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(session, "learner_of", lambda *_: None)
    assert "This browser keeps no cookie" in told(opened(record_page))
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COLDSTART_DATA", str(tmp_path / "file" / "data"))
    session.house.clear()
    assert any("cannot be used: Not a directory" in one.value for one in opened(record_page).warning)


def test_a_store_that_is_none_leaves_the_course_running(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLDSTART_STORE", "foo://here")
    session.house.clear()
    at = opened(practice_page)
    assert any("cannot be kept at a foo address" in one.value for one in at.warning)
    answers(at).set_value(0)
    no_crash(next(one for one in at.button if one.label == "Submit").click().run())
    assert "**✔ Right.**" in told(at)


# words


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(seconds=70), "a minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=2), "today, 12:30"),
        (timedelta(hours=20), "yesterday, 18:30"),
        (timedelta(days=11), "12 November 2026, 14:30"),
    ],
)
def test_times_are_told_as_people_tell_them(ago: timedelta, words: str) -> None:
    assert when(NOW - int(ago.total_seconds() * 1000), NOW) == words


def test_times_are_told_in_the_learners_own_hours() -> None:
    assert when(NOW - 2 * 3_600_000, NOW, timezone(timedelta(hours=1))) == "today, 13:30"


@pytest.mark.parametrize(
    ("value", "unit", "words"), [(12000, "ms", "12,000 ms"), (10.0, "s", "10 s"), (62.5, "", "62.5"), (-1, "", "-1")]
)
def test_amounts_are_told_as_people_write_them(value: float, unit: str, words: str) -> None:
    assert amount(value, unit) == words


def test_a_dollar_is_a_dollar_except_in_code() -> None:
    assert shown("It costs $0.20, and `$LATEST` is $0.\n") == r"It costs \$0.20, and `$LATEST` is \$0."
    assert cell("a | b\nc") == r"a \| b c"


def test_code_is_cut_out_of_a_text() -> None:
    assert list(parts("Two lines:\n```\nREPORT a\nREPORT b\n```\nWhich is cold?")) == [
        ("Two lines:\n", False),
        ("REPORT a\nREPORT b", True),
        ("\nWhich is cold?", False),
    ]


def test_a_title_is_how_the_stem_begins_and_its_question() -> None:
    from quizzes.model import Single

    long = Single(**common("long", stem="A bakery has an oven. " * 9 + "Which `oven` is hot?"), options=SINGLE.options)
    assert title_of(long).startswith("A bakery has an oven. A bakery has an oven.")
    assert title_of(long).endswith("… Which oven is hot?")
    assert title_of(SINGLE) == SINGLE.stem


def test_the_pages_show_the_bank_itself() -> None:
    assert record_module.objectives is catalog.objectives


def asked_often() -> None:
    from quizzes.ui import session

    for _ in range(5):
        session.records()


def test_a_record_that_cannot_be_read_is_not_asked_for_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each try may wait for a lock; a page that asks ten times must not wait ten times."""
    tries = []

    def refuse(learner: str) -> None:
        tries.append(learner)
        raise StoreError("locked; try again.")

    monkeypatch.setattr(session.house().store, "of", refuse)
    at = opened(asked_often)
    no_crash(at.run())
    assert tries == [LEARNER]
    monkeypatch.setattr(session, "PATIENCE", 0)
    at.session_state["quizzes.session"].read_again_at = 0
    no_crash(at.run())
    assert len(tries) == 6
