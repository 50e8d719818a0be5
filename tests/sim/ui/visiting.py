"""What a visitor of a lab does in it, and what there is to see: a lab in an app of its own, by the labels on the screen."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def _script(name, given, preset, panel):
    import streamlit as st

    from sim.ui.labs import lab

    if panel:
        st.session_state["it.panel"] = panel
    lab(name, "it", given=given, preset=preset)


def open_lab(name: str, given: dict[str, Any], preset: str = "", panel: str = "") -> AppTest:
    """The lab of the simulator ``name``, on a preset or on the fields ``given``, with a panel open."""
    kwargs = {"name": name, "given": given, "preset": preset, "panel": panel}
    at = AppTest.from_function(_script, kwargs=kwargs, default_timeout=30).run()
    assert not at.exception
    return at


def set_now(at: AppTest) -> dict[str, Any]:
    """The fields of the scenario as the lab has them."""
    return at.session_state["it.desk"].given


def outcome(at: AppTest) -> dict[str, str]:
    """The numbers below the picture, by their words."""
    return {metric.label: metric.value for metric in at.metric}


def drawn(at: AppTest, name: str) -> list[dict[str, Any]]:
    """What the components of that name were given."""
    found = [each.proto for each in at.get("bidi_component")]
    return [json.loads(proto.json) for proto in found if proto.component_name == f"coldstart_{name}"]


def verdict(at: AppTest) -> dict[str, Any]:
    """What the verdict of a live lab was given."""
    return drawn(at, "verdict")[0]


def told(at: AppTest) -> str:
    """What stands there as HTML."""
    return " ".join(str(element.proto.body) for element in at.get("html"))


def press(at: AppTest, label: str) -> None:
    """Press the button."""
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def pick(at: AppTest, label: str, words: str) -> None:
    """Choose ``words`` in the list."""
    next(box for box in at.selectbox if box.label == label).select(words).run()
    assert not at.exception


def switch(at: AppTest, label: str) -> None:
    """Turn the toggle over."""
    toggle = next(toggle for toggle in at.toggle if toggle.label == label)
    toggle.set_value(not toggle.value).run()
    assert not at.exception


def number(at: AppTest, label: str) -> Any:
    """The field for a number."""
    return next(field for field in at.number_input if field.label == label)


def text(at: AppTest, label: str) -> Any:
    """The field for a line of text."""
    return next(field for field in at.text_input if field.label == label)


def area(at: AppTest, label: str = "Scenario") -> Any:
    """The field for lines of text; at first, that of the whole scenario."""
    return next(area for area in at.text_area if area.label == label)
