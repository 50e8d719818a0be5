"""Both stores keep what they are given; and a database in trouble says so in words, and loses nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from quizzes.response import Chosen, Matched, Number, Ordered
from quizzes.store import (
    Answered,
    Finished,
    MemoryStore,
    Mode,
    Predicted,
    Store,
    StoreError,
    Visited,
    open_store,
    record,
)
from quizzes.store.record import Common, Record, from_json, to_json
from quizzes.store.sql import SqlStore
from tests.quizzes.builders import answered

NOBODY = 65534
ALL = (
    answered("1"),
    Predicted(id="2", learner="ada", at=2, place="cold-and-warm/second-call", said=2, outcome=1, skipped=False),
    Predicted(id="3", learner="ada", at=2, place="cold-and-warm/third-call", said=None, outcome="warm", skipped=True),
    Visited(id="4", learner="ada", at=3, lesson="cold-and-warm"),
    Finished(id="5", learner="ada", at=4, lesson="cold-and-warm"),
)


@pytest.fixture(params=["memory", "sql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else open_store(tmp_path / "record.sqlite3")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite3"


def refusal(store: Store, record: Record | None = None) -> str:
    """What the store says when it cannot keep ``record``."""
    with pytest.raises(StoreError) as refused:
        store.append(record or answered("refused"))
    return str(refused.value)


# what every store does


def test_records_come_back_as_they_were_in_the_order_they_came(store: Store) -> None:
    store.append(*ALL)
    store.append(answered("6", at=1))
    assert store.of("ada") == (*ALL, answered("6", at=1))


def test_a_learner_sees_nobody_elses_records(store: Store) -> None:
    store.append(answered("1"), answered("2", learner="grace"))
    assert [record.id for record in store.of("grace")] == ["2"]
    assert store.of("nobody") == ()


def test_the_same_record_twice_is_one_record(store: Store) -> None:
    store.append(answered("1"), answered("1"))
    store.append(answered("1", score=0.0), answered("2"))
    assert [(record.id, record.score) for record in store.of("ada") if isinstance(record, Answered)] == [
        ("1", 1),
        ("2", 1),
    ]


def test_nothing_to_keep_is_no_trouble(store: Store) -> None:
    store.append()
    assert store.of("ada") == ()


def test_many_threads_lose_nothing(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.append(answered(str(n))), range(100)))
    assert {record.id for record in store.of("ada")} == {str(n) for n in range(100)}


# records


def test_the_union_names_every_kind_of_record() -> None:
    written = {
        cls for cls in vars(record).values() if isinstance(cls, type) and issubclass(cls, Common) and cls is not Common
    }
    assert set(get_args(get_args(Record)[0])) == written
    assert {type(one) for one in ALL} == written


RESPONSES = st.one_of(
    st.frozensets(st.integers(0, 9)).map(Chosen),
    st.lists(st.integers(0, 9)).map(tuple).map(Ordered),
    st.lists(st.integers(0, 9)).map(tuple).map(Matched),
    st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)).map(Number),
)


@given(RESPONSES, st.floats(0, 1), st.sampled_from(Mode), st.booleans(), st.text(min_size=1))
def test_a_record_written_and_read_is_the_same(
    response: object, score: float, mode: Mode, first: bool, item: str
) -> None:
    record = answered(item=item, score=score, response=response, mode=mode, first=first)
    assert from_json(to_json(record)) == record


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()))
def test_whatever_was_said_is_read_back_with_its_type(said: object) -> None:
    got = from_json(to_json(replace(ALL[1], said=said)))
    assert isinstance(got, Predicted)
    assert (type(got.said), got.said) == (type(said), said)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": ""}, "a record without id or learner; give it both"),
        ({"learner": ""}, "a record without id or learner; give it both"),
        ({"score": 1.5}, "score: 1.5 is out of range; it takes 0 to 1"),
    ],
)
def test_a_record_that_makes_no_sense_does_not_construct(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        answered(**change)


# what outlasts what

CHILD = """
import sys
from quizzes.store import open_store
from tests.quizzes.builders import answered
store = open_store(sys.argv[1])
for n in range(1000):
    store.append(answered(str(n)))
    print(n, flush=True)
"""


def test_what_was_appended_outlasts_a_process_that_is_killed(file: Path) -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(file)], stdout=subprocess.PIPE, text=True, cwd=root
    ) as child:
        assert child.stdout
        said = [int(child.stdout.readline()) for _ in range(20)]
        os.kill(child.pid, signal.SIGKILL)
        said += [int(line) for line in child.stdout.read().split()]
    assert child.returncode == -signal.SIGKILL
    kept = [int(record.id) for record in open_store(file).of("ada")]
    assert said == list(range(len(said)))
    assert kept[: len(said)] == said
    assert len(kept) - len(said) in (0, 1)


def test_the_file_is_written_ahead_and_written_through(file: Path) -> None:
    store = open_store(file)
    assert isinstance(store, SqlStore)
    store.append(answered())
    with store.engine.connect() as connection:
        read = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout")
        ]
    assert read == ["wal", 2, 2000]


# trouble


@contextmanager
def ordinary_user(folder: Path) -> Iterator[None]:
    """Root may write everywhere; the test goes on as a user who may not."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder whose path everybody may walk."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_a_locked_database_says_so_and_takes_the_answer_later(file: Path) -> None:
    store = open_store(file)
    store.append(answered("before"))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    said = refusal(store, answered("later"))
    assert said == (
        f"The record in {file} could not be written: another program is writing to it and does not let go; "
        "close that program, then try again."
    )
    other.execute("ROLLBACK")
    other.close()
    store.append(answered("later"))
    assert [record.id for record in store.of("ada")] == ["before", "later"]


def test_a_crowd_that_waits_too_long_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(file)
    assert isinstance(store, SqlStore)
    monkeypatch.setattr("quizzes.store.sql.TURN_S", 0.01)
    with store._turn():
        assert refusal(store).endswith(
            "many answers are waiting for a slow disk or for another program that is writing; try again in a moment."
        )
    store.append(answered())


def test_a_read_only_file_says_so_and_is_still_read(open_folder: Path) -> None:
    file = open_folder / "record.sqlite3"
    store = open_store(file)
    store.append(answered("kept"))
    assert isinstance(store, SqlStore)
    store.engine.dispose()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    file.chmod(0o444)
    open_folder.chmod(0o555)
    with ordinary_user(open_folder):
        store = open_store(file)
        said = refusal(store)
        assert [record.id for record in store.of("ada")] == ["kept"]
    assert said == (
        f"The record in {file} could not be written: it may not be written to; "
        "give this user the right to write to the file and its folder."
    )


def test_a_read_only_folder_says_so(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    with ordinary_user(open_folder):
        said = refusal(open_store(open_folder / "record.sqlite3"))
    assert said.endswith("it cannot be opened; see that its folder exists and that this user may write there.")


def test_a_full_disk_says_so_and_keeps_all_or_none(file: Path) -> None:
    store = open_store(file)
    assert isinstance(store, SqlStore)
    store.append(answered("before"))
    store.engine.dispose()

    @event.listens_for(store.engine, "connect")
    def _no_more_pages(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    many = [answered(str(n), item="x" * 500) for n in range(200)]
    with pytest.raises(StoreError) as refused:
        store.append(*many)
    assert str(refused.value).endswith("the disk is full; make room, then try again.")
    assert [record.id for record in store.of("ada")] == ["before"]


def test_a_file_that_is_no_database_says_so_and_a_new_one_is_made_once_it_is_gone(file: Path) -> None:
    file.write_text("not a database " * 100)
    store = open_store(file)
    assert refusal(store).endswith("the file is damaged or is something else; move it away, and a new one is made.")
    file.unlink()
    store.append(answered())
    assert len(store.of("ada")) == 1


def test_a_newer_record_is_left_alone(file: Path) -> None:
    open_store(file).append(answered())
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE coldstart_schema SET version = 2")
    connection.close()
    assert refusal(open_store(file)) == (
        f"The record in {file} cannot be used: it was made by a newer version of Coldstart "
        "(its tables are version 2, ours 1); update Coldstart."
    )


def test_a_record_of_an_unknown_kind_says_so(file: Path) -> None:
    store = open_store(file)
    store.append(answered())
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE record SET body = '{}'")
    connection.close()
    with pytest.raises(
        StoreError, match="holds something that this version of Coldstart does not know; update Coldstart"
    ):
        store.of("ada")


def test_an_address_that_is_none_says_so() -> None:
    with pytest.raises(StoreError, match=r"cannot be kept at a foo address: .*; give a file's path"):
        open_store("foo://here")


def test_no_password_is_told() -> None:
    store = open_store("sqlite:////tmp/ada:secret@nowhere/record.sqlite3")
    with pytest.raises(StoreError) as refused:
        store.of("ada")
    assert "secret" not in str(refused.value)
