"""Where packets are led, in the controls of ``network``: route tables, NAT gateways and other gateways."""

from typing import Any

import streamlit as st

from sim.network.parts import NatGateway, RouteTable, Vpc
from sim.network.scenario import Scenario
from sim.network.values import ANYWHERE, ANYWHERE_IPV6, EIGW, IGW, PCX, TGW, VGW, Availability
from sim.ui.labs.network_fields import drop_routes, field_of, names_of, put_field, subnets_with
from sim.ui.labs.settings import Given, put
from sim.ui.labs.sheets import desk_of

MOST_SHOWN = 9
"""Route tables, or NAT gateways, that have controls; more are in the text."""
_GATEWAYS = {
    "": "nothing",
    IGW: "the internet gateway",
    EIGW: "the egress-only internet gateway",
    PCX: "the peering connection",
    TGW: "the transit gateway",
    VGW: "the virtual private gateway",
}


def routes(given: Given, key: str) -> None:
    """Gateways, and the route tables that lead to them."""
    _internet(given, key)
    _nat_gateways(given, key)
    tables = field_of(given, Scenario, "route_tables")
    columns = st.columns(3, gap="medium")
    for number, table in enumerate(tables[:MOST_SHOWN]):
        with columns[number % len(columns)]:
            _table(given, table, key)
    put_field(given, Scenario, "route_tables", tables)
    _tell_rest(len(tables), "route tables")


def _table(given: Given, table: Given, key: str) -> None:
    users = ", ".join(subnets_with(given, "route_table", table["name"])) or "no subnet"
    st.markdown(f"**Route table {table['name']}** of {users}")
    found = field_of(table, RouteTable, "routes")
    leads = {route.get("destination", ANYWHERE): route["via"] for route in found}
    for destination in dict.fromkeys((*_destinations(given), *leads)):
        via = leads.get(destination, "")
        known = list(dict.fromkeys(("", *_leading(given, destination), via)))
        # What there is to lead to is part of the key, so that the list is drawn anew when it changes.
        place = f"{key}.{table['name']}.{destination}.{'.'.join(known)}"
        words = f"{destination} in {table['name']} leads to"
        chosen = st.selectbox(words, known, known.index(via), format_func=_called, key=place)
        if chosen != via:
            found = [route for route in found if route.get("destination", ANYWHERE) != destination]
            found += [_route(destination, chosen)] if chosen else []
    put_field(table, RouteTable, "routes", found)


def _route(destination: str, via: str) -> Given:
    return {"via": via} if destination == ANYWHERE else {"destination": destination, "via": via}


def _destinations(given: Given) -> list[str]:
    """Where one would lead packets in this network."""
    remotes = [given.get(name) or {} for name in ("peer", "on_premises")]
    ipv6 = [ANYWHERE_IPV6] if field_of(given, Scenario, "vpc").get("ipv6_cidr") else []
    return [ANYWHERE, *ipv6, *(remote["cidr"] for remote in remotes if remote)]


def _leading(given: Given, destination: str) -> list[str]:
    """What a route to that destination may lead to."""
    vpc = field_of(given, Scenario, "vpc")
    if ":" in destination:
        return [EIGW] if vpc.get("egress_only_gateway") else []
    own = [IGW] if field_of(vpc, Vpc, "internet_gateway") else []
    own += names_of(given, "nat_gateways")
    own += [PCX] if given.get("peer") else []
    return own + ([TGW, VGW] if given.get("on_premises") else [])


def _called(via: str) -> str:
    return _GATEWAYS.get(via, via)


def _internet(given: Given, key: str) -> None:
    vpc = field_of(given, Scenario, "vpc")
    with st.container(horizontal=True, gap="medium"):
        for name, via, words in (
            ("internet_gateway", IGW, "Internet gateway"),
            ("egress_only_gateway", EIGW, "Egress-only internet gateway"),
        ):
            is_there = st.toggle(words, field_of(vpc, Vpc, name), key=f"{key}.{name}", width="content")
            put(vpc, Vpc, name, is_there)
            if not is_there:
                drop_routes(given, via)
    put_field(given, Scenario, "vpc", vpc)


def _nat_gateways(given: Given, key: str) -> None:
    found: list[dict[str, Any]] = field_of(given, Scenario, "nat_gateways")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**NAT gateways** ({len(found)})")
        st.button("Add a NAT gateway", icon=":material/add:", key=f"{key}.nat.add", on_click=_add, args=(key,))
    for gateway in found[:MOST_SHOWN]:
        _nat_gateway(given, gateway, key)
    put_field(given, Scenario, "nat_gateways", found)
    _tell_rest(len(found), "NAT gateways")


def _nat_gateway(given: Given, gateway: Given, key: str) -> None:
    name = str(gateway["name"])
    now = str(gateway.get("subnet", ""))
    known = list(dict.fromkeys(("", *names_of(given, "subnets"), now)))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.selectbox(
            f"{name} stands in",
            known,
            known.index(now),
            format_func=lambda subnet: subnet or "no subnet: it is regional",
            key=f"{key}.nat.{name}.subnet",
            width=260,
        )
        is_there = st.toggle("Not deleted", gateway.get("is_available", True), key=f"{key}.nat.{name}.is_available")
        st.button(
            f"Remove {name} and its routes",
            icon=":material/delete:",
            key=f"{key}.nat.{name}.remove",
            on_click=_remove,
            args=(key, name),
        )
    put(gateway, NatGateway, "is_available", is_there)
    if chosen != now:
        put(gateway, NatGateway, "subnet", chosen)
        put(gateway, NatGateway, "availability", (Availability.ZONAL if chosen else Availability.REGIONAL).value)


def _add(key: str) -> None:
    given = desk_of(key).given
    found = field_of(given, Scenario, "nat_gateways")
    taken = names_of(given, "nat_gateways")
    name = next(name for name in ("nat-a", *(f"nat-{n}" for n in range(1, len(taken) + 2))) if name not in taken)
    subnet = next(iter(_public(given)), "")
    where = {"subnet": subnet} if subnet else {"availability": Availability.REGIONAL.value}
    put_field(given, Scenario, "nat_gateways", [*found, {"name": name, **where}])


def _public(given: Given) -> list[str]:
    """Subnets whose route table leads to the internet gateway."""
    tables = field_of(given, Scenario, "route_tables")
    public = [table["name"] for table in tables if any(route["via"] == IGW for route in table.get("routes", ()))]
    return [subnet for table in public for subnet in subnets_with(given, "route_table", table)]


def _remove(key: str, name: str) -> None:
    given = desk_of(key).given
    found = [one for one in field_of(given, Scenario, "nat_gateways") if one["name"] != name]
    put_field(given, Scenario, "nat_gateways", found)
    drop_routes(given, name)


def _tell_rest(count: int, what: str) -> None:
    if count > MOST_SHOWN:
        st.caption(f"{count - MOST_SHOWN} {what} more are in the text below.")
