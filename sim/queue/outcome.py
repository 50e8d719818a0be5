"""What comes out of a run of ``queue``. Moments are ms from the beginning; -1 stands for a moment that did not come."""

from dataclasses import dataclass

from sim.queue.values import Closed, Ended, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageOutcome:
    """A message, and what has become of it."""

    number: int
    """From 1, in the order of sending; copies come after."""
    id: str
    """MessageId: the same in each copy."""
    copy_of: int
    """Number of the message that it is a second copy of; 0 if it is none."""
    group: str
    body: str
    bytes: int
    sent_at: int
    received: int
    """Its receive count: how often it was handed to Lambda."""
    status: Ended
    at: int
    """When it came to that."""
    effects: int
    """How often the handler did its work for this message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOutcome:
    """A batch, and the attempt to have the function take it."""

    number: int
    """From 1, in the order in which they were begun."""
    messages: tuple[int, ...]
    """Numbers of its messages, in order."""
    receives: tuple[int, ...]
    """The receive count of each when it came into the batch."""
    bytes: int
    began_at: int
    """When the first of its messages was received."""
    invoked_at: int
    ended_at: int
    closed: Closed
    requests: int
    """Invoke requests for it: one, and more if it was throttled."""
    result: Result
    response: str
    """What the function answered."""
    deleted: int
    """Messages that Lambda deleted after it."""
    returned: int
    """Messages that stay in the queue, to come back after their visibility timeout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message in the dead-letter queue: its body as it was, and no word about the error."""

    message: int
    id: str
    at: int
    received: int
    group: str
    body: str
    source: str
    """ARN of the queue that it comes from (DeadLetterQueueSourceArn)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How many batches the mapping may have at work at once, from this moment on."""

    at: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A setting that AWS takes and advises against."""

    setting: str
    told: str
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run.

    Each message is sent or a copy, and ends as succeeded, filtered, dead-lettered, expired, waiting or in flight.
    """

    sent: int
    duplicates: int
    """Second copies of messages that had been deleted."""
    received: int
    """Receives: a message that comes three times counts three times."""
    redelivered: int
    """Receives of a message after its first."""
    requests: int
    """Invoke requests, those that were throttled included."""
    throttles: int
    invocations: int
    """Requests by which the handler ran."""
    batches: int
    """Batches that were begun."""
    succeeded_batches: int
    partial_batches: int
    failed_batches: int
    """Batches that came back whole: the handler raised, hung or crashed, or its response could not be read."""
    malformed_batches: int
    """Those among them whose response could not be read."""
    throttled_batches: int
    """Batches that were never invoked."""
    succeeded: int
    deleted_by_filter: int
    dead_lettered: int
    expired: int
    waiting: int
    in_flight: int
    returned: int
    """How often a visibility timeout ended, and a message was seen again."""
    effects: int
    """How often the handler did its work for a message."""
    repeated_effects: int
    """Those among them that had been done before."""
    unfinished: int
    """Messages that were deleted though the handler never did their work."""
    out_of_order: int
    """Messages of a FIFO queue whose work was first done after that of a later one of their group."""
    largest_batch: int
    """Messages in it."""
    largest_batch_bytes: int
    peak_pollers: int
    """The most pollers; in provisioned mode each of them may have ten batches at work. Of a FIFO queue, as many as had a batch."""
    peak_concurrency: int
    """The most invocations at the same time."""
    most_receives: int
    """The highest receive count of a message."""
    longest_wait: int
    """The longest from the sending of a message to its deletion after an invocation."""
    finished_at: int
    """When the last message succeeded or was dead-lettered."""
    error_status: int
    """HTTP status with which CreateEventSourceMapping is refused; 0 if it is not, and the next two are empty then."""
    error_code: str
    error_message: str
    advised: int
    """How many settings AWS advises against."""
    broken_off: bool
    """So much happened that the looking ended early."""
    batch_list: tuple[BatchOutcome, ...]
    message_list: tuple[MessageOutcome, ...]
    dead_letters: tuple[DeadLetter, ...]
    levels: tuple[Level, ...]
    advice: tuple[Advice, ...]
