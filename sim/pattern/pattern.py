"""A compiled pattern."""

from dataclasses import dataclass, field

from sim.pattern.compiling import compile_text
from sim.pattern.events import Event
from sim.pattern.field import Field
from sim.pattern.leaves import Paths, leaves_of, paths_of
from sim.pattern.matching import in_order, matches_rule
from sim.pattern.quick import Probe, probes_of, verdict


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

    def matches(self, event: Event) -> bool:
        """Whether ``event`` matches.

        https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
        """
        body = event.body
        if type(body) is not dict:
            return self.matches_taken_apart(event)
        plain = True
        for probes in self.probes:
            matched = verdict(probes, body)
            if matched:
                return True
            if matched is None:
                plain = False
        return False if plain else self.matches_taken_apart(event)

    def matches_taken_apart(self, event: Event) -> bool:
        """The general way: take the whole event apart, and try rule after rule with every choice of elements."""
        leaves = leaves_of(event, self.paths)
        return any(matches_rule(rule, leaves) for rule in self.rules)


def compile_pattern(text: str) -> Pattern:
    """The pattern that ``text`` writes. What follows its closing brace is not looked at.

    Raises:
        PatternError: the engine refuses it.
    """
    compiled = compile_text(text)
    paths = paths_of(path for rule in compiled.rules for path in rule)
    rules = tuple(in_order(rule) for rule in compiled.rules)
    return Pattern(text, rules, compiled.strict, paths, tuple(probes_of(rule) for rule in rules))
