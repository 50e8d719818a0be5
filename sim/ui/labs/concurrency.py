"""The lab of ``concurrency``: a fleet of environments, its limits and its bill."""

from collections.abc import Mapping

import streamlit as st

from sim.concurrency.aws import sam, steps
from sim.concurrency.diagram import graph_body, in_words
from sim.concurrency.outcome import Outcome
from sim.concurrency.result import MOST_CALLS_TOLD
from sim.concurrency.scenario import Scenario
from sim.trace import Trace
from sim.ui.labs.concurrency_chart import bill, over_time, waiting
from sim.ui.labs.concurrency_compare import side_by_side, sweep
from sim.ui.labs.concurrency_controls import controls
from sim.ui.labs.settings import in_aws, picture
from sim.ui.labs.sheets import desk_of
from sim.ui.labs.shelf import Shelf
from sim.ui.player import player

__all__ = [
    "AS_TEXT",
    "LIVE",
    "PANELS",
    "SHELF",
    "SIMPLIFIES",
    "TITLE",
    "controls",
    "headline",
    "panel",
    "scene",
    "show",
]

TITLE = "Fleet"
SHELF = Shelf.ENVIRONMENTS
LIVE = True
AS_TEXT = "several functions, schedules and target tracking, lists"
PANELS = ("Over time", "Waiting times", "The bill", "Side by side", "Sweep", "Functions", "Do it in AWS")
SIMPLIFIES = """
- **Which environment a call gets.** The one used last, or the one made last, as you set it. AWS documents neither, and the difference can be a
  fifth of the cold starts.
- **How long an unused environment is kept**, and at what age a busy one is replaced. AWS publishes no figures. Ours are yours to set.
- **A call stays with the environment that is made for it**, even if another becomes free while it waits. Lambda may make environments ahead of
  calls; here it does not.
- **Callers wait for the answer, and do not try again.** A throttled call is gone. Asynchronous calls would wait in Lambda's queue.
- **Requests a second** are counted over the last second, throttled ones not. AWS does not say how it counts. That functions without a
  reservation share the account's rate is our reading.
- **Growth by requests**, 10,000 more a second every ten seconds, is left out: a thousand environments are so many requests.
- **Reason of a throttle by growth.** AWS documents none. No question here rests on it.
- **A provisioned environment that ran into a timeout** is ready again at once. Recycling leaves provisioned ones alone.
- **Target tracking** counts anew after each change, and a minute without calls says nothing. AWS takes back in smaller steps.
- **What must stay unreserved** is 100 in an account of 1,000 or more, and 10 below. In between AWS's documentation says nothing.
- **CPU** makes the handler faster, not Init. A handler of CPU work alone never gets faster than its threads allow.
- **The month** is 30 days like the time that you look at, at list prices; data transfer, logs and the callers' side are not in it.
"""


def scene(scenario: Scenario, outcome: Outcome | None) -> None:
    """Who shares what, until there is a run; then its lanes tell it."""
    if outcome is None:
        picture(graph_body(scenario), in_words(scenario))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers of a run. What arrived is the sum of those behind it that end a call."""
    numbers = {
        "calls": outcome.arrived,
        "cold": outcome.cold_starts,
        "warm": outcome.warm_starts,
    }
    rest = {
        "on provisioned": outcome.on_provisioned,
        "Init again": outcome.reinits,
        "throttled": outcome.throttled,
        "spilled over": outcome.spillovers,
        "timed out": outcome.timeouts,
        "refused by AWS": len(outcome.refusals),
    }
    last = {
        "environments made": outcome.environments,
        "peak concurrency": outcome.peak_concurrency,
        "p50 (ms)": outcome.latency_p50,
        "p95 (ms)": outcome.latency_p95,
        "p99 (ms)": outcome.latency_p99,
        "cents a month": outcome.month_cents,
    }
    return numbers | {words: value for words, value in rest.items() if value} | last


def show(scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """The run as it is now: its numbers with those before, and its environments as lanes."""
    outcome = trace.outcome
    for refusal in outcome.refusals:
        st.warning(
            f"AWS refuses {refusal.operation} of {refusal.function}, which keeps what it had.", icon=":material/block:"
        )
        st.code(f"{refusal.status} {refusal.code}\n{refusal.message}", language=None, wrap_lines=True)
    _numbers(key)
    note = ""
    if outcome.arrived > MOST_CALLS_TOLD:
        note = f"The first {MOST_CALLS_TOLD} of {outcome.arrived:,} calls. The numbers above count all of them."
    player(trace, key=f"{key}.player", note=note, height=520, autofinish=True)
    st.caption(f"Seed {scenario.seed}: the same calls each time. Change one thing, and see what only that changes.")


def _numbers(key: str) -> None:
    desk = desk_of(key)
    with st.container(horizontal=True, gap="medium"):
        for words, value in desk.now.items():
            was = desk.before.get(words)
            delta = f"was {was:,}" if was is not None and was != value else None
            st.metric(words, f"{value:,}", delta=delta, delta_color="off", delta_arrow="off", width="content")


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """Draw the panel of that name."""
    outcome = trace.outcome
    match name:
        case "Over time":
            over_time(scenario)
        case "Waiting times":
            waiting(scenario, outcome)
        case "The bill":
            bill(scenario, outcome)
        case "Side by side":
            side_by_side(scenario, outcome, key)
        case "Sweep":
            sweep(scenario, key)
        case "Functions":
            _functions(outcome)
        case _:
            told = "The same functions with the same concurrency, and some calls at once. Provisioned concurrency costs money while it is there."
            in_aws(told, steps(scenario), "SAM", sam(scenario))


def _functions(outcome: Outcome) -> None:
    head = (
        "| function | calls | cold | on provisioned | throttled | peak | p50 (ms) | p95 (ms) | p99 (ms) |\n"
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: |"
    )
    rows = [
        f"| {_plain(one.name)} | {one.arrived:,} | {one.cold_starts:,} | {one.on_provisioned:,} | {one.throttled_calls:,} | "
        f"{one.peak_concurrency:,} | {one.latency_p50:,} | {one.latency_p95:,} | {one.latency_p99:,} |"
        for one in outcome.function_list
    ]
    st.markdown("\n".join((head, *rows)))


def _plain(text: str) -> str:
    """A text that is no Markdown and no part of a table."""
    return "".join(f"&#{ord(sign)};" if not sign.isalnum() and sign not in " -." else sign for sign in text)
