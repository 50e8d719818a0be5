"""``sim.pattern`` agrees with the slow and plain reading of the documentation on pairs that nobody thought of."""

import pytest
from hypothesis import given, settings

from sim.pattern import PatternError, compile_pattern, event_of_text
from tests.sim.pattern.pairs import pairs
from tests.sim.pattern.plain import verdict


def verdict_of_ours(pattern_text, event_text):
    try:
        pattern = compile_pattern(pattern_text)
    except PatternError:
        return "invalid"
    return "match" if pattern.matches(event_of_text(event_text)) else "no_match"


@settings(max_examples=200)
@given(pair=pairs())
def test_agrees_with_the_plain_reading(pair):
    assert verdict_of_ours(*pair) == verdict(*pair)[0]


@pytest.mark.long
@settings(max_examples=20_000, derandomize=False)
@given(pair=pairs())
def test_agrees_with_the_plain_reading_on_thousands_of_pairs(pair):
    assert verdict_of_ours(*pair) == verdict(*pair)[0]
