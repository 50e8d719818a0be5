"""Names, limits and closed sets that the parts of a ``stream`` scenario share."""

from enum import StrEnum
from typing import Annotated

from annotated_types import Interval

from sim.facts import fact_of, whole

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
LAST = 30 * DAY

ACCOUNT, REGION = "111122223333", "eu-west-1"
STREAM, TABLE, FUNCTION = "lantern-clicks", "lantern-seats", "count-clicks"

LARGEST_BATCH = int(fact_of("stream-batch-size").value_max or 0)
USUAL_BATCH = whole("stream-batch-size")
MOST_LANES = int(fact_of("stream-parallelization").value_max or 0)
MOST_RETRIES = int(fact_of("stream-max-retry").value_max or 0)
YOUNGEST_LIMIT = int(fact_of("stream-max-age").value_min or 0)
OLDEST_LIMIT = int(fact_of("stream-max-age").value_max or 0)
LONGEST_TUMBLING = int(fact_of("stream-tumbling").value_max or 0)
LARGEST_PAYLOAD = whole("esm-batches")
LONGEST_TIMEOUT = whole("esm-timeout")
RETENTION_HOURS = whole("stream-blocking-shard", "kinesis_default")
LONGEST_RETENTION_HOURS = whole("stream-blocking-shard", "kinesis_max")
DYNAMODB_HOURS = whole("stream-blocking-shard", "dynamodb")

Moment = Annotated[int, Interval(ge=0, le=LAST)]
"""ms from the scenario's ``now``, up to 30 days."""


class Source(StrEnum):
    """What the mapping reads."""

    KINESIS = "kinesis"
    DYNAMODB = "dynamodb"
    """The stream of a table: 24 hours of changes, in the order of each item."""


class Position(StrEnum):
    """Where in the stream a new mapping begins. The API's own spelling."""

    TRIM_HORIZON = "TRIM_HORIZON"
    """With the oldest record that is still there."""
    LATEST = "LATEST"
    """With what comes after Lambda has begun to read."""
    AT_TIMESTAMP = "AT_TIMESTAMP"
    """With what came at a moment or later. DynamoDB Streams have no such thing."""
    MISSING = ""
    """Not given; AWS refuses the mapping."""


class OnFailure(StrEnum):
    """Where the record of a discarded batch goes."""

    NONE = "none"
    SQS = "sqs"
    SNS = "sns"
    S3 = "s3"
    """The only one that also gets what the records hold."""


class How(StrEnum):
    """What the handler does when it comes to a record, or what the service does with a call."""

    RAISE = "raise"
    """The handler raises; what it did with the records before stays done."""
    TIMEOUT = "timeout"
    """It hangs at the record until the function times out."""
    CRASH = "crash"
    """The process ends."""
    REPORT = "report"
    """It stops at the record, and names it in ``batchItemFailures``."""
    REPORT_AND_GO_ON = "report-and-go-on"
    """It does the rest of the batch too, and names all that failed."""
    EMPTY_ID = "empty-id"
    """It stops at the record, and names an empty string."""
    NULL_ID = "null-id"
    """It stops at the record, and names null."""
    WRONG_KEY = "wrong-key"
    """It stops at the record, and writes ``itemId`` for ``itemIdentifier``."""
    SWALLOW = "swallow"
    """It catches the exception and tells nobody."""


class Trouble(StrEnum):
    """What stands in the way of all calls for a while."""

    THROTTLE = "throttle"
    """Lambda has no concurrency for the call: 429, and the handler does not run."""
    SERVICE_ERROR = "service-error"
    """Lambda itself fails: 500, and the handler does not run."""
    RAISE = "raise"
    """The handler raises at the first record, whichever it is: the database behind it is down."""


class Creation(StrEnum):
    """Something that CreateEventSourceMapping looks at, and whether it is as it should be."""

    FINE = "fine"
    NO_STREAM = "no-stream"
    """There is no such stream."""
    NO_FUNCTION = "no-function"
    """There is no such function."""
    TWICE = "twice"
    """This function is mapped to this stream already."""
    NO_PERMISSION = "no-permission"
    """The execution role may not read the stream."""
