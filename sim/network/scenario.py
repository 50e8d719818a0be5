"""What goes into a run of ``network``: functions, a target, and the VPC between them."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Interval
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.names import keep_name
from sim.network.keeping import keep_network
from sim.network.parts import (
    GatewayEndpoint,
    InterfaceEndpoint,
    Name,
    NatGateway,
    NetworkAcl,
    Port,
    Remote,
    Route,
    RouteTable,
    Rule,
    SecurityGroup,
    Subnet,
    Vpc,
)
from sim.network.values import (
    HTTPS,
    IGW,
    INTERFACE_QUOTA,
    POSTGRES,
    Region,
    Role,
    Service,
    TargetKind,
    Trouble,
)

_closed = with_config(ConfigDict(extra="forbid"))


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function, or one of its versions, and its VpcConfig."""

    name: Name = "reserve-seat"
    version: Name = ""
    """A published version with a VpcConfig of its own; empty for $LATEST."""
    subnets: tuple[Name, ...] = ()
    """VpcConfig.SubnetIds, up to 16; empty if the function is not attached to a VPC."""
    security_groups: tuple[Name, ...] = ()
    """VpcConfig.SecurityGroupIds, up to 5."""
    ipv6_allowed_for_dual_stack: bool = False
    """VpcConfig.Ipv6AllowedForDualStack."""
    is_new: bool = True
    """Whether the function is created with this VpcConfig; otherwise it was there before, and is updated."""
    role: Role = Role.MAY
    """Whether the execution role may make network interfaces."""
    connections: Annotated[int, Interval(ge=0, le=10_000_000)] = 100
    """Connections open at the same time, in all; they spread over the subnets."""
    idle_days: Annotated[int, Interval(ge=0, le=3650)] = 0
    """Days since the last invocation."""
    trouble: Trouble = Trouble.NONE
    """What went wrong with its connection to the VPC besides."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        keep_name("name", self.name, 64)

    @property
    def label(self) -> str:
        """The name, with the version if there is one."""
        return f"{self.name}{self.version and ':'}{self.version}"

    @property
    def is_attached(self) -> bool:
        """Whether it has a VpcConfig."""
        return bool(self.subnets or self.security_groups)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What the code connects to."""

    kind: TargetKind = TargetKind.INTERNET
    service: Service = Service.SQS
    """Which AWS service, if it is one."""
    port: Port = 0
    """0 is the usual one: 5432 for databases and hosts of one's own, else 443."""
    subnet: Name = "data-a"
    """Where a database of the VPC stands, or the interface of a function."""
    security_groups: tuple[Name, ...] = ("db",)
    """Of a database in the VPC."""
    is_listening: bool = True
    """False if nobody listens at that port: the connection is then refused at once."""

    def __post_init__(self) -> None:
        keep_bounds(self)

    @property
    def at_port(self) -> int:
        """The port that is connected to."""
        own = (TargetKind.DATABASE, TargetKind.PEERED, TargetKind.ON_PREMISES)
        return self.port or (POSTGRES if self.kind in own else HTTPS)


INTERNET, VPC = Target(), Vpc()
SUBNETS = (
    Subnet(name="public-a", cidr="10.0.0.0/24", route_table="public"),
    Subnet(name="private-a", cidr="10.0.10.0/24"),
    Subnet(name="private-b", zone="b", cidr="10.0.11.0/24"),
    Subnet(name="data-a", cidr="10.0.20.0/24", route_table="data"),
)
ROUTE_TABLES = (
    RouteTable(name="public", routes=(Route(via=IGW),)),
    RouteTable(name="private"),
    RouteTable(name="data"),
)
SECURITY_GROUPS = (
    SecurityGroup(name="fn"),
    SecurityGroup(name="db", ingress=(Rule(peer="fn", from_port=POSTGRES, to_port=POSTGRES),)),
    SecurityGroup(name="endpoints", ingress=(Rule(peer="fn", from_port=HTTPS, to_port=HTTPS),)),
)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Functions open connections to a target. What is not given is a VPC with one public, two private subnets and one for databases."""

    target: Target = INTERNET
    functions: tuple[Function, ...] = (Function(subnets=("private-a",), security_groups=("fn",)),)
    vpc: Vpc = VPC
    subnets: tuple[Subnet, ...] = SUBNETS
    route_tables: tuple[RouteTable, ...] = ROUTE_TABLES
    nat_gateways: tuple[NatGateway, ...] = ()
    gateway_endpoints: tuple[GatewayEndpoint, ...] = ()
    interface_endpoints: tuple[InterfaceEndpoint, ...] = ()
    security_groups: tuple[SecurityGroup, ...] = SECURITY_GROUPS
    acls: tuple[NetworkAcl, ...] = ()
    """All network ACLs but ``default``."""
    peer: Remote | None = None
    """A VPC peered with this one; routes call the connection ``pcx``."""
    on_premises: Remote | None = None
    """The own data centre; routes call the gateway to it ``tgw`` or ``vgw``."""
    interface_quota: Annotated[int, Interval(ge=1, le=10_000)] = INTERFACE_QUOTA
    """Hyperplane ENIs per VPC."""
    other_interfaces: Annotated[int, Interval(ge=0, le=10_000)] = 0
    """Those that other services, such as EFS, have in the VPC already."""
    region: Region = Region.US_EAST_1
    """Whose prices count for what a mend costs."""
    gb_a_month: Annotated[int, Interval(ge=0, le=100_000)] = 100
    """GB that go to the target and come back in a month: NAT gateways and interface endpoints bill them."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        keep_network(self)
