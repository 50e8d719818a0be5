"""``lifecycle`` against what must hold of every run."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.catalog import scenario_of, simulators
from sim.lifecycle import TRANSITIONS, Extensions, Fault, How, Scenario, Signal, State, Traffic, arrivals_of, run, step
from sim.lifecycle.states import IllegalStepError


def _named(case: dict[str, object]) -> str:
    return str(case["name"])


SCENARIOS = st.builds(
    Scenario,
    arrivals=st.lists(st.integers(0, 20_000), min_size=1, max_size=25).map(lambda moments: tuple(sorted(moments))),
    start=st.integers(0, 500),
    runtime_init=st.integers(0, 300),
    function_init=st.sampled_from([0, 300, 12_000]),
    invoke=st.integers(0, 2500),
    timeout=st.sampled_from([1000, 3000]),
    idle_limit=st.sampled_from([1, 500, 5000, 600_000]),
    recycle=st.sampled_from([0, 1, 4000]),
    limit=st.integers(0, 12),
    faults=st.dictionaries(st.integers(1, 12), st.sampled_from(How), max_size=5).map(
        lambda hows: tuple(Fault(call=call, how=how) for call, how in hows.items())
    ),
    init_crashes=st.integers(0, 3),
    background=st.sampled_from([0, 150, 5000]),
    extensions=st.sampled_from([Extensions.INTERNAL, Extensions.EXTERNAL]),
    shutdown_work=st.sampled_from([0, 300, 5000]),
)


@given(SCENARIOS)
def test_same_scenario_same_trace(scenario):
    assert run(scenario) == run(scenario)


@given(SCENARIOS)
def test_time_never_runs_back(scenario):
    trace = run(scenario)
    moments = [entry.at for entry in trace.entries]
    assert moments == sorted(moments)
    assert all(0 <= span.start <= span.end <= trace.end for span in trace.spans)
    assert all(entry.at <= trace.end for entry in trace.entries)


@given(SCENARIOS)
def test_every_step_is_in_the_table(scenario):
    trace = run(scenario)
    for lane in (lane for lane in trace.lanes if lane.kind == "environment"):
        kinds = [entry.kind for entry in trace.entries if entry.lane == lane.id]
        assert kinds[0] == "created"
        state = State.CREATE
        for kind in kinds[1:]:
            state = step(state, Signal(kind))
        assert state is State.GONE


@given(SCENARIOS)
def test_every_call_is_answered_failed_or_throttled(scenario):
    trace = run(scenario)
    outcome = trace.outcome
    assert outcome.arrived == len(scenario.arrivals) == len(outcome.calls)
    assert outcome.arrived == outcome.succeeded + outcome.failed + outcome.throttled
    assert outcome.arrived - outcome.throttled == outcome.cold_starts + outcome.warm_starts + outcome.reinits
    assert outcome.environments == outcome.cold_starts == outcome.shutdowns
    assert outcome.peak_concurrency <= scenario.limit
    counts = {counter.label: counter.at(trace.end, trace.entries) for counter in trace.counters}
    assert (counts["in flight"], counts["environments"]) == (0, 0)
    assert counts["arrived"] == outcome.arrived


@given(SCENARIOS)
def test_an_environment_serves_one_call_at_a_time(scenario):
    trace = run(scenario)
    for lane in (lane for lane in trace.lanes if lane.kind != "calls"):
        spans = sorted((span.start, span.end) for span in trace.spans if span.lane == lane.id)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(SCENARIOS)
def test_tmp_remembers_at_least_what_memory_does(scenario):
    for call in run(scenario).outcome.calls:
        assert call.tmp_calls >= call.global_calls
        assert call.waited <= call.latency


@given(st.integers(0, 2**32), st.integers(1, 200), st.integers(1, 10))
def test_traffic_is_drawn_by_its_seed_alone(seed, per_minute, minutes):
    traffic = Traffic(per_minute=per_minute, minutes=minutes, seed=seed)
    drawn = arrivals_of(Scenario(traffic=traffic))
    assert drawn == arrivals_of(Scenario(traffic=traffic, invoke=7))
    assert list(drawn) == sorted(drawn)
    assert all(0 <= moment < minutes * 60_000 for moment in drawn)


def test_traffic_comes_at_its_rate():
    """1,000 a minute for 10 minutes: the count of a Poisson process lies within five standard deviations."""
    counts = [len(arrivals_of(Scenario(traffic=Traffic(per_minute=1000, minutes=10, seed=n)))) for n in range(8)]
    assert all(abs(count - 10_000) < 500 for count in counts)


def test_a_free_environment_gives_no_call_more_than_the_limit():
    """Call 1 times out; while its environment is reset call 2 gets another, so two environments serve a limit of one."""
    scenario = {
        "arrivals": [0, 4000, 5750, 5760],
        "faults": [{"call": 1, "how": "timeout"}],
        "limit": 1,
        "invoke": 1000,
        "extensions": "external",
        "shutdown_work": 2000,
    }
    outcome = run(scenario_of("lifecycle", scenario)).outcome
    assert (outcome.environments, outcome.peak_concurrency) == (2, 1)
    assert [call.status for call in outcome.calls] == ["timeout", "ok", "ok", "throttled"]


def test_a_call_says_why_it_took_so_long_and_names_the_fact_of_its_own_start():
    trace = run(
        Scenario(
            arrivals=(0, 60_000, 70_000),
            function_init=1900,
            faults=(Fault(call=2, how=How.TIMEOUT),),
            idle_limit=90_000,
        )
    )
    told = {span.label: (span.why, span.fact) for span in trace.spans if span.lane == "calls"}
    assert told == {
        "call 1 · cold · 2.3 s": ("Cold start: 2.2 s of its 2.3 s went by before the handler began.", "env-cold-start"),
        "call 2 · warm · 3 s": (
            "The timeout ran out. The caller gets HTTP 200, with FunctionError: Unhandled.",
            "sync-function-error-is-200",
        ),
        "call 3 · reinit · 2.1 s": (
            "Init ran again inside this call: 2 s went by before the handler began.",
            "suppressed-init",
        ),
    }
    assert {entry.why for entry in trace.entries if entry.kind == "reaped"} == {
        "Nobody has used it for 1 min 30 s, the idle limit. AWS publishes no figure; this one is ours."
    }
    warm = run(Scenario(arrivals=(0, 1000))).spans
    assert {span.fact for span in warm if span.label == "call 2 · warm · 100 ms"} == {"env-warm-start"}


def test_what_takes_no_time_is_no_span():
    trace = run(Scenario(arrivals=(0, 100), start=0, runtime_init=0, function_init=0))
    spans = [(span.kind, span.start, span.end) for span in trace.spans if span.lane == "environment-1"]
    assert spans == [("invoke", 0, 100), ("invoke", 100, 200), ("frozen", 200, 600_200), ("shutdown", 600_200, 600_200)]


def test_traffic_without_a_single_call_is_an_empty_run():
    scenario = Scenario(traffic=Traffic(per_minute=1, minutes=1, seed=_seed_without_calls()))
    outcome = run(scenario).outcome
    assert (outcome.arrived, outcome.environments, outcome.ended_at) == (0, 0, 0)


def _seed_without_calls() -> int:
    seeds = (n for n in range(100) if not arrivals_of(Scenario(traffic=Traffic(per_minute=1, minutes=1, seed=n))))
    return next(seeds)


def test_an_illegal_step_names_state_signal_and_what_it_takes():
    with pytest.raises(IllegalStepError) as refused:
        step(State.FROZEN, Signal.INIT_DONE)
    assert str(refused.value) == "frozen cannot take init_done; it takes event, reaped, recycled"


def test_every_state_can_be_reached_and_only_gone_ends():
    reached = {target for takes in TRANSITIONS.values() for target in takes.values()} | {State.CREATE}
    assert reached == set(State) == set(TRANSITIONS)
    assert [state for state, takes in TRANSITIONS.items() if not takes] == [State.GONE]


def test_simulator_is_found_by_its_name():
    assert simulators()["lifecycle"].question == "How do environments come, wait and go?"
