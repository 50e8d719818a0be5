"""How many calls does each version get? An alias with two versions: Lambda draws one of them for each call."""

from sim.traffic.outcome import Answer, CallOutcome, Outcome, VersionOutcome
from sim.traffic.run import run
from sim.traffic.scenario import Move, Scenario, Version

__all__ = ["Answer", "CallOutcome", "Move", "Outcome", "Scenario", "Version", "VersionOutcome", "run"]
