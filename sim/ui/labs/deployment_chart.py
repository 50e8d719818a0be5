"""The pictures of the lab of ``deployment``: weight and failures over time, and what the nine configurations cost."""

import altair as alt
import streamlit as st

from sim.deployment import Outcome, Scenario, Weights
from sim.deployment.compare import Choice, choices, look_minutes
from sim.deployment.diagram import short
from sim.deployment.values import MINUTE
from sim.draw.palette import Colours, colours
from sim.draw.text import duration, moment
from sim.trace import Tone
from sim.ui.ground import dark

MOST_BARS = 300
"""Minutes are put together above this number, so that the chart stays quick."""

LATE = 0.6
"""A moment after so much of the time has its words on its left."""
_LEFT = alt.Axis(minExtent=42)
"""Both charts begin at the same place, so that a moment stands above itself."""
TICKS = [0, 10, 100, 1000, 10_000, 100_000]


def over_time(scenario: Scenario, outcome: Outcome) -> None:
    """The new version's share, the failed calls of each minute, and when what happened."""
    paint = colours(dark=dark())
    st.caption(f"Share of the calls that version {scenario.target} gets, in percent; and failed calls a minute.")
    x = alt.X(
        "minute:Q",
        title="minutes",
        scale=alt.Scale(domain=[0, scenario.minutes], nice=False),
        axis=alt.Axis(format="~g", tickMinStep=1),
    )
    moments = _moments(outcome)
    share = alt.Chart(alt.InlineData(values=_shares(scenario, outcome)))
    area = share.mark_area(
        interpolate="step-after", opacity=0.3, line={"color": paint.tones[Tone.COLD]}, color=paint.tones[Tone.COLD]
    ).encode(x=x, y=alt.Y("share:Q", title="share (%)", scale=alt.Scale(domain=[0, 100]), axis=_LEFT))
    st.altair_chart(
        alt.layer(area, *_rules(moments, x, paint), *_words(moments, scenario, x, paint), height=200), width="stretch"
    )
    failures = _failures(outcome)
    most = max((row["failed"] for row in failures), default=0)
    failed = alt.Chart(alt.InlineData(values=failures))
    bars = failed.mark_area(
        interpolate="step-after", opacity=0.5, line={"color": paint.tones[Tone.BAD]}, color=paint.tones[Tone.BAD]
    ).encode(x=x, y=alt.Y("failed:Q", title="failed a minute", scale=alt.Scale(domain=[0, max(1, most)]), axis=_LEFT))
    st.altair_chart(alt.layer(bars, *_rules(moments, x, paint), height=190), width="stretch")
    happened = [f"{row['what']} {moment(round(float(row['minute']) * MINUTE))}" for row in moments]
    if happened:
        told = ", ".join(happened)
        st.text(f"{told[0].upper()}{told[1:]}.")
    for weights in _lasting(outcome):
        routing = f", version {weights.additional} with weight {weights.weight:g}" if weights.additional else ""
        when = moment(weights.at)
        st.text(f"{when[0].upper()}{when[1:]}: FunctionVersion {weights.function_version}{routing}.")


def trade_off(scenario: Scenario) -> None:
    """The nine configurations, for this fault, these calls and this alarm."""
    found = choices(scenario)
    minutes = look_minutes(scenario)
    st.caption(
        f"Each of the nine with this fault, these calls and this alarm, looked at for {minutes:,} minutes. Nobody stops one by hand."
    )
    head = "| configuration | minutes, if well | failed calls | caught after |\n| --- | --: | --: | --: |"
    rows = [f"| {short(one.config)} | {one.minutes} | {one.bad_calls:,} | {_caught(one)} |" for one in found]
    st.markdown("\n".join((head, *rows)))
    if not any(one.bad_calls for one in found):
        st.text(
            "Nothing fails, so the quickest costs nothing more than the slowest. Let the new version fail, and look again."
        )
        return
    st.altair_chart(_points(found), width="stretch")
    st.caption(
        "Failed calls against minutes; the scale of the calls is logarithmic, so that small numbers can be seen beside large ones."
    )


def _caught(one: Choice) -> str:
    return duration(one.seconds_to_rollback * 1000) if one.seconds_to_rollback >= 0 else "never"


def _points(found: tuple[Choice, ...]) -> alt.Chart:
    paint = colours(dark=dark())
    values = [
        {
            "configuration": short(one.config),
            "minutes": one.minutes,
            "failed": one.bad_calls,
            "caught": "caught" if one.is_caught else "not caught",
        }
        for one in found
    ]
    most = max(one.bad_calls for one in found)
    tones = alt.Scale(domain=["caught", "not caught"], range=[paint.tones[Tone.WORK], paint.tones[Tone.BAD]])
    shapes = alt.Scale(domain=["caught", "not caught"], range=["circle", "cross"])
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_point(size=110, filled=True)
        .encode(
            x=alt.X("minutes:Q", title="minutes, if all is well"),
            y=alt.Y(
                "failed:Q",
                title="failed calls",
                scale=alt.Scale(type="symlog", domain=[0, 1.5 * most]),
                axis=alt.Axis(values=TICKS, labelOverlap=False),
            ),
            color=alt.Color("caught:N", title=None, scale=tones, legend=alt.Legend(orient="bottom")),
            shape=alt.Shape("caught:N", title=None, scale=shapes),
            tooltip=["configuration:N", "minutes:Q", "failed:Q", "caught:N"],
        )
        .properties(height=280)
    )
    return chart


def _shares(scenario: Scenario, outcome: Outcome) -> list[dict[str, float]]:
    rows = [{"minute": weights.at / MINUTE, "share": weights.new_percent} for weights in outcome.weights]
    return [*rows, {"minute": float(scenario.minutes), "share": outcome.final_new_percent}]


def _failures(outcome: Outcome) -> list[dict[str, float]]:
    """Failed calls a minute; of a long look several minutes together, as their mean."""
    width = -(-len(outcome.minute_list) // MOST_BARS)
    rows: list[dict[str, float]] = []
    for start in range(0, len(outcome.minute_list), width):
        taken = outcome.minute_list[start : start + width]
        failed = sum(minute.old_failed + minute.new_failed for minute in taken) / len(taken)
        rows.append({"minute": start, "failed": failed})
    return [*rows, {"minute": len(outcome.minute_list), "failed": rows[-1]["failed"]}] if rows else []


def _lasting(outcome: Outcome) -> list[Weights]:
    """How the alias stood, without what was changed at the same moment."""
    later = [weights.at for weights in outcome.weights[1:]]
    return [weights for weights, end in zip(outcome.weights, [*later, -1], strict=True) if weights.at != end]


def _moments(outcome: Outcome) -> list[dict[str, float | str]]:
    told = (
        ("alarm", outcome.alarm_at),
        (outcome.status.lower(), outcome.stopped_at),
        ("rolled back", outcome.rollback_at),
        ("succeeded", outcome.ended_at if outcome.stopped_at < 0 else -1),
    )
    return [{"what": what, "minute": at / MINUTE} for what, at in sorted(told, key=lambda one: one[1]) if at >= 0]


def _rules(moments: list[dict[str, float | str]], x: alt.X, paint: Colours) -> list[alt.Chart]:
    """A line at each moment."""
    base = alt.Chart(alt.InlineData(values=moments))
    rule = base.mark_rule(strokeDash=[4, 3], color=paint.ink).encode(x=x, tooltip=["what:N", "minute:Q"])
    return [rule] if moments else []


def _words(moments: list[dict[str, float | str]], scenario: Scenario, x: alt.X, paint: Colours) -> list[alt.Chart]:
    """What happened, beside the line of its moment."""
    told: dict[float, list[str]] = {}
    for row in moments:
        told.setdefault(float(row["minute"]), []).append(str(row["what"]))
    late = LATE * scenario.minutes
    return [
        alt.Chart(alt.InlineData(values=[{"minute": minute, "words": ", ".join(words)}]))
        .mark_text(
            align="right" if minute > late else "left", dx=-6 if minute > late else 6, color=paint.ink, fontSize=12
        )
        .encode(x=x, y=alt.value(10 + 18 * place), text="words:N")
        for place, (minute, words) in enumerate(told.items())
    ]
