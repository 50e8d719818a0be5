"""A store in a database, through SQLAlchemy Core. SQLite by default: WAL, and synchronous=FULL, so that what is appended is on disk."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import OperationalError
from threading import Lock
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from quizzes.store.protocol import Store, StoreError
from quizzes.store.record import Record, from_json, to_json

VERSION = 1
"""Of the tables. A newer one than ours is left alone."""
BUSY_MS = 2000
"""How long to wait for another program that is writing."""

TURN_S = 10
"""How long to wait for this process's own other answers, in seconds."""

_tables = MetaData()
_version = Table("coldstart_schema", _tables, Column("version", Integer, nullable=False))
_record = Table(
    "record",
    _tables,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("learner", String(64), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", Text, nullable=False),
)

_TROUBLES = (
    ("locked", "another program is writing to it and does not let go; close that program, then try again"),
    ("readonly", "it may not be written to; give this user the right to write to the file and its folder"),
    ("read-only", "it may not be written to; give this user the right to write to the file and its folder"),
    ("unable to open", "it cannot be opened; see that its folder exists and that this user may write there"),
    ("full", "the disk is full; make room, then try again"),
    ("disk i/o", "the disk fails to read or write; see that it is there and has room"),
    ("not a database", "the file is damaged or is something else; move it away, and a new one is made"),
    ("malformed", "the file is damaged; move it away, and a new one is made, or put a copy in its place"),
)
"""What the database says, and what that means for the one who reads it."""


def open_store(place: str | Path) -> Store:
    """The store in the file or at the database URL ``place``. Nothing is touched before the first read or write.

    Raises:
        StoreError: ``place`` is no such thing.
    """
    text = str(place)
    if "://" not in text:
        text = f"sqlite:///{text}"
    try:
        return SqlStore(create_engine(make_url(text)), str(place))
    except (ArgumentError, ImportError, SQLAlchemyError) as error:
        name = text.partition("://")[0]
        raise StoreError(f"The record cannot be kept at a {name} address: {error}; give a file's path.") from error


class SqlStore:
    """Keeps records in one table of a database. Made ready at its first use, and again until that succeeds."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self._name = name.rpartition("@")[2]
        self._ready = False
        self._lock = Lock()
        self._writing = Lock()
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _set_up_sqlite)

    def append(self, *records: Record) -> None:
        """Keep ``records``; see ``Store``."""
        rows = [_row(record) for record in records]
        if not rows:
            return
        make = postgresql_insert if self.engine.dialect.name == "postgresql" else sqlite_insert
        with self._told("written"), self._turn(), self.engine.begin() as connection:
            connection.execute(make(_record).on_conflict_do_nothing(index_elements=["id"]), rows)

    def of(self, learner: str) -> tuple[Record, ...]:
        """Every record of ``learner``, oldest first."""
        asked = select(_record.c.body).where(_record.c.learner == learner).order_by(_record.c.seq)
        with self._told("read"), self.engine.connect() as connection:
            return tuple(from_json(body) for (body,) in connection.execute(asked))

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Have the tables, and turn what the database says into a sentence."""
        try:
            with self._lock:
                if not self._ready:
                    self._prepare()
                    self._ready = True
            yield
        except (SQLAlchemyError, OSError) as error:
            self._ready = False
            raise StoreError(f"The record in {self._name} could not be {what}: {_meaning(error)}.") from error
        except ValueError as error:
            problem = "it holds something that this version of Coldstart does not know"
            raise StoreError(f"The record in {self._name} could not be {what}: {problem}; update Coldstart.") from error

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Have this process write one answer after the other: SQLite lets the threads that wait for it starve."""
        if not self._writing.acquire(timeout=TURN_S):
            problem = (
                "many answers are waiting for a slow disk or for another program that is writing; try again in a moment"
            )
            raise StoreError(f"The record in {self._name} could not be written: {problem}.")
        try:
            yield
        finally:
            self._writing.release()

    def _prepare(self) -> None:
        with self.engine.begin() as connection:
            _tables.create_all(connection)
            found = connection.execute(select(_version.c.version)).scalar()
            if found is None:
                connection.execute(insert(_version).values(version=VERSION))
            elif found > VERSION:
                problem = (
                    f"it was made by a newer version of Coldstart (its tables are version {found}, ours {VERSION})"
                )
                raise StoreError(f"The record in {self._name} cannot be used: {problem}; update Coldstart.")


def _row(record: Record) -> dict[str, Any]:
    return {"id": record.id, "learner": record.learner, "at": record.at, "kind": record.kind, "body": to_json(record)}


def _meaning(error: Exception) -> str:
    said = str(getattr(error, "orig", error))
    for sign, meaning in _TROUBLES:
        if sign in said.lower():
            return meaning
    return f"the database says {said!r}; see that it is there and can be reached"


def _set_up_sqlite(connection: Any, _: object) -> None:
    """Have the connection wait, write ahead, and write through."""
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        with suppress(OperationalError):  # a file that may only be read stays as it is, and is read
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
    finally:
        cursor.close()
