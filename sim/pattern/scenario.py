"""What goes into a run of ``pattern``, and what comes out of it."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import MaxLen
from pydantic import ConfigDict, with_config

from sim.pattern.compiling import LONGEST

_closed = with_config(ConfigDict(extra="forbid"))

LONGEST_EVENT = 1_100_000
"""Characters of an event that is read: EventBridge takes entries up to 1 MB, and its envelope comes on top."""


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """An event reaches a rule. What is wrong with either text is told in the outcome."""

    pattern: Annotated[str, MaxLen(LONGEST)]
    """The rule's event pattern as JSON text; one that AWS refuses may stand here."""
    event: Annotated[str, MaxLen(LONGEST_EVENT)]
    """The whole event as JSON text, envelope included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOutcome:
    """One field of the pattern, tried on the event."""

    path: str
    line: int
    """Of the pattern's text, from 1; 0 if it is not known."""
    wanted: str
    """The list of the pattern, as JSON text."""
    got: str
    """What the event has at the path, as JSON text; long ones are shortened, empty if nothing is there."""
    outcome: str
    """``match``; ``refused``; ``missing``; ``other_element``: it would fit, but not in the element that another field has chosen."""
    reason: str
    """Why, in a plain sentence."""
    element: str
    """The array element that was looked at, such as ``detail.lines[1]``; empty if there is no array on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run. Lines and columns count from 1 and are 0 where there is none."""

    verdict: str
    """``match``, ``no_match``, ``invalid`` (the pattern is refused) or ``no_event`` (the event is not a JSON object)."""
    matches: int
    """1 or 0."""
    error: str = ""
    """What is wrong with the pattern: the true reason, where the engine's last word hides it."""
    engine_error: str = ""
    """The engine's last word."""
    error_line: int = 0
    error_column: int = 0
    event_error: str = ""
    """What is wrong with the event."""
    event_line: int = 0
    event_column: int = 0
    branches: int = 0
    """Flat rules: more than one if there is ``$or``."""
    branch: int = 0
    """Which of them matched, or came nearest, from 1."""
    fields: tuple[FieldOutcome, ...] = ()
    """The fields of that branch, in the order of the pattern."""
    fields_matched: int = 0
    fields_refused: int = 0
    hint: str = ""
    """The smallest change after which it would match; empty if it does."""
    mended_event: str = ""
    """The event with that change made; empty if there is none. The engine says that it matches."""
    wildcards: int = 0
    """How many ``*`` stand for any text."""
    complexity: str = ""
    """What wildcards cost; empty if there are none."""
    notes: tuple[str, ...] = ()
    """Traps that lie in the pattern or the event."""
