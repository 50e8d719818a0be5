"""The next firings of a schedule, and the trace of them.

A scheduled rule runs in UTC. EventBridge Scheduler reads ``cron()`` on the clock of its zone: a local time that the clock jumps
over in spring is skipped, and one that comes twice in autumn fires once. ``rate()`` counts real time; a day is 24 hours.
https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time and
https://repost.aws/knowledge-center/eventbridge-scheduler-adjust-dst
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise

from sim.schedule.expression import At, Cron, Expression, ExpressionError, Rate, parse
from sim.schedule.scenario import LAST_YEAR, MINUTE, Firing, Outcome, Scenario, Service, moment_of, zone_of
from sim.schedule.why import why
from sim.schedule.words import reading
from sim.trace import Counter, Entry, Lane, Span, Tone, Trace

LANE = "schedule"
COUNTERS = (Counter("fired", ("fired",)), Counter("skipped", ("skipped",)))
_FEATURES = "eb-scheduler-features"
_END_OF_TIME = datetime(LAST_YEAR, 12, 31, 23, 59, 59, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def run(scenario: Scenario) -> Trace[Outcome]:
    """Look for the next firings. An expression that AWS refuses gives a trace that says so."""
    try:
        expression = parse(scenario.expression, scenario.service)
    except ExpressionError as error:
        return _refused(scenario, str(error))
    found = _look(scenario, expression)
    return Trace(
        (Lane(LANE, "schedule", "schedule"),),
        tuple(_spans(scenario, found.fires)),
        tuple(sorted(_entries(scenario, expression, found), key=lambda entry: entry.at)),
        COUNTERS,
        _outcome(found, reading(expression, scenario.zone)),
        max((fire.due + scenario.window_minutes * MINUTE for fire in found.fires), default=0),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What the looking brought."""

    fires: tuple[Firing, ...] = ()
    skipped: tuple[datetime, ...] = ()
    """Local times that the clock jumped over."""
    ended: bool = True


def _look(scenario: Scenario, expression: Expression) -> _Found:
    now, zone = moment_of("now", scenario.now), zone_of(scenario.zone)
    drawn = random.Random(scenario.seed)  # noqa: S311  a model's chance, not a secret
    fires: list[Firing] = []
    skipped: list[datetime] = []
    before_last = 0
    for local, moment in _due(scenario, expression, now, zone):
        if moment is None:
            skipped.append(local)
            continue
        if len(fires) == scenario.count:
            return _Found(tuple(fires), tuple(skipped[:before_last]), ended=False)
        before_last = len(skipped)
        due = (moment - now) // _MS
        late = drawn.randrange(scenario.window_minutes * MINUTE) if scenario.window_minutes else 0
        fires.append(
            Firing(
                number=len(fires) + 1,
                due=due,
                at=due + late,
                local=moment.astimezone(zone).isoformat(),
                utc=moment.isoformat(),
                gap=due - fires[-1].due if fires else 0,
            )
        )
    return _Found(tuple(fires), tuple(skipped))


def _due(
    scenario: Scenario, expression: Expression, now: datetime, zone: tzinfo
) -> Iterator[tuple[datetime, datetime | None]]:
    """Each local time at which it is due, in order, and the moment that this is; None if the clock jumps over it."""
    start = moment_of("start_date", scenario.start_date) if scenario.start_date else now
    end = moment_of("end_date", scenario.end_date) if scenario.end_date else _END_OF_TIME
    match expression:
        case Rate():
            every = timedelta(milliseconds=expression.every)
            behind = max(now - start, timedelta())
            times = -(-behind // every)
            while times * every <= end - start:
                tick = start + times * every
                yield tick, tick
                times += 1
        case At(local):
            moment = to_utc(local, zone)
            if moment is None or moment >= now:
                yield local, moment
        case Cron():
            first = max(now, start)
            for local in expression.local_times(first.astimezone(zone).date()):
                moment = to_utc(local, zone)
                if moment is not None and moment > end:
                    return
                if first <= (moment or _jumped(local, zone)) <= end:
                    yield local, moment


def to_utc(local: datetime, zone: tzinfo) -> datetime | None:
    """The moment that the clock of the zone shows ``local``: the first, if it does so twice; None, if it never does."""
    moment = _jumped(local, zone)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local else None


def _jumped(local: datetime, zone: tzinfo) -> datetime:
    """The moment at which a clock that was not put forward would show ``local``."""
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def _spans(scenario: Scenario, fires: tuple[Firing, ...]) -> Iterator[Span]:
    if not scenario.window_minutes:
        return
    told = f"The target is invoked at some moment within {scenario.window_minutes} min after it is due."
    for fire in fires:
        end = fire.due + scenario.window_minutes * MINUTE
        of = f"firing {fire.number}"
        yield Span(LANE, fire.due, end, "window", f"{of}: flexible window", Tone.REST, told, _FEATURES, of)


def _entries(scenario: Scenario, expression: Expression, found: _Found) -> Iterator[Entry]:
    now, zone = moment_of("now", scenario.now), zone_of(scenario.zone)
    yield _made(scenario)
    reason = why(expression)
    fact = "eb-scheduled-rules-default-bus-utc" if scenario.service is Service.RULE else _FEATURES
    for fire in found.fires:
        of = f"firing {fire.number}"
        label = f"{of}: {spelled(fire.local)}"
        late = fire.at - fire.due
        drawn = f" Within the flexible window, the moment {late // 1000} s after it is due was drawn." if late else ""
        yield Entry(fire.at, LANE, "fired", label, Tone.WORK, f"{reason}{drawn}", fact, of)
    for local in found.skipped:
        at = max((_jumped(local, zone) - now) // _MS, 0)
        told = (
            f"The clock in {scenario.zone} is put forward over {local:%H:%M} that night. AWS skips what falls on a time that "
            "does not exist."
        )
        yield Entry(at, LANE, "skipped", f"{local:%a %d %b %Y %H:%M} is skipped", Tone.BAD, told, "eb-scheduler-dst")
    if found.ended:
        last = max((fire.at for fire in found.fires), default=0)
        label, told = (
            ("no more firings", "After this one nothing is due any more.")
            if found.fires
            else (
                "never fires",
                f"Nothing is due from now to the end of {LAST_YEAR}, or to the end date.",
            )
        )
        yield Entry(last, LANE, "ended", label, Tone.END, told)


def _made(scenario: Scenario) -> Entry:
    now = moment_of("now", scenario.now)
    told = "The schedule is made, and we look for what comes at this moment or after it."
    return Entry(0, LANE, "made", f"made {now:%a %d %b %Y %H:%M} UTC: {scenario.expression}", Tone.NOTE, told)


def _refused(scenario: Scenario, reason: str) -> Trace[Outcome]:
    if scenario.service is Service.RULE:
        error = "ValidationException: Parameter ScheduleExpression is not valid."
    else:
        error = f"ValidationException: Invalid Schedule Expression {scenario.expression}."
    told = f"AWS answers {error.removesuffix('.')}, and no schedule is made. What is wrong: {reason}."
    refused = Entry(0, LANE, "refused", "refused", Tone.BAD, told, "eb-cron-not-unix" if "field" in reason else "")
    outcome = _outcome(_Found(), "", error, reason)
    return Trace((Lane(LANE, "schedule", "schedule"),), (), (_made(scenario), refused), COUNTERS, outcome, 0)


def _outcome(found: _Found, told: str, error: str = "", reason: str = "") -> Outcome:
    fires = found.fires
    gaps = [later.due - earlier.due for earlier, later in pairwise(fires)]
    first = datetime.fromisoformat(fires[0].local) if fires else None
    return Outcome(
        valid=not error,
        error=error,
        reason=reason,
        reading=told,
        firings=len(fires),
        first_in=fires[0].due if fires else -1,
        next=tuple(fire.local for fire in fires),
        shortest_gap=min(gaps, default=0),
        longest_gap=max(gaps, default=0),
        skipped=len(found.skipped),
        ended=found.ended,
        first_day=first.day if first else 0,
        first_month=first.month if first else 0,
        first_year=first.year if first else 0,
        last_hour=datetime.fromisoformat(fires[-1].utc).hour if fires else -1,
        fires=fires,
    )


def spelled(local: str) -> str:
    """``2026-03-30T09:00:00+02:00`` as *Mon 30 Mar 2026 09:00 +02:00*; seconds where there are some."""
    moment = datetime.fromisoformat(local)
    clock = f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
    return f"{moment:%a %d %b %Y} {clock} {moment.isoformat()[19:]}"
