"""Every pair of pattern and event that AWS's own engine has judged: the same verdict, the same words."""

import json
from pathlib import Path

import pytest

from sim.pattern import Event, Pattern, PatternError, compile_pattern, event_of_json, event_of_text

LINES = (Path(__file__).parent / "conformance.jsonl").read_text("utf-8").splitlines()
ROWS = [json.loads(line) for line in LINES]


def _pattern(row: dict) -> Pattern:
    return compile_pattern(row["pattern_text"] if "pattern_text" in row else json.dumps(row["pattern"]))


def _event(row: dict) -> Event:
    return event_of_text(row["event_text"]) if "event_text" in row else event_of_json(row["event"])


def _rows(*expected: str) -> list:
    return [pytest.param(row, id=row["id"]) for row in ROWS if row["expect"] in expected]


def test_no_row_is_lost():
    assert len(ROWS) == 2979
    assert {row["expect"] for row in ROWS} == {"match", "no_match", "invalid"}


@pytest.mark.parametrize("row", _rows("match", "no_match"))
def test_verdict(row):
    pattern, event = _pattern(row), _event(row)
    assert pattern.matches(event) is (row["expect"] == "match")
    assert pattern.matches_taken_apart(event) is pattern.matches(event)
    assert pattern.strict == row.get("strict_error")


@pytest.mark.parametrize("row", _rows("match", "no_match"))
def test_an_event_is_the_same_as_text(row):
    """Python writes a number in its shortest text, which is what a parsed event's number counts as."""
    text = row["event_text"] if "event_text" in row else json.dumps(row["event"])
    assert _pattern(row).matches(event_of_text(text)) is (row["expect"] == "match")


@pytest.mark.parametrize("row", _rows("invalid"))
def test_refusal(row):
    with pytest.raises(PatternError) as refused:
        _pattern(row)
    if "inv:bad-json" not in row["features"]:
        assert refused.value.message == row["error"]
        assert refused.value.strict == row.get("strict_error")
