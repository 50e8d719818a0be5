"""A question before the text tells: answer it or skip it, then see what came out."""

from dataclasses import dataclass

import streamlit as st

from lessons.model import Choice, Predict
from sim.catalog import run_of
from sim.paths import look_up
from sim.proof import Scalar


@dataclass(frozen=True, slots=True)
class Guess:
    """What was guessed (None: skipped), and what is so."""

    said: str | None
    outcome: str
    right: bool


def outcome_of(block: Predict) -> Scalar | None:
    """What the simulator says, if it decides."""
    if not block.sim:
        return None
    _, trace = run_of(block.sim.name, block.sim.scenario)
    value: Scalar = look_up(trace.outcome, block.of)
    return value


def key_of(block: Predict) -> Choice | None:
    """The option that is right, of a prediction with options."""
    came = outcome_of(block)
    return next((option for option in block.options if (option.value == came if block.sim else option.key)), None)


def ask(block: Predict, key: str, before: Guess | None) -> Guess | None:
    """Draw it. Gives the guess that was made in this very run, to be recorded; ``before`` is one made earlier."""
    place = f"{key}.guess"
    if before and place not in st.session_state:
        st.session_state[place] = before
    made: Guess | None = None
    with st.container(border=True, key=f"predict-{key}".replace(".", "-")):
        st.markdown(f":primary-badge[:material/psychology_alt: Predict] **{block.ask}**")
        if place not in st.session_state:
            made = _form(block, key)
            if made:
                st.session_state[place] = made
        if place in st.session_state:
            _reveal(block, st.session_state[place])
    return made


def _form(block: Predict, key: str) -> Guess | None:
    slot = st.empty()
    chosen: str | int | None
    with slot.container():
        if block.options:
            texts = [option.text for option in block.options]
            chosen = st.radio(
                "Your guess", texts, index=None, key=f"{key}.said", on_change="ignore", label_visibility="collapsed"
            )
        else:
            unit = block.number.unit if block.number else ""
            chosen = st.number_input(
                f"Your guess{f' ({unit})' if unit else ''}", value=None, step=1, key=f"{key}.said", on_change="ignore"
            )
        with st.container(horizontal=True, vertical_alignment="center"):
            locked = st.button("Lock it in", type="primary", key=f"{key}.lock")
            skipped = st.button("Skip", type="tertiary", key=f"{key}.skip")
        if locked and chosen is None:
            st.caption(":material/info: Choose first, or skip.")
            return None
    if not locked and not skipped:
        return None
    slot.empty()
    return _guess(block, None if skipped else chosen)


def _guess(block: Predict, said: str | int | None) -> Guess:
    if block.options:
        right = key_of(block)
        words = right.text if right else ""
        return Guess(None if said is None else str(said), words, right=said == words)
    came = outcome_of(block)
    return Guess(None if said is None else str(said), str(came), right=said == came)


def _reveal(block: Predict, guess: Guess) -> None:
    unit = f" {block.number.unit}" if block.number and block.number.unit else ""
    if guess.said is None:
        st.info(f"You skipped it. **{guess.outcome}{unit}**{_why(block, guess.outcome)}", icon=":material/visibility:")
        return
    if guess.right:
        st.success(f"You said: **{guess.said}{unit}**, and so it is.{_why(block, guess.said)}", icon=":material/check:")
        return
    st.warning(f"You said: **{guess.said}{unit}**{_why(block, guess.said)}", icon=":material/close:")
    st.success(f"It is: **{guess.outcome}{unit}**{_why(block, guess.outcome)}", icon=":material/check:")


def _why(block: Predict, text: str) -> str:
    typical = block.number.typical if block.number else ()
    whys = {option.text: option.why for option in block.options} | {
        str(wrong.gives): wrong.because for wrong in typical
    }
    why = whys.get(text, "")
    return f"\n\n{why}" if why else ""
