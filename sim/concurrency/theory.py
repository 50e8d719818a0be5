"""What formulas say of a workload, to stand beside what the simulator counts."""

from dataclasses import dataclass

from sim.billing.power import stretch
from sim.concurrency.limits import settled
from sim.concurrency.values import Law, Pattern
from sim.concurrency.workload import Function, Workload


@dataclass(frozen=True, slots=True)
class Formula:
    """A number that theory gives, and what has to hold for it."""

    words: str
    value: float
    unit: str
    holds: str


def formulas(workload: Workload) -> tuple[Formula, ...]:
    """Of the first function: its load by Little's law, and by Erlang's formula how much of it is throttled, where that applies."""
    function = settled(workload).functions[0]
    if function.traffic.pattern not in (Pattern.POISSON, Pattern.CONSTANT) or function.law in (Law.LOGNORMAL, Law.LIST):
        return ()
    load = load_of(function)
    found = [Formula("Calls a second × duration", round(load, 2), "", "Little's law; cold starts come on top")]
    alone = function.reserved > 0 and not function.provisioned and not function.schedule and not function.tracking
    if alone and function.traffic.pattern is Pattern.POISSON:
        share = round(100 * erlang_b(function.reserved, load), 2)
        found.append(
            Formula(
                "Throttled, by Erlang's formula", share, "%", "independent calls, nobody tries again, no cold starts"
            )
        )
    return tuple(found)


def load_of(function: Function) -> float:
    """How many handlers are at work on average: calls a second times their duration in seconds."""
    lasts = function.duration * stretch(function.memory_mb, function.cpu_percent, function.threads)
    return function.traffic.per_minute / 60 * lasts / 1000


def erlang_b(limit: int, load: float) -> float:
    """The share of independent calls that find all of ``limit`` busy, if nobody waits and nobody tries again."""
    blocked = 1.0
    for n in range(1, limit + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked
