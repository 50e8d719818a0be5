"""The smallest change after which the event would match. It is made on the event, and the engine is asked before it is told."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.pattern.amounts import Leaf
from sim.pattern.events import Event, Repeated, event_of_text
from sim.pattern.faults import EventError
from sim.pattern.pattern import Pattern
from sim.pattern.scenario import LONGEST_EVENT, Scenario
from sim.pattern.why.absence import Absence, absence, inside, name_of
from sim.pattern.why.advice import advice
from sim.pattern.why.edit import Edit, Put, Remove, Rename
from sim.pattern.why.elements import Choice
from sim.pattern.why.explain import Nearest, agrees, elements_of, looked_at
from sim.pattern.why.fitting import fitting
from sim.pattern.why.found import Found, Sight, steps_of, way_text
from sim.pattern.why.outline import Written
from sim.pattern.why.spans import Step
from sim.pattern.why.spelled import bare, code, json_of, said, shown

MOST_CHANGES, MOST_REMOVED = 4, 6
MOST_ARRAYS = 2_000
"""Arrays of an event whose elements can be chosen by what is missing in them."""
ENVELOPE = frozenset({"version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"})
"""Keys that AWS gives to every event: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events.html."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A change."""

    sentence: str
    event: str = ""
    """The event's text with the change made; the engine says that it matches. Empty if the change is none of the event."""


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be changed for one field."""

    words: str
    edits: tuple[Edit, ...] = ()
    """None, if it is the pattern that should change."""


def hint(
    scenario: Scenario, pattern: Pattern, event: Event, sight: Sight, near: Nearest, written: dict[str, Written]
) -> Hint:
    """What would have to change, so that ``event`` matches."""
    refusing = {choice.path: choice for choice in near.attempt.choices if not choice.satisfied}
    ordered = [refusing[path] for path in written if path in refusing]
    if pattern.strict and any("$or" in choice.path for choice in ordered):
        return Hint(advice(pattern.strict, pattern.text))
    if len(ordered) > MOST_CHANGES:
        names = ", ".join(code(choice.path) for choice in ordered[:MOST_CHANGES])
        return Hint(f"{len(ordered)} fields refuse, too many for a small change. Begin with {names}.")
    for first in (True, False):
        plan = _Plan(event, sight, elements_of(near.attempt), first=first)
        changes = {choice.path: plan.change(choice, written[choice.path].items) for choice in _by_ease(ordered, sight)}
        in_order = [changes[choice.path] for choice in ordered]
        made = _made(scenario.event, pattern, in_order)
        if made is not None:
            return Hint(f"{_sentence(in_order)} Then it matches.", bare(made))
        ours = [change for change in in_order if not change.edits]
        if ours:
            return Hint(_sentence(ours))
    return Hint(f"No small change of the event was found. Begin with {code(ordered[0].path)}.")


def _by_ease(refusing: Sequence[Choice], sight: Sight) -> list[Choice]:
    """Fields that have values first: they choose the elements in which what is missing is put."""
    return sorted(refusing, key=lambda choice: not sight.leaves.get(choice.path))


def _sentence(changes: Sequence[_Change]) -> str:
    words = "; ".join(change.words for change in changes)
    return f"{words[:1].upper()}{words[1:]}."


def _made(text: str, pattern: Pattern, changes: Sequence[_Change]) -> str | None:
    """``text`` with all changes, if it then matches."""
    changed: str | None = text
    for edit in (edit for change in changes for edit in change.edits):
        changed = edit.apply(changed) if changed is not None else None
    if changed is None or len(changed) > LONGEST_EVENT or not all(change.edits for change in changes):
        return None
    try:
        return changed if pattern.matches(event_of_text(changed)) else None
    except EventError:
        return None


@dataclass(frozen=True, slots=True)
class _Plan:
    """A change for each field that refuses, all of them in the same elements of arrays."""

    event: Event
    sight: Sight
    chosen: dict[int, int]
    """The element of each array; grows with the changes."""
    first: bool
    """Whether the smallest changes are tried: a key that is spelled otherwise gets its right name, and no more is taken out than
    what stands in the chosen elements."""

    def change(self, choice: Choice, items: Sequence[str]) -> _Change:
        """What is to be changed for the field."""
        found = self.sight.leaves.get(choice.path, [])
        if not found:
            return self._of_missing(choice, items)
        if choice.alone:
            return self._put(choice.path, choice.alone.leaf)
        one = looked_at(choice, items, found, self.chosen)
        value = fitting(choice.field, items, one.leaf, there=True)
        if value is None and choice.field.absent:
            there = [other for other in found if self.first and agrees(other.membership, self.chosen)]
            return _removal(there or found)
        if value is None:
            return _Change(f"no value was found that would fit {code(choice.path)}; change its list in the pattern")
        if not agrees(one.membership, self.chosen):
            return self._put(choice.path, value[0])
        self.chosen.update(one.membership)
        words = f"change {code(way_text(one.way))} from {shown(one.leaf)} to {_named(value[0], one.leaf)}"
        return _Change(words, (Put(steps_of(one.way), json_of(value[0])),))

    def _gap(self, path: str) -> Absence:
        """Where the way to ``path`` ends in the chosen elements; those that it goes through are chosen from now on."""
        gap = absence(self.event, path, {self.sight.arrays[array]: n for array, n in self.chosen.items()})
        numbers = {above: number for number, above in enumerate(self.sight.arrays[:MOST_ARRAYS])}
        way = gap.way
        while way is not None:
            above, key = way
            if isinstance(key, int) and above in numbers:
                self.chosen.setdefault(numbers[above], key)
            way = above
        return gap

    def _put(self, path: str, value: Leaf) -> _Change:
        """Put the value into the elements that are chosen."""
        gap = self._gap(path)
        words = f"put {shown(value)} into {code(_spelled(gap))}"
        return _Change(words, (Put(steps_of(gap.way), json_of(value), gap.rest),))

    def _of_missing(self, choice: Choice, items: Sequence[str]) -> _Change:
        """Add what is not there, or give its right name to what may be it."""
        gap = self._gap(choice.path)
        renamed = _renamed(gap) if gap.rest and gap.near is not None and self.first else None
        if renamed:
            return renamed
        path, steps, place = code(choice.path), steps_of(gap.way), code(way_text(gap.way))
        if gap.elsewhere:
            return _Change(f"in the pattern, write {code(gap.elsewhere)} instead of {path}: the event has it there")
        value = fitting(choice.field, items, "", there=False)
        if value is None:
            return _Change(f"no value was found that would fit {path}; change its list in the pattern")
        text = json_of(value[0])
        if not gap.rest:
            inner = inside(gap.here)
            if inner:
                return _Change(f"in the pattern, name a value inside {path}, such as {code(f'{choice.path}.{inner}')}")
            new = f"[{text}]" if isinstance(gap.here, list) else text
            return _Change(f"put {said(value[0])} into {path}", (Put(steps, new),))
        if _wrapped(gap.here):
            words = f"send {place} as an object, not as a text with JSON in it"
            return _Change(words, (Put(steps, gap.here),))
        put = Put(steps, text, gap.rest)
        if isinstance(gap.here, dict | Repeated):
            return _Change(f"add {code(_spelled(gap))} with {said(value[0])}", (put,))
        return _Change(f"make {place} an object that has {code('.'.join(gap.rest))} with {said(value[0])}", (put,))


def _spelled(gap: Absence) -> str:
    """The whole path, with the elements that are gone through."""
    return ".".join(filter(None, (way_text(gap.way), *gap.rest)))


def _named(value: Leaf, before: Leaf) -> str:
    """The new value; with the word for its kind, if that changes."""
    return shown(value) if type(value) is type(before) else said(value)


def _removal(found: Iterable[Found]) -> _Change:
    """Take out each of the values."""
    ways: dict[tuple[Step, ...], str] = {}
    for one in found:
        way = one.way
        while way is not None and isinstance(way[1], int):  # of an array of plain values no single one is taken out
            way = way[0]
        ways[steps_of(way)] = code(way_text(way))
        if len(ways) == MOST_REMOVED:  # with more than that it is no small change, and will not match
            break
    words = f"take {' and '.join(ways.values())} out of the event"
    return _Change(words, tuple(map(Remove, ways)))


def _renamed(gap: Absence) -> _Change | None:
    assert gap.near is not None
    meant, wanted = name_of(gap.near), gap.rest[0]
    if gap.way is None and meant in ENVELOPE:
        return _Change(f"in the pattern, write {code(meant)} instead of {code(wanted)}: AWS names it so in every event")
    way = (gap.way, gap.near)
    return _Change(f"rename {code(way_text(way))} to {code(wanted)}", (Rename(steps_of(way), wanted),))


def _wrapped(here: object) -> bool:
    """Whether a text has a JSON object in it."""
    if type(here) is not str:
        return False
    try:
        return isinstance(json.loads(here), dict)
    except (ValueError, RecursionError):
        return False
