"""What a lab remembers while it is on the screen."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

import streamlit as st

from sim.trace import Trace
from sim.ui.labs.shelf import Shelf


class LabModule(Protocol):
    """What the module of a lab gives: its controls, its panels, and what it simplifies.

    One whose scenario is a picture of its own has ``scene(scenario, outcome)`` too: drawn before a run, without outcome, and after it. One
    with fields that have no control has ``AS_TEXT`` too: what can be changed only in the scenario as text.
    """

    TITLE: str
    """Its name in the navigation."""
    SHELF: Shelf
    PANELS: tuple[str, ...]
    SIMPLIFIES: str
    LIVE: bool
    """Whether it answers at every change, by ``show``, rather than at a press on Run, by the player."""

    def controls(self, given: dict[str, Any], key: str) -> dict[str, Any]:
        """Draw the controls, set to ``given``. Gives the scenario's fields as they are set now."""

    def panel(self, name: str, scenario: Any, trace: Trace[Any], key: str) -> None:
        """Draw the panel of that name."""

    def show(self, scenario: Any, trace: Trace[Any], key: str) -> None:
        """Draw the answer of a live lab."""

    def headline(self, outcome: Any) -> Mapping[str, int]:
        """The numbers that stand below the picture, by their words."""


@dataclass(slots=True)
class Desk:
    """One lab's state: what is set, what was run, what was predicted."""

    preset: str
    given: dict[str, Any]
    """The scenario's fields as the controls have them."""
    ran: dict[str, Any] | None = None
    """The fields of the run on screen."""
    before: Mapping[str, int] = field(default_factory=dict)
    """The headline of the run before that."""
    now: Mapping[str, int] = field(default_factory=dict)
    said: int | str | None = None
    """The prediction of the run on screen; None if it was skipped."""
    resets: int = 0
    """How often the controls were put on other values."""


def desk(key: str, preset: str, given: Mapping[str, Any]) -> Desk:
    """The desk of the lab ``key``, set up on ``given`` the first time."""
    place = f"{key}.desk"
    if place not in st.session_state:
        st.session_state[place] = Desk(preset, dict(given))
    return cast("Desk", st.session_state[place])


def lab_module(name: str) -> LabModule:
    """The lab of the simulator ``name``."""
    return cast("LabModule", importlib.import_module(f"sim.ui.labs.{name}"))
