"""A time axis that folds the quiet: long stretches in which nothing begins or ends take a short, fixed width.

Lambda's times go from 100 ms of a handler to 10 minutes of idling. To scale, one of the two cannot be seen.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sim.draw.arrange import folds

SHARE = 0.08
"""The width of a fold, as a share of all that is not folded."""
WORTH = 2
"""So many times as long as a fold is wide must a stretch be, or it is drawn to scale."""
MOST = 60
"""Of more folds none has the width to be seen."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A piecewise linear map from moments to 0 … 1."""

    moments: tuple[int, ...]
    at: tuple[float, ...]
    """Where each of ``moments`` lies."""
    folds: tuple[tuple[int, int], ...]
    """The stretches that are folded, as start and end."""

    def place(self, moment: int) -> float:
        """Where ``moment`` lies, 0 at the first and 1 at the last."""
        n = min(max(bisect_right(self.moments, moment), 1), len(self.moments) - 1)
        start, end = self.moments[n - 1], self.moments[n]
        share = (moment - start) / (end - start)
        return self.at[n - 1] + (self.at[n] - self.at[n - 1]) * min(max(share, 0.0), 1.0)


def worth_folding(moments: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Stretches of ``folds``, in order, that take far less room when they are folded, and are few enough to be seen.

    So a steady stream is drawn to scale, even if many of its gaps are of 1 ms and all of its pauses are long beside these.
    """
    marks = sorted({0, *moments})
    found = folds(marks)
    lively = marks[-1] - sum(end - start for start, end in found)
    shortest = 0
    for n, length in enumerate(sorted(end - start for start, end in found)):
        if length > WORTH * SHARE * lively and len(found) - n <= MOST:
            break
        lively += length
        shortest = length
    return tuple((start, end) for start, end in found if end - start > shortest)


def folded(moments: Iterable[int]) -> Axis:
    """An axis over ``moments`` on which no quiet stretch takes much room."""
    marks = sorted({0, *moments})
    if len(marks) == 1:
        marks.append(marks[0] + 1)
    quiet = worth_folding(marks)
    edges = sorted({*marks, *(edge for fold in quiet for edge in fold)})
    hidden = set(quiet)
    lively = (edges[-1] - edges[0]) - sum(end - start for start, end in quiet)
    widths = [SHARE * lively if stretch in hidden else stretch[1] - stretch[0] for stretch in pairwise(edges)]
    total = sum(widths)
    at = [0.0]
    for width in widths:
        at.append(at[-1] + width / total)
    at[-1] = 1.0
    return Axis(tuple(edges), tuple(at), quiet)
