"""The function that is invoked: what it is, what it does, how long it takes, and what stands in its way."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.invocation.values import (
    ACCOUNT,
    ACCOUNT_CONCURRENCY,
    DEFAULT_TIMEOUT,
    LATEST,
    MB,
    MINUTE,
    REGION,
    SECOND,
    Dlq,
    Idempotent,
    Loop,
    RecursiveLoop,
    State,
    Timeout,
)
from sim.names import keep_name, keep_unlike

_closed = with_config(ConfigDict(extra="forbid"))


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name for a version."""

    name: Annotated[str, MaxLen(128)]
    version: Annotated[int, Interval(ge=1, le=99)]

    def __post_init__(self) -> None:
        keep_bounds(self)
        keep_name("name", self.name, 128)
        if self.name.isdigit():
            raise ValueError(f"name: {self.name!r} is a number, and that is a version; take a name with a letter")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """The function that is invoked."""

    name: Annotated[str, MaxLen(64)] = "send-confirmation"
    state: State = State.ACTIVE
    wakes_after: Annotated[int, Interval(ge=0, le=60 * MINUTE)] = 20 * SECOND
    """ms until a function that is not active has become so; of an inactive one, from its first call on. A teaching figure."""
    wakes: bool = True
    """Whether an inactive one can be woken; else it falls back to inactive after that time."""
    updating: bool = False
    """An update is in progress: calls run the code and configuration of before."""
    versions: Annotated[int, Interval(ge=0, le=99)] = 0
    """How many are published."""
    aliases: tuple[Alias, ...] = ()
    duration: Annotated[int, Interval(ge=1, le=900 * SECOND)] = 100
    """How long the handler runs, in ms."""
    timeout: Timeout = DEFAULT_TIMEOUT
    response_bytes: Annotated[int, Interval(ge=0, le=300 * MB)] = 19
    log_bytes: Annotated[int, Interval(ge=0, le=100_000)] = 0
    """What the handler prints in each run."""
    works_before_failing: bool = False
    """Whether a handler that raises, hangs or ends has done its work by then."""
    idempotent: Idempotent = Idempotent.NOTHING
    reserved: Annotated[int, Interval(ge=-1, le=ACCOUNT_CONCURRENCY)] = -1
    """Reserved concurrency; -1 for none."""
    dlq: Dlq = Dlq.NONE
    dlq_writable: bool = True
    """Whether the execution role may write to the dead-letter queue."""
    loop: Loop = Loop.NONE
    loop_after: Annotated[int, Interval(ge=1, le=60 * MINUTE)] = SECOND
    """ms from a run to the invocation that comes of it. A teaching figure."""
    recursive_loop: RecursiveLoop = RecursiveLoop.TERMINATE

    def __post_init__(self) -> None:
        keep_bounds(self)
        keep_name("name", self.name, 64)
        keep_unlike("aliases", [alias.name for alias in self.aliases])
        for alias in self.aliases:
            if alias.version > self.versions:
                raise ValueError(
                    f"aliases: {alias.name} names version {alias.version}, which is not published; "
                    f"raise versions from {self.versions} to {alias.version}"
                )
        if self.state is State.SNAP_START_NOT_READY and not self.versions:
            raise ValueError("state: SnapStart is for published versions; give the function one by versions: 1")

    @property
    def qualifiers(self) -> tuple[str, ...]:
        """What may stand behind the function's name."""
        numbers = map(str, range(1, self.versions + 1))
        return (LATEST, *numbers, *(alias.name for alias in self.aliases))

    def version_of(self, qualifier: str) -> str:
        """The version that runs."""
        named = {alias.name: str(alias.version) for alias in self.aliases}
        return named.get(qualifier, qualifier or LATEST)


def arn_of(function: str, qualifier: str = "") -> str:
    """The function's ARN, with the qualifier if there is one."""
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{function}{qualifier and ':'}{qualifier}"
