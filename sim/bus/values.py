"""Names, limits and closed sets that the parts of a ``bus`` scenario share."""

from enum import StrEnum
from typing import Annotated

from annotated_types import Interval

from sim.facts import fact_of, whole

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
LAST = 30 * DAY

OWN_ACCOUNT, OTHER_ACCOUNT = "111122223333", "444455556666"
REGION = "eu-west-1"
DEFAULT_BUS = "default"

MOST_TARGETS = whole("eb-targets-per-rule-5")
MOST_ENTRIES = int(fact_of("eb-putevents-10-entries").value_max or 0)
LONGEST_INPUT = whole("eb-target-input-8192")
LONGEST_POLICY = whole("eb-bus-policy")
MOST_VARIABLES = whole("eb-input-transformer")
_RETRY = fact_of("eb-retry-policy-classic")
MOST_RETRIES = int(_RETRY.value_max or 0)
OLDEST_SECONDS = whole("eb-retry-policy-classic", "max_event_age_seconds")

Moment = Annotated[int, Interval(ge=0, le=LAST)]
"""ms from the scenario's ``now``, up to 30 days."""


class State(StrEnum):
    """Of a rule."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    """It matches nothing."""


class Kind(StrEnum):
    """What a target is."""

    LAMBDA = "lambda"
    """Invoked asynchronously: accepted by Lambda's queue counts as delivered."""
    SQS = "sqs"
    SNS = "sns"
    STEP_FUNCTIONS = "stepfunctions"
    BUS = "bus"
    """Another event bus, of this account or another one."""
    API_DESTINATION = "api-destination"
    """An HTTPS endpoint; it must answer within 5 s."""


class Behaviour(StrEnum):
    """What a target does with an attempt to deliver."""

    OK = "ok"
    FAILING = "failing"
    """It answers with an error of its own. Retried."""
    THROTTLED = "throttled"
    """It takes no more at the moment. Retried."""
    TIMEOUT = "timeout"
    """It does not answer in time. Retried."""
    GONE = "gone"
    """It does not exist any more. Not retried."""
    NO_PERMISSION = "no-permission"
    """EventBridge may not invoke it. Not retried."""


class Dlq(StrEnum):
    """The dead-letter queue of a target."""

    NONE = "none"
    """There is none: what cannot be delivered is dropped."""
    READY = "ready"
    DENIED = "denied"
    """There is one, but its policy does not let EventBridge send to it."""


class Resend(StrEnum):
    """What a caller does if entries of its request failed."""

    NOTHING = "nothing"
    FAILED = "failed"
    """It sends the failed entries again, and only those."""
    ALL = "all"
    """It sends the whole request again: what was accepted comes a second time, with a new id."""


class Idempotent(StrEnum):
    """By what a target knows that it has had an event already."""

    NOTHING = "nothing"
    """It does its work for every copy."""
    ID = "id"
    """The event's ``id``: the same in each copy of one accepted entry."""
    DETAIL = "detail"
    """What stands in ``detail``, such as an order's number: the same even if the caller sent the entry twice."""
