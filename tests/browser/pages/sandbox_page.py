"""The lab of patterns by itself, on an order and a pattern; ``?texts=hostile`` for texts that would do harm as markup."""

import json

import streamlit as st

from sim.pattern.shapes import shapes
from sim.ui.labs import lab

EVIL = '<img src=x onerror="window.harmed=true">'
ORDER = shapes()["order-placed"]
TEXTS = {
    "order": (ORDER.pattern.rstrip(), ORDER.event.rstrip()),
    "hostile": (
        json.dumps({EVIL: [EVIL, "</textarea><script>window.harmed=true</script>"]}),
        json.dumps({EVIL: f"{EVIL}!"}),
    ),
}

st.set_page_config(layout="wide")
st.title("Sandbox")
pattern, event = TEXTS[st.query_params.get("texts", "order")]
lab("pattern", "it", given={"pattern": pattern, "event": event})
