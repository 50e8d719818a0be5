"""Which messages come back, and when? An SQS queue, its event source mapping, and a function that fails as a script says."""

from sim.queue.outcome import Advice, BatchOutcome, DeadLetter, Level, MessageOutcome, Outcome
from sim.queue.run import run
from sim.queue.scenario import Failure, Scenario, Send
from sim.queue.values import Closed, Creation, Ended, How, Result

__all__ = [
    "Advice",
    "BatchOutcome",
    "Closed",
    "Creation",
    "DeadLetter",
    "Ended",
    "Failure",
    "How",
    "Level",
    "MessageOutcome",
    "Outcome",
    "Result",
    "Scenario",
    "Send",
    "run",
]
