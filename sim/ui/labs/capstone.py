"""The lab of ``capstone``: find and mend the six faults of one application."""

from collections.abc import Mapping

import streamlit as st

from sim.capstone import Outcome, Scenario, Station
from sim.capstone.aws import sam, steps
from sim.capstone.diagram import IN_WORDS, graph_body
from sim.capstone.planting import PARTS
from sim.capstone.score import FOUND, FULL, HINT, NEEDLESS
from sim.catalog import run_of
from sim.trace import Trace
from sim.ui.labs.capstone_controls import controls
from sim.ui.labs.capstone_station import station_panel
from sim.ui.labs.capstone_table import photographs, summary
from sim.ui.labs.settings import in_aws, picture
from sim.ui.labs.shelf import Shelf
from sim.ui.player import player

__all__ = ["LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "scene", "show"]

TITLE = "The whole house"
SHELF = Shelf.TOGETHER
LIVE = True
PANELS = ("Photographs", "Step by step", "Do it in AWS")
SIMPLIFIES = f"""
- **Each station is decided by its own simulator**: *Patterns*, *Permissions*, *Deployments*, *Networks*, *Invocations*, *Queues*. What those
  labs simplify is simplified here too.
- **One fault at each station, one change at a time.** A second change at a station takes the place of the first. In life faults come in pairs.
- **A station is mended** when its own simulator finds it in order with everything before it in order, whatever comes to it now.
- **Many others upload as well**: the alias has 60 calls a minute while all photographs reach it, and CodeDeploy looks at all of them. Twenty
  are followed.
- **Which subnet and which version** an attempt meets is drawn by the number of the round. Lambda’s own choice is not documented.
- **A locked seat** is a fault of two photographs that passes: the handler fails at their first receive, and not at the second.
- **The score** is {FOUND} points for each station in order, those included that a question has mended already, less {HINT} for a hint and
  {NEEDLESS} for a change that does not mend its station. It is never below 0.
"""


def scene(scenario: Scenario, outcome: Outcome | None) -> None:
    """The application; at its arrows the photographs of the round as it was planted, and as it is now."""
    before = run_of("capstone", {"seed": scenario.seed})[1].outcome if outcome else None
    picture(graph_body(outcome, before), IN_WORDS)


def show(scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """Progress and score, the station that is looked at, and in the end what the six faults were."""
    outcome = trace.outcome
    _progress(outcome)
    if outcome.whole:
        st.markdown(summary(outcome))
    titles = {one.station: f"{'✓ ' if one.sound else ''}{PARTS[one.station].title}" for one in outcome.stations}
    chosen = st.pills(
        "Station",
        list(Station),
        default=Station.RULE,
        required=True,
        format_func=titles.__getitem__,
        key=f"{key}.station",
    )
    station_panel(scenario, outcome.stations[list(Station).index(chosen)], key)


def _progress(outcome: Outcome) -> None:
    told = f"**{outcome.sound} of {len(outcome.stations)} stations in order, {outcome.score} of {FULL} points.**"
    paid = f" Hints: {outcome.hints}. Changes that did not mend: {outcome.needless}."
    st.markdown(told + (paid if outcome.hints or outcome.needless else ""))
    st.progress(outcome.sound / len(outcome.stations))
    with st.container(horizontal=True, gap="medium"):
        for words, value in headline(outcome).items():
            st.metric(words, f"{value:,}", width="content")


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers below the picture."""
    return {
        "uploaded": outcome.uploaded,
        "in the gallery": outcome.stored,
        "written twice": outcome.filed_twice,
        "dead-lettered": outcome.dead_lettered,
        "waiting": outcome.waiting,
        "lost": outcome.lost,
    }


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """Draw the panel of that name."""
    match name:
        case "Photographs":
            st.markdown(photographs(trace.outcome))
        case "Step by step" if trace.outcome.whole:
            player(trace, key=f"{key}.player")
        case "Step by step":
            st.text("It tells at each step why, and so where the faults are. It opens when all six are mended.")
        case _:
            told = "The application as it stands now. An interface endpoint costs about a cent an hour in each subnet: take it down."
            in_aws(told, steps(scenario), "SAM", sam(scenario))
