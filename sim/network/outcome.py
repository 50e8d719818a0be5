"""What comes out of a run of ``network``."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Whether the target is reached, over all functions and their subnets."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    """From some subnets, and not from others; which one a call uses is Lambda's choice."""
    NEVER = "never"
    REFUSED = "refused"
    """AWS does not take the configuration, so there is no path to follow."""
    FAILED = "failed"
    """Invoke fails before any code runs: the connection to the VPC is not there."""


class Symptom(StrEnum):
    """What the code sees."""

    ANSWER = "answer"
    """The target answers."""
    TIMEOUT = "timeout"
    """Nothing comes back, until the client or the function gives up."""
    REFUSED = "connection-refused"
    """The host answers that nobody listens at the port."""
    NO_NAME = "no-such-name"
    """The name is not resolved."""
    DENIED = "access-denied"
    """The endpoint is reached, and answers 403: its policy denies."""
    NO_ROUTE = "network-unreachable"
    """The function has no address of that kind, such as IPv6: the connection fails at once."""
    NOT_RUN = "not-run"
    """The code does not run at all."""


class Place(StrEnum):
    """Where on the way a hop is: the lanes of the trace."""

    FUNCTION = "function"
    SUBNET = "subnet"
    ROUTE = "route"
    GATEWAY = "gateway"
    """A gateway, a peering connection or an endpoint."""
    TARGET = "target"


class Check(StrEnum):
    """What is looked at in a hop."""

    START = "start"
    """Whether the function has an interface in a subnet at all."""
    NAME = "name"
    """What the name leads to."""
    ADDRESS = "address"
    """Whether the function has an address of the target's kind."""
    GROUP_OUT = "group-out"
    """Outbound rules of the function's security groups."""
    ACL_OUT = "acl-out"
    """Outbound rules of a network ACL, for what leaves a subnet."""
    ROUTE = "route"
    NAT = "nat"
    INTERNET = "internet"
    """An internet gateway, or an egress-only one."""
    ENDPOINT = "endpoint"
    """A gateway endpoint or an interface endpoint, and its policy."""
    CONNECTION = "connection"
    """A peering connection, transit gateway or virtual private gateway."""
    ACL_IN = "acl-in"
    """Inbound rules of a network ACL, for what comes into a subnet."""
    GROUP_IN = "group-in"
    """Inbound rules of the target's security groups."""
    ROUTE_BACK = "route-back"
    """The other side's way back."""
    LISTENING = "listening"
    ONE_WAY = "one-way"
    """Whether it is a function's interface, which nothing can connect to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HopOutcome:
    """One thing that was looked at on the way, and what it said."""

    place: Place
    check: Check
    name: str
    """Of the route table, ACL, group, gateway or target that it is about."""
    subnet: str = ""
    """Of a network ACL: the subnet that it stands in front of."""
    is_back: bool
    """Whether it is about the answer."""
    passes: bool
    rule: str
    """The rule, route or setting that decided, as AWS lists it; empty if none fits."""
    why: str
    """In a sentence, with names."""
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathOutcome:
    """The way from one function, in one of its subnets, to the target."""

    function: str
    subnet: str
    """Empty if the function is not attached."""
    reached: bool
    symptom: Symptom
    seen: str
    """What the code sees, in a sentence."""
    hops: tuple[HopOutcome, ...]
    """In order, the last one being the one that stopped it if it was stopped."""
    stopped_by: str
    """``Check`` of the hop that stopped it; empty if none did."""
    stopped_at: str
    """Name of what stopped it."""
    why: str
    """Why it is reached, or not, in a sentence."""
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionOutcome:
    """What becomes of a function when it is configured, and when it is invoked."""

    function: str
    attached: bool
    at_first: str
    """State while interfaces are made: ``Pending`` (new function), ``InProgress`` (LastUpdateStatus), ``Active`` if all are there."""
    state: str
    """``Active``, ``Inactive`` or ``Failed``."""
    made: int
    """Combinations of subnet and groups that it is the first to use."""
    shared: int
    """Those that were there already."""
    status: int
    """HTTP status of Invoke: 200, or 502."""
    error_code: str
    """Exception of Invoke; empty if there is none."""
    why: str
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterfaceOutcome:
    """A combination of subnet and security groups, which has Hyperplane ENIs of its own."""

    subnet: str
    security_groups: tuple[str, ...]
    functions: tuple[str, ...]
    """Who shares it."""
    connections: int
    count: int
    """ENIs: one per 65,000 connections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalOutcome:
    """What AWS does not take."""

    operation: str
    """Such as ``CreateFunction``."""
    status: int
    error_code: str
    message: str
    why: str
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MendOutcome:
    """One way to make the target reachable from everywhere. None of its changes can be left out."""

    title: str
    """In a few words."""
    changes: tuple[str, ...]
    """What to do, a sentence each."""
    parts: int
    """How many changes."""
    cents_a_month: int
    """What it costs more than now, in US cents: hours and GB."""
    cost: str
    """How that comes about, in words."""
    given: str
    """The scenario's fields after it, as JSON: those that it changes."""
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Everything a question may ask about a run."""

    verdict: Verdict
    reached: int
    """Pairs of function and subnet from which the target is reached."""
    broken: int
    """Those from which it is not."""
    symptom: Symptom
    """What the code sees on the first path that is broken; on the first path if none is."""
    stopped_by: str
    """``Check`` of the hop that stops the first broken path; empty if none is broken."""
    stopped_at: str
    """Name of what stops it: a subnet, a route table, an ACL, a group, a gateway, an endpoint."""
    hops: int
    """Hops of the first path."""
    why: str
    fact: str = ""

    paths: tuple[PathOutcome, ...] = ()
    """By function, then by subnet."""
    functions: tuple[FunctionOutcome, ...] = ()
    refusals: tuple[RefusalOutcome, ...] = ()
    refused: int = 0
    error_code: str = ""
    """Of the first refusal, or of the first function that Invoke fails for."""

    interfaces: int = 0
    """Hyperplane ENIs that Lambda needs in this VPC."""
    pairs: tuple[InterfaceOutcome, ...] = ()
    one_per_vpc: int = 0
    """What the rule *one per VPC* of older notes would give: 1, or 0 if no function is attached."""

    mends: tuple[MendOutcome, ...] = ()
    """The smallest first, then the cheapest."""
    mend_count: int = 0
    mend_parts: int = 0
    """Changes that the smallest mend takes; 0 if nothing mends it, or nothing needs to."""
    cheapest_cents: int = -1
    """What the cheapest mend costs a month, in US cents; -1 if there is none."""
    monthly_cents: int = 0
    """What the NAT gateways and interface endpoints of this network cost a month as it is, with the GB of the scenario."""
    advice: str = ""
    """What else there is to know: why nothing mends it, or what to do instead."""
