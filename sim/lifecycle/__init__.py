"""How do environments come, wait and go? One function, its calls, and the execution environments that serve them."""

from sim.lifecycle.outcome import Call, Outcome, Publish, Start, Status
from sim.lifecycle.run import arrivals_of, run
from sim.lifecycle.scenario import (
    Draws,
    Extensions,
    Fault,
    Hook,
    How,
    Initialization,
    Scenario,
    SnapStart,
    Traffic,
    init_limit,
)
from sim.lifecycle.states import TRANSITIONS, Signal, State, step

__all__ = [
    "TRANSITIONS",
    "Call",
    "Draws",
    "Extensions",
    "Fault",
    "Hook",
    "How",
    "Initialization",
    "Outcome",
    "Publish",
    "Scenario",
    "Signal",
    "SnapStart",
    "Start",
    "State",
    "Status",
    "Traffic",
    "arrivals_of",
    "init_limit",
    "run",
    "step",
]
