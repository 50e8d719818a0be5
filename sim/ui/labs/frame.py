"""The frame that every lab has: question, controls, prediction, picture, was → now, and the panels below."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from sim.catalog import presets, run_of, simulators
from sim.gate import ContentError
from sim.link import from_link, to_link
from sim.preset import Preset
from sim.trace import Tone, Trace
from sim.ui.address import address
from sim.ui.labs.desk import Desk, desk, lab_module
from sim.ui.labs.prediction import Report, Said, Told, ask, observed, reveal
from sim.ui.labs.whole import whole
from sim.ui.player import player

LONGEST_LINK = 8_000
"""Characters of the page's address that browsers, mails and chats pass on whole."""


@st.fragment
def lab(
    name: str,
    key: str,
    *,
    preset: str = "",
    given: Mapping[str, Any] | None = None,
    report: Report | None = None,
    linked: bool = False,
) -> None:
    """Draw the lab of the simulator ``name``.

    It opens on ``preset``, or on the scenario ``given``, which a text has already asked about, so it runs at once. With
    ``linked`` the lab chooses among presets and keeps its state in the page's link; ``open_link`` comes first then. ``report``
    hears of each prediction.
    """
    if linked:
        state = _first_desk(name, key)
        _tell_problems(key)
        _choose(name, key, state)
    else:
        state = desk(key, preset, presets(name)[preset].scenario if preset else given or {})
    chosen = presets(name)[state.preset] if state.preset else None
    # In a text the picture comes first, and the controls wait below it for those who want to try. What answers while one types
    # has its controls in sight.
    in_sight = linked or lab_module(name).LIVE
    picture = None if in_sight else st.container()
    with st.container() if in_sight else st.expander("Change the scenario", icon=":material/tune:"):
        _controls(name, key, state)
        fits = _runs(name, state)
    if linked:
        _write_link(name, key, state)
    with picture or st.container():
        if fits:
            _body(name, key, state, chosen, report)


def open_link(name: str, key: str) -> None:
    """Set the lab ``key`` up on what the page's link asks for; a link that says nothing leaves the lab as it was.

    The page calls it, and the lab does not: when the lab runs again without its page, the link is its own to write.
    """
    asked = st.query_params.to_dict()
    is_new = f"{key}.desk" not in st.session_state
    state = _first_desk(name, key)
    if not is_new and (not asked or asked == st.session_state.get(f"{key}.link")):
        return
    st.session_state[f"{key}.link"] = asked
    link = from_link(name, asked)
    state.preset = link.preset
    _reset(key, state, link.scenario)
    st.session_state.pop(f"{key}.preset", None)
    st.session_state[f"{key}.problems"] = link.problems


def _first_desk(name: str, key: str) -> Desk:
    """The desk of a lab that stands by itself: at first, on the first preset."""
    first = next(iter(presets(name).values()))
    return desk(key, first.id, first.scenario)


def _tell_problems(key: str) -> None:
    """What is wrong with the link, as it stands: somebody else may have written it."""
    problems = st.session_state.get(f"{key}.problems", ())
    if problems:
        st.warning(
            "This link asks for something that the lab does not have. The preset is shown instead.",
            icon=":material/link_off:",
        )
        st.code("\n".join(problems), language=None, wrap_lines=True)


def _write_link(name: str, key: str, state: Desk) -> None:
    wanted = to_link(name, state.preset, state.given)
    if sum(map(len, wanted.values())) > LONGEST_LINK or len(urlencode(wanted)) > LONGEST_LINK:
        st.caption("This is too long for a link, so the page's address does not hold it. Keep a copy of your text.")
        wanted = {}
    if lab_module(name).LIVE:
        address(wanted, key=f"{key}.address")
        return
    st.session_state[f"{key}.link"] = wanted
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def _choose(name: str, key: str, state: Desk) -> None:
    known = presets(name)

    def take() -> None:
        state.preset = st.session_state[f"{key}.preset"]
        _reset(key, state, known[state.preset].scenario)

    st.selectbox(
        "Question",
        list(known),
        index=list(known).index(state.preset),
        format_func=lambda preset: known[preset].question,
        key=f"{key}.preset",
        on_change=take,
    )


def _reset(key: str, state: Desk, given: Mapping[str, Any]) -> None:
    """Put the controls on ``given`` and take the last run off the screen."""
    state.given, state.ran, state.before, state.now = dict(given), None, {}, {}
    for place in [place for place in st.session_state if str(place).startswith(f"{key}.set.")]:
        del st.session_state[place]
    st.session_state.pop(f"{key}.problems", None)
    state.resets += 1


def _controls(name: str, key: str, state: Desk) -> None:
    # The number of resets is part of the widgets' keys, so that a reset draws them anew on the values it sets.
    module = lab_module(name)
    state.given = module.controls(dict(state.given), f"{key}.set.{state.resets}")
    says = getattr(module, "AS_TEXT", "")
    if says:
        whole(state.given, simulators()[name].scenario, f"{key}.whole", says, partial(_reset, key, state))


def _runs(name: str, state: Desk) -> bool:
    """Whether the simulator takes what is set; says what is wrong if it does not."""
    try:
        run_of(name, state.given)
    except ContentError as error:
        for fault in error.faults:
            place = f"**{fault.place}**: " if fault.place else ""
            st.error(f"{place}{fault.problem}; {fault.remedy}.", icon=":material/block:")
        return False
    return True


def _body(name: str, key: str, state: Desk, preset: Preset | None, report: Report | None) -> None:
    module = lab_module(name)
    scene = getattr(module, "scene", None)
    untouched = preset is not None and state.given == dict(preset.scenario)
    if state.ran != state.given:
        if preset and (untouched or not module.LIVE):
            if scene:
                scene(run_of(name, state.given)[0], None)
            _ask(name, key, state, preset, report, untouched=untouched)
            return
        _commit(name, state, None)
    scenario, trace = run_of(name, state.given)
    if preset and (untouched or not module.LIVE):
        reveal(preset, state.said, trace, untouched=untouched)
    if scene:
        scene(scenario, trace.outcome)
    if module.LIVE:
        module.show(scenario, trace, f"{key}.show")
    else:
        player(trace, key=f"{key}.player")
        _was_now(state)
    _panels(name, key, scenario, trace)


def _ask(name: str, key: str, state: Desk, preset: Preset, report: Report | None, *, untouched: bool) -> None:
    def go(said: Said | None) -> None:
        trace = _commit(name, state, said)
        if report:
            report(Told(name, preset.id, preset.predict.of, said, observed(trace, preset)))

    ask(preset, key, go, untouched=untouched)
    if not lab_module(name).LIVE:
        _, trace = run_of(name, state.given)
        player(announced(trace), key=f"{key}.preview", note="What arrives. What comes of it, the run will show.")


def _commit(name: str, state: Desk, said: Said | None) -> Trace[Any]:
    _, trace = run_of(name, state.given)
    state.before = state.now
    state.now = lab_module(name).headline(trace.outcome)
    state.ran, state.said = dict(state.given), said
    return trace


def announced(trace: Trace[Any]) -> Trace[Any]:
    """The trace before it is told: what arrives, and nothing of what comes of it."""
    entries = tuple(entry for entry in trace.entries if entry.tone is Tone.NOTE)
    shown = {entry.lane for entry in entries}
    lanes = tuple(lane for lane in trace.lanes if lane.id in shown)
    return Trace(lanes, (), entries, (), trace.outcome, max((entry.at for entry in entries), default=0))


def _was_now(state: Desk) -> None:
    """The numbers of this run, and what changed since the last."""
    st.caption("The whole run")
    with st.container(horizontal=True, gap="medium"):
        for words, value in state.now.items():
            was = state.before.get(words)
            delta = f"was {was:,}" if was is not None and was != value else None
            st.metric(words, f"{value:,}", delta=delta, delta_color="off", delta_arrow="off", width="content")


def _panels(name: str, key: str, scenario: Any, trace: Trace[Any]) -> None:
    module = lab_module(name)
    simplifies = "What this simplifies"
    chosen = st.segmented_control(
        "More about this run", [*module.PANELS, simplifies], key=f"{key}.panel", label_visibility="collapsed"
    )
    if chosen == simplifies:
        st.markdown(module.SIMPLIFIES)
    elif chosen in module.PANELS:
        module.panel(chosen, scenario, trace, f"{key}.panels")
