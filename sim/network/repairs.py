"""What could be done about a hop that does not pass: sets of changes to try, the likeliest first."""

from collections.abc import Iterator

from sim.network import changes
from sim.network.changes import Change
from sim.network.finding import (
    gateway_endpoint,
    groups_named,
    interface_endpoint,
    remote_of,
    source,
    source_ipv6,
    subnet_named,
    target_end,
)
from sim.network.following import follow, named_endpoint
from sim.network.leading import other_subnets, to_internet
from sim.network.outcome import Check, HopOutcome, PathOutcome
from sim.network.parts import AclRule, Rule
from sim.network.routes import is_public
from sim.network.scenario import Function, Scenario
from sim.network.values import (
    ANYWHERE,
    ANYWHERE_IPV6,
    BY_GATEWAY,
    EIGW,
    EPHEMERAL_HIGH,
    EPHEMERAL_LOW,
    PCX,
    TGW,
    VGW,
    Action,
    TargetKind,
    block,
    touches,
)

Repair = tuple[Change, ...]
_IPV6_VPC, _IPV6_SUBNET = "2001:db8:1::/56", "2001:db8:1:{:x}::/64"


def repairs(scenario: Scenario, path: PathOutcome) -> Iterator[Repair]:
    """Sets of changes that could let ``path`` get past the hop that stops it."""
    function = next(one for one in scenario.functions if one.label == path.function)
    stopped = path.hops[-1]
    match stopped.check:
        case Check.START:
            yield from _attached(scenario, function)
        case Check.NAME:
            yield (changes.dns(support=True),)
        case Check.ADDRESS:
            yield from _ipv6(scenario, function)
        case Check.GROUP_OUT:
            yield from _group_out(scenario, function)
        case Check.ACL_OUT | Check.ACL_IN:
            yield from _acl(scenario, function, path, stopped)
        case Check.ROUTE | Check.NAT | Check.INTERNET | Check.CONNECTION:
            yield from _leading(scenario, function, path.subnet)
        case Check.GROUP_IN:
            yield from _group_in(scenario, function, path.subnet)
        case Check.ROUTE_BACK:
            yield (changes.remote_side(_place(scenario), None),)
        case Check.ENDPOINT:
            service = scenario.target.service
            yield (changes.allowing_policy(service, by_gateway=service in BY_GATEWAY),)
    if path.subnet:
        yield from other_subnets(scenario, function, path.subnet)


def _attached(scenario: Scenario, function: Function) -> Iterator[Repair]:
    """The function put into a VPC subnet, with a group that the target knows if there is one."""
    if scenario.target.kind is TargetKind.INTERFACE or function.is_attached:
        return
    known = [
        rule.peer
        for group in groups_named(scenario, scenario.target.security_groups)
        for rule in group.ingress
        if rule.peer in {one.name for one in scenario.security_groups}
    ]
    others = [one.name for one in scenario.security_groups if one.name not in scenario.target.security_groups]
    for group in dict.fromkeys(known or others[:1]):
        private = [one for one in scenario.subnets if not is_public(scenario, one.name)]
        for subnet in private or scenario.subnets:
            told = f"Attach {function.label} to {subnet.name} with the security group {group}."
            yield (changes.function_in(function.label, (subnet.name,), (group,), told, "VpcConfig"),)


def _ipv6(scenario: Scenario, function: Function) -> Iterator[Repair]:
    if not function.is_attached:
        subnet = next((one.name for one in scenario.subnets if one.route_table != "public"), scenario.subnets[0].name)
        group = scenario.security_groups[0].name if scenario.security_groups else ""
        told = f"Attach {function.label} to {subnet} with the security group {group}."
        if group:
            yield (changes.function_in(function.label, (subnet,), (group,), told, "VpcConfig"),)
        return
    plain = [name for name in function.subnets if not subnet_named(scenario, name).ipv6_cidr]
    vpc = () if scenario.vpc.ipv6_cidr or not plain else (changes.ipv6_block(_IPV6_VPC),)
    if plain and scenario.vpc.ipv6_cidr not in ("", _IPV6_VPC):
        return
    names = [one.name for one in scenario.subnets]
    blocks = tuple(changes.ipv6_block(_IPV6_SUBNET.format(names.index(name) + 16), name) for name in plain)
    yield (*vpc, *blocks, changes.ipv6_allowed(function.label))


def _group_out(scenario: Scenario, function: Function) -> Iterator[Repair]:
    port, kind = scenario.target.at_port, scenario.target.kind
    endpoint = named_endpoint(scenario)
    there = target_end(scenario)
    if endpoint:
        peer = endpoint.security_groups[0]
    elif there.groups:
        peer = there.groups[0]
    elif remote := remote_of(scenario):
        peer = remote.cidr
    elif (
        kind is TargetKind.SERVICE
        and scenario.target.service in BY_GATEWAY
        and gateway_endpoint(scenario, scenario.target.service)
    ):
        peer = f"pl-{scenario.target.service}"
    elif there.subnet:
        peer = str(there.network)
    else:
        peer = ANYWHERE_IPV6 if kind is TargetKind.INTERNET_IPV6 else ANYWHERE
    rule = Rule(peer=peer, from_port=port, to_port=port)
    yield (changes.group_allows(function.security_groups[0], rule, inbound=False),)


def _acl(scenario: Scenario, function: Function, path: PathOutcome, stopped: HopOutcome) -> Iterator[Repair]:
    """The narrowest rule that lets this through, before whatever denies it."""
    acl = next((one for one in scenario.acls if one.name == stopped.name), None)
    if acl is None:
        return
    inbound = stopped.check is Check.ACL_IN
    low, high = (EPHEMERAL_LOW, EPHEMERAL_HIGH) if stopped.is_back else (scenario.target.at_port,) * 2
    for cidr in _peers(scenario, function, path):
        rules = acl.ingress if inbound else acl.egress
        denying = [
            rule.number
            for rule in rules
            if rule.action is Action.DENY and touches(block(rule.cidr), block(cidr)) and rule.to_port >= low
        ]
        taken = {rule.number for rule in rules}
        before = min(denying, default=max(taken, default=90) + 11)
        number = next((one for one in range(before - 1, 0, -1) if one not in taken), 0)
        if number:
            rule = AclRule(number=number, cidr=cidr, from_port=low, to_port=high)
            change = changes.acl_allows(acl.name, rule, inbound=inbound)
            if len(follow(change.apply(scenario), function, path.subnet)) > len(path.hops):
                yield (change,)
                return


def _peers(scenario: Scenario, function: Function, path: PathOutcome) -> Iterator[str]:
    """Blocks that an ACL's rule could be about: the function's subnet, the target's side, everybody."""
    there = target_end(scenario)
    if scenario.target.kind is TargetKind.INTERNET_IPV6:
        yield str(source_ipv6(scenario, function, path.subnet).network)
        yield ANYWHERE_IPV6
        return
    yield str(source(scenario, function, path.subnet).network)
    endpoint = named_endpoint(scenario)
    places = endpoint.subnets if endpoint else (there.subnet,) if there.subnet else ()
    for place in places:
        yield subnet_named(scenario, place).cidr
    if remote := remote_of(scenario):
        yield remote.cidr
    elif not places:
        yield ANYWHERE


def _group_in(scenario: Scenario, function: Function, subnet: str) -> Iterator[Repair]:
    port = scenario.target.at_port
    cidr = subnet_named(scenario, subnet).cidr
    if remote_of(scenario):
        place = _place(scenario)
        peer = function.security_groups[0] if place == "peer" else cidr
        yield (changes.remote_side(place, Rule(peer=peer, from_port=port, to_port=port)),)
        return
    endpoint = named_endpoint(scenario)
    groups = endpoint.security_groups if endpoint else scenario.target.security_groups
    if groups:
        rule = Rule(peer=function.security_groups[0], from_port=port, to_port=port)
        yield (changes.group_allows(groups[0], rule, inbound=True),)


def _leading(scenario: Scenario, function: Function, subnet: str) -> Iterator[Repair]:
    """Routes, and what they lead to."""
    kind, table = scenario.target.kind, subnet_named(scenario, subnet).route_table
    match kind:
        case TargetKind.PEERED if scenario.peer:
            yield (changes.route(table, scenario.peer.cidr, PCX),)
        case TargetKind.ON_PREMISES if scenario.on_premises:
            used = {route.via for one in scenario.route_tables for route in one.routes}
            yield (changes.route(table, scenario.on_premises.cidr, TGW if TGW in used else VGW),)
        case TargetKind.INTERNET_IPV6:
            gateway = () if scenario.vpc.egress_only_gateway else (changes.egress_only_gateway(),)
            yield (*gateway, changes.route(table, ANYWHERE_IPV6, EIGW))
        case TargetKind.SERVICE:
            yield from _to_service(scenario, function, table)
            yield from to_internet(scenario, subnet)
        case TargetKind.INTERNET:
            yield from to_internet(scenario, subnet)


def _to_service(scenario: Scenario, function: Function, table: str) -> Iterator[Repair]:
    service, port = scenario.target.service, scenario.target.at_port
    if service in BY_GATEWAY:
        yield (changes.gateway_endpoint_in(service, table),)
        return
    endpoint = interface_endpoint(scenario, service)
    if endpoint:
        attributes = () if scenario.vpc.dns_hostnames else (changes.dns(support=False),)
        switch = () if endpoint.private_dns else (changes.private_dns(service),)
        yield (*attributes, *switch)
        return
    zones = {subnet_named(scenario, name).zone: name for name in reversed(function.subnets)}
    subnets = tuple(name for name in function.subnets if name in zones.values())
    attributes = () if scenario.vpc.dns_hostnames else (changes.dns(support=False),)
    own = function.security_groups[0]
    fitting = [
        group.name
        for group in scenario.security_groups
        if any(
            rule.peer in function.security_groups and rule.from_port <= port <= rule.to_port for rule in group.ingress
        )
    ]
    if fitting:
        yield (*attributes, changes.interface_endpoint_in(service, subnets, fitting[0]))
        return
    rule = Rule(peer=own, from_port=port, to_port=port)
    yield (
        *attributes,
        changes.interface_endpoint_in(service, subnets, own),
        changes.group_allows(own, rule, inbound=True),
    )


def _place(scenario: Scenario) -> str:
    return "peer" if scenario.target.kind is TargetKind.PEERED else "on_premises"
