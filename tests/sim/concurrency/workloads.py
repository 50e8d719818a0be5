"""Workloads drawn for properties: small, and full of what can happen."""

from hypothesis import strategies as st

from sim.concurrency.values import Law, Pattern, Reuse
from sim.concurrency.workload import Change, Function, Tracking, Traffic, Workload


@st.composite
def traffics(draw, seconds):
    pattern = draw(st.sampled_from(Pattern))
    if pattern is Pattern.LIST:
        moments = draw(st.lists(st.integers(0, seconds * 1000 + 500), min_size=1, max_size=60))
        return Traffic(pattern=pattern, moments=tuple(sorted(moments)))
    return Traffic(
        pattern=pattern,
        per_minute=draw(st.integers(1, max(2, 12_000 // seconds))),
        to_per_minute=draw(st.integers(0, max(2, 12_000 // seconds))),
        swing_percent=draw(st.integers(0, 100)),
        day_minutes=draw(st.integers(1, 5)),
        burst=draw(st.integers(1, 30)),
        every=draw(st.integers(max(1, seconds * 1000 // 8), seconds * 1000)),
    )


@st.composite
def functions(draw, name, seconds):
    reserved = draw(st.sampled_from([-1, -1, 0, 1, 3, 6, 20]))
    provisioned = draw(st.sampled_from([0, 0, 1, 2, 5]))
    more = {}
    match draw(st.integers(0, 3)):
        case 1:
            moments = sorted(set(draw(st.lists(st.integers(0, seconds * 1000), min_size=1, max_size=4))))
            more["schedule"] = tuple(Change(at=at, provisioned=draw(st.integers(0, 6))) for at in moments)
        case 2:
            low = draw(st.integers(1, 3))
            most = draw(st.integers(low, 9))
            provisioned = draw(st.integers(low, most))
            more["tracking"] = Tracking(target_percent=draw(st.integers(10, 90)), minimum=low, maximum=most)
    law = draw(st.sampled_from([Law.CONSTANT, Law.EXPONENTIAL, Law.LOGNORMAL]))
    return Function(
        name=name,
        traffic=draw(traffics(seconds)),
        duration=draw(st.sampled_from([1, 50, 400, 1500, 6000])),
        law=law,
        spread_percent=draw(st.integers(1, 200)),
        start=draw(st.sampled_from([0, 200])),
        init=draw(st.sampled_from([0, 300, 2500])),
        timeout_seconds=draw(st.sampled_from([1, 2, 900])),
        memory_mb=draw(st.sampled_from([128, 512, 1769, 4000])),
        cpu_percent=draw(st.sampled_from([0, 30, 100])),
        reserved=reserved,
        provisioned=provisioned,
        **more,
    )


@st.composite
def workloads(draw, most_functions=3):
    seconds = draw(st.sampled_from([2, 20, 300, 2400]))
    count = draw(st.integers(1, most_functions))
    return Workload(
        functions=tuple(draw(functions(f"f{n}", seconds)) for n in range(count)),
        seconds=seconds,
        account=draw(st.sampled_from([10, 30, 40, 60, 1000])),
        seed=draw(st.integers(0, 1000)),
        reuse=draw(st.sampled_from(Reuse)),
        idle_limit=draw(st.sampled_from([1, 300, 5000, 60_000])),
        recycle=draw(st.sampled_from([0, 0, 1, 700, 30_000])),
        allocation=draw(st.sampled_from([0, 1000, 90_000])),
        init_billed=draw(st.booleans()),
    )
