"""The blocks of a lesson that need no state: handlers, mistakes, then and now."""

import ast
from html import escape

import streamlit as st

from lessons.model import Handler, Mistakes, ThenNow
from sim.facts import facts


def handler(block: Handler) -> None:
    """The code, and under it what its calls return."""
    st.code(block.code, language="python", wrap_lines=True)
    if block.claims:
        st.code("\n".join(_shown(claim) for claim in block.claims), language="python", wrap_lines=True)


def _shown(claim: str) -> str:
    """A claim as Python's prompt shows it: what is typed, and under it what comes back."""
    tree = ast.parse(claim, mode="eval").body
    match tree:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            return f">>> {ast.get_source_segment(claim, left)}\n{ast.get_source_segment(claim, right)}"
    return f">>> {claim}\nTrue"


def mistakes(block: Mistakes) -> None:
    """Beliefs and what is so, side by side."""
    st.markdown("## Common mistakes")
    for mistake in block.each:
        with st.container(border=True):
            st.markdown(f":material/close: *{mistake.believes}*\n\n:material/check: {mistake.but}")


def then_now(block: ThenNow) -> None:
    """What older notes say, how that stands today, and what is true."""
    fact = facts()[block.fact]
    status = fact.seed_status.value if fact.seed_status else "changed"
    st.html(
        f'<div class="then-now" role="note" aria-label="Then and now">'
        f'<div><span class="tag">Then · {escape(status)}</span><p>{escape(block.then)}</p></div>'
        f'<div><span class="tag">Now</span><p>{_ticks(escape(block.now))}</p></div></div>'
    )


def _ticks(text: str) -> str:
    """Words between backticks as code; everything else is escaped already."""
    parts = text.split("`")
    return "".join(f"<code>{part}</code>" if n % 2 else part for n, part in enumerate(parts))
