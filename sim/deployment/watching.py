"""The alarm in a run: every minute it reckons the data point of its last period, looks back, and may change its state.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
"""

from sim.deployment.alarm import Point, evaluate
from sim.deployment.outcome import Datapoint
from sim.deployment.state import ALARM, Seen, World
from sim.deployment.values import DATAPOINTS_BEYOND, MINUTE, SECOND, AlarmState, Metric, Missing, Watch, counted
from sim.trace import Tone

TONES = {AlarmState.OK: Tone.WORK, AlarmState.ALARM: Tone.BAD, AlarmState.INSUFFICIENT_DATA: Tone.REST}
MINUTE_SECONDS = 60
_MISSING = {
    Missing.MISSING: "TreatMissingData is missing: without data it can tell nothing.",
    Missing.NOT_BREACHING: "TreatMissingData is notBreaching: what is missing counts as good.",
    Missing.BREACHING: "TreatMissingData is breaching: what is missing counts as breaching.",
    Missing.IGNORE: "TreatMissingData is ignore: without data it keeps its state.",
}


def begin(world: World) -> None:
    """The state that the alarm has when the deployment is created."""
    if world.scenario.watch is Watch.NONE:
        return
    world.state = _evaluated(world, 0)
    why = "It looks back on the time before the deployment."
    if _value(world, 0)[0] < 0:
        why += f" There is no data of it. {_MISSING[world.scenario.missing]}"
    if world.scenario.is_firing:
        world.state = AlarmState.ALARM
        why = "It is in ALARM for a reason of its own, which has nothing to do with the new version."
    world.mark(ALARM, "state", f"alarm is {world.state}", TONES[world.state], why, "cw-alarm-evaluation")


def look(world: World, minute: int) -> bool:
    """The evaluation after a minute. Gives whether the alarm goes to ALARM with it."""
    before = world.state
    state = AlarmState.ALARM if world.scenario.is_firing else _evaluated(world, minute + 1)
    point = _datapoint(world, minute + 1, state)
    world.datapoints.append(point)
    if point.breaches:
        label = f"data point breaches: {_told(world, point.value)}"
        threshold = _told(world, world.scenario.threshold)
        of = counted(point.invocations, "invocation")
        why = f"Of {of} in its period {point.errors:,} failed; the threshold is {threshold}."
        world.mark(ALARM, "breach", label, Tone.BAD, why, "cw-alarm-evaluation")
    if state is before:
        return False
    close(world, world.now)
    world.state, world.state_since = state, world.now
    why = _reason(world, state, is_missing=point.value < 0)
    fact = "cw-alarm-missing-data" if point.value < 0 else "cw-alarm-evaluation"
    world.mark(ALARM, "state", f"alarm goes to {state}", TONES[state], why, fact)
    if state is not AlarmState.ALARM:
        return False
    if world.progress.alarm_at < 0:
        world.progress.alarm_at = world.now
        world.progress.at_alarm = Seen(world.seen.new, world.seen.bad)
    return True


def close(world: World, end: int) -> None:
    """The span of the state that ends at the moment ``end``."""
    if end > world.state_since:
        why = "The state of the alarm in this time."
        tone = TONES[world.state]
        world.span(ALARM, world.state_since, end, "state", str(world.state), tone, why, "cw-alarm-evaluation")


def _reason(world: World, state: AlarmState, *, is_missing: bool) -> str:
    """Why the alarm comes to a state; ``is_missing`` says whether its newest data point is."""
    needed, periods = world.scenario.needed, world.scenario.evaluation_periods
    match state:
        case AlarmState.INSUFFICIENT_DATA:
            told = f"It has no data point of the last {periods + DATAPOINTS_BEYOND} periods."
        case _ if periods > 1:
            told = f"{needed} of the last {periods} data points must breach{'' if state is AlarmState.ALARM else ', and fewer do'}."
        case AlarmState.ALARM:
            told = "One data point that breaches is enough."
        case _:
            told = "No data point breaches."
    return f"{told} {_MISSING[world.scenario.missing]}" if is_missing else told


def _told(world: World, value: float) -> str:
    return f"{value:g} %" if world.scenario.metric is Metric.ERROR_RATE else counted(round(value), "error")


def _evaluated(world: World, end: int) -> AlarmState:
    """The state by the periods that end with the minute ``end``, and at the ends of earlier ones."""
    scenario = world.scenario
    length = scenario.period_seconds // MINUTE_SECONDS
    back = scenario.evaluation_periods + DATAPOINTS_BEYOND
    points: list[Point] = []
    for place in range(back - 1, -1, -1):
        value = _value(world, end - place * length)[0]
        points.append(None if value < 0 else value >= scenario.threshold)
    return evaluate(points, scenario.evaluation_periods, scenario.needed, scenario.missing, world.state)


def _value(world: World, end: int) -> tuple[float, int, int]:
    """The data point of the period before the minute ``end``, with its invocations and errors; -1 if it is missing."""
    length = world.scenario.period_seconds // MINUTE_SECONDS
    (all_calls, all_errors), (calls, errors) = world.total(end), world.total(end - length)
    invocations, errors = all_calls - calls, all_errors - errors
    if not invocations:
        return -1.0, 0, 0
    rate = round(100 * errors / invocations, 3)
    return (rate if world.scenario.metric is Metric.ERROR_RATE else float(errors)), invocations, errors


def _datapoint(world: World, end: int, state: AlarmState) -> Datapoint:
    value, invocations, errors = _value(world, end)
    return Datapoint(
        start=end * MINUTE - world.scenario.period_seconds * SECOND,
        end=end * MINUTE,
        seen_at=world.now,
        invocations=invocations,
        errors=errors,
        value=value,
        breaches=value >= world.scenario.threshold,
        state=state,
    )
