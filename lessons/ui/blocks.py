"""The blocks of a lesson that need no state: prose, handlers, mistakes, then and now."""

from html import escape

import streamlit as st

from lessons.model import Handler, Mistakes, ThenNow
from sim.facts import facts


def handler(block: Handler) -> None:
    """The code, and under it what its calls return."""
    claims = "\n".join(f"# {claim.replace(', context)', ', context)')}" for claim in block.claims)
    st.code(f"{block.code}\n\n\n{claims}" if claims else block.code, language="python")


def mistakes(block: Mistakes) -> None:
    """Beliefs and what is so, side by side."""
    st.markdown("## Common mistakes")
    for mistake in block.each:
        with st.container(border=True):
            st.markdown(f":material/close: *{mistake.believes}*\n\n:material/check: {mistake.but}")


def then_now(block: ThenNow) -> None:
    """What older notes say, and what is true today, with the fact's date."""
    fact = facts()[block.fact]
    status = fact.seed_status.value if fact.seed_status else "changed"
    st.html(
        f'<div class="then-now" role="note" aria-label="Then and now">'
        f'<div><span class="tag">Then</span><p>{escape(block.then)}</p></div>'
        f'<div><span class="tag">Now · {escape(status)}</span><p>{_ticks(escape(block.now))}</p></div></div>'
    )


def _ticks(text: str) -> str:
    """Words between backticks as code; everything else is escaped already."""
    parts = text.split("`")
    return "".join(f"<code>{part}</code>" if n % 2 else part for n, part in enumerate(parts))
