"""A store that lasts as long as the process: for tests, and for trying out."""

from threading import Lock

from quizzes.store.record import Record


class MemoryStore:
    """Keeps records in memory."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}
        self._lock = Lock()

    def append(self, *records: Record) -> None:
        """Keep ``records``; see ``Store``."""
        with self._lock:
            for record in records:
                self._records.setdefault(record.id, record)

    def of(self, learner: str) -> tuple[Record, ...]:
        """Every record of ``learner``, oldest first."""
        with self._lock:
            return tuple(record for record in self._records.values() if record.learner == learner)
