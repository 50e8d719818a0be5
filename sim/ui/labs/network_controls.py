"""The controls of the lab of ``network``: which function wants to reach what, and one part of the network at a time."""

import json

import streamlit as st

from sim.network.scenario import Function, Scenario, Target
from sim.network.values import TITLES, TargetKind
from sim.ui.labs.network_endpoints import endpoints
from sim.ui.labs.network_fields import field_of, inner_subnet, names_of, one_of, put_field, several
from sim.ui.labs.network_places import ON_PREMISES, PEER, remotes, story, subnets, vpc
from sim.ui.labs.network_routes import routes
from sim.ui.labs.network_rules import acls, groups
from sim.ui.labs.settings import Given, choose, number, toggle

TARGETS = {
    TargetKind.INTERNET: "a host on the internet",
    TargetKind.INTERNET_IPV6: "an IPv6-only host on the internet",
    TargetKind.SERVICE: "an AWS service",
    TargetKind.DATABASE: "a database in the VPC",
    TargetKind.PEERED: "a database in a peered VPC",
    TargetKind.ON_PREMISES: "a database on premises",
    TargetKind.INTERFACE: "a function's own interface",
}
_SERVICES = {service: title[:1].upper() + title[1:] for service, title in TITLES.items()}
_FUNCTION = "Function"
PARTS = {
    "Routes": routes,
    "Endpoints": endpoints,
    "Security groups": groups,
    "Network ACLs": acls,
    "Subnets": subnets,
    "VPC and prices": vpc,
    "Other side": remotes,
}
"""The parts of the network, each with what draws its controls."""


def controls(given: Given, key: str) -> Given:
    """Draw them. Gives the scenario's fields; what is on its default is left out."""
    given = json.loads(json.dumps(given))
    left, right = st.columns(2, gap="medium")
    with left:
        at = _function(given, key)
    with right:
        _target(given, key)
    # The choice outlives what sets the controls anew, such as a mend.
    part = st.segmented_control("Change the network", [*PARTS, _FUNCTION], key=f"{key.partition('.set.')[0]}.part")
    if part == _FUNCTION:
        story(given, at, key)
    elif part:
        PARTS[part](given, key)
    return given


def _function(given: Given, key: str) -> int:
    """Which function, and its VpcConfig. Gives its place in the list."""
    functions = field_of(given, Scenario, "functions")
    at = int(
        st.selectbox("Function", range(len(functions)), format_func=lambda n: _label(functions[n]), key=f"{key}.at")
    )
    function, place = functions[at], f"{key}.{at}"
    edition = int(st.session_state.get(f"{place}.emptied", 0))
    was = _is_attached(function)
    attached = st.toggle("Attached to the VPC", was, key=f"{place}.{edition}.attached")
    if attached is not was:
        put_field(function, Function, "subnets", [inner_subnet(given)] if attached else [])
        put_field(function, Function, "security_groups", names_of(given, "security_groups")[:1] if attached else [])
    if attached:
        several(function, Function, "subnets", names_of(given, "subnets"), "In the subnets", place)
        groups_known = names_of(given, "security_groups")
        several(function, Function, "security_groups", groups_known, "With the security groups", place)
        if field_of(given, Scenario, "vpc").get("ipv6_cidr") or function.get("ipv6_allowed_for_dual_stack"):
            toggle(function, Function, place, "ipv6_allowed_for_dual_stack", "Ipv6AllowedForDualStack")
        if not _is_attached(function):
            # Without subnets and groups it is not attached any more: the switch is drawn anew.
            st.session_state[f"{place}.emptied"] = edition + 1
    put_field(given, Scenario, "functions", functions)
    return at


def _label(function: Given) -> str:
    name, version = field_of(function, Function, "name"), field_of(function, Function, "version")
    return f"{name}{version and ':'}{version}"


def _is_attached(function: Given) -> bool:
    return bool(function.get("subnets") or function.get("security_groups"))


def _target(given: Given, key: str) -> None:
    target = field_of(given, Scenario, "target")
    was = TargetKind(field_of(target, Target, "kind"))
    choose(target, Target, "kind", TARGETS, "It wants to reach", key)
    kind = TargetKind(field_of(target, Target, "kind"))
    if kind is not was:
        _settle(given, target, kind)
    place = f"{key}.{kind}"
    one, two = st.columns(2, vertical_alignment="bottom")
    with one:
        _which(given, target, kind, place)
    with two:
        number(target, Target, place, "port", "Port (0: the usual one)")
    if kind is TargetKind.DATABASE:
        known = names_of(given, "security_groups")
        several(target, Target, "security_groups", known, "Security groups of the database", place)
        toggle(target, Target, place, "is_listening", "Something listens there")
    put_field(given, Scenario, "target", target)


def _which(given: Given, target: Given, kind: TargetKind, key: str) -> None:
    """Which one of its kind; if there is one only, whether it answers."""
    if kind is TargetKind.SERVICE:
        choose(target, Target, "service", _SERVICES, "Service", key)
    elif kind in (TargetKind.DATABASE, TargetKind.INTERFACE):
        one_of(target, Target, "subnet", names_of(given, "subnets"), "In the subnet", key)
    else:
        toggle(target, Target, key, "is_listening", "Something listens there")


def _settle(given: Given, target: Given, kind: TargetKind) -> None:
    """Bring along what another target needs, and let go what belonged to the one before."""
    for name in ("port", "is_listening"):
        target.pop(name, None)
    for name, wanted, new in (("peer", TargetKind.PEERED, PEER), ("on_premises", TargetKind.ON_PREMISES, ON_PREMISES)):
        if kind is wanted and not given.get(name):
            put_field(given, Scenario, name, dict(new))
    if kind not in (TargetKind.DATABASE, TargetKind.INTERFACE):
        return
    names = names_of(given, "subnets")
    if field_of(target, Target, "subnet") not in names:
        target["subnet"] = names[0]
    known = names_of(given, "security_groups")
    groups_now = field_of(target, Target, "security_groups")
    if not set(groups_now) <= set(known):
        target["security_groups"] = [name for name in groups_now if name in known] or known[:1]
