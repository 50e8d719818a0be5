"""What a run costs: requests, duration, and with SnapStart the cache and each restore, at the list prices of the ledger.

https://aws.amazon.com/lambda/pricing/
"""

from dataclasses import dataclass

from sim.billing.bill import MB_PER_GB, Usage, bill, gb_s
from sim.facts import fact_of
from sim.lifecycle.outcome import NOT_RESTORED, REFUSED, Outcome, Start
from sim.lifecycle.scenario import LEAST_CACHED_S, Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One line of the bill."""

    of: str
    amount: str
    usd: float


def charges(scenario: Scenario, outcome: Outcome) -> tuple[Charge, ...]:
    """The lines of the bill, without the free tier, on x86.

    A call counts as a request once its execution has begun. What failed before that is not charged here; of a Restore that fails
    AWS does not say.
    """
    requests = sum(call.status not in REFUSED | NOT_RESTORED for call in outcome.calls)
    used = gb_s(outcome.billed_ms, scenario.memory_mb)
    cost = bill(Usage(requests=requests, duration_gb_s=used))
    found = [
        Charge(of="Requests", amount=f"{requests:,}", usd=cost.requests),
        Charge(of="Duration", amount=f"{used:,.4f} GB-s", usd=cost.duration),
    ]
    if scenario.snap_start:
        found += _snap_start(scenario, outcome, free=scenario.snap_start.java)
    return tuple(found)


def _snap_start(scenario: Scenario, outcome: Outcome, *, free: bool) -> tuple[Charge, Charge]:
    cached = gb_s(outcome.cached_seconds * 1000, scenario.memory_mb)
    restores = sum(call.start is Start.RESTORED and call.status not in NOT_RESTORED for call in outcome.calls)
    restored = 0.0 if free else restores * scenario.memory_mb / MB_PER_GB
    return (
        Charge(of="SnapStart: cache", amount=f"{cached:,.1f} GB-s", usd=cached * _rate("price-snapstart")),
        Charge(of="SnapStart: restores", amount=f"{restored:,.3f} GB", usd=restored * _rate("price-snapstart-restore")),
    )


def least_cached(memory_mb: int) -> float:
    """What the cache of a snapshot costs at the least, in USD, for a function of that memory."""
    return gb_s(LEAST_CACHED_S * 1000, memory_mb) * _rate("price-snapstart")


def _rate(fact_id: str) -> float:
    """The price that a fact states, in USD."""
    return float(str(fact_of(fact_id).value))
