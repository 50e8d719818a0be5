"""The layers in the controls of ``package``: a row for each, in the order that counts."""

from typing import Any

import streamlit as st

from sim.package.values import MB, REGION
from sim.ui.labs.settings import Given
from sim.ui.labs.sheets import desk_of

MOST = 12
_NEW = 10 * MB
_LARGEST = 20_480.0


def layers(given: Given, key: str) -> None:
    """Draw them. What is changed is put into ``given``."""
    now: list[dict[str, Any]] = list(given.get("layers", []))
    edition = int(st.session_state.get(f"{key}.layers", 0))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Layers** ({len(now)}): a later one covers the files of an earlier one in /opt")
        if len(now) < MOST:
            st.button("Add a layer", icon=":material/add:", key=f"{key}.add", on_click=_add, args=(key,))
    changed = [_row(layer, number, f"{key}.layer.{edition}.{number}", key) for number, layer in enumerate(now)]
    if changed != now:
        given["layers"] = changed


def _row(layer: dict[str, Any], number: int, place: str, key: str) -> dict[str, Any]:
    found = dict(layer)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        found["name"] = st.text_input(
            f"Layer {number + 1}", str(layer["name"]), max_chars=64, key=f"{place}.name", width=150
        )
        version = int(
            st.number_input("Version", 1, 100_000, int(layer.get("version", 1)), key=f"{place}.version", width=100)
        )
        shown = round(int(layer["unzipped_bytes"]) / MB, 2)
        size = st.number_input(
            "Unzipped (MB)", 0.0, _LARGEST, shown, 1.0, format="%.2f", key=f"{place}.size", width=140
        )
        if size != shown:
            found["unzipped_bytes"] = round(size * MB)
        region = st.text_input(
            "Region", str(layer.get("region", REGION)), max_chars=32, key=f"{place}.region", width=130
        )
        _set(found, "version", version, 1)
        _set(found, "region", region, REGION)
        st.button(
            "Earlier",
            icon=":material/arrow_upward:",
            disabled=number == 0,
            key=f"{place}.up",
            on_click=_earlier,
            args=(key, number),
        )
        st.button(
            "Remove",
            icon=":material/delete:",
            key=f"{place}.remove",
            on_click=_remove,
            args=(key, number),
        )
    return found


def _set(found: dict[str, Any], name: str, value: Any, default: Any) -> None:
    """Set the field; what stood there as its default stays, and what did not stays away."""
    if value != found.get(name, default):
        found[name] = value


def _add(key: str) -> None:
    given = desk_of(key).given
    taken = {layer["name"] for layer in given.get("layers", [])}
    name = next(f"layer-{n}" for n in range(1, MOST + 2) if f"layer-{n}" not in taken)
    _changed(key, [*given.get("layers", []), {"name": name, "unzipped_bytes": _NEW}])


def _remove(key: str, number: int) -> None:
    now = desk_of(key).given["layers"]
    _changed(key, now[:number] + now[number + 1 :])


def _earlier(key: str, number: int) -> None:
    now = list(desk_of(key).given["layers"])
    now[number - 1], now[number] = now[number], now[number - 1]
    _changed(key, now)


def _changed(key: str, layers: list[dict[str, Any]]) -> None:
    """Take the list over, and have its rows drawn anew."""
    given = desk_of(key).given
    if layers:
        given["layers"] = layers
    else:
        given.pop("layers", None)
    st.session_state[f"{key}.layers"] = int(st.session_state.get(f"{key}.layers", 0)) + 1
