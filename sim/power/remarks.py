"""What a run says against what many believe: that more memory is always dearer, that the smallest size is the cheapest, and the like."""

from collections.abc import Iterator

from sim.billing.power import ONE_VCPU_MB
from sim.power.choosing import NEAR
from sim.power.outcome import Outcome, Size, Status
from sim.power.scenario import Scenario
from sim.power.words import mb, ms, usd

FAR = 1.5
"""So many times as fast is worth a remark."""


def remarks(scenario: Scenario, outcome: Outcome) -> tuple[str, ...]:
    """Sentences about these sizes, none that any other run would get too."""
    working = [size for size in outcome.sizes if size.status is Status.OK]
    return tuple(_remarks(scenario, outcome, working))


def _remarks(scenario: Scenario, outcome: Outcome, working: list[Size]) -> Iterator[str]:
    yield from _failing(scenario, outcome)
    if not working:
        return
    yield from _wish(scenario, outcome, working)
    if scenario.cpu_percent == 0:
        yield "It only waits, so no size is faster than another. What is above the least that it needs is paid for nothing."
        return
    yield from _free_speed(working)
    idle = [size for size in working if size.memory_mb > scenario.threads * ONE_VCPU_MB]
    if idle:
        threads = "one thread gets" if scenario.threads == 1 else f"{scenario.threads} threads get"
        sizes = "At 1 size" if len(idle) == 1 else f"At {len(idle)} sizes"
        yield (
            f"Above {mb(scenario.threads * ONE_VCPU_MB)} {threads} no faster. {sizes} CPU is paid for that lies idle; "
            f"{mb(idle[-1].memory_mb)} cost {usd(idle[-1].usd)} a month."
        )


def _failing(scenario: Scenario, outcome: Outcome) -> Iterator[str]:
    if outcome.out_of_memory:
        sizes = "1 size is" if outcome.out_of_memory == 1 else f"{outcome.out_of_memory} sizes are"
        yield (
            f"{sizes} out of memory: the function needs {mb(scenario.used_mb)}. The time until it is killed is billed, "
            "and nothing is done."
        )
    late = [size for size in outcome.sizes if size.status is Status.TIMEOUT]
    if late:
        yield (
            f"At {mb(late[-1].memory_mb)} it is not done after {ms(scenario.timeout)}. A timeout is billed in full: "
            f"{usd(late[-1].usd)} a month for nothing."
        )


def _wish(scenario: Scenario, outcome: Outcome, working: list[Size]) -> Iterator[str]:
    if not scenario.within:
        return
    if not outcome.within_mb:
        yield f"No size answers within {ms(scenario.within)}."
        return
    kept = next(size for size in working if size.memory_mb == outcome.within_mb)
    yield (
        f"The cheapest that answers within {ms(scenario.within)} is {mb(kept.memory_mb)}: {ms(kept.duration)} for {usd(kept.usd)} a month."
    )


def _free_speed(working: list[Size]) -> Iterator[str]:
    """The largest size that costs as much as the smallest does, or less, if it is much faster."""
    small = working[0]
    same = [size for size in working if size.usd <= small.usd * NEAR]
    most = min(same, key=lambda size: size.duration)
    times = small.duration / most.duration
    if times < FAR:
        return
    if not small.usd:
        yield f"The free tier covers {mb(most.memory_mb)} as it does {mb(small.memory_mb)}, and a call is {times:.3g} times as fast there."
        return
    yield (
        f"{mb(most.memory_mb)} cost {usd(most.usd)} a month, no more than {mb(small.memory_mb)}, and answer {times:.3g} times as fast: "
        "twice the CPU for half the time costs the same."
    )
