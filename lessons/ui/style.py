"""The few rules of style that the theme cannot say, put on each page once."""

from functools import cache
from pathlib import Path

import streamlit as st

SHEET = Path(__file__).parents[2] / "assets" / "theme.css"


@cache
def _sheet() -> str:
    return f"<style>{SHEET.read_text('utf-8')}</style>"


def style() -> None:
    """Add the project's style sheet to the page."""
    st.html(_sheet())
