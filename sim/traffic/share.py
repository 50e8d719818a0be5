"""The share of the new version as calls grow many, beside what was to be expected: a funnel that narrows."""

from collections import Counter
from dataclasses import dataclass

from sim.traffic.binomial import HIGH, LOW, hits_of
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
    chances: Counter[float] = Counter()
    found: list[Share] = []
    hits = 0
    for count, call in enumerate(outcome.call_list, start=1):
        chances[call.new_chance] += 1
        hits += _is_new(call, scenario)
        if count in wanted:
            spread = hits_of(chances)
            found.append(
                Share(
                    calls=count,
                    share=hits / count,
                    expected=sum(chance * times for chance, times in chances.items()) / count,
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
