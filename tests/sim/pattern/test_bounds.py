"""Hostile patterns and events: a right verdict, or a clear message. That each test ends is part of it."""

import json

import pytest

from sim.pattern import EventError, PatternError, compile_pattern, event_of_json, event_of_text

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
        ('{"a":' * 800 + '["x"]' + "}" * 800, "Event pattern is nested deeper than 300 levels"),
        ("[" * 10_000, "Filter is not an object"),
        (
            "{" + ",".join(f'"$or":[{{"a{n}":[1]}},{{"b{n}":[1]}}]' for n in range(100)) + "}",
            "Rule is too complex: $or makes more than 1000 combinations",
        ),
        ('{"a": [{"cidr": "10.0.0.0/' + "9" * 4000 + '"}]}', "Malformed CIDR, mask bits must be an integer"),
        ('{"a": ["\ud800', "Unexpected end-of-input in VALUE_STRING"),
    ],
)
def test_a_pattern_that_is_too_much(pattern, says):
    with pytest.raises(PatternError) as refused:
        compile_pattern(pattern)
    assert refused.value.message == says


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ('{"a":' * 10_000 + "1" + "}" * 10_000, "Event is nested deeper than 800 levels"),
        ('{"a":' + "[" * 10_000 + "]" * 10_000 + "}", "Event is nested deeper than 800 levels"),
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
    assert _match({"a": ["x"]}, '{"a":' + "[" * 700 + '"x"' + "]" * 700 + "}")


def test_paths_as_deep_as_they_are_read():
    assert _match('{"a":' * 290 + '["x"]' + "}" * 290, '{"a":' * 290 + '"x"' + "}" * 290)


def test_an_event_of_ten_megabytes():
    assert _match({"a": ["x"]}, {"b": ["y" * 100] * 100_000, "a": "x"})


def test_many_elements_that_only_together_do_not_match():
    pattern = {"a": {"b": [1], "c": [2]}}
    elements = [{"b": 1, "c": 1}, {"b": 2, "c": 2}] * 5_000
    assert not _match(pattern, {"a": elements})
    assert _match(pattern, {"a": [*elements, {"b": 1, "c": 2}]})


def test_keys_that_come_often_with_an_array_each():
    inner = ",".join(f'"x":[{",".join(f"{{{json.dumps(key)}:1}}" for key in "abcdefghij")}]' for _ in range(300))
    pattern = compile_pattern(json.dumps({"x": {key: [1] for key in "abcdefghij"}}))
    with pytest.raises(EventError, match="more than 20000 ways"):
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
