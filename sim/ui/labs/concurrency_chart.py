"""The pictures of the lab of ``concurrency``: a run over time, waiting times, and the parts of the bill."""

import numpy as np
import streamlit as st

from sim.billing.prices import PRICED_ON
from sim.concurrency.drawing import Whole
from sim.concurrency.measure import measured
from sim.concurrency.outcome import Outcome
from sim.concurrency.result import percentiles
from sim.concurrency.scenario import Scenario
from sim.concurrency.series import series
from sim.concurrency.theory import formulas
from sim.concurrency.values import Kind
from sim.draw.palette import colours
from sim.trace import Tone
from sim.ui.ground import dark
from sim.ui.labs.concurrency_plot import bars, chart, curves, dashes, steps

SHARES = (*range(1, 100), 100)
PARTS = (
    ("requests", "requests"),
    ("duration", "duration on demand"),
    ("init", "Init on demand"),
    ("configured", "provisioned, standing ready"),
    ("executed", "provisioned, at work"),
)


def over_time(scenario: Scenario) -> None:
    """Cold starts and throttles of each step, and how many were in flight."""
    paint = colours(dark=dark())
    found, until = series(measured(scenario)), scenario.seconds
    last = found[-1]
    rows = [
        {
            "s": at,
            "cold (%)": step.cold_percent,
            "throttled": step.throttled,
            "in flight": step.concurrency,
            "ready": step.ready,
        }
        for at, step in (*((step.start, step) for step in found), (last.end, last))
    ]
    st.caption("Share of cold starts among the calls that were served, in percent.")
    cold = steps("cold (%)", paint.tones[Tone.COLD], until, top=100)
    st.vega_lite_chart(chart(rows, 170, **cold), width="stretch")
    st.caption("Calls in flight, at most. The dashed line is provisioned concurrency that stands ready.")
    layers = [steps("in flight", paint.tones[Tone.WORK], until), dashes("ready", paint.ink, until)]
    st.vega_lite_chart(chart(rows, 190, layer=layers), width="stretch")
    if any(step.throttled for step in found):
        st.caption("Throttled calls of each step.")
        throttled = steps("throttled", paint.tones[Tone.BAD], until)
        st.vega_lite_chart(chart(rows, 150, **throttled), width="stretch")
    _theory(scenario)


def _theory(scenario: Scenario) -> None:
    """What formulas say, beside what came."""
    for formula in formulas(scenario):
        unit = f" {formula.unit}" if formula.unit else ""
        st.text(f"{formula.words}: {formula.value:g}{unit}. It holds for: {formula.holds}.")


def waiting(scenario: Scenario, outcome: Outcome) -> None:
    """How long callers waited: for each share of them the longest wait, cold and warm together and apart."""
    if not outcome.served:
        st.text("No call was served.")
        return
    paint = colours(dark=dark())
    st.caption("So many percent of the calls have their answer within so many ms.")
    _curves(_parts(scenario), [paint.tones[tone] for tone in (Tone.NOTE, Tone.WORK, Tone.COLD)])
    st.text(
        f"p50 {outcome.latency_p50:,} ms, p95 {outcome.latency_p95:,} ms, p99 {outcome.latency_p99:,} ms, slowest {outcome.slowest:,} ms. "
        f"{outcome.cold_percent:g} % of the {outcome.served:,} calls that were served began cold."
    )


def two_waits(mine: Scenario, theirs: Scenario, words: str) -> None:
    """How long the callers of two runs waited."""
    paint = colours(dark=dark())
    runs = [(name, measured(scenario)) for name, scenario in (("this run", mine), (words, theirs))]
    st.caption("So many percent of the calls have their answer within so many ms.")
    waits = tuple((name, summary.latency[summary.served]) for name, summary in runs)
    _curves(waits, [paint.tones[tone] for tone in (Tone.WORK, Tone.COLD)])


def _curves(waits: tuple[tuple[str, Whole], ...], tones: list[str]) -> None:
    """For each share of the calls the longest wait, as a line for each set of calls."""
    rows = [
        {"share (%)": share, "ms": ms, "calls": words}
        for words, values in waits
        if len(values)
        for share, ms in zip(SHARES, percentiles(values, *SHARES), strict=True)
    ]
    names = [words for words, _ in waits]
    st.vega_lite_chart(chart(rows, 290, **curves(names, tones)), width="stretch")


def _parts(scenario: Scenario) -> tuple[tuple[str, Whole], ...]:
    summary = measured(scenario)
    cold = np.isin(summary.kind, (Kind.COLD, Kind.REINIT))
    return (
        ("all", summary.latency[summary.served]),
        ("warm or provisioned", summary.latency[summary.served & ~cold]),
        ("cold", summary.latency[cold]),
    )


def bill(scenario: Scenario, outcome: Outcome) -> None:
    """The parts of a month's bill, as bars and in figures."""
    paint = colours(dark=dark())
    month = outcome.month
    rows = [{"part": words, "USD": round(getattr(month, name), 6)} for name, words in PARTS]
    st.caption(f"30 days like these {scenario.seconds:,} s. List prices, {PRICED_ON}, {scenario.architecture}.")
    names = [words for _, words in PARTS]
    st.vega_lite_chart(chart(rows, 170, **bars(names, paint.tones[Tone.COLD])), width="stretch")
    lines = [f"| {row['part']} | {row['USD']:,.4f} |" for row in rows]
    lines += [f"| free tier | {-month.free:,.4f} |"] if month.free else []
    lines.append(f"| **in all** | **{month.total:,.4f}** |")
    st.markdown("\n".join(("| part | USD a month |\n| --- | --: |", *lines)))
    st.text(
        f"Billed in this run: {outcome.billed_ms:,} ms, {outcome.init_ms:,} of them Init. Download and start are not billed, throttled calls "
        "neither."
    )
    if outcome.provisioned_seconds:
        st.text(
            f"Provisioned concurrency of this run by itself: {outcome.provisioned_seconds:,} s, each unit's time rounded up to 5 minutes. The "
            "month above counts the time as it is."
        )
