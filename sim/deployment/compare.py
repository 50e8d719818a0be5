"""The trade-off: the same version, calls and alarm under each of the nine predefined configurations."""

from dataclasses import dataclass, replace
from functools import lru_cache

from sim.deployment.plan import steps_of
from sim.deployment.run import run
from sim.deployment.scenario import Scenario
from sim.deployment.values import LONGEST_LOOK_MINUTES, MOST_CALLS, PREDEFINED, Config

LOOK_MINUTES = 120
"""So long is looked at least: the slowest of the nine takes 90 minutes for its shifts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One configuration: what a bad version would cost under it, and how long a good one takes."""

    config: Config
    minutes: int
    """From the first shift to the last, if the version is good."""
    new_calls: int
    """Calls that met the version."""
    bad_calls: int
    """Those that failed."""
    is_caught: bool
    """Whether the deployment was stopped before its end, and rolled back."""
    seconds_to_rollback: int


def look_minutes(scenario: Scenario) -> int:
    """How long each of the nine is looked at: as long as the scenario, and at least two hours if there are not too many calls."""
    most = MOST_CALLS // scenario.per_minute if scenario.per_minute else LONGEST_LOOK_MINUTES
    return max(scenario.minutes, min(LOOK_MINUTES, most))


KEPT = 20
"""Comparisons that are kept: with many calls one takes most of a second."""


@lru_cache(maxsize=KEPT)
def choices(scenario: Scenario) -> tuple[Choice, ...]:
    """The nine, in AWS's order. Nobody stops one by hand."""
    base = replace(scenario, minutes=look_minutes(scenario), stop_at_seconds=-1)
    return tuple(_choice(replace(base, config=config)) for config in PREDEFINED)


def _choice(scenario: Scenario) -> Choice:
    outcome = run(scenario).outcome
    return Choice(
        config=scenario.config,
        minutes=steps_of(scenario)[-1].minute,
        new_calls=outcome.new_calls,
        bad_calls=outcome.bad_calls,
        is_caught=outcome.is_rolled_back,
        seconds_to_rollback=outcome.seconds_to_rollback,
    )
