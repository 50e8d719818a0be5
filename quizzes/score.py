"""The score of a response: 1 for the key, and how much for less.

| item | score |
| --- | --- |
| single, true_false, numeric, predict | 1 for the key, else 0 |
| multiple | 1 for all keys and nothing else, else 0: the exams demand all |
| ordering | the share of all pairs of steps that stand in the right order; 1 only for the whole order |
| matching | the share of lefts that have their right |

Parts of a point are for practice. An exam counts a response only if it scores 1.
"""

from itertools import combinations
from math import isfinite

from quizzes.key import key_of
from quizzes.model import Common, Matching, Multiple, Numeric, Ordering, options_of
from quizzes.response import Chosen, Matched, Number, Ordered, Response

NEARLY = 1e-9
"""What a number may be off by because computers count in binary."""


def score(item: Common, response: Response) -> float:
    """What ``response`` is worth, 0 to 1.

    Raises:
        ValueError: the response is of another kind than the item asks for, or names an option that the item does not have.
    """
    check_response(item, response)
    key = key_of(item)
    match response, key:
        case Ordered(steps=steps), Ordered():
            pairs = list(combinations(steps, 2))
            return sum(first < second for first, second in pairs) / len(pairs)
        case Matched(rights=given), Matched(rights=wanted):
            return sum(one == other for one, other in zip(given, wanted, strict=True)) / len(wanted)
        case Number(value=given_number), Number(value=wanted_number):
            tolerance = item.tolerance if isinstance(item, Numeric) else 0
            off = abs(given_number - wanted_number)
            return float(off <= tolerance + NEARLY * max(1, abs(wanted_number)))
    return float(response == key)


def check_response(item: Common, response: Response) -> None:
    """Refuse a response that ``item`` cannot have. What comes from a browser is checked here, whatever the page allowed.

    Raises:
        ValueError: naming what is wrong with it.
    """
    match item, response:
        case Ordering(steps=steps), Ordered(steps=given):
            if sorted(given) != list(range(len(steps))):
                raise ValueError(
                    f"steps: {given} is not an order of {len(steps)} steps; name each of 0 to {len(steps) - 1} once"
                )
        case Matching(pairs=pairs, rights=rights), Matched(rights=chosen):
            if len(chosen) != len(pairs):
                raise ValueError(f"rights: {len(chosen)} of them; there must be one for each of {len(pairs)} lefts")
            _exist(chosen, len(rights), "rights")
        case _, Chosen(options=options) if options_of(item):
            _exist(options, len(options_of(item)), "options")
            if len(options) != 1 and not isinstance(item, Multiple):
                raise ValueError(f"options: {len(options)} are chosen; this item takes one")
        case _, Number(value=number) if isinstance(key_of(item), Number):
            if not isfinite(number):
                raise ValueError(f"value: {number} is not a number to reckon with; give a finite one")
        case _:
            raise ValueError(f"{item.id}: takes no {type(response).__name__}; it takes {type(key_of(item)).__name__}")


def _exist(indexes: tuple[int, ...] | frozenset[int], count: int, what: str) -> None:
    for index in indexes:
        if not 0 <= index < count:
            raise ValueError(f"{what}: there is no number {index}; there are 0 to {count - 1}")
