"""Names, limits and closed sets that the parts of an ``invocation`` scenario share."""

from enum import StrEnum
from typing import Annotated

from annotated_types import Interval

from sim.facts import fact_of, whole

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
LAST = 24 * HOUR

ACCOUNT, REGION = "111122223333", "eu-west-1"
LATEST = "$LATEST"

SYNC_PAYLOAD = whole("sync-payload-6mb", "payload")
ASYNC_PAYLOAD = whole("async-payload-1mb", "now")
LONGEST_RESPONSE = whole("sync-response-too-large")
"""Bytes of a response that is not streamed, as measured."""
MB = 1_048_576
STREAM_FREE, STREAM_MOST = (
    whole("sync-streaming-200mb", "uncapped") * MB,
    whole("sync-streaming-200mb", "response") * MB,
)
"""A streamed response: what comes without a bandwidth cap, and how large it may be."""
STREAM_RATE = 2 * MB
"""Bytes a second beyond that."""
LOG_TAIL = whole("sync-result-in-response")

MOST_RETRIES = whole("async-function-error-retries")
OLDEST_SECONDS = whole("async-max-age")
YOUNGEST_SECONDS = int(fact_of("async-max-age").value_min or 0)
ACCOUNT_CONCURRENCY = whole("conc-account-1000")
RATE_PER_CONCURRENCY = whole("conc-10x-rps")
"""Synchronous requests a second for each unit of concurrency."""
CHAIN = whole("async-recursion")
"""Invocations in one chain, about, before Lambda stops the next."""
_TIMEOUT = fact_of("timeout-default-3-max-900")
DEFAULT_TIMEOUT = whole("timeout-default-3-max-900") * SECOND

Moment = Annotated[int, Interval(ge=0, le=LAST)]
"""ms from the scenario's ``now``, up to a day."""
Timeout = Annotated[int, Interval(ge=int(_TIMEOUT.value_min or 0) * SECOND, le=int(_TIMEOUT.value_max or 0) * SECOND)]


class InvocationType(StrEnum):
    """How Invoke is called, as the API spells it."""

    REQUEST_RESPONSE = "RequestResponse"
    """Synchronous: the caller waits for the result."""
    EVENT = "Event"
    """Asynchronous: Lambda keeps the event in a queue of its own and answers 202."""
    DRY_RUN = "DryRun"
    """Parameters and permission are checked; nothing runs."""


class LogType(StrEnum):
    """Whether the answer brings the end of the log."""

    NONE = "None"
    TAIL = "Tail"


class Caller(StrEnum):
    """Who calls, and what it does if there is no good answer."""

    SDK = "sdk"
    """An AWS SDK or the CLI in standard retry mode: it tries again by itself."""
    PLAIN = "plain"
    """A program that signs its own HTTP requests and never tries again."""
    API_GATEWAY = "api-gateway"
    """A client behind a REST API: API Gateway invokes, waits as long as its integration timeout, and never tries again."""


class Happens(StrEnum):
    """What becomes of one attempt to have the function run."""

    OK = "ok"
    """The handler returns."""
    RAISE = "raise"
    """The handler raises; the runtime reports it, and the environment stays."""
    TIMEOUT = "timeout"
    """The handler hangs until the function's timeout; the environment is reset."""
    CRASH = "crash"
    """The process ends; the environment is reset."""
    OUT_OF_MEMORY = "out_of_memory"
    """The process is killed for using too much memory; the environment is reset."""
    THROTTLE = "throttle"
    """No concurrency is left: 429. The code does not run."""
    SYSTEM_ERROR = "system_error"
    """Lambda fails before the code runs: 500."""
    LATE_SYSTEM_ERROR = "late_system_error"
    """The code has run and done its work; then Lambda fails, and its result is lost: 500."""
    LOST = "lost"
    """The code has run and done its work; the connection to the caller breaks. Of an asynchronous event, whose caller has gone: ok."""


class State(StrEnum):
    """Of the function."""

    ACTIVE = "active"
    PENDING = "pending"
    """It is being created."""
    INACTIVE = "inactive"
    """A function in a VPC that has not been called for 14 days: the first call wakes it and fails."""
    SNAP_START_NOT_READY = "snap-start-not-ready"
    """Of a version with SnapStart whose snapshot is still being made."""


class Kind(StrEnum):
    """What a destination is."""

    SQS = "sqs"
    SNS = "sns"
    LAMBDA = "lambda"
    EVENTBRIDGE = "eventbridge"
    S3 = "s3"
    """For failures only."""


class Dlq(StrEnum):
    """The function's dead-letter queue."""

    NONE = "none"
    SQS = "sqs"
    """A standard queue."""
    SNS = "sns"
    """A standard topic."""


class Idempotent(StrEnum):
    """By what the handler knows that it has done this work already."""

    NOTHING = "nothing"
    """It does its work in every run."""
    REQUEST_ID = "request-id"
    """The request id: the same in all attempts at one event, a new one for each request of a client."""
    PAYLOAD = "payload"
    """What stands in the event, such as an order's number: the same however often it is sent."""


class Loop(StrEnum):
    """What the function does that has it invoked again, asynchronously, by its own work."""

    NONE = "none"
    FUNCTION = "lambda"
    """It invokes itself."""
    S3 = "s3"
    """It writes an object to the bucket that invokes it."""
    SNS = "sns"
    """It publishes to the topic that invokes it."""
    EVENTBRIDGE = "eventbridge"
    """It puts an event on a bus whose rule invokes it: Lambda does not see such a loop."""


class RecursiveLoop(StrEnum):
    """What Lambda does about a loop that it sees, as the API spells it."""

    TERMINATE = "Terminate"
    ALLOW = "Allow"
