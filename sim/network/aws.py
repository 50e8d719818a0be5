"""*Do it in AWS*: the network of the scenario, its functions, a call that says what the code sees, and everything taken down."""

import json
from collections.abc import Iterator
from typing import Any

from sim.draw.aws import BASIC, RUNTIME, TRUST, ApiCall, Shell, Step
from sim.network.building import endpoints_of, gateways_of, subnets_of, vpc_of
from sim.network.configuring import refusals_of
from sim.network.own import CODE, PREAMBLE, costs, function_name, host_of, led_to, word
from sim.network.ruling import acls_of, groups_of
from sim.network.sam import sam
from sim.network.scenario import Function, Scenario
from sim.network.values import EIGW, IGW, PCX, TGW, VGW, Availability, Role, TargetKind

__all__ = ["sam", "steps"]

ROLE = "coldstart-network"
ACCESS = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
MOST_INVOKED = 3


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: network, functions, calls; and everything taken down."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    yield Shell(f"# {costs(scenario)}\n")
    yield PREAMBLE
    for refusal in refusals_of(scenario):
        yield Shell(f"# {refusal.operation} is refused below: {refusal.error_code}. {refusal.why}")
    yield from vpc_of(scenario)
    yield from subnets_of(scenario)
    yield from gateways_of(scenario)
    yield from groups_of(scenario)
    yield from acls_of(scenario)
    yield from endpoints_of(scenario)
    yield from _functions(scenario)
    yield from _calls(scenario)
    yield from _down(scenario)


def _policy(scenario: Scenario) -> str:
    """What the execution role may: to make network interfaces, or not."""
    may_not = any(function.role is not Role.MAY for function in scenario.functions)
    attached = any(function.is_attached for function in scenario.functions)
    return BASIC if may_not or not attached else ACCESS


def _functions(scenario: Scenario) -> Iterator[Step]:
    yield Shell(f"\n# The functions\ncat > app.py <<'PYTHON'\n{CODE}PYTHON\nzip -q app.zip app.py\n")
    yield ApiCall("iam", "CreateRole", {"RoleName": ROLE, "AssumeRolePolicyDocument": json.dumps(TRUST)})
    yield ApiCall("iam", "AttachRolePolicy", {"RoleName": ROLE, "PolicyArn": _policy(scenario)})
    yield Shell(f"ROLE=$(aws iam get-role --role-name {ROLE} --query Role.Arn --output text); sleep 10")
    for function in scenario.functions:
        settings: dict[str, Any] = {
            "FunctionName": function_name(function),
            "Runtime": RUNTIME,
            "Handler": "app.handler",
            "Timeout": 5,
        }
        settings |= {"VpcConfig": _vpc_config(function)} if function.is_attached else {}
        yield ApiCall("lambda", "CreateFunction", settings, '--role "$ROLE" --zip-file fileb://app.zip')
        yield Shell(
            f"aws lambda wait function-active-v2 --function-name {function_name(function)}  # Pending until then"
        )


def _vpc_config(function: Function) -> dict[str, Any]:
    config: dict[str, Any] = {
        "SubnetIds": [word("subnet", name) for name in function.subnets],
        "SecurityGroupIds": [word("group", name) for name in function.security_groups],
    }
    return config | ({"Ipv6AllowedForDualStack": True} if function.ipv6_allowed_for_dual_stack else {})


def _calls(scenario: Scenario) -> Iterator[Step]:
    host = host_of(scenario)
    yield Shell("\n# What does the code see? Several calls may go out from several subnets")
    if scenario.target.kind in (TargetKind.DATABASE, TargetKind.PEERED, TargetKind.ON_PREMISES, TargetKind.INTERFACE):
        groups = ", ".join(scenario.target.security_groups) or "none"
        where = (
            f"in {scenario.target.subnet}, with the groups {groups}"
            if scenario.target.kind is TargetKind.DATABASE
            else ""
        )
        yield Shell(
            f"# Put a host of your own there {where}, and write its address below. It costs what it costs".replace(
                " ,", ","
            )
        )
    payload = json.dumps({"host": host, "port": scenario.target.at_port})
    for function in scenario.functions[:MOST_INVOKED]:
        given = {"FunctionName": function_name(function), "Payload": payload}
        yield ApiCall("lambda", "Invoke", given, "--cli-binary-format raw-in-base64-out out.json && cat out.json")
    filters = [{"Name": "vpc-id", "Values": [word("vpc")]}, {"Name": "interface-type", "Values": ["lambda"]}]
    yield Shell("\n# The Hyperplane ENIs, one for each combination of subnet and groups")
    yield ApiCall("ec2", "DescribeNetworkInterfaces", {"Filters": filters}, "--query 'length(NetworkInterfaces)'")


def _down(scenario: Scenario) -> Iterator[Step]:
    yield Shell(
        "\n# Take it down again. Lambda takes up to 20 minutes to delete its network interfaces; subnets wait for that"
    )
    for function in scenario.functions:
        yield ApiCall("lambda", "DeleteFunction", {"FunctionName": function_name(function)})
    endpoints = [one.service for one in scenario.gateway_endpoints]
    endpoints += [one.service for one in scenario.interface_endpoints]
    if endpoints:
        given = {"VpcEndpointIds": [word("endpoint", service) for service in endpoints]}
        yield ApiCall("ec2", "DeleteVpcEndpoints", given)
    for gateway in scenario.nat_gateways:
        if gateway.is_available:
            yield ApiCall("ec2", "DeleteNatGateway", {"NatGatewayId": word("nat", gateway.name)})
    for gateway in scenario.nat_gateways:
        yield Shell(f"aws ec2 wait nat-gateway-deleted --nat-gateway-ids '{word('nat', gateway.name)}'")
        if gateway.availability is Availability.ZONAL:
            yield ApiCall("ec2", "ReleaseAddress", {"AllocationId": word("address", gateway.name)})
    if any(function.is_attached for function in scenario.functions):
        yield Shell("sleep 1200  # until Lambda has deleted its interfaces")
    yield from _network_down(scenario)
    for function in scenario.functions[:MOST_INVOKED]:
        yield ApiCall("logs", "DeleteLogGroup", {"logGroupName": f"/aws/lambda/{function_name(function)}"})
    yield ApiCall("iam", "DetachRolePolicy", {"RoleName": ROLE, "PolicyArn": _policy(scenario)})
    yield ApiCall("iam", "DeleteRole", {"RoleName": ROLE})


def _network_down(scenario: Scenario) -> Iterator[Step]:
    vpc = {"VpcId": word("vpc")}
    if TGW in led_to(scenario):
        given = {"TransitGatewayAttachmentId": word("attachment")}
        yield ApiCall("ec2", "DeleteTransitGatewayVpcAttachment", given)
        yield Shell("sleep 120")
        yield ApiCall("ec2", "DeleteTransitGateway", {"TransitGatewayId": word(TGW)})
    for subnet in scenario.subnets:
        yield ApiCall("ec2", "DeleteSubnet", {"SubnetId": word("subnet", subnet.name)})
    for table in scenario.route_tables:
        yield ApiCall("ec2", "DeleteRouteTable", {"RouteTableId": word("table", table.name)})
    for acl in scenario.acls:
        yield ApiCall("ec2", "DeleteNetworkAcl", {"NetworkAclId": word("acl", acl.name)})
    for group in scenario.security_groups:
        place = {"GroupId": word("group", group.name)}
        if group.ingress:
            told = f"aws ec2 describe-security-groups --group-ids '{word('group', group.name)}' --query 'SecurityGroups[0].IpPermissions'"
            yield Shell(
                f"aws ec2 revoke-security-group-ingress --group-id '{place['GroupId']}' --ip-permissions \"$({told})\""
            )
    for group in scenario.security_groups:
        yield ApiCall("ec2", "DeleteSecurityGroup", {"GroupId": word("group", group.name)})
    if scenario.peer:
        yield ApiCall("ec2", "DeleteVpcPeeringConnection", {"VpcPeeringConnectionId": word(PCX)})
        yield ApiCall("ec2", "DeleteVpc", {"VpcId": word("peer")})
    if VGW in led_to(scenario):
        yield ApiCall("ec2", "DetachVpnGateway", {"VpnGatewayId": word(VGW), **vpc})
        yield ApiCall("ec2", "DeleteVpnGateway", {"VpnGatewayId": word(VGW)})
    if scenario.vpc.egress_only_gateway:
        yield ApiCall("ec2", "DeleteEgressOnlyInternetGateway", {"EgressOnlyInternetGatewayId": word(EIGW)})
    if scenario.vpc.internet_gateway:
        yield ApiCall("ec2", "DetachInternetGateway", {"InternetGatewayId": word(IGW), **vpc})
        yield ApiCall("ec2", "DeleteInternetGateway", {"InternetGatewayId": word(IGW)})
    yield ApiCall("ec2", "DeleteVpc", vpc)
