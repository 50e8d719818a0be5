"""Traps that lie in a pattern or an event, whatever the verdict."""

import json
from collections.abc import Iterator

from sim.facts import facts, whole
from sim.pattern.amounts import amount, number_text
from sim.pattern.anything import AnythingBut
from sim.pattern.bugs import encodable
from sim.pattern.events import Event, Repeated
from sim.pattern.field import Field
from sim.pattern.operators import EqualsIgnoreCase, Literal, PlainNumber, Prefix, Suffix, Text
from sim.pattern.pattern import Pattern
from sim.pattern.why.elements import Attempt
from sim.pattern.why.found import Sight
from sim.pattern.why.outline import Outline
from sim.pattern.why.spelled import code, cut, shown

SIZE = "eb-pattern-size-2048"
_INNER = frozenset({dict, list, Repeated})
MOST_NAMED = 3
"""Fields that are named for one and the same trap."""


def of_size(text: str) -> Iterator[str]:
    """Whether AWS would take a pattern as long as ``text``."""
    usual, most, size = whole(SIZE), int(facts()[SIZE].value_max or 0), len(text)
    if size > most:
        yield f"The pattern has {size:,} characters. The API takes at most {most:,}, blanks included."
    elif size > usual:
        yield (
            f"The pattern has {size:,} characters. A Region takes {usual:,}, blanks included, until its quota is raised; "
            f"{most:,} is the most."
        )


def of_pattern(pattern: Pattern, outline: Outline) -> Iterator[str]:
    """What is odd about the pattern."""
    for path in outline.replaced[:MOST_NAMED]:
        yield (
            f"{code(path)} is given twice in the pattern: the last list counts, and the one before it is forgotten. "
            "Two conditions on one field cannot be joined so."
        )
    if outline.rest:
        yield f"After the closing brace of the pattern stands {code(cut(outline.rest, 40))}, which nobody looks at."
    if pattern.strict:
        yield (
            "Only the engine's older compiler takes this pattern, in which `$or` is the name of a field. "
            f"The newer one says: {cut(pattern.strict).removesuffix('.')}. EventBridge itself may refuse it."
        )
    if any(map(_has_half, {written.text for rule in outline.rules for written in rule.values()})):
        yield (
            "A bug of the engine: half of a surrogate pair, such as \\ud83d alone, counts as a question mark wherever texts "
            "are not compared as a whole."
        )
    fields = {id(field): (path, field) for rule in pattern.rules for path, field in rule}
    for path, field in fields.values():
        yield from _of_field(path, field)


def _has_half(text: str) -> bool:
    if "\\ud" not in text.lower() and encodable(text) == text:
        return False
    decoded = json.dumps(json.loads(text), ensure_ascii=False)
    return encodable(decoded) != decoded


def _of_field(path: str, field: Field) -> Iterator[str]:
    name = code(path)
    for value in field.values:
        match value:
            case PlainNumber(text, None):
                yield (
                    f"{name} names {cut(text, 40)}, which a double (64-bit floating point) cannot say exactly: "
                    "only the same digits match it."
                )
            case EqualsIgnoreCase(text) if _astral(text):
                yield _two_halves(name, text)
            case Prefix(text, test) | Suffix(text, test) if test and _astral(text):
                yield _two_halves(name, text)
            case AnythingBut(texts=texts, inner="equals-ignore-case") if any(map(_astral, texts)):
                yield (
                    "A bug of the engine: where case is ignored, a sign beyond 16 bits does not match itself, so "
                    f"`anything-but` at {name} lets it pass."
                )
            case AnythingBut(texts=(), inner=str(inner)) if inner:
                yield f"A bug of the engine: the empty list inside `anything-but` at {name} matches nothing."
            case Text("true" | "false" | "null" as word):
                yield f'{name} wants the text "{word}"; without quotation marks it would want {word} itself.'
            case Literal(None) if not field.absent:
                yield f"{name} wants null to be there. A field that is missing is `exists: false`."


def _two_halves(name: str, text: str) -> str:
    return (
        f"A bug of the engine: where case is ignored, {_astral(text)} at {name} falls into two halves, each of them a "
        "question mark; it does not match itself."
    )


def _astral(text: str) -> str:
    return next((sign for sign in text if sign > "\uffff"), "")


def of_event(text: str, event: Event) -> Iterator[str]:
    """What is odd about the event."""
    rest = text[event.end :].strip()
    if rest:
        yield f"After the closing brace of the event stands {code(cut(rest, 40))}, which the engine does not look at."
    twice = _twice(event)
    if twice is not None:
        yield f"The key {code(twice)} comes twice in one object of the event: the engine sees both values."


def _twice(event: Event) -> str | None:
    """A key that comes twice in one object of the event."""
    waiting = [event.body]
    while waiting:
        body = waiting.pop()
        if type(body) is Repeated:
            seen = set[str]()
            for key, _ in body.pairs:
                if key in seen:
                    return key
                seen.add(key)
        waiting += [one for one in (body if type(body) is list else body.values()) if type(one) in _INNER]
    return None


def of_trial(tried: Attempt, sight: Sight) -> Iterator[str]:
    """What was odd when the one was tried on the other."""
    for choice in tried.choices:
        found = sight.leaves.get(choice.path, [])
        if choice.field.absent and any(one.membership for one in found) and not choice.found:
            yield (
                f"`exists: false` at {code(choice.path)} is judged by the array elements that the fields before it have "
                "chosen, in the order of their paths: what other elements hold does not count."
            )
        unlike = {id(one.leaf): one.leaf for one in found}.values()
        odd = next((leaf for leaf in unlike if amount(leaf) is None and number_text(leaf) is not None), None)
        if odd is not None:
            yield (
                f"The event's {shown(odd)} at {code(choice.path)} is a number that a double (64-bit floating point) cannot "
                "say exactly: the engine does not compare it as a number."
            )
        if choice.found and not any(value.matches(choice.found.leaf) for value in choice.field.values):
            yield (
                f"A bug of the engine: at {code(choice.path)} the digits of a number are walked as if they were those of "
                "an IP address, and so a number matches a range of addresses."
            )
