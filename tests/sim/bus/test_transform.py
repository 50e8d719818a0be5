"""What a target is handed, against its table and an oracle for templates of one value."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sim.bus.paths import MISSING, value_at
from sim.bus.spelling import is_json, minified, read_json, spell
from sim.bus.target import Target, Transformer
from sim.bus.transform import Rule, fill, input_of, problem_of

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "transform.yaml").read_text("utf-8"))
EVENT = CASES[0]["gives"]
RULE = Rule(
    arn="arn:aws:events:eu-west-1:111122223333:rule/orders/bill", name="bill", ingestion_time="2026-11-23T08:00:00Z"
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


def _target(case: dict[str, object]) -> Target:
    transformer = Transformer(paths=case["paths"], template=case["template"]) if "template" in case else None
    return Target(
        id="billing", input=case.get("input", ""), input_path=case.get("input_path", ""), transformer=transformer
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    target = _target(case)
    assert problem_of(target) == case.get("refused", "")
    assert case["source"]
    if "refused" in case:
        return
    handed = input_of(target, EVENT, RULE)
    wanted = case.get("gives", EVENT if "same_as" in case else f'{{"event":{EVENT}}}')
    assert (handed.text, handed.valid) == (wanted, case.get("valid", True))
    assert handed.valid == is_json(handed.text)
    assert handed.valid or handed.note.endswith(".")


def test_names_are_unlike():
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names)) >= 40


@given(JSON)
def test_a_value_stands_in_json_as_it_is_in_the_event(value):
    event = json.dumps({"detail": {"it": value}})
    handed = fill(Transformer(paths={"it": "$.detail.it"}, template='{"is": <it>}'), event, RULE)
    assert json.loads(handed.text) == {"is": value}
    assert handed.valid


@given(st.text())
def test_a_string_within_a_string_is_delivered_only_if_it_needs_no_escape(text):
    event = json.dumps({"detail": {"it": text}})
    handed = fill(Transformer(paths={"it": "$.detail.it"}, template='"it is <it>"'), event, RULE)
    assert handed.text == (minified(f'"it is {text}"') if handed.valid else f'"it is {text}"')
    if not set(text) & set('"\\') and all(sign >= " " for sign in text):
        assert json.loads(handed.text) == f"it is {text}"


@given(JSON)
def test_what_is_read_is_spelled_back(value):
    text = json.dumps(value, ensure_ascii=False)
    assert json.loads(spell(read_json(text))) == value
    assert spell(read_json(text)) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert minified(json.dumps(value, ensure_ascii=False, indent=2)) == spell(read_json(text))


@given(JSON, st.text(max_size=20))
def test_any_text_is_a_path_that_finds_something_or_nothing(value, path):
    assert value_at(path, {"detail": value}) is not None or value is None
    assert value_at("$" + path.replace("$", ""), {}) in (MISSING, {})


def test_deep_nesting_is_spelled():
    depth = 700
    text = "[" * depth + "]" * depth
    assert spell(read_json(text)) == text
