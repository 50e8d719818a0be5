"""List prices of Lambda, each from the ledger with its date: us-east-1, 19 September 2026.

https://aws.amazon.com/lambda/pricing/
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sim.facts import fact_of, whole

PRICED_ON = "us-east-1, 19 September 2026"
FREE_REQUESTS, FREE_GB_S = whole("price-free-tier", "requests"), whole("price-free-tier", "gb_seconds")
"""A month's free tier, of both architectures together."""
BILLION = 1_000_000_000


class Architecture(StrEnum):
    """The instruction set; it decides the price of a GB-second."""

    X86 = "x86_64"
    ARM = "arm64"


@dataclass(frozen=True, slots=True)
class Tier:
    """GB-seconds of a month up to ``until`` cost ``rate`` USD each; 0 is without end."""

    until: int
    rate: float


@dataclass(frozen=True, slots=True)
class Prices:
    """What one architecture costs, in USD."""

    request: float
    """One request."""
    tiers: tuple[Tier, ...]
    """GB-seconds on demand."""
    configured: float
    """A GB-second of provisioned concurrency that stands ready, used or not."""
    executed: float
    """A GB-second that runs on it."""


def _usd(fact_id: str, name: str = "") -> float:
    """The price that a fact states."""
    fact = fact_of(fact_id)
    value = (fact.values or {})[name] if name else fact.value
    if not isinstance(value, int | float):
        raise TypeError(f"{fact_id}: states {value!r}; a price is wanted")
    return float(value)


_REQUEST = _usd("price-requests-free-tier") / 1_000_000
PRICES: Mapping[Architecture, Prices] = MappingProxyType(
    {
        Architecture.X86: Prices(
            _REQUEST,
            (
                Tier(6 * BILLION, _usd("price-duration-x86", "first_6_billion")),
                Tier(15 * BILLION, _usd("price-duration-x86", "next_9_billion")),
                Tier(0, _usd("price-duration-x86", "above")),
            ),
            _usd("price-provisioned-rates", "configured"),
            _usd("price-provisioned-rates", "executed"),
        ),
        Architecture.ARM: Prices(
            _REQUEST,
            (
                Tier(7_500_000_000, _usd("price-duration-arm", "first_7_5_billion")),
                Tier(18_750_000_000, _usd("price-duration-arm", "next_11_25_billion")),
                Tier(0, _usd("price-duration-arm", "above")),
            ),
            _usd("price-provisioned-arm"),
            _usd("price-provisioned-duration", "arm64"),
        ),
    }
)
