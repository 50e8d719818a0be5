"""The page of one lab: the bench where a simulator stands by itself."""

import streamlit as st

from lessons.ui.log import predicted
from sim.catalog import simulators
from sim.ui.labs import Told, lab, open_link


def page(name: str) -> None:
    """Draw the lab of the simulator ``name``, with its state in the link."""
    simulator = simulators()[name]
    st.html('<span class="wide-page"></span>')
    st.title(simulator.question)
    st.caption(
        "Choose a question, say what you expect, and run it. The page's address holds what you set: copy it to show somebody."
    )

    def report(told: Told) -> None:
        predicted(f"lab-{told.lab}/{told.preset}", told.said, told.outcome)

    key = f"lab-{name}"
    open_link(name, key)
    lab(name, key, report=report, linked=True)
