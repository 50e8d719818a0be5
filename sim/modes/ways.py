"""The scenario of ``modes`` as a scenario of ``invocation`` (twice), of ``queue`` and of ``stream``: what goes on in a way, its simulator decides.

Which attempts fail is written as those simulators write it: for each event, how many of its first attempts; 0 for all of them.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby

import sim.invocation as calls
import sim.queue as queues
import sim.stream as streams
from sim.modes.scenario import Scenario
from sim.modes.values import LAST, NOW, SECOND, How, Way

Failing = Mapping[int, int]
"""Number of the event (of the batch, where batches of the queue are throttled) → how many of its first attempts fail; 0 for all."""
NAMES = {Way.SYNCHRONOUS: "reserve-seat", Way.ASYNCHRONOUS: "send-confirmation"}
FAILED = "lantern-failed"
"""The on-failure destination of asynchronous events."""
KEY = "hall-1"
"""All records have this partition key, and are in one shard."""


def call_scenario(scenario: Scenario, way: Way, failing: Failing, *, until: int = 0) -> calls.Scenario:
    """The calls of one way, synchronous or asynchronous; with ``until`` looked at for so long, and no longer."""
    synchronous = way is Way.SYNCHRONOUS
    kind = calls.InvocationType.REQUEST_RESPONSE if synchronous else calls.InvocationType.EVENT
    happens = calls.Happens(scenario.how)
    scripts = [
        calls.Script(call=number, attempts=(*[happens] * times, calls.Happens.OK) if times else (happens,))
        for number, times in failing.items()
    ]
    goal = calls.Destination(kind=calls.Kind.SQS, name=FAILED) if scenario.on_failure else None
    config = calls.EventInvokeConfig(
        max_retries=scenario.max_retries, max_age_seconds=scenario.max_age_seconds, on_failure=goal
    )
    invoke = calls.Invoke(
        invocation_type=kind,
        caller=scenario.caller if synchronous else calls.Caller.PLAIN,
        payload='{"event": %n}',
    )
    return calls.Scenario(
        invokes=tuple(replace(invoke, at=n * scenario.every) for n in range(scenario.events)),
        function=calls.Function(
            name=NAMES[way],
            duration=scenario.duration,
            timeout=scenario.timeout_seconds * SECOND,
            dlq=calls.Dlq.SQS if scenario.dlq else calls.Dlq.NONE,
        ),
        script=tuple(scripts),
        configs=(config,),
        now=NOW,
        until=until or scenario.until,
        seed=scenario.seed,
    )


def queue_scenario(scenario: Scenario, failing: Failing, *, until: int = 0) -> queues.Scenario:
    """The messages. A throttle is one of batches, everything else one of messages."""
    throttled = scenario.how is How.THROTTLE
    how = queues.How.REPORT if scenario.report_item_failures else queues.How(scenario.how)
    rows = sorted((times, number) for number, times in failing.items())
    failures = []
    for times, group in groupby(rows, key=lambda row: row[0]):
        numbers = tuple(number for _, number in group)
        if throttled:
            failures.append(queues.Failure(batches=numbers if times else (), first=times, how=how))
        else:
            failures.append(queues.Failure(messages=numbers, first=times, how=how))
    return queues.Scenario(
        sends=(queues.Send(count=scenario.events, every=scenario.every, body='{"event": %n}'),),
        visibility_seconds=scenario.visibility_seconds,
        max_receive_count=scenario.max_receive_count,
        retention_seconds=scenario.retention_seconds,
        batch_size=scenario.batch_size,
        report_item_failures=scenario.report_item_failures,
        timeout_seconds=scenario.timeout_seconds,
        duration=scenario.duration,
        failures=tuple(failures),
        until=until or scenario.until,
    )


def stream_scenario(scenario: Scenario, failing: Failing, *, until: int = 0) -> streams.Scenario:
    """The records of one shard. A throttle is a stretch of time, everything else the handler's doing at a record."""
    throttled = scenario.how is How.THROTTLE
    how = streams.How.REPORT if scenario.report_item_failures else streams.How.RAISE
    how = how if throttled or scenario.how is How.RAISE else streams.How(scenario.how)
    faults = [streams.Fault(record=number, how=how, times=times) for number, times in failing.items()]
    outage = streams.Outage(end=scenario.outage_seconds * SECOND or LAST, how=streams.Trouble.THROTTLE)
    return streams.Scenario(
        puts=(streams.Put(times=scenario.events, every=scenario.every, key=KEY, data='{"event": %n}'),),
        faults=() if throttled else tuple(faults),
        outages=(outage,) if throttled and failing else (),
        batch_size=scenario.batch_size,
        max_retries=scenario.stream_retries,
        max_age_seconds=scenario.stream_age_seconds,
        bisect=scenario.bisect,
        report_item_failures=scenario.report_item_failures,
        on_failure=streams.OnFailure.SQS if scenario.stream_on_failure else streams.OnFailure.NONE,
        invoke=scenario.duration,
        timeout_seconds=scenario.timeout_seconds,
        now=NOW,
        until=until or scenario.until,
    )
