"""What goes into a run of ``schedule``, and what comes out of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.facts import whole

_closed = with_config(ConfigDict(extra="forbid"))

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
UTC_NAME = "UTC"
FIRST_YEAR, LAST_YEAR = 1970, 2199
"""The years that a cron expression may name: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html."""
MOST_FIRINGS = 50
LONGEST_WINDOW = whole("eb-scheduler-features", "flexible_window_max_minutes")


class Service(StrEnum):
    """What keeps the schedule."""

    RULE = "rule"
    """A scheduled rule on the default bus: UTC, ``rate()`` and ``cron()``."""
    SCHEDULER = "scheduler"
    """EventBridge Scheduler: time zones, ``at()``, flexible windows, start and end."""


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A schedule is made, and its next firings are looked for. Moments are texts in UTC such as ``2026-11-23T08:00``."""

    expression: Annotated[str, MaxLen(256)]
    """``rate(…)``, ``cron(…)`` or ``at(…)``; one that AWS refuses may stand here."""
    service: Service = Service.SCHEDULER
    zone: Annotated[str, MaxLen(50)] = UTC_NAME
    """IANA name of the time zone in which ``cron()`` and ``at()`` are read. A rule has UTC only."""
    now: str
    """When the schedule is made and the looking begins; a firing at this very moment counts."""
    count: Annotated[int, Interval(ge=1, le=MOST_FIRINGS)] = 10
    """How many firings to look for."""
    start_date: str = ""
    """Before it nothing fires; empty for none. ``at()`` takes no notice of it."""
    end_date: str = ""
    """After it nothing fires; empty for none. ``at()`` takes no notice of it."""
    window_minutes: Annotated[int, Interval(ge=0, le=LONGEST_WINDOW)] = 0
    """The flexible window: the target is invoked at some moment within it; 0 is off."""
    seed: Annotated[int, Interval(ge=0, le=2**32)] = 1
    """Draws the moments within the windows."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        zone_of(self.zone)
        moment_of("now", self.now)
        dates = [moment_of(name, text) for name in ("start_date", "end_date") if (text := getattr(self, name))]
        if dates and dates != sorted(dates):
            raise ValueError("end_date: lies before start_date; take a later one")
        if self.service is Service.RULE:
            for name, nothing in (("zone", UTC_NAME), ("start_date", ""), ("end_date", ""), ("window_minutes", 0)):
                if getattr(self, name) != nothing:
                    raise ValueError(
                        f"{name}: a scheduled rule has none, it runs in UTC; leave it out or take scheduler"
                    )


def moment_of(name: str, text: str) -> datetime:
    """The moment that the field ``name`` says, in UTC.

    Raises:
        ValueError: it is no moment, it is in another time zone, or outside the years of a schedule.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name}: {text[:40]!r} is no moment; write it as 2026-11-23T08:00") from None
    if moment.tzinfo is not None and moment.utcoffset() != UTC.utcoffset(None):
        raise ValueError(f"{name}: {text[:40]!r} is not in UTC; leave the offset out")
    if not FIRST_YEAR < moment.year <= LAST_YEAR:
        raise ValueError(f"{name}: the year {moment.year} is out of range; it takes {FIRST_YEAR + 1} to {LAST_YEAR}")
    return moment.replace(tzinfo=UTC, microsecond=0)


@cache
def zone_of(name: str) -> tzinfo:
    """The time zone of that name, from the system's database or, where there is none, from the package ``tzdata``.

    Raises:
        ValueError: there is none.
    """
    if name == UTC_NAME:
        return UTC
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        problem = f"zone: there is no time zone named {name[:50]!r}"
        raise ValueError(f"{problem}; take an IANA name such as Europe/Berlin") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Firing:
    """One firing."""

    number: int
    """From 1."""
    due: int
    """When the schedule says so; ms from ``now``."""
    at: int
    """When the target is invoked: the same, or a moment within the flexible window."""
    local: str
    """The due moment in the schedule's zone, with its offset."""
    utc: str
    gap: int
    """ms since the firing before; 0 for the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run. Amounts are ms; days, months and hours are those of the schedule's zone."""

    valid: bool
    error: str
    """What AWS answers to an expression that it refuses; empty if it takes it."""
    reason: str
    """What is wrong with it, and where; ours, for AWS does not say."""
    reading: str
    """The expression in plain English; empty if it is refused."""
    firings: int
    """How many were found, at most as many as were looked for."""
    first_in: int
    """From ``now`` to the first; -1 if there is none."""
    next: tuple[str, ...]
    """The firings as local time with offset."""
    shortest_gap: int
    longest_gap: int
    """Between two firings; 0 if there are not two."""
    skipped: int
    """Local times of the expression that the clock jumped over, up to the last firing found."""
    ended: bool
    """Nothing fires after the firings found."""
    first_day: int
    """Day of the month of the first firing; 0 if there is none, as with the next two."""
    first_month: int
    first_year: int
    last_hour: int
    """The hour of the last firing found, in UTC whatever the zone; -1 if there is none."""
    fires: tuple[Firing, ...]
