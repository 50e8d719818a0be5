"""The lab of ``lifecycle``: how environments come, wait and go."""

from collections.abc import Mapping

import streamlit as st

from sim.billing.prices import PRICED_ON
from sim.draw.dot import states, states_in_words
from sim.lifecycle import TRANSITIONS, Outcome, Scenario
from sim.lifecycle.aws import sam, steps
from sim.lifecycle.charges import charges, least_cached
from sim.lifecycle.diagram import TONES, WORDS
from sim.lifecycle.logs import lines
from sim.trace import Trace
from sim.ui.ground import dark
from sim.ui.labs.lifecycle_controls import controls
from sim.ui.labs.settings import in_aws
from sim.ui.labs.shelf import Shelf

__all__ = ["LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel"]

TITLE = "Environments"
SHELF = Shelf.ENVIRONMENTS
LIVE = False
PANELS = ("Log lines", "Bill", "States", "Do it in AWS")
SIMPLIFIES = """
- **Which environment a call gets.** Here the one used last, a frozen one before one that was reset. AWS documents no order.
- **How long an unused environment is kept.** AWS publishes no figure, and it changes. Ours is yours to set.
- **A call stays with the environment that is made for it**, even if another becomes free while it waits.
- **Durations are the same for every call.** Real ones spread; the shape of the story stays.
- **A failed Init is not billed here**, as in the one log that we have seen. AWS does not document it.
- **Lambda may make environments ahead of calls.** It is free to. This model makes them when a call needs one.
- **How long a snapshot takes, and its restore.** AWS publishes no figures. Lambda also repeats a version's Init now and then, for updates,
  and bills it; here it runs once.
- **After a reset a restored environment runs Init inside its next call**, as AWS says of environments in general. Whether one with SnapStart
  is restored anew, it does not say.
- **A Restore that fails is not billed here, and its environment goes.** AWS documents neither.
- Scaling rates, reserved and provisioned concurrency are not in this lab. With provisioned concurrency Init has the time that it has with
  SnapStart: 130 s, or the timeout if that is longer.
"""


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
    if outcome.restores:
        numbers |= {"restores": outcome.restores, "different ids": outcome.distinct_ids}
    troubles = {"Init again": outcome.reinits, "failed": outcome.failed, "throttled": outcome.throttled}
    return numbers | {words: value for words, value in troubles.items() if value}


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:  # noqa: ARG001 - the form of all labs
    """Draw the panel of that name."""
    match name:
        case "Log lines":
            _log_lines(scenario, trace)
        case "Bill":
            _bill(scenario, trace.outcome)
        case "States":
            st.graphviz_chart(states(TRANSITIONS, TONES, WORDS, dark=dark()), alt=states_in_words(TRANSITIONS, WORDS))
            with st.expander("The same in words"):
                st.text(states_in_words(TRANSITIONS, WORDS))
        case _:
            told = "A function that behaves like this scenario, called in the same way."
            if scenario.snap_start:
                told += f" Three hours of cache for its snapshot cost ${least_cached(scenario.memory_mb):.4f}. The rest is little."
            in_aws(told, steps(scenario), "SAM", sam(scenario))


def _log_lines(scenario: Scenario, trace: Trace[Outcome]) -> None:
    found = lines(scenario, trace.outcome)
    shown = 40
    streams = sorted({line.environment for line in found[:shown]})
    st.caption("What CloudWatch Logs would hold. Each environment writes a log stream of its own.")
    for environment in streams:
        st.markdown(f"**environment {environment}**" if environment else "**version 1, when it was published**")
        st.code(
            "\n".join(line.text for line in found[:shown] if line.environment == environment),
            language=None,
            wrap_lines=True,
        )
    if len(found) > shown:
        st.caption(f"{shown} of {len(found)} lines.")


def _bill(scenario: Scenario, outcome: Outcome) -> None:
    found = charges(scenario, outcome)
    rows = [{"For": each.of, "Amount": each.amount, "USD": f"{each.usd:.8f}"} for each in found]
    rows.append({"For": "In all", "Amount": "", "USD": f"{sum(each.usd for each in found):.8f}"})
    st.table(rows, border="horizontal", hide_index=True)
    told = f"List prices of {PRICED_ON}, for x86, without the free tier."
    if scenario.before_august_2025:
        told += " Init is billed as until 31 July 2025, at these prices."
    if scenario.snap_start:
        told += " The version is kept for as many hours as you set; its cache is charged for three at least, and not on managed Java runtimes."
    st.caption(told)
