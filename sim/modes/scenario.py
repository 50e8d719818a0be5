"""What goes into a run of ``modes``: one failure, the events that meet it, and the settings of each way that decide what becomes of it."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.invocation.values import MOST_RETRIES, OLDEST_SECONDS, YOUNGEST_SECONDS, Caller
from sim.modes.values import LAST, MINUTE, SECOND, How
from sim.queue.values import DEFAULT_BATCH, LONGEST_TIMEOUT
from sim.stream.values import MOST_RETRIES as MOST_STREAM_RETRIES
from sim.stream.values import OLDEST_LIMIT, YOUNGEST_LIMIT

_closed = with_config(ConfigDict(extra="forbid"))

MOST_EVENTS = 10


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The same events reach four functions of the same code, each in its own way, and meet the same failure. Times are ms from the beginning."""

    how: How = How.RAISE
    fails: Annotated[int, Interval(ge=0, le=99)] = 0
    """The first so many attempts at ``event`` fail; 0: all of them."""
    outage_seconds: Annotated[int, Interval(ge=0, le=LAST // SECOND)] = 0
    """Not one event fails but every attempt that begins earlier, whatever it is at; 0: there is no outage, and ``event`` fails."""
    events: Annotated[int, Interval(ge=1, le=MOST_EVENTS)] = 1
    """In each way: calls, events, messages, records."""
    event: Annotated[int, Interval(ge=1, le=MOST_EVENTS)] = 1
    """Number of the one that fails."""
    every: Annotated[int, Interval(ge=0, le=10 * MINUTE)] = 0
    """ms from one to the next; 0 is all at once."""

    caller: Caller = Caller.PLAIN
    """Who calls and waits, synchronously."""
    max_retries: Annotated[int, Interval(ge=0, le=MOST_RETRIES)] = MOST_RETRIES
    """Asynchronous: attempts after the first. AWS calls it MaximumRetryAttempts."""
    max_age_seconds: Annotated[int, Interval(ge=YOUNGEST_SECONDS, le=OLDEST_SECONDS)] = OLDEST_SECONDS
    """Asynchronous: how old an event may get. AWS calls it MaximumEventAgeInSeconds."""
    dlq: bool = False
    """Whether the function has a dead-letter queue (DeadLetterConfig)."""
    on_failure: bool = False
    """Whether the function has an on-failure destination for asynchronous events."""

    visibility_seconds: Annotated[int, Interval(ge=0, le=43_200)] = 30
    """VisibilityTimeout of the queue."""
    max_receive_count: Annotated[int, Interval(ge=0, le=1000)] = 0
    """Of the queue's redrive policy; 0: there is none, and no dead-letter queue."""
    retention_seconds: Annotated[int, Interval(ge=60, le=1_209_600)] = 345_600
    """MessageRetentionPeriod of the queue."""

    stream_retries: Annotated[int, Interval(ge=-1, le=MOST_STREAM_RETRIES)] = -1
    """MaximumRetryAttempts of the stream's mapping; -1 for no end of it."""
    stream_age_seconds: Annotated[int, Interval(ge=-1, le=OLDEST_LIMIT)] = -1
    """MaximumRecordAgeInSeconds of the stream's mapping; -1 for any age."""
    bisect: bool = False
    """BisectBatchOnFunctionError of the stream's mapping."""
    stream_on_failure: bool = False
    """Whether the stream's mapping has an on-failure destination."""

    batch_size: Annotated[int, Interval(ge=1, le=DEFAULT_BATCH)] = DEFAULT_BATCH
    """BatchSize of both mappings."""
    report_item_failures: bool = False
    """Both mappings have ReportBatchItemFailures, and in a batch the handler catches its exception and names the event."""

    timeout_seconds: Annotated[int, Interval(ge=1, le=LONGEST_TIMEOUT)] = 3
    """Timeout of the functions."""
    duration: Annotated[int, Interval(ge=1, le=15 * MINUTE)] = 200
    """ms that a run takes, whatever it holds."""
    until: Annotated[int, Interval(ge=SECOND, le=LAST)] = 15 * MINUTE
    """Where the looking ends, if anything still waits."""
    seed: Annotated[int, Interval(ge=0, le=2**32)] = 1
    """Draws the jitter of a caller that tries again."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if (last := (self.events - 1) * self.every) >= self.until:
            raise ValueError(f"until: the looking ends before the last event comes, at {last}; take more")
        if self.event > self.events:
            raise ValueError(f"event: there is no event {self.event}; there are {self.events}")
        if self.outage_seconds and (self.fails or self.event > 1):
            name = "fails" if self.fails else "event"
            raise ValueError(
                f"{name}: an outage fails every attempt while it lasts; leave {name} or outage_seconds out"
            )
        if self.how is How.THROTTLE and not self.outage_seconds:
            raise ValueError(
                "how: a throttle meets whoever calls, and no single event; say for how long by outage_seconds"
            )
        if self.report_item_failures and self.how is not How.RAISE:
            problem = f"report_item_failures: a handler cannot catch a {self.how} and name the event"
            raise ValueError(f"{problem}; take raise")
        if self.visibility_seconds < self.timeout_seconds:
            problem = f"visibility_seconds: {self.visibility_seconds} is less than the timeout of the function"
            raise ValueError(f"{problem}, and AWS refuses such a mapping; take {self.timeout_seconds} or more")
        if 0 <= self.stream_age_seconds < YOUNGEST_LIMIT:
            problem = f"stream_age_seconds: AWS refuses {self.stream_age_seconds}"
            raise ValueError(f"{problem}; take {YOUNGEST_LIMIT} or more, or -1 for any age")
