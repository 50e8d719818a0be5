"""Parts of the template: routes, security groups, network ACLs, endpoints."""

from typing import Any

from sim.network.building import DENYING, GATEWAYS
from sim.network.finding import nat_named
from sim.network.parts import EVERYTHING, Route, Rule
from sim.network.ruling import entry
from sim.network.scenario import Scenario
from sim.network.values import (
    BY_GATEWAY,
    IGW,
    PCX,
    PREFIX_LISTS,
    TGW,
    VGW,
    Policy,
    Protocol,
    block,
    is_network,
)

Resources = dict[str, dict[str, Any]]


def resource(kind: str, properties: dict[str, Any]) -> dict[str, Any]:
    """A resource of EC2."""
    return {"Type": f"AWS::EC2::{kind}"} | ({"Properties": properties} if properties else {})


def ref(name: str) -> dict[str, str]:
    """What stands for a resource's ID."""
    return {"Ref": name}


def logical(kind: str, name: str) -> str:
    """A logical ID: letters and digits."""
    return kind + "".join(part.capitalize() for part in "".join(c if c.isalnum() else " " for c in name).split())


def routes(resources: Resources, scenario: Scenario) -> None:
    """All routes, but those to a data centre's transit gateway, and those that a deleted gateway left behind."""
    for table in scenario.route_tables:
        for number, route in enumerate(table.routes, start=1):
            leads = _leads(resources, scenario, route)
            if leads is None:
                continue
            given = {"RouteTableId": ref(logical("Table", table.name)), **_destination(route), **leads}
            made = resource("Route", given)
            if route.via in (IGW, VGW):
                made["DependsOn"] = "IgwAttached" if route.via == IGW else "VgwAttached"
            resources[f"{logical('Route', table.name)}{number}"] = made
    if scenario.peer and scenario.peer.route_back and "Pcx" in resources:
        resources["PeerTable"] = resource("RouteTable", {"VpcId": ref("Peer")})
        back = {"DestinationCidrBlock": scenario.vpc.cidr, "VpcPeeringConnectionId": ref("Pcx")}
        resources["RouteBack"] = resource("Route", {"RouteTableId": ref("PeerTable"), **back})


def _destination(route: Route) -> dict[str, str]:
    ipv6 = block(route.destination).version == 6
    return {"DestinationIpv6CidrBlock" if ipv6 else "DestinationCidrBlock": route.destination}


def _leads(resources: Resources, scenario: Scenario, route: Route) -> dict[str, Any] | None:
    if nat_named(scenario, route.via):
        name = logical("Nat", route.via)
        return {"NatGatewayId": ref(name)} if name in resources else None
    if route.via == TGW or (route.via == PCX and "Pcx" not in resources):
        return None
    return {GATEWAYS[route.via]: ref(logical("", route.via))}


def groups(resources: Resources, scenario: Scenario) -> None:
    """Security groups. Rules are resources of their own, since groups may name each other."""
    for group in scenario.security_groups:
        name = logical("Group", group.name)
        given: dict[str, Any] = {"GroupDescription": f"{group.name} of the lab", "VpcId": ref("Vpc")}
        if group.egress != EVERYTHING:
            nothing = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "CidrIp": "127.0.0.1/32"}
            given["SecurityGroupEgress"] = [nothing]
        resources[name] = resource("SecurityGroup", given)
        for number, rule in enumerate(group.ingress, start=1):
            made = {"GroupId": ref(name), **_rule(rule, inbound=True)}
            resources[f"{name}In{number}"] = resource("SecurityGroupIngress", made)
        if group.egress == EVERYTHING:
            continue
        for number, rule in enumerate(group.egress, start=1):
            made = {"GroupId": ref(name), **_rule(rule, inbound=False)}
            resources[f"{name}Out{number}"] = resource("SecurityGroupEgress", made)


def _rule(rule: Rule, *, inbound: bool) -> dict[str, Any]:
    what: dict[str, Any] = {"IpProtocol": "-1"}
    if rule.protocol is Protocol.TCP:
        what = {"IpProtocol": "tcp", "FromPort": rule.from_port, "ToPort": rule.to_port}
    side = "Source" if inbound else "Destination"
    if rule.peer in PREFIX_LISTS:
        return what | {f"{side}PrefixListId": ref(logical("", rule.peer))}
    if not is_network(rule.peer):
        return what | {f"{side}SecurityGroupId": ref(logical("Group", rule.peer))}
    return what | {"CidrIpv6" if block(rule.peer).version == 6 else "CidrIp": rule.peer}


def acls(resources: Resources, scenario: Scenario) -> None:
    """Network ACLs and the subnets behind them."""
    for acl in scenario.acls:
        name = logical("Acl", acl.name)
        resources[name] = resource("NetworkAcl", {"VpcId": ref("Vpc")})
        for is_out, rules in ((False, acl.ingress), (True, acl.egress)):
            for rule in rules:
                given = {"NetworkAclId": ref(name), **entry(rule), "Egress": is_out}
                given["Protocol"] = int(given["Protocol"])
                resources[f"{name}{'Out' if is_out else 'In'}{rule.number}"] = resource("NetworkAclEntry", given)
    for subnet in scenario.subnets:
        if subnet.acl != "default":
            name = logical("Subnet", subnet.name)
            given = {"SubnetId": ref(name), "NetworkAclId": ref(logical("Acl", subnet.acl))}
            resources[f"{name}Acl"] = resource("SubnetNetworkAclAssociation", given)


def endpoints(resources: Resources, scenario: Scenario) -> None:
    """Endpoints, but those that AWS refuses."""
    for gateway in scenario.gateway_endpoints:
        if gateway.service in BY_GATEWAY:
            given: dict[str, Any] = {
                "VpcEndpointType": "Gateway",
                "VpcId": ref("Vpc"),
                "ServiceName": _service(gateway.service),
                "RouteTableIds": [ref(logical("Table", name)) for name in gateway.route_tables],
            }
            _endpoint(resources, gateway.service, given, gateway.policy)
    for endpoint in scenario.interface_endpoints:
        given = {
            "VpcEndpointType": "Interface",
            "VpcId": ref("Vpc"),
            "ServiceName": _service(endpoint.service),
            "SubnetIds": [ref(logical("Subnet", name)) for name in endpoint.subnets],
            "SecurityGroupIds": [ref(logical("Group", name)) for name in endpoint.security_groups],
            "PrivateDnsEnabled": endpoint.private_dns,
        }
        _endpoint(resources, endpoint.service, given, endpoint.policy)


def _service(service: str) -> dict[str, str]:
    return {"Fn::Sub": f"com.amazonaws.${{AWS::Region}}.{service}"}


def _endpoint(resources: Resources, service: str, given: dict[str, Any], policy: Policy) -> None:
    if policy is Policy.DENY:
        given["PolicyDocument"] = {"Version": "2012-10-17", **DENYING}
    resources[logical("Endpoint", service)] = resource("VPCEndpoint", given)
