"""The lines that CloudWatch Logs would show: REPORT for each call, INIT_REPORT for each Init that failed.

Each environment writes a log stream of its own. Init shows as Init Duration in the REPORT of the call that waited for it; a
suppressed Init shows nowhere but in Duration. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

import uuid
from dataclasses import dataclass

from sim.facts import fact_of
from sim.lifecycle.scenario import Call, InitFailure, Outcome, Scenario, Status

_NAMESPACE = uuid.UUID("6f1d3c52-6a0e-4d3b-9a55-000000000000")
EXIT_ERROR = str(fact_of("sync-exit-payload").value)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a log stream; ``call`` is the number of the call that it tells of."""

    environment: int
    call: int
    text: str


def request_id(number: int) -> str:
    """A request id that looks like Lambda's and is the same in every run."""
    return str(uuid.uuid5(_NAMESPACE, f"call {number}"))


def lines(scenario: Scenario, outcome: Outcome) -> tuple[Line, ...]:
    """The lines of a run, call by call. A throttled call wrote none: it never reached an environment."""
    found: list[Line] = []
    for call in outcome.calls:
        if call.status is Status.THROTTLED:
            continue
        found += [Line(call.environment, call.number, _init_report(failure)) for failure in call.init_failures]
        found.append(Line(call.environment, call.number, _report(scenario, call)))
    return tuple(found)


def _init_report(failure: InitFailure) -> str:
    error = f"\tError Type: {EXIT_ERROR}" if failure.status == "error" else ""
    return f"INIT_REPORT Init Duration: {failure.ms:.2f} ms\tPhase: {failure.phase}\tStatus: {failure.status}{error}"


def _report(scenario: Scenario, call: Call) -> str:
    used = scenario.memory_mb if call.status is Status.OUT_OF_MEMORY else scenario.used_mb
    parts = [
        f"REPORT RequestId: {request_id(call.number)}",
        f"Duration: {call.duration:.2f} ms",
        f"Billed Duration: {call.billed} ms",
        f"Memory Size: {scenario.memory_mb} MB",
        f"Max Memory Used: {used} MB",
    ]
    if call.init:
        parts.append(f"Init Duration: {call.init:.2f} ms")
    match call.status:
        case Status.TIMEOUT:
            parts.append("Status: timeout")
        case Status.CRASH | Status.OUT_OF_MEMORY:
            parts += ["Status: error", f"Error Type: {EXIT_ERROR}"]
        case _:
            pass
    return "\t".join(parts)
