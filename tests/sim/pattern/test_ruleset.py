"""Many rules at once: the verdicts of ``Pattern.matches``, one by one, and of the plain reading."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.pattern import Event, EventError, Pattern, PatternError, RuleSet, compile_pattern, event_of_json, event_of_text
from sim.pattern.index import memo
from tests.bench import rulesets
from tests.sim.pattern.pairs import NUMBERS, STRINGS, fields, pairs, quoted, written
from tests.sim.pattern.plain import verdict
from tests.sim.pattern.test_bugs import BUGS
from tests.sim.pattern.test_conformance import ROWS, _event, _pattern

BENCH = Path(__file__).parents[2] / "bench" / "data"
JUDGED = [(row["id"], _pattern(row), _event(row), row["expect"]) for row in ROWS if row["expect"] != "invalid"]


def one_by_one(patterns: dict[str, Pattern], event: Event) -> tuple[str, ...]:
    return tuple(name for name, pattern in patterns.items() if pattern.matches(event))


def compiled(*texts: str) -> dict[str, Pattern]:
    """The patterns that are not refused."""
    patterns = {}
    for n, text in enumerate(texts):
        try:
            patterns[f"{n}"] = compile_pattern(text)
        except PatternError:
            continue
    return patterns


def test_each_judged_row_alone():
    wrong = [
        name
        for name, pattern, event, expect in JUDGED
        if RuleSet.of({name: pattern}).matching(event) != ((name,) if expect == "match" else ())
    ]
    assert len(JUDGED) == 2446
    assert not wrong


@pytest.mark.parametrize("start", range(0, len(JUDGED), 50))
def test_judged_rows_fifty_together_on_each_ones_event(start):
    rows = JUDGED[start : start + 50]
    patterns = {name: pattern for name, pattern, _, _ in rows}
    fifty = RuleSet.of(patterns)
    for name, _, event, expect in rows:
        fired = fifty.matching(event)
        assert fired == one_by_one(patterns, event)
        assert (name in fired) is (expect == "match")


@pytest.mark.parametrize("kind", ["basic", "mixed"])
def test_a_thousand_rules_are_as_one_by_one(kind):
    patterns = compiled(*(BENCH / f"bench_rules_{kind}.jsonl").read_text("utf-8").splitlines())
    texts = (BENCH / "bench_events.jsonl").read_text("utf-8").splitlines()
    thousand = RuleSet.of(patterns)
    assert (len(patterns), len(texts)) == (1000, 400)
    for n, text in enumerate(texts):
        event = event_of_text(text) if n % 2 else event_of_json(json.loads(text))
        assert thousand.matching(event) == one_by_one(patterns, event)


@pytest.mark.parametrize("accounts", [0, 20])
def test_generated_rules_are_as_one_by_one(accounts):
    patterns = compiled(*rulesets.rules(5, 2000, accounts=accounts))
    many = RuleSet.of(patterns)
    for text in rulesets.events(5, 60, accounts=accounts):
        event = event_of_text(text)
        assert many.matching(event) == one_by_one(patterns, event)


def test_what_was_remembered_may_be_forgotten_at_any_time(monkeypatch):
    monkeypatch.setattr(memo, "_ROOM", 2_000)
    patterns = compiled(*rulesets.rules(6, 300))
    many = RuleSet.of(patterns)
    for text in rulesets.events(6, 100):
        event = event_of_text(text)
        assert many.matching(event) == one_by_one(patterns, event)


def test_tables_never_hold_more_than_their_bound_together(monkeypatch):
    monkeypatch.setattr(memo, "_ROOM", 30_000)
    kept = memo.Memo(0)
    tables = [kept.table(), kept.table()]
    for n in range(1_000):
        kept.keep(tables[n % 2], n, n)
        assert tables[n % 2][n] == n
        assert sum(map(len, tables)) <= 100


def holds_together(drawn):
    """All patterns on all events as one by one, and each on its own event as the plain reading has it."""
    patterns = compiled(*(text for text, _ in drawn))
    together = RuleSet.of(patterns)
    for n, (pattern_text, event_text) in enumerate(drawn):
        event = event_of_text(event_text)
        fired = together.matching(event)
        assert fired == one_by_one(patterns, event)
        said = ("match" if f"{n}" in fired else "no_match") if f"{n}" in patterns else "invalid"
        assert said == verdict(pattern_text, event_text)[0]


@settings(max_examples=200)
@given(drawn=st.lists(pairs(), min_size=1, max_size=4))
def test_sets_agree_with_the_plain_reading(drawn):
    holds_together(drawn)


@pytest.mark.long
@settings(max_examples=8_000, derandomize=False)
@given(drawn=st.lists(pairs(), min_size=2, max_size=4))
def test_sets_agree_with_the_plain_reading_on_thousands_of_pairs(drawn):
    holds_together(drawn)


LEAVES = [*map(quoted, STRINGS), *NUMBERS, "true", "false", "null", "1", "1.0", "[]", "{}", '["x", 35]']
EVENTS = [event_of_text(f'{{"a": {leaf}}}') for leaf in LEAVES]
EVENTS += [event_of_json(json.loads(f'{{"a": {leaf}}}')) for leaf in LEAVES]
EVENTS += [event_of_json({"a": value}) for value in (float("nan"), 10**400, {1, 2}, b"x")]


@settings(max_examples=200)
@given(drawn=st.lists(fields(), min_size=1, max_size=12))
def test_any_value_at_one_path(drawn):
    patterns = compiled(*(f'{{"a": {written(listed)}}}' for listed, _ in drawn))
    together = RuleSet.of(patterns)
    for event in EVENTS:
        assert together.matching(event) == one_by_one(patterns, event)


def test_bugs_of_the_engine_together():
    patterns = compiled(*(f'{{"a": {values}}}' for _, values, _, _ in BUGS))
    together = RuleSet.of(patterns)
    for n, (_, _, leaf, matches) in enumerate(BUGS):
        assert (f"{n}" in together.matching(event_of_text(f'{{"a": {leaf}}}'))) is matches


QUOTES = [
    *('{"prefix": "a\\""}', '{"suffix": "\\"a"}', '{"prefix": "\\""}', '{"suffix": "\\""}', '{"prefix": ""}'),
    *(
        '{"equals-ignore-case": "A?"}',
        '{"suffix": {"equals-ignore-case": "?"}}',
        '{"prefix": {"equals-ignore-case": "A?"}}',
    ),
    *('{"prefix": {"equals-ignore-case": "A\\""}}', '{"suffix": {"equals-ignore-case": "\\"A"}}'),
    *('{"wildcard": "a\\"*"}', '{"wildcard": "*\\"a"}', '{"wildcard": "a\\"*a"}', '{"wildcard": "a\\""}', '"a\\""'),
    *('{"anything-but": {"prefix": "a\\""}}', '{"anything-but": {"suffix": "\\"a"}}'),
    *('{"anything-but": {"wildcard": "a\\"*"}}', '{"equals-ignore-case": "a\\""}'),
]


def test_texts_with_their_quotes_on():
    patterns = compiled(*(f'{{"a": [{test}]}}' for test in QUOTES))
    assert len(patterns) == len(QUOTES)
    together = RuleSet.of(patterns)
    for text in ["", "a", "A", 'a"', '"a', '"', 'a"a', '"a"', 'xa"', '"ax', 'é"', '\ud800"', "a\ud800", "a?"]:
        event = event_of_json({"a": text})
        assert together.matching(event) == one_by_one(patterns, event)


ARRAYS = [
    {"a": {"b": [1], "c": [2]}},
    {"a": {"b": [1], "c": [{"exists": False}]}},
    {"a": {"b": [{"exists": False}], "c": [2]}},
    {"a": {"b": [{"exists": False}]}},
    {"a": [{"exists": False}]},
    {"a": [{"exists": False}, 1]},
    {"a": [1], "a.b": [1]},
    {"a": [1], "d": [1]},
    {"a": {"b": {"e": [1], "f": [2]}, "c": [2]}},
    {"a": {"b": {"e": [{"exists": False}], "f": [2]}}},
    {"a": {"b": [{"anything-but": [1]}]}, "d": [{"exists": False}]},
    {"$or": [{"a": {"b": [1], "c": [2]}}, {"a": {"c": [{"exists": False}]}}, {"d": [1]}]},
    {"": [1]},
    {"a": {"": [1]}},
    {"a.": [{"exists": False}], "d": [1]},
]
BODIES = """{"a": [{"b": 1, "c": 1}, {"b": 2, "c": 2}]}
{"a": [{"b": 1, "c": 1}, {"b": 1, "c": 2}], "d": 1}
{"a": [{"b": 1}, {"c": 2}]}
{"a": [{"c": 2}, {"b": 1}], "d": [1, 2]}
{"a": [[{"b": 1}, {"c": 2}], [{"b": 1, "c": 2}]]}
{"a": [1, {"b": 1}, [2, {"b": 1, "c": 2}]]}
{"a": [[1], {"b": 1}]}
{"a": [[1, {"b": 1}], [2, {"c": 2}]]}
{"a": [1, 2], "d": 2}
{"a": [], "d": []}
{"a": {}, "d": {}}
{"a": [{}], "d": 1}
{"a": [{"b": [{"e": 1}, {"f": 2}], "c": 2}]}
{"a": [{"b": [{"e": 1, "f": 2}], "c": 1}, {"c": 2}]}
{"a": [{"b": [{"e": 1, "f": 2}], "c": 2}, {"c": 2}]}
{"a": [{"b": [{"f": 2}, {"e": 1}]}], "d": {"x": 1}}
{"a.b": 1, "a": {"c": 2}}
{"a": [{"b.e": 1, "b": {"f": 2}, "c": 2}]}
{"a": {"b": 1, "b": 2, "c": 2}}
{"a": [{"b": 1, "b": 3, "c": 2}], "d": 1}
{"a": 1, "a": {"b": 1}}
{"x.y": 1, "a": 1, "d": 1}
{"": 1, "a": {"": 1}}
{"a": "1", "d": true}
{"a": true, "d": 1.0}
{}""".splitlines()


@pytest.mark.parametrize("body", BODIES)
def test_arrays_dots_and_keys_that_come_twice(body):
    patterns = compiled(*map(json.dumps, ARRAYS))
    event = event_of_text(body)
    assert len(patterns) == len(ARRAYS)
    assert RuleSet.of(patterns).matching(event) == one_by_one(patterns, event)
    for name, pattern in patterns.items():
        assert bool(RuleSet.of({name: pattern}).matching(event)) is pattern.matches(event)


def test_arrays_as_deep_as_they_are_read():
    patterns = compiled('{"a": ["x"]}', '{"a":' * 290 + '["x"]' + "}" * 290)
    together = RuleSet.of(patterns)
    for text in (
        '{"a":' + "[" * 700 + '"x"' + "]" * 700 + "}",
        '{"a":' * 290 + '"x"' + "}" * 290,
        '{"a":[' * 290 + '"x"' + "]}" * 290,
    ):
        assert together.matching(event_of_text(text)) == one_by_one(patterns, event_of_text(text))


def test_more_ways_to_choose_elements_than_are_followed():
    inner = ",".join(f'"x":[{",".join(f"{{{json.dumps(key)}:1}}" for key in "abcdefghij")}]' for _ in range(300))
    together = RuleSet.of(compiled(json.dumps({"x": {key: [1] for key in "abcdefghij"}}), '{"x": {"z": [1]}}'))
    with pytest.raises(EventError, match="ways to choose elements"):
        together.matching(event_of_text(f"{{{inner}}}"))


def test_many_wildcards_with_a_middle_only():
    words = [f"w{n}x" for n in range(100)]
    patterns = compiled(*(json.dumps({"a": [{"wildcard": f"*{word}*{word[-1:]}*"}]}) for word in [*words, "y", "zz"]))
    together = RuleSet.of(patterns)
    for text in ["", "x", "w7xx", "w7x w70x y y zzz", "w7" * 1000, "w99x" * 1000, "w99x\ud800w9xy"]:
        event = event_of_json({"a": text})
        assert together.matching(event) == one_by_one(patterns, event)


def test_names_come_in_the_order_given_and_once():
    text = '{"$or": [{"a": [1]}, {"b": [1]}]}'
    patterns = dict.fromkeys(["z", "a", "m"], compile_pattern(text)) | {"never": compile_pattern('{"a": [2]}')}
    assert RuleSet.of(patterns).matching(event_of_json({"a": 1, "b": 1})) == ("z", "a", "m")


def test_no_rules_fire_nothing():
    assert RuleSet.of({}).matching(event_of_json({"a": 1})) == ()
    assert RuleSet.of({}).matching(event_of_text('{"a": 1, "a": 2}')) == ()


def test_later_changes_of_what_was_given_change_nothing():
    patterns = compiled('{"": [1]}', '{"a": [1]}')
    together = RuleSet.of(patterns)
    patterns.clear()
    assert together.matching(event_of_json({"": 1, "a": 1})) == ("0", "1")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"": compile_pattern('{"a": [1]}')}, "name '': takes the name of a rule as text, which is not empty"),
        ({5: compile_pattern('{"a": [1]}')}, "name 5: takes the name of a rule as text, which is not empty"),
        ({"r": '{"a": [1]}'}, "r: takes a compiled pattern, not str; give what compile_pattern gives"),
    ],
)
def test_what_is_no_rule(given, says):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        RuleSet.of(given)
    assert str(refused.value) == says
