"""A message, a message as a batch holds it, and a batch."""

from dataclasses import dataclass, field

from sim.queue.values import Closed, Ended, Result


@dataclass(slots=True, eq=False, kw_only=True)
class Message:
    """A message of the queue."""

    number: int
    origin: int
    """Its own number, or that of the message that it is a copy of."""
    body: str
    group: str
    bytes: int
    sent_at: int
    received: int = 0
    status: Ended = Ended.WAITING
    at: int = 0
    effects: int = 0

    @property
    def of(self) -> str:
        """What it is called in the trace."""
        return f"message {self.number}"

    @property
    def id(self) -> str:
        """MessageId: the same in each copy."""
        return f"00000000-0000-4000-8000-{self.origin:012d}"

    @property
    def gone(self) -> bool:
        """Whether it is in the queue no more."""
        return self.status not in (Ended.WAITING, Ended.IN_FLIGHT)


@dataclass(frozen=True, slots=True)
class Held:
    """A message in a batch, by the receive that brought it there."""

    message: Message
    receipt: int
    """Its receive count then: a later receive makes the handle old."""
    deadline: int
    """When its visibility timeout ends."""

    @property
    def is_latest(self) -> bool:
        """Whether the message is in the queue and has not been received again since."""
        return not self.message.gone and self.message.received == self.receipt


@dataclass(slots=True, eq=False, kw_only=True)
class Batch:
    """Messages that a poller hands to the function together."""

    number: int
    began_at: int
    held: list[Held] = field(default_factory=list)
    bytes: int = 0
    closed: Closed = Closed.OPEN
    requests: int = 0
    invoked_at: int = -1
    ended_at: int = -1
    environment: int = 0
    result: Result = Result.PENDING
    response: str = ""
    deleted: int = 0
    returned: int = 0

    @property
    def of(self) -> str:
        """What it is called in the trace."""
        return f"batch {self.number}"
