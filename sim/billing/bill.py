"""Use → USD: requests, GB-seconds and provisioned concurrency, at list prices, with or without the free tier.

https://aws.amazon.com/lambda/pricing/
"""

from dataclasses import dataclass

from pydantic import ConfigDict, with_config

from sim.billing.prices import FREE_GB_S, FREE_REQUESTS, PRICES, Architecture, Tier

MB_PER_GB = 1024
BLOCK = 300
"""Provisioned concurrency is billed in steps of so many seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What was used, in requests and GB-seconds."""

    requests: float = 0
    duration_gb_s: float = 0
    """On demand, without Init."""
    init_gb_s: float = 0
    """Init on demand."""
    configured_gb_s: float = 0
    """Provisioned concurrency that stood ready."""
    executed_gb_s: float = 0
    """What ran on it, and its Inits."""

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            requests=self.requests + other.requests,
            duration_gb_s=self.duration_gb_s + other.duration_gb_s,
            init_gb_s=self.init_gb_s + other.init_gb_s,
            configured_gb_s=self.configured_gb_s + other.configured_gb_s,
            executed_gb_s=self.executed_gb_s + other.executed_gb_s,
        )

    def times(self, factor: float) -> "Usage":
        """So many times as much."""
        return Usage(
            requests=self.requests * factor,
            duration_gb_s=self.duration_gb_s * factor,
            init_gb_s=self.init_gb_s * factor,
            configured_gb_s=self.configured_gb_s * factor,
            executed_gb_s=self.executed_gb_s * factor,
        )


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What it costs, part by part, in USD."""

    requests: float
    duration: float
    init: float
    configured: float
    executed: float
    free: float
    """What the free tier takes off."""

    @property
    def total(self) -> float:
        """All of it."""
        return self.requests + self.duration + self.init + self.configured + self.executed - self.free


def gb_s(ms: float, memory_mb: int) -> float:
    """``ms`` of a function of that memory, as GB-seconds."""
    return ms / 1000 * memory_mb / MB_PER_GB


def rounded_up(seconds: float) -> int:
    """How many seconds are billed for provisioned concurrency that stood ready for so long."""
    return -int(-seconds // BLOCK) * BLOCK


def bill(usage: Usage, architecture: Architecture = Architecture.X86, *, free_tier: bool = False) -> Bill:
    """The bill of a month with that ``usage``.

    The free tier takes off requests and GB-seconds on demand, from the first tier, where it is dearest; provisioned concurrency has none.
    """
    prices = PRICES[architecture]
    on_demand = usage.duration_gb_s + usage.init_gb_s
    cost = _tiered(on_demand, prices.tiers)
    init = cost * usage.init_gb_s / on_demand if on_demand else 0.0
    free = 0.0
    if free_tier:
        left = max(0.0, on_demand - FREE_GB_S)
        free = cost - _tiered(left, prices.tiers) + min(usage.requests, FREE_REQUESTS) * prices.request
    return Bill(
        requests=usage.requests * prices.request,
        duration=cost - init,
        init=init,
        configured=usage.configured_gb_s * prices.configured,
        executed=usage.executed_gb_s * prices.executed,
        free=free,
    )


def _tiered(amount: float, tiers: tuple[Tier, ...]) -> float:
    """The price of so many GB-seconds: each tier's share at that tier's rate."""
    cost, below = 0.0, 0.0
    for tier in tiers:
        until = tier.until or float("inf")
        cost += max(0.0, min(amount, until) - below) * tier.rate
        below = until
    return cost
