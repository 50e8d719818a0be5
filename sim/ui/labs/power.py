"""The lab of ``power``: the memory sizes beside each other, in time and in money, at every change."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from sim.billing.prices import PRICED_ON, PRICES, Architecture
from sim.draw.aws import cli, template
from sim.draw.palette import colours
from sim.power.aws import CALLS, sam, script_usd, steps
from sim.power.choosing import outcome_of
from sim.power.outcome import Outcome
from sim.power.remarks import remarks
from sim.power.scenario import Scenario
from sim.power.words import mb, summary, usd
from sim.trace import Trace
from sim.ui.ground import dark
from sim.ui.labs.power_chart import cost_chart, time_chart
from sim.ui.labs.power_controls import controls
from sim.ui.labs.power_table import beside, parts, remark_list, sizes
from sim.ui.labs.settings import in_aws
from sim.ui.labs.shelf import Shelf
from sim.ui.player import player
from sim.ui.verdict import Told, verdict

__all__ = ["LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "show"]

TITLE = "Power tuning"
SHELF = Shelf.ENVIRONMENTS
LIVE = True
PANELS = ("The price in parts", "x86_64 beside arm64", "The same call, side by side", "Do it in AWS")
ONE_CENT = 0.01
SIMPLIFIES = """
- **CPU in proportion to memory**, 1,769 MB for one full vCPU: that much is documented. Here a call follows it exactly. Real calls scatter,
  and network and disk may gain from a larger size too. Measure yours: *Do it in AWS* shows how.
- **Threads** share the CPU work evenly and for nothing. Real code has a part that only one thread can do.
- **Memory is enough or it is not.** Code that has hardly enough gets slower in reality, by collecting garbage for instance. Then the
  smallest size that does the work can be the dearest.
- **Init takes the same time at each size.** AWS does not document how much CPU it gets. After a timeout the next call would run Init once more;
  that is left out.
- **Out of memory** has no price here: how long the code runs until it is killed is its own matter. It is billed, and for nothing.
- **The architecture** changes the price alone. Whether code runs faster or slower on arm64 is the code's own: measure it on both.
- **The price** is that of requests and duration, for us-east-1, 19 September 2026. /tmp above 512 MB, logs, data transfer, provisioned
  concurrency and discounts such as Savings Plans are left out.
"""


def show(scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """The verdict, the two charts, the table that says the same, and what there is to learn from it."""
    outcome, paint = trace.outcome, colours(dark=dark())
    verdict(told_of(outcome), key=f"{key}.verdict")
    st.caption(
        "How long a warm call takes, over memory. Twice the memory is the same step everywhere: the scale is logarithmic."
    )
    st.vega_lite_chart(time_chart(scenario, outcome, paint), width="stretch", key=f"{key}.time")
    st.caption(f"What {scenario.invocations:,} calls cost a month, in USD, over memory.")
    st.vega_lite_chart(cost_chart(scenario, outcome, paint), width="stretch", key=f"{key}.cost")
    st.html(remark_list(remarks(scenario, outcome)) + sizes(outcome))
    st.caption(
        "Best value is the smallest product of duration and price: beyond it, speed costs more than in proportion. What differs by half a "
        f"percent or less counts as equal. List prices of {PRICED_ON}."
    )


def told_of(outcome: Outcome) -> Told:
    """The verdict in words."""
    told = summary(outcome)
    if not outcome.works:
        return Told("bad", "None works", told[0], "")
    fast, cheap = mb(outcome.fastest_mb), mb(outcome.cheapest_mb)
    word = f"{cheap}" if fast == cheap else f"{cheap} or {fast}"
    return Told("good", word, told[0], " ".join(told[1:]))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers of the verdict."""
    return {
        "sizes that do the work": outcome.works,
        "cheapest (MB)": outcome.cheapest_mb,
        "fastest (MB)": outcome.fastest_mb,
        "best value (MB)": outcome.best_value_mb,
    }


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """Draw the panel of that name."""
    match name:
        case "The price in parts":
            st.html(parts(trace.outcome))
            st.caption(_parts_note(scenario))
        case "x86_64 beside arm64":
            _architectures(scenario)
        case "The same call, side by side":
            player(trace, key=f"{key}.player")
        case _:
            _in_aws(scenario)


def _in_aws(scenario: Scenario) -> None:
    """As in every lab; but calls that are long and large cost more than a fraction of a cent, and then it is said how much."""
    told = f"One function, each size in turn, {CALLS} calls at each, and the REPORT line that says what a call took."
    cost = script_usd(scenario)
    if cost < ONE_CENT:
        in_aws(told, steps(scenario), "SAM", sam(scenario))
        return
    st.text(f"{told} At list prices that comes to about {usd(cost)}.")
    st.markdown("**With the AWS CLI** (bash)")
    st.code(cli(steps(scenario)), language="bash", wrap_lines=True)
    st.markdown("**As a SAM template**")
    st.code(template(sam(scenario)), language="yaml", wrap_lines=True)


def _parts_note(scenario: Scenario) -> str:
    init = (
        "Init was free until 31 July 2025 for .zip functions on managed runtimes."
        if scenario.before_august_2025
        else "Init is billed at the same rate as the rest, and costs more where there is more memory."
    )
    return f"Requests cost the same at every size. {init} List prices of {PRICED_ON}."


def _architectures(scenario: Scenario) -> None:
    names = (Architecture.X86, Architecture.ARM)
    one, other = (outcome_of(replace(scenario, architecture=name)) for name in names)
    st.html(beside((names[0].value, names[1].value), one, other))
    x86, arm = (PRICES[name].tiers[0].rate for name in names)
    st.caption(
        f"A GB-second costs {100 * (1 - arm / x86):.0f} % less on arm64, a request the same. If your code takes up to "
        f"{100 * (x86 / arm - 1):.0f} % longer there, its duration still costs no more. Here it takes the same time on both."
    )
