"""The prediction before a run, and its meeting with the outcome after it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from sim.paths import PathError, look_up
from sim.preset import Prediction, Preset
from sim.trace import Trace

Said = int | str

_PLACE = re.compile(r"(\w+?)(?:\[(\d+)\])?\.(\w+)")
"""A field of one part of the outcome, or of one in a list."""
_SHORT = ("api", "arn", "dlq", "esm", "gb", "http", "iam", "id", "kb", "mb", "sam", "sns", "sqs", "url", "vpc")
"""Short forms that AWS writes in capitals."""
_WORDS = {short: short.upper() for short in _SHORT}
_MOMENTS = {"at": "moment", "began_at": "beginning", "ended_at": "end"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a lab reports of a prediction: where, what was asked, what was said (None: skipped), and what came out.

    Nothing came out (None) where the run has no such place, such as a third call.
    """

    lab: str
    preset: str
    asked: str
    said: Said | None
    outcome: Said | None


Report = Callable[[Told], None]


def ask(preset: Preset, key: str, go: Callable[[Said | None], None], *, untouched: bool) -> None:
    """Ask for a prediction; ``go`` hears it, or None if it is skipped."""
    predict = preset.predict
    asked = predict.ask if untouched else f"You changed the scenario. What will {in_words(predict.of)} be now?"

    def run(*, skip: bool) -> None:
        said = None if skip else st.session_state.get(f"{key}.said")
        go(said if said is None or predict.options else int(said))

    with st.container(border=True):
        st.markdown(f"**Predict, then run.** {asked}")
        _control(predict, f"{key}.said")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                "Run",
                type="primary",
                icon=":material/play_arrow:",
                key=f"{key}.run",
                on_click=run,
                kwargs={"skip": False},
            )
            st.button("Skip the prediction", type="tertiary", key=f"{key}.skip", on_click=run, kwargs={"skip": True})


def _control(predict: Prediction, key: str) -> None:
    if predict.options:
        words = predict.options
        st.radio(
            "Your prediction",
            list(words),
            index=None,
            format_func=words.__getitem__,
            key=key,
            on_change="ignore",
        )
        return
    unit = f" ({predict.unit})" if predict.unit else ""
    st.number_input(f"Your prediction{unit}", value=None, step=1, key=key, on_change="ignore", placeholder="a number")


def observed(trace: Trace[Any], preset: Preset) -> Said | None:
    """What came out at the place that the preset asks about; None if the run has no such place."""
    try:
        came = look_up(trace.outcome, preset.predict.of)
    except PathError:
        return None
    return str(came) if preset.predict.options else int(came)


def reveal(preset: Preset, said: Said | None, trace: Trace[Any], *, untouched: bool) -> None:
    """The prediction beside the outcome, and what people think who predict so."""
    came, predict = observed(trace, preset), preset.predict
    if came is None:
        st.info(f"This scenario has no {in_words(predict.of)}.", icon=":material/info:")
        return
    unit = f" {predict.unit}" if predict.unit else ""
    what = in_words(predict.of)
    outcome = f"{what[0].upper()}{what[1:]}: **{predict.words(came)}{unit}**."
    explain = f" {preset.explain}" if untouched else ""
    if said is None:
        st.info(f"{outcome}{explain}", icon=":material/visibility:")
    elif said == came:
        st.success(f"You said {predict.words(said)}{unit}, and so it is. {outcome}{explain}", icon=":material/check:")
    else:
        because = next(
            (f" {typical.because}" for typical in predict.typical if typical.gives == said and untouched), ""
        )
        st.warning(
            f"You said {predict.words(said)}{unit}.{because}\n\n{outcome}{explain}", icon=":material/compare_arrows:"
        )


def in_words(path: str) -> str:
    """``calls[2].latency`` as *the latency of call 3*, ``cold_starts`` as *cold starts*, ``dlq_messages`` as *DLQ messages*."""
    place = _PLACE.fullmatch(path)
    if place is None:
        return " ".join(_WORDS.get(word, word) for word in path.split("_"))
    name, number, field = place.groups()
    what = _MOMENTS.get(field) or in_words(field)
    if number is None:
        return f"the {what} of {in_words(name)}"
    return f"the {what} of {in_words(name.removesuffix('_list').removesuffix('s'))} {int(number) + 1}"
