"""A short way to most verdicts: look only where the rule's paths lead, and leave to the general way what is not plain.

It is the same verdict. Fields are independent of each other as long as no two of them meet one array; then a value at a path is
enough, and the order of the paths does not matter. Where two meet, or a key of the event has a dot in it, or a key comes twice,
the short way says that it does not know.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from sim.pattern.amounts import Leaf
from sim.pattern.events import Json, Repeated
from sim.pattern.field import Field

Probe = Callable[[dict[str, Json]], bool | None]
"""Whether one field of a rule is satisfied by an event's body; None if that is not plain."""
_NOTHING = object()


def probes_of(rule: Sequence[tuple[str, Field]]) -> tuple[Probe, ...]:
    """A probe for each field of ``rule``, the cheap ones first."""
    paths = [tuple(path.split(".")) for path, _ in rule]
    going = Counter(steps[:n] for steps in paths for n in range(1, len(steps) + 1))
    found: list[tuple[int, Probe]] = []
    for (_, field), steps in zip(rule, paths, strict=True):
        alone = next((n for n in range(1, len(steps) + 1) if going[steps[:n]] == 1), len(steps) + 1)
        if "" in steps:
            found.append((9, _never_plain))
        else:
            cost = len(steps) + 3 * bool(field.tests)
            found.append((cost, _probe(steps, alone, field)))
    return tuple(probe for _, probe in sorted(found, key=lambda item: item[0]))


def verdict(probes: Sequence[Probe], body: dict[str, Json]) -> bool | None:
    """Whether a rule matches, by its probes; None if that is not plain."""
    plain = True
    for probe in probes:
        satisfied = probe(body)
        if satisfied:
            continue
        if satisfied is None:
            plain = False
        else:
            return False
    return True if plain else None


def _never_plain(body: dict[str, Json]) -> None:
    """An empty step in a path: the engine has its own ways there."""


def _probe(steps: tuple[str, ...], alone: int, field: Field) -> Probe:
    """The probe for ``field`` at ``steps``; from the step ``alone`` on no other field of the rule goes along."""
    if len(steps) == 1:
        return _at_the_top(steps[0], alone, field)
    if len(steps) == 2:
        return _one_below(steps, alone, field)
    return lambda body: _walk(body, steps, 0, alone, field)


def _at_the_top(key: str, alone: int, field: Field) -> Probe:
    texts, matches, absent, get = field.texts, field.matches, field.absent, dict.get

    def probe(body: dict[str, Json]) -> bool | None:
        leaf = get(body, key, _NOTHING)
        if type(leaf) is str:
            return leaf in texts or matches(leaf)
        if leaf is _NOTHING:
            return absent
        return _walk(leaf, (key,), 1, alone, field)

    if field.tests or field.ranges:
        return probe

    def probe_texts(body: dict[str, Json]) -> bool | None:
        leaf = get(body, key, _NOTHING)
        if type(leaf) is str:
            return leaf in texts
        return False if leaf is _NOTHING else _walk(leaf, (key,), 1, alone, field)

    return probe_texts


def _one_below(steps: tuple[str, ...], alone: int, field: Field) -> Probe:
    first, second = steps
    dotted = f"{first}.{second}"
    texts, matches, absent = field.texts, field.matches, field.absent

    def probe(body: dict[str, Json]) -> bool | None:
        inner = body.get(first)
        if type(inner) is not dict or dotted in body:
            return _walk(body, steps, 0, alone, field)
        leaf = inner.get(second, _NOTHING)
        if type(leaf) is str:
            return leaf in texts or matches(leaf)
        if leaf is _NOTHING:
            return absent
        return _walk(leaf, steps, 2, alone, field)

    return probe


def _walk(body: Json, steps: tuple[str, ...], at: int, alone: int, field: Field) -> bool | None:
    """Go on from ``body``, which the first ``at`` steps have led to."""
    while at < len(steps):
        if type(body) is not dict:
            break
        if len(steps) - at > 1 and _has_dotted(body, steps, at):
            return None
        body = body.get(steps[at], _NOTHING)
        at += 1
        if body is _NOTHING:
            return field.absent
    kind = type(body)
    if kind is list:
        return _elements(body, steps, at, field) if at >= alone else None
    if kind is Repeated:
        return None
    return field.absent if at < len(steps) or kind is dict else field.matches(body)


def _has_dotted(body: dict[str, Json], steps: tuple[str, ...], at: int) -> bool:
    """Whether a key of ``body`` goes several steps at once."""
    name = steps[at]
    for step in steps[at + 1 :]:
        name = f"{name}.{step}"
        if name in body:
            return True
    return False


def _elements(body: list[Json], steps: tuple[str, ...], at: int, field: Field) -> bool | None:
    """Whether some value below the array ``body`` will do, or, where absence will do, whether there is none."""
    leaves: list[Leaf] = []
    waiting: list[tuple[list[Json], int]] = [(body, at)]
    while waiting:
        elements, at = waiting.pop()
        for element in elements:
            value, now = element, at
            while type(value) is dict and now < len(steps):
                if _has_dotted(value, steps, now):
                    return None
                value, now = value.get(steps[now], _NOTHING), now + 1
            kind = type(value)
            if kind is list:
                if value:
                    waiting.append((value, now))
            elif kind is Repeated:
                return None
            elif now == len(steps) and kind is not dict and value is not _NOTHING:
                leaves.append(value)
    return any(map(field.matches, leaves)) or (field.absent and not leaves)
