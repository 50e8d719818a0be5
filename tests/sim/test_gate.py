"""The gate: YAML to values, every fault at its line and column."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ConfigDict, Field, with_config

from sim.gate import ContentError, Fault, check, read


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    text: str
    key: bool = False


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    id: str
    type: Literal["single"]
    options: tuple[Option, ...]
    level: Annotated[int, Field(ge=1, le=5)] = 1


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    id: str
    type: Literal["dated"]
    on: date


ITEMS = tuple[Annotated[Single | Dated, Field(discriminator="type")], ...]

FAULTS = [
    pytest.param("a: b: c", "f:1:5: G001: mapping values are not allowed in this context; put quotes around a text that contains ': '", id="colon"),
    pytest.param("- id: x\n\ttype: single", "f:2:1: G001: found a tab character that violates indentation; indent with spaces, not tabs", id="tab"),
    pytest.param('- "open', "f:1:8: G001: found unexpected end of stream; close the quotation mark", id="unclosed quote"),
    pytest.param("- id: `x`", "f:1:7: G001: found character that cannot start any token; put quotes around a text that begins with a sign such as @, `, * or {", id="backtick"),
    pytest.param("- {id: a, type: single, options: [], id: b}", "f:1:38: G002 [0].id: the key 'id' is given twice; keep one of the two", id="doubled key"),
    pytest.param("- {id: a, type: single, options: [], levl: 1}", "f:1:38: G003 [0].levl: there is no field named 'levl' here; did you mean 'level'?", id="unknown field"),
    pytest.param("- {id: a, type: single, options: [{text: t, kee: true}]}", "f:1:45: G003 [0].options[0].kee: there is no field named 'kee' here; did you mean 'key'?", id="unknown field inside"),
    pytest.param("- {id: a, type: single}", "f:1:3: G004 [0].options: options is missing; add it", id="missing field"),
    pytest.param("- {id: a}", "f:1:3: G004 [0]: type is missing; one of 'type'", id="missing type"),
    pytest.param("- {id: a, type: singel, options: []}", "f:1:3: G006 [0]: there is no type 'singel'; there are 'single', 'dated'", id="unknown type"),
    pytest.param("- {id: true, type: single, options: []}", "f:1:8: G005 [0].id: takes text, not true; put it in quotes", id="boolean for text"),
    pytest.param("- {id: 200, type: single, options: []}", "f:1:8: G005 [0].id: takes text, not 200; put it in quotes", id="number for text"),
    pytest.param("- {id: a, type: single, options: [{text: t, key: yes}]}", "f:1:50: G005 [0].options[0].key: takes true or false, not \"yes\"; write one of the two, without quotes", id="yes for true"),
    pytest.param("- {id: a, type: single, options: [], level: 9}", "f:1:45: G007 [0].level: 9 is out of range; it takes 5 or less", id="too high"),
    pytest.param("- {id: a, type: single, options: [], level: 0}", "f:1:45: G007 [0].level: 0 is out of range; it takes 1 or more", id="too low"),
    pytest.param("- {id: a, type: single, options: {text: t}}", "f:1:34: G005 [0].options: takes a list, not {\"text\": \"t\"}; begin each member with '- '", id="mapping for list"),
    pytest.param("- {id: a, type: dated, on: 2026-02-30}", "f:1:28: G005 [0].on: takes a date, not \"2026-02-30\"; write it as 2026-11-23", id="no such day"),
    pytest.param("a: 1", "f:1:1: G005: takes a list, not {\"a\": 1}; begin each member with '- '", id="not a list"),
    pytest.param("", "f:1:1: G005: takes a list, not null; begin each member with '- '", id="empty"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), FAULTS)
def test_fault_is_told_at_its_place(text, says):
    document = read(text, "f")
    value, faults = (None, ()) if document.faults else check(document, ITEMS)
    assert value is None
    assert [str(fault) for fault in (*document.faults, *faults)] == [says]


def test_all_faults_of_a_file_are_told_at_once_in_order():
    text = "- {id: a, type: single, options: [{text: 1}], level: 9}\n- {id: 2, type: dated, on: never}\n"
    _, faults = check(read(text, "f"), ITEMS)
    assert [(fault.line, fault.column) for fault in faults] == [(1, 42), (1, 54), (2, 8), (2, 28)]


def test_words_that_older_yaml_took_for_booleans_stay_words():
    document = read("- {id: no, type: single, options: [{text: on}, {text: off}, {text: 1_000}, {text: 12:30}]}", "f")
    value, faults = check(document, ITEMS)
    assert faults == ()
    assert value[0].id == "no"
    assert [option.text for option in value[0].options] == ["on", "off", "1_000", "12:30"]


@pytest.mark.parametrize("text", ["!!int abc", "!!float x", "!!bool yes", "!!null abc", "!!int 0x1F"])
def test_a_scalar_that_is_not_what_its_tag_says_is_text(text):
    assert read(text, "f").value == text.partition(" ")[2]


def test_place_of_a_document_that_begins_further_down():
    assert read("a: 1\nb: 2", "f", first_line=10).place(("b",)) == (11, 4)
    assert str(read("a: [1", "f", first_line=10).faults[0]).startswith(
        "f:11:1: G001: did not find expected ',' or ']'; close"
    )


def test_place_of_a_missing_node_is_that_of_its_parent():
    document = read("a:\n  b: 1", "f")
    assert document.place(("a", "c", 5)) == document.place(("a",))


def test_content_error_tells_all_faults_in_order():
    late, early = Fault("f", 9, 1, "X", "", "late", "mend"), Fault("f", 1, 1, "X", "p", "early", "mend")
    assert str(ContentError([late, early])) == "f:1:1: X p: early; mend\nf:9:1: X: late; mend"


@given(st.text())
def test_no_text_breaks_the_reader(text):
    document = read(text, "f")
    if not document.faults:
        check(document, ITEMS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("abc: -#'\"\n", max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
)


@given(JSON)
def test_json_is_read_as_it_was_written(value):
    import json

    document = read(json.dumps(value), "f")
    assert document.faults == ()
    assert document.value == value


def test_an_alias_is_refused_so_that_no_file_grows_in_the_reading():
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"
    assert str(read(bomb, "f").faults[0]) == "f:1:4: G010 b[0]: an alias (*) points here; write the value out again"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "a: " + "9" * 5000,
        "\x00",
        "a: \ud800",
        "&a [*a]",
        "a: &x b\nc: *x",
        "!!python/object:os.system x",
        "? [1, 2]\n: 3",
    ],
)
def test_odd_yaml_is_refused_or_read_but_never_run(text):
    document = read(text, "f")
    assert document.faults or document.value is not None
