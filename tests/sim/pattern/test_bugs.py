"""What the engine does wrong is done wrong here too."""

import json

import pytest

from sim.pattern import PatternError, compile_pattern, event_of_text

BUGS = [
    ("digits of a number walk into a block", '[{"cidr": "16.0.0.0/4"}]', "15", True),
    ("and into a single address", '["18.52.86.120"]', "12345678", True),
    ("but not outside", '[{"cidr": "16.0.0.0/4"}]', "25", False),
    ("nor beside a numeric pattern", '[{"cidr": "16.0.0.0/4"}, {"numeric": [">", 99]}]', "15", False),
    ("a plain number is numeric too", '[0, {"cidr": "16.0.0.0/4"}]', "15", False),
    ("a sign beyond 16 bits is not itself", '[{"equals-ignore-case": "🦊"}]', '"🦊"', False),
    ("but two question marks", '[{"equals-ignore-case": "🦊"}]', '"??"', True),
    ("and anything-but the other way round", '[{"anything-but": {"equals-ignore-case": "🦊"}}]', '"🦊"', True),
    ("sharp s is SS", '[{"equals-ignore-case": "ß"}]', '"SS"', True),
    ("and not ss", '[{"equals-ignore-case": "ß"}]', '"ss"', False),
    ("half a pair is a question mark", r'[{"prefix": "x\ud800"}]', '"x?"', True),
    ("the closing quote ends a prefix", r'[{"prefix": "x\""}]', '"x"', True),
    ("the opening quote begins a suffix", r'[{"suffix": "\"x"}]', '"x"', True),
    ("but not where texts are compared whole", r'["x\ud800"]', '"x?"', False),
    ("there it is itself", r'["x\ud800"]', r'"x\ud800"', True),
    ("an empty list inside anything-but matches nothing", '["x", {"anything-but": {"prefix": []}}]', '"y"', False),
    ("a short address in a range of long ones", '[{"cidr": "::/0"}]', '"10.0.0.1"', True),
]


@pytest.mark.parametrize(("values", "leaf", "matches"), [bug[1:] for bug in BUGS], ids=[bug[0] for bug in BUGS])
def test_bug(values, leaf, matches):
    assert compile_pattern(f'{{"a": {values}}}').matches(event_of_text(f'{{"a": {leaf}}}')) is matches


@pytest.mark.parametrize("inner", ["prefix", "suffix", "equals-ignore-case", "wildcard"])
def test_an_empty_list_inside_anything_but_breaks_if_it_comes_first(inner):
    with pytest.raises(PatternError, match="NullPointerException"):
        compile_pattern(json.dumps({"a": [{"anything-but": {inner: []}}]}))


def test_half_a_pair_is_a_question_mark_where_case_is_ignored_too():
    pattern = compile_pattern('{"a": [{"equals-ignore-case": "x?"}]}')
    assert pattern.matches(event_of_text(r'{"a": "X\ud800"}'))
