"""The parts that a network is built of: subnets, route tables, groups, lists, gateways, endpoints. AWS's own names throughout."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.names import keep_name, keep_unlike
from sim.network.values import (
    ANYWHERE,
    ANYWHERE_IPV6,
    HIGHEST_PORT,
    PREFIX_LISTS,
    Action,
    Availability,
    Policy,
    Protocol,
    Service,
    Tenancy,
    is_network,
    network_of,
)

_closed = with_config(ConfigDict(extra="forbid"))

Name = Annotated[str, MaxLen(64)]
Cidr = Annotated[str, MaxLen(44)]
Port = Annotated[int, Interval(ge=0, le=HIGHEST_PORT)]
LONGEST_NAME = 64


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Vpc:
    """The VPC itself."""

    cidr: Cidr = "10.0.0.0/16"
    ipv6_cidr: Cidr = ""
    """Empty if it has no IPv6 addresses."""
    tenancy: Tenancy = Tenancy.DEFAULT
    dns_support: bool = True
    """enableDnsSupport: whether the VPC's own resolver answers."""
    dns_hostnames: bool = True
    """enableDnsHostnames: private names of endpoints need both."""
    internet_gateway: bool = True
    """Whether one is attached; routes call it ``igw``."""
    egress_only_gateway: bool = False
    """Whether there is an egress-only internet gateway; routes call it ``eigw``."""

    def __post_init__(self) -> None:
        own = network_of("cidr", self.cidr)
        if own.version != 4 or not 16 <= own.prefixlen <= 28:
            raise ValueError(f"cidr: {self.cidr} is out of range; a VPC has an IPv4 block of /16 to /28")
        if self.ipv6_cidr and network_of("ipv6_cidr", self.ipv6_cidr).version != 6:
            raise ValueError(f"ipv6_cidr: {self.ipv6_cidr} is no IPv6 block; write it as 2001:db8:1::/56")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Subnet:
    """A subnet: a block of the VPC's addresses in one Availability Zone. Public is one whose route table leads to the internet gateway."""

    name: Name
    zone: Annotated[str, MaxLen(1)] = "a"
    """Letter of its Availability Zone."""
    cidr: Cidr
    ipv6_cidr: Cidr = ""
    """Empty if it is not dual-stack."""
    route_table: Name = "private"
    acl: Name = "default"
    """Its network ACL; ``default`` is always there and allows everything."""
    free_addresses: Annotated[int, Interval(ge=0, le=65_531)] = 200

    def __post_init__(self) -> None:
        keep_bounds(self)
        keep_name("name", self.name, LONGEST_NAME)
        if self.zone not in ("a", "b", "c"):
            raise ValueError(f"zone: {self.zone!r} is none; take a, b or c")
        if network_of("cidr", self.cidr).version != 4:
            raise ValueError(f"cidr: {self.cidr} is no IPv4 block; IPv6-only subnets are not shown")
        if self.ipv6_cidr and network_of("ipv6_cidr", self.ipv6_cidr).version != 6:
            raise ValueError(f"ipv6_cidr: {self.ipv6_cidr} is no IPv6 block; write it as 2001:db8:1:10::/64")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A route. The local one is always there, and a gateway endpoint writes its own."""

    destination: Cidr = ANYWHERE
    via: Name
    """``igw``, ``eigw``, ``pcx``, ``tgw``, ``vgw``, or the name of a NAT gateway."""

    def __post_init__(self) -> None:
        network_of("destination", self.destination)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class RouteTable:
    """A route table: of the routes that fit an address, the one with the longest prefix counts."""

    name: Name
    routes: tuple[Route, ...] = ()

    def __post_init__(self) -> None:
        keep_name("name", self.name, LONGEST_NAME)
        keep_unlike("routes", [route.destination for route in self.routes])


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class NatGateway:
    """A public NAT gateway: IPv4 only."""

    name: Name
    availability: Availability = Availability.ZONAL
    subnet: Name = ""
    """Where a zonal one stands; empty for a regional one."""
    is_available: bool = True
    """False once it is deleted: routes to it stay behind as *blackhole*."""

    def __post_init__(self) -> None:
        keep_name("name", self.name, LONGEST_NAME)
        if (self.availability is Availability.ZONAL) != bool(self.subnet):
            told = "a zonal NAT gateway stands in one, a regional one in none"
            raise ValueError(f"subnet: {self.subnet!r} does not go with {self.availability}; {told}")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayEndpoint:
    """A gateway endpoint: a route to the service's prefix list in each of its route tables. AWS has them for S3 and DynamoDB alone."""

    service: Service
    route_tables: tuple[Name, ...] = ()
    policy: Policy = Policy.ALLOW


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceEndpoint:
    """An interface endpoint (AWS PrivateLink): a network interface with a private address in each of its subnets."""

    service: Service
    subnets: tuple[Name, ...]
    security_groups: tuple[Name, ...]
    private_dns: bool = True
    """Whether the service's usual name leads to it inside the VPC."""
    policy: Policy = Policy.ALLOW


def _keep_ports(rule: "Rule | AclRule") -> None:
    if rule.to_port < rule.from_port:
        raise ValueError(f"to_port: {rule.to_port} is below from_port; take {rule.from_port} or more")
    if rule.protocol is Protocol.ALL and (rule.from_port, rule.to_port) != (0, HIGHEST_PORT):
        raise ValueError("from_port: protocol all has no ports; leave them out, or take tcp")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of a security group. It allows; nothing in a security group denies."""

    peer: Cidr
    """Whom it lets in or out to: a block of addresses, the name of a security group, or ``pl-s3``, ``pl-dynamodb``."""
    protocol: Protocol = Protocol.TCP
    from_port: Port = 0
    to_port: Port = HIGHEST_PORT

    def __post_init__(self) -> None:
        keep_bounds(self)
        _keep_ports(self)
        if not is_network(self.peer) and self.peer not in PREFIX_LISTS:
            keep_name("peer", self.peer, LONGEST_NAME)


EVERYTHING = (Rule(peer=ANYWHERE, protocol=Protocol.ALL), Rule(peer=ANYWHERE_IPV6, protocol=Protocol.ALL))
"""What AWS writes into the outbound rules of a new security group."""


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityGroup:
    """A security group: stateful, so the answer to what was let through always comes back."""

    name: Name
    ingress: tuple[Rule, ...] = ()
    egress: tuple[Rule, ...] = EVERYTHING

    def __post_init__(self) -> None:
        keep_name("name", self.name, LONGEST_NAME)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class AclRule:
    """A numbered rule of a network ACL. The lowest number that fits decides; what no rule fits is denied."""

    number: Annotated[int, Interval(ge=1, le=32_766)]
    action: Action = Action.ALLOW
    cidr: Cidr = ANYWHERE
    protocol: Protocol = Protocol.TCP
    from_port: Port = 0
    to_port: Port = HIGHEST_PORT

    def __post_init__(self) -> None:
        keep_bounds(self)
        network_of("cidr", self.cidr)
        _keep_ports(self)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkAcl:
    """A network ACL: stateless, so the answer needs a rule of its own, for the ephemeral ports."""

    name: Name
    ingress: tuple[AclRule, ...] = ()
    egress: tuple[AclRule, ...] = ()

    def __post_init__(self) -> None:
        keep_name("name", self.name, LONGEST_NAME)
        for place, rules in (("ingress", self.ingress), ("egress", self.egress)):
            numbers = [rule.number for rule in rules]
            if len(set(numbers)) < len(numbers):
                raise ValueError(f"{place}: a number is there twice; give each rule a number of its own")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A network at the other end of a connection: a peered VPC, or the own data centre."""

    cidr: Cidr
    route_back: bool = True
    """Whether its own routing knows the way back to the VPC."""
    ingress: tuple[Rule, ...] = (Rule(peer="10.0.0.0/8"),)
    """Whom the target's security group there lets in; of a data centre, its firewall."""

    def __post_init__(self) -> None:
        if network_of("cidr", self.cidr).version != 4:
            raise ValueError(f"cidr: {self.cidr} is no IPv4 block; write it as 10.1.0.0/16")
