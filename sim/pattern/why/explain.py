"""A flat rule tried on an event, field by field, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sim.pattern.events import Event
from sim.pattern.faults import EventError
from sim.pattern.field import Field
from sim.pattern.leaves import Membership
from sim.pattern.operators import Exists
from sim.pattern.pattern import Pattern
from sim.pattern.scenario import FieldOutcome
from sim.pattern.why.absence import absence, sentence
from sim.pattern.why.elements import Attempt, Choice, attempt
from sim.pattern.why.found import Found, Sight, element_of, way_text
from sim.pattern.why.outline import Written
from sim.pattern.why.reasons import agreement, refusal
from sim.pattern.why.spelled import bare, code, listed, said, shown
from sim.pattern.why.tries import Tries
from sim.pattern.why.unlike import Refusal

MATCH, REFUSED, MISSING, OTHER_ELEMENT = "match", "refused", "missing", "other_element"
MOST_BRANCHES = 50
"""Branches of ``$or`` that are looked at closely."""
MOST_LEAVES, MOST_VALUES = 30, 60
"""Of one field: values of the event, and of the pattern, that are held against each other."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The branch that matched, or came nearest."""

    number: int
    """From 0."""
    attempt: Attempt


def nearest(pattern: Pattern, event: Event, tries: Tries, *, matched: bool) -> Nearest:
    """The branch that matched, if the event matches; else the one with the fewest refusals, the first of these."""
    if matched:
        hit = _first_match(pattern, event)
        return Nearest(hit, attempt(pattern.rules[hit], tries, matched=True))
    ranked = []
    for n, rule in enumerate(pattern.rules):
        ranked.append((tries.surely_refused(rule), n))
        if tries.exhausted:
            break
    best: Nearest | None = None
    for refused, n in sorted(ranked)[:MOST_BRANCHES]:
        if best and refused >= best.attempt.refused:
            break
        tried = Nearest(n, attempt(pattern.rules[n], tries, matched=False))
        if best is None or tried.attempt.refused < best.attempt.refused:
            best = tried
    assert best is not None
    return best


def _first_match(pattern: Pattern, event: Event) -> int:
    """The number of the first flat rule that matches ``event``: the engine is asked for half of them, a quarter, and so on."""
    low, high = 0, len(pattern.rules) - 1
    while low < high:
        middle = (low + high) // 2
        half = slice(low, middle + 1)
        some = Pattern(pattern.text, pattern.rules[half], pattern.strict, pattern.paths, pattern.probes[half])
        try:
            hit = some.matches(event)
        except EventError:
            hit = False
        low, high = (low, middle) if hit else (middle + 1, high)
    return low


def field_outcome(choice: Choice, written: Written | None, tried: Attempt, event: Event, sight: Sight) -> FieldOutcome:
    """What became of one field."""
    found, others = sight.leaves.get(choice.path, []), sight.others.get(choice.path, [])
    outcome, reason, element = _told(choice, written, tried, event, sight)
    return FieldOutcome(
        path=bare(choice.path),
        line=written.line if written else 0,
        wanted=bare(written.text) if written else "",
        got="" if choice.absent else _got(found, others),
        outcome=outcome,
        reason=bare(reason),
        element=bare(element),
    )


def _told(choice: Choice, written: Written | None, tried: Attempt, event: Event, sight: Sight) -> tuple[str, str, str]:
    """Outcome, reason, and the array element that was looked at."""
    items, found = written.items if written else (), sight.leaves.get(choice.path, [])
    if choice.found:
        return MATCH, _agreement(choice.field, items, choice.found), element_of(choice.found.way)
    if choice.absent:
        element = _without(found, tried, sight)
        where = f" in {code(element)}" if element else ""
        return MATCH, f"Nothing is there{where}, as `exists: false` wants.", element
    if not found:
        elements = {sight.arrays[array]: n for array, n in elements_of(tried).items()}
        return MISSING, sentence(choice.field, choice.path, absence(event, choice.path, elements)), ""
    if choice.alone:
        return OTHER_ELEMENT, _elsewhere(choice.alone, tried), element_of(choice.alone.way)
    told, one = _refusal(choice, items, found, elements_of(tried))
    if choice.field.absent and one.membership and not _bound_before(choice, one, tried):
        told += " No field before it, in the order of paths, has chosen an element, so that none may have it."
    return REFUSED, told, element_of(one.way)


def _bound_before(choice: Choice, one: Found, tried: Attempt) -> bool:
    """Whether a field before has chosen an element of an array in which the value stands."""
    order = [other.path for other in tried.choices]
    before = set(order[: order.index(choice.path)])
    return any(array in tried.chosen and tried.chosen[array][1] in before for array, _ in one.membership)


def _without(found: Sequence[Found], tried: Attempt, sight: Sight) -> str:
    """The chosen element that has nothing at the path, though others have; empty if nothing is there at all."""
    met = {array for one in found[:MOST_LEAVES] for array, _ in one.membership if array in tried.chosen}
    return f"{way_text(sight.arrays[max(met)])}[{tried.chosen[max(met)][0]}]" if met else ""


def looked_at(choice: Choice, items: Sequence[str], found: Sequence[Found], chosen: Mapping[int, int]) -> Found:
    """Of the values ``found`` at the path of a field that is refused, the one that comes nearest, in the ``chosen`` elements."""
    return _refusal(choice, items, found, chosen)[1]


def elements_of(tried: Attempt) -> dict[int, int]:
    """The element of each array that was chosen."""
    return {array: n for array, (n, _) in tried.chosen.items()}


def agrees(membership: Membership, chosen: Mapping[int, int]) -> bool:
    """Whether what stands in these elements stands in the ``chosen`` ones."""
    return all(chosen.get(array, n) == n for array, n in membership)


def _agreement(tried: Field, items: Sequence[str], found: Found) -> str:
    for n, value in enumerate(tried.values):
        if value.matches(found.leaf):
            return agreement(value, items[n] if n < len(items) else "", found.leaf)
    return (
        f"A bug of the engine: the digits of {said(found.leaf)} are taken for those of an IP address, "
        "and lie in the range that is wanted."
    )


def _refusal(
    choice: Choice, items: Sequence[str], found: Sequence[Found], chosen: Mapping[int, int]
) -> tuple[str, Found]:
    """The reason of the value that comes nearest, and that value. What stands in the chosen elements goes first."""
    near = list(islice((one for one in found if agrees(one.membership, chosen)), MOST_LEAVES)) or found
    best: tuple[Refusal, Found] | None = None
    values = choice.field.values
    pairs = list(zip(values, items, strict=False))[:MOST_VALUES]
    for one in near[:MOST_LEAVES]:
        for value, item in pairs:
            if isinstance(value, Exists) and len(values) > 1:
                continue
            told = refusal(value, item, one.leaf)
            if best is None or told.distance < best[0].distance:
                best = told, one
    if best is None:
        return f"The event has {said(near[0].leaf)}.", near[0]
    told, one = best
    wanted, there = len(values), len(found)
    opening = ""
    if wanted > 1 and there > 1:
        opening = f"None of the {there:,} values there is one of the {wanted} that are wanted. "
    elif wanted > 1:
        opening = f"None of the {wanted} wanted values fits. "
    elif there > 1:
        opening = f"None of the {there:,} values there fits. "
    return f"{opening}{told.sentence}", one


def _elsewhere(alone: Found, tried: Attempt) -> str:
    """The value that would do is in an element that is not chosen."""
    there = code(element_of(alone.way))
    for array, n in alone.membership:
        chosen, by = tried.chosen.get(array, (n, ""))
        if chosen != n:
            here = code(_sibling(alone, array, chosen))
            return (
                f"{shown(alone.leaf)} in {there} would fit, but {code(by)} has chosen {here}: "
                "fields of one array must fit in the same element."
            )
    return f"{shown(alone.leaf)} in {there} would fit, but not in an element in which all other fields fit, too."


def _sibling(alone: Found, array: int, chosen: int) -> str:
    """The element ``chosen`` of the array, in which ``alone`` stands in another."""
    at = [number for number, _ in alone.membership].index(array)
    ways = []
    way = alone.way
    while way is not None:
        if isinstance(way[1], int):
            ways.append(way)
        way = way[0]
    outward = ways[::-1]
    return f"{way_text(outward[at][0])}[{chosen}]"


def _got(found: Sequence[Found], others: Sequence[object]) -> str:
    """The values at the path as JSON text."""
    if found:
        several = len(found) > 1 or element_of(found[0].way)
        return listed((shown(one.leaf) for one in found), len(found)) if several else shown(found[0].leaf)
    if not others:
        return ""
    first = others[0]
    if isinstance(first, list):
        return "[]" if not first else "[…]"
    return "{…}" if first else "{}"
