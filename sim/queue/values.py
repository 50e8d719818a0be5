"""Names, limits and closed sets that the parts of a ``queue`` scenario share."""

from enum import StrEnum
from typing import Annotated

from annotated_types import Interval

from sim.facts import fact_of, whole

SECOND = 1000
MINUTE = 60 * SECOND
LAST = 6 * 60 * MINUTE

ACCOUNT, REGION = "111122223333", "eu-west-1"
QUEUE, FUNCTION = "lantern-orders", "print-ticket"

LARGEST_BATCH = whole("sqs-batch-size", "standard_max")
LARGEST_FIFO_BATCH = whole("sqs-batch-size", "fifo_max")
DEFAULT_BATCH = whole("sqs-batch-size", "default")
LONGEST_WINDOW = int(fact_of("sqs-window").value_max or 0)
BATCH_BYTES = whole("esm-batches")
LARGEST_MESSAGE = whole("sqs-message-1mib")
LONGEST_TIMEOUT = whole("esm-timeout")
FEWEST_CONCURRENT = int(fact_of("sqs-max-concurrency").value_min or 0)
MOST_CONCURRENT = int(fact_of("sqs-max-concurrency").value_max or 0)
FEWEST_POLLERS = int(fact_of("sqs-provisioned-mode").value_min or 0)
MOST_MINIMUM_POLLERS, MOST_POLLERS = 200, int(fact_of("sqs-provisioned-mode").value_max or 0)

Moment = Annotated[int, Interval(ge=0, le=LAST)]
"""ms from the beginning, up to 6 hours."""


class How(StrEnum):
    """How a handler fails, or what it answers instead of failing."""

    RAISE = "raise"
    """It raises. What stands behind the message in the batch is not looked at."""
    TIMEOUT = "timeout"
    """It hangs until the function's timeout."""
    CRASH = "crash"
    """Its process ends."""
    THROTTLE = "throttle"
    """Lambda answers 429, and the handler does not run. Only for whole batches."""
    REPORT = "report"
    """It goes on, and names the message in ``batchItemFailures``."""
    REPORT_REST = "report-rest"
    """It stops, and names the message and all behind it: what AWS advises for FIFO queues."""
    EMPTY_LIST = "empty-list"
    """It goes on, and answers with an empty list: the failure is hidden."""
    NULL_LIST = "null-list"
    EMPTY_RESPONSE = "empty-response"
    NULL_RESPONSE = "null-response"
    NOT_JSON = "not-json"
    """It goes on, and its answer is no JSON."""
    WRONG_KEY = "wrong-key"
    """``batchItemFailures`` holds an entry under another name than ``itemIdentifier``."""
    NULL_ID = "null-id"
    EMPTY_ID = "empty-id"
    UNKNOWN_ID = "unknown-id"
    """It names a message that is not in the batch."""


class Creation(StrEnum):
    """What is wrong around the mapping when it is made, besides its settings."""

    FINE = "fine"
    NO_FUNCTION = "no-function"
    """There is no such function."""
    NO_PERMISSION = "no-permission"
    """The execution role may not read the queue."""
    DESTINATION = "destination"
    """It is given an on-failure destination."""
    TWICE = "twice"
    """The queue and the function are mapped already."""


class Ended(StrEnum):
    """What has become of a message when the looking ends."""

    SUCCEEDED = "succeeded"
    """Lambda deleted it after an invocation."""
    FILTERED = "filtered"
    """No filter matched, so Lambda deleted it."""
    DEAD_LETTERED = "dead-lettered"
    EXPIRED = "expired"
    """Older than the queue keeps a message."""
    WAITING = "waiting"
    """Visible in the queue."""
    IN_FLIGHT = "in-flight"
    """Received and not deleted: nobody sees it."""


class Result(StrEnum):
    """How an attempt to hand a batch to the function ended."""

    PENDING = "pending"
    """The looking ended before."""
    SUCCEEDED = "succeeded"
    PARTIAL = "partial"
    """The response names messages that failed."""
    FAILED = "failed"
    """The handler raised."""
    TIMED_OUT = "timed-out"
    CRASHED = "crashed"
    MALFORMED = "malformed"
    """The response of a mapping with ReportBatchItemFailures cannot be read, so all of the batch has failed."""
    THROTTLED = "throttled"
    """Not invoked before a message's visibility timeout ended."""


class Closed(StrEnum):
    """Why a batch was handed over and took no more messages."""

    POLL = "poll"
    """There is no window: what the poll brought is the batch."""
    SIZE = "size"
    WINDOW = "window"
    BYTES = "bytes"
    """The next message would make it larger than 6 MB."""
    OPEN = "open"
    """It still collects."""
