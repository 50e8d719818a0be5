"""What the handler does with a batch: record by record, until one stops it or the time is up; and what the mapping makes of its answer."""

import json
from collections.abc import Sequence

from sim.stream.answer import done_of, naming
from sim.stream.outcome import Ended
from sim.stream.state import Call, Part, Record, World
from sim.stream.values import SECOND, How, Trouble

_ERRORS = {
    How.RAISE: ("ValueError", "This record cannot be read."),
    How.TIMEOUT: ("Sandbox.Timedout", "Error: Task timed out after {:.2f} seconds"),
    How.CRASH: ("Runtime.ExitError", "Error: Runtime exited with error: exit status 1"),
}
_STOPS = (How.REPORT, How.EMPTY_ID, How.NULL_ID, How.WRONG_KEY)
"""The handler catches the exception, stops, and answers."""


def handle(world: World, part: Part, number: int, state: int) -> Call:
    """The call with ``part`` that begins now."""
    scenario = world.scenario
    records = tuple(part.records)
    for record in records:
        record.sent += 1
    handled: list[Record] = []
    named: list[Record] = []
    spent, limit = scenario.invoke, scenario.timeout_seconds * SECOND
    how: How | None = None
    met: Record | None = None
    if trouble(world) is Trouble.RAISE:
        how = How.RAISE
    for record in records if how is None else ():
        spent += scenario.per_record
        if spent > limit:
            break
        how, met = _fault(world, record), record
        if how in _ERRORS or how in _STOPS:
            break
        if how is None:
            handled.append(record)
        if how is How.REPORT_AND_GO_ON:
            named.append(record)
        how = None
    if how is How.TIMEOUT or spent > limit:
        how, spent = How.TIMEOUT, limit
    if how in _ERRORS:
        kind, message = _ERRORS[how]
        response = json.dumps({"errorType": kind, "errorMessage": message.format(scenario.timeout_seconds)})
        ended, done, error = Ended.FAILED, 0, kind
    else:
        response = _answer(world, how, met, named, state + sum(record.value for record in handled))
        ended, done, error = _read(world, response, records)
    return Call(
        part=part,
        number=number,
        at=world.now,
        lasts=spent,
        records=records,
        handled=tuple(handled),
        ended=ended,
        done=done,
        error=error,
        response=response,
        state=state,
    )


def trouble(world: World) -> Trouble | None:
    """What stands in the way of every call now; None if nothing does."""
    return next((outage.how for outage in world.scenario.outages if outage.start <= world.now < outage.end), None)


def _fault(world: World, record: Record) -> How | None:
    """What goes wrong at this record this time; None if nothing does."""
    fault = world.faults.get(record.number)
    if fault is None or (fault.times and record.met >= fault.times):
        return None
    record.met += 1
    return fault.how


def _answer(world: World, how: How | None, met: Record | None, named: Sequence[Record], state: int) -> str:
    """What the handler returns, as JSON."""
    text = naming([record.sequence_number for record in named])
    if met is not None and how in _STOPS:
        number = {How.EMPTY_ID: "", How.NULL_ID: None}.get(how, met.sequence_number)
        numbers = [*(record.sequence_number for record in named), number]
        text = naming(numbers, key="itemId" if how is How.WRONG_KEY else "itemIdentifier")
    if world.scenario.tumbling_seconds:
        return json.dumps({"state": {"sum": state}, **json.loads(text)})
    return text


def _read(world: World, response: str, records: Sequence[Record]) -> tuple[Ended, int, str]:
    """How the call has ended for the mapping, how many records are done, and the error."""
    if not world.scenario.report_item_failures:
        return Ended.SUCCEEDED, len(records), ""
    done = done_of(response, [record.sequence_number for record in records])
    if done is None:
        return Ended.FAILED, 0, "batchItemFailures not understood"
    return (Ended.SUCCEEDED if done == len(records) else Ended.PARTIAL), done, ""
