"""``python -m sim verdicts``."""

import json

from sim.__main__ import main

from .test_conformance import LINES, ROWS


def _judge(tmp_path, capsys, *lines: str) -> list[dict]:
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    assert main(["verdicts", str(file)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_row_gets_its_verdict(tmp_path, capsys):
    told = _judge(tmp_path, capsys, *LINES)
    assert [(one["id"], one["verdict"]) for one in told] == [(row["id"], row["expect"]) for row in ROWS]
    assert all((one["error"] is None) == (one["verdict"] != "invalid") for one in told)


def test_a_row_has_json_or_text(tmp_path, capsys):
    rows = [
        {"id": 1, "pattern": {"a": ["x"]}, "event": {"a": "x"}},
        {"id": 2, "pattern_text": '{"a": [1.0]}', "event_text": '{"a": 1e0} and more'},
        {"id": 3, "pattern": {"a": []}, "event": {}},
    ]
    assert _judge(tmp_path, capsys, *map(json.dumps, rows)) == [
        {"id": 1, "verdict": "match", "error": None},
        {"id": 2, "verdict": "match", "error": None},
        {"id": 3, "verdict": "invalid", "error": "Empty arrays are not allowed"},
    ]


def test_a_bad_row_is_told_and_the_next_is_judged(tmp_path, capsys):
    good = json.dumps({"id": "good", "pattern": {"a": ["x"]}, "event": {"a": "x"}})
    bad = [
        "{",
        "[]",
        '{"id": "x"}',
        '{"id": "y", "pattern_text": 5, "event": {}}',
        '{"id": "z", "pattern": {"a": [1]}}',
        '{"pattern": {"a": [1]}, "event": 5}',
        "[" * 5000,
    ]
    told = _judge(tmp_path, capsys, *bad, "", good)
    assert [one["verdict"] for one in told] == ["invalid"] * len(bad) + ["match"]
    assert told[0]["error"].startswith("line 1: the row is not JSON: ")
    assert [one["error"] for one in told[1:6]] == [
        "line 2: the row is no object; give pattern and event",
        "line 3: pattern is missing; give pattern or pattern_text",
        "line 4: pattern_text: takes text, not 5",
        "line 5: event is missing; give event or event_text",
        "Event must be a JSON object",
    ]


def test_a_file_that_cannot_be_read(tmp_path, capsys):
    assert main(["verdicts", str(tmp_path / "none.jsonl")]) == 1
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert main(["verdicts", str(tmp_path / "binary")]) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert all("cannot be read: " in line and line.endswith("give a file of JSON lines in UTF-8") for line in told)
