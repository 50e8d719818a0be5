"""The page's address, kept up to date while somebody types, without a step in the browser's history for each pause.

``st.query_params`` makes such a step with every change.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

_mount = st.components.v2.component(
    "coldstart_address", js=(Path(__file__).parent / "address.js").read_text("utf-8"), html="<span hidden></span>"
)


def address(parameters: Mapping[str, str], *, key: str) -> None:
    """Put ``parameters`` into the page's address. The server hears of them when the page is opened anew."""
    _mount(key=key, data={"query": urlencode(parameters)}, height="content")
