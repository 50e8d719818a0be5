"""One memory size: how long the call takes there, and what the month costs.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html and https://aws.amazon.com/lambda/pricing/
"""

from dataclasses import dataclass
from math import ceil

from sim.billing.bill import Usage, bill, gb_s
from sim.billing.power import stretch, vcpus
from sim.power.outcome import Size, Status
from sim.power.scenario import Scenario

_GRAIN = 6
"""Places after which a duration in ms is noise of the arithmetic: it must not be rounded up to another ms."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a warm call does at one size if nothing stops it, in ms."""

    cpu: float
    waiting: float

    @property
    def total(self) -> float:
        """All of it."""
        return round(self.cpu + self.waiting, _GRAIN)


def work_at(scenario: Scenario, memory_mb: int) -> Work:
    """CPU work, which goes as fast as there is CPU and threads for it, and waiting, which no memory makes shorter."""
    measured = stretch(scenario.measured_at, scenario.cpu_percent, scenario.threads)
    one_vcpu = scenario.duration / measured
    waiting = one_vcpu * (100 - scenario.cpu_percent) / 100
    return Work(one_vcpu * stretch(memory_mb, scenario.cpu_percent, scenario.threads) - waiting, waiting)


def size_of(scenario: Scenario, memory_mb: int) -> Size:
    """The size by itself, not yet held beside others: it is no cheapest, and 0 % slower and dearer."""
    work, status = work_at(scenario, memory_mb), status_at(scenario, memory_mb)
    lasts = {Status.OK: work.total, Status.TIMEOUT: float(scenario.timeout), Status.OUT_OF_MEMORY: 0.0}[status]
    cpu = min(work.cpu, lasts)
    billed = ceil(lasts)
    init = 0 if scenario.before_august_2025 or status is Status.OUT_OF_MEMORY else scenario.init
    ran = 0 if status is Status.OUT_OF_MEMORY else scenario.invocations
    usage = Usage(
        requests=ran,
        duration_gb_s=gb_s(billed * ran, memory_mb),
        init_gb_s=gb_s(init * scenario.cold, memory_mb),
    )
    cost = bill(usage, scenario.architecture, free_tier=scenario.free_tier)
    usd = max(0.0, round(cost.total, 9))
    return Size(
        memory_mb=memory_mb,
        vcpus=round(vcpus(memory_mb), 2),
        status=status,
        duration=round(lasts, 2),
        cpu=round(cpu, 2),
        waiting=round(lasts - cpu, 2),
        billed_ms=billed,
        cold_billed_ms=billed + init,
        gb_s=round(usage.duration_gb_s + usage.init_gb_s, 2),
        usd=usd,
        requests_usd=round(cost.requests, 9),
        duration_usd=round(cost.duration, 9),
        init_usd=round(cost.init, 9),
        free_usd=round(cost.free, 9),
        cents=round(usd * 100),
        slower_percent=0,
        dearer_percent=0,
        is_cheapest=False,
        is_fastest=False,
        is_best_value=False,
    )


def status_at(scenario: Scenario, memory_mb: int) -> Status:
    """Whether the size does the work."""
    if scenario.used_mb > memory_mb:
        return Status.OUT_OF_MEMORY
    return Status.TIMEOUT if work_at(scenario, memory_mb).total > scenario.timeout else Status.OK
