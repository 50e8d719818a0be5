"""What the gateways and endpoints of a network cost in a month, in US cents. Data transfer to the internet is not counted: all ways have it.

https://aws.amazon.com/vpc/pricing/ and https://aws.amazon.com/privatelink/pricing/
"""

from dataclasses import dataclass

from sim.facts import fact_of
from sim.network.finding import nat_named, subnet_named
from sim.network.following import named_endpoint
from sim.network.outcome import Check, PathOutcome
from sim.network.parts import NatGateway
from sim.network.scenario import Scenario
from sim.network.values import Availability, Region, TargetKind

HOURS = 730
"""Of a month."""
_CENTS = 100


@dataclass(frozen=True, slots=True)
class Prices:
    """In US dollars: an hour, and a GB."""

    nat_hour: float
    nat_gb: float
    address_hour: float
    endpoint_hour: float
    endpoint_gb: float


def prices_of(region: Region) -> Prices:
    """The prices of a Region."""
    nat, endpoint = fact_of(f"price-nat-{region}").values or {}, fact_of(f"price-endpoint-{region}").values or {}
    return Prices(
        nat_hour=float(nat["hour"]),
        nat_gb=float(nat["gb"]),
        address_hour=float(fact_of("price-nat-address").value or 0),
        endpoint_hour=float(endpoint["hour"]),
        endpoint_gb=float(endpoint["gb"]),
    )


def cents_of(scenario: Scenario, paths: tuple[PathOutcome, ...]) -> int:
    """What the NAT gateways and interface endpoints of the scenario cost in a month, with its GB on the ways that reach the target."""
    prices = prices_of(scenario.region)
    hourly = sum(
        _zones(scenario, gateway) * (prices.nat_hour + prices.address_hour)
        for gateway in scenario.nat_gateways
        if gateway.is_available
    )
    hourly += sum(len(endpoint.subnets) for endpoint in scenario.interface_endpoints) * prices.endpoint_hour
    return round(_CENTS * (HOURS * hourly + _traffic(scenario, paths, prices)))


def _zones(scenario: Scenario, gateway: NatGateway) -> int:
    """How often the gateway's hour is billed: a regional one in each zone that has functions."""
    if gateway.availability is Availability.ZONAL:
        return 1
    used = {name for function in scenario.functions for name in function.subnets}
    return max(1, len({subnet_named(scenario, name).zone for name in used}))


def _traffic(scenario: Scenario, paths: tuple[PathOutcome, ...], prices: Prices) -> float:
    reached = [path for path in paths if path.reached]
    if not reached:
        return 0
    share = scenario.gb_a_month / len(reached)
    endpoint = named_endpoint(scenario) if scenario.target.kind is TargetKind.SERVICE else None
    total = 0.0
    for path in reached:
        if path.subnet and endpoint:
            total += share * prices.endpoint_gb
        elif any(hop.check is Check.NAT and nat_named(scenario, hop.name) for hop in path.hops):
            total += share * prices.nat_gb
    return total


def dollars(cents: int) -> str:
    """Cents as dollars, as a bill shows them: ``$32.85``, ``-$7.30``."""
    return f"{'-' if cents < 0 else ''}${abs(cents) / _CENTS:,.2f}"
