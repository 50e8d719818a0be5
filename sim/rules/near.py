"""How near a silent rule came: of its flat rules the one in which the fewest fields refused, and the first of those."""

from dataclasses import dataclass, replace

from sim.pattern import Event, EventError, Pattern, Scenario, run
from sim.pattern.leaves import Leaves, leaves_of
from sim.pattern.matching import matches_rule


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """A rule that stayed silent. The nearest is the smallest."""

    refused: int
    """How many of its fields refused; 0 if each would do, but not in one element of an array."""
    matched_less: int
    """The fields that did not refuse, counted down: of two with as many refused the larger pattern is nearer."""
    path: str
    """The first field that refused, by the order of names or, after a closer look, by that of the pattern."""
    there: bool
    """Whether the event has a value at the path."""
    reason: str = ""
    """Why the field refused, if that was looked up."""

    @property
    def fields(self) -> int:
        """How many fields there are."""
        return self.refused - self.matched_less


def miss(pattern: Pattern, event: Event) -> Miss:
    """How near ``event`` came to ``pattern``, which it does not match."""
    leaves = leaves_of(event, pattern.paths)
    return min(_of_rule(rule, leaves) for rule in pattern.rules)


def explained(missed: Miss, pattern: str, event: str) -> Miss:
    """``missed`` with the reason of the field that refused, where the closer look of ``sim.pattern`` finds one."""
    fields = run(Scenario(pattern=pattern, event=event)).outcome.fields
    wanted = {"refused", "missing"} if missed.refused else {"other_element"}
    found = next((field for field in fields if field.outcome in wanted), None)
    return replace(missed, path=found.path, reason=found.reason) if found else missed


def _of_rule(rule: tuple, leaves: Leaves) -> Miss:  # type: ignore[type-arg]
    refused = [path for path, field in rule if not _alone((path, field), leaves)]
    first = refused[0] if refused else ""
    return Miss(len(refused), len(refused) - len(rule), first, bool(leaves.get(first)))


def _alone(one: tuple, leaves: Leaves) -> bool:  # type: ignore[type-arg]
    """Whether the field would do if it were the only one."""
    try:
        return matches_rule((one,), leaves)
    except EventError:
        return False
