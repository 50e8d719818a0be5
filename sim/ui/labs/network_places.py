"""The rest of the controls of ``network``: subnets, the VPC, the other side of a connection, the function's own story, and prices."""

import streamlit as st

from sim.network.parts import Remote, Subnet, Vpc
from sim.network.scenario import Function, Scenario
from sim.network.values import PCX, TGW, VGW, Region, Role, Tenancy, Trouble
from sim.ui.labs.network_fields import drop_routes, field_of, line, names_of, one_of, put_field
from sim.ui.labs.network_rules import far_rules
from sim.ui.labs.settings import Given, choose, number, toggle

PEER = {"cidr": "10.1.0.0/16"}
ON_PREMISES = {"cidr": "192.168.0.0/16"}
_ROLES = {
    Role.MAY: "may make network interfaces",
    Role.MAY_NOT: "never might make them",
    Role.LOST: "may no longer make them",
}
_TROUBLES = {trouble: "none" if trouble is Trouble.NONE else trouble.value for trouble in Trouble}
_REGIONS = {region: region.value for region in Region}
_TENANCIES = {Tenancy.DEFAULT: "default", Tenancy.DEDICATED: "dedicated"}
_ZONES = ["a", "b", "c"]


def subnets(given: Given, key: str) -> None:
    """One subnet at a time."""
    found = field_of(given, Scenario, "subnets")
    at = st.selectbox("Subnet", range(len(found)), format_func=lambda n: found[n]["name"], key=f"{key}.subnet")
    subnet, place = found[at], f"{key}.subnet.{at}"
    one, two, three = st.columns(3, gap="medium")
    with one:
        line(subnet, Subnet, "cidr", "IPv4 block", place)
        line(subnet, Subnet, "ipv6_cidr", "IPv6 block (empty: not dual-stack)", place)
    with two:
        one_of(subnet, Subnet, "route_table", names_of(given, "route_tables"), "Its route table", place)
        one_of(subnet, Subnet, "acl", ["default", *names_of(given, "acls")], "Its network ACL", place)
    with three:
        one_of(subnet, Subnet, "zone", _ZONES, "Availability Zone", place)
        number(subnet, Subnet, place, "free_addresses", "Free addresses", 10)
    put_field(given, Scenario, "subnets", found)


def vpc(given: Given, key: str) -> None:
    """The VPC, its addresses and its DNS; and what counts for the bill."""
    own = field_of(given, Scenario, "vpc")
    one, two, three = st.columns(3, gap="medium")
    with one:
        line(own, Vpc, "cidr", "IPv4 block of the VPC", key)
        line(own, Vpc, "ipv6_cidr", "IPv6 block of the VPC (empty: none)", key)
        choose(own, Vpc, "tenancy", _TENANCIES, "Tenancy", key)
    with two:
        toggle(own, Vpc, key, "dns_support", "enableDnsSupport")
        toggle(own, Vpc, key, "dns_hostnames", "enableDnsHostnames")
        number(given, Scenario, key, "interface_quota", "Quota of Hyperplane ENIs", 50)
        number(given, Scenario, key, "other_interfaces", "Those of other services", 10)
    with three:
        choose(given, Scenario, "region", _REGIONS, "Region", key)
        number(given, Scenario, key, "gb_a_month", "GB a month", 10)
    put_field(given, Scenario, "vpc", own)


def remotes(given: Given, key: str) -> None:
    """A peered VPC beside a data centre."""
    left, right = st.columns(2, gap="medium")
    with left:
        _remote(given, "peer", PEER, (PCX,), "peered VPC", f"{key}.peer")
    with right:
        _remote(given, "on_premises", ON_PREMISES, (TGW, VGW), "data centre", f"{key}.on_premises")


def _remote(given: Given, name: str, new: Given, leads: tuple[str, ...], words: str, key: str) -> None:
    now = field_of(given, Scenario, name)
    # Whether it is there is part of the key: the target brings one along.
    is_there = st.toggle(f"There is a {words}", bool(now), key=f"{key}.{bool(now)}.is_there")
    if not is_there:
        for via in leads if now else ():
            drop_routes(given, via)
        put_field(given, Scenario, name, None)
        return
    remote = dict(now or new)
    line(remote, Remote, "cidr", f"Block of the {words}", key)
    toggle(remote, Remote, key, "route_back", f"The {words} has a route back")
    far_rules(remote, f"Whom the {words} lets in", key)
    put_field(given, Scenario, name, remote)


def story(given: Given, at: int, key: str) -> None:
    """What happened to the function that is looked at."""
    functions = field_of(given, Scenario, "functions")
    function, place = functions[at], f"{key}.{at}"
    one, two, three = st.columns(3, gap="medium")
    with one:
        toggle(function, Function, place, "is_new", "It is created with this VpcConfig")
        choose(function, Function, "role", _ROLES, "Its execution role", place)
    with two:
        number(function, Function, place, "connections", "Connections at the same time", 1000)
        number(function, Function, place, "idle_days", "Days since the last invocation")
    with three:
        choose(function, Function, "trouble", _TROUBLES, "What went wrong besides", place)
    put_field(given, Scenario, "functions", functions)
