"""The lab of ``traffic``: how many calls each version gets."""

from collections.abc import Mapping

import altair as alt
import streamlit as st

from sim.draw.palette import colours
from sim.draw.text import moment
from sim.trace import Tone, Trace
from sim.traffic import Outcome, Scenario
from sim.traffic.aws import sam, steps
from sim.traffic.diagram import graph_body, in_words
from sim.traffic.share import Share, shares
from sim.ui.ground import dark
from sim.ui.labs.settings import MOST_SHOWN, in_aws, picture, tell_rest
from sim.ui.labs.shelf import Shelf
from sim.ui.labs.traffic_controls import controls

__all__ = ["AS_TEXT", "LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "scene"]

TITLE = "Traffic"
SHELF = Shelf.VERSIONS
LIVE = False
AS_TEXT = "later changes of the alias, further versions and how they behave"
PANELS = ("Share", "Versions", "Callers", "Answers", "Do it in AWS")
SIMPLIFIES = """
- **How Lambda draws.** AWS says *a simple probabilistic model*, and nothing more. Here each call draws a number of its own; no call knows
  of another.
- **A change of the alias** counts from its moment on. In AWS it may take a moment until it is known everywhere.
- **Which version exists.** Every number that you write is a published version here. The version bench asks for the rest.
- **Routing that UpdateAlias leaves out stays.** AWS's guide clears it explicitly and does not say what happens otherwise.
- **Errors** are function errors, drawn for each call. Nobody tries again: with retries a caller can meet the other version at the second try.
- Cold starts, concurrency, and provisioned concurrency of the two versions are not in this lab.
"""
MOUTH = 8
"""The first part of the funnel, an eighth of it, may be cut off at the top: there anything can happen."""


def scene(scenario: Scenario, outcome: Outcome | None) -> None:
    """Callers, alias and versions, with the numbers of the run once there are some."""
    picture(graph_body(scenario, outcome), in_words(scenario, outcome))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers below the picture."""
    numbers = {"calls": outcome.calls}
    numbers |= {f"version {version.version}": version.calls for version in outcome.version_list}
    rest = {
        "errors": outcome.errors,
        "callers who met both": outcome.met_both,
        "changes of version": outcome.switches,
        "refused by AWS": outcome.refusals,
    }
    return numbers | {words: value for words, value in rest.items() if value}


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:  # noqa: ARG001 - the form of all labs
    """Draw the panel of that name."""
    outcome = trace.outcome
    match name:
        case "Share":
            _share(scenario, outcome)
        case "Versions":
            _versions(outcome)
        case "Callers":
            _callers(outcome)
        case "Answers":
            _answers(outcome)
        case _:
            in_aws("Two versions, the same alias, and a count of who ran.", steps(scenario), "SAM", sam(scenario))


def _share(scenario: Scenario, outcome: Outcome) -> None:
    """The share so far, call by call, in the funnel of what was to be expected."""
    if not outcome.calls or not scenario.additional:
        st.text("There is no second version that calls could be shared with.")
        return
    st.caption(
        f"Share of version {scenario.additional} after so many calls: the line is this run, the dashes what is to be expected, and in the "
        "band lie 95 % of all runs."
    )
    st.altair_chart(_funnel(shares(scenario, outcome)), width="stretch")
    st.text(
        f"{outcome.new_calls:,} of {outcome.calls:,} calls met version {scenario.additional}. Expected: {outcome.expected_new:,g}, and "
        f"in 95 % of all runs {outcome.low_new:,} to {outcome.high_new:,}. None at all: in {outcome.none_percent:g} % of all runs."
    )


def _funnel(rows: tuple[Share, ...]) -> alt.LayerChart | alt.FacetChart:
    paint = colours(dark=dark())
    values = [
        {
            "calls": row.calls,
            "share": 100 * row.share,
            "expected": 100 * row.expected,
            "low": 100 * row.low,
            "high": 100 * row.high,
        }
        for row in rows
    ]
    x = alt.X("calls:Q", title="calls", scale=alt.Scale(domainMin=0))
    base = alt.Chart(alt.InlineData(values=values))
    settled = rows[len(rows) // MOUTH :]
    top = min(100.0, 130 * max(max(row.high, row.share) for row in settled) or 100.0)
    y = alt.Y("low:Q", title="share (%)", scale=alt.Scale(domain=[0, top]))
    band = base.mark_area(clip=True, opacity=0.25, color=paint.tones[Tone.COLD]).encode(x=x, y=y, y2="high:Q")
    expected = base.mark_line(clip=True, strokeDash=[5, 4], color=paint.tones[Tone.COLD]).encode(x=x, y="expected:Q")
    seen = base.mark_line(clip=True, strokeWidth=2.5, color=paint.tones[Tone.WORK]).encode(x=x, y="share:Q")
    return alt.layer(band, expected, seen, height=240)


def _versions(outcome: Outcome) -> None:
    if not outcome.version_list:
        st.text("No call was served.")
        return
    head = "| version | calls | 95 % of runs | errors |\n| --- | --: | --: | --: |"
    rows = [
        f"| {version.version} | {version.calls:,} ({version.share_percent:g} %) | {version.low:,} to {version.high:,} | {version.errors:,} |"
        for version in outcome.version_list
    ]
    st.markdown("\n".join((head, *rows)).replace("$", "\\$"))


def _callers(outcome: Outcome) -> None:
    """Who met what, in order."""
    met: dict[int, list[str]] = {}
    for call in outcome.call_list:
        met.setdefault(call.caller, []).append(call.version)
    once = all(len(versions) == 1 for versions in met.values())
    if once:
        st.text("Each caller called once. Let fewer callers take turns, and see whether they stay on one version.")
        return
    people = "caller" if outcome.callers == 1 else "callers"
    st.text(
        f"{outcome.met_both:,} of {outcome.callers:,} {people} met both versions. Lambda knows no caller: it draws for each call."
    )
    for caller, versions in list(met.items())[:MOST_SHOWN]:
        shown = " ".join(versions[:MOST_SHOWN]) + (" …" if len(versions) > MOST_SHOWN else "")
        st.text(f"caller {caller}: {shown}")
    tell_rest(len(met))


def _answers(outcome: Outcome) -> None:
    for answer in outcome.answers:
        st.markdown(f"**{answer.operation}**, {moment(answer.at)}")
        if answer.code:
            st.code(f"{answer.status} {answer.code}\n{answer.message}", language=None, wrap_lines=True)
        routing = f", version {answer.additional} with weight {answer.weight:g}" if answer.additional else ""
        now = f"version {answer.version}{routing}" if answer.version else "there is none"
        st.text(f"{'' if answer.code else f'{answer.status}. '}The alias after it: {now}.")
