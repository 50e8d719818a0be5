"""Which rules want an amount: intervals on the line of doubles.

From left to right along the line, a rule's interval begins at one double and ends before another; between two such places the same
rules want every amount. The set at each 32nd place is kept, and those in between follow by turning over the rules that begin or end.
"""

from bisect import bisect_right
from collections.abc import Mapping
from math import inf, nextafter

from sim.pattern.index.bits import Packed, joined, packed, unpacked
from sim.pattern.numeric import Numeric

_STRIDE = 32


class Intervals:
    """The intervals of many rules, one of each."""

    __slots__ = ("_kept", "_places", "_turning")

    def __init__(self, wanted: Mapping[int, Numeric], size: int) -> None:
        turning: dict[float, list[int]] = {-inf: []}
        for rule, interval in wanted.items():
            begin, end = _ends(interval)
            if begin < end:
                turning.setdefault(begin, []).append(rule)
                turning.setdefault(end, []).append(rule)
        self._places = sorted(turning)
        self._turning: list[Packed] = [packed(turning[place], size) for place in self._places]
        self._kept: list[int] = []
        bits = 0
        for n, place in enumerate(self._places):
            bits ^= joined(turning[place])
            if n % _STRIDE == 0:
                self._kept.append(bits)

    def holding(self, amount: float) -> int:
        """The rules whose interval holds ``amount``."""
        at = bisect_right(self._places, amount) - 1
        kept = at // _STRIDE
        bits = self._kept[kept]
        for turning in self._turning[kept * _STRIDE + 1 : at + 1]:
            bits ^= unpacked(turning)
        return bits


def _ends(interval: Numeric) -> tuple[float, float]:
    """The first double inside, and the first behind."""
    begin, end = interval.bottom, interval.top
    if begin is None:
        begin = -inf
    elif not interval.with_bottom:
        begin = nextafter(begin, inf)
    if end is None:
        end = inf
    elif interval.with_top:
        end = nextafter(end, inf)
    return begin, end
