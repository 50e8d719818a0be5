"""What a network is refused for before anything is asked of it: names that lead nowhere, blocks that overlap, routes that cannot be."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from sim.names import keep_unlike
from sim.network.values import (
    BY_GATEWAY,
    EIGW,
    IGW,
    PCX,
    PREFIX_LISTS,
    TGW,
    TITLES,
    VGW,
    Availability,
    TargetKind,
    block,
    holds,
    is_network,
    network_of,
    touches,
)

if TYPE_CHECKING:
    from sim.network.parts import Rule
    from sim.network.scenario import Scenario

DEFAULT_ACL = "default"
MOST_PARTS = 40
"""Members of any list of the scenario."""
MOST_PAIRS = 100
"""Pairs of function and subnet."""


def keep_network(scenario: "Scenario") -> None:
    """Refuse a network whose parts do not go together. What AWS refuses, and one can learn from, is told in the outcome instead.

    Raises:
        ValueError: naming the field.
    """
    _keep_names(scenario)
    _keep_subnets(scenario)
    _keep_routes(scenario)
    _keep_groups(scenario)
    _keep_endpoints(scenario)
    _keep_target(scenario)


def _keep_names(scenario: "Scenario") -> None:
    if not scenario.functions:
        raise ValueError("functions: there are none; name at least one")
    for name, names in (
        ("functions", [function.label for function in scenario.functions]),
        ("subnets", [subnet.name for subnet in scenario.subnets]),
        ("route_tables", [table.name for table in scenario.route_tables]),
        ("nat_gateways", [gateway.name for gateway in scenario.nat_gateways]),
        ("gateway_endpoints", [endpoint.service.value for endpoint in scenario.gateway_endpoints]),
        ("interface_endpoints", [endpoint.service.value for endpoint in scenario.interface_endpoints]),
        ("security_groups", [group.name for group in scenario.security_groups]),
        ("acls", [acl.name for acl in scenario.acls]),
    ):
        if len(names) > MOST_PARTS:
            raise ValueError(f"{name}: {len(names)} of them; at most {MOST_PARTS}")
        keep_unlike(name, names)
    taken = sorted({gateway.name for gateway in scenario.nat_gateways} & {IGW, EIGW, PCX, TGW, VGW})
    if taken:
        raise ValueError(f"nat_gateways: {taken[0]!r} is what routes call something else; take a name such as nat-a")
    if any(acl.name == DEFAULT_ACL for acl in scenario.acls):
        raise ValueError("acls: 'default' is always there and allows everything; give yours a name of its own")
    if sum(max(1, len(function.subnets)) for function in scenario.functions) > MOST_PAIRS:
        raise ValueError(f"functions: more than {MOST_PAIRS} pairs of function and subnet; take fewer")


def _keep_subnets(scenario: "Scenario") -> None:
    if not scenario.subnets:
        raise ValueError("subnets: there are none; name at least one")
    own, own_ipv6 = scenario.vpc.cidr, scenario.vpc.ipv6_cidr
    for subnet in scenario.subnets:
        if not holds(network_of("cidr", own), network_of("cidr", subnet.cidr)):
            raise ValueError(f"subnets: {subnet.cidr} of {subnet.name} is not in the VPC's {own}; take a part of it")
        if subnet.ipv6_cidr and not own_ipv6:
            raise ValueError(f"subnets: {subnet.name} has IPv6 addresses and the VPC none; give the VPC an ipv6_cidr")
        if subnet.ipv6_cidr and not holds(block(own_ipv6), block(subnet.ipv6_cidr)):
            told = f"{subnet.ipv6_cidr} of {subnet.name} is not in the VPC's {own_ipv6}"
            raise ValueError(f"subnets: {told}; take a part of it")
        _keep_known("subnets", "route table", subnet.route_table, [table.name for table in scenario.route_tables])
        _keep_known("subnets", "network ACL", subnet.acl, [DEFAULT_ACL, *(acl.name for acl in scenario.acls)])
    for one, other in combinations(scenario.subnets, 2):
        if touches(block(one.cidr), block(other.cidr)):
            raise ValueError(f"subnets: {one.name} and {other.name} overlap; give each a block of its own")
    names = [subnet.name for subnet in scenario.subnets]
    for function in scenario.functions:
        for name in function.subnets:
            _keep_known("functions", "subnet", name, names)
        if len(set(function.subnets)) < len(function.subnets):
            raise ValueError(f"functions: {function.label} names a subnet twice; name it once")


def _keep_routes(scenario: "Scenario") -> None:
    known = list(_leading(scenario))
    names = [subnet.name for subnet in scenario.subnets]
    for gateway in scenario.nat_gateways:
        if gateway.availability is Availability.ZONAL:
            _keep_known("nat_gateways", "subnet", gateway.subnet, names)
    for table in scenario.route_tables:
        for route in table.routes:
            _keep_known("route_tables", "gateway", route.via, known)
            wanted = network_of("destination", route.destination)
            for own in filter(None, (scenario.vpc.cidr, scenario.vpc.ipv6_cidr)):
                if holds(block(own), wanted):
                    told = f"{route.destination} in {table.name} is in the VPC itself"
                    raise ValueError(f"route_tables: {told}; the local route leads there already")
            _keep_version(table.name, route.via, wanted.version)


def _leading(scenario: "Scenario") -> Iterator[str]:
    """What a route of this network may lead to."""
    if scenario.vpc.internet_gateway:
        yield IGW
    if scenario.vpc.egress_only_gateway:
        yield EIGW
    if scenario.peer:
        yield PCX
    if scenario.on_premises:
        yield TGW
        yield VGW
    yield from (gateway.name for gateway in scenario.nat_gateways)


def _keep_version(table: str, via: str, version: int) -> None:
    if via == EIGW and version == 4:
        raise ValueError(f"route_tables: eigw in {table} takes IPv6 alone; lead ::/0 to it")
    if via != EIGW and version == 6:
        raise ValueError(f"route_tables: {via} in {table} is shown with IPv4 alone; lead ::/0 to eigw")


def _keep_groups(scenario: "Scenario") -> None:
    known = [group.name for group in scenario.security_groups]
    rules: list[tuple[str, Rule]] = []
    for group in scenario.security_groups:
        rules += [("security_groups", rule) for rule in (*group.ingress, *group.egress)]
    for place, remote in (("peer", scenario.peer), ("on_premises", scenario.on_premises)):
        rules += [(place, rule) for rule in (remote.ingress if remote else ())]
    for place, rule in rules:
        if not is_network(rule.peer) and rule.peer not in PREFIX_LISTS:
            _keep_known(place, "security group", rule.peer, known)
        if place == "on_premises" and not is_network(rule.peer):
            raise ValueError("on_premises: a firewall knows no security groups; write a block such as 10.0.0.0/16")
    for function in scenario.functions:
        for name in function.security_groups:
            _keep_known("functions", "security group", name, known)
        if len(set(function.security_groups)) < len(function.security_groups):
            raise ValueError(f"functions: {function.label} names a security group twice; name it once")


def _keep_endpoints(scenario: "Scenario") -> None:
    names = [subnet.name for subnet in scenario.subnets]
    groups = [group.name for group in scenario.security_groups]
    for endpoint in scenario.interface_endpoints:
        if endpoint.service in BY_GATEWAY:
            title = TITLES[endpoint.service]
            raise ValueError(f"interface_endpoints: {title} is shown with a gateway endpoint only; take that")
        if not endpoint.subnets:
            raise ValueError(f"interface_endpoints: the one for {endpoint.service} stands in no subnet; name one")
        if not endpoint.security_groups:
            raise ValueError(f"interface_endpoints: the one for {endpoint.service} has no security group; name one")
        zones = [subnet.zone for subnet in scenario.subnets if subnet.name in endpoint.subnets]
        if len(set(zones)) < len(zones):
            told = f"the one for {endpoint.service} stands twice in a zone; take one subnet of each"
            raise ValueError(f"interface_endpoints: {told}")
        for name in endpoint.subnets:
            _keep_known("interface_endpoints", "subnet", name, names)
        for name in endpoint.security_groups:
            _keep_known("interface_endpoints", "security group", name, groups)
    tables = [table.name for table in scenario.route_tables]
    for gateway in scenario.gateway_endpoints:
        for name in gateway.route_tables:
            _keep_known("gateway_endpoints", "route table", name, tables)


def _keep_target(scenario: "Scenario") -> None:
    target = scenario.target
    away = scenario.on_premises
    if away and touches(block(away.cidr), block(scenario.vpc.cidr)):
        told = f"{away.cidr} overlaps the VPC's {scenario.vpc.cidr}, whose local route would win"
        raise ValueError(f"on_premises: {told}; take another block")
    match target.kind:
        case TargetKind.PEERED if scenario.peer is None:
            raise ValueError("peer: the target is in a peered VPC and there is none; give it, such as cidr 10.1.0.0/16")
        case TargetKind.ON_PREMISES if scenario.on_premises is None:
            told = "the target is on premises and there is no data centre; give it, such as cidr 192.168.0.0/16"
            raise ValueError(f"on_premises: {told}")
        case TargetKind.DATABASE | TargetKind.INTERFACE:
            _keep_known("target", "subnet", target.subnet, [subnet.name for subnet in scenario.subnets])
    if target.kind is TargetKind.DATABASE:
        for name in target.security_groups:
            _keep_known("target", "security group", name, [group.name for group in scenario.security_groups])


def _keep_known(place: str, what: str, name: str, known: list[str]) -> None:
    if name not in known:
        raise ValueError(f"{place}: there is no {what} {name[:64]!r}; there are {', '.join(known) or 'none'}")
