"""The fields of a ``network`` scenario as the controls have them: lists and parts in plain JSON, left out while they are on their default."""

import json
from collections.abc import Hashable
from functools import cache
from typing import Any, cast, get_type_hints

import streamlit as st
from pydantic import TypeAdapter

from sim.network.parts import RouteTable, Subnet
from sim.network.scenario import Scenario
from sim.network.values import IGW
from sim.ui.labs.settings import Given, defaults_of

Part = Hashable
"""The class of a part of the scenario."""


def field_of(part: Given, cls: Part, name: str) -> Any:
    """The field of a part of the scenario, or its default; a copy, which may be changed."""
    return json.loads(json.dumps(part[name]) if name in part else _default(cls, name))


def put_field(part: Given, cls: Part, name: str, value: Any) -> None:
    """Set the field; what was given as its default stays given, and what was not stays away."""
    if value == field_of(part, cls, name):
        return
    part[name] = value
    if name in defaults_of(cls) and value == json.loads(_default(cls, name)):
        del part[name]


def several(part: Given, cls: Part, name: str, known: list[str], words: str, key: str) -> None:
    """A control for a list of names out of ``known``."""
    now = field_of(part, cls, name)
    put_field(part, cls, name, st.multiselect(words, list(dict.fromkeys((*known, *now))), now, key=f"{key}.{name}"))


def one_of(part: Given, cls: Part, name: str, known: list[str], words: str, key: str) -> None:
    """A control for one name out of ``known``."""
    now = field_of(part, cls, name)
    options = list(dict.fromkeys((*known, now)))
    put_field(part, cls, name, st.selectbox(words, options, options.index(now), key=f"{key}.{name}"))


def line(part: Given, cls: Part, name: str, words: str, key: str) -> None:
    """A control for a short text, such as a block of addresses."""
    now = field_of(part, cls, name)
    put_field(part, cls, name, st.text_input(words, now, max_chars=64, key=f"{key}.{name}").strip())


def names_of(given: Given, name: str) -> list[str]:
    """The names of the parts in that list."""
    return [str(one["name"]) for one in field_of(given, Scenario, name)]


def subnets_with(given: Given, name: str, value: str) -> list[str]:
    """The subnets whose field ``name`` is ``value``."""
    return [one["name"] for one in field_of(given, Scenario, "subnets") if field_of(one, Subnet, name) == value]


def inner_subnet(given: Given) -> str:
    """A subnet for a function: the first whose route table does not lead to the internet gateway."""
    tables = field_of(given, Scenario, "route_tables")
    public = [table["name"] for table in tables if any(route["via"] == IGW for route in table.get("routes", ()))]
    subnets = field_of(given, Scenario, "subnets")
    inner = (one["name"] for one in subnets if field_of(one, Subnet, "route_table") not in public)
    return str(next(inner, subnets[0]["name"]))


def drop_routes(given: Given, via: str) -> None:
    """Take away the routes that lead to what is no longer there."""
    tables = field_of(given, Scenario, "route_tables")
    for table in tables:
        kept = [route for route in table.get("routes", ()) if route["via"] != via]
        put_field(table, RouteTable, "routes", kept)
    put_field(given, Scenario, "route_tables", tables)


@cache
def _default(cls: Part, name: str) -> str:
    """The field's default as JSON, parts of parts without theirs."""
    kind = get_type_hints(cast("Any", cls), include_extras=True)[name]
    return TypeAdapter(kind).dump_json(defaults_of(cls)[name], exclude_defaults=True).decode()
