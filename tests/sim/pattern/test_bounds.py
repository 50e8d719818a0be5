"""Hostile patterns and events: a right verdict, or a clear message. That each test ends is part of it."""

import json
from contextlib import suppress

import pytest

from sim.pattern import EventError, PatternError, RuleSet, compile_pattern, descent, event_of_json, event_of_text
from sim.pattern.glob import Glob
from sim.pattern.work import MOST_CHOICES, MOST_TESTS
from tests.bench.hostile import HOSTILE

MANY = 200_000


def _match(pattern: object, event: object) -> bool:
    text = pattern if isinstance(pattern, str) else json.dumps(pattern)
    return compile_pattern(text).matches(event_of_text(event if isinstance(event, str) else json.dumps(event)))


@pytest.mark.parametrize(
    ("wildcard", "text", "matches"),
    [
        ("*a" * 500 + "b", "a" * MANY, False),
        ("*a" * 500 + "*", "a" * MANY, True),
        ("*" + "*".join(["a" * 20 + "b"] * 80), "a" * MANY, False),
        ("*" + "ab" * 1000 + "b*", "ab" * MANY, False),
        ("*", "a" * MANY, True),
    ],
)
def test_wildcards_against_a_long_string(wildcard, text, matches):
    assert _match({"a": [{"wildcard": wildcard}]}, {"a": text}) is matches
    assert _match({"a": [{"anything-but": {"wildcard": wildcard}}]}, {"a": text}) is not matches


def test_a_long_text_without_regard_to_case():
    assert _match({"a": [{"suffix": {"equals-ignore-case": "ß" * 1000}}]}, {"a": "S" * MANY})


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ('{"a": ["' + "x" * MANY + '"]}', "Event pattern has 200011 characters; at most 32768 are read"),
        ('{"a":' * 1001 + '["x"]' + "}" * 1001, "Event pattern is nested deeper than 1000 levels"),
        ("[" * 10_000, "Filter is not an object"),
        (
            "{" + ",".join(f'"$or":[{{"a{n}":[1]}},{{"b{n}":[1]}}]' for n in range(100)) + "}",
            "Rule is too complex: $or makes more than 1000 combinations",
        ),
        ('{"a": [{"cidr": "10.0.0.0/' + "9" * 4000 + '"}]}', "Malformed CIDR, mask bits must be an integer"),
        ('{"a": ["\ud800', "Unexpected end-of-input in VALUE_STRING"),
        ('{"' + "a." * 1000 + 'a": [1]}', "Path has more than 1000 steps"),
        ('{"$or":[' * 600, "Event pattern is nested deeper than 1000 levels"),
    ],
)
def test_a_pattern_that_is_too_much(pattern, says):
    with pytest.raises(PatternError) as refused:
        compile_pattern(pattern)
    assert refused.value.message == says


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ('{"a":' * 10_000 + "1" + "}" * 10_000, "Event is nested deeper than 1000 levels"),
        ('{"a":' + "[" * 10_000 + "]" * 10_000 + "}", "Event is nested deeper than 1000 levels"),
        ("[" * MANY, "Event must be a JSON object"),
        ('"text"', "Event must be a JSON object"),
        ("", "Event must be a JSON object"),
        ('{"a": Infinity}', "Event is not JSON: Infinity is no number"),
        ('{"a": 1', "Event is not JSON: Expecting ',' delimiter: line 1 column 8 (char 7)"),
    ],
)
def test_an_event_that_is_none(event, says):
    with pytest.raises(EventError) as refused:
        event_of_text(event)
    assert str(refused.value) == says


def test_a_parsed_event_that_is_no_object():
    with pytest.raises(EventError):
        event_of_json([1])


def test_brackets_in_strings_are_no_nesting():
    assert _match({"a": ["x"]}, {"b": '\\"' + "[{" * 1000, "a": "x"})


def test_arrays_as_deep_as_they_are_read():
    assert _match({"a": ["x"]}, '{"a":' + "[" * 999 + '"x"' + "]" * 999 + "}")


def test_paths_as_deep_as_they_are_read():
    assert _match('{"a":' * 999 + '["x"]' + "}" * 999, '{"a":' * 999 + '"x"' + "}" * 999)


def test_an_event_of_ten_megabytes():
    assert _match({"a": ["x"]}, {"b": ["y" * 100] * 100_000, "a": "x"})


def test_a_deep_event_is_read_in_two_steps_as_it_would_be_in_one():
    deep = '{"a":' * 600 + '{"b": "NaN", "c": [1, {"d": "\\\\\\""}]}' + "}" * 600
    text = f'{{"x": {deep}, "y": [{deep}, {deep}], "z": 5}} and {{'
    assert _match({"z": [5]}, text)
    assert _match('{"x":' + '{"a":' * 600 + '{"c": {"d": ["\\\\\\""]}}' + "}" * 601, text)
    with pytest.raises(EventError, match="NaN is no number"):
        event_of_text(text.replace('"z": 5', '"z": NaN'))
    with pytest.raises(EventError, match=r"Expecting value: line 1 column \d+ \(char \d+\)"):
        event_of_text(text.replace('"z": 5', '"z": }'))


def test_text_after_the_closing_brace_may_be_as_deep_as_it_likes():
    assert _match({"a": [1]}, '{"a": 1}' + "[" * 10_000)


def test_many_tests_of_many_values():
    pattern = compile_pattern(json.dumps({"a": [{"wildcard": f"*{n}*"} for n in range(2000, 3000)]}))
    with pytest.raises(EventError, match=f"over {MOST_TESTS} would have to be tried"):
        pattern.matches(event_of_json({"a": [f"{n}x" for n in range(1000, 2000)]}))


def test_numbers_prefixes_and_suffixes_are_looked_up_together():
    values = [*range(300), *({"prefix": f"p{n}"} for n in range(300)), *({"suffix": f"{n}s"} for n in range(300))]
    pattern = compile_pattern(json.dumps({"a": values}))
    many = ["x", 5000] * 10_000
    assert not pattern.matches(event_of_json({"a": many}))
    assert all(pattern.matches(event_of_json({"a": [*many, one]})) for one in ("p299x", "x299s", 299.0))


def test_many_alternatives_on_a_long_array():
    branches = [{"a": {"b": [f"{n}"], "c": [f"{n}"]}} for n in range(700)]
    pattern = compile_pattern(json.dumps({"$or": branches}))
    with pytest.raises(EventError, match="too many values for this pattern"):
        pattern.matches(event_of_json({"a": [{"b": f"{n % 700}", "c": f"{n % 700 + 1}"} for n in range(40_000)]}))


@pytest.mark.parametrize("name", HOSTILE)
def test_what_the_benchmark_times_is_answered(name):
    hostile = HOSTILE[name]
    assert len(hostile.event) < 1_000_000
    pattern, event = compile_pattern(hostile.pattern), event_of_text(hostile.event)
    if isinstance(hostile.answer, bool):
        assert pattern.matches(event) is hostile.answer
    else:
        with pytest.raises(EventError, match=hostile.answer):
            pattern.matches(event)


def test_wildcards_with_little_to_look_through_are_answered_in_a_long_event():
    pattern = compile_pattern(json.dumps({"a": [{"wildcard": f"*{n}*"} for n in range(1000, 1300)]}))
    assert pattern.matches(event_of_text(json.dumps({"a": "x1200x", "b": "x" * 900_000})))


class _Watched(str):
    """A text that counts the signs that are searched in it."""

    searched = 0

    def find(self, part, start=0, end=None):  # type: ignore[override]
        at = super().find(part, start, end)
        _Watched.searched += (at + len(part) if at >= 0 else end) - start
        return at


@pytest.mark.parametrize("wildcard", ["*a" * 2000, "*a" * 1999 + "*b*", "*" + "*".join(["aab"] * 1300) + "*"])
def test_a_wildcard_goes_over_a_text_once(wildcard):
    _Watched.searched = 0
    text = _Watched("a" * 1_000_000)
    Glob.parse(wildcard).matches(text)
    assert _Watched.searched <= len(text)


def test_an_array_is_gone_through_once(monkeypatch):
    tried = []
    field = {"b": [1], "c": [{"exists": False}], "d": [2]}
    pattern = compile_pattern(json.dumps({"a": field}))
    objects = descent._object
    monkeypatch.setattr(descent, "_object", lambda *given: tried.append(1) or objects(*given))
    assert not pattern.matches(event_of_json({"a": [{"b": 1, "c": 1, "d": 2}, {"b": 1, "d": 1}] * 10_000}))
    assert len(tried) <= 20_000 + 1


def test_many_elements_that_only_together_do_not_match():
    pattern = {"a": {"b": [1], "c": [2]}}
    elements = [{"b": 1, "c": 1}, {"b": 2, "c": 2}] * 5_000
    assert not _match(pattern, {"a": elements})
    assert _match(pattern, {"a": [*elements, {"b": 1, "c": 2}]})


def test_keys_that_come_often_with_an_array_each():
    inner = ",".join(f'"x":[{",".join(f"{{{json.dumps(key)}:1}}" for key in "abcdefghij")}]' for _ in range(300))
    pattern = compile_pattern(json.dumps({"x": {key: [1] for key in "abcdefghij"}}))
    with pytest.raises(EventError, match=f"more than {MOST_CHOICES} ways"):
        pattern.matches(event_of_text(f"{{{inner}}}"))


@pytest.mark.parametrize(
    ("number", "matches"), [("1" * MANY, False), ("1e-99999999999999999999", False), ("5." + "0" * MANY, True)]
)
def test_numbers_beyond_measure(number, matches):
    assert _match('{"a": [{"numeric": ["=", 5]}]}', f'{{"a": {number}}}') is matches
    assert _match(f'{{"a": [{number[:9000]}]}}', f'{{"a": {number[:9000]}}}')


def test_long_texts_that_begin_like_addresses():
    assert not _match({"a": ["10.0.0.1"]}, {"a": "1" * MANY + ".1.1.1"})
    assert not _match({"a": [{"cidr": "::/0"}]}, {"a": "1:" * MANY})


def test_a_set_of_many_wildcards_refuses_one_very_long_string():
    patterns = {f"r{n}": compile_pattern(json.dumps({"a": [{"wildcard": f"*{n}*"}]})) for n in range(1_000, 2_000)}
    rules = RuleSet.of(patterns)
    with pytest.raises(EventError, match="too long strings for this pattern"):
        rules.matching(event_of_text('{"a":"' + "ab" * 495_000 + '"}'))
    assert rules.matching(event_of_text(json.dumps({"a": "x1200x", "b": "x" * 900_000}))) == ("r1200",)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_set_answers_what_a_pattern_answers_or_gives_up_as_well(name):
    hostile = HOSTILE[name]
    rules = RuleSet.of({"one": compile_pattern(hostile.pattern), "other": compile_pattern('{"nowhere": ["x"]}')})
    event = event_of_text(hostile.event)
    with suppress(EventError):
        assert rules.matching(event) == (("one",) if hostile.answer is True else ())


def test_the_work_of_all_rules_of_a_set_is_counted_as_one():
    patterns = {f"r{n}": compile_pattern(f'{{"a": {{"b": [{{"exists": false}}], "c": [{n}]}}}}') for n in range(200)}
    event = event_of_json({"a": [*({"c": n} for n in range(2_000)), {"b": 1}]})
    assert not any(pattern.matches(event) for pattern in patterns.values())
    with pytest.raises(EventError, match=f"over {MOST_TESTS} would have to be tried"):
        RuleSet.of(patterns).matching(event)


def test_a_set_answers_a_long_event_of_many_records():
    records = [{"name": f"n{n}", "value": n, "note": "x" * 40} for n in range(10_000)]
    event = event_of_text(json.dumps({"source": "s", "detail": {"readings": records}}))
    patterns = {
        f"r{n}": compile_pattern(
            json.dumps(
                {"detail": {"readings": {"name": [f"n{n}", {"prefix": "m"}], "value": [{"numeric": [">=", n]}]}}}
            )
        )
        for n in range(9_000, 11_000, 10)
    }
    assert RuleSet.of(patterns).matching(event) == tuple(f"r{n}" for n in range(9_000, 10_000, 10))


@pytest.mark.parametrize(("key", "matches"), [("b.c", True), ("b", False)])
def test_records_with_a_dotted_key_are_answered_by_the_thousand(key, matches):
    records = [{key: n, "b": {"d": 1}, "note": "x" * 40} for n in range(10_000)]
    assert _match({"a": {"b": {"c": [9_999], "d": [1]}}}, {"a": records}) is matches


@pytest.mark.parametrize("inner", ["[]", "{}", '{"b":"[{"}', '["\\"]"]'])
def test_many_values_half_way_down(inner):
    deep = '{"a":' + "[" * 499 + f"{inner}," * 30_000 + "1" + "]" * 499 + "}"
    with pytest.raises(EventError, match="more than 20000 values that are nested deeper than 500 levels"):
        event_of_text(deep)
    assert _match({"b": [1]}, '{"a":' + "[" * 700 + "]" * 700 + ',"c":[' + f"{inner}," * 30_000 + '1],"b":1}]]')
