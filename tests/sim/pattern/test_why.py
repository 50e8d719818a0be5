"""What ``run`` says besides the verdict, against its table, and against the engine on pairs that nobody thought of."""

import json
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings

from sim.draw.aws import ApiCall, cli
from sim.pattern import EventError, PatternError, Scenario, compile_pattern, event_of_text, run
from sim.pattern.aws import sam, steps
from sim.pattern.why.advice import advice
from sim.trace import Tone
from tests.sim.pattern.pairs import pairs

TESTS = Path(__file__).parents[2]
CASES = yaml.safe_load((TESTS / "cases" / "pattern.yaml").read_text("utf-8"))
MESSAGES = yaml.safe_load((TESTS / "cases" / "pattern_messages.yaml").read_text("utf-8"))["cases"]


def outcome_of(pattern, event):
    return run(Scenario(pattern=pattern, event=event)).outcome


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_said(case):
    outcome = outcome_of(case["pattern"], case["event"])
    assert outcome.verdict == case["verdict"]
    said = {field.path: [field.outcome, field.reason, field.element] for field in outcome.fields}
    for path, told in case.get("fields", {}).items():
        assert said[path] == [*told, *[""] * (3 - len(told))]
    assert outcome.error == case.get("error", "")
    assert outcome.event_error == case.get("event_error", "")
    place = (outcome.error_line or outcome.event_line, outcome.error_column or outcome.event_column)
    assert place == tuple(case.get("place", (0, 0)))
    assert outcome.hint == case.get("hint", "")
    assert outcome.mended_event == case.get("mended", "")
    assert outcome.notes == tuple(case.get("notes", ()))
    if "branch" in case:
        assert outcome.branch == case["branch"]


def test_each_case_has_its_own_name_and_a_source():
    assert len({case["name"] for case in CASES}) == len(CASES) >= 60
    assert {case["source"] for case in CASES} >= {"operators", "arrays", "engine", "ours"}


def expected(pattern, event):
    """What the engine says."""
    try:
        compiled = compile_pattern(pattern)
    except PatternError:
        return "invalid"
    try:
        return "match" if compiled.matches(event_of_text(event)) else "no_match"
    except EventError:
        return "no_event"


def check(pattern, event):
    """All that holds of every outcome."""
    trace = run(Scenario(pattern=pattern, event=event))
    outcome = trace.outcome
    assert outcome.verdict == expected(pattern, event)
    assert outcome.matches == (outcome.verdict == "match")
    assert outcome.fields_matched + outcome.fields_refused == len(outcome.fields) == max(len(trace.lanes) - 1, 0)
    if outcome.verdict in {"match", "no_match"}:
        assert (outcome.fields_refused == 0) == (outcome.verdict == "match")
        assert outcome.fields
        assert 1 <= outcome.branch <= outcome.branches
        assert all(field.line >= 1 for field in outcome.fields)
    assert (outcome.hint == "") == (outcome.verdict in {"match", "no_event"})
    assert all(entry.why.endswith((".", "!")) for entry in trace.entries)
    if outcome.mended_event:
        assert expected(pattern, outcome.mended_event) == "match"
        assert outcome.mended_event != event
    for told in texts_of(outcome):
        told.encode("utf-8")
    return outcome


def texts_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))


@settings(max_examples=100, deadline=None)
@given(pair=pairs())
def test_the_verdict_is_the_engines_and_what_is_said_of_it_agrees(pair):
    check(*pair)


@pytest.mark.long
@settings(max_examples=20_000, derandomize=False, deadline=None)
@given(pair=pairs())
def test_the_verdict_is_the_engines_on_thousands_of_pairs(pair):
    check(*pair)


def test_on_every_conformance_row_what_is_said_agrees_with_the_engine():
    mended = silent = 0
    for line in (Path(__file__).parent / "conformance.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        pattern, event = (
            row.get(f"{name}_text", json.dumps(row.get(name), ensure_ascii=False)) for name in ("pattern", "event")
        )
        outcome = check(pattern, event)
        assert outcome.verdict == row["expect"]
        mended += bool(outcome.mended_event)
        silent += outcome.verdict == "no_match" and not outcome.mended_event
    assert mended > 30 * silent


@pytest.mark.parametrize("case", MESSAGES, ids=lambda case: case["name"])
def test_each_refusal_comes_with_advice(case):
    told = advice(case.get("strict") or case["error"], case["pattern"])
    assert told.endswith((".", "?"))
    assert told[0].isupper() or told[0] == "`"


def test_the_advised_form_is_taken():
    """Where the advice spells a whole operator, it stands in the pattern's place and compiles."""
    for case in CASES:
        if case["verdict"] == "invalid" and (start := case["hint"].find('{"')) >= 0:
            operator, _ = json.JSONDecoder().raw_decode(case["hint"][start:])
            whole = operator if "$or" in operator or "source" in operator else {"a": [operator]}
            compile_pattern(json.dumps(whole))


def test_the_trace_tells_arrival_fields_in_the_engines_order_and_verdict():
    trace = run(Scenario(pattern='{"b": ["x"], "a": [1]}', event='{"a": 1, "b": "y"}'))
    assert [(entry.at, entry.lane, entry.tone) for entry in trace.entries] == [
        (0, "rule", Tone.NOTE),
        (1, "field-1", Tone.WORK),
        (2, "field-2", Tone.BAD),
        (3, "rule", Tone.BAD),
    ]
    assert [lane.title for lane in trace.lanes] == ["rule", "a", "b"]
    assert [field.path for field in trace.outcome.fields] == ["b", "a"]


def test_a_field_tells_its_line_its_list_and_what_is_there():
    outcome = outcome_of('{\n  "a": {\n    "b": [ "x",\n 1 ]\n  }\n}', '{"a": [{"b": "y"}, {"b": [2, 3]}]}')
    (field,) = outcome.fields
    assert (field.path, field.line, field.wanted, field.got) == ("a.b", 3, '[ "x",\n 1 ]', '["y", 2, 3]')


def test_what_stays_of_a_mended_event_is_written_as_before():
    event = '{\n  "keep": 1.50,\n\n  "a" : "no",\n  "b": [1,2]\n}'
    assert outcome_of('{"a": ["x"], "c": [1]}', event).mended_event == (
        '{\n  "keep": 1.50,\n\n  "a" : "x",\n  "b": [1,2],\n  "c": 1\n}'
    )


def test_long_patterns_are_told_of():
    for blanks, told in ((2_040, "2,048"), (4_090, "at most 4,096")):
        outcome = outcome_of('{"a": [' + " " * blanks + '"x"]}     ', "{}")
        assert any(told in note for note in outcome.notes)


def test_wildcards_are_counted_and_told_of():
    pattern = (
        '{"a": [{"wildcard": "*/x*/x*"}, {"wildcard": "end\\\\*"}], "b": [{"anything-but": {"wildcard": ["*", "a*"]}}]}'
    )
    outcome = outcome_of(pattern, "{}")
    assert outcome.wildcards == 5
    assert outcome.complexity.startswith("5 wildcards. At most 30 rules of a bus may have any.")
    assert '"/" comes again' in outcome.complexity
    assert outcome_of('{"a": ["*"]}', "{}").complexity == ""


BIG_EVENTS = {
    "one list of numbers": json.dumps({"a": list(range(120_000)), "b": 1}),
    "one list of texts": json.dumps({"a": [f"text {n}" for n in range(60_000)]}),
    "many objects": json.dumps({"a": [{"b": n, "c": -n} for n in range(30_000)]}),
    "objects that all fit": json.dumps({"a": [{"b": 1, "c": n} for n in range(15_000)]}),
    "one long text": json.dumps({"a": "x" * 1_000_000}),
    "many keys": json.dumps({f"key{n}": n for n in range(50_000)}),
    "deep": '{"a":' * 400 + "1" + "}" * 400,
    "many brackets": json.dumps({"a": [[[]]] * 150_000}),
}
BIG_PATTERNS = {
    "a text": '{"a": ["none"]}',
    "two fields": '{"a": {"b": [1], "c": [1]}}',
    "absence": '{"a": {"b": [{"exists": false}], "c": [7, {"exists": false}]}}',
    "many values": json.dumps({"a": [f"value {n}" for n in range(1_500)]}),
    "branches": json.dumps({"$or": [{"a": {"b": [n], "c": [n + 1]}} for n in range(12)]}),
    "wildcard": '{"a": [{"wildcard": "*x*y*x*y"}]}',
}


def explained_within_bounds(pattern, event):
    outcome = outcome_of(pattern, event)
    assert outcome.verdict == expected(pattern, event)
    shown = sum(map(len, texts_of((outcome.fields, outcome.hint, outcome.notes))))
    assert shown < 4_000 + 2 * len(pattern)


HARD = [
    ("many objects", "branches"),
    ("many objects", "absence"),
    ("objects that all fit", "two fields"),
    ("one list of texts", "many values"),
    ("one long text", "wildcard"),
    ("many brackets", "two fields"),
    ("many keys", "a text"),
    ("deep", "two fields"),
]


@pytest.mark.parametrize(("event", "pattern"), HARD)
def test_a_megabyte_is_explained_in_few_words(event, pattern):
    explained_within_bounds(BIG_PATTERNS[pattern], BIG_EVENTS[event])


@pytest.mark.long
@pytest.mark.parametrize("pattern", BIG_PATTERNS)
@pytest.mark.parametrize("event", BIG_EVENTS)
def test_so_is_every_megabyte_for_every_pattern(event, pattern):
    explained_within_bounds(BIG_PATTERNS[pattern], BIG_EVENTS[event])


@pytest.mark.parametrize("bound", ["sim.pattern.why.elements.MOST_STEPS", "sim.pattern.why.tries.MOST_TESTS"])
def test_the_shorter_explanation_agrees_with_the_engine_too(bound, monkeypatch):
    """What is told when there are too many choices of elements, or too many branches, to try them all."""
    monkeypatch.setattr(bound, 1)
    for case in CASES:
        check(case["pattern"], case["event"])
    check('{"$or": [{"a": {"b": [1], "c": [1]}}, {"z": [1]}]}', '{"a": [{"b": 1}, {"c": 1}]}')


def test_to_aws_goes_an_event_with_a_whole_envelope():
    def calls(pattern, event):
        return {
            call.operation: call.parameters
            for call in steps(Scenario(pattern=pattern, event=event))
            if isinstance(call, ApiCall)
        }

    pattern = '{"source": ["aws.s3"]}'
    made = calls(pattern, '{"source": "aws.s3", "detail": {"n": 1}}')
    tested = json.loads(made["TestEventPattern"]["Event"])
    assert tested.keys() >= {"id", "account", "source", "time", "region", "resources", "detail-type"}
    assert tested["source"] == "aws.s3"
    (entry,) = made["PutEvents"]["Entries"]
    assert (entry["Source"], entry["Detail"]) == ("my.s3", '{"n": 1}')
    script = cli(steps(Scenario(pattern=pattern, event='{"source": "aws.s3"}')))
    assert "Nobody but AWS may send events from aws.*" in script
    for event in ("[]", "nothing", json.dumps({"a": "x" * 200_000})):
        assert json.loads(calls(pattern, event)["TestEventPattern"]["Event"])["source"] == "coldstart.lab"
    refused = Scenario(pattern='{"a": "x"}', event="{}")
    assert "The pattern is refused" in cli(steps(refused))
    assert "Parameters" in sam(refused)
    assert sam(Scenario(pattern=pattern, event="{}"))["Resources"]["Rule"]["Properties"]["EventPattern"] == {
        "source": ["aws.s3"]
    }
