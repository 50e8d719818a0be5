"""What goes into a run of ``queue``: messages, the queue, its event source mapping, the function, and which messages fail how."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.queue.values import (
    DEFAULT_BATCH,
    LARGEST_BATCH,
    LARGEST_MESSAGE,
    LONGEST_TIMEOUT,
    LONGEST_WINDOW,
    MINUTE,
    MOST_CONCURRENT,
    MOST_MINIMUM_POLLERS,
    MOST_POLLERS,
    QUEUE,
    Creation,
    How,
    Moment,
)

_closed = with_config(ConfigDict(extra="forbid"))

MOST_MESSAGES = 10_000
Number = Annotated[int, Interval(ge=1)]


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Messages of one kind that are sent to the queue."""

    at: Moment = 0
    count: Annotated[int, Interval(ge=1, le=MOST_MESSAGES)] = 1
    every: Annotated[int, Interval(ge=0, le=60 * MINUTE)] = 0
    """ms from one to the next; 0 is all at once."""
    by_chance: bool = False
    """``every`` is the mean of gaps that the seed draws (a Poisson process), and the first comes after such a gap."""
    body: Annotated[str, MaxLen(2000)] = '{"order": %n}'
    """Text of the message; ``%n`` stands for its number."""
    group: Annotated[str, MaxLen(128)] = ""
    """MessageGroupId: a FIFO queue wants one, a standard queue does not look at it. ``%n`` stands for the message's number."""
    bytes: Annotated[int, Interval(ge=0, le=LARGEST_MESSAGE)] = 0
    """Its size, if it is larger than ``body``: a message becomes big without a long text here."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if not self.body:
            raise ValueError("body: is empty; a message has at least one character")
        if self.by_chance and not self.every:
            raise ValueError("every: 0 is no mean of gaps; take 1 or more")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Which messages, batches or attempts fail, and how. The first failure of the list that fits a message counts."""

    messages: tuple[Number, ...] = ()
    """Numbers of messages, in the order in which they were sent; empty: the batch as a whole, whatever is in it."""
    batches: tuple[Number, ...] = ()
    """Numbers of batches; empty for all."""
    first: Annotated[int, Interval(ge=0, le=1000)] = 0
    """Only so many times: of a message, at its first receives; of whole batches, the first batches; of a throttle, the first requests of
    each batch. 0 is always."""
    how: How = How.RAISE

    def __post_init__(self) -> None:
        keep_bounds(self)
        for name in ("messages", "batches"):
            if any(number < 1 for number in getattr(self, name)):
                raise ValueError(f"{name}: numbers begin at 1; take 1 or more")
        if self.how is How.THROTTLE and self.messages:
            raise ValueError("messages: a throttle meets a request and no message; leave the messages out")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Messages come into a queue; the mapping receives them and invokes the function with batches. Times are ms from the beginning."""

    sends: tuple[Send, ...]
    fifo: bool = False
    """A FIFO queue: order within each message group."""
    visibility_seconds: Annotated[int, Interval(ge=0, le=43_200)] = 30
    """VisibilityTimeout of the queue: so long a received message is seen by nobody else."""
    max_receive_count: Annotated[int, Interval(ge=0, le=1000)] = 0
    """Of the queue's redrive policy: received so often, a message goes to the dead-letter queue. 0: there is none."""
    retention_seconds: Annotated[int, Interval(ge=60, le=1_209_600)] = 345_600
    """MessageRetentionPeriod of the queue."""
    batch_size: Annotated[int, Interval(ge=1, le=LARGEST_BATCH)] = DEFAULT_BATCH
    window_seconds: Annotated[int, Interval(ge=0, le=LONGEST_WINDOW)] = 0
    """MaximumBatchingWindowInSeconds."""
    report_item_failures: bool = False
    """FunctionResponseTypes holds ReportBatchItemFailures."""
    filters: Annotated[tuple[str, ...], MaxLen(10)] = ()
    """FilterCriteria: patterns as JSON. What AWS refuses may stand here."""
    maximum_concurrency: Annotated[int, Interval(ge=0, le=MOST_CONCURRENT)] = 0
    """ScalingConfig.MaximumConcurrency; 0 is unset. AWS takes 2 or more."""
    minimum_pollers: Annotated[int, Interval(ge=0, le=MOST_MINIMUM_POLLERS)] = 0
    """ProvisionedPollerConfig.MinimumPollers; 0 is unset. Either of the two makes it provisioned mode."""
    maximum_pollers: Annotated[int, Interval(ge=0, le=MOST_POLLERS)] = 0
    creation: Creation = Creation.FINE
    timeout_seconds: Annotated[int, Interval(ge=1, le=LONGEST_TIMEOUT)] = 3
    """Timeout of the function."""
    duration: Annotated[int, Interval(ge=1, le=15 * MINUTE)] = 200
    """ms that an invocation takes before it comes to its messages."""
    per_message: Annotated[int, Interval(ge=0, le=15 * MINUTE)] = 0
    """ms that each message takes."""
    reserved_concurrency: Annotated[int, Interval(ge=-1, le=10_000)] = -1
    """ReservedConcurrentExecutions of the function; -1 is unset."""
    account_concurrency: Annotated[int, Interval(ge=1, le=10_000)] = 1000
    """What the account has for a function without reserved concurrency."""
    idempotent: bool = False
    """The handler knows by its id that it has had a message, and does nothing then."""
    failures: Annotated[tuple[Failure, ...], MaxLen(50)] = ()
    duplicates_percent: Annotated[int, Interval(ge=0, le=100)] = 0
    """Of 100 deleted messages so many come once more. A teaching figure: AWS says only *at least once*, and *rarely*."""
    until: Annotated[int, Interval(ge=1, le=6 * 60 * MINUTE)] = 15 * MINUTE
    """Where the looking ends, if messages are left."""
    seed: Annotated[int, Interval(ge=0, le=2**32)] = 1
    """Draws the gaps and the copies."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if not self.sends:
            raise ValueError("sends: there are none; send at least one message")
        if (sent := sum(send.count for send in self.sends)) > MOST_MESSAGES:
            raise ValueError(f"sends: {sent} messages in all; at most {MOST_MESSAGES}")
        for n, send in enumerate(self.sends, start=1):
            if self.fifo and not send.group:
                raise ValueError(f"sends: entry {n} has no group; a message of a FIFO queue has a MessageGroupId")
        if self.fifo and self.duplicates_percent:
            raise ValueError("duplicates_percent: a FIFO queue keeps no second copy of a message; take 0")

    @property
    def provisioned(self) -> bool:
        """Whether the mapping is in provisioned mode."""
        return bool(self.minimum_pollers or self.maximum_pollers)

    @property
    def queue_name(self) -> str:
        """The queue's name: that of a FIFO queue ends in ``.fifo``."""
        return f"{QUEUE}.fifo" if self.fifo else QUEUE
