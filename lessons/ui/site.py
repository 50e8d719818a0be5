"""The script that ``app.py`` serves: navigation, and the page that was asked for."""

from pathlib import Path

import streamlit as st

from lessons.catalog import course
from lessons.ui.log import notice
from lessons.ui.pages import pages
from lessons.ui.sidebar import sidebar
from lessons.ui.style import style

ICON = Path(__file__).parents[2] / "assets" / "mark.svg"

st.set_page_config(page_title="Coldstart", page_icon=str(ICON), layout="centered")
style()
chosen = st.navigation(list(pages().values()), position="hidden")
sidebar(course(), chosen.url_path)
notice()
chosen.run()
