"""One parameter of the first function, or of the account, through a range: what happens at each value, all else and the seed the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sim.concurrency.limits import settled
from sim.concurrency.measure import measured
from sim.concurrency.outcome import Outcome
from sim.concurrency.result import outcome_of
from sim.concurrency.scenario import Scenario
from sim.concurrency.values import MINUTE, SECOND, Reuse
from sim.concurrency.workload import Function


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be swept: its words, and the values that are tried."""

    words: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One value, and what came of it."""

    value: int
    outcome: Outcome


PARAMETERS: Mapping[str, Parameter] = MappingProxyType(
    {
        "provisioned": Parameter(
            "provisioned concurrency", (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 40, 50, 75, 100)
        ),
        "reserved": Parameter("reserved concurrency", (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 40, 50, 75, 100)),
        "memory_mb": Parameter(
            "memory (MB)", (128, 192, 256, 384, 512, 768, 1024, 1536, 1769, 2048, 3008, 4096, 6144, 8192, 10_240)
        ),
        "per_minute": Parameter("calls a minute", (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)),
        "duration": Parameter("duration (ms)", (1, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
        "idle_limit": Parameter("idle limit (s)", (1, 5, 10, 30, 60, 120, 300, 600, 900, 1800, 3600)),
    }
)
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "cold_percent": "cold starts (%)",
        "throttled_percent": "throttled (%)",
        "latency_p95": "95 % answered within (ms)",
        "latency_p99": "99 % answered within (ms)",
        "peak_concurrency": "peak concurrency",
        "month_cents": "bill of a month (cents)",
    }
)


def points(scenario: Scenario, name: str) -> Iterator[Point]:
    """The parameter's values one after the other; those that the scenario cannot have, or AWS refuses, are left out."""
    refused = len(settled(scenario).refusals)
    for value in PARAMETERS[name].values:
        changed = varied(scenario, name, value)
        if changed is not None and len(settled(changed).refusals) <= refused:
            yield Point(value, outcome_of(measured(changed)))


def varied(scenario: Scenario, name: str, value: int) -> Scenario | None:
    """The scenario with that value; None if the two do not go together."""
    try:
        if name == "idle_limit":
            return replace(scenario, idle_limit=value * SECOND)
        first, *rest = scenario.functions
        return replace(scenario, functions=(_changed(first, name, value), *rest))
    except ValueError:
        return None


def _changed(function: Function, name: str, value: int) -> Function:
    match name:
        case "per_minute":
            return replace(function, traffic=replace(function.traffic, per_minute=value))
        case "provisioned":
            return replace(function, provisioned=value)
        case "reserved":
            return replace(function, reserved=value)
        case "memory_mb":
            return replace(function, memory_mb=value)
        case _:
            return replace(function, duration=value)


def variants(scenario: Scenario) -> Mapping[str, Scenario]:
    """The same scenario with one thing changed, by the words for it; what would change nothing is left out."""
    first, *rest = scenario.functions
    bare = replace(first, provisioned=0, schedule=(), tracking=None)
    found = {
        "without provisioned concurrency": replace(scenario, functions=(bare, *rest)),
        "with 5 provisioned": replace(scenario, functions=(replace(bare, provisioned=5), *rest)),
        "without a reservation": replace(scenario, functions=(replace(first, reserved=-1), *rest)),
        "with 1,769 MB": replace(scenario, functions=(replace(first, memory_mb=1769), *rest)),
        "the newest environment first": replace(scenario, reuse=Reuse.NEWEST),
        "idle limit of 1 min": replace(scenario, idle_limit=MINUTE),
        "Init not billed": replace(scenario, init_billed=False),
    }
    return {words: other for words, other in found.items() if other != scenario}
