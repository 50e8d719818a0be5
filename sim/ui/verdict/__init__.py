"""The verdict on a pattern and an event, said large: by word, sign and colour, and aloud when the reader pauses.

Besides it the fields, each with what it wanted, what it got, and why. All texts travel as data and are set as text.
"""

from pathlib import Path
from types import MappingProxyType

import streamlit as st

from sim.ui import editor
from sim.ui.verdict.words import Told, told_of

HERE = Path(__file__).parent
SCRIPTS = ("verdict.js",)

_NOTHING = MappingProxyType({"word": "", "says": "", "more": "", "hint": "", "rows": [], "notes": [], "editor": ""})
_mount = st.components.v2.component(
    "coldstart_verdict",
    html=(HERE / "verdict.html").read_text("utf-8"),
    css=(HERE / "verdict.css").read_text("utf-8"),
    js="\n".join(
        [(editor.HERE / "ground.js").read_text("utf-8"), *((HERE / each).read_text("utf-8") for each in SCRIPTS)]
    ),
)


def verdict(told: Told, *, key: str) -> None:
    """Draw the verdict itself, and the hint if there is one."""
    _mount(
        key=key,
        data={
            **_NOTHING,
            "tone": told.tone,
            "word": told.word,
            "says": told.says,
            "more": told.more,
            "hint": told.hint,
        },
    )


def fields(told: Told, *, key: str, leads_to: str = "") -> None:
    """Draw the fields and the notes. ``leads_to`` is the key of an editor: a field's line is a button that leads there."""
    rows = [[row.tone, row.word, row.path, row.line, row.wanted, row.got, row.reason, row.element] for row in told.rows]
    if rows or told.notes:
        _mount(
            key=key, data={**_NOTHING, "tone": told.tone, "rows": rows, "notes": list(told.notes), "editor": leads_to}
        )


__all__ = ["Told", "fields", "told_of", "verdict"]
