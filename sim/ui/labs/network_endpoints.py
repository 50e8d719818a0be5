"""Endpoints in the controls of ``network``: which service has one, where it stands, and whom it lets in."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from sim.network.parts import GatewayEndpoint, InterfaceEndpoint
from sim.network.scenario import Scenario
from sim.network.values import BY_GATEWAY, TITLES, Policy, Service
from sim.ui.labs.network_fields import Part, field_of, inner_subnet, names_of, put_field, several
from sim.ui.labs.settings import Given, put, toggle

_PREFERRED = "endpoints"
"""The group that a new interface endpoint gets, if there is one of that name."""


def endpoints(given: Given, key: str) -> None:
    """Gateway endpoints beside interface endpoints."""
    left, right = st.columns(2, gap="medium")
    with left:
        _sort(given, "gateway_endpoints", list(Service), "Gateway endpoints for", _gateway, f"{key}.gateway")
        st.caption("A route to the service in each of its route tables, for nothing. AWS has them for S3 and DynamoDB.")
    with right:
        others = [service for service in Service if service not in BY_GATEWAY]
        _sort(given, "interface_endpoints", others, "Interface endpoints for", _interface, f"{key}.interface")
        st.caption("A network interface in each of its subnets, billed by the hour and by the GB.")


def _sort(
    given: Given,
    name: str,
    services: list[Service],
    words: str,
    draw: Callable[[Given, Given, str], None],
    key: str,
) -> None:
    found: list[dict[str, Any]] = field_of(given, Scenario, name)
    now = [Service(one["service"]) for one in found]
    chosen = st.multiselect(words, services, now, format_func=TITLES.__getitem__, key=key)
    found = [one for one in found if one["service"] in chosen]
    found += [_new(given, name, service) for service in chosen if service not in now]
    for one in found:
        with st.container(border=True):
            draw(given, one, f"{key}.{one['service']}")
    put_field(given, Scenario, name, found)


def _new(given: Given, name: str, service: Service) -> Given:
    if name == "gateway_endpoints":
        return {"service": service.value}
    groups = names_of(given, "security_groups")
    group = [_PREFERRED] if _PREFERRED in groups else groups[:1]
    return {"service": service.value, "subnets": [inner_subnet(given)], "security_groups": group}


def _gateway(given: Given, one: Given, key: str) -> None:
    title = TITLES[Service(one["service"])]
    several(one, GatewayEndpoint, "route_tables", names_of(given, "route_tables"), f"Route tables to {title}", key)
    _policy(one, GatewayEndpoint, key)


def _interface(given: Given, one: Given, key: str) -> None:
    title = TITLES[Service(one["service"])]
    several(one, InterfaceEndpoint, "subnets", names_of(given, "subnets"), f"Endpoint for {title} in", key)
    several(one, InterfaceEndpoint, "security_groups", names_of(given, "security_groups"), f"Groups at {title}", key)
    toggle(one, InterfaceEndpoint, key, "private_dns", "Private DNS")
    _policy(one, InterfaceEndpoint, key)


def _policy(one: Given, cls: Part, key: str) -> None:
    allows = st.toggle("Its policy allows the call", one.get("policy") != Policy.DENY, key=f"{key}.policy")
    put(one, cls, "policy", (Policy.ALLOW if allows else Policy.DENY).value)
