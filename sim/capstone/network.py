"""The fourth station: frame-photo in its VPC wants the photograph, then the seat, then the queue. ``network`` decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from sim.capstone.part import Closer, Mend, Part, Shown, pretty
from sim.capstone.values import FRAME, Fault, NetworkChange
from sim.network.outcome import Outcome, PathOutcome, Verdict
from sim.network.parts import GatewayEndpoint, InterfaceEndpoint, Route, RouteTable, Rule, SecurityGroup, Subnet
from sim.network.run import run
from sim.network.scenario import Function, Scenario, Target
from sim.network.values import POSTGRES, Policy, Service, TargetKind

PRIVATE = ("private-a", "private-b")
TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "S3": Target(kind=TargetKind.SERVICE, service=Service.S3),
        "the database": Target(kind=TargetKind.DATABASE),
        "SQS": Target(kind=TargetKind.SERVICE, service=Service.SQS),
    }
)
"""What the code connects to, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the VPC stands."""

    subnets: tuple[str, ...] = PRIVATE
    """Of frame-photo; empty: it is not attached."""
    routed: tuple[str, ...] = PRIVATE
    """Route tables that have the route to the gateway endpoint of S3. Each private subnet has one of its own name."""
    policy: Policy = Policy.ALLOW
    database_lets_in: str = "fn"
    """The group that the database's group lets in."""
    own_lets_in: bool = False
    """Whether the function's own group has an inbound rule for HTTPS."""


@lru_cache(maxsize=64)
def reached(settings: Settings, target: str) -> Outcome:
    """Whether and from where ``target`` is reached."""
    return run(scenario(settings, target)).outcome


def scenario(settings: Settings, target: str) -> Scenario:
    """The VPC, and one of the three targets."""
    return Scenario(
        target=TARGETS[target],
        functions=(
            Function(
                name=FRAME,
                subnets=settings.subnets,
                security_groups=("fn",) if settings.subnets else (),
                is_new=False,
            ),
        ),
        subnets=(
            Subnet(name="public-a", cidr="10.0.0.0/24", route_table="public"),
            Subnet(name="private-a", cidr="10.0.10.0/24", route_table="private-a"),
            Subnet(name="private-b", zone="b", cidr="10.0.11.0/24", route_table="private-b"),
            Subnet(name="data-a", cidr="10.0.20.0/24", route_table="data"),
        ),
        route_tables=(
            RouteTable(name="public", routes=(Route(via="igw"),)),
            RouteTable(name="private-a"),
            RouteTable(name="private-b"),
            RouteTable(name="data"),
        ),
        gateway_endpoints=(GatewayEndpoint(service=Service.S3, route_tables=settings.routed, policy=settings.policy),),
        interface_endpoints=(InterfaceEndpoint(service=Service.SQS, subnets=PRIVATE, security_groups=("endpoints",)),),
        security_groups=(
            SecurityGroup(name="fn", ingress=(_https("0.0.0.0/0"),) if settings.own_lets_in else ()),
            SecurityGroup(name="kiosk"),
            SecurityGroup(
                name="db",
                ingress=(Rule(peer=settings.database_lets_in, from_port=POSTGRES, to_port=POSTGRES),),
            ),
            SecurityGroup(name="endpoints", ingress=(_https("fn"),)),
        ),
    )


def _https(peer: str) -> Rule:
    return Rule(peer=peer, from_port=443, to_port=443)


def stopped(settings: Settings, subnet: str) -> tuple[str, PathOutcome] | None:
    """The first of the three targets that is not reached from ``subnet``, and the way there; None if all are."""
    for target in TARGETS:
        path = next(path for path in reached(settings, target).paths if path.subnet == subnet)
        if not path.reached:
            return target, path
    return None


def is_sound(settings: Settings) -> bool:
    """Whether all three are reached from every subnet."""
    return all(reached(settings, target).verdict is Verdict.ALWAYS for target in TARGETS)


def shown(settings: Settings) -> tuple[Shown, ...]:
    """What the API answers about function, routes, endpoints and groups, told shortly."""
    config = {"SubnetIds": settings.subnets, "SecurityGroupIds": ["fn"] if settings.subnets else []}
    endpoint = {"S3 (Gateway)": {"RouteTableIds": settings.routed, "Policy": settings.policy.value}}
    endpoints = endpoint | {"SQS (Interface)": {"SubnetIds": PRIVATE, "Groups": ["endpoints"]}}
    inbound = {
        "fn": ["tcp 443 from 0.0.0.0/0"] if settings.own_lets_in else [],
        "db": [f"tcp {POSTGRES} from {settings.database_lets_in}"],
        "endpoints": ["tcp 443 from fn"],
    }
    tables = {name: ["local"] for name in (*PRIVATE, "data")} | {"public": ["local", "0.0.0.0/0 igw"]}
    tables |= {name: [*tables[name], "pl-s3 vpce-s3"] for name in settings.routed}
    return (
        Shown(f"VpcConfig of {FRAME}", pretty(config)),
        Shown("Route tables (a subnet has the one of its name; data-a has data)", pretty(tables)),
        Shown("VPC endpoints", pretty(endpoints)),
        Shown("Inbound rules of the security groups; the database has db", pretty(inbound)),
    )


def closer(settings: Settings) -> tuple[Closer, ...]:
    """The way to each of the three."""
    return tuple(Closer(f"the way to {target}", "network", scenario(settings, target)) for target in TARGETS)


FAULTS: Mapping[Fault, Settings] = MappingProxyType(
    {
        Fault.NO_ENDPOINT_ROUTE: Settings(routed=("data",)),
        Fault.ONE_SUBNET: Settings(routed=("private-a",)),
        Fault.ENDPOINT_DENIES: Settings(policy=Policy.DENY),
        Fault.DATABASE_CLOSED: Settings(database_lets_in="kiosk"),
    }
)
CHANGES: Mapping[NetworkChange, Mend] = MappingProxyType(
    {
        NetworkChange.NONE: Mend("Leave it as it is", {}),
        NetworkChange.ROUTE_BOTH: Mend(
            "Give the S3 endpoint the route tables of both private subnets", {"routed": PRIVATE}
        ),
        NetworkChange.ENDPOINT_ALLOWS: Mend(
            "Let the policy of the S3 endpoint allow the bucket", {"policy": Policy.ALLOW}
        ),
        NetworkChange.OPEN_DATABASE: Mend(
            f"Let the group db take tcp {POSTGRES} from the group fn", {"database_lets_in": "fn"}
        ),
        NetworkChange.OWN_GROUP: Mend("Let the group fn take tcp 443 from anywhere", {"own_lets_in": True}),
        NetworkChange.PUBLIC_SUBNET: Mend("Move frame-photo to the public subnet", {"subnets": ("public-a",)}),
        NetworkChange.DETACH: Mend("Detach frame-photo from the VPC", {"subnets": ()}),
    }
)
PART = Part(
    title="frame-photo in its VPC", faults=FAULTS, changes=CHANGES, is_sound=is_sound, shown=shown, closer=closer
)
