"""A target of a rule: what it is, what it is handed, how it behaves, and what becomes of an event that it does not take.

Also an entry of PutEvents, because a target may put events itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.bus.values import (
    DEFAULT_BUS,
    LONGEST_INPUT,
    MINUTE,
    MOST_RETRIES,
    MOST_VARIABLES,
    OLDEST_SECONDS,
    Behaviour,
    Dlq,
    Idempotent,
    Kind,
    Moment,
)
from sim.names import keep_name

_closed = with_config(ConfigDict(extra="forbid"))
_TIME = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a PutEvents request. What is empty is left out of the request."""

    source: Annotated[str, MaxLen(256)] = ""
    detail_type: Annotated[str, MaxLen(256)] = ""
    detail: Annotated[str, MaxLen(1_100_000)] = ""
    """JSON as text; what is no JSON object may stand here, and AWS refuses it. ``%n`` stands for the number of the request in a put that is
    made several times."""
    resources: tuple[str, ...] = ()
    time: Annotated[str, MaxLen(40)] = ""
    """Such as ``2026-11-23T07:59:00Z``; empty for the moment of the call."""
    bus: Annotated[str, MaxLen(1600)] = DEFAULT_BUS
    """Name of a bus of the caller's account, or the ARN of any bus; one that is not there may stand here."""
    fill: Annotated[int, Interval(ge=0, le=1_100_000)] = 0
    """As many bytes more stand in the detail, in a field ``fill``: an entry becomes big without a long text here."""
    throttled: Annotated[int, Interval(ge=0, le=10)] = 0
    """So many times the bus answers ThrottlingException before it takes the entry."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        if self.time and not _TIME.fullmatch(self.time):
            raise ValueError(f"time: {self.time!r} is no moment in UTC; write it as 2026-11-23T07:59:00Z")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Transformer:
    """An input transformer."""

    paths: Mapping[str, str]
    """Variables: the name of each, and the path to its value. AWS calls it InputPathsMap."""
    template: Annotated[str, MaxLen(LONGEST_INPUT)]
    """What the target is handed, with ``<name>`` where a value is to stand. AWS calls it InputTemplate."""

    def __post_init__(self) -> None:
        if len(self.paths) > MOST_VARIABLES:
            raise ValueError(f"paths: {len(self.paths)} variables; at most {MOST_VARIABLES}")
        for name in self.paths:
            if name.lower().startswith("aws."):
                raise ValueError(
                    f"paths: {name[:64]!r} begins with aws.; AWS keeps such names for itself, take another"
                )
        if not self.template:
            raise ValueError("template: is empty; write at least one character")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One target. Two rules that name a target of the same kind and id mean the same resource."""

    id: Annotated[str, MaxLen(64)]
    """Also the name of the resource: the function, the queue, the topic."""
    kind: Kind = Kind.LAMBDA
    bus: Annotated[str, MaxLen(1600)] = ""
    """Of a target that is a bus: its name in the account of the rule, or its ARN. One that is not there may stand here."""
    role: bool = True
    """Of a target that is a bus: whether the target has an IAM role that may put events there."""

    input: Annotated[str, MaxLen(LONGEST_INPUT)] = ""
    """Constant JSON in place of the event; empty for none."""
    input_path: Annotated[str, MaxLen(256)] = ""
    """The part of the event that is handed over, such as ``$.detail``; empty for all of it."""
    transformer: Transformer | None = None

    behaviour: Behaviour = Behaviour.OK
    recovers_at: Moment = 0
    """From this moment on it is ok; 0 is never."""
    fails_first: Annotated[int, Interval(ge=0, le=MOST_RETRIES)] = 0
    """After so many attempts of a delivery it is ok; 0 is never."""
    handler_fails: bool = False
    """Of a Lambda function: accepted, and then the handler raises. That is no affair of EventBridge any more."""
    idempotent: Idempotent = Idempotent.NOTHING
    emits: Entry | None = None
    """What it puts onto a bus of the rule's account whenever it has done its work."""
    emits_after: Annotated[int, Interval(ge=0, le=60 * MINUTE)] = 100
    """ms from the delivery to that."""

    max_retries: Annotated[int, Interval(ge=0, le=MOST_RETRIES)] = MOST_RETRIES
    """Attempts after the first. AWS calls it MaximumRetryAttempts."""
    max_age_seconds: Annotated[int, Interval(ge=60, le=OLDEST_SECONDS)] = OLDEST_SECONDS
    """How old an event may get before EventBridge stops to retry. AWS calls it MaximumEventAgeInSeconds."""
    dlq: Dlq = Dlq.NONE

    def __post_init__(self) -> None:
        keep_bounds(self)
        keep_name("id", self.id, 64, dots=True)
        given = [name for name in ("input", "input_path", "transformer") if getattr(self, name)]
        if len(given) > 1:
            raise ValueError(f"{given[1]}: stands beside {given[0]}; a target takes one of the two")
        if self.kind is Kind.BUS and not self.bus:
            raise ValueError("bus: a target of kind bus needs one; name it, or give its ARN")
        if self.kind is not Kind.BUS and self.bus:
            raise ValueError(f"bus: a target of kind {self.kind} has none; leave it out")
        if self.kind is Kind.BUS and given:
            raise ValueError(f"{given[0]}: a bus as target is handed the event itself; leave it out")
        if self.handler_fails and self.kind is not Kind.LAMBDA:
            raise ValueError(f"handler_fails: a target of kind {self.kind} has no handler; take lambda")
        if self.behaviour is Behaviour.OK and (self.recovers_at or self.fails_first):
            raise ValueError("behaviour: is ok, yet it recovers; take failing, throttled or timeout")
