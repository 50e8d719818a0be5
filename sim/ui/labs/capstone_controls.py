"""The controls of the lab of ``capstone``: the round, and a way to begin it anew. The changes are made at the stations."""

import streamlit as st

from sim.bounds import bounds_of
from sim.capstone import Scenario
from sim.capstone.score import FOUND, FULL, HINT, NEEDLESS
from sim.ui.labs.settings import Given, defaults_of


def controls(given: Given, key: str) -> Given:
    """The number of the round, and how the score is made. Another round begins without changes."""
    bounds, now = bounds_of(Scenario)["seed"], int(given.get("seed", defaults_of(Scenario)["seed"]))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        seed = int(st.number_input("Round", bounds.low, bounds.high, now, key=f"{key}.seed", width=160))
        anew = st.button("Begin this round anew", icon=":material/restart_alt:", key=f"{key}.anew")
    st.caption(
        f"At each of six stations one thing is wrong; the number of the round decides what. The full score is {FULL}: {FOUND} points for each "
        f"station that is in order. A hint costs {HINT}, a change that does not mend its station {NEEDLESS}."
    )
    return {"seed": seed} if seed != now or anew else given
