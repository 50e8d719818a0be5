"""A scenario in a link: the preset's id, and each field that differs from it, as text that the gate reads back.

A link is typed, cut off and passed on by people. What does not fit is told, and the preset takes its place.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sim.catalog import presets, scenario_of, simulators
from sim.gate import ContentError, read

PRESET = "preset"
LONGEST_BARE = 200
"""Characters of a text that may stand without quotes; a longer one is not worth the trying."""
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Signs that YAML takes only as an escape."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link says: a preset, the scenario's fields, and what was wrong with it."""

    preset: str
    scenario: Mapping[str, Any]
    problems: tuple[str, ...] = ()


def to_link(name: str, preset: str, given: Mapping[str, Any]) -> dict[str, str]:
    """The link's parameters for the scenario ``given``, which began as ``preset``."""
    base = presets(name)[preset].scenario
    changed = {field: value for field, value in given.items() if base.get(field) != value}
    dropped = {field: None for field in base if field not in given}
    return {PRESET: preset, **{field: _spell(value) for field, value in (changed | dropped).items()}}


def from_link(name: str, parameters: Mapping[str, str]) -> Linked:
    """The scenario that a link asks for. Parameters that are not the lab's are left alone."""
    known = presets(name)
    first = next(iter(known))
    preset = parameters.get(PRESET, first)
    if preset not in known:
        problem = f"preset: there is no {preset[:40]!r}; there are {', '.join(known)}"
        return Linked(first, known[first].scenario, (problem,))
    names = {field.name for field in fields(simulators()[name].scenario)}
    given: dict[str, Any] = dict(known[preset].scenario)
    problems: list[str] = []
    for field, text in parameters.items():
        if field not in names:
            continue
        document = read(text, field)
        if document.faults:
            problems.append(f"{field}: cannot be read; write it as the lab does")
        elif document.value is None:
            given.pop(field, None)
        else:
            given[field] = document.value
    if not problems:
        problems = _refused(name, given)
    return Linked(preset, known[preset].scenario, tuple(problems)) if problems else Linked(preset, given)


def _refused(name: str, given: Mapping[str, Any]) -> list[str]:
    try:
        scenario_of(name, given)
    except ContentError as error:
        return [
            f"{fault.place}: {fault.problem}; {fault.remedy}" if fault.place else f"{fault.problem}; {fault.remedy}"
            for fault in error.faults
        ]
    return []


def _spell(value: Any) -> str:
    """``value`` as the gate reads it back; a text that would be read as anything else stands in quotes."""
    if isinstance(value, str) and len(value) <= LONGEST_BARE and read(value, "").value == value:
        return value
    return _UNPRINTABLE.sub(
        lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    )
