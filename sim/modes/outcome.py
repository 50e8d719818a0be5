"""What comes out of a run of ``modes``. Moments and amounts are ms from the beginning; -1 stands for a moment that did not come."""

from dataclasses import dataclass

from sim.modes.values import By, Ended, Notice, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOutcome:
    """An event in one of the ways."""

    number: int
    """From 1."""
    ended: Ended
    ended_at: int
    """-1 if it waits."""
    done: int
    """How often the function did its work for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOutcome:
    """One way: what has become of the event that fails (in an outage, of the first), and of the others."""

    way: Way
    events: int
    succeeded: int
    told: int
    dead_lettered: int
    lost: int
    waiting: int
    attempts: int
    """At the event that fails: tries to have the function run for it, throttled ones included."""
    attempt_times: tuple[int, ...]
    tried_again: By
    ended: Ended
    ended_at: int
    noticed: Notice
    runs: int
    """How often the code ran, for all events."""
    harmed: int
    """Other events that came to a bad end."""
    late: int
    """By how much longer than without the failure another event waited until its work was done, at most; one that waits still has waited
    until the looking ended."""
    repeated: int
    """Events whose work was done more than once."""
    event_list: tuple[EventOutcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask. In come ``events``, and they are ``succeeded + told + dead_lettered + lost + waiting``, in all four ways."""

    events: int
    succeeded: int
    told: int
    dead_lettered: int
    lost: int
    waiting: int
    runs: int
    served: str
    """The ways in which the event that fails succeeded in the end, such as ``queue, stream``; ``none`` if there is none. The next two alike."""
    kept: str
    """Where something keeps it: a dead-letter queue or a destination."""
    tried_again: str
    synchronous: WayOutcome
    asynchronous: WayOutcome
    queue: WayOutcome
    stream: WayOutcome

    @property
    def ways(self) -> tuple[WayOutcome, ...]:
        """The four, in their order."""
        return self.synchronous, self.asynchronous, self.queue, self.stream
