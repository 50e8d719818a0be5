"""The learner's record: an append-only log of what was answered, predicted and read.

Nothing derived is kept. Scores, progress and statistics are folds over the record (``quizzes.progress``).
"""

from quizzes.store.memory import MemoryStore
from quizzes.store.protocol import Store, StoreError
from quizzes.store.record import Answered, Finished, Mode, Predicted, Record, Visited
from quizzes.store.sql import open_store

__all__ = [
    "Answered",
    "Finished",
    "MemoryStore",
    "Mode",
    "Predicted",
    "Record",
    "Store",
    "StoreError",
    "Visited",
    "open_store",
]
