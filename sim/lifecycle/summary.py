"""The outcome of a run, from its calls and what the fleet counted."""

from sim.lifecycle.outcome import Call, Outcome, Publish, Start, Status
from sim.lifecycle.scenario import LEAST_CACHED_S, Scenario


def summary(
    scenario: Scenario,
    calls: tuple[Call, ...],
    publish: Publish,
    *,
    environments: int,
    peak_concurrency: int,
    resets: int,
    shutdowns: int,
    killed: int,
    background_done_at: int,
    ended_at: int,
) -> Outcome:
    """What a question may ask of these ``calls``."""
    starts = [call.start for call in calls]
    statuses = [call.status for call in calls]
    latencies = [call.latency for call in calls if call.start is not Start.NONE]
    throttled, succeeded = statuses.count(Status.THROTTLED), statuses.count(Status.OK)
    restores = starts.count(Start.RESTORED)
    return Outcome(
        arrived=len(calls),
        succeeded=succeeded,
        failed=len(calls) - succeeded - throttled,
        throttled=throttled,
        cold_starts=starts.count(Start.COLD) + restores,
        restores=restores,
        warm_starts=starts.count(Start.WARM),
        reinits=starts.count(Start.REINIT),
        environments=environments,
        peak_concurrency=peak_concurrency,
        resets=resets,
        shutdowns=shutdowns,
        killed=killed,
        fastest=min(latencies, default=0),
        slowest=max(latencies, default=0),
        init_ms=publish.init + sum(call.init for call in calls),
        billed_ms=publish.init + sum(call.billed for call in calls),
        cached_seconds=_cached(scenario, publish),
        distinct_ids=len({call.drawn for call in calls if call.drawn}),
        background_done_at=background_done_at,
        ended_at=ended_at,
        publish=publish,
        calls=calls,
    )


def _cached(scenario: Scenario, publish: Publish) -> int:
    """For how many seconds the snapshot's cache is charged.

    https://aws.amazon.com/lambda/pricing/
    """
    snap = scenario.snap_start
    if snap is None or snap.java or publish.ready_at < 0:
        return 0
    return max(LEAST_CACHED_S, snap.active_hours * 3600)
