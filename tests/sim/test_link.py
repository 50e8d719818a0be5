"""A scenario in a link, and garbage in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.catalog import presets, scenario_of
from sim.gate import read
from sim.lifecycle import run
from sim.link import from_link, to_link

GARBAGE = [
    ({"preset": "nope"}, "preset: there is no 'nope'; there are second-call,"),
    ({"preset": "second-call", "arrivals": "[0,5"}, "arrivals: cannot be read; write it as the lab does"),
    ({"preset": "second-call", "timeout": "5"}, "timeout: 5 is out of range; it takes 1000 or more"),
    ({"preset": "second-call", "invoke": "<script>alert(1)</script>"}, 'invoke: takes a whole number, not "<script>'),
    ({"invoke": "99999999999999999999999"}, "invoke: "),
    ({"faults": "[{call: 0, how: crash}]"}, "faults[0].call: 0 is out of range; it takes 1 or more"),
    ({"invoke": "!!int abc"}, 'invoke: takes a whole number, not "abc"'),
    ({"invoke": "\U00010000"}, 'invoke: takes a whole number, not "'),
    ({"arrivals": "[!!float x]"}, 'arrivals[0]: takes a whole number, not "x"'),
    ({"traffic": "{per_minute: 1, minutes: 1, seed: 9007199254740993}"}, "traffic.seed: "),
    ({"arrivals": "[]"}, "arrivals: give either a list of moments or traffic; one of the two"),
]


@pytest.mark.parametrize(("parameters", "says"), GARBAGE, ids=[says[:30] for _, says in GARBAGE])
def test_a_link_with_garbage_is_told_and_the_preset_takes_its_place(parameters, says):
    link = from_link("lifecycle", parameters)
    assert dict(link.scenario) == dict(presets("lifecycle")["second-call"].scenario)
    assert link.problems[0].startswith(says)


def test_a_link_leaves_foreign_parameters_alone():
    assert from_link("lifecycle", {"utm_source": "mail"}).problems == ()


def test_a_link_holds_only_what_differs_and_takes_away_what_is_gone():
    assert to_link("lifecycle", "limit-of-two", {"arrivals": [0, 0, 0, 800], "invoke": 5}) == {
        "preset": "limit-of-two",
        "invoke": "5",
        "limit": "null",
    }
    assert dict(from_link("lifecycle", {"preset": "limit-of-two", "limit": "null"}).scenario) == {
        "arrivals": [0, 0, 0, 800]
    }


@given(
    st.dictionaries(st.sampled_from(["preset", "arrivals", "invoke", "faults", "traffic", "x"]), st.text(max_size=30))
)
def test_no_link_breaks_the_lab(parameters):
    link = from_link("lifecycle", parameters)
    run(scenario_of("lifecycle", link.scenario)) if link.problems else scenario_of("lifecycle", link.scenario)


@pytest.mark.parametrize(
    "text", ["*/5 * * * *", "12", "", "x ", "true", "null", "a: b", "[", "cron(1 9 ? * MON-FRI *)", "é\"'"]
)
def test_a_text_comes_back_from_its_link_as_it_was(text):
    link = to_link("schedule", next(iter(presets("schedule"))), {"expression": text})
    assert read(link["expression"], "").value == text
