"""Books that are large, deep or hostile are answered in bounded time, and nothing in them is carried out."""

import json
import time
from pathlib import Path

import pytest

from sim.catalog import scenario_of
from sim.gate import ContentError
from sim.rules import Judgement, Scenario, run
from sim.rules.book import MOST_RULES
from sim.rules.pages import pages_of
from sim.rules.run import MOST_EXPLAINED
from sim.rules.scenario import LONGEST
from sim.rules.tree import DEEPEST
from tests.bench.rulesets import events, rules

EVENT = events(1, 1)[0]
FIVE_SECONDS, MINUTE = 5, 60


def _timed(book, most):
    pages_of.cache_clear()
    begin = time.perf_counter()
    outcome = run(Scenario(book=book, event=EVENT)).outcome
    assert time.perf_counter() - begin < most
    return outcome


def test_ten_thousand_rules_are_judged_and_the_next_event_is_quick():
    book = "{" + ",\n".join(f'"r{n}": {pattern}' for n, pattern in enumerate(rules(1, MOST_RULES))) + "}"
    outcome = _timed(book, MINUTE)
    assert (outcome.rules, outcome.book_error) == (MOST_RULES, "")
    assert outcome.fired + outcome.silent == MOST_RULES
    assert outcome.limits[0].now == MOST_RULES > outcome.limits[0].most == 300
    silent = [result.why for result in outcome.results if result.outcome is Judgement.SILENT]
    assert sum("Nothing is there." not in why and "none that is wanted" not in why for why in silent) >= MOST_EXPLAINED
    begin = time.perf_counter()
    other = run(Scenario(book=book, event=events(1, 2)[1])).outcome
    assert time.perf_counter() - begin < MINUTE / 6
    assert other.rules == MOST_RULES


def test_one_rule_more_is_told():
    book = "\n".join(['{"a":["b"]}'] * (MOST_RULES + 1))
    assert _timed(book, MINUTE).book_error == "More than 10,000 rules stand here; at most that many are read."


HOSTILE = {
    "brackets": "[" * LONGEST,
    "objects in each other": '{"a":' * (LONGEST // 5),
    "flow brackets of YAML": "a: " + "[" * 500_000,
    "flow braces of YAML": "a: " + "{" * 500_000,
    "dashes of YAML": "- " * 250_000,
    "question marks of YAML": "? " * 250_000,
    "anchors": "a: " + " ".join(f"&a{n}" for n in range(50_000)),
    "quotation marks": '"' * 500_000,
    "backslashes": '{"' + "\\" * 500_000,
    "digits": '{"a": [' + "9" * 500_000 + "]}",
    "digits of YAML": "a: {b: [" + "0" * 500_000 + "]}",
    "colons": ":" * 500_000,
    "line breaks": "\n" * 500_000 + "x",
    "one key again and again": "{" + '"a": {"b": ["c"]},' * 40_000 + '"a": {"b": ["c"]}}',
    "one long key": "a" * 500_000 + ": {b: [c]}",
    "variables of Sub": "Resources: {A: {Type: AWS::Events::Rule, Properties: {EventPattern: {a: [!Sub '"
    + "${" * 200_000
    + "']}}}}",
    "a long list": '{"a": {"b": [' + ",".join('"x"' for _ in range(100_000)) + "]}}",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_answered_soon(name):
    outcome = _timed(HOSTILE[name], FIVE_SECONDS * 2)
    assert bool(outcome.book_error) != bool(outcome.results)
    assert len(outcome.book_error) < 500
    assert all(len(result.why) < 2000 for result in outcome.results)


def test_a_pattern_as_deep_as_is_read_is_judged_and_one_deeper_is_told():
    deep = '{"a":' * (DEEPEST - 2) + '["x"]' + "}" * (DEEPEST - 2)
    for book in (f'{{"r": {deep}}}', f"r: {deep}"):
        assert run(Scenario(book=book, event=EVENT)).outcome.silent == 1
        assert (
            "deeper than"
            in run(
                Scenario(book=f'{{"a": {book}}}' if book[0] == "{" else f"a: {{{book}}}", event=EVENT)
            ).outcome.book_error
        )
    template = f"Resources: {{A: {{Type: AWS::Events::Rule, Properties: {{EventPattern: {'{a: ' * 100 + '[x]' + '}' * 100}}}}}}}"
    assert run(Scenario(book=template, event=EVENT)).outcome.silent == 1


TAGS = [
    "!!python/object/apply:os.system",
    "!!python/object/new:subprocess.Popen",
    "!!python/module:os",
    "!include",
    "!!binary",
    "!<x>",
]


@pytest.mark.parametrize("tag", TAGS)
def test_no_tag_makes_anything(tag, tmp_path):
    canary = tmp_path / "canary"
    book = f"a: {tag} ['touch {canary}']"
    assert "is none of a template" in run(Scenario(book=book, event=EVENT)).outcome.book_error
    assert not canary.exists()


def test_nothing_is_read_from_the_disk():
    book = json.dumps(
        {
            "Resources": {
                "A": {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": str(Path(__file__))}}}
            }
        }
    )
    assert "no rule stands in it" in run(Scenario(book=book, event=EVENT)).outcome.book_error


def test_a_book_longer_than_is_read_does_not_pass_the_gate():
    with pytest.raises(ContentError):
        scenario_of("rules", {"book": "x" * (LONGEST + 1), "event": "{}"})
