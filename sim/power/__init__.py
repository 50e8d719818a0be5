"""How much memory is fastest, and how much is cheapest? The same call at several memory sizes, its times, and the month's price."""

from sim.power.outcome import Outcome, Size, Status
from sim.power.run import run
from sim.power.scenario import Scenario

__all__ = ["Outcome", "Scenario", "Size", "Status", "run"]
