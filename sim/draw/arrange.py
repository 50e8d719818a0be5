"""What the picture needs beyond the trace: quiet time to fold, rows for marks that overlap, counters that add up."""

from collections import Counter as Tally
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import combinations, pairwise

from sim.trace import Counter, Span

BRISK = 30
"""A stretch is quiet if it lasts this many times a short gap (the lower quartile)."""


def folds(moments: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Stretches, in order, that the time axis may fold: long ones in which nothing starts or ends.

    Long is relative to the trace itself: far above its short gaps, and more than the lively time leaves room for. The
    shortest of the quiet stretches stay while they take no more than half of the picture. Some of the quiet stays at
    both sides of a fold, too, so that one sees what goes into it and what comes out.
    """
    gaps = [(later - earlier, earlier) for earlier, later in pairwise(sorted({0, *moments}))]
    if len(gaps) < 2:
        return ()
    lengths = sorted(length for length, _ in gaps)
    short = lengths[len(lengths) // 4]
    lively = sum(length for length in lengths if length <= BRISK * short)
    long = BRISK * short
    spent = 0
    for length, times in sorted(Tally(length for length in lengths if length > long).items()):
        spent += length * times
        if spent > lively:
            break
        long = length
    margin = max(1, min(short // 3, lively // 40))
    return tuple((start + margin, start + length - margin) for length, start in gaps if length > max(long, 2 * margin))


def stack(spans: Sequence[Span]) -> list[int]:
    """A row for each span, which must come by start: the lowest row of its lane that is free by then."""
    rows = []
    busy: dict[str, list[tuple[int, int]]] = {}
    free: dict[str, list[int]] = {}
    for span in spans:
        taken, idle = busy.setdefault(span.lane, []), free.setdefault(span.lane, [])
        while taken and taken[0][0] <= span.start:
            heappush(idle, heappop(taken)[1])
        row = heappop(idle) if idle else len(taken)
        heappush(taken, (span.end, row))
        rows.append(row)
    return rows


def balance(counters: Sequence[Counter]) -> tuple[int, tuple[int, ...]] | None:
    """The first counter that is always the sum of others, and those others: ``arrived = answered + in flight``.

    Decided by what the counters count, not by how a run turned out, so the equation cannot fail at any moment.
    Of several sums the longest is taken: it hides nothing.
    """
    weights = [_weights(counter) for counter in counters]
    for whole, weight in enumerate(weights):
        others = [n for n in range(len(counters)) if n != whole]
        for size in range(len(others), 1, -1):
            for parts in combinations(others, size):
                if weight and _sum(weights[part] for part in parts) == weight:
                    return whole, parts
    return None


def _weights(counter: Counter) -> dict[str, int]:
    tally = Tally(counter.plus)
    tally.subtract(counter.minus)
    return {kind: weight for kind, weight in tally.items() if weight}


def _sum(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Tally[str] = Tally()
    for part in parts:
        for kind, weight in part.items():
            total[kind] += weight
    return {kind: weight for kind, weight in total.items() if weight}
