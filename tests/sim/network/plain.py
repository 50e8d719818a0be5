"""A second, plain reading of a scenario: may this packet pass here? Written for the tests, without a line of the simulator's own."""

from ipaddress import ip_address, ip_network

SERVICES = ("s3", "dynamodb", "sqs", "sns", "secretsmanager", "ssm", "kms", "sts", "events", "lambda")


def public_address(service):
    return f"198.51.100.{10 + SERVICES.index(service)}"


def inside(address, cidr):
    address, block = ip_address(address), ip_network(cidr)
    return address.version == block.version and address in block


def addresses(cidr):
    """The first and the last address of a block: if a rule knows both, it knows all between."""
    block = ip_network(cidr)
    return str(block[0]), str(block[-1])


def group_opens(rules, port, peer_cidr, peer_groups=()):
    """Whether a rule opens ``port`` for everybody in ``peer_cidr``."""
    for rule in rules:
        if not rule.from_port <= port <= rule.to_port:
            continue
        if rule.peer in peer_groups:
            return True
        if rule.peer.startswith("pl-"):
            if addresses(peer_cidr)[0] == public_address(rule.peer[3:]):
                return True
        elif "/" in rule.peer and all(inside(address, rule.peer) for address in addresses(peer_cidr)):
            return True
    return False


def acl_opens(rules, low, high, peer_cidr):
    """Whether every port is allowed for every address, one port and one address after the other, at the edges of all rules."""
    edges = {
        low,
        high,
        *(port for rule in rules for port in (rule.from_port - 1, rule.from_port, rule.to_port, rule.to_port + 1)),
    }
    ends = set(addresses(peer_cidr))
    for rule in rules:
        ends |= {end for end in addresses(rule.cidr) if inside(end, peer_cidr)}
    for port in (edge for edge in edges if low <= edge <= high):
        for address in ends:
            first = next(
                (
                    rule
                    for rule in sorted(rules, key=lambda rule: rule.number)
                    if rule.from_port <= port <= rule.to_port and inside(address, rule.cidr)
                ),
                None,
            )
            if first is None or first.action.value == "deny":
                return False
    return True


def next_hop(scenario, subnet, address):
    """What the route table of ``subnet`` says for ``address``: the longest prefix."""
    for own in (scenario.vpc.cidr, scenario.vpc.ipv6_cidr):
        if own and inside(address, own):
            return "local"
    name = {one.name: one for one in scenario.subnets}[subnet].route_table
    for endpoint in scenario.gateway_endpoints:
        if name in endpoint.route_tables and address == public_address(endpoint.service.value):
            return f"vpce-{endpoint.service.value}"
    table = {one.name: one for one in scenario.route_tables}[name]
    fitting = [route for route in table.routes if inside(address, route.destination)]
    if not fitting:
        return ""
    return max(fitting, key=lambda route: int(route.destination.split("/")[1])).via


class World:
    """The parts of a scenario by name."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.subnets = {one.name: one for one in scenario.subnets}
        self.groups = {one.name: one for one in scenario.security_groups}
        self.acls = {one.name: one for one in scenario.acls}
        self.nats = {one.name: one for one in scenario.nat_gateways}

    def acl(self, subnet, way, low, high, peer_cidr):
        name = self.subnets[subnet].acl
        return name == "default" or acl_opens(getattr(self.acls[name], way), low, high, peer_cidr)

    def across(self, subnet, there_subnet, there_cidr, port):
        """Request and answer through the ACLs of two subnets; ``there_subnet`` is empty outside the VPC."""
        if subnet == there_subnet:
            return True
        own = self.subnets[subnet].ipv6_cidr if ":" in there_cidr else self.subnets[subnet].cidr
        ways = [
            self.acl(subnet, "egress", port, port, there_cidr),
            self.acl(subnet, "ingress", 1024, 65535, there_cidr),
        ]
        if there_subnet:
            ways += [
                self.acl(there_subnet, "ingress", port, port, own),
                self.acl(there_subnet, "egress", 1024, 65535, own),
            ]
        return all(ways)

    def out(self, function, port, cidr, groups=()):
        return any(group_opens(self.groups[name].egress, port, cidr, groups) for name in function.security_groups)


def reached(scenario, function, subnet):
    """Whether ``function`` reaches the target from ``subnet``. For scenarios in which nothing is refused and Invoke works."""
    world, target = World(scenario), scenario.target
    kind = target.kind.value
    if not subnet:
        return kind in ("internet", "service") and target.is_listening
    if kind == "interface":
        return False
    if kind in ("internet", "internet-ipv6", "service", "database") and not scenario.vpc.dns_support:
        return False
    if kind == "service":
        for endpoint in scenario.interface_endpoints:
            if endpoint.service is target.service and endpoint.private_dns and scenario.vpc.dns_hostnames:
                return all(
                    _to_host(world, function, subnet, place, endpoint.security_groups, 20) for place in endpoint.subnets
                ) and (endpoint.policy.value == "allow")
        return _outside(world, function, subnet, public_address(target.service.value))
    if kind == "internet":
        return _outside(world, function, subnet, "203.0.113.10")
    if kind == "internet-ipv6":
        return _ipv6(world, function, subnet)
    if kind == "database":
        return _to_host(world, function, subnet, target.subnet, target.security_groups, 10) and target.is_listening
    return _remote(world, function, subnet)


def _to_host(world, function, subnet, place, groups, number):
    port = world.scenario.target.at_port
    address = str(ip_network(world.subnets[place].cidr)[number])
    own = world.subnets[subnet].cidr
    let_in = any(group_opens(world.groups[name].ingress, port, own, function.security_groups) for name in groups)
    return (
        world.out(function, port, f"{address}/32", groups)
        and let_in
        and world.across(subnet, place, f"{address}/32", port)
    )


def _outside(world, function, subnet, address):
    scenario, port = world.scenario, world.scenario.target.at_port
    via = next_hop(scenario, subnet, address)
    if not world.out(function, port, f"{address}/32"):
        return False
    if via.startswith("vpce-"):
        endpoint = next(one for one in scenario.gateway_endpoints if f"vpce-{one.service.value}" == via)
        return (
            endpoint.policy.value == "allow"
            and world.across(subnet, "", f"{address}/32", port)
            and scenario.target.is_listening
        )
    nat = world.nats.get(via)
    if nat is None or not nat.is_available or not scenario.target.is_listening:
        return False
    if nat.availability.value == "regional":
        return scenario.vpc.internet_gateway and world.across(subnet, "", f"{address}/32", port)
    own = world.subnets[subnet].cidr
    inner = subnet == nat.subnet or (
        world.across(subnet, "", f"{address}/32", port)
        and world.acl(nat.subnet, "ingress", port, port, own)
        and world.acl(nat.subnet, "egress", 1024, 65535, own)
    )
    table = next(one for one in scenario.route_tables if one.name == world.subnets[nat.subnet].route_table)
    is_public = any(route.destination == "0.0.0.0/0" and route.via == "igw" for route in table.routes)
    return inner and is_public and world.across(nat.subnet, "", f"{address}/32", port)


def _ipv6(world, function, subnet):
    address, port = "2001:db8:ffff::10", world.scenario.target.at_port
    return (
        function.ipv6_allowed_for_dual_stack
        and bool(world.subnets[subnet].ipv6_cidr)
        and world.out(function, port, f"{address}/128")
        and next_hop(world.scenario, subnet, address) == "eigw"
        and world.across(subnet, "", f"{address}/128", port)
        and world.scenario.target.is_listening
    )


def _remote(world, function, subnet):
    scenario, port = world.scenario, world.scenario.target.at_port
    peered = scenario.target.kind.value == "peered"
    remote = scenario.peer if peered else scenario.on_premises
    address = str(ip_network(remote.cidr)[10])
    return (
        world.out(function, port, f"{address}/32")
        and next_hop(scenario, subnet, address) in (("pcx",) if peered else ("vgw", "tgw"))
        and group_opens(remote.ingress, port, world.subnets[subnet].cidr, function.security_groups)
        and remote.route_back
        and world.across(subnet, "", f"{address}/32", port)
        and scenario.target.is_listening
    )
