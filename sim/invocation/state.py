"""What a run of ``invocation`` remembers while it goes: calls, requests, events, environments, and the marks that they leave."""

from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from sim.invocation.calls import Call, Environment, Event, Request, Running
from sim.invocation.outcome import Attempt, DeadLetter, Record
from sim.invocation.scenario import Scenario, moment_of
from sim.invocation.values import Happens, State
from sim.recorder import Recorder
from sim.trace import Lane


@dataclass(frozen=True, slots=True)
class Arrive:
    """A call is due."""

    call: Call


@dataclass(frozen=True, slots=True)
class Send:
    """A client sends its next request."""

    call: Call


@dataclass(frozen=True, slots=True)
class Finish:
    """A run ends."""

    running: Running


@dataclass(frozen=True, slots=True)
class Patience:
    """A caller has waited long enough for the answer."""

    request: Request


@dataclass(frozen=True, slots=True)
class Dequeue:
    """Lambda takes an event from its queue."""

    event: Event


@dataclass(frozen=True, slots=True)
class Copy:
    """An event comes from the queue a second time."""

    event: Event


@dataclass(frozen=True, slots=True)
class Again:
    """The function's own doing invokes it."""

    source: Request | Event


Due = Arrive | Send | Finish | Patience | Dequeue | Copy | Again

CLIENT = Lane("client", "client", "caller")
GATEWAY = Lane("gateway", "API Gateway", "caller")
LAMBDA = Lane("lambda", "Lambda", "api")
QUEUE = Lane("queue", "Lambda's queue", "queue")
WORK = Lane("work", "work done", "work")


class World(Recorder[Due]):
    """Everything that changes in a run."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario.until)
        self.scenario = scenario
        self.zero = moment_of(scenario.now)
        self.ids, self.jitter, self.copies = (_chance(scenario.seed, stream) for stream in range(3))
        self.calls: list[Call] = []
        self.requests: list[Request] = []
        self.events: list[Event] = []
        self.attempts: list[Attempt] = []
        self.records: list[Record] = []
        self.letters: list[DeadLetter] = []
        self.environments: list[Environment] = []
        self.free: list[Environment] = []
        """Free environments, the one used last at the end."""
        self.running = 0
        self.started: deque[int] = deque()
        """When synchronous requests were let in, in the last second."""
        self.woken_at = -1
        self.seen: set[str] = set()
        """By what an idempotent handler knows the work that it has done."""
        self.done: Counter[tuple[int, int]] = Counter()
        """How often the work was done, by call and round of a loop."""
        self.resets = self.looped = self.stopped = 0
        self.scripts = {script.call: script.attempts for script in scenario.script}

    def moment(self, at: int) -> datetime:
        """The moment ``at`` on the calendar."""
        return self.zero + timedelta(milliseconds=at)

    def request_id(self) -> str:
        """A new one."""
        return str(UUID(int=self.ids.getrandbits(128), version=4))

    def state(self) -> State:
        """Of the function, at this moment."""
        function = self.scenario.function
        if function.state is State.ACTIVE:
            return State.ACTIVE
        if function.state is not State.INACTIVE:
            return State.ACTIVE if self.now >= function.wakes_after else function.state
        if self.woken_at < 0:
            return State.INACTIVE
        if self.now < self.woken_at + function.wakes_after:
            return State.PENDING
        return State.ACTIVE if function.wakes else State.INACTIVE

    def happens(self, call: int, attempt: int) -> Happens:
        """What the ``attempt``-th attempt, from 1, at the call of this number meets."""
        script = self.scripts.get(call) or self.scripts.get(0, (Happens.OK,))
        return script[min(attempt, len(script)) - 1]

    def limit(self) -> int:
        """How many runs the function may have at once, at this moment."""
        reserved = self.scenario.function.reserved
        if reserved >= 0:
            return reserved
        taken = sum(other.concurrency for other in self.scenario.others if other.start <= self.now < other.end)
        return max(0, self.scenario.account_concurrency - taken)

    def tried(
        self,
        source: Request | Event,
        happens: Happens,
        *,
        lasts: int = 0,
        reason: str = "",
        environment: int = 0,
        effect: bool = False,
    ) -> int:
        """Note an attempt that begins now. Gives its place in the list."""
        is_request = isinstance(source, Request)
        self.attempts.append(
            Attempt(
                at=self.now,
                end=self.now + lasts,
                call=source.call.number,
                request=source.number if is_request else 0,
                event=0 if is_request else source.number,
                happens=happens,
                reason=reason,
                environment=environment,
                effect=effect,
            )
        )
        return len(self.attempts) - 1


def _chance(seed: int, stream: int) -> Random:
    """A stream of chance of its own, so that one more draw here changes nothing there."""
    return Random(f"{seed}/{stream}")  # noqa: S311 - a simulation's seed, no secret
