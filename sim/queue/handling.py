"""What a handler makes of a batch: how long it takes, which messages' work it does, what it answers, and what Lambda then deletes.

The truth table of partial batch responses:
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sim.queue.message import Batch, Held
from sim.queue.scenario import Failure, Scenario
from sim.queue.values import SECOND, How, Result

STOPS = frozenset({How.RAISE, How.TIMEOUT, How.CRASH})
"""The invocation itself fails."""
MALFORMED = frozenset({How.NOT_JSON, How.WRONG_KEY, How.NULL_ID, How.EMPTY_ID, How.UNKNOWN_ID})
"""With ReportBatchItemFailures such a response makes the whole batch fail."""
HIDDEN = frozenset({How.EMPTY_LIST, How.NULL_LIST, How.EMPTY_RESPONSE, How.NULL_RESPONSE})
"""Such a response says that all went well."""
UNKNOWN = "00000000-0000-4000-8000-999999999999"
_ANSWERS: Mapping[How, str] = MappingProxyType(
    {
        How.EMPTY_LIST: '{"batchItemFailures": []}',
        How.NULL_LIST: '{"batchItemFailures": null}',
        How.EMPTY_RESPONSE: "{}",
        How.NULL_RESPONSE: "null",
        How.NOT_JSON: '{"batchItemFailures": [',
        How.NULL_ID: '{"batchItemFailures": [{"itemIdentifier": null}]}',
        How.EMPTY_ID: '{"batchItemFailures": [{"itemIdentifier": ""}]}',
        How.UNKNOWN_ID: f'{{"batchItemFailures": [{{"itemIdentifier": "{UNKNOWN}"}}]}}',
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """What came of an invocation."""

    lasts: int
    """ms."""
    result: Result
    response: str
    """What the function answered; the error's document if it failed."""
    done: tuple[Held, ...]
    """Messages whose work was done, whatever was said about it."""
    kept: tuple[Held, ...]
    """Messages that Lambda does not delete."""


def failure_of_request(scenario: Scenario, batch: Batch) -> Failure | None:
    """The throttle that the script has for this request, if it has one."""
    for failure in scenario.failures:
        fits = not failure.batches or batch.number in failure.batches
        if failure.how is How.THROTTLE and fits and (not failure.first or batch.requests <= failure.first):
            return failure
    return None


def handle(scenario: Scenario, batch: Batch) -> Handled:
    """Run the handler on ``batch``."""
    timeout = scenario.timeout_seconds * SECOND
    held, elapsed = tuple(batch.held), scenario.duration
    whole = _failure(scenario, batch, None)
    if elapsed > timeout or (whole and whole.how is How.TIMEOUT):
        return _timed_out(timeout, (), held)
    if whole and whole.how in STOPS:
        return _stopped(whole.how, elapsed, (), held, "")
    done: list[Held] = []
    failed: list[tuple[Held, How]] = []
    for n, one in enumerate(held):
        elapsed += scenario.per_message
        if elapsed > timeout:
            return _timed_out(timeout, tuple(done), held)
        failure = _failure(scenario, batch, one)
        how = failure.how if failure else None
        if how is None:
            done.append(one)
        elif how is How.TIMEOUT:
            return _timed_out(timeout, tuple(done), held)
        elif how in STOPS:
            return _stopped(how, elapsed, tuple(done), held, one.message.of)
        elif how is How.REPORT_REST:
            failed += [(later, how) for later in held[n:]]
            break
        else:
            failed.append((one, how))
    if whole and whole.how in (How.REPORT, How.REPORT_REST):
        done, failed = [], [(one, whole.how) for one in held]
    return _answered(scenario, elapsed, done, failed, whole, held)


def _failure(scenario: Scenario, batch: Batch, held: Held | None) -> Failure | None:
    """The first failure of the script that fits the message, or, without one, the batch as a whole."""
    for failure in scenario.failures:
        if failure.how is How.THROTTLE or (failure.batches and batch.number not in failure.batches):
            continue
        if held is None:
            if not failure.messages and (not failure.first or batch.number <= failure.first):
                return failure
        elif held.message.origin in failure.messages and (not failure.first or held.receipt <= failure.first):
            return failure
    return None


def _answered(
    scenario: Scenario,
    lasts: int,
    done: Sequence[Held],
    failed: Sequence[tuple[Held, How]],
    whole: Failure | None,
    held: tuple[Held, ...],
) -> Handled:
    """The handler has come to its end, and answers."""
    hows = [how for _, how in failed]
    strange = next((how for how in hows if how in MALFORMED), None)
    if strange is None and whole and whole.how in MALFORMED | HIDDEN:
        strange = whole.how
    named = tuple(one for one, how in failed if how not in HIDDEN)
    if strange is None and not named:
        strange = next(iter(hows), None)
    response = _response(strange, named, held) if named or strange or scenario.report_item_failures else "null"
    result, kept = Result.SUCCEEDED, tuple[Held, ...]()
    if scenario.report_item_failures and strange in MALFORMED:
        result, kept = Result.MALFORMED, held
    elif scenario.report_item_failures and named and strange not in HIDDEN:
        result, kept = Result.PARTIAL, named
    return Handled(lasts=lasts, result=result, response=response, done=tuple(done), kept=kept)


def _response(strange: How | None, named: Sequence[Held], held: Sequence[Held]) -> str:
    """The handler's answer as it stands."""
    if strange is How.WRONG_KEY:
        first = (named or held)[0].message.id
        return json.dumps({"batchItemFailures": [{"messageId": first}]})
    if strange is not None:
        return _ANSWERS[strange]
    return json.dumps({"batchItemFailures": [{"itemIdentifier": one.message.id} for one in named]})


def _timed_out(timeout: int, done: tuple[Held, ...], held: tuple[Held, ...]) -> Handled:
    message = f"Error: Task timed out after {timeout / 1000:.2f} seconds"
    response = json.dumps({"errorType": "Sandbox.Timedout", "errorMessage": message})
    return Handled(lasts=timeout, result=Result.TIMED_OUT, response=response, done=done, kept=held)


def _stopped(how: How, lasts: int, done: tuple[Held, ...], held: tuple[Held, ...], of: str) -> Handled:
    if how is How.CRASH:
        problem = {"errorType": "Runtime.ExitError", "errorMessage": "Error: Runtime exited with error: exit status 1"}
        result = Result.CRASHED
    else:
        problem = {
            "errorType": "ValueError",
            "errorMessage": f"cannot handle {of}" if of else "cannot handle the batch",
        }
        result = Result.FAILED
    return Handled(lasts=lasts, result=result, response=json.dumps(problem), done=done, kept=held)
