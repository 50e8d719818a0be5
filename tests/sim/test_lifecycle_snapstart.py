"""What must hold of every run with SnapStart, its log lines, its bill, and its way to the real cloud."""

import ast
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.catalog import presets, scenario_of
from sim.draw.aws import cli
from sim.lifecycle import (
    Draws,
    Fault,
    Hook,
    How,
    Initialization,
    Scenario,
    Signal,
    SnapStart,
    Start,
    State,
    init_limit,
    run,
    step,
)
from sim.lifecycle.aws import sam, steps
from sim.lifecycle.charges import charges
from sim.lifecycle.code import code
from sim.lifecycle.logs import lines
from sim.lifecycle.outcome import NOT_RESTORED, REFUSED

SNAPPED = st.builds(
    Scenario,
    arrivals=st.lists(st.integers(0, 20_000), min_size=1, max_size=25).map(lambda moments: tuple(sorted(moments))),
    start=st.integers(0, 500),
    runtime_init=st.integers(0, 300),
    function_init=st.sampled_from([0, 300, 3000, 12_000, 130_001]),
    invoke=st.integers(0, 2500),
    idle_limit=st.sampled_from([1, 500, 5000, 600_000]),
    recycle=st.sampled_from([0, 4000]),
    limit=st.integers(0, 12),
    faults=st.dictionaries(st.integers(1, 12), st.sampled_from(How), max_size=3).map(
        lambda hows: tuple(Fault(call=call, how=how) for call, how in hows.items())
    ),
    init_crashes=st.sampled_from([0, 0, 0, 1]),
    background=st.sampled_from([0, 150]),
    draws=st.sampled_from(Draws),
    snap_start=st.builds(
        SnapStart,
        snapshot=st.integers(0, 8000),
        restore=st.integers(0, 700),
        runtime_load=st.integers(0, 300),
        before_snapshot=st.sampled_from([0, 200]),
        after_restore=st.sampled_from([0, 50, 9800, 10_001]),
        raises=st.sampled_from([Hook.NONE, Hook.NONE, *Hook]),
        java=st.booleans(),
        active_hours=st.integers(1, 100),
    ),
)


@given(SNAPPED)
def test_same_scenario_same_trace(scenario):
    assert run(scenario) == run(scenario)


@given(SNAPPED)
def test_every_environment_begins_with_the_snapshot_and_steps_by_the_table(scenario):
    trace = run(scenario)
    for lane in (lane for lane in trace.lanes if lane.kind == "environment"):
        kinds = [entry.kind for entry in trace.entries if entry.lane == lane.id]
        assert kinds[:2] == ["created", Signal.EVENT]
        state = State.SNAPSHOT
        for kind in kinds[1:]:
            state = step(state, Signal(kind))
        assert state is State.GONE


@given(SNAPPED)
def test_a_version_is_published_by_the_table(scenario):
    trace = run(scenario)
    kinds = [entry.kind for entry in trace.entries if entry.lane == "version"]
    assert kinds[0] == "published"
    state = State.CREATE
    for kind in kinds[1:]:
        state = step(state, Signal(kind)) if kind != "active" else state
    failed = trace.outcome.publish.failed_at >= 0
    assert state is (State.INIT_FAILED if failed else State.SNAPSHOT)
    assert ("active" in kinds) is not failed
    assert trace.outcome.publish.ready_at == (-1 if failed else _moment(trace, "active"))


def _moment(trace, kind):
    return next(entry.at for entry in trace.entries if entry.kind == kind)


@given(SNAPPED)
def test_every_call_is_answered_failed_or_throttled(scenario):
    trace = run(scenario)
    outcome = trace.outcome
    lost = sum(call.status in NOT_RESTORED for call in outcome.calls)
    refused = sum(call.status in REFUSED for call in outcome.calls)
    assert outcome.arrived == outcome.succeeded + outcome.failed + outcome.throttled == len(scenario.arrivals)
    assert outcome.arrived - refused == outcome.cold_starts + outcome.warm_starts + outcome.reinits
    assert outcome.environments == outcome.cold_starts == outcome.restores == outcome.shutdowns + lost
    counts = {counter.label: counter.at(trace.end, trace.entries) for counter in trace.counters}
    assert (counts["in flight"], counts["environments"], counts["arrived"]) == (0, 0, outcome.arrived)


@given(SNAPPED)
def test_no_call_waits_for_init_unless_its_environment_was_reset(scenario):
    for call in run(scenario).outcome.calls:
        assert call.init == 0
        assert 0 <= call.restore_billed <= call.restore
        assert call.billed == call.restore_billed + call.duration
        assert (call.restore == 0) or call.start is Start.RESTORED
        if call.start is Start.RESTORED and call.status not in NOT_RESTORED:
            assert call.waited == call.restore


@given(SNAPPED)
def test_ids_are_as_many_as_draws(scenario):
    calls = [call for call in run(scenario).outcome.calls if call.drawn]
    ids = {call.drawn for call in calls}
    fresh = {call.drawn for call in calls if call.start is Start.RESTORED}
    match scenario.draws:
        case Draws.INIT:
            assert len(fresh) <= 1
        case Draws.AFTER_RESTORE:
            assert len(fresh) == sum(call.start is Start.RESTORED for call in calls)
        case Draws.HANDLER:
            assert len(ids) == len(calls)


@given(st.integers(0, 100_000), st.integers(0, 5000))
def test_a_longer_init_makes_no_call_wait_longer(init, gap):
    """Calls come some time after the version is Active, so only the length of Init differs."""
    snap = SnapStart()
    ready = 200 + 100 + init + snap.snapshot
    scenario = Scenario(arrivals=(ready, ready + gap), function_init=init, snap_start=snap)
    short = Scenario(arrivals=(60_300, 60_300 + gap), function_init=0, snap_start=snap)
    told = [(call.latency, call.billed, call.start) for call in run(scenario).outcome.calls]
    assert told == [(call.latency, call.billed, call.start) for call in run(short).outcome.calls]


@pytest.mark.parametrize(
    ("kind", "timeout", "limit"),
    [
        (Initialization.ON_DEMAND, 900_000, 10_000),
        (Initialization.SNAP_START, 3000, 130_000),
        (Initialization.PROVISIONED_CONCURRENCY, 3000, 130_000),
        (Initialization.PROVISIONED_CONCURRENCY, 130_001, 130_001),
        (Initialization.SNAP_START, 900_000, 900_000),
    ],
)
def test_how_long_init_may_last(kind, timeout, limit):
    assert init_limit(kind, timeout) == limit


def _told(preset, **changes):
    scenario = replace(scenario_of("lifecycle", presets("lifecycle")[preset].scenario), **changes)
    return [(line.environment, line.text.split("\t")) for line in lines(scenario, run(scenario).outcome)]


def test_the_version_reports_its_init_and_each_restore_itself():
    publish, restore, report = _told("billed-restore")
    assert publish == (0, ["INIT_REPORT Init Duration: 400.00 ms"])
    assert restore == (1, ["RESTORE_REPORT Restore Duration: 450.00 ms"])
    assert report[1][1:] == [
        "Duration: 100.00 ms",
        "Billed Duration: 250 ms",
        "Memory Size: 128 MB",
        "Max Memory Used: 64 MB",
        "Restore Duration: 450.00 ms",
        "Billed Restore Duration: 150 ms",
    ]


def test_a_restore_that_fails_reports_why_and_no_call():
    _, first, second = _told("slow-hook")
    assert first == (1, ["RESTORE_REPORT Restore Duration: 10300.00 ms", "Status: timeout"])
    assert second[0] == 2
    _, raised = _told("billed-restore", snap_start=SnapStart(raises=Hook.AFTER_RESTORE))
    assert raised[1] == ["RESTORE_REPORT Restore Duration: 400.00 ms", "Status: error", "Error Type: Runtime.ExitError"]


def test_a_version_that_fails_reports_its_init_alone():
    told = _told("minute-long-init", function_init=130_000)
    assert told == [(0, ["INIT_REPORT Init Duration: 130000.00 ms", "Phase: init", "Status: timeout"])]


def test_the_bill_has_cache_and_restores():
    """1 GB for three hours, 1 GB restored, 400 ms of Init and 200 ms of the call, one request: by hand from the list prices."""
    scenario = scenario_of("lifecycle", presets("lifecycle")["an-hour-of-cache"].scenario)
    found = {charge.of: charge.usd for charge in charges(scenario, run(scenario).outcome)}
    assert found == pytest.approx(
        {
            "Requests": 0.0000002,
            "Duration": 0.6 * 0.0000166667,
            "SnapStart: cache": 10_800 * 0.0000015046,
            "SnapStart: restores": 0.0001397998,
        }
    )


def test_a_day_of_cache_and_a_month_of_it():
    """The price list's own example: a version of 1 GB that is cached for 31 days costs $4.03."""
    scenario = Scenario(arrivals=(0,), memory_mb=1024, snap_start=SnapStart(active_hours=31 * 24))
    cache = {charge.of: charge.usd for charge in charges(scenario, run(scenario).outcome)}["SnapStart: cache"]
    assert round(cache, 2) == 4.03


def test_on_a_managed_java_runtime_snapstart_costs_nothing_extra():
    scenario = Scenario(arrivals=(70_000,), snap_start=SnapStart(java=True))
    found = {charge.of: charge.usd for charge in charges(scenario, run(scenario).outcome)}
    assert found["SnapStart: cache"] == found["SnapStart: restores"] == 0
    assert found["Duration"] > 0


def test_without_snapstart_the_bill_has_two_lines():
    scenario = Scenario(arrivals=(0, 0), limit=1)
    requests, duration = charges(scenario, run(scenario).outcome)
    assert (requests.amount, duration.amount) == ("1", "0.0625 GB-s")


@given(SNAPPED)
def test_the_function_is_python_whatever_the_scenario(scenario):
    tree = ast.parse(code(scenario))
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert "handler" in names
    assert ("before_snapshot" in names) == bool(
        scenario.snap_start.before_snapshot or scenario.snap_start.raises is Hook.BEFORE_SNAPSHOT
    )


def test_the_script_publishes_waits_and_calls_the_version():
    scenario = scenario_of("lifecycle", presets("lifecycle")["called-too-early"].scenario)
    script = cli(steps(scenario))
    wait = "aws lambda wait published-version-active --function-name coldstart-lab --qualifier 1"
    places = [script.index(words) for words in ("publish-version", "call-2.json", wait, "call-3.json")]
    assert places == sorted(places)
    assert script.count("--qualifier 1 \\\n") == 3
    assert sam(scenario)["Resources"]["LabFunction"]["Properties"]["SnapStart"] == {"ApplyOn": "PublishedVersions"}
