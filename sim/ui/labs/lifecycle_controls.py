"""The controls of the lab of ``lifecycle``: calls, failures and durations in sight, the rest in groups below."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from sim.bounds import bounds_of
from sim.lifecycle import Draws, Extensions, Hook, How, Scenario, SnapStart, Traffic
from sim.lifecycle.scenario import MAX_CALLS
from sim.moments import parse_moments, spell_moments
from sim.ui.labs.settings import Given, choose, number, put, slide, toggle

LONGEST_LIST = 13 * MAX_CALLS
"""Characters of all moments that a scenario may have, each as long as ``86399999 ms, ``."""
_HOW: dict[How | None, str] = {
    None: "nothing",
    How.ERROR: "the handler raises an exception",
    How.TIMEOUT: "the handler hangs",
    How.CRASH: "the process ends",
    How.OUT_OF_MEMORY: "the memory runs out",
}
EXTENSIONS: Mapping[Extensions, str] = {kind: kind.value for kind in Extensions}
DRAWS: Mapping[Draws, str] = {
    Draws.INIT: "in Init",
    Draws.AFTER_RESTORE: "anew in the after-restore hook",
    Draws.HANDLER: "in the handler",
}
RAISES: Mapping[Hook, str] = {
    Hook.NONE: "neither",
    Hook.BEFORE_SNAPSHOT: "before-snapshot",
    Hook.AFTER_RESTORE: "after-restore",
}


def controls(given: Given, key: str) -> Given:
    """Five controls in sight, the rest in two groups. Gives the scenario's fields; what is on its default is left out."""
    left, right = st.columns(2)
    with left:
        _calls(given, key)
    with right:
        _faults(given, key)
    one, two, three = st.columns(3)
    with one:
        slide(given, Scenario, key, "function_init", "Function init (ms)", 12_000, 100)
    with two:
        slide(given, Scenario, key, "invoke", "Handler (ms)", 4000, 50)
    with three:
        slide(given, Scenario, key, "idle_limit", "Idle limit (s)", 1800, 5, per=1000)
    with st.expander("SnapStart"):
        _snap_start(given, key)
    with st.expander("More settings"):
        _more(given, key)
    return given


def _snap_start(given: Given, key: str) -> None:
    """Publishing, Restore and hooks, and where the id is drawn, which is worth a look without SnapStart too."""
    was = given.get("snap_start") is not None
    left, right = st.columns(2, gap="medium")
    with left:
        on = st.toggle("A version is published with SnapStart", was, key=f"{key}.snap_start")
    with right:
        choose(given, Scenario, "draws", DRAWS, "The function draws its id", key)
    if on != was:
        given.pop("snap_start", None)
        if on:
            given["snap_start"] = {}
    if not on:
        return
    snap = given["snap_start"] = dict(given["snap_start"])
    st.caption(
        "It is published at 0. Calls that come before its snapshot is there are refused: the first may come after a minute or two."
    )
    publishing, restoring, version = st.columns(3, gap="medium")
    with publishing:
        number(snap, SnapStart, key, "before_snapshot", "Before-snapshot hook (ms)", 50)
        number(snap, SnapStart, key, "snapshot", "Storing the snapshot (ms)", 1000)
        choose(snap, SnapStart, "raises", RAISES, "Which hook raises", key)
    with restoring:
        number(snap, SnapStart, key, "restore", "Restoring the snapshot (ms)", 50)
        number(snap, SnapStart, key, "runtime_load", "Load of the runtime (ms)", 50)
        number(snap, SnapStart, key, "after_restore", "After-restore hook (ms)", 50)
    with version:
        number(snap, SnapStart, key, "active_hours", "The version is kept for (h)")
        toggle(snap, SnapStart, key, "java", "A managed Java runtime")


def _more(given: Given, key: str) -> None:
    init, extensions, function = st.columns(3, gap="medium")
    with init:
        st.markdown("**Environment**")
        number(given, Scenario, key, "start", "Download and start (ms)", 100)
        number(given, Scenario, key, "runtime_init", "Runtime init (ms)", 100)
        number(given, Scenario, key, "init_crashes", "Inits that crash, of each environment")
        number(given, Scenario, key, "recycle", "Replaced at the age of (ms; 0: never)", 100)
    with extensions:
        st.markdown("**Extensions**")
        choose(given, Scenario, "extensions", EXTENSIONS, "Extensions", key)
        number(given, Scenario, key, "extension_init", "Extension init (ms)", 100)
        number(given, Scenario, key, "after", "Busy after the answer (ms)", 100)
        number(given, Scenario, key, "shutdown_work", "Busy at Shutdown (ms)", 100)
    with function:
        st.markdown("**Function**")
        number(given, Scenario, key, "timeout", "Timeout (ms)", 100)
        number(given, Scenario, key, "limit", "Calls in flight at most")
        number(given, Scenario, key, "memory_mb", "Memory (MB)")
        number(given, Scenario, key, "used_mb", "Memory used (MB)")
        number(given, Scenario, key, "background", "Left running by the first call (ms)", 100)
        toggle(given, Scenario, key, "before_august_2025", "Init billed as before August 2025")


def _calls(given: dict[str, Any], key: str) -> None:
    if given.get("traffic"):
        traffic, bounds = given["traffic"], bounds_of(Traffic)
        words = {"per_minute": "Calls a minute", "minutes": "Minutes", "seed": "Seed"}
        given["traffic"] = {
            name: int(
                column.number_input(label, bounds[name].low, bounds[name].high, int(traffic[name]), key=f"{key}.{name}")
            )
            for column, (name, label) in zip(st.columns(3), words.items(), strict=True)
        }
        return
    text = st.text_input(
        "Calls arrive at",
        spell_moments(tuple(given.get("arrivals", (0,)))),
        key=f"{key}.arrivals",
        max_chars=LONGEST_LIST,
    )
    try:
        given["arrivals"] = list(parse_moments(text))
    except ValueError as error:
        st.error(f"{error}.", icon=":material/block:")


def _faults(given: dict[str, Any], key: str) -> None:
    """The first call that goes wrong; a scenario with several keeps the others, unless nothing is to go wrong."""
    faults = list(given.get("faults", ()))
    first: dict[str, Any] = faults[0] if faults else {"call": 1, "how": None}
    how, which = st.columns([2, 1])
    kinds = list(_HOW)
    now = How(first["how"]) if first["how"] else None
    chosen = how.selectbox(
        "What goes wrong", kinds, index=kinds.index(now), format_func=_HOW.__getitem__, key=f"{key}.fault_how"
    )
    if not chosen:
        put(given, Scenario, "faults", ())
        return
    number = which.number_input("In call", 1, MAX_CALLS, int(first["call"]), key=f"{key}.fault_call")
    put(given, Scenario, "faults", [{"call": int(number), "how": chosen.value}, *faults[1:]])
    if len(faults) > 1:
        st.caption("Also: " + ", ".join(f"call {fault['call']}: {_HOW[How(fault['how'])]}" for fault in faults[1:]))
