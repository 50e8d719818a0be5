"""What the verdict says of ``$or``: which way matched, or came nearest."""

import pytest

from sim.pattern import Scenario, run
from sim.ui.verdict import told_of

EITHER = '{"$or": [{"a": [1]}, {"b": [{"numeric": [">", 5]}]}]}'
BOTH = '{"source": ["shop"], "$or": [{"a": [1], "c": [2]}, {"b": [2]}]}'


@pytest.mark.parametrize(
    ("pattern", "event", "says"),
    [
        (EITHER, '{"b": 7}', "The one field agrees (way 2 of the 2 ways that $or leaves open)."),
        (
            EITHER,
            "{}",
            "The one field, a, does not agree (way 1 of the 2 ways that $or leaves open, which comes nearest).",
        ),
        ('{"a": [1]}', "{}", "Its one field, a, does not agree."),
        (
            BOTH,
            '{"source": "shop"}',
            "1 of 2 fields agree; b does not (way 2 of the 2 ways that $or leaves open, which comes nearest).",
        ),
    ],
)
def test_the_way_of_or_is_told(pattern, event, says):
    assert told_of(run(Scenario(pattern=pattern, event=event)).outcome).says.endswith(says)
