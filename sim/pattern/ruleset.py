"""Which of these rules does an event fire? All of them at once, not one after the other.

A set of rules is a whole number, a bit a rule (``index.bits``). The paths of all rules make one tree, and an event is walked along it
once (``index.walk``): each value gives the set of rules that it satisfies (``index.wanted``: by tables of texts, of their beginnings
and ends, of intervals and address blocks), and what is left when all those sets are cut with each other has fired. So an event costs
its own values, whatever they are tried on, and a set of ten thousand rules costs little more than one of a hundred.

Why so: to look up candidates by the most selective field of each rule, and to try those, is quick as long as rules are selective; but
``anything-but``, ``exists`` and ``numeric`` are not, and each event would try thousands of them. Counting the satisfied fields rule by
rule has the same trouble. Sets cut them thirty at a time.

What arrays make uncertain, and events with dotted or repeated keys, is left to ``matching``: the sets say which rules are worth it.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from sim.pattern.events import Event, uncollected
from sim.pattern.index.bits import joined, rules_of
from sim.pattern.index.memo import Memo
from sim.pattern.index.steps import FlatRule, Node, NotPlainError, tree_of
from sim.pattern.index.walk import walk
from sim.pattern.index.wanted import Wanted
from sim.pattern.leaves import Leaves, Paths, leaves_of, paths_of
from sim.pattern.matching import matches_rule
from sim.pattern.pattern import Pattern
from sim.pattern.work import MOST_SIGNS, Work

_KNOWN = 2
"""What a value costs that is looked up."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules that an event can be tried on together."""

    patterns: Mapping[str, Pattern]
    """By the rule's name."""
    _names: tuple[str, ...] = field(repr=False)
    """Of each flat rule: those of one pattern follow each other."""
    _rules: tuple[FlatRule, ...] = field(repr=False)
    """Empty for a pattern that only itself can try."""
    _strange: int = field(repr=False)
    """Those that are empty."""
    _several: bool = field(repr=False)
    """Whether a pattern has several flat rules."""
    _root: Node = field(repr=False)
    _wanted: Mapping[str, Wanted] = field(repr=False)
    _paths: Paths = field(repr=False)
    _wildcards: Mapping[str, int] = field(repr=False)
    """How many different ones there are at each path, where there are any."""

    @classmethod
    def of(cls, patterns: Mapping[str, Pattern]) -> Self:
        """The set of ``patterns`` by their rules' names.

        Raises:
            ValueError: a name is no text or empty, or a pattern is not compiled.
        """
        names: list[str] = []
        rules: list[FlatRule] = []
        for name, pattern in patterns.items():
            _check(name, pattern)
            flat = pattern.rules if all(map(_is_plain, pattern.paths.wanted)) else ((),)
            names += [name] * len(flat)
            rules += flat
        memo = Memo(len(rules))
        root, wanted = tree_of({n: rule for n, rule in enumerate(rules) if rule}, len(rules), memo)
        return cls(
            patterns=dict(patterns),
            _names=tuple(names),
            _rules=tuple(rules),
            _strange=joined([n for n, rule in enumerate(rules) if not rule]),
            _several=len(set(names)) < len(names),
            _root=root,
            _wanted=wanted,
            _paths=paths_of(wanted),
            _wildcards={path: here.wildcards for path, here in wanted.items() if here.wildcards},
        )

    def matching(self, event: Event) -> tuple[str, ...]:
        """The names of the rules that ``event`` fires, in the order in which they were given.

        For each the verdict is that of ``Pattern.matches``. What is too much work for one of them may be little for the set, and what
        is little for each may be too much for all: the work of all rules is counted as one.

        Raises:
            EventError: the event is made so that it would take too long (``MOST_TESTS``, ``MOST_CHOICES``, ``MOST_SIGNS``).
        """
        if event.size * sum(self._wildcards.values()) > MOST_SIGNS:
            self._refuse_long_strings(event)
        work = Work()
        body, everything = event.body, (1 << len(self._rules)) - 1
        try:
            if type(body) is not dict:
                raise NotPlainError
            bits, untried = walk(self._root, body, everything, work)
        except NotPlainError:
            with uncollected():
                leaves = leaves_of(event, self._paths, work)
                bits = self._possible(leaves, everything, work)
                bits = self._tried(event, bits, bits | self._strange, leaves, work)
        else:
            if untried | self._strange:
                with uncollected():
                    bits = self._tried(event, bits, untried | self._strange, None, work)
        names = self._names
        fired = [names[n] for n in rules_of(bits)] if bits else []
        return tuple(dict.fromkeys(fired) if self._several else fired)

    def _refuse_long_strings(self, event: Event) -> None:
        """Raise ``EventError`` if the wildcards have too much to look through."""
        work = Work()
        leaves = leaves_of(event, self._paths, work)
        for path, wildcards in self._wildcards.items():
            work.signs(wildcards * sum(len(leaf) for leaf, _ in leaves[path] if type(leaf) is str))

    def _possible(self, leaves: Leaves, bits: int, work: Work) -> int:
        """Those of the rules in ``bits`` each of whose fields some value at its path satisfies, or perhaps none."""
        for path, wanted in self._wanted.items():
            here = wanted.lacking()
            work.tests(_KNOWN * len(leaves[path]))
            for leaf, _ in leaves[path]:
                here |= wanted.holding(leaf, work)
            bits &= here
        return bits

    def _tried(self, event: Event, bits: int, untried: int, leaves: Leaves | None, work: Work) -> int:
        """``bits`` without those of ``untried`` that do not match, or whose pattern another flat rule has matched already."""
        fired = {self._names[n] for n in rules_of(bits & ~untried)} if self._several else set()
        for n in rules_of(untried):
            name, rule = self._names[n], self._rules[n]
            if name in fired:
                matched = False
            elif rule:
                leaves = leaves_of(event, self._paths, work) if leaves is None else leaves
                matched = matches_rule(rule, leaves, work)
            else:
                matched = self.patterns[name].matches(event, work)
            if not matched:
                bits ^= 1 << n
            elif self._several:
                fired.add(name)
        return bits


def _is_plain(path: str) -> bool:
    """Whether no step of ``path`` is empty: the engine has its own ways there."""
    return "" not in path.split(".")


def _check(name: object, pattern: object) -> None:
    if not isinstance(name, str) or not name:
        raise ValueError(f"name {name!r}: takes the name of a rule as text, which is not empty")
    if not isinstance(pattern, Pattern):
        raise ValueError(
            f"{name}: takes a compiled pattern, not {type(pattern).__name__}; give what compile_pattern gives"
        )
