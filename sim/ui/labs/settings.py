"""What the controls of every lab share: fields that are left out while they are on their default, and the AWS panel."""

from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from types import MappingProxyType
from typing import Any, cast

import streamlit as st

from sim.bounds import bounds_of
from sim.draw.aws import Step, cli, template


@cache
def defaults_of(scenario: Hashable) -> Mapping[str, Any]:
    """The defaults of the scenario's fields, by name."""
    return MappingProxyType(
        {field.name: field.default for field in fields(cast("Any", scenario)) if field.default is not MISSING}
    )


def put(given: dict[str, Any], scenario: Hashable, name: str, value: Any) -> None:
    """Set the field; what was given as its default stays given, and what was not stays away."""
    default = defaults_of(scenario)[name]
    if value != given.get(name, default):
        given[name] = value
        if value == default:
            del given[name]


def number(given: dict[str, Any], scenario: Hashable, key: str, name: str, words: str, by: int = 1) -> None:
    """A control for a whole number, within the field's bounds."""
    bounds = bounds_of(scenario)[name]
    now = int(given[name] if name in given else defaults_of(scenario)[name])
    put(given, scenario, name, int(st.number_input(words, bounds.low, bounds.high, now, by, key=f"{key}.{name}")))


def in_aws(told: str, steps: tuple[Step, ...], kind: str, body: Mapping[str, Any]) -> None:
    """*Do it in AWS*: what it is, the script, and the template of that ``kind``."""
    st.markdown(f"{told} It costs a fraction of a cent.")
    st.markdown("**With the AWS CLI** (bash)")
    st.code(cli(steps), language="bash", height=360)
    st.markdown(f"**As a {kind} template**")
    st.code(template(body), language="yaml", height=320)
