"""Why nothing is found at a path of the event, though something may be near."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from sim.pattern.anything import AnythingBut
from sim.pattern.events import Event, Json, Repeated
from sim.pattern.field import Field
from sim.pattern.operators import Exists
from sim.pattern.why.found import Key, Way, way_text
from sim.pattern.why.spelled import code, shown

MOST_KEYS = 5
MOST_LOOKED_AT = 200
"""Keys or elements that are searched for something near."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Where the way to a path ends, and what is there instead."""

    way: Way
    """To the last value that was reached."""
    here: Json
    """That value."""
    rest: tuple[str, ...]
    """The steps that could not be gone."""
    near: Key | None = None
    """The key of ``here`` that may have been meant."""
    elsewhere: str = ""
    """A path at which it is there."""


def absence(event: Event, path: str, elements: Mapping[Way, int] | None = None) -> Absence:
    """Where the way to ``path`` ends in ``event``. It goes through the ``elements`` of arrays that are chosen already."""
    way, here, rest = _walk(event.body, path.split("."), elements or {})
    near = _near(here, rest) if rest else None
    elsewhere = "" if near is not None else _elsewhere(event, path)
    return Absence(way, here, rest, near, elsewhere)


def sentence(tried: Field, path: str, gap: Absence) -> str:
    """Why the event has no value at ``path``."""
    told = _told(path, gap)
    if any(isinstance(value, Exists) and value.wanted for value in tried.values) and not gap.rest:
        told = f"`exists` looks at values at the end of a path only: {told}"
    elif any(isinstance(value, AnythingBut) for value in tried.values):
        told = f"{told} `anything-but` needs a value to be there."
    return told[:1].upper() + told[1:]


def _told(path: str, gap: Absence) -> str:
    place = code(way_text(gap.way)) if gap.way else "the event"
    if not gap.rest:
        return _no_leaf(code(path), gap)
    key = code(gap.rest[0])
    if not _is_object(gap.here):
        return _no_object(place, gap)
    if gap.near is not None:
        return f"{place} has no {key}, it has {code(name_of(gap.near))}: the spelling must be the same."
    if gap.elsewhere:
        return f"{place} has no {key} at this place; the event has {code(gap.elsewhere)}."
    keys = [code(name) for name in islice(_keys(gap.here), MOST_KEYS)]
    more = len(gap.here.pairs if isinstance(gap.here, Repeated) else gap.here) - len(keys)
    known = f", only {', '.join(keys)}{f' and {more} more' if more > 0 else ''}" if keys else ""
    return f"{place} has no {key}{known}."


def inside(here: Json) -> str:
    """The first key in an object, or in the objects of a list; empty if there is none."""
    if isinstance(here, list):
        return next(filter(None, (inside(one) for one in here[:MOST_LOOKED_AT] if not isinstance(one, list))), "")
    return next(_keys(here), "") if _is_object(here) else ""


def _no_leaf(name: str, gap: Absence) -> str:
    """An object or a list without values at the end of the path."""
    if isinstance(gap.here, list):
        if not gap.here:
            return f"{name} is an empty list, with no value in it."
        return f"{name} is a list of objects or lists, without a plain value in it."
    inner = next(_keys(gap.here), None)
    if inner is None:
        return f"{name} is an empty object, with no value in it."
    return f"{name} is an object; only what stands inside it, such as {code(inner)}, can have a value."


def _no_object(place: str, gap: Absence) -> str:
    if isinstance(gap.here, list):
        return f"{place} is a list without an object in it, so there is no {code(gap.rest[0])}."
    text = gap.here if type(gap.here) is str else ""
    inside = " The engine does not read JSON that is wrapped in a text." if text.lstrip().startswith(("{", "[")) else ""
    return f"{place} is {shown(gap.here)}, no object, so there is no {code(gap.rest[0])} in it.{inside}"


def _walk(here: Json, steps: list[str], elements: Mapping[Way, int]) -> tuple[Way, Json, tuple[str, ...]]:
    """As far as the steps lead: the way, what is there, and the steps that are left."""
    way: Way = None
    while steps:
        if isinstance(here, list):
            n = elements.get(way)
            n = _element(here, steps) if n is None else n
            if n is None:
                break
            way, here = (way, n), here[n]
        elif _is_object(here):
            onward = _enter(here, steps)
            if onward is None:
                break
            key, here, taken = onward
            way, steps = (way, key), steps[taken:]
        else:
            break
    return way, here, tuple(steps)


def _element(elements: list[Json], steps: list[str]) -> int | None:
    """The first element in which the next step can be gone, else the first that has elements of its own."""
    holders = [n for n, one in enumerate(elements[:MOST_LOOKED_AT]) if _is_object(one) or isinstance(one, list)]
    fits = (n for n in holders if _is_object(elements[n]) and _enter(elements[n], steps))
    return next(fits, holders[0] if holders else None)


def _enter(here: Json, steps: list[str]) -> tuple[Key, Json, int] | None:
    """The key that goes one or more of ``steps``, its value, and how many."""
    name = ""
    for n, step in enumerate(steps[:20], 1):
        name = f"{name}.{step}" if n > 1 else step
        if isinstance(here, Repeated):
            for number, (key, value) in enumerate(here.pairs):
                if key == name:
                    return (key, number), value, n
        elif name in here:
            return name, here[name], n
    return None


def _near(here: Json, rest: tuple[str, ...]) -> Key | None:
    """The key of ``here`` that is spelled much like the next step."""
    if not _is_object(here):
        return None
    pairs: Iterator[Key] = (
        iter([(key, n) for n, (key, _) in enumerate(here.pairs)]) if isinstance(here, Repeated) else iter(here)
    )
    keys = {name_of(key): key for key in islice(pairs, MOST_LOOKED_AT)}
    wanted = rest[0][:100]
    for name, key in keys.items():
        if _letters(name) == _letters(wanted):
            return key
    close = get_close_matches(wanted, [name for name in keys if len(name) < 100], n=1, cutoff=0.8)
    return keys[close[0]] if close else None


def _letters(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


def _elsewhere(event: Event, path: str) -> str:
    """``detail.`` before the path, or what stands behind it, if the event has a value there."""
    others = [path.removeprefix("detail.")] if path.startswith("detail.") else [f"detail.{path}"]
    for other in others:
        _, here, rest = _walk(event.body, other.split("."), {})
        if not rest and not isinstance(here, list | dict | Repeated):
            return other
    return ""


def name_of(key: Key) -> str:
    """The key itself."""
    return key[0] if isinstance(key, tuple) else str(key)


def _keys(here: Json) -> Iterator[str]:
    return (key for key, _ in here.pairs) if isinstance(here, Repeated) else iter(here)


def _is_object(here: Json) -> bool:
    return isinstance(here, dict | Repeated)
