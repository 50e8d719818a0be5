"""Verdicts on many pairs of pattern and event, one line of JSON each: to compare with what another engine says."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypedDict

from sim.pattern.events import Event, event_of_json, event_of_text
from sim.pattern.faults import EventError, PatternError
from sim.pattern.pattern import compile_pattern


class Verdict(TypedDict):
    """What is said of one row."""

    id: Any
    """The row's own; None if it has none."""
    verdict: str
    """``match``, ``no_match`` or ``invalid``."""
    error: str | None
    """Why it is invalid."""


def verdicts(lines: Iterable[str]) -> Iterator[Verdict]:
    """The verdict on each of ``lines`` that is not blank.

    A row has ``pattern`` (JSON) or ``pattern_text``, and ``event`` (JSON) or ``event_text``. What is wrong with a row, or with its
    event, is told in its verdict.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _of_line(line, number)


def _of_line(line: str, number: int) -> Verdict:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Verdict(id=None, verdict="invalid", error=f"line {number}: the row is not JSON: {error}")
    if not isinstance(row, dict):
        return Verdict(id=None, verdict="invalid", error=f"line {number}: the row is no object; give pattern and event")
    name = row.get("id")
    try:
        pattern = compile_pattern(_text(row, "pattern"))
        matched = pattern.matches(_event(row))
    except _RowError as error:
        return Verdict(id=name, verdict="invalid", error=f"line {number}: {error}")
    except (PatternError, EventError) as error:
        return Verdict(id=name, verdict="invalid", error=str(error))
    return Verdict(id=name, verdict="match" if matched else "no_match", error=None)


class _RowError(ValueError):
    """A row that lacks something."""


def _text(row: Mapping[str, Any], key: str) -> str:
    """The text of the row's pattern or event."""
    if f"{key}_text" in row:
        text = row[f"{key}_text"]
        if not isinstance(text, str):
            raise _RowError(f"{key}_text: takes text, not {json.dumps(text)[:60]}")
        return text
    if key not in row:
        raise _RowError(f"{key} is missing; give {key} or {key}_text")
    return json.dumps(row[key], ensure_ascii=False)


def _event(row: Mapping[str, Any]) -> Event:
    return (
        event_of_json(row["event"])
        if "event" in row and "event_text" not in row
        else event_of_text(_text(row, "event"))
    )
