"""A compiled pattern."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from sim.pattern.compiling import compile_text
from sim.pattern.descent import Step, descend, price_of, steps_of
from sim.pattern.events import Event, uncollected
from sim.pattern.faults import NOWHERE, Position, position_of
from sim.pattern.field import Field
from sim.pattern.leaves import Paths, leaves_of, paths_of
from sim.pattern.matching import in_order, matches_rule
from sim.pattern.quick import Probe, one_verdict, probes_of, verdict
from sim.pattern.work import MOST_SIGNS, Work


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that an event can be tried on."""

    text: str
    rules: tuple[tuple[tuple[str, Field], ...], ...] = field(repr=False)
    """Flat rules, one of which must match: paths and fields in the engine's order."""
    strict: str | None
    """What a strict compiler has against the pattern, which the engine takes only because its older compiler does."""
    paths: Paths = field(repr=False)
    probes: tuple[tuple[Probe, ...], ...] = field(repr=False)
    """The short way, rule by rule."""
    wildcards: int = 0
    """How many of them there are in all rules."""
    _steps: dict[int, Step | None] = field(default_factory=dict, compare=False, repr=False)
    """The longer way, for rules that have needed it."""
    strict_place: Position = NOWHERE
    """Where the strict compiler objects."""

    @property
    def lines(self) -> Mapping[str, int]:
        """The line of each path's last step, where it is named last: that is the one that counts."""
        last: dict[str, int] = {}
        for rule in self.rules:
            for path, given in rule:
                last[path] = max(given.at, last.get(path, 0))
        return {path: position_of(self.text, at).line for path, at in last.items()}

    def matches(self, event: Event, work: Work | None = None) -> bool:
        """Whether ``event`` matches.

        https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html

        Raises:
            EventError: the event is made so that it would take too long (``MOST_TESTS``, ``MOST_CHOICES``, ``MOST_SIGNS``), or
                longer than what is left of ``work``.
        """
        body = event.body
        if event.size * self.wildcards > MOST_SIGNS:
            self._refuse_long_strings(event)
        if type(body) is not dict:
            return self._matches_by_descent(event, range(len(self.rules)), work)
        if len(self.probes) == 1:
            matched = verdict(self.probes[0], body)
            return self._matches_by_descent(event, (0,), work) if matched is None else matched
        fits, unclear = one_verdict(self.probes, body)
        return fits or (bool(unclear) and self._matches_by_descent(event, unclear, work))

    def _refuse_long_strings(self, event: Event) -> None:
        """Raise ``EventError`` if the wildcards have too much to look through."""
        work = Work()
        leaves = leaves_of(event, self.paths, work)
        for path, given in chain.from_iterable(self.rules):
            if given.wildcards:
                work.signs(given.wildcards * sum(len(leaf) for leaf, _ in leaves[path] if type(leaf) is str))

    def _matches_by_descent(self, event: Event, unclear: Sequence[int], work: Work | None) -> bool:
        """The longer way: walk down once for each rule of which the short one does not know."""
        work, clear = Work() if work is None else work, True
        with uncollected():
            for number in unclear:
                rule = self.rules[number]
                work.tests(price_of(rule))
                if number not in self._steps:
                    self._steps[number] = steps_of(rule)
                root = self._steps[number]
                matched = None if root is None else descend(root, event.body, work)
                if matched:
                    return True
                if matched is None:
                    clear = False
            return False if clear else self.matches_taken_apart(event, work)

    def matches_taken_apart(self, event: Event, work: Work | None = None) -> bool:
        """The general way: take the whole event apart, and try rule after rule with every choice of elements.

        Raises:
            EventError: it is too much work, or more than is left of ``work``.
        """
        work = Work() if work is None else work
        with uncollected():
            leaves = leaves_of(event, self.paths, work)
            return any(matches_rule(rule, leaves, work) for rule in self.rules)


def compile_pattern(text: str) -> Pattern:
    """The pattern that ``text`` writes. What follows its closing brace is not looked at.

    Raises:
        PatternError: the engine refuses it.
    """
    compiled = compile_text(text)
    paths = paths_of(path for rule in compiled.rules for path in rule)
    rules = tuple(in_order(rule) for rule in compiled.rules)
    wildcards = sum(given.wildcards for rule in rules for _, given in rule)
    return Pattern(text, rules, compiled.strict, paths, probes_of(rules), wildcards, strict_place=compiled.strict_place)
