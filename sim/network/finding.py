"""Parts of a network by their names, and where the ends of a connection are."""

from dataclasses import dataclass

from sim.network.keeping import DEFAULT_ACL
from sim.network.parts import (
    GatewayEndpoint,
    InterfaceEndpoint,
    NatGateway,
    NetworkAcl,
    Remote,
    RouteTable,
    SecurityGroup,
    Subnet,
)
from sim.network.scenario import Function, Scenario
from sim.network.values import (
    ADDRESSES,
    INTERNET_ADDRESS,
    INTERNET_ADDRESS_IPV6,
    TITLES,
    Network,
    Service,
    TargetKind,
    block,
)

_DATABASE, _ENDPOINT, _INTERFACE, _REMOTE = 10, 20, 30, 10
"""Where in its block an address lies. Any would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a connection."""

    name: str
    network: Network
    """Its address; of a function, all addresses of the subnet, since Lambda chooses one."""
    groups: tuple[str, ...] = ()
    subnet: str = ""
    """Empty if it is not in the VPC."""


def subnet_named(scenario: Scenario, name: str) -> Subnet:
    """The subnet of that name."""
    return next(subnet for subnet in scenario.subnets if subnet.name == name)


def table_of(scenario: Scenario, subnet: str) -> RouteTable:
    """The route table of a subnet."""
    name = subnet_named(scenario, subnet).route_table
    return next(table for table in scenario.route_tables if table.name == name)


def acl_of(scenario: Scenario, subnet: str) -> NetworkAcl | None:
    """The network ACL of a subnet; None if it is ``default``, which allows everything."""
    name = subnet_named(scenario, subnet).acl
    return None if name == DEFAULT_ACL else next(acl for acl in scenario.acls if acl.name == name)


def groups_named(scenario: Scenario, names: tuple[str, ...]) -> tuple[SecurityGroup, ...]:
    """The security groups of these names, in the order of the names."""
    return tuple(next(group for group in scenario.security_groups if group.name == name) for name in names)


def nat_named(scenario: Scenario, name: str) -> NatGateway | None:
    """The NAT gateway of that name, if there is one."""
    return next((gateway for gateway in scenario.nat_gateways if gateway.name == name), None)


def gateway_endpoint(scenario: Scenario, service: Service) -> GatewayEndpoint | None:
    """The gateway endpoint for a service, if there is one."""
    return next((one for one in scenario.gateway_endpoints if one.service is service), None)


def interface_endpoint(scenario: Scenario, service: Service) -> InterfaceEndpoint | None:
    """The interface endpoint for a service, if there is one."""
    return next((one for one in scenario.interface_endpoints if one.service is service), None)


def remote_of(scenario: Scenario) -> Remote | None:
    """The network that the target is in, if it is not in this VPC and not on the internet."""
    match scenario.target.kind:
        case TargetKind.PEERED:
            return scenario.peer
        case TargetKind.ON_PREMISES:
            return scenario.on_premises
    return None


def source(scenario: Scenario, function: Function, subnet: str) -> End:
    """A function's end, in one of its subnets."""
    own = block(subnet_named(scenario, subnet).cidr)
    return End(name=function.label, network=own, groups=function.security_groups, subnet=subnet)


def source_ipv6(scenario: Scenario, function: Function, subnet: str) -> End:
    """The same with IPv6 addresses. The subnet is dual-stack."""
    own = block(subnet_named(scenario, subnet).ipv6_cidr)
    return End(name=function.label, network=own, groups=function.security_groups, subnet=subnet)


def target_end(scenario: Scenario) -> End:
    """The target's end; of a service, its public address."""
    target = scenario.target
    name = in_words(scenario)
    match target.kind:
        case TargetKind.SERVICE:
            return End(name=name, network=block(ADDRESSES[target.service]))
        case TargetKind.INTERNET_IPV6:
            return End(name=name, network=block(INTERNET_ADDRESS_IPV6))
        case TargetKind.DATABASE:
            address = _inside(subnet_named(scenario, target.subnet).cidr, _DATABASE)
            return End(name=name, network=address, groups=target.security_groups, subnet=target.subnet)
        case TargetKind.INTERFACE:
            address = _inside(subnet_named(scenario, target.subnet).cidr, _INTERFACE)
            return End(name=name, network=address, subnet=target.subnet)
    if remote := remote_of(scenario):
        return End(name=name, network=_inside(remote.cidr, _REMOTE))
    return End(name=name, network=block(INTERNET_ADDRESS))


def endpoint_end(scenario: Scenario, endpoint: InterfaceEndpoint, subnet: str) -> End:
    """The interface of an endpoint in one of its subnets."""
    address = _inside(subnet_named(scenario, subnet).cidr, _ENDPOINT)
    return End(name=endpoint_name(endpoint.service), network=address, groups=endpoint.security_groups, subnet=subnet)


def endpoint_name(service: Service) -> str:
    """What the endpoint for a service is called here."""
    return f"vpce-{service}"


def host_name(scenario: Scenario) -> str:
    """The name that the code connects to."""
    target = scenario.target
    match target.kind:
        case TargetKind.SERVICE:
            return f"{target.service}.{scenario.region}.amazonaws.com"
        case TargetKind.DATABASE:
            return "the database's name"
    return "the host's name"


def in_words(scenario: Scenario) -> str:
    """What the target is called in a sentence."""
    match scenario.target.kind:
        case TargetKind.INTERNET:
            return "a host on the internet"
        case TargetKind.INTERNET_IPV6:
            return "an IPv6-only host on the internet"
        case TargetKind.SERVICE:
            return TITLES[scenario.target.service]
        case TargetKind.DATABASE:
            return f"the database in {scenario.target.subnet}"
        case TargetKind.PEERED:
            return "the database in the peered VPC"
        case TargetKind.ON_PREMISES:
            return "the database on premises"
    return f"a function's interface in {scenario.target.subnet}"


def address_in_words(network: Network) -> str:
    """An address without the prefix of a single one."""
    return str(network).removesuffix("/32").removesuffix("/128")


def _inside(cidr: str, number: int) -> Network:
    return block(str(block(cidr).network_address + number))
