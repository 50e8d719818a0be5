"""How many environments does it take, and what do they cost? A fleet: calls, concurrency and its limits, cold starts, throttles, the bill."""

from sim.concurrency.measure import measure, measured
from sim.concurrency.outcome import CallOutcome, FunctionOutcome, Level, Outcome, Refusal
from sim.concurrency.run import run
from sim.concurrency.scenario import Scenario
from sim.concurrency.summary import Summary
from sim.concurrency.values import Kind, Law, Pattern, Reuse, Start
from sim.concurrency.workload import Change, Function, Tracking, Traffic, Workload

__all__ = [
    "CallOutcome",
    "Change",
    "Function",
    "FunctionOutcome",
    "Kind",
    "Law",
    "Level",
    "Outcome",
    "Pattern",
    "Refusal",
    "Reuse",
    "Scenario",
    "Start",
    "Summary",
    "Tracking",
    "Traffic",
    "Workload",
    "measure",
    "measured",
    "run",
]
