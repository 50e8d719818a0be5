"""What goes into a run of ``deployment``: how traffic is shifted, hooks, the calls and their faults, the alarm, a stop, and rollbacks."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.deployment.values import (
    DEFAULT_EVENTS,
    LARGEST_INCREMENT,
    LONGEST_LOOK_MINUTES,
    LONGEST_PERIOD,
    LONGEST_SHIFT_MINUTES,
    MOST_CALLS,
    Config,
    Hook,
    Metric,
    Missing,
    RollbackEvent,
    Watch,
)

_closed = with_config(ConfigDict(extra="forbid"))

Percent = Annotated[int, Interval(ge=0, le=100)]
HookTime = Annotated[int, Interval(ge=0, le=3600)]


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A deployment is created at the moment 0 and moves the alias from ``current`` to ``target``, while calls go on."""

    config: Config = Config.CANARY_5
    percentage: Annotated[int, Interval(ge=1, le=LARGEST_INCREMENT)] = 10
    """Of an own configuration: canaryPercentage or linearPercentage."""
    interval_minutes: Annotated[int, Interval(ge=1, le=LONGEST_SHIFT_MINUTES)] = 5
    """Of an own configuration: canaryInterval or linearInterval."""
    current: Annotated[str, MaxLen(20)] = "1"
    """Version that the alias points to."""
    target: Annotated[str, MaxLen(20)] = "2"
    """Version that it shall point to."""

    per_minute: Annotated[int, Interval(ge=0, le=10_000)] = 60
    """Calls of the alias in a minute."""
    by_chance: bool = False
    """The seed draws the moments of the calls (a Poisson process), the version of each and its fault. Otherwise all is as even as can be:
    10 % is every tenth call."""
    fails_percent: Percent = 0
    """Of 100 calls that the new version gets, so many end in a function error."""
    old_fails_percent: Percent = 0
    """The same of the old version."""

    watch: Watch = Watch.NEW_VERSION
    metric: Metric = Metric.ERRORS
    threshold: Annotated[int, Interval(ge=1, le=100_000)] = 1
    """The data point of a period breaches if it is this or more: errors, or percent."""
    period_seconds: Annotated[int, Interval(ge=60, le=LONGEST_PERIOD)] = 60
    """Length of the alarm's period: a multiple of 60."""
    evaluation_periods: Annotated[int, Interval(ge=1, le=60)] = 1
    datapoints_to_alarm: Annotated[int, Interval(ge=0, le=60)] = 0
    """So many of the evaluation periods must breach; 0 is all of them."""
    missing: Missing = Missing.MISSING
    metric_delay_seconds: Annotated[int, Interval(ge=0, le=600)] = 60
    """From the end of a period until the alarm has its data point. A teaching figure: AWS promises none."""
    is_firing: bool = False
    """The alarm is in ALARM already when the deployment is created, for a reason of its own."""

    before_hook: Hook = Hook.NONE
    before_hook_seconds: HookTime = 60
    """How long the function of BeforeAllowTraffic takes until it reports."""
    after_hook: Hook = Hook.NONE
    after_hook_seconds: HookTime = 60

    stop_at_seconds: Annotated[int, Interval(ge=-1, le=LONGEST_LOOK_MINUTES * 60)] = -1
    """When somebody calls StopDeployment; -1 is never."""
    stop_with_rollback: bool = False
    """autoRollbackEnabled of that call."""
    rollback_on: Annotated[tuple[RollbackEvent, ...], MaxLen(3)] = DEFAULT_EVENTS
    """Events of the deployment group's autoRollbackConfiguration; none of them: it is off."""
    rollback_seconds: Annotated[int, Interval(ge=0, le=600)] = 0
    """From the stop until the rollback has put the alias back. A teaching figure."""

    minutes: Annotated[int, Interval(ge=1, le=LONGEST_LOOK_MINUTES)] = 30
    """Where the looking ends. Calls go on until then, whatever has become of the deployment."""
    seed: Annotated[int, Interval(ge=0, le=2**32)] = 1

    def __post_init__(self) -> None:
        keep_bounds(self)
        for name in ("current", "target"):
            if not getattr(self, name).isdecimal():
                raise ValueError(
                    f"{name}: {getattr(self, name)!r} is no published version; write its number, such as 2"
                )
        if self.current == self.target:
            raise ValueError(f"target: {self.target} is what the alias points to already; take another version")
        if self.period_seconds % 60:
            raise ValueError(f"period_seconds: {self.period_seconds} is no multiple of 60; take 60, 120, 300")
        if self.datapoints_to_alarm > self.evaluation_periods:
            told = f"{self.datapoints_to_alarm} is more than the {self.evaluation_periods} evaluation periods"
            raise ValueError(f"datapoints_to_alarm: {told}; take as many or fewer")
        if len(set(self.rollback_on)) < len(self.rollback_on):
            raise ValueError("rollback_on: an event is there twice; name it once")
        if (calls := self.per_minute * self.minutes) > MOST_CALLS:
            raise ValueError(f"per_minute: {calls} calls in all; at most {MOST_CALLS}, so take fewer, or fewer minutes")

    @property
    def needed(self) -> int:
        """Data points that must breach: DatapointsToAlarm."""
        return self.datapoints_to_alarm or self.evaluation_periods
