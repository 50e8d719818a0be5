"""What the verdict on a pattern and an event is called. Sentences only; nothing is drawn here."""

from dataclasses import dataclass
from types import MappingProxyType

from sim.pattern import Outcome

FIELD_WORDS = MappingProxyType(
    {
        "match": ("good", "agrees"),
        "refused": ("bad", "refuses"),
        "missing": ("none", "nothing there"),
        "other_element": ("other", "another element"),
    }
)
"""A field's outcome, as tone and word."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field of the pattern."""

    tone: str
    word: str
    path: str
    line: int
    wanted: str
    got: str
    reason: str
    element: str


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict in words. ``tone`` is good, bad, or stop where there is no verdict yet."""

    tone: str
    word: str
    says: str
    more: str = ""
    hint: str = ""
    rows: tuple[Row, ...] = ()
    notes: tuple[str, ...] = ()


def told_of(outcome: Outcome) -> Told:
    """The verdict of a run, as the learner reads it."""
    rows = tuple(
        Row(*FIELD_WORDS[field.outcome], field.path, field.line, field.wanted, field.got, field.reason, field.element)
        for field in outcome.fields
    )
    match outcome.verdict:
        case "match":
            return Told("good", "Match", _fires(outcome), rows=rows, notes=outcome.notes)
        case "no_match":
            return Told("bad", "No match", _silent(outcome), hint=outcome.hint, rows=rows, notes=outcome.notes)
        case "invalid":
            return Told("stop", "Pattern refused", outcome.error, _engine(outcome), outcome.hint, notes=outcome.notes)
        case _:
            return Told("stop", "Not an event", outcome.event_error, notes=outcome.notes)


def _fires(outcome: Outcome) -> str:
    agree = "The one field agrees" if outcome.fields_matched == 1 else f"All {outcome.fields_matched} fields agree"
    return f"The rule fires. {agree}{_branch(outcome)}."


def _silent(outcome: Outcome) -> str:
    count = len(outcome.fields)
    against = [field.path for field in outcome.fields if field.outcome != "match"]
    shown = ", ".join(against[:3]) + (" and others" if len(against) > 3 else "")
    if count == 1:
        one = "Its one field" if outcome.branches < 2 else "The one field"
        return f"The rule stays silent. {one}, {shown}, does not agree{_branch(outcome)}."
    does = "does" if len(against) == 1 else "do"
    return f"The rule stays silent. {outcome.fields_matched} of {count} fields agree; {shown} {does} not{_branch(outcome)}."


def _branch(outcome: Outcome) -> str:
    if outcome.branches < 2:
        return ""
    of = f"{outcome.branch} of the {outcome.branches} ways that $or leaves open"
    return f" (way {of})" if outcome.matches else f" (way {of}, which comes nearest)"


def _engine(outcome: Outcome) -> str:
    """The engine's last word, where it is another one than the true reason."""
    if outcome.engine_error in ("", outcome.error):
        return ""
    return f"AWS itself may only say: {outcome.engine_error}"
