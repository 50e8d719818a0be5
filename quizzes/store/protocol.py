"""What a store does."""

from typing import Protocol

from quizzes.store.record import Record


class StoreError(Exception):
    """The record could not be read or written. The message is for the learner: what is wrong; what to do."""


class Store(Protocol):
    """Where records are kept, in the order in which they came."""

    def append(self, *records: Record) -> None:
        """Keep ``records``, all of them or none. One whose id is known already is left as it was, without complaint.

        When this returns, the records outlast the process.

        Raises:
            StoreError: they are not kept.
        """

    def of(self, learner: str) -> tuple[Record, ...]:
        """Every record of ``learner``, oldest first.

        Raises:
            StoreError: the record cannot be read.
        """
