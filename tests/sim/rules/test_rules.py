"""``rules`` against its tables, and each pattern judged by itself."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.catalog import simulators
from sim.paths import look_up
from sim.pattern import PatternError, compile_pattern, event_of_text
from sim.rules import Judgement, Scenario, run
from tests.bench.rulesets import events, rules

TESTS = Path(__file__).parents[2]
CASES = yaml.safe_load((TESTS / "cases" / "rules.yaml").read_text("utf-8"))
EVENTS = CASES["events"]
ORDER = EVENTS["order"]
MOST_LANES = 40


def _named(case):
    return case["name"]


@pytest.mark.parametrize("case", CASES["judged"], ids=_named)
def test_case(case):
    outcome = run(Scenario(book=case["book"], event=EVENTS[case.get("event", "order")])).outcome
    assert outcome.book_error == ""
    assert {path: look_up(outcome, path) for path in case["expect"]} == case["expect"]
    assert case["source"]


@pytest.mark.parametrize("case", CASES["refused"], ids=_named)
def test_what_is_no_book_is_told_with_its_place(case):
    trace = run(Scenario(book=case["book"], event=ORDER))
    outcome = trace.outcome
    assert outcome.book_error == case["says"]
    assert [outcome.book_line, outcome.book_column] == case["at"]
    assert (outcome.rules, outcome.results) == (0, ())
    assert case["says"] in trace.entries[-1].why


def test_simulator_is_found_by_its_name():
    assert simulators()["rules"].question == "Which of these rules does an event fire?"


def _book(form, patterns):
    """The patterns in one of the forms that a book may have."""
    named = {f"r{n}": pattern for n, pattern in enumerate(patterns)}
    match form:
        case "by name":
            return "{" + ",\n".join(f"{json.dumps(name)}: {pattern}" for name, pattern in named.items()) + "}"
        case "lines":
            listed = [f'{{"Name": {json.dumps(name)}, "EventPattern": {pattern}}}' for name, pattern in named.items()]
            return "\n".join(listed)
        case "list-rules":
            listed = [{"Name": name, "EventPattern": pattern, "State": "ENABLED"} for name, pattern in named.items()]
            return json.dumps({"Rules": listed})
        case "template in JSON":
            made = {name: _resource(json.loads(pattern)) for name, pattern in named.items()}
            return json.dumps({"Resources": made})
        case _:
            made = {name: _resource(json.loads(pattern)) for name, pattern in named.items()}
            return yaml.dump({"Resources": made}, Dumper=_NoAliases, sort_keys=False)


def _resource(pattern):
    return {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": pattern}}


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


FORMS = ["by name", "lines", "list-rules", "template in JSON", "template in YAML"]


def _alone(pattern, event):
    """The verdict on one pattern by itself."""
    try:
        return Judgement.FIRED if compile_pattern(pattern).matches(event_of_text(event)) else Judgement.SILENT
    except PatternError:
        return Judgement.REFUSED


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(1, 30), st.sampled_from(FORMS), st.integers(0, 40))
def test_each_rule_is_judged_as_its_pattern_is_alone(seed, count, form, spoiled):
    patterns = rules(seed, count)
    if spoiled < count:
        patterns[spoiled] = '{"detail": {"state": []}}'
    (event,) = events(seed, 1)
    results = run(Scenario(book=_book(form, patterns), event=event)).outcome.results
    assert [result.outcome for result in results] == [_alone(pattern, event) for pattern in patterns]
    assert [result.name for result in results] == [f"r{n}" for n in range(count)]


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(1, 80))
def test_every_rule_is_counted_once_and_the_trace_stays_small(seed, count):
    (event,) = events(seed, 1)
    scenario = Scenario(book=_book("by name", rules(seed, count)), event=event)
    trace = run(scenario)
    outcome = trace.outcome
    counted = [getattr(outcome, judgement.value) for judgement in Judgement]
    assert sum(counted) == outcome.rules == len(outcome.results) == count
    assert len(outcome.fired_names) == outcome.fired
    assert len(trace.lanes) <= MOST_LANES + 1
    assert len(trace.entries) == len(trace.lanes) + 1
    assert trace == run(scenario)
    shown = [entry.label for entry in trace.entries if entry.kind == "fired"]
    assert len(shown) == min(outcome.fired, MOST_LANES)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["Resources", "Rules", "Name", "EventPattern", "State", "source", "$or", "prefix", "Ref"])
            | st.text(max_size=3),
            inside,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@settings(max_examples=150)
@given(JSON, st.booleans())
def test_any_json_is_judged_or_told(value, as_yaml):
    book = yaml.dump(value, Dumper=_NoAliases) if as_yaml else json.dumps(value)
    outcome = run(Scenario(book=book, event=ORDER)).outcome
    assert bool(outcome.book_error) != bool(outcome.results)
    assert (outcome.book_line > 0) == bool(outcome.book_error)


@settings(max_examples=150)
@given(st.text("{}[]\",:\\ \n\tabn015!&*-<>#|'%@", max_size=40))
def test_any_text_is_judged_or_told(book):
    outcome = run(Scenario(book=book, event=ORDER)).outcome
    assert bool(outcome.book_error) != bool(outcome.results)


@settings(max_examples=100)
@given(JSON.filter(lambda value: isinstance(value, dict)))
def test_what_is_read_is_spelled_as_it_was(value):
    """JSON without blanks comes back sign by sign."""
    from sim.rules.json_tree import read_json
    from sim.rules.tree import spelled

    book = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    (node,) = read_json(book)
    assert spelled(node) == book
