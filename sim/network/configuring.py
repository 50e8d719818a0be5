"""What AWS does not take when a network or a function is configured, and what becomes of each function.

https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html, https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sim.network.finding import subnet_named
from sim.network.interfaces import Making, Pair, pairs_of
from sim.network.outcome import FunctionOutcome, RefusalOutcome
from sim.network.scenario import Function, Scenario
from sim.network.values import (
    BY_GATEWAY,
    IDLE_DAYS,
    MOST_GROUPS,
    MOST_SUBNETS,
    TITLES,
    Role,
    Tenancy,
    Trouble,
    block,
    touches,
)

INVALID = "InvalidParameterValueException"
INVOKE_FAILS = 502
_TROUBLES: Mapping[str, str] = MappingProxyType(
    {
        Trouble.THROTTLED: "EC2 throttled Lambda while it made the network interface.",
        Trouble.UNEXPECTED: "EC2 answered Lambda with something unexpected while it set the connection up.",
        Trouble.NOT_READY: "The network interface is not ready yet.",
        Trouble.SUBNET_GONE: "A subnet of the VpcConfig is not there any more.",
        Trouble.GROUP_GONE: "A security group of the VpcConfig is not there any more.",
        "SubnetIPAddressLimitReachedException": "A subnet has no free address for the network interface. Take larger subnets, or more.",
        "ENILimitReachedException": "The VPC's quota of network interfaces is used up. Share combinations of subnet and groups, or ask for more.",
        "EC2AccessDeniedException": "The execution role may not make network interfaces any more, and Lambda needs to.",
    }
)


def refusals_of(scenario: Scenario) -> Iterator[RefusalOutcome]:
    """What AWS does not take, the network first. A message is empty where its text is not known."""
    peer = scenario.peer
    if peer and touches(block(peer.cidr), block(scenario.vpc.cidr)):
        yield RefusalOutcome(
            operation="CreateVpcPeeringConnection",
            status=200,
            error_code="failed",
            message="",
            why=f"{peer.cidr} overlaps {scenario.vpc.cidr}, so the peering connection goes to the state failed at once.",
            fact="net-peering-routes",
        )
    for endpoint in scenario.gateway_endpoints:
        if endpoint.service not in BY_GATEWAY:
            yield RefusalOutcome(
                operation="CreateVpcEndpoint",
                status=400,
                error_code="InvalidParameter",
                message="",
                why=f"There is no gateway endpoint for {TITLES[endpoint.service]}: S3 and DynamoDB alone have one. Take an interface endpoint.",
                fact="net-gateway-endpoints-s3-dynamodb-only",
            )
    for function in scenario.functions:
        if function.is_attached:
            yield from _of_function(scenario, function)


def _of_function(scenario: Scenario, function: Function) -> Iterator[RefusalOutcome]:
    operation = "CreateFunction" if function.is_new else "UpdateFunctionConfiguration"
    for names, most, place in (
        (function.subnets, MOST_SUBNETS, "vpcConfig.subnetIds"),
        (function.security_groups, MOST_GROUPS, "vpcConfig.securityGroupIds"),
    ):
        if len(names) > most:
            yield RefusalOutcome(
                operation=operation,
                status=400,
                error_code="ValidationException",
                message=f"1 validation error detected: Value '[{', '.join(names)}]' at '{place}' failed to satisfy constraint: "
                f"Member must have length less than or equal to {most}",
                why=f"{function.label} names {len(names)}; a VpcConfig has up to {MOST_SUBNETS} subnets and {MOST_GROUPS} security groups.",
                fact="net-vpcconfig-limits",
            )
    for fails, message, why, fact in _invalid(scenario, function):
        if fails:
            yield RefusalOutcome(
                operation=operation, status=400, error_code=INVALID, message=message, why=why, fact=fact
            )


def _invalid(scenario: Scenario, function: Function) -> Iterator[tuple[bool, str, str, str]]:
    name = function.label
    half = not function.subnets or not function.security_groups
    yield half, "", f"{name} needs both in its VpcConfig: subnets and security groups.", "net-vpcconfig-limits"
    plain = [subnet for subnet in function.subnets if not subnet_named(scenario, subnet).ipv6_cidr]
    told = f"Ipv6AllowedForDualStack is true, and {', '.join(plain)} is not dual-stack. Every subnet of {name} must be."
    yield function.ipv6_allowed_for_dual_stack and bool(plain), "", told, "net-ipv6-dualstack"
    message = "The provided execution role does not have permissions to call CreateNetworkInterface on EC2"
    told = f"The execution role of {name} may not make network interfaces; attach AWSLambdaVPCAccessExecutionRole."
    yield function.role is Role.MAY_NOT, message, told, "net-vpc-role-perms"
    told = f"{name} cannot be attached to a VPC whose instances have dedicated tenancy."
    yield scenario.vpc.tenancy is Tenancy.DEDICATED, "", told, "net-dedicated-tenancy"


def functions_of(scenario: Scenario, making: Making) -> Iterator[FunctionOutcome]:
    """What becomes of each function, in the order in which they are configured."""
    seen: set[Pair] = set()
    for function in scenario.functions:
        pairs = pairs_of(function)
        made = sum(pair not in seen for pair in pairs)
        seen.update(pairs)
        yield _function(function, making, made, len(pairs))


def _function(function: Function, making: Making, made: int, pairs: int) -> FunctionOutcome:
    state, error_code, why, fact = _state(function, making)
    at_first = "Active" if not made else "Pending" if function.is_new else "InProgress"
    return FunctionOutcome(
        function=function.label,
        attached=function.is_attached,
        at_first=at_first,
        state=state,
        made=made,
        shared=pairs - made,
        status=INVOKE_FAILS if error_code else 200,
        error_code=error_code,
        why=why or _made(function, made, pairs - made),
        fact=fact or ("net-eni-pending" if made else "net-eni-per-subnet-sg" if pairs else "net-default-public"),
    )


def _state(function: Function, making: Making) -> tuple[str, str, str, str]:
    """State, exception of Invoke, why, and the fact; nothing but the state if all is well."""
    if not function.is_attached:
        return "Active", "", "", ""
    lacking = next((making.lacking[pair] for pair in pairs_of(function) if pair in making.lacking), "")
    if lacking:
        return "Failed", lacking, _TROUBLES[lacking], "net-error-codes"
    if function.idle_days >= IDLE_DAYS:
        told = (
            f"Idle for {function.idle_days} days, {function.label} is Inactive and its interface was taken away. This invocation fails; "
            "the function becomes Pending, and Active again when the interface is back."
        )
        return "Inactive", "ResourceNotReadyException", told, "net-eni-idle-14-days"
    if function.role is Role.LOST:
        return "Active", "EC2AccessDeniedException", _TROUBLES["EC2AccessDeniedException"], "net-error-codes"
    if function.trouble is not Trouble.NONE:
        return "Active", function.trouble.value, _TROUBLES[function.trouble], "net-error-codes"
    return "Active", "", "", ""


def _made(function: Function, made: int, shared: int) -> str:
    if not function.is_attached:
        return "It needs no network interface in your VPC."
    combinations = f"{made} combination{'s' if made != 1 else ''} of subnet and security groups"
    if not made:
        return "All its combinations of subnet and security groups have interfaces already, so it shares them at once."
    waits = (
        "it is Pending, and cannot be invoked, until the interfaces are there"
        if function.is_new
        else "LastUpdateStatus is InProgress, and invocations run the previous code and configuration, until they are there"
    )
    more = f" It shares {shared}." if shared else ""
    return f"It is the first to use {combinations}: {waits}.{more}"
