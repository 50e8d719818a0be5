"""The calls that build the network: VPC, gateways, subnets, route tables, routes, endpoints."""

import json
from collections.abc import Iterator
from typing import Any

from sim.draw.aws import REGION, ApiCall, Shell, Step
from sim.network.finding import nat_named
from sim.network.own import led_to, made, word
from sim.network.parts import Remote, Route
from sim.network.scenario import Scenario
from sim.network.values import (
    EIGW,
    IGW,
    PCX,
    TGW,
    VGW,
    Availability,
    Policy,
    Tenancy,
    block,
)

DENYING = {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}
GATEWAYS = {IGW: "GatewayId", EIGW: "EgressOnlyInternetGatewayId", PCX: "VpcPeeringConnectionId"}
GATEWAYS |= {TGW: "TransitGatewayId", VGW: "GatewayId"}
"""Which parameter of CreateRoute takes what a route leads to; all others are NAT gateways."""


def vpc_of(scenario: Scenario) -> Iterator[Step]:
    """The VPC and what is attached to it."""
    vpc = scenario.vpc
    given: dict[str, Any] = {"CidrBlock": vpc.cidr}
    given |= {"AmazonProvidedIpv6CidrBlock": True} if vpc.ipv6_cidr else {}
    given |= {"InstanceTenancy": "dedicated"} if vpc.tenancy is Tenancy.DEDICATED else {}
    yield made("CreateVpc", given, "Vpc.VpcId", "vpc")
    place = {"VpcId": word("vpc")}
    if vpc.dns_hostnames and vpc.dns_support:
        yield ApiCall("ec2", "ModifyVpcAttribute", place | {"EnableDnsHostnames": {"Value": True}})
    if not vpc.dns_support:
        yield ApiCall("ec2", "ModifyVpcAttribute", place | {"EnableDnsSupport": {"Value": False}})
    if vpc.internet_gateway:
        yield made("CreateInternetGateway", {}, "InternetGateway.InternetGatewayId", IGW)
        yield ApiCall("ec2", "AttachInternetGateway", {"InternetGatewayId": word(IGW), **place})
    if vpc.egress_only_gateway:
        query = "EgressOnlyInternetGateway.EgressOnlyInternetGatewayId"
        yield made("CreateEgressOnlyInternetGateway", place, query, EIGW)
    if scenario.peer:
        yield from _peer(scenario.peer)
    if VGW in led_to(scenario):
        yield made("CreateVpnGateway", {"Type": "ipsec.1"}, "VpnGateway.VpnGatewayId", VGW)
        yield ApiCall("ec2", "AttachVpnGateway", {"VpnGatewayId": word(VGW), **place})


def _peer(peer: Remote) -> Iterator[Step]:
    yield Shell(
        "\n# The other VPC, and the peering connection. One between blocks that overlap goes to the state failed"
    )
    yield made("CreateVpc", {"CidrBlock": peer.cidr}, "Vpc.VpcId", "peer")
    given = {"VpcId": word("vpc"), "PeerVpcId": word("peer")}
    yield made("CreateVpcPeeringConnection", given, "VpcPeeringConnection.VpcPeeringConnectionId", PCX)
    yield ApiCall("ec2", "AcceptVpcPeeringConnection", {"VpcPeeringConnectionId": word(PCX)})


def subnets_of(scenario: Scenario) -> Iterator[Step]:
    """Subnets and route tables."""
    yield Shell("\n# Subnets and route tables")
    if scenario.vpc.ipv6_cidr:
        query = "Vpcs[0].Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock"
        yield Shell(f"BLOCK=$(aws ec2 describe-vpcs --vpc-ids '<vpc>' --query '{query}' --output text)")
    for table in scenario.route_tables:
        yield made("CreateRouteTable", {"VpcId": word("vpc")}, "RouteTable.RouteTableId", "table", table.name)
    for number, subnet in enumerate(scenario.subnets):
        given = {"VpcId": word("vpc"), "CidrBlock": subnet.cidr, "AvailabilityZone": f"{REGION}{subnet.zone}"}
        if subnet.ipv6_cidr:
            yield Shell(f'ID["<ipv6 {subnet.name}>"]="${{BLOCK%00::/56}}{number:02x}::/64"')
            given["Ipv6CidrBlock"] = word("ipv6", subnet.name)
        yield made("CreateSubnet", given, "Subnet.SubnetId", "subnet", subnet.name)
        leads = {"RouteTableId": word("table", subnet.route_table), "SubnetId": word("subnet", subnet.name)}
        yield ApiCall("ec2", "AssociateRouteTable", leads)
    if TGW in led_to(scenario):
        yield made("CreateTransitGateway", {}, "TransitGateway.TransitGatewayId", TGW)
        subnets = {subnet.zone: word("subnet", subnet.name) for subnet in scenario.subnets}
        yield Shell("sleep 120  # until the transit gateway is available")
        given_tgw = {"TransitGatewayId": word(TGW), "VpcId": word("vpc"), "SubnetIds": list(subnets.values())}
        query = "TransitGatewayVpcAttachment.TransitGatewayAttachmentId"
        yield made("CreateTransitGatewayVpcAttachment", given_tgw, query, "attachment")


def gateways_of(scenario: Scenario) -> Iterator[Step]:
    """NAT gateways, and then all routes."""
    if scenario.nat_gateways:
        yield Shell("\n# NAT gateways cost money from here on, by the hour and by the GB")
    for gateway in scenario.nat_gateways:
        if gateway.availability is Availability.REGIONAL:
            given: dict[str, Any] = {"AvailabilityMode": "regional", "VpcId": word("vpc")}
        else:
            yield made("AllocateAddress", {"Domain": "vpc"}, "AllocationId", "address", gateway.name)
            given = {"SubnetId": word("subnet", gateway.subnet), "AllocationId": word("address", gateway.name)}
        yield made("CreateNatGateway", given, "NatGateway.NatGatewayId", "nat", gateway.name)
    for gateway in scenario.nat_gateways:
        yield Shell(f"aws ec2 wait nat-gateway-available --nat-gateway-ids '{word('nat', gateway.name)}'")
    for table in scenario.route_tables:
        for route in table.routes:
            yield ApiCall("ec2", "CreateRoute", {"RouteTableId": word("table", table.name), **_leads(scenario, route)})
    if scenario.peer and scenario.peer.route_back:
        find = (
            "aws ec2 describe-route-tables --filters 'Name=vpc-id,Values=<peer>' --query 'RouteTables[0].RouteTableId'"
        )
        yield Shell(f"{find} --output text >id && keep 'table of peer'")
        back = {"DestinationCidrBlock": scenario.vpc.cidr, "VpcPeeringConnectionId": word(PCX)}
        yield ApiCall("ec2", "CreateRoute", {"RouteTableId": word("table of peer"), **back})
    for gateway in scenario.nat_gateways:
        if not gateway.is_available:
            yield Shell(f"\n# {gateway.name} is deleted, and the route to it stays behind as blackhole")
            yield ApiCall("ec2", "DeleteNatGateway", {"NatGatewayId": word("nat", gateway.name)})


def _leads(scenario: Scenario, route: Route) -> dict[str, str]:
    is_ipv6 = block(route.destination).version == 6
    where = {"DestinationIpv6CidrBlock" if is_ipv6 else "DestinationCidrBlock": route.destination}
    if nat_named(scenario, route.via):
        return where | {"NatGatewayId": word("nat", route.via)}
    return where | {GATEWAYS[route.via]: word(route.via)}


def endpoints_of(scenario: Scenario) -> Iterator[Step]:
    """Gateway endpoints and interface endpoints."""
    if scenario.interface_endpoints:
        yield Shell("\n# Interface endpoints cost money from here on, by the hour in each zone and by the GB")
    for gateway in scenario.gateway_endpoints:
        given: dict[str, Any] = {
            "VpcEndpointType": "Gateway",
            "VpcId": word("vpc"),
            "ServiceName": f"com.amazonaws.{REGION}.{gateway.service}",
            "RouteTableIds": [word("table", name) for name in gateway.route_tables],
        }
        given |= {"PolicyDocument": json.dumps(DENYING)} if gateway.policy is Policy.DENY else {}
        yield made("CreateVpcEndpoint", given, "VpcEndpoint.VpcEndpointId", "endpoint", gateway.service)
    for endpoint in scenario.interface_endpoints:
        given = {
            "VpcEndpointType": "Interface",
            "VpcId": word("vpc"),
            "ServiceName": f"com.amazonaws.{REGION}.{endpoint.service}",
            "SubnetIds": [word("subnet", name) for name in endpoint.subnets],
            "SecurityGroupIds": [word("group", name) for name in endpoint.security_groups],
            "PrivateDnsEnabled": endpoint.private_dns,
        }
        given |= {"PolicyDocument": json.dumps(DENYING)} if endpoint.policy is Policy.DENY else {}
        yield made("CreateVpcEndpoint", given, "VpcEndpoint.VpcEndpointId", "endpoint", endpoint.service)
