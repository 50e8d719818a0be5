"""The controls of the lab of ``power``: what the function does in sight, sizes, Init and billing below."""

import re

import streamlit as st

from sim.billing.prices import Architecture
from sim.bounds import bounds_of
from sim.power.scenario import MOST_SIZES, SIZES, Scenario
from sim.ui.labs.settings import Given, choose, defaults_of, number, toggle

_ARCHITECTURES = {one.value: one.value for one in Architecture}
_SHAPE = re.compile(r"[0-9]+(?:\s*[,;\s]\s*[0-9]+)*")


def controls(given: Given, key: str) -> Given:
    """Draw them. Gives the scenario's fields; what is on its default is left out."""
    given = dict(given)
    left, middle, right = st.columns(3, gap="medium")
    with left:
        at = int(given.get("measured_at", defaults_of(Scenario)["measured_at"]))
        _needed(given, key, "duration", f"Duration at {at:,} MB (ms)")
        number(given, Scenario, key, "used_mb", "Memory that it needs (MB)", 64)
    with middle:
        _share(given, key)
        number(given, Scenario, key, "threads", "Threads it can use")
    with right:
        number(given, Scenario, key, "invocations", "Calls a month", 100_000)
        choose(given, Scenario, "architecture", _ARCHITECTURES, "Architecture", key)
    with st.expander("More settings"):
        _more(given, key)
    return given


def _needed(given: Given, key: str, name: str, words: str) -> None:
    """A field without a default."""
    bounds = bounds_of(Scenario)[name]
    given[name] = int(st.number_input(words, bounds.low, bounds.high, int(given[name]), 50, key=f"{key}.{name}"))


def _share(given: Given, key: str) -> None:
    given["cpu_percent"] = int(
        st.slider(
            "CPU work (%)",
            0,
            100,
            int(given["cpu_percent"]),
            key=f"{key}.cpu_percent",
            help="Of the duration on one full vCPU. The rest is waiting.",
        )
    )


def _more(given: Given, key: str) -> None:
    sizes, cold, money = st.columns(3, gap="medium")
    with sizes:
        _sizes(given, key)
        number(given, Scenario, key, "measured_at", "Measured at (MB)", 64)
        number(given, Scenario, key, "within", "To answer within (ms; 0: no wish)", 50)
    with cold:
        number(given, Scenario, key, "init", "Init (ms)", 100)
        number(given, Scenario, key, "cold_per_thousand", "Calls that wait for Init, of 1,000")
        number(given, Scenario, key, "timeout", "Timeout (ms)", 1000)
    with money:
        toggle(given, Scenario, key, "free_tier", "Take off the free tier")
        toggle(given, Scenario, key, "before_august_2025", "Init billed as before August 2025")


def _sizes(given: Given, key: str) -> None:
    """The sizes as a line of numbers; one that cannot be read changes nothing."""
    now = tuple(given.get("sizes", SIZES))
    text = st.text_input("Memory sizes (MB)", ", ".join(map(str, now)), max_chars=200, key=f"{key}.sizes").strip()
    if not _SHAPE.fullmatch(text):
        st.error("Memory sizes: write numbers such as 128, 512, 1769.", icon=":material/block:")
        return
    asked = tuple(sorted({int(part) for part in re.findall("[0-9]+", text)}))
    bounds = bounds_of(Scenario)["used_mb"].high or 0
    low = min(SIZES)
    if any(not low <= one <= bounds for one in asked) or len(asked) > MOST_SIZES:
        st.error(
            f"Memory sizes: Lambda takes {low} to {bounds:,} MB; {MOST_SIZES} of them fit here.",
            icon=":material/block:",
        )
        return
    if asked != now:
        given["sizes"] = list(asked)
        if asked == SIZES:
            del given["sizes"]
