"""The trace player: draws any trace, and plays it in the browser without asking the server.

``player.html`` and ``player.css`` are the bones; the scripts are one module cut into chapters, joined here in the order
below. Nothing of a trace ever becomes markup or script: it travels as bytes, and is set as text or painted on a canvas.
"""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from sim.draw.text import duration
from sim.facts import facts
from sim.trace import Entry, Span, Trace, begin
from sim.ui.player.encode import encode

HERE = Path(__file__).parent
SCRIPTS = (
    "words.js",
    "score.js",
    "axis.js",
    "tempo.js",
    "palette.js",
    "marks.js",
    "layout.js",
    "stage.js",
    "frame.js",
    "panel.js",
    "twin.js",
    "controls.js",
    "player.js",
)

MOST_SPANS = 10_000
"""A longer trace is drawn up to here, with a note: nobody reads on, and no page should weigh more than its text."""

_mount = st.components.v2.component(
    "coldstart_player",
    html=(HERE / "player.html").read_text("utf-8"),
    css=(HERE / "player.css").read_text("utf-8"),
    js="\n".join((HERE / script).read_text("utf-8") for script in SCRIPTS),
)


def player(
    trace: Trace[object],
    *,
    key: str,
    height: int | None = None,
    note: str = "",
    fact_urls: Mapping[str, str] | None = None,
    autofinish: bool = False,
) -> None:
    """Draw ``trace`` with everything to play it by.

    ``height`` caps the lanes (px; the rest scrolls), ``note`` says below what the picture simplifies, ``fact_urls`` turns fact
    ids into links (to the ledger's pages, if not given), and ``autofinish`` opens at the end rather than at the beginning.
    """
    trace, cut = begin(trace, MOST_SPANS)
    note = (
        f"The picture ends at {duration(trace.end)}, to stay quick. Counts and log lines are of the whole run. {note}"
        if cut
        else note
    )
    marks: tuple[Span | Entry, ...] = (*trace.spans, *trace.entries)
    ledger = {name: facts()[name] for name in sorted({mark.fact for mark in marks}) if name in facts()}
    urls = {name: fact.sources[0].url for name, fact in ledger.items()} if fact_urls is None else fact_urls
    says = {name: fact.statement for name, fact in ledger.items()}
    data = encode(trace, note=note, height=height, fact_urls=urls, fact_says=says, autofinish=autofinish)
    _mount(key=key, data=data)
