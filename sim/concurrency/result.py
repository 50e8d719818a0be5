"""The outcome of a run, told from its columns."""

import numpy as np

from sim.concurrency.drawing import Whole
from sim.concurrency.money import month_of, provisioned_seconds
from sim.concurrency.outcome import CallOutcome, FunctionOutcome, Outcome
from sim.concurrency.summary import Summary, Yes, peak
from sim.concurrency.values import FIRST_THROTTLE, REASON, SECOND, START, Kind

MOST_CALLS_TOLD = 300
"""So many calls are followed in a trace, and listed in an outcome."""
THROTTLED = 429


def outcome_of(summary: Summary) -> Outcome:
    """What a question may ask of the run."""
    kind, served, latency = summary.kind, summary.served, summary.latency
    counts = np.bincount(kind, minlength=len(Kind)).tolist()
    arrived, answered = len(kind), int(served.sum())
    functions = tuple(_function(summary, number) for number in range(len(summary.functions)))
    alone = functions[0] if len(functions) == 1 else None
    p50, p95, p99 = (
        (alone.latency_p50, alone.latency_p95, alone.latency_p99) if alone else percentiles(latency[served], 50, 95, 99)
    )
    month = month_of(summary)
    late = np.flatnonzero(~served)[:1]
    cold = counts[Kind.COLD]
    refused = summary.refusals[0] if summary.refusals else None
    return Outcome(
        arrived=arrived,
        served=answered,
        throttled=arrived - answered,
        cold_starts=cold,
        warm_starts=counts[Kind.WARM],
        on_provisioned=counts[Kind.PROVISIONED],
        spillovers=sum(_spillovers(summary, number) for number in range(len(summary.functions))),
        reinits=counts[Kind.REINIT],
        timeouts=int(summary.timed_out().sum()),
        throttled_account=counts[Kind.NO_ACCOUNT],
        throttled_reserved=counts[Kind.NO_RESERVED],
        throttled_scaling=counts[Kind.NO_TOKEN],
        throttled_rate=counts[Kind.ACCOUNT_RATE] + counts[Kind.RESERVED_RATE],
        first_throttle_at=int(summary.calls.at[late[0]]) if len(late) else -1,
        cold_percent=_percent(cold, answered),
        throttled_percent=_percent(arrived - answered, arrived),
        environments=cold,
        peak_concurrency=alone.peak_concurrency if alone else peak(summary.calls.at[served], summary.end[served]),
        mean_concurrency=round(int(latency.sum()) / (summary.workload.seconds * SECOND), 3),
        latency_p50=p50,
        latency_p95=p95,
        latency_p99=p99,
        slowest=int(latency.max(initial=0)),
        billed_ms=int(summary.billed.sum()),
        init_ms=int(summary.init.sum()),
        most_ready=_most_ready(summary),
        provisioned_seconds=provisioned_seconds(summary),
        month=month,
        month_cents=round(month.total * 100),
        function_list=functions,
        call_list=_calls(summary),
        levels=summary.levels,
        refusals=summary.refusals,
        error_code=refused.code if refused else "",
        error_message=refused.message if refused else "",
    )


def percentiles(values: Whole, *shares: int) -> list[int]:
    """For each share the smallest value that so many of 100 do not exceed; 0 of none."""
    if not len(values):
        return [0] * len(shares)
    places = [max(0, -(-len(values) * share // 100) - 1) for share in shares]
    ordered = np.partition(values, sorted(set(places)))
    return [int(ordered[place]) for place in places]


def _function(summary: Summary, number: int) -> FunctionOutcome:
    mine = summary.of(number)
    served = mine & summary.served
    counts = np.bincount(summary.kind[mine], minlength=len(Kind)).tolist()
    p50, p95, p99 = percentiles(summary.latency[served], 50, 95, 99)
    arrived, answered = int(mine.sum()), int(served.sum())
    return FunctionOutcome(
        name=summary.functions[number].name,
        arrived=arrived,
        served=answered,
        throttled_calls=sum(counts[FIRST_THROTTLE:]),
        cold_starts=counts[Kind.COLD],
        on_provisioned=counts[Kind.PROVISIONED],
        cold_percent=_percent(counts[Kind.COLD], answered),
        peak_concurrency=peak(summary.calls.at[served], summary.end[served]),
        environments=counts[Kind.COLD],
        latency_p50=p50,
        latency_p95=p95,
        latency_p99=p99,
        billed_ms=int(summary.billed[mine].sum()),
    )


def _spillovers(summary: Summary, number: int) -> int:
    """Calls that ran on demand while their function had provisioned concurrency ready."""
    levels = [level for level in summary.levels if level.function == summary.functions[number].name]
    if not levels:
        return 0
    on_demand: Yes = summary.of(number) & summary.served & (summary.kind != Kind.PROVISIONED)
    place = np.searchsorted([level.at for level in levels], summary.calls.at[on_demand], side="right")
    ready = np.array([0, *(level.ready for level in levels)])[place]
    return int((ready > 0).sum())


def _most_ready(summary: Summary) -> int:
    now: dict[str, int] = {}
    most = 0
    for level in sorted(summary.levels, key=lambda level: level.at):
        now[level.function] = level.ready
        most = max(most, sum(now.values()))
    return most


def _calls(summary: Summary) -> tuple[CallOutcome, ...]:
    first = slice(MOST_CALLS_TOLD)
    columns = (summary.calls.at, summary.calls.function, summary.kind, summary.environment, summary.latency)
    rows = zip(*(column[first].tolist() for column in columns), strict=True)
    billed, late = summary.billed[first].tolist(), summary.timed_out()[first].tolist()
    return tuple(
        CallOutcome(
            number=number + 1,
            at=at,
            function=summary.functions[function].name,
            start=START[kind],
            environment=environment,
            latency=latency,
            billed=billed[number],
            timed_out=late[number],
            status=THROTTLED if kind >= FIRST_THROTTLE else 200,
            reason=REASON.get(Kind(kind), ""),
        )
        for number, (at, function, kind, environment, latency) in enumerate(rows)
    )


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
