"""``sim.pattern`` agrees with the slow and plain reading of the documentation on pairs that nobody thought of.

It has two ways to a verdict, that of a pattern and that of a set of rules, and both are held against the reading.
"""

import pytest
from hypothesis import given, settings

from sim.pattern import PatternError, RuleSet, compile_pattern, event_of_text
from tests.sim.pattern.pairs import pairs
from tests.sim.pattern.plain import verdict


def verdict_of_ours(pattern_text, event_text):
    try:
        pattern = compile_pattern(pattern_text)
    except PatternError:
        return "invalid"
    event = event_of_text(event_text)
    matches = pattern.matches(event)
    assert RuleSet.of({"rule": pattern}).matching(event) == (("rule",) if matches else ())
    return "match" if matches else "no_match"


@settings(max_examples=200)
@given(pair=pairs())
def test_agrees_with_the_plain_reading(pair):
    assert verdict_of_ours(*pair) == verdict(*pair)[0]


@pytest.mark.long
@settings(max_examples=20_000, derandomize=False)
@given(pair=pairs())
def test_agrees_with_the_plain_reading_on_thousands_of_pairs(pair):
    assert verdict_of_ours(*pair) == verdict(*pair)[0]
