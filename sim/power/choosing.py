"""Sizes held beside each other: the cheapest, the fastest, the best value, and by how much.

What differs by half a percent or less counts as equal: Billed Duration is rounded up to whole ms, and that alone makes such differences.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from sim.power.outcome import Outcome, Size, Status
from sim.power.scenario import Scenario
from sim.power.sizing import size_of

NEAR = 1.005

Measure = Callable[[Size], float]


def outcome_of(scenario: Scenario) -> Outcome:
    """All sizes of the scenario, and which of them is what."""
    found = [size_of(scenario, memory_mb) for memory_mb in scenario.sizes]
    working = [size for size in found if size.status is Status.OK]
    cheap, fast, best = cheapest(working), fastest(working), best_value(working)
    kept = cheapest(size for size in working if size.duration <= scenario.within)
    return Outcome(
        works=len(working),
        out_of_memory=sum(size.status is Status.OUT_OF_MEMORY for size in found),
        timeouts=sum(size.status is Status.TIMEOUT for size in found),
        smallest_mb=working[0].memory_mb if working else 0,
        cheapest_mb=cheap.memory_mb if cheap else 0,
        fastest_mb=fast.memory_mb if fast else 0,
        best_value_mb=best.memory_mb if best else 0,
        within_mb=kept.memory_mb if kept else 0,
        free_mb=max((size.memory_mb for size in working if not size.usd), default=0),
        cheapest_ms=cheap.billed_ms if cheap else 0,
        cheapest_cents=cheap.cents if cheap else 0,
        fastest_ms=fast.billed_ms if fast else 0,
        fastest_cents=fast.cents if fast else 0,
        fastest_saves_percent=round(100 * (1 - fast.duration / cheap.duration)) if cheap and fast else 0,
        fastest_costs_percent=_more(fast.usd, cheap.usd) if cheap and fast else 0,
        sizes=tuple(
            replace(
                size,
                slower_percent=_more(size.duration, fast.duration) if fast and size.status is Status.OK else -1,
                dearer_percent=_more(size.usd, cheap.usd) if cheap and size.status is Status.OK else -1,
                is_cheapest=size is cheap,
                is_fastest=size is fast,
                is_best_value=size is best,
            )
            for size in found
        ),
    )


def cheapest(sizes: Iterable[Size]) -> Size | None:
    """The lowest price of the month; of equal ones the fastest."""
    return _least(sizes, lambda size: size.usd, lambda size: size.duration)


def fastest(sizes: Iterable[Size]) -> Size | None:
    """The shortest duration; of equal ones the cheapest."""
    return _least(sizes, lambda size: size.duration, lambda size: size.usd)


def best_value(sizes: Iterable[Size]) -> Size | None:
    """The smallest product of duration and price: from there on, more speed costs more than in proportion. Of equal ones the fastest."""
    return _least(sizes, lambda size: size.duration * size.usd, lambda size: size.duration)


def _least(sizes: Iterable[Size], first: Measure, then: Measure) -> Size | None:
    known = list(sizes)
    if not known:
        return None
    most = min(first(size) for size in known) * NEAR
    return min(
        (size for size in known if first(size) <= most), key=lambda size: (then(size), first(size), size.memory_mb)
    )


def _more(value: float, least: float) -> int:
    """By how many percent ``value`` is more than ``least``; -1 if that is nothing."""
    return round(100 * (value / least - 1)) if least else -1
