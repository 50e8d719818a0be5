"""Single changes of a network, each as one would make it: a route, a rule, an endpoint, a gateway, a setting.

Each gives a new scenario when it is applied; one that does not go together is refused by the scenario itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sim.network.filtering import acl_rule, group_rule
from sim.network.finding import endpoint_name, gateway_endpoint
from sim.network.parts import (
    AclRule,
    GatewayEndpoint,
    InterfaceEndpoint,
    NatGateway,
    Route,
    RouteTable,
    Rule,
    Subnet,
)
from sim.network.scenario import Function, Scenario
from sim.network.values import TITLES, Policy, Service


@dataclass(frozen=True, slots=True)
class Change:
    """One change: in a few words, in a sentence, and done. ``apply`` raises ValueError if it does not go together with the rest."""

    title: str
    told: str
    apply: Callable[[Scenario], Scenario]
    fact: str = ""


def route(table: str, destination: str, via: str) -> Change:
    """A route, in the place of the one with the same destination if there is one."""

    def apply(scenario: Scenario) -> Scenario:
        def led(one: RouteTable) -> RouteTable:
            kept = tuple(old for old in one.routes if old.destination != destination)
            return replace(one, routes=(*kept, Route(destination=destination, via=via)))

        return replace(
            scenario, route_tables=tuple(led(one) if one.name == table else one for one in scenario.route_tables)
        )

    return Change("route", f"Lead {destination} to {via} in the route table {table}.", apply, "net-vpc-obeys-rules")


def nat_gateway(gateway: NatGateway) -> Change:
    """A NAT gateway, in the place of the one of that name if there is one."""
    where = f"in {gateway.subnet}, a public subnet" if gateway.subnet else "for the whole VPC, in no subnet"

    def apply(scenario: Scenario) -> Scenario:
        kept = tuple(one for one in scenario.nat_gateways if one.name != gateway.name)
        return replace(scenario, nat_gateways=(*kept, gateway))

    title = f"{gateway.availability} NAT gateway"
    told = f"Make the {title} {gateway.name} {where}, with a public address."
    return Change(title, told, apply, "net-nat-required")


def internet_gateway() -> Change:
    """An internet gateway attached to the VPC."""
    told = "Attach an internet gateway to the VPC."
    return Change(
        "internet gateway",
        told,
        lambda scenario: replace(scenario, vpc=replace(scenario.vpc, internet_gateway=True)),
        "net-nat-required",
    )


def egress_only_gateway() -> Change:
    """An egress-only internet gateway."""
    return Change(
        "egress-only internet gateway",
        "Make an egress-only internet gateway for the VPC.",
        lambda scenario: replace(scenario, vpc=replace(scenario.vpc, egress_only_gateway=True)),
        "net-ipv6-dualstack",
    )


def gateway_endpoint_in(service: Service, table: str) -> Change:
    """A gateway endpoint, associated with a route table."""

    def apply(scenario: Scenario) -> Scenario:
        there = gateway_endpoint(scenario, service) or GatewayEndpoint(service=service)
        kept = tuple(one for one in scenario.gateway_endpoints if one.service is not service)
        wider = replace(there, route_tables=tuple(dict.fromkeys((*there.route_tables, table))))
        return replace(scenario, gateway_endpoints=(*kept, wider))

    told = f"Associate a gateway endpoint for {TITLES[service]} with the route table {table}."
    return Change("gateway endpoint", told, apply, "net-gateway-endpoint-route")


def interface_endpoint_in(service: Service, subnets: tuple[str, ...], group: str) -> Change:
    """An interface endpoint with private DNS."""
    endpoint = InterfaceEndpoint(service=service, subnets=subnets, security_groups=(group,))

    def apply(scenario: Scenario) -> Scenario:
        return replace(scenario, interface_endpoints=(*scenario.interface_endpoints, endpoint))

    told = f"Make an interface endpoint for {TITLES[service]} in {' and '.join(subnets)}, with private DNS and the group {group}."
    return Change("interface endpoint", told, apply, "net-endpoint-private-dns")


def private_dns(service: Service) -> Change:
    """Private DNS of an interface endpoint, on."""
    return Change(
        "private DNS",
        f"Switch private DNS on for {endpoint_name(service)}.",
        lambda scenario: _with_endpoint(scenario, service, lambda one: replace(one, private_dns=True)),
        "net-endpoint-private-dns",
    )


def dns(*, support: bool) -> Change:
    """One of the VPC's DNS attributes, on."""
    name = "enableDnsSupport" if support else "enableDnsHostnames"

    def apply(scenario: Scenario) -> Scenario:
        vpc = scenario.vpc
        changed = replace(vpc, dns_support=True) if support else replace(vpc, dns_hostnames=True)
        return replace(scenario, vpc=changed)

    return Change("DNS of the VPC", f"Switch {name} of the VPC on.", apply, "net-endpoint-private-dns")


def allowing_policy(service: Service, *, by_gateway: bool) -> Change:
    """An endpoint's policy that allows the call."""

    def apply(scenario: Scenario) -> Scenario:
        if not by_gateway:
            return _with_endpoint(scenario, service, lambda one: replace(one, policy=Policy.ALLOW))
        allowed = tuple(
            replace(one, policy=Policy.ALLOW) if one.service is service else one for one in scenario.gateway_endpoints
        )
        return replace(scenario, gateway_endpoints=allowed)

    told = f"Allow the call in the endpoint policy of {endpoint_name(service)}."
    return Change("endpoint policy", told, apply, "net-endpoint-policy")


def _with_endpoint(
    scenario: Scenario, service: Service, change: Callable[[InterfaceEndpoint], InterfaceEndpoint]
) -> Scenario:
    changed = tuple(change(one) if one.service is service else one for one in scenario.interface_endpoints)
    return replace(scenario, interface_endpoints=changed)


def group_allows(group: str, rule: Rule, *, inbound: bool) -> Change:
    """A rule of a security group."""

    def apply(scenario: Scenario) -> Scenario:
        changed = tuple(
            one
            if one.name != group
            else replace(one, ingress=(*one.ingress, rule))
            if inbound
            else replace(one, egress=(*one.egress, rule))
            for one in scenario.security_groups
        )
        return replace(scenario, security_groups=changed)

    way, sort = ("from", "inbound") if inbound else ("to", "outbound")
    told = f"Add an {sort} rule to the security group {group_rule(group, rule, way)}."
    return Change("security group rule", told, apply, "net-sg-stateful")


def acl_allows(acl: str, rule: AclRule, *, inbound: bool) -> Change:
    """A rule of a network ACL."""

    def apply(scenario: Scenario) -> Scenario:
        changed = tuple(
            one
            if one.name != acl
            else replace(one, ingress=(*one.ingress, rule))
            if inbound
            else replace(one, egress=(*one.egress, rule))
            for one in scenario.acls
        )
        return replace(scenario, acls=changed)

    told = f"Add {'inbound' if inbound else 'outbound'} rule {acl_rule(rule)} to the network ACL {acl}."
    return Change("network ACL rule", told, apply, "net-acl-ephemeral")


def remote_side(place: str, rule: Rule | None) -> Change:
    """The other side's way back, or with a ``rule`` what lets the function in there. ``place`` is ``peer`` or ``on_premises``."""

    def apply(scenario: Scenario) -> Scenario:
        peered = place == "peer"
        remote = scenario.peer if peered else scenario.on_premises
        if remote is None:
            raise ValueError(f"{place}: there is none; name it")
        changed = replace(remote, ingress=(*remote.ingress, rule)) if rule else replace(remote, route_back=True)
        return replace(scenario, peer=changed) if peered else replace(scenario, on_premises=changed)

    peered = place == "peer"
    where = "the peered VPC" if peered else "the data centre"
    fact = "net-peering-routes" if peered else "net-on-premises-routes"
    if rule is None:
        return Change("route back", f"Give {where} a route back to this VPC.", apply, fact)
    name = "the target's security group" if peered else "the firewall"
    return Change("rule on the other side", f"Let the function in at {group_rule(name, rule, 'from')}.", apply, fact)


def function_in(label: str, subnets: tuple[str, ...], groups: tuple[str, ...], told: str, title: str) -> Change:
    """Another VpcConfig for a function."""

    def apply(scenario: Scenario) -> Scenario:
        def moved(one: Function) -> Function:
            return replace(one, subnets=subnets, security_groups=groups) if one.label == label else one

        return replace(scenario, functions=tuple(moved(one) for one in scenario.functions))

    return Change(title, told, apply, "net-vpc-obeys-rules")


def ipv6_allowed(label: str) -> Change:
    """Ipv6AllowedForDualStack of a function."""

    def apply(scenario: Scenario) -> Scenario:
        changed = tuple(
            replace(one, ipv6_allowed_for_dual_stack=True) if one.label == label else one for one in scenario.functions
        )
        return replace(scenario, functions=changed)

    told = f"Set Ipv6AllowedForDualStack of {label} to true."
    return Change("Ipv6AllowedForDualStack", told, apply, "net-ipv6-dualstack")


def ipv6_block(cidr: str, subnet: str = "") -> Change:
    """An IPv6 block for the VPC, or for one of its subnets."""

    def apply(scenario: Scenario) -> Scenario:
        if not subnet:
            return replace(scenario, vpc=replace(scenario.vpc, ipv6_cidr=cidr))
        changed = tuple(replace(one, ipv6_cidr=cidr) if one.name == subnet else one for one in scenario.subnets)
        return replace(scenario, subnets=changed)

    told = f"Give {subnet or 'the VPC'} the IPv6 block {cidr}."
    return Change("IPv6 block", told, apply, "net-ipv6-dualstack")


def private_subnet(subnet: Subnet) -> Change:
    """A subnet with a route table of its own."""

    def apply(scenario: Scenario) -> Scenario:
        table = RouteTable(name=subnet.route_table)
        return replace(scenario, subnets=(*scenario.subnets, subnet), route_tables=(*scenario.route_tables, table))

    told = f"Make the private subnet {subnet.name} ({subnet.cidr}), with the route table {subnet.route_table}."
    return Change("private subnet", told, apply, "net-public-subnet-trap")
