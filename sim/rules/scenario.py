"""What goes into a run of ``rules``, and what comes out of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import MaxLen
from pydantic import ConfigDict, with_config

_closed = with_config(ConfigDict(extra="forbid"))

LONGEST = 1_100_000
"""Characters of a book or an event that are read: a file of 1 MB, and an event of EventBridge's largest size."""


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """An event reaches a bus with many rules. What is wrong with either text is told in the outcome."""

    book: Annotated[str, MaxLen(LONGEST)]
    """The rules: JSON by name, in a list or in lines, the output of ``aws events list-rules``, or a CloudFormation or SAM template."""
    event: Annotated[str, MaxLen(LONGEST)]
    """The whole event as JSON text, envelope included."""


class Judgement(StrEnum):
    """What becomes of one rule."""

    FIRED = "fired"
    SILENT = "silent"
    REFUSED = "refused"
    """AWS does not take it, so it is not on the bus."""
    DISABLED = "disabled"
    SCHEDULED = "scheduled"
    """It has a schedule and no pattern: no event fires it."""
    UNKNOWN = "unknown"
    """It hangs on a value that only deployment brings, or the event cannot be read."""
    REPLACED = "replaced"
    """A later rule of the same name took its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """One rule, judged."""

    name: str
    line: int
    """Where it begins in the book."""
    bus: str
    state: str
    pattern: str
    """The pattern's text; empty if it has none."""
    outcome: Judgement
    why: str
    path: str = ""
    """Of a silent rule: the first field that refused, where the fewest did."""
    fields: int = 0
    """How many fields it has there."""
    refused_fields: int = 0
    """How many of them refused; 0 if each would do, but not in one element of an array."""
    remark: str = ""
    """What else is to be said about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A quota of EventBridge, and how near the book comes to it."""

    words: str
    most: int
    now: int
    fact: str

    @property
    def over(self) -> bool:
        """Whether the book breaks it."""
        return self.now > self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run. Each rule is counted once."""

    rules: int = 0
    fired: int = 0
    silent: int = 0
    refused: int = 0
    disabled: int = 0
    scheduled: int = 0
    unknown: int = 0
    replaced: int = 0
    fired_names: tuple[str, ...] = ()
    results: tuple[RuleResult, ...] = ()
    """In the order of the book."""
    form: str = ""
    """What the book was read as."""
    book_error: str = ""
    book_line: int = 0
    book_column: int = 0
    event_error: str = ""
    event_line: int = 0
    event_column: int = 0
    limits: tuple[Limit, ...] = ()
    limits_broken: int = 0
    notes: tuple[str, ...] = ()
    """What is to be said about the book as a whole."""
