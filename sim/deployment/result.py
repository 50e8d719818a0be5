"""The outcome of a run of ``deployment``, counted when all is over."""

from sim.deployment.outcome import LifecycleEvent, Minute, Outcome
from sim.deployment.state import Progress, Seen, World
from sim.deployment.values import MINUTE, SECOND, Status


def outcome_of(world: World) -> Outcome:
    """All that a question may ask."""
    progress, alias = world.progress, world.weights[-1]
    old, new, old_failed, new_failed = (
        sum(getattr(tally, name) for tally in world.minutes) for name in ("old", "new", "old_failed", "new_failed")
    )
    before = progress.at_alarm or Seen(new, new_failed)
    return Outcome(
        status=progress.status,
        error_code=progress.code,
        error_message=progress.message,
        is_rolled_back=progress.rollback_at >= 0,
        final_version=alias.function_version,
        final_new_percent=alias.new_percent,
        is_split=bool(alias.additional),
        calls=old + new,
        old_calls=old,
        new_calls=new,
        failed=old_failed + new_failed,
        bad_calls=new_failed,
        old_failed=old_failed,
        new_calls_before_alarm=before.new,
        bad_before_alarm=before.bad,
        largest_new_percent=max(weights.new_percent for weights in world.weights),
        first_shift_at=progress.first_shift_at,
        alarm_at=progress.alarm_at,
        stopped_at=progress.stopped_at,
        rollback_at=progress.rollback_at,
        ended_at=progress.ended_at,
        seconds_to_end=progress.ended_at // SECOND,
        seconds_to_alarm=_since(progress, progress.alarm_at),
        seconds_to_rollback=_since(progress, progress.rollback_at),
        planned_minutes=world.plan_steps[-1].minute,
        stop_answer=progress.stop_answer,
        steps=world.plan_steps,
        weights=tuple(world.weights),
        events=tuple(
            LifecycleEvent(name=event.name, status=event.status, start=event.start, end=event.end)
            for event in progress.events.values()
            if progress.status is not Status.NONE
        ),
        deployments=tuple(world.deployments),
        minute_list=tuple(
            Minute(at=place * MINUTE, old=one.old, new=one.new, old_failed=one.old_failed, new_failed=one.new_failed)
            for place, one in enumerate(world.minutes)
        ),
        datapoints=tuple(world.datapoints),
    )


def _since(progress: Progress, at: int) -> int:
    """Seconds from the first shift to the moment ``at``; -1 if either did not come, or not in this order."""
    return (at - progress.first_shift_at) // SECOND if 0 <= progress.first_shift_at <= at else -1
