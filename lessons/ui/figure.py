"""A still figure, with its caption and its text twin."""

from html import escape

import streamlit as st

from lessons.model import Figure, FigureKind
from sim.catalog import run_of
from sim.draw.dot import graph, states
from sim.draw.fields import table
from sim.draw.svg import svg
from sim.lifecycle import TRANSITIONS, State
from sim.lifecycle.diagram import TONES, WORDS
from sim.ui.ground import dark


def figure(block: Figure) -> None:
    """Draw it on the ground of the page; the text twin is its name for those who do not see it, and folds out for all."""
    match block.kind:
        case FigureKind.TRACE:
            _, trace = run_of(block.simulator, block.scenario or {})
            picture = svg(trace, dark=dark(), until=block.until, alt=block.alt)
            name = escape(block.caption, quote=True)
            st.markdown(
                f'<div class="figure" tabindex="0" role="group" aria-label="{name}">{picture}</div>',
                unsafe_allow_html=True,
            )
        case FigureKind.MATCH:
            _, trace = run_of(block.simulator, block.scenario or {})
            st.html(f'<div class="figure">{table(trace.outcome.fields)}</div>')
        case FigureKind.STATES:
            loud = tuple(State[name] for name in block.highlight)
            st.graphviz_chart(states(TRANSITIONS, TONES, WORDS, loud, dark=dark()), alt=block.alt)
        case FigureKind.GRAPH:
            st.graphviz_chart(graph(block.dot, dark=dark()), alt=block.alt)
    st.caption(block.caption)
    with st.expander("The figure in words"):
        st.markdown(block.alt)
