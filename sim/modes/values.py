"""Names and closed sets that the parts of a ``modes`` scenario share."""

from enum import StrEnum

SECOND = 1000
MINUTE = 60 * SECOND
LAST = 6 * 60 * MINUTE
"""The longest look: six hours, as of a queue."""
NOW = "2026-11-23T19:00:00"
"""The moment 0 in UTC."""


class Way(StrEnum):
    """How the function comes to be invoked."""

    SYNCHRONOUS = "synchronous"
    """Somebody calls, and waits for the answer."""
    ASYNCHRONOUS = "asynchronous"
    """Somebody calls, is told 202 and goes; Lambda's own queue keeps the event."""
    QUEUE = "queue"
    """A mapping fetches messages from an SQS queue."""
    STREAM = "stream"
    """A mapping reads the records of a shard of a Kinesis stream, in order."""


class How(StrEnum):
    """How an attempt fails, the same in each way."""

    RAISE = "raise"
    """The handler raises."""
    TIMEOUT = "timeout"
    """It hangs until the function's timeout."""
    CRASH = "crash"
    """Its process ends."""
    THROTTLE = "throttle"
    """Lambda answers 429, and the handler does not run. It meets whoever calls, so it lasts for a time."""


class Ended(StrEnum):
    """What has become of an event when the looking ends."""

    SUCCEEDED = "succeeded"
    TOLD = "told"
    """It failed, and its caller was told. Nothing of it is left with AWS."""
    DEAD_LETTERED = "dead-lettered"
    """It failed, and a dead-letter queue or a destination has it, or a record of it."""
    LOST = "lost"
    """It failed or grew too old, and nothing is left of it."""
    WAITING = "waiting"
    """It is still there and will be tried again, or is being tried."""


class By(StrEnum):
    """Who tried again."""

    NOBODY = "nobody"
    CALLER = "caller"
    LAMBDA = "Lambda"
    MAPPING = "mapping"


class Notice(StrEnum):
    """By what somebody could notice that the event has failed."""

    NOTHING = "nothing to notice"
    """It went well at the first attempt."""
    CALLER = "the caller"
    KEPT = "what keeps it"
    """The dead-letter queue or destination, for whoever looks into it."""
    METRIC = "a metric"
    """Only numbers in CloudWatch, and the logs."""
