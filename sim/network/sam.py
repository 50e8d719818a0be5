"""The scenario as a SAM template: VPC, subnets, routes, groups, ACLs, gateways, endpoints, and the functions in them."""

from typing import Any

from sim.draw.aws import RUNTIME
from sim.network.own import CODE, costs, function_name, led_to
from sim.network.sam_parts import Resources, acls, endpoints, groups, logical, ref, resource, routes
from sim.network.scenario import Scenario
from sim.network.values import EIGW, IGW, PREFIX_LISTS, VGW, Availability, Tenancy, block, touches


def sam(scenario: Scenario) -> dict[str, Any]:
    """The template. What AWS refuses is left out; a data centre and a transit gateway to it are one's own."""
    resources: Resources = {}
    _vpc(resources, scenario)
    _subnets(resources, scenario)
    _nat(resources, scenario)
    routes(resources, scenario)
    groups(resources, scenario)
    acls(resources, scenario)
    endpoints(resources, scenario)
    _functions(resources, scenario)
    body: dict[str, Any] = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": f"Functions, and the network that they go out by. {costs(scenario)}",
    }
    lists = sorted(
        {rule.peer for group in scenario.security_groups for rule in (*group.ingress, *group.egress)}
        & set(PREFIX_LISTS)
    )
    if lists:
        about = "ID of AWS's prefix list: aws ec2 describe-managed-prefix-lists"
        body["Parameters"] = {logical("", name): {"Type": "String", "Description": about} for name in lists}
    return body | {"Resources": resources}


def _vpc(resources: Resources, scenario: Scenario) -> None:
    vpc = scenario.vpc
    given: dict[str, Any] = {
        "CidrBlock": vpc.cidr,
        "EnableDnsSupport": vpc.dns_support,
        "EnableDnsHostnames": vpc.dns_support and vpc.dns_hostnames,
    }
    given |= {"InstanceTenancy": "dedicated"} if vpc.tenancy is Tenancy.DEDICATED else {}
    resources["Vpc"] = resource("VPC", given)
    if vpc.ipv6_cidr:
        resources["Ipv6"] = resource("VPCCidrBlock", {"VpcId": ref("Vpc"), "AmazonProvidedIpv6CidrBlock": True})
    if vpc.internet_gateway:
        resources[logical("", IGW)] = resource("InternetGateway", {})
        attached = {"VpcId": ref("Vpc"), "InternetGatewayId": ref(logical("", IGW))}
        resources["IgwAttached"] = resource("VPCGatewayAttachment", attached)
    if vpc.egress_only_gateway:
        resources[logical("", EIGW)] = resource("EgressOnlyInternetGateway", {"VpcId": ref("Vpc")})
    if scenario.peer and not touches(block(scenario.peer.cidr), block(vpc.cidr)):
        resources["Peer"] = resource("VPC", {"CidrBlock": scenario.peer.cidr})
        resources["Pcx"] = resource("VPCPeeringConnection", {"VpcId": ref("Vpc"), "PeerVpcId": ref("Peer")})
    if VGW in led_to(scenario):
        resources[logical("", VGW)] = resource("VPNGateway", {"Type": "ipsec.1"})
        attached = {"VpcId": ref("Vpc"), "VpnGatewayId": ref(logical("", VGW))}
        resources["VgwAttached"] = resource("VPCGatewayAttachment", attached)


def _subnets(resources: Resources, scenario: Scenario) -> None:
    for table in scenario.route_tables:
        resources[logical("Table", table.name)] = resource("RouteTable", {"VpcId": ref("Vpc")})
    for number, subnet in enumerate(scenario.subnets):
        name = logical("Subnet", subnet.name)
        zone = {"Fn::Select": ["abc".index(subnet.zone), {"Fn::GetAZs": ""}]}
        given: dict[str, Any] = {"VpcId": ref("Vpc"), "CidrBlock": subnet.cidr, "AvailabilityZone": zone}
        more: dict[str, Any] = {}
        if subnet.ipv6_cidr:
            own = {"Fn::Select": [0, {"Fn::GetAtt": ["Vpc", "Ipv6CidrBlocks"]}]}
            given["Ipv6CidrBlock"] = {"Fn::Select": [number, {"Fn::Cidr": [own, len(scenario.subnets), 64]}]}
            more = {"DependsOn": "Ipv6"}
        resources[name] = resource("Subnet", given) | more
        leads = {"SubnetId": ref(name), "RouteTableId": ref(logical("Table", subnet.route_table))}
        resources[f"{name}Table"] = resource("SubnetRouteTableAssociation", leads)


def _nat(resources: Resources, scenario: Scenario) -> None:
    for gateway in scenario.nat_gateways:
        name = logical("Nat", gateway.name)
        if gateway.availability is Availability.REGIONAL:
            resources[name] = resource("NatGateway", {"AvailabilityMode": "regional", "VpcId": ref("Vpc")})
        elif gateway.is_available:
            resources[f"{name}Address"] = resource("EIP", {"Domain": "vpc"})
            address = {"Fn::GetAtt": [f"{name}Address", "AllocationId"]}
            given = {"SubnetId": ref(logical("Subnet", gateway.subnet)), "AllocationId": address}
            resources[name] = resource("NatGateway", given)
        if name in resources and scenario.vpc.internet_gateway:
            resources[name]["DependsOn"] = "IgwAttached"


def _functions(resources: Resources, scenario: Scenario) -> None:
    for function in scenario.functions:
        properties: dict[str, Any] = {
            "FunctionName": function_name(function),
            "Runtime": RUNTIME,
            "Handler": "index.handler",
            "Timeout": 5,
            "InlineCode": CODE,
        }
        if function.is_attached:
            config: dict[str, Any] = {
                "SubnetIds": [ref(logical("Subnet", name)) for name in function.subnets],
                "SecurityGroupIds": [ref(logical("Group", name)) for name in function.security_groups],
            }
            config |= {"Ipv6AllowedForDualStack": True} if function.ipv6_allowed_for_dual_stack else {}
            properties["VpcConfig"] = config
        name = logical("Function", function.label)
        resources[name] = {"Type": "AWS::Serverless::Function", "Properties": properties}
