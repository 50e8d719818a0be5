"""Small changes of an event's text. What is not changed stays as it was written, sign by sign."""

from dataclasses import dataclass

from sim.pattern.why.spans import Span, Step, place_of
from sim.pattern.why.spelled import quoted


@dataclass(frozen=True, slots=True)
class Put:
    """A value at ``where``; with ``below``, at the end of these keys, which are made if they are not there."""

    where: tuple[Step, ...]
    json: str
    below: tuple[str, ...] = ()

    def apply(self, text: str) -> str | None:
        """``text`` with the change made; None if there is no such place."""
        place, below = place_of(text, self.where), self.below
        if place is None:
            return None
        where = self.where
        while below and (deeper := place_of(text, (*where, below[0]))):
            place, where, below = deeper, (*where, below[0]), below[1:]
        if not below or text[place.value.start] != "{":
            return _spliced(text, place.value, _nested(below, self.json))
        pair = f"{quoted(below[0])}: {_nested(below[1:], self.json)}"
        inside = text[place.value.start + 1 : place.value.end - 1]
        if not inside.strip():
            return _spliced(text, place.value, f"{{{pair}}}")
        blank = inside[: len(inside) - len(inside.lstrip())] or " "
        end = place.value.start + 1 + len(inside.rstrip())
        return _spliced(text, Span(end, end), f",{blank}{pair}")


@dataclass(frozen=True, slots=True)
class Rename:
    """Another key for a value."""

    where: tuple[Step, ...]
    key: str

    def apply(self, text: str) -> str | None:
        """``text`` with the change made; None if there is no such key."""
        place = place_of(text, self.where)
        return _spliced(text, place.key, quoted(self.key)) if place and place.key else None


@dataclass(frozen=True, slots=True)
class Remove:
    """A key, with its value, taken out."""

    where: tuple[Step, ...]

    def apply(self, text: str) -> str | None:
        """``text`` with the change made; None if there is no such place."""
        place = place_of(text, self.where)
        if place is None or not self.where:
            return None
        start = place.key.start if place.key else place.value.start
        if place.before >= 0:
            return _spliced(text, Span(place.before, place.value.end), "")
        if text[place.after : place.after + 1] == ",":
            rest = text[place.after + 1 :]
            return text[:start] + rest.lstrip()
        return _spliced(text, Span(start, place.value.end), "")


Edit = Put | Rename | Remove


def _spliced(text: str, span: Span, new: str) -> str:
    return text[: span.start] + new + text[span.end :]


def _nested(keys: tuple[str, ...], json: str) -> str:
    for key in reversed(keys):
        json = f"{{{quoted(key)}: {json}}}"
    return json
