"""The texts of a lab in editors: what an editor was given, what was typed into it, and who has the last word.

A text that is set from elsewhere, by a preset, a file or a button, takes the place of what was typed; nothing else does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import streamlit as st

from sim.catalog import presets
from sim.ui.editor import Mark, editor, is_drawn, text_in
from sim.ui.labs.desk import Desk


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an editor was last given, and what was last taken from it."""

    text: str
    version: int
    taken: str


def texts_of(given: Mapping[str, Any], key: str, names: Iterable[str]) -> dict[str, str]:
    """The texts of the fields ``names`` as they stand in their editors, before these are drawn."""
    sheets = {name: _sheet(str(given.get(name, "")), f"{key}.{name}") for name in names}
    return {name: text_in(sheet.text, key=f"{key}.{name}", version=sheet.version) for name, sheet in sheets.items()}


def sheet(
    given: Mapping[str, Any],
    key: str,
    name: str,
    label: str,
    marks: Iterable[Mark],
    words: Iterable[str],
    *,
    height: int = 420,
    json: bool = True,
) -> str:
    """Draw the editor of the field ``name``. Gives its text."""
    place = f"{key}.{name}"
    now = _sheet(str(given.get(name, "")), place)
    text = editor(
        now.text, key=place, label=label, marks=marks, version=now.version, height=height, words=words, json=json
    )
    st.session_state[f"{place}.sheet"] = Sheet(now.text, now.version, text)
    return text


def _sheet(given: str, place: str) -> Sheet:
    """The sheet of an editor; a new one if its text was set from elsewhere, or if Streamlit has forgotten what was typed."""
    now = st.session_state.get(f"{place}.sheet")
    if not isinstance(now, Sheet):
        return Sheet(given, 0, given)
    if given != now.taken or not is_drawn(place):
        return Sheet(given, now.version + 1, given)
    return now


def desk_of(key: str) -> Desk:
    """The desk of the lab that has drawn its controls, or its answer, under ``key``."""
    lab = key.partition(".set.")[0].removesuffix(".show")
    return cast("Desk", st.session_state[f"{lab}.desk"])


def is_asked(name: str, key: str, texts: Mapping[str, str]) -> bool:
    """Whether the lab of the simulator ``name`` waits for a prediction, so that nothing may be told yet."""
    desk = desk_of(key)
    return bool(desk.preset) and dict(texts) == dict(presets(name)[desk.preset].scenario) and desk.ran != dict(texts)
