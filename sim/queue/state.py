"""What a run of ``queue`` remembers while it goes: messages, batches, the pollers' level, and the marks that they leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from sim.queue.handling import Handled
from sim.queue.message import Batch, Held, Message
from sim.queue.outcome import DeadLetter, Level
from sim.queue.refusal import filters_of, queue_arn, refusal_of
from sim.queue.scaling import Scaling, scaling_of
from sim.queue.scenario import Scenario
from sim.queue.shelf import FifoShelf, Shelf
from sim.queue.values import FUNCTION, SECOND
from sim.recorder import Recorder
from sim.trace import Lane

MOST_RECEIVES = 20_000
"""After so many receives the run is broken off: there is nothing more to learn from it."""
MOST_ENVIRONMENTS = 20
"""Environments that have a lane of their own; the others share one."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A message comes into the queue."""

    message: Message


@dataclass(frozen=True, slots=True)
class Seen:
    """A visibility timeout ends."""

    held: Held


@dataclass(frozen=True, slots=True)
class Poll:
    """Pollers look into the queue."""


@dataclass(frozen=True, slots=True)
class Grow:
    """One more batch may be at work."""


@dataclass(frozen=True, slots=True)
class BackOff:
    """A batch was throttled: fewer batches may be at work from now on."""


@dataclass(frozen=True, slots=True)
class WindowEnd:
    """The batching window of a batch ends."""

    batch: Batch


@dataclass(frozen=True, slots=True)
class Request:
    """A throttled batch is tried again, or given up."""

    batch: Batch


@dataclass(frozen=True, slots=True)
class Answer:
    """An invocation ends."""

    batch: Batch
    handled: Handled


@dataclass(frozen=True, slots=True)
class Expiry:
    """A message has been in the queue for its retention period."""

    message: Message


Due = Sent | Seen | Poll | Grow | BackOff | WindowEnd | Request | Answer | Expiry
ORDER: dict[type[Due], int] = {
    Answer: 0,
    Seen: 1,
    Expiry: 2,
    Sent: 3,
    Request: 4,
    WindowEnd: 5,
    Grow: 6,
    Poll: 7,
    BackOff: 8,
}
"""Of what falls on one moment: answers first, because they delete; pollers late, because they take what there is, all at
once; and only then what their throttles lead to."""


class World(Recorder[Due]):
    """Everything that changes in a run."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario.until)
        self.scenario = scenario
        self.copies = chance(scenario.seed, 1)
        self.filters = filters_of(scenario)
        self.scaling: Scaling = scaling_of(scenario)
        self.level = self.marked_level = self.scaling.least
        """How many batches may be at work at once, and the last that was told."""
        self.levels: list[Level] = []
        self.messages: list[Message] = []
        self.numbered = 0
        """How many messages have a number; copies take the next ones."""
        self.shelf = FifoShelf() if scenario.fifo else Shelf()
        self.batches: list[Batch] = []
        self.open: Batch | None = None
        """The batch that collects in its window."""
        self.busy = self.busiest = 0
        """Batches at work: collecting, invoked, or waiting for another try; and the most of them so far."""
        self.environments: set[int] = set()
        """Numbers of the environments that run."""
        self.peak_concurrency = 0
        self.refusal = refusal_of(scenario)
        self.poll_due = self.grow_due = self.back_off_due = self.backed_off = False
        self.known: set[int] = set()
        """Messages whose work has been done, by the number of the first of their copies."""
        self.newest: dict[str, int] = {}
        """Of each message group, the newest message whose work has been done."""
        self.out_of_order = self.received = self.throttles = self.returned = self.unfinished = 0
        self.dead_letters: list[DeadLetter] = []

    def plan(self, at: int, due: Due) -> None:
        """Have ``due`` come at the moment ``at``, in its place among what falls on that moment."""
        self.clock.schedule(at, due, ORDER[type(due)])

    def look(self) -> None:
        """Have the pollers look into the queue once all else of this moment is done."""
        if not self.poll_due and self.refusal is None:
            self.poll_due = True
            self.plan(self.now, Poll())

    @property
    def queue_lane(self) -> Lane:
        """The lane of the queue."""
        return Lane("queue", f"queue {self.scenario.queue_name}", "queue")

    @property
    def dlq_lane(self) -> Lane:
        """The lane of the dead-letter queue."""
        name, dot, fifo = self.scenario.queue_name.partition(".")
        return Lane("dlq", f"queue {name}-dlq{dot}{fifo}", "dead-letter queue")

    @property
    def arn(self) -> str:
        """ARN of the queue."""
        return queue_arn(self.scenario)


POLLERS = Lane("pollers", "event source mapping", "pollers")


def environment_lane(number: int) -> Lane:
    """The lane of an environment of the function."""
    if number > MOST_ENVIRONMENTS:
        return Lane("environments", f"{FUNCTION}, more environments", "environment")
    return Lane(f"environment-{number}", f"{FUNCTION}, environment {number}", "environment")


def told(messages: Iterable[Message], most: int = 6) -> str:
    """Messages by their numbers: ``message 3``, ``messages 1, 2 and 4``, ``messages 1 to 10``."""
    numbers = sorted(message.number for message in messages)
    if len(numbers) == 1:
        return f"message {numbers[0]}"
    if numbers and numbers[-1] - numbers[0] == len(numbers) - 1:
        return (
            f"messages {numbers[0]} to {numbers[-1]}" if len(numbers) > 2 else f"messages {numbers[0]} and {numbers[1]}"
        )
    if len(numbers) > most:
        return f"{len(numbers)} messages"
    return f"messages {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}" if numbers else "no message"


def deadline_of(scenario: Scenario, at: int) -> int:
    """When the visibility timeout of a message that is received at the moment ``at`` ends."""
    return at + scenario.visibility_seconds * SECOND


def chance(seed: int, stream: int) -> Random:
    """A stream of chance of its own, so that one more draw here changes nothing there."""
    return Random(f"{seed}/{stream}")  # noqa: S311 - a simulation's seed, no secret
