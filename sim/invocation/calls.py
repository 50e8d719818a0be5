"""What lasts for a while in a run: a call, its requests, an event, an environment, a run of the code."""

from dataclasses import dataclass

from sim.invocation.answers import Answer
from sim.invocation.checking import payload_of
from sim.invocation.handler import Ran
from sim.invocation.outcome import Result
from sim.invocation.scenario import Invoke
from sim.invocation.states import EVENTS, REQUESTS, EventSignal, EventState, RequestSignal, RequestState, step
from sim.trace import Lane


@dataclass(slots=True, eq=False, kw_only=True)
class Call:
    """A call of somebody who may ask several times until there is an answer."""

    number: int
    invoke: Invoke
    at: int
    requests: int = 0
    scripted: int = 0
    """Attempts at its requests that the script has told."""
    result: Result = Result.PENDING
    answer: Answer | None = None
    """The last one that the caller got."""
    status: int = 0
    ended_at: int = -1
    event: int = 0
    runs: int = 0
    effects: int = 0

    @property
    def of(self) -> str:
        """What it is called in the trace."""
        return f"call {self.number}"

    @property
    def payload(self) -> str:
        """What it hands over."""
        return payload_of(self.invoke, self.number)


@dataclass(slots=True, eq=False, kw_only=True)
class Request:
    """One HTTP request of a call."""

    number: int
    call: Call
    attempt: int
    at: int
    id: str
    state: RequestState = RequestState.RECEIVED
    answer: Answer | None = None
    answered_at: int = -1
    heard: bool = True
    """Whether somebody still waits for the answer."""
    log: str = ""

    def take(self, signal: RequestSignal) -> None:
        """Go on to the next state."""
        self.state = step(REQUESTS, self.state, signal)


@dataclass(slots=True, eq=False, kw_only=True)
class Event:
    """An event in Lambda's queue."""

    number: int
    call: Call
    id: str
    qualifier: str
    payload: str
    at: int
    round: int = 1
    duplicate: bool = False
    state: EventState = EventState.QUEUED
    attempts: int = 0
    scripted: int = 0
    """Attempts that the script has told."""
    errors: int = 0
    """Attempts that ended with a function error: the retries that AWS counts."""
    waits: int = 0
    """Back-offs after throttles and system errors."""
    throttles: int = 0
    runs: int = 0
    condition: str = ""
    ended_at: int = -1
    last: Ran | None = None
    """The last run that ended with an answer of the function."""
    last_status: int = 0
    last_message: str = ""

    @property
    def of(self) -> str:
        """What it is called in the trace."""
        told = f", round {self.round}" if self.round > 1 else ""
        return f"{self.call.of}{told}{', copy' if self.duplicate else ''}"

    def take(self, signal: EventSignal) -> None:
        """Go on to the next state."""
        self.state = step(EVENTS, self.state, signal)


@dataclass(slots=True, eq=False, kw_only=True)
class Environment:
    """An execution environment."""

    number: int

    @property
    def lane(self) -> Lane:
        """Its lane."""
        return Lane(f"environment-{self.number}", f"environment {self.number}", "environment")


@dataclass(slots=True, eq=False, kw_only=True)
class Running:
    """A run of the code."""

    attempt: int
    """Place in the list of attempts."""
    source: Request | Event
    environment: Environment
    ran: Ran
    log: str = ""
