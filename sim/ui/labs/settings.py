"""What the controls of every lab share: fields that are left out while they are on their default, and the AWS panel."""

import json
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from types import MappingProxyType
from typing import Any, cast

import streamlit as st

from sim.bounds import bounds_of
from sim.draw.aws import Step, cli, template
from sim.draw.dot import graph
from sim.ui.ground import dark

Given = dict[str, Any]
"""The fields of a scenario as a lab has them."""
MOST_SHOWN = 30
"""Of what a run leaves behind, so many are listed in a panel."""

ACROSS = 'class="across"; rankdir=LR;'
DOWN = 'class="down"; rankdir=TB; nodesep=0.2; node [margin="0.1,0.08"];'
"""How a graph is laid out on a wide screen and on a phone; the style sheet knows the classes."""


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


def slide(
    given: dict[str, Any], scenario: Hashable, key: str, name: str, words: str, most: int, by: int, per: int = 1
) -> None:
    """A slider for a whole number, from the field's lowest to ``most``, or to what is set if that is more; it shows one for each ``per``."""
    low = bounds_of(scenario)[name].low or 0
    now = int(given.get(name, defaults_of(scenario)[name])) // per
    value = st.slider(words, low // per, max(most, now), now, by, key=f"{key}.{name}")
    if value != now:  # a value between two steps stays as it is until the slider is moved
        put(given, scenario, name, max(int(value) * per, low))


def toggle(given: dict[str, Any], scenario: Hashable, key: str, name: str, words: str) -> None:
    """A switch for a field that is on or off."""
    now = bool(given.get(name, defaults_of(scenario)[name]))
    put(given, scenario, name, st.toggle(words, now, key=f"{key}.{name}"))


def choose(given: Given, cls: Hashable, name: str, words: Mapping[Any, str], label: str, key: str) -> None:
    """A control for a field with a closed set of values, each with its words."""
    known = list(words)
    now = type(known[0])(given.get(name, defaults_of(cls)[name]))
    chosen = st.selectbox(label, known, known.index(now), format_func=words.__getitem__, key=f"{key}.{name}")
    put(given, cls, name, str(chosen))


def in_aws(told: str, steps: tuple[Step, ...], kind: str, body: Mapping[str, Any]) -> None:
    """*Do it in AWS*: what it is, the script, and the template of that ``kind``."""
    st.markdown(f"{told} It costs a fraction of a cent.")
    st.markdown("**With the AWS CLI** (bash)")
    st.code(cli(steps), language="bash", wrap_lines=True)
    st.markdown(f"**As a {kind} template**")
    st.code(template(body), language="yaml", wrap_lines=True)


def picture(body: str, words: str, *, slim: bool = False) -> None:
    """What a scenario sets up, as a graph of DOT lines, with the same ``words`` below it.

    It goes from left to right, and on a phone from top to bottom: both are drawn, and the style sheet shows one. A ``slim`` graph
    goes from top to bottom on every screen.
    """
    for way in ("rankdir=TB;",) if slim else (ACROSS, DOWN):
        st.graphviz_chart(graph(f"{way}\n{body}", dark=dark()), alt=words)
    with st.expander("The picture in words"):
        st.text(words)


def pretty(text: str) -> str:
    """JSON in lines; anything else as it is."""
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except ValueError:
        return text


def tell_rest(count: int) -> None:
    """Say how many there are below a list that shows only the first of them."""
    if count > MOST_SHOWN:
        st.caption(f"{MOST_SHOWN} of {count:,}.")
