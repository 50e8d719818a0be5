"""The lab of ``modes``: what becomes of the same failure in each way of invoking."""

from collections.abc import Mapping

import streamlit as st

from sim.modes import Outcome, Scenario
from sim.modes.aws import sam, steps
from sim.modes.diagram import failure, graph_body, in_words
from sim.trace import Trace
from sim.ui.labs.modes_controls import controls
from sim.ui.labs.modes_table import page
from sim.ui.labs.settings import in_aws, picture
from sim.ui.labs.shelf import Shelf

__all__ = ["AS_TEXT", "LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "scene"]

TITLE = "One failure, four ways"
SHELF = Shelf.INVOCATION
LIVE = False
AS_TEXT = "every field of the scenario"
PANELS = ("Side by side", "Do it in AWS")
SIMPLIFIES = """
- **Each way is run by its own simulator**: *Invocations* (twice), *Queues*, *Streams*. What those labs simplify is simplified here too.
- **How long a stream's mapping waits** between two attempts, AWS does not publish. Here it is 1 s, doubled up to 5 min: count
  its attempts, and do not learn their times.
- **How a throttled event is sent back** is AWS's own affair too: from 1 s up to 5 min, and that it doubles is our assumption.
- **One shard, one partition key, a standard queue.** Order by several keys, FIFO queues, windows and filters are in the labs of queues and streams.
- **The event comes in all four ways at the same moment**, and cold starts take no time.
- **The others were late** tells a comparison: the same run without the failure is made, too.
"""


def scene(scenario: Scenario, outcome: Outcome | None) -> None:
    """Four ways into one function, with attempts and ends once there are some."""
    picture(graph_body(scenario, outcome), in_words(scenario))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers below the picture."""
    return {
        "events, in four ways": outcome.events,
        "succeeded": outcome.succeeded,
        "told to the caller": outcome.told,
        "dead-lettered": outcome.dead_lettered,
        "lost": outcome.lost,
        "waiting": outcome.waiting,
        "runs of the code": outcome.runs,
    }


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:  # noqa: ARG001 - the form of all labs
    """Draw the panel of that name."""
    match name:
        case "Side by side":
            st.text(failure(scenario))
            st.html(page(scenario, trace.outcome))
        case _:
            told = "One function with all four ways in, and the same events by each of them."
            in_aws(told, steps(scenario), "SAM", sam(scenario))
