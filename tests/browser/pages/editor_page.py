"""A page with one editor and what Python hears of it: chosen by ``?text=small|large|hostile``."""

import streamlit as st

from sim.ui.editor import Kind, Mark, editor

TEXTS = {
    "small": '{\n  "source": ["aws.ec2"],\n  "detail": {"state": [5.10], "none": []}\n}',
    "hostile": '{"<img src=x onerror=\\"window.harmed=true\\">": "</textarea><script>window.harmed=true</script>"}',
    "large": "[\n" + ",\n".join(f'  {{"n": {n}, "text": "line {n}"}}' for n in range(30_000)) + "\n]",
}
OTHER = '{"other": true}'

if st.query_params.get("wide"):
    st.set_page_config(layout="wide")
st.title("Editor")
version = st.session_state.setdefault("version", 0)
if st.button("Another text"):
    st.session_state["version"] = version = version + 1
st.button("Run again")
if st.button("By key", shortcut="x"):
    st.text("pressed by key")
text = TEXTS[st.query_params.get("text", "small")] if version == 0 else f'{{"other": {version}}}'
marks = [Mark(Kind.BAD, 2, 14, "something <b>wrong</b>"), Mark(Kind.GOOD, 3)] if st.query_params.get("marks") else []
heard = editor(text, key="it", label="Event pattern", marks=marks, version=version, height=300, words=["prefix"])
st.text(f"{len(heard)} signs heard")
st.text(heard[:400])
