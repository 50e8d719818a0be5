"""What holds of every run of ``traffic``: no call is lost, the draw knows no caller, time goes one way."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.traffic import Move, Scenario, Version, run

WEIGHTS = st.one_of(st.sampled_from([0.0, 0.1, 0.5, 1.0]), st.floats(0, 1))
ODD_WEIGHTS = st.one_of(WEIGHTS, st.sampled_from([-0.1, 1.5, 10.0]))
NUMBERS = st.sampled_from(["1", "2", "3"])


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    moves = st.builds(Move, at=st.integers(0, 60_000), version=NUMBERS, additional=NUMBERS, weight=ODD_WEIGHTS)
    clearing = st.builds(Move, at=st.integers(0, 60_000), version=NUMBERS, clear=st.just(True))
    found = draw(st.lists(st.one_of(moves, clearing), max_size=3))
    return Scenario(
        calls=draw(st.integers(1, 60)),
        weight=draw(ODD_WEIGHTS),
        additional=draw(st.sampled_from(["", "1", "2", "$LATEST"])),
        moves=tuple(sorted(found, key=lambda move: move.at)),
        by_chance=draw(st.booleans()),
        callers=draw(st.integers(0, 5)),
        versions=(Version(number="2", duration=draw(st.integers(1, 5000)), fails_percent=draw(st.integers(0, 100))),),
        seed=draw(st.integers(0, 1000)),
    )


@settings(max_examples=150, deadline=None)
@given(scenarios())
def test_the_books_balance(scenario):
    trace = run(scenario)
    outcome = trace.outcome
    got = Counter(call.version for call in outcome.call_list)
    assert sum(version.calls for version in outcome.version_list) == outcome.calls == got.total()
    assert {version.version: version.calls for version in outcome.version_list if version.calls} == dict(got)
    assert sum(version.errors for version in outcome.version_list) == outcome.errors
    assert outcome.calls in (0, scenario.calls)
    unheard = sum(entry.kind == "not-found" for entry in trace.entries)
    assert outcome.calls + unheard == scenario.calls
    assert sum(entry.kind == "ran" for entry in trace.entries) == outcome.calls == len(trace.spans)


@settings(max_examples=150, deadline=None)
@given(scenarios())
def test_a_call_runs_a_version_that_the_alias_names(scenario):
    """And each expected number lies between its quantiles, which lie between 0 and all calls."""
    outcome = run(scenario).outcome
    for call in outcome.call_list:
        assert 0 <= call.weight <= 1
    for answer in outcome.answers:
        assert bool(answer.code) == (answer.status >= 400)
        assert answer.version or answer.operation == "CreateAlias"
    for version in outcome.version_list:
        assert 0 <= version.low <= version.expected + 1e-3
        assert version.expected - 1e-3 <= version.high <= outcome.calls
    assert abs(sum(version.expected for version in outcome.version_list) - outcome.calls) < 0.01


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_the_same_scenario_gives_the_same_trace(scenario):
    trace = run(scenario)
    assert trace == run(scenario)
    assert all(one.at <= other.at for one, other in pairwise(trace.entries))


@settings(max_examples=60, deadline=None)
@given(scenarios(), st.integers(0, 50))
def test_who_calls_changes_nothing_about_where_calls_go(scenario, callers):
    one, other = (run(replace(scenario, callers=count)).outcome for count in (scenario.callers, callers))
    assert [call.version for call in one.call_list] == [call.version for call in other.call_list]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1000), st.floats(0, 1), st.floats(0, 1))
def test_a_higher_weight_never_takes_a_call_away(seed, one, other):
    low, high = sorted((one, other))
    fewer, more = (run(Scenario(calls=40, weight=weight, seed=seed)).outcome for weight in (low, high))
    pairs = zip(fewer.call_list, more.call_list, strict=True)
    assert all(first.version == "1" or second.version == "2" for first, second in pairs)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1000), st.integers(0, 100))
def test_failures_do_not_move_calls(seed, percent):
    quiet = run(Scenario(calls=40, weight=0.5, seed=seed)).outcome
    loud = run(Scenario(calls=40, weight=0.5, seed=seed, versions=(Version(number="2", fails_percent=percent),)))
    assert [call.version for call in quiet.call_list] == [call.version for call in loud.outcome.call_list]
    assert loud.outcome.old_errors == 0
