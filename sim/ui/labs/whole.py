"""The whole scenario as text, for what has no control."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

import streamlit as st

from sim.draw.aws import template
from sim.gate import read
from sim.gate.check import check
from sim.ui.labs.settings import Given


def whole(given: Given, scenario: type[Any], key: str, says: str, take: Callable[[Given], None]) -> None:
    """Draw the text of ``given``; ``says`` tells what can be changed in it alone. What is right of a changed text goes to ``take``.

    It is drawn after the controls, and its key holds what it shows: so it never shows, and never takes, what a control has changed since.
    """
    shown = template(given)
    place = f"{key}.{blake2b(shown.encode(), digest_size=8).hexdigest()}"
    faults = f"{key}.faults"

    def use() -> None:
        document = read(st.session_state[place], "")
        taken, found = check(document, scenario)
        st.session_state[faults] = [*document.faults, *found]
        if taken is not None and not document.faults:
            take(document.value)

    with st.expander("The whole scenario as text", icon=":material/data_object:"):
        st.caption(f"Everything can be changed here: {says}.")
        st.text_area("Scenario", shown, height=420, key=place, label_visibility="collapsed")
        st.button("Use this text", key=f"{key}.use", on_click=use)
        for fault in st.session_state.pop(faults, ()):
            where = f"line {fault.line}, column {fault.column}"
            st.error(f"{where}: {fault.place}: {fault.problem}; {fault.remedy}.", icon=":material/block:")
