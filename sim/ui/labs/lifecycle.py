"""The lab of ``lifecycle``: how environments come, wait and go."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from sim.bounds import bounds_of
from sim.draw.dot import states, states_in_words
from sim.lifecycle import TRANSITIONS, Extensions, How, Outcome, Scenario, Traffic
from sim.lifecycle.aws import sam, steps
from sim.lifecycle.diagram import TONES, WORDS
from sim.lifecycle.logs import lines
from sim.lifecycle.scenario import MAX_CALLS
from sim.moments import parse_moments, spell_moments
from sim.trace import Trace
from sim.ui.ground import dark
from sim.ui.labs.settings import defaults_of, in_aws, number, put

TITLE = "Environments"
LIVE = False
PANELS = ("Log lines", "States", "Do it in AWS")
SIMPLIFIES = """
- **Which environment a call gets.** Here the one used last, a frozen one before one that was reset. AWS documents no order.
- **How long an unused environment is kept.** AWS publishes no figure, and it changes. Ours is yours to set.
- **A call stays with the environment that is made for it**, even if another becomes free while it waits.
- **Durations are the same for every call.** Real ones spread; the shape of the story stays.
- **A failed Init is not billed here**, as in the one log that we have seen. AWS does not document it.
- **Lambda may make environments ahead of calls.** It is free to. This model makes them when a call needs one.
- Scaling rates, reserved and provisioned concurrency and SnapStart are not in this lab.
"""
NUMBERS: Mapping[str, str] = {
    "start": "Download and start",
    "extension_init": "Extension init",
    "runtime_init": "Runtime init",
    "timeout": "Timeout",
    "after": "Extensions busy after the answer",
    "shutdown_work": "Extensions busy at Shutdown",
    "background": "Work left running by the first call",
    "recycle": "Environments replaced at the age of (0: never)",
}
COUNTS: Mapping[str, str] = {
    "limit": "Calls in flight at most",
    "init_crashes": "Inits that crash, of each environment",
    "memory_mb": "Memory (MB)",
    "used_mb": "Memory used (MB)",
}
LONGEST_LIST = 13 * MAX_CALLS
"""Characters of all moments that a scenario may have, each as long as ``86399999 ms, ``."""
_HOW: dict[How | None, str] = {
    None: "nothing",
    How.ERROR: "the handler raises an exception",
    How.TIMEOUT: "the handler hangs",
    How.CRASH: "the process ends",
    How.OUT_OF_MEMORY: "the memory runs out",
}


def controls(given: dict[str, Any], key: str) -> dict[str, Any]:
    """Five controls in sight, the rest under *More*. Gives the scenario's fields; what is on its default is left out."""
    left, right = st.columns(2)
    with left:
        _calls(given, key)
    with right:
        _faults(given, key)
    one, two, three = st.columns(3)
    with one:
        _slide(given, key, "function_init", "Function init (ms)", 12_000, 100)
    with two:
        _slide(given, key, "invoke", "Handler (ms)", 4000, 50)
    with three:
        _slide(given, key, "idle_limit", "Idle limit (s)", 1800, 5, per=1000)
    with st.expander("More settings"):
        columns = st.columns(2)
        for n, (name, words) in enumerate(NUMBERS.items()):
            with columns[n % 2]:
                number(given, Scenario, key, name, f"{words} (ms)", 100)
        for n, (name, words) in enumerate(COUNTS.items()):
            with columns[n % 2]:
                number(given, Scenario, key, name, words)
        with columns[0]:
            kinds = [kind.value for kind in Extensions]
            now = given.get("extensions", Extensions.NONE)
            chosen = st.selectbox("Extensions", kinds, index=kinds.index(now), key=f"{key}.extensions")
            put(given, Scenario, "extensions", chosen)
    return given


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


def _slide(given: dict[str, Any], key: str, name: str, words: str, most: int, by: int, per: int = 1) -> None:
    low = bounds_of(Scenario)[name].low or 0
    now = int(given.get(name, defaults_of(Scenario)[name])) // per
    value = st.slider(words, max(low // per, 0), max(most, now), now, by, key=f"{key}.{name}")
    if value != now:  # a value between two steps stays as it is until the slider is moved
        put(given, Scenario, name, max(int(value) * per, low))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers below the picture."""
    numbers = {
        "calls": outcome.arrived,
        "cold starts": outcome.cold_starts,
        "warm starts": outcome.warm_starts,
        "environments": outcome.environments,
        "slowest (ms)": outcome.slowest,
        "billed (ms)": outcome.billed_ms,
    }
    troubles = {"Init again": outcome.reinits, "failed": outcome.failed, "throttled": outcome.throttled}
    return numbers | {words: value for words, value in troubles.items() if value}


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:  # noqa: ARG001 - the form of all labs
    """Draw the panel of that name."""
    match name:
        case "Log lines":
            _log_lines(scenario, trace)
        case "States":
            st.graphviz_chart(states(TRANSITIONS, TONES, WORDS, dark=dark()), alt=states_in_words(TRANSITIONS, WORDS))
            with st.expander("The same in words"):
                st.text(states_in_words(TRANSITIONS, WORDS))
        case _:
            told = "A function that behaves like this scenario, called in the same way."
            in_aws(told, steps(scenario), "SAM", sam(scenario))


def _log_lines(scenario: Scenario, trace: Trace[Outcome]) -> None:
    found = lines(scenario, trace.outcome)
    shown = 40
    streams = sorted({line.environment for line in found[:shown]})
    st.caption("What CloudWatch Logs would hold. Each environment writes a log stream of its own.")
    for environment in streams:
        st.markdown(f"**environment {environment}**")
        st.code(
            "\n".join(line.text for line in found[:shown] if line.environment == environment),
            language=None,
            wrap_lines=True,
        )
    if len(found) > shown:
        st.caption(f"{shown} of {len(found)} lines.")
