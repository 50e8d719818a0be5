"""Whether the page is dark."""

import streamlit as st


def dark() -> bool:
    """True on a dark theme; pictures that the server draws take their colours by it."""
    return bool(st.context.theme.type == "dark")
