"""The lab of ``deployment``: how many calls meet the bad version before the alarm."""

from collections.abc import Mapping

import streamlit as st

from sim.deployment import Datapoint, Outcome, Scenario
from sim.deployment.aws import sam, steps
from sim.deployment.diagram import graph_body, in_words
from sim.deployment.values import Status
from sim.draw.text import duration, moment
from sim.trace import Trace
from sim.ui.labs.deployment_chart import over_time, trade_off
from sim.ui.labs.deployment_controls import controls
from sim.ui.labs.settings import MOST_SHOWN, in_aws, picture, tell_rest
from sim.ui.labs.shelf import Shelf

__all__ = ["AS_TEXT", "LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "scene"]

TITLE = "Deployments"
SHELF = Shelf.VERSIONS
LIVE = False
AS_TEXT = "each field by its name"
PANELS = ("Over time", "Trade-off", "Lifecycle", "Alarm", "Do it in AWS")
SIMPLIFIES = """
- **When steps come.** CodeDeploy, Lambda and CloudFormation take their seconds; here each step is on the beat. A linear configuration shifts
  its first share at minute 0, as its API says; many notes count an interval more.
- **When the alarm sees a minute.** AWS promises no time. Here you set it; it is a minute at first.
- **How far an alarm looks back** for missing data: two data points more than its evaluation periods, as in AWS's example of three. An alarm
  whose few data points breach keeps its state until the oldest of them is old enough.
- **Before the deployment** the alias had the same calls each minute, and the old version its faults.
- **What a rollback does.** It puts the alias back in one step, without hooks, after the time that you set.
- **Status of lifecycle events** that were broken off or had no hook: Failed and Skipped here. AWS does not say so of Lambda in each case. The
  error code of a hook that never reports is not documented.
- **Even calls.** Without *by chance* of 10 % every tenth call meets the new version, and of faults it is the same.
- Several alarms, composite alarms, SNS triggers, ECS and EC2 deployments, and cold starts of the new version are not in this lab.
"""


def scene(scenario: Scenario, outcome: Outcome | None) -> None:
    """CodeDeploy, alias, versions and alarm, with the numbers of the run once there are some."""
    picture(graph_body(scenario, outcome), in_words(scenario))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers below the picture."""
    numbers = {"calls": outcome.calls, "met the new version": outcome.new_calls, "failed": outcome.failed}
    rest = {
        "failed before the alarm": outcome.bad_before_alarm if outcome.alarm_at >= 0 else 0,
        "alarm after (s)": max(0, outcome.seconds_to_alarm),
        "rolled back after (s)": max(0, outcome.seconds_to_rollback),
        "new version in the end (%)": outcome.final_new_percent,
    }
    return numbers | {words: value for words, value in rest.items() if value}


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:  # noqa: ARG001 - the form of all labs
    """Draw the panel of that name."""
    outcome = trace.outcome
    match name:
        case "Over time":
            over_time(scenario, outcome)
        case "Trade-off":
            trade_off(scenario)
        case "Lifecycle":
            _lifecycle(outcome)
        case "Alarm":
            _alarm(outcome)
        case _:
            told = "The same two versions, alarm and deployment group."
            in_aws(told, steps(scenario), "SAM", sam(scenario))


def _lifecycle(outcome: Outcome) -> None:
    if outcome.status is Status.NONE:
        st.text(f"There is no deployment: {outcome.error_code}. {outcome.error_message}")
        return
    for deployment in outcome.deployments:
        ended = f", ended {moment(deployment.ended_at)}" if deployment.ended_at >= 0 else ""
        code = f", {deployment.error_code}" if deployment.error_code else ""
        told = f"to version {deployment.to}, created by {deployment.creator} {moment(deployment.created_at)}{ended}"
        st.markdown(f"**{deployment.id}: {deployment.status}{code}**")
        st.text(told[0].upper() + told[1:] + ".")
    rows = [
        f"| {event.name} | {event.status} | {_when(event.start)} | {_when(event.end)} |" for event in outcome.events
    ]
    st.markdown("\n".join(("| lifecycle event | status | begins | ends |\n| --- | --- | --: | --: |", *rows)))
    if outcome.stop_answer:
        st.text(f"StopDeployment answered {outcome.stop_answer}.")
    if outcome.is_split:
        st.text("The alias still points to two versions. A next deployment fails until it points to one.")


def _when(at: int) -> str:
    return "–" if at < 0 else duration(at) if at else "start"


def _alarm(outcome: Outcome) -> None:
    if not outcome.datapoints:
        st.text("No alarm looked at this deployment, or not long enough.")
        return
    rows = [
        f"| {duration(point.seen_at)} | {duration(point.end)} | {_told(point)} | {point.state} |"
        for point in outcome.datapoints[:MOST_SHOWN]
    ]
    head = "| seen after | the period to | data point | state |\n| --: | --: | --- | --- |"
    st.markdown("\n".join((head, *rows)).replace("_", "\\_"))
    tell_rest(len(outcome.datapoints))


def _told(point: Datapoint) -> str:
    if point.value < 0:
        return "missing: no call"
    breaches = ", breaches" if point.breaches else ""
    return f"{point.value:g}: {point.errors:,} of {point.invocations:,} failed{breaches}"
