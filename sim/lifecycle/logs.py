"""The lines that CloudWatch Logs would show: REPORT for each call, INIT_REPORT for each Init that failed, RESTORE_REPORT.

Each environment writes a log stream of its own. Init shows as Init Duration in the REPORT of the call that waited for it; a
suppressed Init shows nowhere but in Duration. With SnapStart, Init shows in the INIT_REPORT of the environment in which the
version was published, and Restore in a RESTORE_REPORT and in the REPORT of the call that waited for it.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
https://docs.aws.amazon.com/lambda/latest/dg/snapstart-monitoring.html
"""

from dataclasses import dataclass

from sim.facts import fact_of
from sim.lifecycle.ids import request_id
from sim.lifecycle.outcome import NOT_RESTORED, REFUSED, Call, InitFailure, Outcome, Start, Status
from sim.lifecycle.scenario import Scenario

EXIT_ERROR = str(fact_of("sync-exit-payload").value)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a log stream."""

    environment: int
    """0 is the one in which the version was published."""
    call: int
    """The number of the call that it tells of; 0 for none."""
    text: str


def lines(scenario: Scenario, outcome: Outcome) -> tuple[Line, ...]:
    """The lines of a run, call by call. A throttled call wrote none: it never reached an environment."""
    found = [Line(0, 0, _init_report(failure)) for failure in outcome.publish.failures]
    if scenario.snap_start and not outcome.publish.failures:
        found.append(Line(0, 0, f"INIT_REPORT Init Duration: {outcome.publish.init:.2f} ms"))
    for call in outcome.calls:
        if call.status in REFUSED:
            continue
        found += [Line(call.environment, call.number, _init_report(failure)) for failure in call.init_failures]
        if call.start is Start.RESTORED:
            found.append(Line(call.environment, call.number, _restore_report(call)))
        if call.status not in NOT_RESTORED:
            found.append(Line(call.environment, call.number, _report(scenario, call)))
    return tuple(found)


def _restore_report(call: Call) -> str:
    told = {
        Status.RESTORE_TIMEOUT: "\tStatus: timeout",
        Status.RESTORE_ERROR: f"\tStatus: error\tError Type: {EXIT_ERROR}",
    }
    return f"RESTORE_REPORT Restore Duration: {call.restore:.2f} ms{told.get(call.status, '')}"


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
    if call.start is Start.RESTORED:
        parts += [f"Restore Duration: {call.restore:.2f} ms", f"Billed Restore Duration: {call.restore_billed} ms"]
    match call.status:
        case Status.TIMEOUT:
            parts.append("Status: timeout")
        case Status.CRASH | Status.OUT_OF_MEMORY:
            parts += ["Status: error", f"Error Type: {EXIT_ERROR}"]
        case _:
            pass
    return "\t".join(parts)
