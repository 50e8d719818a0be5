"""When does a schedule fire next? ``rate()``, ``cron()`` and ``at()``, as scheduled rules and EventBridge Scheduler read them."""

from sim.schedule.expression import At, Cron, ExpressionError, Rate, parse
from sim.schedule.run import run
from sim.schedule.scenario import Firing, Outcome, Scenario, Service
from sim.schedule.words import reading

__all__ = [
    "At",
    "Cron",
    "ExpressionError",
    "Firing",
    "Outcome",
    "Rate",
    "Scenario",
    "Service",
    "parse",
    "reading",
    "run",
]
