"""What holds of every run of ``stream``: nothing is lost from the books, and the order of a key is never broken."""

import pytest
from hypothesis import given, settings

from sim.stream import run
from tests.sim.stream.properties import ALL
from tests.sim.stream.scenarios import scenarios


@settings(max_examples=200)
@given(scenarios())
def test_all_that_must_hold(scenario):
    trace = run(scenario)
    for holds in ALL:
        holds(scenario, trace)


@settings(max_examples=50)
@given(scenarios())
def test_same_scenario_same_trace(scenario):
    assert run(scenario) == run(scenario)


@pytest.mark.long
@settings(max_examples=4_000, derandomize=False)
@given(scenarios())
def test_all_that_must_hold_of_thousands(scenario):
    trace = run(scenario)
    for holds in ALL:
        holds(scenario, trace)
