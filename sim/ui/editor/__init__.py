"""A code editor for JSON: a native text field with line numbers, colours and marks, that tells its text while one types.

``editor.html`` and ``editor.css`` are the bones; the scripts are one module cut into chapters, joined here in the order below.
What is typed stays the reader's: a text from Python takes its place only if its version is another one, so that a late run of
the script overwrites nothing. No text ever becomes markup.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent
SCRIPTS = ("ground.js", "lines.js", "tokens.js", "tidy.js", "paint.js", "hands.js", "editor.js")

_LONE = re.compile("[\ud800-\udfff]")
_mount = st.components.v2.component(
    "coldstart_editor",
    html=(HERE / "editor.html").read_text("utf-8"),
    css=(HERE / "editor.css").read_text("utf-8"),
    js="\n".join((HERE / script).read_text("utf-8") for script in SCRIPTS),
)


class Kind(StrEnum):
    """What a mark means; shape and colour follow from it."""

    GOOD = "good"
    BAD = "bad"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something about a place of the text. Lines and columns count from 1; column 0 is the whole line, line 0 the whole text."""

    kind: Kind
    line: int
    column: int = 0
    says: str = ""
    """Said below the text, with the place; empty for a mark that is only seen."""


def editor(
    text: str,
    *,
    key: str,
    label: str,
    marks: Iterable[Mark] = (),
    version: int = 0,
    height: int = 420,
    words: Iterable[str] = (),
    json: bool = True,
) -> str:
    """Draw the editor; gives the text that stands in it.

    ``text`` takes the place of what was typed when ``version`` changes, and only then. ``height`` is in px, and can be pulled.
    ``words`` are names that are coloured as a language's own. What is no ``json`` has no button that formats it.
    """
    stands = text_in(text, key=key, version=version)
    data = {
        "text": stands,
        "version": _edition(key, version),
        "key": key,
        "label": label,
        "height": height,
        "words": list(words),
        "json": json,
        "marks": [[str(mark.kind), mark.line, mark.column, mark.says] for mark in marks],
    }
    _mount(key=key, data=data, on_value_change=_nothing)
    return stands


def text_in(text: str, *, key: str, version: int) -> str:
    """The text that stands in the editor, before it is drawn: what was typed into this version, else ``text``."""
    typed = (st.session_state.get(key) or {}).get("value")
    return _taken(typed, _edition(key, version), text)


def is_drawn(key: str) -> bool:
    """Whether the editor was drawn in the run before this one; what was typed is forgotten by Streamlit otherwise."""
    return key in st.session_state


def _taken(typed: Any, edition: str, text: str) -> str:
    """What a browser says is checked: it may be late, or not ours."""
    if not isinstance(typed, dict) or typed.get("version") != edition or not isinstance(typed.get("text"), str):
        return text
    return _LONE.sub("\ufffd", typed["text"])


def _edition(key: str, version: int) -> str:
    return f"{key}/{version}"


def _nothing() -> None:
    """Streamlit keeps a component's value only if somebody could hear of its change."""
