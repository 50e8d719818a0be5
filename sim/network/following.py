"""One way, hop by hop: from a function, in one of its subnets, to the target and back.

Each part of the way yields its hops; who follows stops at the first that does not pass. Names come first, then the function's security
groups, its subnet's ACL, the route, what the route leads to, the target's side, and the answer.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
"""

from collections.abc import Iterator
from itertools import chain

from sim.network.arriving import arriving, listening, policy_said
from sim.network.filtering import group_lets_out
from sim.network.finding import (
    End,
    address_in_words,
    endpoint_end,
    endpoint_name,
    gateway_endpoint,
    groups_named,
    host_name,
    in_words,
    interface_endpoint,
    source,
    source_ipv6,
    subnet_named,
    target_end,
)
from sim.network.gateways import through
from sim.network.hops import crossing, hop
from sim.network.outcome import Check, HopOutcome, Place
from sim.network.parts import InterfaceEndpoint
from sim.network.routes import LOCAL, Taken, route_for
from sim.network.scenario import Function, Scenario
from sim.network.values import TargetKind

Hops = tuple[HopOutcome, ...]
_BY_NAME = (TargetKind.INTERNET, TargetKind.INTERNET_IPV6, TargetKind.SERVICE, TargetKind.DATABASE)


def follow(scenario: Scenario, function: Function, subnet: str) -> Hops:
    """The hops of one way, up to the first that does not pass. ``subnet`` is empty if the function is not attached."""
    if not function.is_attached:
        return _until_stopped(_without_vpc(scenario, function))
    endpoint = named_endpoint(scenario)
    if endpoint is None:
        return _until_stopped(_way(scenario, function, subnet))
    ways = [_until_stopped(_to_endpoint(scenario, function, subnet, endpoint, place)) for place in endpoint.subnets]
    return next((way for way in ways if not way[-1].passes), ways[0])


def named_endpoint(scenario: Scenario) -> InterfaceEndpoint | None:
    """The interface endpoint that the service's usual name leads to inside the VPC."""
    if scenario.target.kind is not TargetKind.SERVICE or not (scenario.vpc.dns_support and scenario.vpc.dns_hostnames):
        return None
    endpoint = interface_endpoint(scenario, scenario.target.service)
    return endpoint if endpoint and endpoint.private_dns else None


def _until_stopped(hops: Iterator[HopOutcome]) -> Hops:
    found: list[HopOutcome] = []
    for one in hops:
        found.append(one)
        if not one.passes:
            break
    return tuple(found)


def _without_vpc(scenario: Scenario, function: Function) -> Iterator[HopOutcome]:
    kind, name = scenario.target.kind, in_words(scenario)
    if kind in (TargetKind.INTERNET, TargetKind.SERVICE):
        told = f"{function.label} is not attached, so it goes out by the internet access of the VPC that Lambda owns."
        yield hop(Place.FUNCTION, Check.START, function.label, told, fact="net-default-public")
        yield listening(scenario, target_end(scenario))
    elif kind is TargetKind.INTERNET_IPV6:
        told = f"Without a VPC, {function.label} has no outbound IPv6, and the host has nothing else."
        yield hop(
            Place.FUNCTION,
            Check.ADDRESS,
            function.label,
            told,
            passes=False,
            rule="no VpcConfig",
            fact="net-ipv6-dualstack",
        )
    else:
        told = f"{function.label} is not attached to the VPC, and {name} has a private address only: there is no way to it."
        yield hop(
            Place.FUNCTION,
            Check.START,
            function.label,
            told,
            passes=False,
            rule="no VpcConfig",
            fact="net-no-vpc-cannot-reach-private",
        )


def _way(scenario: Scenario, function: Function, subnet: str) -> Iterator[HopOutcome]:
    """The way to an address: of the target itself."""
    yield _start(function, subnet)
    if scenario.target.kind in _BY_NAME:
        yield _name(scenario, address_in_words(target_end(scenario).network))
    own, there = source(scenario, function, subnet), target_end(scenario)
    if scenario.target.kind is TargetKind.INTERNET_IPV6:
        yield _address(scenario, function, subnet)
        own = source_ipv6(scenario, function, subnet)
    yield _group_out(scenario, function, there)
    taken = route_for(scenario, subnet, there)
    yield from chain(_leaving(scenario, own, there), [_route(scenario, subnet, there, taken)])
    if taken.via != LOCAL:
        yield from through(scenario, own, there, taken)
    yield from arriving(scenario, own, there)
    yield listening(scenario, there, taken.via)


def _to_endpoint(
    scenario: Scenario, function: Function, subnet: str, endpoint: InterfaceEndpoint, place: str
) -> Iterator[HopOutcome]:
    """The way to an interface endpoint, whose private address the name leads to."""
    own, there = source(scenario, function, subnet), endpoint_end(scenario, endpoint, place)
    yield _start(function, subnet)
    yield _name(scenario, f"{address_in_words(there.network)}, the interface of {there.name} in {place}")
    yield _group_out(scenario, function, there)
    yield from chain(
        _leaving(scenario, own, there), [_route(scenario, subnet, there, route_for(scenario, subnet, there))]
    )
    yield from arriving(scenario, own, there)
    yield policy_said(endpoint_name(endpoint.service), endpoint.policy, "net-endpoint-policy")


def _start(function: Function, subnet: str) -> HopOutcome:
    groups = ", ".join(function.security_groups)
    told = (
        f"{function.label} goes out by a network interface in {subnet}, with a private address and the groups {groups}."
    )
    return hop(Place.FUNCTION, Check.START, function.label, told, rule=f"{subnet}: {groups}", fact="net-default-public")


def _name(scenario: Scenario, leads: str) -> HopOutcome:
    name = host_name(scenario)
    if not scenario.vpc.dns_support:
        told = f"enableDnsSupport is off, so the VPC's resolver does not answer: {name} leads nowhere."
        return hop(
            Place.FUNCTION,
            Check.NAME,
            name,
            told,
            passes=False,
            rule="enableDnsSupport: false",
            fact="net-endpoint-private-dns",
        )
    endpoint = interface_endpoint(scenario, scenario.target.service)
    told = f"{name[0].upper()}{name[1:]} leads to {leads}." if " " in name else f"{name} leads to {leads}."
    if scenario.target.kind is not TargetKind.SERVICE:
        return hop(Place.FUNCTION, Check.NAME, name, told, rule=leads)
    if endpoint is None:
        return hop(Place.FUNCTION, Check.NAME, name, told, rule="public address")
    if named_endpoint(scenario):
        return hop(Place.FUNCTION, Check.NAME, name, told, rule="private DNS: on", fact="net-endpoint-private-dns")
    off = "private DNS is off" if not endpoint.private_dns else "the VPC's DNS hostnames are off"
    told = f"{endpoint_name(endpoint.service)} is there, but {off}: {name} still leads to the public address {leads}."
    return hop(Place.FUNCTION, Check.NAME, name, told, rule="private DNS: off", fact="net-endpoint-private-dns")


def _address(scenario: Scenario, function: Function, subnet: str) -> HopOutcome:
    passes = function.ipv6_allowed_for_dual_stack and bool(subnet_named(scenario, subnet).ipv6_cidr)
    if passes:
        told = f"{subnet} is dual-stack and Ipv6AllowedForDualStack is true, so {function.label} has an IPv6 address."
    else:
        told = f"Ipv6AllowedForDualStack is false, so {function.label} has no IPv6 address, and the host has no other."
    rule = f"Ipv6AllowedForDualStack: {'true' if function.ipv6_allowed_for_dual_stack else 'false'}"
    return hop(Place.FUNCTION, Check.ADDRESS, function.label, told, passes=passes, rule=rule, fact="net-ipv6-dualstack")


def _group_out(scenario: Scenario, function: Function, there: End) -> HopOutcome:
    port = scenario.target.at_port
    said = group_lets_out(groups_named(scenario, function.security_groups), there, port)
    names = ", ".join(function.security_groups)
    where = address_in_words(there.network)
    if said.passes:
        told = f"An outbound rule of the function's groups lets it out to {where} at port {port}: {said.rule}."
    else:
        told = f"No outbound rule of {names} lets tcp {port} out to {where}."
    return hop(
        Place.FUNCTION,
        Check.GROUP_OUT,
        names,
        told,
        passes=said.passes,
        rule=said.rule,
        fact="net-sg-stateful",
    )


def _leaving(scenario: Scenario, own: End, there: End) -> Iterator[HopOutcome]:
    """The function's own ACL, for what leaves its subnet."""
    return (one for one in crossing(scenario, own, there, scenario.target.at_port) if one.check is Check.ACL_OUT)


def _route(scenario: Scenario, subnet: str, there: End, taken: Taken) -> HopOutcome:
    table = subnet_named(scenario, subnet).route_table
    where = address_in_words(there.network)
    if not taken.via:
        told = f"No route of {table}, the route table of {subnet}, fits {where}, so the packet is dropped."
        fact = "net-nat-required" if scenario.target.kind is TargetKind.INTERNET else "net-vpc-obeys-rules"
        return hop(Place.ROUTE, Check.ROUTE, table, told, passes=False, fact=fact)
    endpoint = gateway_endpoint(scenario, scenario.target.service)
    fact = "net-route-longest-prefix"
    if endpoint and taken.via == endpoint_name(endpoint.service):
        fact = "net-gateway-endpoint-route"
    told = f"The route table {table} of {subnet} sends {where} along {taken.rule}."
    return hop(Place.ROUTE, Check.ROUTE, table, told, rule=taken.rule, fact=fact)
