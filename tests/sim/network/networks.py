"""Networks for the property tests: small, with everything in them that can go wrong."""

from hypothesis import strategies as st

from sim.network import Availability, Function, Policy, Scenario, Service, Target, TargetKind
from sim.network.parts import (
    EVERYTHING,
    AclRule,
    GatewayEndpoint,
    InterfaceEndpoint,
    NatGateway,
    NetworkAcl,
    Remote,
    Route,
    RouteTable,
    Rule,
    SecurityGroup,
    Subnet,
    Vpc,
)
from sim.network.values import Action

NAMES = ("one", "two", "three")
PORTS = ((0, 65535), (443, 443), (5432, 5432), (1024, 65535), (1024, 5000), (5001, 65535))
BLOCKS = (
    "0.0.0.0/0",
    "10.0.0.0/16",
    "10.0.1.0/24",
    "10.0.1.0/25",
    "10.0.2.0/23",
    "10.1.0.0/16",
    "192.168.0.0/16",
    "198.51.100.0/24",
    "::/0",
)

ports = st.sampled_from(PORTS)
peers = st.sampled_from((*BLOCKS, "fn", "db", "pl-s3"))
rules = st.builds(lambda peer, port: Rule(peer=peer, from_port=port[0], to_port=port[1]), peers, ports)
plain_rules = rules.filter(lambda rule: "/" in rule.peer)


@st.composite
def acls(draw, name):
    def some():
        count = draw(st.integers(0, 3))
        made = []
        for number in range(count):
            low, high = draw(ports)
            action = draw(st.sampled_from((Action.ALLOW, Action.ALLOW, Action.DENY)))
            made.append(
                AclRule(
                    number=10 * number + 10,
                    action=action,
                    cidr=draw(st.sampled_from(BLOCKS)),
                    from_port=low,
                    to_port=high,
                )
            )
        return (
            *made,
            *draw(
                st.sampled_from(
                    ((), (AclRule(number=1000),), (AclRule(number=1000), AclRule(number=1001, cidr="::/0")))
                )
            ),
        )

    return NetworkAcl(name=name, ingress=some(), egress=some())


@st.composite
def scenarios(draw):
    """A scenario that AWS takes, and in which Invoke works."""
    subnets = tuple(
        Subnet(
            name=name,
            zone=zone,
            cidr=f"10.0.{number}.0/24",
            ipv6_cidr=f"2001:db8:1:{number}::/64",
            route_table=draw(st.sampled_from(("t-one", "t-two"))),
            acl=draw(st.sampled_from(("default", "default", "tight"))),
        )
        for number, (name, zone) in enumerate(zip(NAMES, "abc", strict=True), start=1)
    )
    nats = draw(
        st.sampled_from(
            (
                (),
                (NatGateway(name="nat", subnet="one"),),
                (NatGateway(name="nat", subnet="three"),),
                (NatGateway(name="nat", availability=Availability.REGIONAL),),
                (NatGateway(name="nat", subnet="one", is_available=False),),
            )
        )
    )
    leads = ["igw", "pcx", "vgw", "tgw", *(4 * ["nat"] if nats else [])]

    def table(name):
        made = {
            destination: Route(destination=destination, via=draw(st.sampled_from(leads)))
            for destination in draw(
                st.lists(st.sampled_from(("0.0.0.0/0", "10.1.0.0/16", "192.168.0.0/16", "198.51.100.0/24")), max_size=3)
            )
        }
        if draw(st.booleans()):
            made["::/0"] = Route(destination="::/0", via="eigw")
        return RouteTable(name=name, routes=tuple(made.values()))

    def group(name):
        outward = EVERYTHING if draw(st.integers(0, 3)) else tuple(draw(st.lists(rules, max_size=2)))
        return SecurityGroup(name=name, ingress=tuple(draw(st.lists(rules, min_size=1, max_size=3))), egress=outward)

    service = draw(st.sampled_from((Service.S3, Service.DYNAMODB, Service.SQS)))
    chosen = draw(st.sampled_from(((), *(4 * [("one",), ("two",), ("one", "three"), ("two", "three")]))))
    endpoints = ()
    if draw(st.booleans()):
        endpoint = InterfaceEndpoint(
            service=Service.SQS,
            subnets=draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=2).map(tuple)),
            security_groups=(draw(st.sampled_from(("fn", "db"))),),
            private_dns=draw(st.booleans()),
            policy=draw(st.sampled_from(Policy)),
        )
        endpoints = (endpoint,)
    gateways = ()
    if draw(st.booleans()):
        tables = draw(st.sampled_from((("t-one",), ("t-two",), ("t-one", "t-two"))))
        gateways = (GatewayEndpoint(service=Service.S3, route_tables=tables, policy=draw(st.sampled_from(Policy))),)
    remote = {"route_back": draw(st.booleans()), "ingress": tuple(draw(st.lists(plain_rules, max_size=2)))}
    return Scenario(
        target=Target(
            kind=draw(st.sampled_from(TargetKind)),
            service=service,
            subnet=draw(st.sampled_from(NAMES)),
            security_groups=draw(st.sampled_from((("db",), ("db", "fn"), ()))),
            is_listening=draw(st.sampled_from((True, True, True, False))),
        ),
        functions=(
            Function(
                subnets=chosen,
                security_groups=("fn",) if chosen else (),
                ipv6_allowed_for_dual_stack=bool(chosen) and draw(st.booleans()),
            ),
        ),
        vpc=Vpc(
            ipv6_cidr="2001:db8:1::/56",
            egress_only_gateway=True,
            dns_support=draw(st.integers(0, 9)) > 0,
            dns_hostnames=draw(st.sampled_from((True, True, False))),
        ),
        subnets=subnets,
        route_tables=(table("t-one"), table("t-two")),
        nat_gateways=nats,
        gateway_endpoints=gateways,
        interface_endpoints=endpoints,
        security_groups=(group("fn"), group("db")),
        acls=(draw(acls("tight")),),
        peer=Remote(cidr="10.1.0.0/16", **remote),
        on_premises=Remote(cidr="192.168.0.0/16", **remote),
    )
