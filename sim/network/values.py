"""Names, limits and closed sets that the parts of a ``network`` scenario share."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from types import MappingProxyType

from sim.facts import whole

Network = IPv4Network | IPv6Network

MOST_SUBNETS = whole("net-vpcconfig-limits", "subnets")
MOST_GROUPS = whole("net-vpcconfig-limits", "security_groups")
INTERFACE_QUOTA = whole("net-eni-quota-500")
CONNECTIONS = whole("net-eni-65000")
"""Connections that one Hyperplane ENI carries."""
IDLE_DAYS = whole("net-eni-idle-14-days")
EPHEMERAL_LOW, EPHEMERAL_HIGH = 1024, 65535
"""Ports on which answers come back."""
HIGHEST_PORT = 65535
HTTPS, POSTGRES = 443, 5432
ANYWHERE, ANYWHERE_IPV6 = "0.0.0.0/0", "::/0"
IGW, EIGW, PCX, TGW, VGW = "igw", "eigw", "pcx", "tgw", "vgw"
"""What a route calls the one internet gateway, egress-only internet gateway, peering connection, transit or virtual private gateway."""


class TargetKind(StrEnum):
    """What the code wants to reach."""

    INTERNET = "internet"
    """A host on the internet that has an IPv4 address."""
    INTERNET_IPV6 = "internet-ipv6"
    """A host on the internet that has an IPv6 address only."""
    SERVICE = "service"
    """An AWS service by its usual name, such as ``sqs.eu-west-1.amazonaws.com``."""
    DATABASE = "database"
    """A database in a subnet of the VPC, with a private address only."""
    PEERED = "peered"
    """The same in a VPC that is peered with this one."""
    ON_PREMISES = "on-premises"
    """A host in the own data centre, behind a transit gateway or a virtual private gateway."""
    INTERFACE = "interface"
    """The private address of a function's network interface: opening a connection **to** a function."""


class Service(StrEnum):
    """AWS services, as endpoint names spell them."""

    S3 = "s3"
    DYNAMODB = "dynamodb"
    SQS = "sqs"
    SNS = "sns"
    SECRETS_MANAGER = "secretsmanager"
    SSM = "ssm"
    KMS = "kms"
    STS = "sts"
    EVENTS = "events"
    LAMBDA = "lambda"


TITLES: Mapping[Service, str] = MappingProxyType(
    {
        Service.S3: "Amazon S3",
        Service.DYNAMODB: "Amazon DynamoDB",
        Service.SQS: "Amazon SQS",
        Service.SNS: "Amazon SNS",
        Service.SECRETS_MANAGER: "AWS Secrets Manager",
        Service.SSM: "AWS Systems Manager",
        Service.KMS: "AWS KMS",
        Service.STS: "AWS STS",
        Service.EVENTS: "Amazon EventBridge",
        Service.LAMBDA: "the Lambda API",
    }
)
BY_GATEWAY = (Service.S3, Service.DYNAMODB)
"""Services that have gateway endpoints."""
PREFIX_LISTS: Mapping[str, Service] = MappingProxyType({f"pl-{service}": service for service in BY_GATEWAY})
"""AWS's own prefix lists, which stand in routes and in rules of security groups for the addresses of a service."""
ADDRESSES: Mapping[Service, str] = MappingProxyType(
    {service: f"198.51.100.{number}/32" for number, service in enumerate(Service, start=10)}
)
"""Public addresses, taken from the range that is kept for documentation."""
INTERNET_ADDRESS, INTERNET_ADDRESS_IPV6 = "203.0.113.10/32", "2001:db8:ffff::10/128"


class Protocol(StrEnum):
    """Of a rule."""

    TCP = "tcp"
    ALL = "all"
    """Every protocol, and then every port: ``-1`` in the API."""


class Action(StrEnum):
    """Of a network ACL's rule."""

    ALLOW = "allow"
    DENY = "deny"


class Policy(StrEnum):
    """What an endpoint's policy says to the call."""

    ALLOW = "allow"
    DENY = "deny"


class Availability(StrEnum):
    """Of a NAT gateway: in one zone's public subnet, or for the whole VPC."""

    ZONAL = "zonal"
    REGIONAL = "regional"


class Tenancy(StrEnum):
    """Of the VPC's instances."""

    DEFAULT = "default"
    DEDICATED = "dedicated"


class Role(StrEnum):
    """Whether the execution role may make network interfaces."""

    MAY = "may"
    MAY_NOT = "may-not"
    """It never might: the configuration is refused."""
    LOST = "lost"
    """It might when the function was configured, and may no longer."""


class Trouble(StrEnum):
    """What else can go wrong with a function's connection to its VPC; Invoke then fails with this."""

    NONE = "none"
    THROTTLED = "EC2ThrottledException"
    UNEXPECTED = "EC2UnexpectedException"
    NOT_READY = "ENINotReadyException"
    SUBNET_GONE = "InvalidSubnetIDException"
    GROUP_GONE = "InvalidSecurityGroupIDException"


class Region(StrEnum):
    """Whose prices count."""

    US_EAST_1 = "us-east-1"
    EU_WEST_1 = "eu-west-1"


def network_of(name: str, text: str) -> Network:
    """The block of addresses that ``text`` stands for.

    Raises:
        ValueError: naming the field, if it is none.
    """
    try:
        return ip_network(text)
    except ValueError:
        told = "is no block of addresses; write it as 10.0.0.0/16 or 2001:db8:1::/56"
        raise ValueError(f"{name}: {text[:44]!r} {told}, with zeros behind the prefix") from None


@cache
def block(text: str) -> Network:
    """The block of addresses that a text stands for, which has been kept already."""
    return ip_network(text)


def is_network(text: str) -> bool:
    """Whether ``text`` is a block of addresses."""
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def holds(outer: Network, inner: Network) -> bool:
    """Whether all addresses of ``inner`` lie in ``outer``."""
    if isinstance(outer, IPv4Network) and isinstance(inner, IPv4Network):
        return inner.subnet_of(outer)
    if isinstance(outer, IPv6Network) and isinstance(inner, IPv6Network):
        return inner.subnet_of(outer)
    return False


def touches(one: Network, other: Network) -> bool:
    """Whether two blocks share an address."""
    return one.version == other.version and (holds(one, other) or holds(other, one))
