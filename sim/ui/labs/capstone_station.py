"""One station in the lab of ``capstone``: what its logs and metrics say, what is configured, a closer look, hints, and changes."""

from urllib.parse import urlencode

import streamlit as st
from pydantic import TypeAdapter

from sim.capstone import Scenario, Station, StationOutcome
from sim.capstone.hints import LESSONS, hints, was
from sim.capstone.mending import NONE, changed, hinted
from sim.capstone.part import Closer
from sim.capstone.planting import PARTS, settings_at
from sim.capstone.scenario import MOST_HINTS
from sim.capstone.score import HINT
from sim.catalog import presets, simulators
from sim.link import to_link
from sim.ui.labs.frame import LONGEST_LINK
from sim.ui.labs.sheets import desk_of


def station_panel(scenario: Scenario, one: StationOutcome, key: str) -> None:
    """Draw the station ``one``."""
    part, settings = PARTS[one.station], settings_at(scenario, one.station)
    st.markdown(f"**{part.title}**")
    if one.sound:
        lesson, title = LESSONS[one.station]
        st.success(f"In order. {was(one.fault)} The lesson about it is [{title}]({lesson}).", icon=":material/check:")
    st.markdown(f"{one.came} of the photographs come here, {one.passed} go on.")
    seen, configured = st.columns(2, gap="medium")
    with seen:
        st.markdown("**What logs and metrics say**")
        st.code("\n".join(one.symptoms), language=None, wrap_lines=True)
        _change(scenario, one.station, key)
        _hints(scenario, one, key)
    with configured:
        st.markdown("**What is configured**")
        for shown in part.shown(settings):
            st.caption(shown.title)
            st.code(shown.text, language=None, wrap_lines=True)
        if links := "".join(map(_link, part.closer(settings))):
            st.markdown(f"**Look closer**, in the lab that decides it:\n\n{links}")


def _change(scenario: Scenario, station: Station, key: str) -> None:
    """The changes to choose among, and *Apply*."""
    words = {change: mend.words for change, mend in PARTS[station].changes.items()}
    known, now = list(words), scenario.change_at(station)
    place = f"{key}.{scenario.seed}.{station}.{now}"
    chosen = st.selectbox("Change", known, known.index(now), format_func=words.__getitem__, key=f"{place}.change")
    desk = desk_of(key)

    def apply() -> None:
        desk.given = changed(desk.given, scenario, station, chosen)

    label = "Take the change back" if chosen == NONE and now != NONE else "Apply"
    st.button(label, icon=":material/build:", key=f"{place}.apply", on_click=apply, disabled=chosen == now)


def _hints(scenario: Scenario, one: StationOutcome, key: str) -> None:
    """The hints that were taken, and a button for the next one."""
    taken, desk = scenario.hints.count(one.station), desk_of(key)
    for hint in hints(one.fault)[:taken]:
        st.info(hint, icon=":material/lightbulb:")

    def take() -> None:
        desk.given = hinted(desk.given, scenario, one.station)

    if taken < MOST_HINTS and not one.sound:
        label = f"Hint {taken + 1} of {MOST_HINTS} (costs {HINT} points)"
        st.button(label, icon=":material/lightbulb:", key=f"{key}.{one.station}.hint.{taken}", on_click=take)


def _link(closer: Closer) -> str:
    """The way to the lab of the simulator that decides, on exactly this scenario; nothing if there is no such lab, or no room for it."""
    if closer.simulator not in simulators():
        return ""
    given = TypeAdapter(type(closer.scenario)).dump_python(closer.scenario, mode="json", exclude_defaults=True)
    query = urlencode(to_link(closer.simulator, next(iter(presets(closer.simulator))), given))
    if len(query) > LONGEST_LINK:
        return ""
    return f"- [{closer.words}](lab-{closer.simulator}?{query})\n"
