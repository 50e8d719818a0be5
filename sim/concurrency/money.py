"""What a run costs, and a month of such runs."""

from itertools import pairwise

from sim.billing.bill import Bill, Usage, bill, gb_s
from sim.concurrency.provisioning import seconds_ready
from sim.concurrency.summary import Summary
from sim.concurrency.values import MONTH_SECONDS, SECOND, Kind
from sim.concurrency.workload import Function


def month_of(summary: Summary) -> Bill:
    """The bill of 30 days that are all like the run."""
    workload = summary.workload
    used = Usage()
    for number in range(len(summary.functions)):
        used += _usage(summary, number)
    return bill(used.times(MONTH_SECONDS / workload.seconds), workload.architecture, free_tier=workload.free_tier)


def provisioned_seconds(summary: Summary) -> int:
    """Seconds of provisioned concurrency that are billed for the run by itself."""
    return round(sum(_seconds(summary, function, rounded=True) for function in summary.functions))


def _usage(summary: Summary, number: int) -> Usage:
    function, mine = summary.functions[number], summary.of(number)
    billed, init = summary.billed, summary.init
    on_demand = mine & (summary.kind != Kind.PROVISIONED)
    executed = (
        int(billed[mine & (summary.kind == Kind.PROVISIONED)].sum()) + _allocated(summary, function) * function.init
    )
    return Usage(
        requests=int((mine & summary.served).sum()),
        duration_gb_s=gb_s(int((billed - init)[on_demand].sum()), function.memory_mb),
        init_gb_s=gb_s(int(init[on_demand].sum()), function.memory_mb),
        configured_gb_s=gb_s(_seconds(summary, function) * SECOND, function.memory_mb),
        executed_gb_s=gb_s(executed, function.memory_mb),
    )


def _seconds(summary: Summary, function: Function, *, rounded: bool = False) -> float:
    levels = [level for level in summary.levels if level.function == function.name]
    return seconds_ready(levels, summary.workload.seconds * SECOND, rounded=rounded)


def _allocated(summary: Summary, function: Function) -> int:
    """Environments that were allocated during the run: the Init of each is billed."""
    ready = [level.ready for level in summary.levels if level.function == function.name]
    return sum(max(0, later - earlier) for earlier, later in pairwise(ready))
