"""Two configurations side by side, and one parameter through a range, each with the same seed."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from sim.catalog import scenario_of
from sim.concurrency.measure import measured
from sim.concurrency.outcome import Outcome
from sim.concurrency.result import outcome_of
from sim.concurrency.scenario import Scenario
from sim.concurrency.sweep import MEASURES, PARAMETERS, Point, points, variants
from sim.draw.palette import colours
from sim.trace import Tone
from sim.ui.ground import dark
from sim.ui.labs.concurrency_chart import two_waits
from sim.ui.labs.concurrency_plot import chart, line
from sim.ui.labs.sheets import desk_of

PINNED = "the run that you pinned"
ROWS: Mapping[str, str] = {
    "arrived": "calls",
    "cold_starts": "cold starts",
    "cold_percent": "cold (%)",
    "on_provisioned": "on provisioned",
    "throttled": "throttled",
    "environments": "environments made",
    "peak_concurrency": "peak concurrency",
    "latency_p50": "p50 (ms)",
    "latency_p95": "p95 (ms)",
    "latency_p99": "p99 (ms)",
    "billed_ms": "billed (ms)",
}


def side_by_side(scenario: Scenario, outcome: Outcome, key: str) -> None:
    """The run and another one, number by number."""
    lab = key.removesuffix(".panels")
    pinned = st.session_state.get(f"{lab}.pinned")
    others: dict[str, Scenario] = dict(variants(scenario))
    if pinned is not None:
        others = {PINNED: scenario_of("concurrency", pinned), **others}

    def pin() -> None:
        st.session_state[f"{lab}.pinned"] = dict(desk_of(lab).given)
        st.session_state[f"{key}.other"] = PINNED

    st.button("Pin this run", icon=":material/push_pin:", key=f"{key}.pin", on_click=pin)
    words = st.selectbox("Beside it", list(others), key=f"{key}.other")
    other = outcome_of(measured(others[words]))
    head = f"| number | this run | {words} | difference |\n| --- | --: | --: | --: |"
    rows = [_row(told, getattr(outcome, name), getattr(other, name)) for name, told in ROWS.items()]
    rows.append(_row("USD a month", round(outcome.month.total, 4), round(other.month.total, 4)))
    st.markdown("\n".join((head, *rows)))
    st.caption("The same seed: the same calls at the same moments, with the same durations.")
    two_waits(scenario, others[words], words)


def _row(words: str, mine: float, theirs: float) -> str:
    return f"| {words} | {mine:,} | {theirs:,} | {round(theirs - mine, 4):+,} |"


@st.fragment
def sweep(scenario: Scenario, key: str) -> None:
    """One parameter through its range, a value at a time. It can be stopped, and what it has found by then stays."""
    left, right = st.columns(2, gap="medium")
    name = left.selectbox(
        "Change", list(PARAMETERS), format_func=lambda name: PARAMETERS[name].words, key=f"{key}.parameter"
    )
    shown = right.selectbox("Look at", list(MEASURES), format_func=MEASURES.__getitem__, key=f"{key}.measure")
    found: dict[str, Any] = st.session_state.setdefault(f"{key}.sweep", {})
    if found.get("of") != (scenario, name):
        found.clear()

    def begin() -> None:
        found.update({"of": (scenario, name), "points": [], "rest": points(scenario, name)})

    def stop() -> None:
        found.pop("rest", None)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Sweep", icon=":material/timeline:", key=f"{key}.go", on_click=begin)
        st.button("Stop", icon=":material/stop:", key=f"{key}.stop", on_click=stop, disabled="rest" not in found)
    if "rest" in found:
        _try_next(found, name)
    if found.get("points"):
        _draw(found["points"], name, shown, is_over="rest" not in found)
    elif not found:
        st.text(
            "The first function's parameter takes one value after the other. Everything else stays, and so does the seed."
        )
    if "rest" in found:
        _go_on()


def _try_next(found: dict[str, Any], name: str) -> None:
    """One more value, and how far the sweep is; after the last there is no rest, and nothing to stop."""
    point = next(found["rest"], None)
    if point is None:
        del found["rest"]
        _go_on()
        return
    found["points"].append(point)
    values, words = PARAMETERS[name].values, PARAMETERS[name].words
    st.progress((values.index(point.value) + 1) / len(values), f"{words}: {point.value:,}")


def _go_on() -> None:
    """Run the sweep's part of the page again, so that a press on *Stop* is heard between two values."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:  # the whole page runs just now, and so it does again
        st.rerun()


def _draw(found: list[Point], name: str, shown: str, *, is_over: bool) -> None:
    paint = colours(dark=dark())
    x, y = PARAMETERS[name].words, MEASURES[shown]
    rows = [{"x": point.value, "y": getattr(point.outcome, shown)} for point in found]
    st.vega_lite_chart(chart(rows, 230, **line(x, y, paint.tones[Tone.COLD])), width="stretch")
    with st.expander("The same in figures"):
        st.markdown("\n".join((f"| {x} | {y} |\n| --: | --: |", *(f"| {row['x']:,} | {row['y']:,} |" for row in rows))))
    if is_over and len(found) < len(PARAMETERS[name].values):
        st.caption(
            "Some values are missing: the sweep was stopped, AWS refuses them, or they do not go with the rest of the scenario."
        )
