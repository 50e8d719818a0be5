"""The CloudWatch alarm: its data points, and the state that it comes to when some of them are missing.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

from collections.abc import Sequence

from sim.deployment.values import DATAPOINTS_BEYOND, AlarmState, Missing

Point = bool | None
"""Whether a data point breaches; None for one that is missing."""


def evaluate(points: Sequence[Point], periods: int, needed: int, missing: Missing, now: AlarmState) -> AlarmState:
    """The state after an evaluation of ``points``, the newest of them last; ``now`` is the state before it.

    ``periods`` is EvaluationPeriods, ``needed`` DatapointsToAlarm. The setting for ``missing`` is used only if there are fewer real data
    points than periods.
    """
    looked_at = points[-(periods + DATAPOINTS_BEYOND) :]
    real = [point for point in looked_at if point is not None][-periods:]
    if sum(real) >= needed:
        return AlarmState.ALARM
    lacking = periods - len(real)
    if not lacking:
        return AlarmState.OK
    match missing:
        case Missing.BREACHING:
            return AlarmState.ALARM if sum(real) + lacking >= needed else AlarmState.OK
        case Missing.NOT_BREACHING:
            return AlarmState.OK
        case Missing.IGNORE:
            return AlarmState.OK if False in real else now
        case Missing.MISSING:
            return _of_real(looked_at, real, needed, now)


def _of_real(looked_at: Sequence[Point], real: Sequence[bool], needed: int, now: AlarmState) -> AlarmState:
    """The state by real data points alone, of which there are few.

    Those that all breach make an ALARM once the oldest is ``needed`` periods old, so that one outlier after a silence does not.
    """
    if not real:
        return AlarmState.INSUFFICIENT_DATA
    if False in real:
        return AlarmState.OK
    oldest = next(place for place, point in enumerate(looked_at) if point is not None)
    return AlarmState.ALARM if len(looked_at) - oldest >= needed else now
