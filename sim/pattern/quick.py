"""A short way to most verdicts: look only where the rule's paths lead, as long as they lead through objects.

It is the same verdict. A value that stands in no array but its own satisfies its field whatever the other fields choose, and the
order of the paths does not matter. Where a path leads through an array, where a key of the event has a dot in it, or where a key
comes twice, the short way says that it does not know.
"""

from collections.abc import Callable, Mapping, Sequence

from sim.pattern.events import Json, Repeated
from sim.pattern.field import Field
from sim.pattern.leaves import heads_of

Probe = Callable[[dict[str, Json]], bool | None]
"""Whether one field of a rule is satisfied by an event's body; None if that is not plain."""
_NOTHING = object()
_MANY = 10_000
"""The most that one field may cost here, where nothing is counted."""
_MOST = 200_000
"""The most that all fields of a pattern may cost together."""
_LONGEST_PATH = 16
"""Steps of a path that are walked."""


def probes_of(rules: Sequence[Sequence[tuple[str, Field]]]) -> tuple[tuple[Probe, ...], ...]:
    """A probe for each field of each rule, the cheap ones first. A field that several rules share has one probe."""
    fields = {(path, id(field)): field for rule in rules for path, field in rule}
    most = min(_MANY, _MOST // max(len(fields), 1))
    costed = {(path, at): _costed(path, field, most) for (path, at), field in fields.items()}
    return tuple(_in_turn(rule, costed) for rule in rules)


def _in_turn(
    rule: Sequence[tuple[str, Field]], costed: Mapping[tuple[str, int], tuple[int, Probe]]
) -> tuple[Probe, ...]:
    longer = heads_of(path for path, _ in rule)
    found = [_NEVER if path in longer else costed[path, id(field)] for path, field in rule]
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


def one_verdict(rules: Sequence[Sequence[Probe]], body: dict[str, Json]) -> tuple[bool, Sequence[int]]:
    """Whether one of several rules matches, and the numbers of those of which it is not plain. No probe is asked twice."""
    known: dict[Probe, bool | None] = {}
    unclear: list[int] = []
    for number, probes in enumerate(rules):
        plain = True
        for probe in probes:
            satisfied = known[probe] if probe in known else known.setdefault(probe, probe(body))
            if satisfied is None:
                plain = False
            elif not satisfied:
                break
        else:
            if plain:
                return True, ()
            unclear.append(number)
    return False, unclear


def _never_plain(body: dict[str, Json]) -> None:
    """An empty step in a path, very many steps, or a path that another one goes on from."""


_NEVER: tuple[int, Probe] = 9, _never_plain


def _costed(path: str, field: Field, most: int) -> tuple[int, Probe]:
    """The probe for ``field``, after what it costs."""
    steps = tuple(path.split(".")) if path.count(".") < _LONGEST_PATH else ("",)
    return _NEVER if "" in steps else (len(steps) + 3 * bool(field.tests), _probe(steps, field, most))


def _probe(steps: tuple[str, ...], field: Field, most: int) -> Probe:
    """The probe for ``field`` at ``steps``."""
    if len(steps) == 1:
        return _at_the_top(steps[0], field, most)
    if len(steps) == 2:
        return _one_below(steps, field, most)
    return lambda body: _walk(body, steps, field, most)


def _at_the_top(key: str, field: Field, most: int) -> Probe:
    texts, matches, absent, get = field.texts, field.matches, field.absent, dict.get

    def probe(body: dict[str, Json]) -> bool | None:
        leaf = get(body, key, _NOTHING)
        if type(leaf) is str:
            return leaf in texts or matches(leaf)
        if leaf is _NOTHING:
            return absent
        return _end(leaf, field, most)

    if field.tests or field.ranges:
        return probe

    def probe_texts(body: dict[str, Json]) -> bool | None:
        leaf = get(body, key, _NOTHING)
        if type(leaf) is str:
            return leaf in texts
        return False if leaf is _NOTHING else _end(leaf, field, most)

    return probe_texts


def _one_below(steps: tuple[str, ...], field: Field, most: int) -> Probe:
    first, second = steps
    dotted = f"{first}.{second}"
    texts, matches, absent = field.texts, field.matches, field.absent

    def probe(body: dict[str, Json]) -> bool | None:
        inner = body.get(first)
        if type(inner) is not dict or dotted in body:
            return _walk(body, steps, field, most)
        leaf = inner.get(second, _NOTHING)
        if type(leaf) is str:
            return leaf in texts or matches(leaf)
        if leaf is _NOTHING:
            return absent
        return _end(leaf, field, most)

    return probe


def _walk(body: Json, steps: tuple[str, ...], field: Field, most: int) -> bool | None:
    """Go down from ``body``, the event."""
    for at, step in enumerate(steps):
        if type(body) is not dict:
            return None if type(body) is list or type(body) is Repeated else field.absent
        if at < len(steps) - 1 and _has_dotted(body, steps, at):
            return None
        body = body.get(step, _NOTHING)
        if body is _NOTHING:
            return field.absent
    return _end(body, field, most)


def _end(value: Json, field: Field, most: int) -> bool | None:
    """Whether the value at the end of the path will do."""
    kind = type(value)
    if kind is list:
        return _listed(value, field) if len(value) * field.weight <= most and list not in map(type, value) else None
    if kind is dict:
        return field.absent
    return None if kind is Repeated else field.matches(value)


def _listed(elements: list[Json], field: Field) -> bool:
    """Whether one of the values in a list, in which there is no other, will do; or whether there is none, if that will do."""
    leaves = [element for element in elements if type(element) is not dict and type(element) is not Repeated]
    return any(map(field.matches, leaves)) if leaves else field.absent


def _has_dotted(body: dict[str, Json], steps: tuple[str, ...], at: int) -> bool:
    """Whether a key of ``body`` goes several steps at once."""
    name = steps[at]
    for step in steps[at + 1 :]:
        name = f"{name}.{step}"
        if name in body:
            return True
    return False
