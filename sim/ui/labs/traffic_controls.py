"""The controls of the lab of ``traffic``: calls, weight and callers in sight, the rest below, and all of it as text."""

import json

import streamlit as st

from sim.traffic.scenario import Scenario, Version
from sim.ui.labs.settings import Given, defaults_of, number, put, toggle


def controls(given: Given, key: str) -> Given:
    """Calls, weight and callers side by side, the rest below. Gives the scenario's fields; what is on its default is left out."""
    given = json.loads(json.dumps(given))
    in_sight, below = st.container(), st.container()
    with below:
        more = st.expander("More settings")
    with in_sight:
        left, middle, right = st.columns(3, gap="medium")
    with left:
        number(given, Scenario, key, "calls", "Calls", 10)
    with middle:
        _weight(given, key)
    with right:
        number(given, Scenario, key, "callers", "Callers who take turns (0: a new one each)")
    with more:
        _more(given, key)
    return given


def _weight(given: Given, key: str) -> None:
    """The weight; what AWS refuses can be written too."""
    now = float(given.get("weight", defaults_of(Scenario)["weight"]))
    weight = st.number_input(
        "Weight of the additional version",
        value=now,
        step=0.05,
        format="%.4g",
        key=f"{key}.weight",
        help="AWS takes 0.0 to 1.0.",
    )
    put(given, Scenario, "weight", round(float(weight), 6))


def _more(given: Given, key: str) -> None:
    alias, calls, versions = st.columns(3, gap="medium")
    with alias:
        st.markdown("**Alias**")
        _text(given, key, "version", "FunctionVersion")
        _text(given, key, "additional", "Additional version (empty: none)")
        toggle(given, Scenario, key, "other_roles", "The versions have different roles")
    with calls:
        st.markdown("**Calls**")
        number(given, Scenario, key, "every", "From one to the next (ms)", 100)
        toggle(given, Scenario, key, "by_chance", "Gaps by chance")
        number(given, Scenario, key, "seed", "Seed")
    with versions:
        st.markdown("**Versions**")
        for name in dict.fromkeys(_named(given)):
            _behaviour(given, key, name)


def _named(given: Given) -> list[str]:
    """The main and the additional version, as they are set."""
    defaults = defaults_of(Scenario)
    return [name for name in (given.get(field, defaults[field]) for field in ("version", "additional")) if name]


def _behaviour(given: Given, key: str, name: str) -> None:
    """How often one version fails, and how long it takes; a version that is as others are is not described."""
    versions: list[Given] = [dict(version) for version in given.get("versions", ())]
    mine = next((version for version in versions if version["number"] == name), {"number": name})
    is_new = mine not in versions
    number(mine, Version, f"{key}.{name}", "fails_percent", f"Version {name} fails (%)", 5)
    number(mine, Version, f"{key}.{name}", "duration", f"Version {name} takes (ms)", 100)
    if is_new and len(mine) > 1:
        given["versions"] = [*versions, mine]
    elif not is_new:
        given["versions"] = versions


def _text(given: Given, key: str, name: str, words: str) -> None:
    now = str(given.get(name, defaults_of(Scenario)[name]))
    put(given, Scenario, name, st.text_input(words, now, max_chars=20, key=f"{key}.{name}"))
