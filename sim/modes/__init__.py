"""What becomes of the same failure in each way of invoking? One failure, run synchronously, asynchronously, by a queue and by a stream."""

from sim.modes.outcome import EventOutcome, Outcome, WayOutcome
from sim.modes.run import run
from sim.modes.scenario import Scenario
from sim.modes.values import By, Ended, How, Notice, Way

__all__ = [
    "By",
    "Ended",
    "EventOutcome",
    "How",
    "Notice",
    "Outcome",
    "Scenario",
    "Way",
    "WayOutcome",
    "run",
]
