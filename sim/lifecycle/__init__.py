"""How do environments come, wait and go? One function, its calls, and the execution environments that serve them."""

from sim.lifecycle.run import arrivals_of, run
from sim.lifecycle.scenario import Call, Extensions, Fault, How, Outcome, Scenario, Start, Status, Traffic
from sim.lifecycle.states import TRANSITIONS, Signal, State, step

__all__ = [
    "TRANSITIONS",
    "Call",
    "Extensions",
    "Fault",
    "How",
    "Outcome",
    "Scenario",
    "Signal",
    "Start",
    "State",
    "Status",
    "Traffic",
    "arrivals_of",
    "run",
    "step",
]
