"""What a target is handed: the event, a constant, a part of the event, or a template filled from it.

EventBridge puts values into a template as text. Where a value stands decides its form:

| the value is | in quotes, in a template that is a text | in quotes, in a template that is JSON | as a value of JSON |
| --- | --- | --- | --- |
| a string | as it is, not escaped | as it is, not escaped | in quotes |
| a number, true, false, null | its text | its text | its text |
| an object or a list | its text without any quotes | its text: the result is no JSON | its text |
| missing | nothing | nothing | ``""`` |

What comes out must be JSON, or the target gets nothing. Recorded from AWS, but for the second column of the first row, null, and how
a string with quotes in it stands as a value: the page says both that values are not escaped and that the quotes that EventBridge adds
make valid JSON. We take it that the second holds there.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.bus.paths import MISSING, Missing, is_known, value_at
from sim.bus.spelling import Json, is_json, minified, quoted, read_json, spell
from sim.bus.target import Target, Transformer

RESERVED = tuple(
    f"aws.events.{name}" for name in ("rule-arn", "rule-name", "event.ingestion-time", "event", "event.json")
)
_PLACE = re.compile(r"<([^<>]+)>")
_EVENT_FIELDS = ("id", "account", "detail-type", "time", "source", "region", "resources", "version")
"""In the order in which AWS writes ``aws.events.event``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What a target is handed."""

    text: str
    valid: bool = True
    """Whether it is JSON. If not, it is not delivered."""
    note: str = ""
    """What a learner should know of it: a sentence, or nothing."""
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What the reserved variables tell of the rule and of the event's arrival."""

    arn: str
    name: str
    ingestion_time: str


def input_of(target: Target, event: str, rule: Rule) -> Handed:
    """What ``target`` is handed of ``event``, an envelope as JSON text."""
    if target.input:
        return Handed(text=target.input, note="A constant: nothing of the event is in it.", fact="eb-target-one-input")
    if target.input_path:
        return _part(target.input_path, event)
    if target.transformer:
        return fill(target.transformer, event, rule)
    return Handed(text=event)


def problem_of(target: Target) -> str:
    """Why PutTargets refuses ``target``, in AWS's words where they are recorded; empty if it takes it."""
    if target.input and not is_json(target.input):
        return f"JSON syntax error in input for target {target.id}"
    if not target.transformer:
        return ""
    for place in _places(target.transformer.template):
        if place.name not in (*target.transformer.paths, *RESERVED):
            return f"InputTemplate for target {target.id} contains invalid placeholder {place.name}."
        if place.is_key:
            return f"InputTemplate for target {target.id} has the placeholder {place.name} as the key of an object."
    return ""


def fill(transformer: Transformer, event: str, rule: Rule) -> Handed:
    """The template with its placeholders filled from ``event``."""
    body = read_json(event)
    values: dict[str, Json | Missing] = {name: value_at(path, body) for name, path in transformer.paths.items()}
    values |= _reserved(body, rule)
    template = transformer.template
    is_text = template.lstrip().startswith('"')
    parts: list[str] = []
    at = 0
    for place in _places(template):
        parts += [template[at : place.start], _spelled(values[place.name], place, is_text=is_text)]
        at = place.end
    filled = "".join((*parts, template[at:]))
    if is_json(filled):
        return Handed(text=minified(filled), note=_note_of_missing(transformer, values), fact=_fact_of(values))
    return Handed(text=filled, valid=False, note=_why_invalid(template, values), fact="eb-transformer-quotes")


@dataclass(frozen=True, slots=True)
class _Place:
    """A placeholder of a template."""

    name: str
    start: int
    end: int
    in_quotes: bool
    is_key: bool


def _places(template: str) -> Iterator[_Place]:
    quotes = _quotes(template)
    for found in _PLACE.finditer(template):
        start, end = found.span()
        before = [at for at in quotes if at < start]
        in_quotes = len(before) % 2 == 1
        after = next((at for at in quotes if at >= end), len(template)) + 1 if in_quotes else end
        yield _Place(found[1], start, end, in_quotes, template[after:].lstrip().startswith(":"))


def _quotes(template: str) -> list[int]:
    """Where strings begin and end: the quotes that no backslash stands before."""
    return [found.start() for found in re.finditer(r'\\.|(")', template, re.DOTALL) if found[1]]


def _spelled(value: Json | Missing, place: _Place, *, is_text: bool) -> str:
    match value:
        case Missing():
            return "" if place.in_quotes else '""'
        case dict() | list() if place.in_quotes and is_text:
            return spell(value).replace('\\"', '"').replace('"', "")
        case str() if place.in_quotes:
            return value
        case _:
            return spell(value)


def _reserved(body: Json, rule: Rule) -> Mapping[str, Json]:
    without_detail = {
        "detailType" if name == "detail-type" else name: body[name] for name in _EVENT_FIELDS if name in body
    }
    return dict(zip(RESERVED, (rule.arn, rule.name, rule.ingestion_time, without_detail, body), strict=True))


def _part(path: str, event: str) -> Handed:
    value = value_at(path, read_json(event), brackets=True)
    if value is MISSING:
        told = f"There is nothing at {path}. AWS does not say what it does then; here nothing is delivered."
        return Handed(text="", valid=False, note=told)
    told = "Only this part of the event."
    return Handed(text=spell(value), note=told, fact="eb-target-one-input")


def _missing(transformer: Transformer, values: Mapping[str, Json | Missing]) -> list[str]:
    used = {place.name for place in _places(transformer.template)}
    return [name for name in transformer.paths if name in used and values[name] is MISSING]


def _note_of_missing(transformer: Transformer, values: Mapping[str, Json | Missing]) -> str:
    told = []
    for name in _missing(transformer, values):
        path = transformer.paths[name]
        why = "is not in the event" if is_known(path) else "is no path that EventBridge knows"
        told.append(f"{quoted(path)} {why}, so <{name}> is empty.")
    return " ".join(told)


def _fact_of(values: Mapping[str, Json | Missing]) -> str:
    return "eb-transformer-missing-path" if MISSING in values.values() else "eb-input-transformer"


def _why_invalid(template: str, values: Mapping[str, Json | Missing]) -> str:
    """Which of the usual mistakes it is."""
    for place in _places(template):
        value = values[place.name]
        if place.in_quotes and isinstance(value, dict | list):
            return f"<{place.name}> is an object or a list and stands in quotes, so the result is no JSON. Leave the quotes out."
        if place.in_quotes and isinstance(value, str) and any(sign in '"\\' or sign < " " for sign in value):
            told = f"The value of <{place.name}> has a quote, a backslash or a line break in it."
            return f"{told} It is not escaped, so the result is no JSON."
    if not template.lstrip().startswith(('"', "{", "[", "<")):
        return "A template that is a text must stand in quotes. Without them the result is no JSON."
    return "The filled template is no JSON."
