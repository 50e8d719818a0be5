"""What a route leads to when it leaves the VPC: internet gateway, NAT gateway, egress-only gateway, endpoint, peer, data centre.

https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
"""

from collections.abc import Iterator

from sim.network.finding import End, endpoint_name, in_words, nat_named, subnet_named
from sim.network.hops import answering, crossing, hop
from sim.network.outcome import Check, HopOutcome, Place
from sim.network.parts import NatGateway
from sim.network.routes import Taken, is_public, route_for
from sim.network.scenario import Scenario
from sim.network.values import EIGW, IGW, PCX, Availability, TargetKind, block

_NAT = 5
_ON_THE_INTERNET = (TargetKind.INTERNET, TargetKind.INTERNET_IPV6, TargetKind.SERVICE)


def through(scenario: Scenario, own: End, there: End, taken: Taken) -> Iterator[HopOutcome]:
    """The hops from the route to the target's side."""
    kind, via = scenario.target.kind, taken.via
    gateway = nat_named(scenario, via)
    if via == endpoint_name(scenario.target.service):
        told = f"{via} takes the request to {there.name} on AWS's own network: no NAT gateway, no internet."
        yield hop(Place.GATEWAY, Check.ENDPOINT, via, told, rule=taken.rule, fact="net-gateway-endpoint-route")
    elif gateway:
        yield from _nat(scenario, own, there, gateway)
    elif via == EIGW:
        told = f"The egress-only internet gateway lets IPv6 out to {there.name}, and only answers back in."
        yield hop(Place.GATEWAY, Check.INTERNET, via, told, rule=taken.rule, fact="net-ipv6-dualstack")
    elif via == IGW:
        yield _internet_gateway(own, there, kind)
    else:
        yield _connection(scenario, there, taken)


def _internet_gateway(own: End, there: End, kind: TargetKind) -> HopOutcome:
    if kind not in _ON_THE_INTERNET:
        return _nowhere(IGW, there, Check.INTERNET)
    told = (
        f"The route leads straight to the internet gateway, but {own.name} has a private address only: Lambda gives its interface "
        "no public IPv4 address, in no subnet. The gateway drops the packet."
    )
    return hop(
        Place.GATEWAY,
        Check.INTERNET,
        IGW,
        told,
        passes=False,
        rule="no public IPv4 address",
        fact="net-public-subnet-trap",
    )


def _nowhere(via: str, there: End, check: Check) -> HopOutcome:
    told = f"{via} leads to the internet, and {there.name} has a private address that the internet does not know."
    return hop(Place.GATEWAY, check, via, told, passes=False, rule="private address", fact="net-vpc-obeys-rules")


def _nat(scenario: Scenario, own: End, there: End, gateway: NatGateway) -> Iterator[HopOutcome]:
    if not gateway.is_available:
        told = (
            f"{gateway.name} was deleted; the route to it stayed behind, in state blackhole, and drops what takes it."
        )
        yield hop(
            Place.GATEWAY,
            Check.NAT,
            gateway.name,
            told,
            passes=False,
            rule="blackhole",
            fact="net-route-longest-prefix",
        )
    if scenario.target.kind not in _ON_THE_INTERNET:
        yield _nowhere(gateway.name, there, Check.NAT)
    if gateway.availability is Availability.REGIONAL:
        yield from _regional(scenario, own, there, gateway)
        return
    nat = _end(scenario, gateway)
    port = scenario.target.at_port
    yield from (one for one in crossing(scenario, own, nat, port) if one.check is Check.ACL_IN)
    yield _zonal(scenario, there, gateway)
    yield from crossing(scenario, nat, there, port)
    yield _out(there, gateway)
    yield from answering(scenario, nat, there)
    # The gateway gives the answer the target's address again, so that is what the ACLs on the way to the function see.
    yield from _back(scenario, own, there, nat)


def _back(scenario: Scenario, own: End, there: End, nat: End) -> Iterator[HopOutcome]:
    if own.subnet == nat.subnet:
        return
    seen = End(name=there.name, network=there.network, subnet=nat.subnet)
    yield from answering(scenario, own, seen)


def _end(scenario: Scenario, gateway: NatGateway) -> End:
    address = block(subnet_named(scenario, gateway.subnet).cidr).network_address + _NAT
    return End(name=gateway.name, network=block(str(address)), subnet=gateway.subnet)


def _zonal(scenario: Scenario, there: End, gateway: NatGateway) -> HopOutcome:
    table = subnet_named(scenario, gateway.subnet).route_table
    onward = route_for(scenario, gateway.subnet, End(name=there.name, network=there.network))
    if is_public(scenario, gateway.subnet):
        told = f"{gateway.name} stands in {gateway.subnet}, a public subnet, and puts its own public address in place."
        return hop(
            Place.GATEWAY, Check.NAT, gateway.name, told, rule="0.0.0.0/0 → igw", fact="net-nat-in-public-subnet"
        )
    leads = f"{onward.rule} is all there is" if onward.via else "it has no route there"
    told = (
        f"{gateway.name} stands in {gateway.subnet}, whose route table {table} does not lead to the internet gateway: {leads}. "
        "A NAT gateway must stand in a public subnet."
    )
    return hop(
        Place.GATEWAY,
        Check.NAT,
        gateway.name,
        told,
        passes=False,
        rule=onward.rule,
        fact="net-nat-in-public-subnet",
    )


def _regional(scenario: Scenario, own: End, there: End, gateway: NatGateway) -> Iterator[HopOutcome]:
    told = f"{gateway.name} is regional: it stands in no subnet and has its own way to the internet gateway."
    yield hop(Place.GATEWAY, Check.NAT, gateway.name, told, rule="regional", fact="net-nat-required")
    if not scenario.vpc.internet_gateway:
        told = "No internet gateway is attached to the VPC, so nothing leaves it for the internet."
        yield hop(Place.GATEWAY, Check.INTERNET, IGW, told, passes=False, rule="none attached", fact="net-nat-required")
    yield _out(there, gateway)
    yield from answering(scenario, own, End(name=there.name, network=there.network))


def _out(there: End, gateway: NatGateway) -> HopOutcome:
    told = f"The internet gateway takes what {gateway.name} sends to {there.name}, under a public address."
    return hop(Place.GATEWAY, Check.INTERNET, IGW, told, rule="public IPv4 address", fact="net-nat-required")


def _connection(scenario: Scenario, there: End, taken: Taken) -> HopOutcome:
    peered = taken.via == PCX
    wanted = TargetKind.PEERED if peered else TargetKind.ON_PREMISES
    fact = "net-peering-routes" if peered else "net-on-premises-routes"
    if scenario.target.kind is wanted:
        told = f"{taken.via} takes the request over to the other side."
        return hop(Place.GATEWAY, Check.CONNECTION, taken.via, told, rule=taken.rule, fact=fact)
    if peered:
        told = f"pcx leads into the peered VPC and no further: {in_words(scenario)} cannot be reached through it."
    else:
        told = f"{taken.via} leads to the data centre, and {there.name} is not in it."
    return hop(Place.GATEWAY, Check.CONNECTION, taken.via, told, passes=False, rule=taken.rule, fact=fact)
