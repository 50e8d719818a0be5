"""The lists of a pattern as they were written: for each flat rule, the text and the line of the list that each path got.

The pattern has been compiled already, so it is JSON, and ``$or`` and keys that come twice mean here what they mean there.
"""

import json
import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.pattern.compiling import OR
from sim.pattern.levels import end_of_value
from sim.pattern.why.spans import tokens


@dataclass(frozen=True, slots=True)
class Written:
    """The list of a field."""

    line: int
    text: str
    items: tuple[str, ...]
    """The text of each of its values."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A pattern's flat rules as they were written."""

    rules: tuple[dict[str, Written], ...]
    """By path, in the order of the text."""
    replaced: tuple[str, ...]
    """Paths that were given twice, so that the first list does not count."""
    rest: str
    """What stands after the closing brace."""


@dataclass(slots=True)
class _Reader:
    text: str
    older: bool
    """Whether ``$or`` is a field like any other."""
    signs: Iterator[re.Match[str]]
    breaks: list[int]
    steps: list[str] = field(default_factory=list)
    replaced: dict[str, None] = field(default_factory=dict)

    def object(self, rules: list[dict[str, Written]]) -> None:
        """Read on to the end of an object whose opening was read."""
        for sign in self.signs:
            if sign[0] == "}":
                return
            if sign[0] == ",":
                continue
            key = json.loads(sign[0])
            next(self.signs)
            opening = next(self.signs)
            if key == OR and not self.older:
                self._or(rules)
            elif opening[0] == "{":
                self.steps.append(key)
                self.object(rules)
                self.steps.pop()
            else:
                self._list(rules, key, opening)

    def _or(self, rules: list[dict[str, Written]]) -> None:
        before = rules[:] or [{}]
        rules.clear()
        for sign in self.signs:
            if sign[0] == "]":
                return
            if sign[0] == "{":
                branch = [dict(rule) for rule in before]
                self.object(branch)
                rules += branch

    def _list(self, rules: list[dict[str, Written]], step: str, opening: re.Match[str]) -> None:
        items, depth, start, end, sign = list[str](), 1, -1, -1, opening
        while depth:
            sign = next(self.signs)
            depth += (sign[0] in "[{") - (sign[0] in "]}")
            if depth == 0 or (depth == 1 and sign[0] == ","):
                items.append(self.text[start:end])
                start = -1
            else:
                start = sign.start() if start < 0 else start
                end = sign.end()
        line = bisect(self.breaks, opening.start()) + 1
        written = Written(line, self.text[opening.start() : sign.end()], tuple(items))
        above = ".".join(self.steps)
        path = f"{above}.{step}" if above else step
        if not rules:
            rules.append({})
        for rule in rules:
            if path in rule:
                self.replaced[path] = None
            rule[path] = written


def outline_of(text: str, *, older: bool) -> Outline:
    """The outline of ``text``, a pattern that was taken: by the ``older`` compiler alone, or by the newer."""
    signs = tokens(text)
    next(signs)
    breaks = [at.start() for at in re.finditer("\n", text)]
    reader, rules = _Reader(text, older, signs, breaks), list[dict[str, Written]]()
    reader.object(rules)
    return Outline(tuple(rules), tuple(reader.replaced), text[end_of_value(text) :].strip())
