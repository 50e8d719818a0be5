"""Ways out to the internet that a subnet could be given, and other subnets that a function could be put into."""

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_network

from sim.network import changes
from sim.network.changes import Change
from sim.network.finding import nat_named, subnet_named, table_of
from sim.network.following import follow
from sim.network.parts import NatGateway, Subnet
from sim.network.routes import is_public
from sim.network.scenario import Function, Scenario
from sim.network.values import ANYWHERE, IGW, Availability, block, touches

REGIONAL = "nat-regional"
NEW = "private-new"


def to_internet(scenario: Scenario, subnet: str) -> Iterator[tuple[Change, ...]]:
    """Ways for IPv4: by a NAT gateway that is there, a new zonal one, a regional one. A public subnet keeps its route."""
    if is_public(scenario, subnet):
        return
    table = subnet_named(scenario, subnet).route_table
    used = {route.via for route in table_of(scenario, subnet).routes if route.destination == ANYWHERE}
    gateway = () if scenario.vpc.internet_gateway else (changes.internet_gateway(),)
    for one in scenario.nat_gateways:
        if one.is_available and one.name not in used:
            yield (changes.route(table, ANYWHERE, one.name),)
        if one.is_available and one.name in used and one.subnet:
            yield from _made_public(scenario, one.subnet, subnet)
        if one.is_available and one.availability is Availability.REGIONAL and gateway:
            yield gateway
    for place in _public_places(scenario, subnet):
        made = changes.nat_gateway(NatGateway(name=f"nat-{place}", subnet=place))
        if nat_named(scenario, f"nat-{place}") is None:
            yield (made, changes.route(table, ANYWHERE, f"nat-{place}"))
    if nat_named(scenario, REGIONAL) is None:
        made = changes.nat_gateway(NatGateway(name=REGIONAL, availability=Availability.REGIONAL))
        yield (*gateway, made, changes.route(table, ANYWHERE, REGIONAL))


def _public_places(scenario: Scenario, subnet: str) -> Iterator[str]:
    """One public subnet for a NAT gateway: of the same zone if there is one."""
    zone = subnet_named(scenario, subnet).zone
    public = [one for one in scenario.subnets if is_public(scenario, one.name)]
    yield from [one.name for one in sorted(public, key=lambda one: one.zone != zone)][:1]


def _made_public(scenario: Scenario, place: str, subnet: str) -> Iterator[tuple[Change, ...]]:
    """The NAT gateway's subnet made public, if it does not share its route table with functions."""
    table = subnet_named(scenario, place).route_table
    shared = {subnet_named(scenario, name).route_table for one in scenario.functions for name in one.subnets}
    if table not in shared and table != subnet_named(scenario, subnet).route_table:
        gateway = () if scenario.vpc.internet_gateway else (changes.internet_gateway(),)
        yield (*gateway, changes.route(table, ANYWHERE, IGW))


def other_subnets(scenario: Scenario, function: Function, subnet: str) -> Iterator[tuple[Change, ...]]:
    """The function out of ``subnet``: into one from which it reaches the target, or from a public one into a private one."""
    rest = tuple(name for name in function.subnets if name != subnet)
    if any(_reaches_from(scenario, function, name) for name in rest):
        told = f"Take {subnet} out of the VpcConfig of {function.label}."
        yield (changes.function_in(function.label, rest, function.security_groups, told, "VpcConfig"),)
        return
    public = is_public(scenario, subnet)
    private = [
        one for one in scenario.subnets if not is_public(scenario, one.name) and one.name not in function.subnets
    ]
    zone = subnet_named(scenario, subnet).zone
    fallback = sorted(private, key=lambda one: one.zone != zone)[:1] if public else []
    for one in scenario.subnets:
        if one.name in function.subnets:
            continue
        if one in fallback or _reaches_from(scenario, function, one.name):
            yield (_moved(function, subnet, one.name),)
    if public and not private:
        made = _new_subnet(scenario, subnet)
        if made:
            yield (changes.private_subnet(made), _moved(function, subnet, made.name))


def _moved(function: Function, subnet: str, place: str) -> Change:
    subnets = tuple(place if name == subnet else name for name in function.subnets)
    told = f"Move {function.label} from {subnet} to {place}."
    return changes.function_in(function.label, subnets, function.security_groups, told, "VpcConfig")


def _reaches_from(scenario: Scenario, function: Function, subnet: str) -> bool:
    moved = replace(function, subnets=(subnet,))
    if function.ipv6_allowed_for_dual_stack and not subnet_named(scenario, subnet).ipv6_cidr:
        return False
    return follow(scenario, moved, subnet)[-1].passes


def _new_subnet(scenario: Scenario, like: str) -> Subnet | None:
    """A free block of the VPC as a subnet, of the size of ``like``."""
    size = block(subnet_named(scenario, like).cidr).prefixlen
    taken = [block(one.cidr) for one in scenario.subnets]
    own = ip_network(scenario.vpc.cidr)
    if size < own.prefixlen:
        return None
    free = (one for one in own.subnets(new_prefix=size) if not any(touches(one, other) for other in taken))
    found = next(free, None)
    zone = subnet_named(scenario, like).zone
    return Subnet(name=NEW, zone=zone, cidr=str(found), route_table=NEW) if found else None
