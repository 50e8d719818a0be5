"""Where in the text a fault is. In each pattern ``→`` stands before what the last word objects to, ``⇒`` before the true reason."""

import pytest

from sim.pattern import EventError, PatternError, compile_pattern, event_of_text

PATTERNS = r"""
→
→[]
→"text"
→{}
{"a": →{}}
{"a": →"x"}
{"a": →5}
{"a": →[]}
{"a": ["x", →["y"]]}
{"a": [{→}]}
{"a": [{→"contains": "x"}]}
{"a": [{"prefix": "x", →"suffix": "y"}]}
{"a": [{"prefix": →5}]}
{"a": [{"prefix": {→}}]}
{"a": [{"suffix": {→"wildcard": "x"}}]}
{"a": [{"wildcard": →"a**b"}]}
{"a": ["b", {"cidr": →"10.0.0.0"}]}
{"a": [{"exists": →"true"}]}
{"a": [{"numeric": →5}]}
{"a": [{"numeric": [→]}]}
{"a": [{"numeric": [→5]}]}
{"a": [{"numeric": [→"!", 5]}]}
{"a": [{"numeric": [">", →"5"]}]}
{"a": [{"numeric": ["=", 5, →"<", 6]}]}
{"a": [{"numeric": [">", 5, →"=", 6]}]}
{"a": [{"numeric": [">", 5, "<", →5]}]}
{"a": [{"numeric": [">", 5, "<", 6, →7]}]}
{"a": [{"numeric": [">", →1e400, "<", 5]}]}
{"a": [{"anything-but": →null}]}
{"a": [{"anything-but": [1, →"x"]}]}
{"a": [{"anything-but": →[]}]}
{"a": [{"anything-but": [1, →true]}]}
{"a": [{"anything-but": [1, →1e400]}]}
{"a": [{"anything-but": {→"numeric": ["=", 5]}}]}
{"a": [{"anything-but": {→"wildcard": ["x", ⇒"a**"]}}]}
{"a": [{"anything-but": {"suffix": →["x", ⇒""]}}]}
{"a": [{"anything-but": {"prefix": "x", →⇒"suffix": "y"}}]}
{→"a": [{"anything-but": {"prefix": []}}]}
{⇒"$or": [{→"a": ["x"]}]}
{⇒"$or": →[]}
{"$or": [{→"a": ["x"]}, ⇒"y"]}
{"$or": →⇒5}
{"$or": [{→"a": ["x"]}, {⇒"regex": ["y"]}]}
{"$or": [{→"a": ["x"]}, {"b": ["y"]}], "c": ⇒"z"}
{"a": ["x"],→}
{"a": ["x"] →"b": ["y"]}
{"a" →["x"]}
{"a": [→tru]}
{"a": [→NaN]}
{"a": [→01]}
{"a": [1.→]}
{"a": [-→]}
{"a": [1→x]}
{"a": ["b\→q"]}
{"a": ["b\u12→g4"]}
{"a": ["b→	"]}
{"a": ["b→
{"a": ["b"]→
{"a": ["b"→}
""".strip("\n").split("\n")


def _without(text: str) -> str:
    return text.replace("→", "").replace("⇒", "")


@pytest.mark.parametrize("blank", [" ", "\r\n", "\n\t"], ids=["one line", "many lines", "indented"])
@pytest.mark.parametrize("marked", PATTERNS)
def test_fault_of_a_pattern(marked, blank):
    text = blank + marked.replace(": ", f":{blank}").replace(", ", f",{blank}")
    with pytest.raises(PatternError) as refused:
        compile_pattern(_without(text))
    told = refused.value
    assert (told.line, told.column) == _place(text, "→")
    assert (told.strict_line, told.strict_column) == (_place(text, "⇒") if told.strict else (0, 0))
    assert bool(told.strict) is ("⇒" in text)


def _place(text: str, sign: str) -> tuple[int, int]:
    before = _without(text.partition(sign)[0])
    return before.count("\n") + 1, len(before) - before.rfind("\n")


EVENTS = r"""
→
→[1]
{"a": →}
{"a": →tru}
{"a": {"b": "NaN NaN", "c": [→NaN]}}
{"a": [1, →-Infinity]}
{"a": 1→
{"a": 1 →"b": 2}
{"a": →"x
{"a" →1}
""".strip("\n").split("\n")


@pytest.mark.parametrize("marked", EVENTS)
@pytest.mark.parametrize("blank", [" ", "\n"], ids=["one line", "many lines"])
def test_fault_of_an_event(marked, blank):
    text = blank + marked.replace(": ", f":{blank}")
    with pytest.raises(EventError) as refused:
        event_of_text(_without(text))
    assert (refused.value.line, refused.value.column) == _place(text, "→")


def test_an_event_that_is_nested_too_deep_is_so_at_the_first_bracket_too_many():
    with pytest.raises(EventError) as refused:
        event_of_text('{"a": "[[[[",\n"b":' + "[" * 2000)
    assert (refused.value.line, refused.value.column) == (2, 4 + 1000)


def test_what_cannot_be_placed_is_nowhere():
    with pytest.raises(PatternError) as refused:
        compile_pattern("x" * 40_000)
    assert (refused.value.line, refused.value.column, refused.value.strict_line) == (0, 0, 0)


def test_one_path_too_many_is_told_where_it_is_named():
    with pytest.raises(PatternError) as refused:
        compile_pattern("{" + ",\n".join(f'"p{n}": [1]' for n in range(300)) + "}")
    assert (refused.value.line, refused.value.column) == (257, 1)


def test_what_only_the_older_compiler_takes_has_the_place_of_the_stricter_ones_objection():
    assert compile_pattern('{\n"$or": [1, 2]}').strict_place == (2, 9)


def test_lines_are_those_of_the_names_that_count():
    pattern = compile_pattern("""{
      "a": ["x"],
      "b": {"c":
        ["x"]},
      "$or": [{"a": ["y"]},
              {"d": ["z"],
      "b.c": ["y"]}]}""")
    assert pattern.lines == {"a": 5, "b.c": 7, "d": 6}
    first, second = [
        {path: pattern.text.count("\n", 0, field.at) + 1 for path, field in rule} for rule in pattern.rules
    ]
    assert first == {"a": 5, "b.c": 3}
    assert second == {"a": 2, "b.c": 7, "d": 6}
