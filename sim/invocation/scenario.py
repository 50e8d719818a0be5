"""What goes into a run of ``invocation``: who invokes when and how, the function, what each attempt meets, and where results go."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.facts import whole
from sim.invocation.function import Function
from sim.invocation.values import (
    ACCOUNT_CONCURRENCY,
    LATEST,
    MB,
    MINUTE,
    MOST_RETRIES,
    OLDEST_SECONDS,
    SECOND,
    YOUNGEST_SECONDS,
    Caller,
    Happens,
    InvocationType,
    Kind,
    LogType,
    Moment,
)
from sim.moments import moment_zero
from sim.names import keep_name, keep_unlike

_closed = with_config(ConfigDict(extra="forbid"))

MOST_CALLS = 2_000
MOST_ATTEMPTS = 100
"""In six hours of back-off there is room for fewer."""
_FUNCTION = Function()


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Invoke:
    """Somebody calls Invoke: once, or several times in even steps."""

    at: Moment = 0
    invocation_type: InvocationType = InvocationType.REQUEST_RESPONSE
    caller: Caller = Caller.SDK
    function_name: Annotated[str, MaxLen(64)] = ""
    """Empty for the scenario's function; one that is not there may stand here."""
    qualifier: Annotated[str, MaxLen(128)] = ""
    """Version, alias or ``$LATEST``; empty for none. One that is not there may stand here."""
    payload: Annotated[str, MaxLen(10_000)] = '{"seat": "A7", "order": %n}'
    """JSON as text; what is no JSON may stand here. ``%n`` stands for the number of the call."""
    fill: Annotated[int, Interval(ge=0, le=8 * MB)] = 0
    """As many bytes more stand in the payload, as space: it becomes big without a long text here."""
    content_type: Annotated[str, MaxLen(80)] = "application/json"
    log_type: LogType = LogType.NONE
    stream: bool = False
    """Called by InvokeWithResponseStream: the response comes piece by piece."""
    times: Annotated[int, Interval(ge=1, le=MOST_CALLS)] = 1
    every: Annotated[int, Interval(ge=1, le=60 * MINUTE)] = SECOND
    """ms from one of these calls to the next."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if self.function_name:
            keep_name("function_name", self.function_name, 64)
        if self.stream and self.invocation_type is InvocationType.EVENT:
            raise ValueError("stream: an asynchronous call has no response to stream; take RequestResponse")
        if self.caller is Caller.API_GATEWAY and self.invocation_type is InvocationType.DRY_RUN:
            raise ValueError("caller: API Gateway makes no dry run; take sdk or plain")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What the attempts at one call meet, first to last. An attempt is a try of Lambda to have the code run."""

    call: Annotated[int, Interval(ge=0, le=MOST_CALLS)] = 0
    """Number of the call, from 1; 0 for every call that has no script of its own."""
    attempts: tuple[Happens, ...]
    """The last one holds for all further attempts too."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if not 1 <= len(self.attempts) <= MOST_ATTEMPTS:
            raise ValueError(f"attempts: {len(self.attempts)} of them; give 1 to {MOST_ATTEMPTS}")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a record of a finished asynchronous invocation goes."""

    kind: Kind
    name: Annotated[str, MaxLen(64)]
    writable: bool = True
    """Whether the function's execution role may write there."""

    def __post_init__(self) -> None:
        keep_name("name", self.name, 64)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class EventInvokeConfig:
    """How asynchronous invocations by one qualifier are handled. Another qualifier inherits nothing of it."""

    qualifier: Annotated[str, MaxLen(128)] = LATEST
    """``$LATEST``, a version or an alias; a call without qualifier is one of ``$LATEST``."""
    max_retries: Annotated[int, Interval(ge=0, le=MOST_RETRIES)] = MOST_RETRIES
    """Attempts after the first. AWS calls it MaximumRetryAttempts."""
    max_age_seconds: Annotated[int, Interval(ge=YOUNGEST_SECONDS, le=OLDEST_SECONDS)] = OLDEST_SECONDS
    """How old an event may get. AWS calls it MaximumEventAgeInSeconds."""
    on_success: Destination | None = None
    on_failure: Destination | None = None

    def __post_init__(self) -> None:
        keep_bounds(self)
        if self.on_success and self.on_success.kind is Kind.S3:
            raise ValueError("on_success: a bucket takes failures only; take sqs, sns, lambda or eventbridge")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """How callers wait and try again: an SDK's own retries, and the timeouts."""

    max_attempts: Annotated[int, Interval(ge=1, le=10)] = whole("sync-sdk-backoff", "attempts")
    """Of an SDK: requests for one call, the first among them. Standard retry mode."""
    read_timeout: Annotated[int, Interval(ge=100, le=900 * SECOND)] = whole("sync-read-timeout-60") * SECOND
    """ms that an SDK or a plain program waits for an answer; the default is that of the Python SDK and the CLI."""
    integration_timeout: Annotated[int, Interval(ge=50, le=300 * SECOND)] = whole("sync-api-gateway-29s") * SECOND
    """ms that API Gateway waits for the function."""

    def __post_init__(self) -> None:
        keep_bounds(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """Other functions of the account use concurrency, from one moment to another."""

    start: Moment = 0
    end: Moment
    concurrency: Annotated[int, Interval(ge=1, le=ACCOUNT_CONCURRENCY)]

    def __post_init__(self) -> None:
        keep_bounds(self)
        if self.end <= self.start:
            raise ValueError(f"end: {self.end} is not after start; take a later one")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Calls reach one function, and each is followed until nothing more comes of it. Times are ms from ``now``."""

    invokes: tuple[Invoke, ...]
    function: Function = _FUNCTION
    script: tuple[Script, ...] = ()
    """What attempts meet; without a word on it an attempt is ok."""
    configs: tuple[EventInvokeConfig, ...] = ()
    client: Client = Client()
    account_concurrency: Annotated[int, Interval(ge=1, le=ACCOUNT_CONCURRENCY)] = ACCOUNT_CONCURRENCY
    """What the account has for all functions without reserved concurrency."""
    others: tuple[Others, ...] = ()
    duplicates_percent: Annotated[int, Interval(ge=0, le=100)] = 0
    """Of 100 asynchronous events so many are delivered twice. A teaching figure: AWS says only *at least once*."""
    now: str = "2026-11-23T19:00:00"
    """The moment 0 in UTC."""
    until: Moment = 0
    """Where the looking ends, with events still waiting; 0 is when nothing is due any more."""
    seed: Annotated[int, Interval(ge=0, le=2**32)] = 1
    """Draws request ids, the jitter of clients, and which events come twice."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        moment_of(self.now)
        if not self.invokes:
            raise ValueError("invokes: there are none; invoke at least once")
        if (calls := sum(invoke.times for invoke in self.invokes)) > MOST_CALLS:
            raise ValueError(f"invokes: {calls} calls in all; at most {MOST_CALLS}")
        keep_unlike("script", [f"call {one.call}" for one in self.script])
        keep_unlike("configs", [config.qualifier for config in self.configs])
        self._keep_configs()

    def _keep_configs(self) -> None:
        known = self.function.qualifiers
        for config in self.configs:
            if config.qualifier not in known:
                raise ValueError(
                    f"configs: the function has no {config.qualifier[:64]!r}; there are {', '.join(known)}"
                )
            for goal in (config.on_success, config.on_failure):
                if goal and goal.kind is Kind.LAMBDA and goal.name == self.function.name:
                    raise ValueError(
                        "configs: You can't specify the function as a destination for itself; name another function"
                    )

    def config_of(self, qualifier: str) -> EventInvokeConfig:
        """The configuration for calls by this qualifier: its own, or the defaults. Nothing is inherited.

        https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html
        """
        wanted = qualifier or LATEST
        own = (config for config in self.configs if config.qualifier == wanted)
        return next(own, EventInvokeConfig(qualifier=wanted))


def moment_of(text: str) -> datetime:
    """The moment that ``now`` says, in UTC.

    Raises:
        ValueError: it is no moment, or it is in another time zone.
    """
    return moment_zero(text, "2026-11-23T19:00:00")
