"""The share of the new version as calls grow many, beside what was to be expected: a funnel that narrows."""

from dataclasses import dataclass

from sim.traffic.binomial import HIGH, LOW, NO_CALL, binomial, both
from sim.traffic.outcome import CallOutcome, Outcome
from sim.traffic.scenario import Scenario

MOST_POINTS = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """After so many calls: the new version's share so far, the share to expect, and where 95 % of all runs lie."""

    calls: int
    share: float
    expected: float
    low: float
    high: float


def shares(scenario: Scenario, outcome: Outcome) -> tuple[Share, ...]:
    """The share after the first calls, and then ever less often, at most ``MOST_POINTS`` times."""
    wanted = _points(outcome.calls)
    found: list[Share] = []
    before, chance, alike = NO_CALL, -1.0, 0
    expected, hits = 0.0, 0
    for count, call in enumerate(outcome.call_list, start=1):
        if call.new_chance != chance:
            before = both(before, binomial(alike, chance)) if alike else before
            chance, alike = call.new_chance, 0
        alike += 1
        expected += chance
        hits += _is_new(call, scenario)
        if count in wanted:
            spread = both(before, binomial(alike, chance))
            found.append(
                Share(
                    calls=count,
                    share=hits / count,
                    expected=expected / count,
                    low=spread.quantile(LOW) / count,
                    high=spread.quantile(HIGH) / count,
                )
            )
    return tuple(found)


def _is_new(call: CallOutcome, scenario: Scenario) -> bool:
    return bool(scenario.additional) and call.version == scenario.additional


def _points(calls: int) -> set[int]:
    """Numbers of calls to look at: each at first, then evenly, and the last."""
    step = max(1, calls // MOST_POINTS)
    return {1, calls, *range(step, calls + 1, step)} if calls else set()
