"""What holds of every run of ``power``, whatever the function is like."""

from dataclasses import replace
from itertools import pairwise
from math import ceil, isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from sim.billing.prices import PRICES, Architecture
from sim.power import Scenario, Status, run
from sim.power.sizing import work_at

MEMORY = st.integers(128, 10_240)
NEAR = 1.005


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    used = draw(st.one_of(st.just(64), st.integers(1, 4000)))
    return Scenario(
        duration=draw(st.integers(1, 100_000)),
        measured_at=draw(st.integers(max(128, used), 10_240)),
        cpu_percent=draw(st.integers(0, 100)),
        threads=draw(st.integers(1, 6)),
        used_mb=used,
        sizes=tuple(sorted(draw(st.sets(MEMORY, min_size=1, max_size=8)))),
        architecture=draw(st.sampled_from(Architecture)),
        invocations=draw(st.integers(1, 10**9)),
        init=draw(st.integers(0, 10_000)),
        cold_per_thousand=draw(st.integers(0, 1000)),
        timeout=draw(st.one_of(st.just(900_000), st.integers(1000, 900_000))),
        within=draw(st.integers(0, 100_000)),
        free_tier=draw(st.booleans()),
        before_august_2025=draw(st.booleans()),
    )


def working(scenario):
    return [size for size in run(scenario).outcome.sizes if size.status is Status.OK]


@settings(max_examples=200, deadline=None)
@given(scenarios())
def test_more_memory_is_never_slower(scenario):
    for smaller, larger in pairwise(working(scenario)):
        assert larger.duration <= smaller.duration
        assert larger.billed_ms <= smaller.billed_ms


@settings(max_examples=200, deadline=None)
@given(scenarios(), MEMORY, MEMORY)
def test_threads_get_no_faster_above_a_vcpu_each(scenario, one, other):
    full = scenario.threads * 1769
    if full <= 10_240:
        above = [work_at(scenario, max(full, memory_mb)).total for memory_mb in (one, other)]
        assert isclose(*above, abs_tol=1e-6)


@settings(max_examples=200, deadline=None)
@given(scenarios())
def test_below_a_vcpu_the_cpu_work_costs_the_same_at_every_size(scenario):
    """CPU time × memory is one number: that of the work."""
    uses = [work_at(scenario, memory_mb).cpu * memory_mb for memory_mb in (128, 777, 1769)]
    assert all(isclose(one, other, rel_tol=1e-6, abs_tol=1e-6) for one, other in pairwise(uses))


@settings(max_examples=200, deadline=None)
@given(scenarios())
def test_what_was_measured_lasts_as_long_at_the_size_where_it_was_measured(scenario):
    assert work_at(scenario, scenario.measured_at).total == scenario.duration


@settings(max_examples=200, deadline=None)
@given(scenarios())
def test_the_price_is_memory_times_time(scenario):
    """Counted once more, by hand, in the first tier and without the free tier."""
    scenario = replace(scenario, free_tier=False, invocations=min(scenario.invocations, 1000))
    prices = PRICES[scenario.architecture]
    for size in run(scenario).outcome.sizes:
        if size.status is Status.OUT_OF_MEMORY:
            assert (size.usd, size.billed_ms, size.gb_s) == (0, 0, 0)
            continue
        assert size.billed_ms == ceil(min(work_at(scenario, size.memory_mb).total, scenario.timeout))
        init = 0 if scenario.before_august_2025 else scenario.init * scenario.cold_per_thousand / 1000
        seconds = (size.billed_ms + init) * scenario.invocations / 1000
        wanted = seconds * size.memory_mb / 1024 * prices.tiers[0].rate + scenario.invocations * prices.request
        assert isclose(size.usd, wanted, rel_tol=1e-6, abs_tol=1e-8)
        assert isclose(size.usd, size.requests_usd + size.duration_usd + size.init_usd - size.free_usd, abs_tol=1e-8)


@settings(max_examples=200, deadline=None)
@given(scenarios())
def test_nothing_beats_what_is_chosen_by_more_than_half_a_percent(scenario):
    outcome, sizes = run(scenario).outcome, working(scenario)
    assert outcome.works == len(sizes)
    assert outcome.works + outcome.out_of_memory + outcome.timeouts == len(scenario.sizes)
    at = {size.memory_mb: size for size in sizes}
    if not sizes:
        assert (outcome.cheapest_mb, outcome.fastest_mb, outcome.best_value_mb, outcome.within_mb) == (0, 0, 0, 0)
        return
    cheap, fast, best = at[outcome.cheapest_mb], at[outcome.fastest_mb], at[outcome.best_value_mb]
    assert (cheap.is_cheapest, fast.is_fastest, best.is_best_value) == (True, True, True)
    for size in sizes:
        assert cheap.usd <= size.usd * NEAR
        assert fast.duration <= size.duration * NEAR
        assert best.usd * best.duration <= size.usd * size.duration * NEAR + 1e-12
    kept = [size for size in sizes if size.duration <= scenario.within]
    assert bool(kept) == bool(outcome.within_mb)


@settings(max_examples=100, deadline=None)
@given(scenarios())
def test_the_free_tier_and_the_old_billing_never_make_it_dearer(scenario):
    dear = run(replace(scenario, free_tier=False, before_august_2025=False)).outcome.sizes
    for change in ("free_tier", "before_august_2025"):
        cheap = run(replace(scenario, **{change: True}))
        assert all(less.usd <= more.usd + 1e-9 for less, more in zip(cheap.outcome.sizes, dear, strict=True))


@settings(max_examples=100, deadline=None)
@given(scenarios())
def test_other_sizes_beside_it_change_nothing_about_a_size(scenario):
    for size in run(scenario).outcome.sizes:
        alone = run(replace(scenario, sizes=(size.memory_mb,))).outcome.sizes[0]
        for name in ("status", "duration", "billed_ms", "usd", "gb_s"):
            assert getattr(alone, name) == getattr(size, name)


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_the_same_scenario_gives_the_same_trace(scenario):
    trace = run(scenario)
    assert trace == run(scenario)
    assert all(one.at <= other.at for one, other in pairwise(trace.entries))
    kinds = [entry.kind for entry in trace.entries]
    assert kinds.count("call") == len(scenario.sizes)
    assert kinds.count("answered") == trace.outcome.works
    assert kinds.count("killed") == trace.outcome.out_of_memory
    assert kinds.count("timed-out") == trace.outcome.timeouts
