"""Which route a packet takes: of those that fit its address, the one with the longest prefix.

https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
"""

from dataclasses import dataclass

from sim.network.finding import End, endpoint_name, table_of
from sim.network.scenario import Scenario
from sim.network.values import ADDRESSES, BY_GATEWAY, IGW, block, holds

LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Taken:
    """The route that is taken: what it leads to, and how a list shows it. Both are empty if none fits."""

    via: str
    rule: str


def route_for(scenario: Scenario, subnet: str, peer: End) -> Taken:
    """The route out of ``subnet`` to ``peer``."""
    for own in filter(None, (scenario.vpc.cidr, scenario.vpc.ipv6_cidr)):
        if holds(block(own), peer.network):
            return Taken(LOCAL, f"{own} → local")
    table = table_of(scenario, subnet)
    for endpoint in scenario.gateway_endpoints:
        wanted = endpoint.service in BY_GATEWAY and table.name in endpoint.route_tables
        if wanted and peer.network == block(ADDRESSES[endpoint.service]):
            name = endpoint_name(endpoint.service)
            return Taken(name, f"pl-{endpoint.service} → {name}")
    fitting = [route for route in table.routes if holds(block(route.destination), peer.network)]
    if not fitting:
        return Taken("", "")
    best = max(fitting, key=lambda route: block(route.destination).prefixlen)
    return Taken(best.via, f"{best.destination} → {best.via}")


def is_public(scenario: Scenario, subnet: str) -> bool:
    """Whether the subnet's route table leads what is not elsewhere to the internet gateway."""
    return any(
        route.via == IGW and block(route.destination).prefixlen == 0 for route in table_of(scenario, subnet).routes
    )
