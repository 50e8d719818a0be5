"""The controls of the lab of ``concurrency``: five of the first function in sight, the rest below, and all of it as text."""

import json
from collections.abc import Mapping

import streamlit as st

from sim.billing.prices import Architecture
from sim.concurrency.listed import read_list
from sim.concurrency.scenario import Scenario
from sim.concurrency.values import Law, Pattern, Reuse
from sim.concurrency.workload import Function, Traffic
from sim.ui.labs.settings import Given, choose, defaults_of, number, slide, toggle

PATTERNS: Mapping[Pattern, str] = {
    Pattern.POISSON: "at random",
    Pattern.CONSTANT: "in even steps",
    Pattern.BURSTS: "in bursts",
    Pattern.DAY: "as a day goes",
    Pattern.RAMP: "as a ramp",
    Pattern.LIST: "by a list",
}
LAWS: Mapping[Law, str] = {
    Law.CONSTANT: "all the same",
    Law.EXPONENTIAL: "exponential",
    Law.LOGNORMAL: "lognormal",
    Law.LIST: "by a list",
}
REUSES: Mapping[Reuse, str] = {Reuse.RECENT: "the one used last", Reuse.NEWEST: "the one made last"}
ARCHITECTURES: Mapping[Architecture, str] = {Architecture.X86: "x86_64", Architecture.ARM: "arm64"}
LONGEST_TEXT = 400_000


def controls(given: Given, key: str) -> Given:
    """Rate, duration, memory and concurrency in sight. Gives the scenario's fields; what is on its default is left out."""
    given = json.loads(json.dumps(given))
    in_sight, below = st.container(), st.container()
    with below:
        more = st.expander("More settings")
    first: Given = dict(given["functions"][0]) if given.get("functions") else {}
    was = json.dumps(first)
    with in_sight:
        _first_function(first, key, len(given.get("functions", ())))
    with more:
        _more(given, first, key)
    if json.dumps(first) != was:
        given["functions"] = [first, *given.get("functions", ())[1:]]
    return given


def _first_function(first: Given, key: str, count: int) -> None:
    if count > 1:
        st.caption(f"Of {first.get('name', defaults_of(Function)['name'])}, the first of {count} functions:")
    rate, lasts, memory = st.columns(3, gap="medium")
    with rate:
        _rate(first, key)
    with lasts:
        slide(first, Function, key, "duration", "Handler (ms)", 3000, 10)
    with memory:
        slide(first, Function, key, "memory_mb", "Memory (MB)", 3584, 64)
    reserved, provisioned = st.columns(2, gap="medium")
    with reserved:
        slide(first, Function, key, "reserved", "Reserved concurrency (-1: none)", 100, 1)
    with provisioned:
        slide(first, Function, key, "provisioned", "Provisioned concurrency", 100, 1)


def _rate(first: Given, key: str) -> None:
    """How many calls: of bursts those of each, of a list none that could be set."""
    traffic = dict(first.get("traffic", {}))
    match Pattern(traffic.get("pattern", Pattern.POISSON)):
        case Pattern.LIST:
            st.text(f"{len(traffic['moments']):,} calls, by a list")
            return
        case Pattern.BURSTS:
            slide(traffic, Traffic, key, "burst", "Calls of a burst", 3000, 1)
        case _:
            slide(traffic, Traffic, key, "per_minute", "Calls a minute", 12_000, 10)
    _keep(first, traffic)


def _keep(first: Given, traffic: Given) -> None:
    """Put the traffic back; what was not given and is not set stays away."""
    if traffic or "traffic" in first:
        first["traffic"] = traffic


def _more(given: Given, first: Given, key: str) -> None:
    calls, function, fleet = st.columns(3, gap="medium")
    with calls:
        st.markdown("**Calls**")
        _pattern(first, key)
        number(given, Scenario, key, "seconds", "Looked at for (s)", 10)
        number(given, Scenario, key, "seed", "Seed")
    with function:
        st.markdown("**Function**")
        number(first, Function, key, "start", "Download and start (ms)", 50)
        number(first, Function, key, "init", "Init (ms)", 50)
        _law(first, key)
        number(first, Function, key, "cpu_percent", "CPU work, of the duration (%)", 10)
        number(first, Function, key, "threads", "vCPUs that the handler can use")
        number(first, Function, key, "timeout_seconds", "Timeout (s)")
    with fleet:
        st.markdown("**Account and environments**")
        number(given, Scenario, key, "account", "Account concurrency", 100)
        number(given, Scenario, key, "idle_limit", "Idle limit (ms)", 1000)
        number(given, Scenario, key, "recycle", "Replaced at the age of (ms, 0: never)", 60_000)
        number(given, Scenario, key, "allocation", "Allocation takes (ms)", 10_000)
        choose(given, Scenario, "reuse", REUSES, "Of free environments a call gets", key)
        choose(given, Scenario, "architecture", ARCHITECTURES, "Architecture", key)
        toggle(given, Scenario, key, "init_billed", "Init is billed (since August 2025)")
        toggle(given, Scenario, key, "free_tier", "Free tier")
    _list(first, key)


def _pattern(first: Given, key: str) -> None:
    traffic = dict(first.get("traffic", {}))
    if traffic.get("pattern") == Pattern.LIST:
        if st.button("Calls at random instead of the list", key=f"{key}.no_list"):
            first.pop("traffic")
            for name in ("law", "durations"):
                first.pop(name, None)
        return
    words = {pattern: told for pattern, told in PATTERNS.items() if pattern is not Pattern.LIST}
    choose(traffic, Traffic, "pattern", words, "Calls come", key)
    match Pattern(traffic.get("pattern", Pattern.POISSON)):
        case Pattern.BURSTS:
            number(traffic, Traffic, key, "every", "From burst to burst (ms)", 1000)
        case Pattern.RAMP:
            number(traffic, Traffic, key, "to_per_minute", "In the end a minute", 10)
        case Pattern.DAY:
            number(traffic, Traffic, key, "swing_percent", "Above and below the mean (%)", 5)
            number(traffic, Traffic, key, "day_minutes", "A day lasts (min)", 10)
    _keep(first, traffic)


def _law(first: Given, key: str) -> None:
    if first.get("law") == Law.LIST:
        st.text(f"{len(first['durations']):,} durations, by a list")
        return
    choose(
        first, Function, "law", {law: words for law, words in LAWS.items() if law is not Law.LIST}, "Durations are", key
    )
    if first.get("law") == Law.LOGNORMAL:
        number(first, Function, key, "spread_percent", "Spread (sigma, %)", 10)


def _list(first: Given, key: str) -> None:
    """Arrivals as text. A row that is not understood is told by its number."""
    st.markdown("**Calls by a list**")
    st.caption(
        "A call a line: when, and behind a comma, if you have it, for how many ms. Such as 2026-11-23T08:00:00.250Z,120"
    )
    text = st.text_area("Calls", key=f"{key}.list", max_chars=LONGEST_TEXT, height=120, label_visibility="collapsed")
    if not st.button("Use these calls", key=f"{key}.use_list"):
        return
    try:
        listed = read_list(text)
    except ValueError as error:
        st.error("Nothing is taken over.", icon=":material/block:")
        st.code(str(error), language=None, wrap_lines=True)
        return
    first["traffic"] = {"pattern": Pattern.LIST.value, "moments": list(listed.moments)}
    if listed.durations:
        first |= {"law": Law.LIST.value, "durations": list(listed.durations)}
    elif first.get("law") == Law.LIST:
        first.pop("law")
        first.pop("durations")
