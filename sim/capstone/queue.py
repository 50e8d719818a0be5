"""The fifth station: messages from frame-photo wait in a queue, and a mapping brings them to file-photo. ``queue`` decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from sim import queue as queues
from sim.capstone.part import Closer, Mend, Part, Shown, pretty
from sim.capstone.photographs import UPLOADED
from sim.capstone.values import DEAD_LETTERS, FILE, QUEUE, UNTIL, Fault, QueueChange

_EVERY = 15_000
"""ms between messages where the station is looked at by itself."""
_LOCKED = (5, 14)
"""Which of them meet a locked seat there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How queue, mapping and handler stand."""

    visibility_seconds: int = 240
    max_receive_count: int = 5
    batch_size: int = 10
    reports: bool = True
    """Whether the mapping has ReportBatchItemFailures."""
    catches: bool = True
    """Whether the handler catches its exception, goes on, and names the message in ``batchItemFailures``."""
    timeout_seconds: int = 30
    window_seconds: int = 60


def scenario(
    settings: Settings, sent: Sequence[int], locked: Sequence[int], *, readable: bool = True, writable: bool = True
) -> queues.Scenario:
    """Messages that were ``sent`` at these moments. Those at the places ``locked``, from 1, fail at their first receive.

    Without ``readable`` the role may not read the queue; without ``writable`` it may not write to the table, and everything fails.
    """
    how = queues.How.REPORT if settings.catches else queues.How.RAISE
    everything = tuple(range(1, len(sent) + 1))
    failure = queues.Failure(messages=tuple(locked), first=1, how=how)
    failures = (failure,) if locked else ()
    return queues.Scenario(
        sends=tuple(queues.Send(at=at, body='{"photograph": %n}') for at in sent),
        visibility_seconds=settings.visibility_seconds,
        max_receive_count=settings.max_receive_count,
        batch_size=settings.batch_size,
        window_seconds=settings.window_seconds,
        report_item_failures=settings.reports,
        timeout_seconds=settings.timeout_seconds,
        creation=queues.Creation.FINE if readable else queues.Creation.NO_PERMISSION,
        failures=failures if writable else (queues.Failure(messages=everything, how=how),),
        until=UNTIL,
    )


def alone(settings: Settings) -> queues.Scenario:
    """The station by itself: twenty messages, of which two meet a locked seat."""
    return scenario(settings, [number * _EVERY for number in range(UPLOADED)], _LOCKED)


def is_sound(settings: Settings) -> bool:
    """Whether each message's work is done once."""
    found = queues.run(alone(settings)).outcome
    return all(one.effects == 1 for one in found.message_list) and found.succeeded == found.sent


def refused(settings: Settings) -> str:
    """The exception that CreateEventSourceMapping answers with; empty if the mapping is made."""
    return queues.run(alone(settings)).outcome.error_code


def shown(settings: Settings) -> tuple[Shown, ...]:
    """What the API answers about queue, function and mapping, and the handler's code."""
    target = f"arn:aws:sqs:eu-west-1:111122223333:{DEAD_LETTERS}"
    redrive = {"deadLetterTargetArn": target, "maxReceiveCount": settings.max_receive_count}
    attributes = {"VisibilityTimeout": str(settings.visibility_seconds), "RedrivePolicy": redrive}
    mapping = {
        "FunctionName": FILE,
        "BatchSize": settings.batch_size,
        "MaximumBatchingWindowInSeconds": settings.window_seconds,
        "FunctionResponseTypes": ["ReportBatchItemFailures"] if settings.reports else [],
    }
    template = {"Function": {"Timeout": settings.timeout_seconds}, "EventSourceMapping": mapping}
    return (
        Shown(f"aws sqs get-queue-attributes, of {QUEUE} (the policy in lines)", pretty(attributes)),
        Shown(f"The template of {FILE} and its mapping", pretty(template)),
        Shown(f"The handler of {FILE}", code(settings)),
    )


def code(settings: Settings) -> str:
    """The handler."""
    if not settings.catches:
        return 'def handler(event, context):\n    for message in event["Records"]:\n        file(message["body"])\n'
    return """def handler(event, context):
    failed = []
    for message in event["Records"]:
        try:
            file(message["body"])
        except Exception:
            failed.append({"itemIdentifier": message["messageId"]})
    return {"batchItemFailures": failed}
"""


def closer(settings: Settings) -> tuple[Closer, ...]:
    """The queue with twenty messages."""
    return (Closer("twenty messages, two of which fail once", "queue", alone(settings)),)


FAULTS: Mapping[Fault, Settings] = MappingProxyType(
    {
        Fault.SHORT_VISIBILITY: Settings(visibility_seconds=20),
        Fault.ONE_RECEIVE: Settings(max_receive_count=1),
        Fault.BATCH_ALONG: Settings(reports=False, catches=False),
    }
)
CHANGES: Mapping[QueueChange, Mend] = MappingProxyType(
    {
        QueueChange.NONE: Mend("Leave it as it is", {}),
        QueueChange.LONGER_VISIBILITY: Mend(
            "Set VisibilityTimeout to 240 s, six times the timeout plus the window", {"visibility_seconds": 240}
        ),
        QueueChange.FIVE_RECEIVES: Mend("Set maxReceiveCount to 5", {"max_receive_count": 5}),
        QueueChange.REPORT: Mend(
            "Let the handler name what failed, and the mapping have ReportBatchItemFailures",
            {"reports": True, "catches": True},
        ),
        QueueChange.CATCH: Mend(
            "Let the handler catch the exception, and the mapping as it is without ReportBatchItemFailures",
            {"reports": False, "catches": True},
        ),
        QueueChange.LARGER_BATCH: Mend("Set BatchSize to 100", {"batch_size": 100}),
        QueueChange.NO_VISIBILITY: Mend(
            "Set VisibilityTimeout to 10 s, so that a message comes back sooner", {"visibility_seconds": 10}
        ),
    }
)
PART = Part(title="The queue", faults=FAULTS, changes=CHANGES, is_sound=is_sound, shown=shown, closer=closer)
