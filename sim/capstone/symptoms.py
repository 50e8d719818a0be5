"""What an operator sees at a station: log lines and metrics. They are symptoms; the cause is for the learner to find."""

from collections import Counter
from collections.abc import Iterator

from sim.capstone import queue
from sim.capstone.flow import Flow
from sim.capstone.framing import TIMEOUT, Attempt
from sim.capstone.role import PUT_ITEM, TABLE_ARN
from sim.capstone.values import (
    ACCOUNT,
    ALIAS,
    BUCKET,
    DEAD_LETTERS,
    FILE,
    FRAME,
    NEW,
    OLD,
    QUEUE,
    RULE,
    SECOND,
    TABLE,
    Station,
)
from sim.deployment.values import counted
from sim.network.outcome import Symptom

SILENT = "no data points"
_ROLE = f"arn:aws:sts::{ACCOUNT}:assumed-role/{FILE}/{FILE}"


def symptoms(flow: Flow, station: Station) -> tuple[str, ...]:
    """The lines of one station."""
    lines = {
        Station.RULE: _rule,
        Station.CALL: _call,
        Station.DEPLOYMENT: _deployment,
        Station.NETWORK: _network,
        Station.QUEUE: _queue,
        Station.ROLE: _role,
    }
    return tuple(lines[station](flow))


def _rule(flow: Flow) -> Iterator[str]:
    large = sum(one.is_large for one in flow.photographs)
    yield f"{BUCKET}: {len(flow.photographs)} objects created under evening/, {large} of them in parts."
    matched = len(flow.matched) + flow.strangers
    yield f"{RULE}: MatchedEvents {matched or SILENT}."
    if flow.matched:
        in_parts = sum(one.is_large for one in flow.matched)
        yield f"Of the matched events {in_parts} are about photographs in parts, {flow.strangers} about something else."


def _call(flow: Flow) -> Iterator[str]:
    came, called = len(flow.matched), len(flow.called)
    yield f"{RULE}: Invocations {came or SILENT}, FailedInvocations {came - called or SILENT}."
    yield f"{FRAME}:{ALIAS}: Invocations by the rule {called or SILENT}."
    if flow.judged.too_wide:
        yield "IAM Access Analyzer: a resource policy lets in everybody."


def _deployment(flow: Flow) -> Iterator[str]:
    found = flow.deployed
    code = f", {found.error_code}" if found.error_code else ""
    back = ", rolled back" if found.is_rolled_back else ""
    yield f"Deployment to version {NEW}: {found.status}{code}{back}. {ALIAS} names version {found.final_version}."
    for version, calls, errors in (
        (OLD, found.old_calls, found.old_failed),
        (NEW, found.new_calls, found.bad_calls),
    ):
        told = f"Invocations {calls:,}, Errors {errors:,}" if calls else SILENT
        yield f"{FRAME}:{ALIAS}, ExecutedVersion {version}: {told}."
    if bad := sum(attempt.version == NEW for attempt in _attempts(flow)):
        yield f"Log of version {NEW}: {bad} × KeyError: 'frame', for photographs that we follow."


def _network(flow: Flow) -> Iterator[str]:
    ran = [attempt for attempt in _attempts(flow) if attempt.version == OLD]
    if not ran:
        yield f"Log of version {OLD}: no line about these photographs."
        return
    yield f"Log of version {OLD}: {sum(attempt.is_ok for attempt in ran)} × photograph framed, message sent."
    failed = Counter(_seen(attempt) for attempt in ran if attempt.path)
    for line, count in failed.items():
        yield f"{count} × {line}"


def _seen(attempt: Attempt) -> str:
    """The last lines of an attempt that reached something and not all."""
    where = f"from {attempt.subnet}" if attempt.subnet else "without a VPC"
    match attempt.path.symptom if attempt.path else Symptom.ANSWER:
        case Symptom.DENIED:
            return f"{where}: connecting to {attempt.target} … AccessDenied (403)"
        case Symptom.TIMEOUT | Symptom.NOT_RUN:
            told = f"Task timed out after {TIMEOUT / SECOND:.2f} seconds"
            return f"{where}: connecting to {attempt.target} … {told}"
        case _:
            return f"{where}: connecting to {attempt.target} … {attempt.path.symptom if attempt.path else ''}"


def _queue(flow: Flow) -> Iterator[str]:
    found = flow.queued
    if found is None:
        yield f"{QUEUE}: NumberOfMessagesSent {SILENT}."
        return
    yield (
        f"{QUEUE}: NumberOfMessagesSent {found.sent}, ApproximateNumberOfMessagesVisible {found.waiting + found.in_flight}. "
        f"{DEAD_LETTERS}: {counted(found.dead_lettered, 'message')}."
    )
    if queue.refused(flow.queue):
        yield "Event source mappings of the queue: none. The last update of the stack: UPDATE_FAILED."
    elif found.received:
        again = sum(one.received > 1 for one in found.message_list)
        failed = found.failed_batches + found.partial_batches
        yield f"{counted(found.batches, 'batch').replace('batchs', 'batches')}, {failed} with errors; received more than once: {again}."


def _role(flow: Flow) -> Iterator[str]:
    found = flow.queued
    if found and not flow.reading.allowed and not queue.refused(flow.queue):
        yield "Event source mapping: State Enabled, LastProcessingResult PROBLEM."
    if not found or not found.invocations:
        yield f"{FILE}: Invocations {SILENT}."
    elif not flow.writable:
        yield (
            f"{found.received} × AccessDeniedException: User: {_ROLE} is not authorized to perform: {PUT_ITEM} on resource: "
            f"{TABLE_ARN} {flow.write_error}"
        )
    else:
        locked = sum(one.is_locked for one in flow.photographs if one.number in flow.messages)
        yield f"{FILE}: Invocations {found.invocations}. Log: {locked} × TransactionConflict: the seat is locked."
    filed = [one.effects for one in flow.messages.values() if one.effects]
    twice = sum(times > 1 for times in filed)
    yield f"{TABLE}: {counted(len(filed), 'photograph')}, {twice} of them written more than once."


def _attempts(flow: Flow) -> list[Attempt]:
    return [attempt for attempts in flow.framed.values() for attempt in attempts]
