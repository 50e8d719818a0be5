"""What becomes of a call, and who tries again? Synchronous and asynchronous invocation of a Lambda function."""

from sim.invocation.function import Alias, Function
from sim.invocation.measure import Summary, Workload, measure
from sim.invocation.outcome import (
    Attempt,
    CallOutcome,
    DeadLetter,
    Ended,
    EventOutcome,
    Outcome,
    Record,
    RequestOutcome,
    Result,
)
from sim.invocation.run import run
from sim.invocation.scenario import Client, Destination, EventInvokeConfig, Invoke, Others, Scenario, Script
from sim.invocation.states import EVENTS, REQUESTS
from sim.invocation.values import (
    Caller,
    Dlq,
    Happens,
    Idempotent,
    InvocationType,
    Kind,
    LogType,
    Loop,
    RecursiveLoop,
    State,
)

__all__ = [
    "EVENTS",
    "REQUESTS",
    "Alias",
    "Attempt",
    "CallOutcome",
    "Caller",
    "Client",
    "DeadLetter",
    "Destination",
    "Dlq",
    "Ended",
    "EventInvokeConfig",
    "EventOutcome",
    "Function",
    "Happens",
    "Idempotent",
    "InvocationType",
    "Invoke",
    "Kind",
    "LogType",
    "Loop",
    "Others",
    "Outcome",
    "Record",
    "RecursiveLoop",
    "RequestOutcome",
    "Result",
    "Scenario",
    "Script",
    "State",
    "Summary",
    "Workload",
    "measure",
    "run",
]
