"""How many of n calls hit, if each hits with its own chance: the exact distribution, its quantiles, and the chance of none.

The middle 95 % of a binomial distribution reaches from its quantile 0.025 to its quantile 0.975. Tails below 1e-12 are left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log
from operator import mul

LOW, HIGH = 0.025, 0.975
_NEGLIGIBLE = 1e-12


@dataclass(frozen=True, slots=True)
class Distribution:
    """Chances of ``start`` hits, one more, and so on. What lies outside is as good as impossible."""

    start: int
    chances: Sequence[float]

    def quantile(self, share: float) -> int:
        """The least number of hits that is not exceeded in at least this ``share`` of all runs."""
        total = 0.0
        for hits, chance in enumerate(self.chances, start=self.start):
            total += chance
            if total >= share - 1e-12:
                return hits
        return self.start + len(self.chances) - 1


NO_CALL = Distribution(0, (1.0,))


def hits_of(chances: Mapping[float, int]) -> Distribution:
    """The distribution of the hits of so many calls (values) with these chances (keys)."""
    whole = NO_CALL
    for chance, calls in chances.items():
        whole = both(whole, binomial(calls, chance))
    return whole


def none_of(chances: Mapping[float, int]) -> float:
    """The chance that no call hits."""
    product = 1.0
    for chance, calls in chances.items():
        product *= (1 - chance) ** calls
    return product


def binomial(calls: int, chance: float) -> Distribution:
    """The distribution of the hits of so many calls with one chance."""
    if chance in (0.0, 1.0):
        return Distribution(round(calls * chance), (1.0,))
    middle = min(calls, int((calls + 1) * chance))
    mode = exp(
        lgamma(calls + 1)
        - lgamma(middle + 1)
        - lgamma(calls - middle + 1)
        + middle * log(chance)
        + (calls - middle) * log(1 - chance)
    )
    odds = chance / (1 - chance)
    below, at = [], mode
    for hits in range(middle, 0, -1):
        at *= hits / ((calls - hits + 1) * odds)
        if at < _NEGLIGIBLE:
            break
        below.append(at)
    above, at = [], mode
    for hits in range(middle, calls):
        at *= (calls - hits) / (hits + 1) * odds
        if at < _NEGLIGIBLE:
            break
        above.append(at)
    return Distribution(middle - len(below), (*reversed(below), mode, *above))


def both(one: Distribution, other: Distribution) -> Distribution:
    """The distribution of the hits of one and the other together."""
    few, many = sorted((one.chances, other.chances), key=len)
    spread, back = (*many, *([0.0] * (len(few) - 1))), tuple(reversed(few))
    padded = (*([0.0] * (len(few) - 1)), *spread)
    sums = [sum(map(mul, back, padded[place : place + len(few)])) for place in range(len(spread))]
    return _without_tails(one.start + other.start, sums)


def _without_tails(start: int, chances: Sequence[float]) -> Distribution:
    likely = [place for place, chance in enumerate(chances) if chance >= _NEGLIGIBLE]
    first, last = (likely[0], likely[-1]) if likely else (0, len(chances) - 1)
    return Distribution(start + first, chances[first : last + 1])
