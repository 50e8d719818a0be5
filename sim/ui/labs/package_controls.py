"""The controls of the lab of ``package``: call, package, sizes and layers in sight, a real .zip to drop in, and the rest below."""

import json
from collections.abc import Hashable, Mapping
from types import MappingProxyType
from typing import Any

import streamlit as st

from sim.billing.prices import Architecture
from sim.package import Bootstrap, FunctionType, Operation, Package, Scenario, StorageMode
from sim.package.values import DEPRECATED, MB, PREVIEWS, RUNTIMES, is_custom
from sim.ui.labs.package_file import drop_in, dropped_in, files_of, found_in
from sim.ui.labs.package_layers import layers
from sim.ui.labs.settings import Given, choose, defaults_of, number, put, toggle

OPERATIONS: Mapping[Operation, str] = MappingProxyType(
    {
        Operation.CREATE: "CreateFunction: a new function",
        Operation.UPDATE: "UpdateFunctionCode: new code for it",
        Operation.LAYER: "PublishLayerVersion: a layer",
    }
)
PACKAGES: Mapping[Package, str] = MappingProxyType(
    {
        Package.ZIP_DIRECT: ".zip, sent in the request",
        Package.ZIP_S3: ".zip, by way of Amazon S3",
        Package.IMAGE: "Container image in Amazon ECR",
    }
)
BOOTSTRAPS: Mapping[Bootstrap, str] = MappingProxyType(
    {
        Bootstrap.ZIP: "in the .zip",
        Bootstrap.LAYER: "in a layer",
        Bootstrap.MISSING: "nowhere",
        Bootstrap.NOT_EXECUTABLE: "in the .zip, not executable",
    }
)
TYPES: Mapping[FunctionType, str] = MappingProxyType(
    {
        FunctionType.SAME: "the same as the package",
        FunctionType.ZIP: "Zip",
        FunctionType.IMAGE: "Image",
    }
)
MODES: Mapping[StorageMode, str] = MappingProxyType(
    {
        StorageMode.COPY: "COPY: Lambda keeps a copy",
        StorageMode.REFERENCE: "REFERENCE: it stays in your bucket",
    }
)
_LARGEST = 20_480.0
_SETTINGS = ("runtime", "handler")


def controls(given: Given, key: str) -> Given:
    """Draw them. Gives the scenario's fields; what is on its default is left out."""
    given = json.loads(json.dumps(given))
    in_sight, below = st.container(), st.container()
    with below:
        more = st.expander("More settings")
    # What a file has set draws the other controls anew.
    place = f"{key}.{files_of(key)}"
    with in_sight:
        _in_sight(given, place)
        with st.expander("Measure a .zip of your own", icon=":material/upload_file:"):
            drop_in(key)
    with more:
        _more(given, place, asks_handler=found_in(dropped_in(key), given) is None)
    found = found_in(dropped_in(key), given)
    if found is not None:
        put(given, Scenario, "handler_found", found)
    return given


def _in_sight(given: Given, key: str) -> None:
    left, middle, right = st.columns(3, gap="medium")
    with left:
        was = (_now(given, "operation"), _now(given, "package"))
        choose(given, Scenario, "operation", OPERATIONS, "Call", key)
    with middle:
        known = dict(PACKAGES)
        if _now(given, "operation") == Operation.LAYER:
            known.pop(Package.IMAGE)
            if _now(given, "package") == Package.IMAGE:
                given.pop("package")
        # The call is part of the key, for it decides which packages there are.
        choose(given, Scenario, "package", known, "Package", f"{key}.{_now(given, 'operation')}")
    if was != (_now(given, "operation"), _now(given, "package")):
        _settle(given, str(was[1]))
    is_image = _now(given, "package") == Package.IMAGE
    with right:
        _runtime(given, f"{key}.{is_image}")
    one, two, _ = st.columns(3, gap="medium")
    with one:
        if is_image:
            number(given, Scenario, key, "image_mb", "Whole image, uncompressed (MB)", 100)
        else:
            megabytes(given, Scenario, key, "zipped_bytes", "Zipped (MB)")
    with two:
        words = "Your own files in it (MB)" if is_image else "Unzipped (MB)"
        megabytes(given, Scenario, f"{key}.{is_image}", "unzipped_bytes", words)
    if not is_image and _now(given, "operation") != Operation.LAYER:
        layers(given, key)


def _settle(given: Given, was: str) -> None:
    """Put right what does not go with another package: an image has no Runtime, Handler and layers, a .zip needs the first two."""
    now = _now(given, "package")
    if now != Package.ZIP_S3:
        given.pop("storage_mode", None)
    if now == was or Package.IMAGE not in (now, was):
        return
    for name in _SETTINGS:
        given.pop(name, None)
    if now == Package.IMAGE:
        given |= dict.fromkeys(_SETTINGS, "")
        given.pop("layers", None)


def _runtime(given: Given, key: str) -> None:
    names = ["", *RUNTIMES]
    now = str(_now(given, "runtime"))
    chosen = st.selectbox("Runtime", names, names.index(now), format_func=_named, key=f"{key}.runtime")
    put(given, Scenario, "runtime", chosen)


def _named(runtime: str) -> str:
    if not runtime:
        return "none"
    if runtime in PREVIEWS:
        return f"{runtime} (preview)"
    return f"{runtime} (deprecated {DEPRECATED[runtime]})" if runtime in DEPRECATED else runtime


def megabytes(given: Given, scenario: Hashable, key: str, name: str, words: str) -> None:
    """A control for bytes, in MB. An exact number of bytes stays as it is until the control is changed."""
    shown = round(int(given.get(name, defaults_of(scenario)[name])) / MB, 2)
    value = st.number_input(words, 0.0, _LARGEST, shown, 1.0, format="%.2f", key=f"{key}.{name}")
    if value != shown:
        put(given, scenario, name, round(value * MB))


def _more(given: Given, key: str, *, asks_handler: bool) -> None:
    is_image = _now(given, "package") == Package.IMAGE
    one, two, three = st.columns(3, gap="medium")
    with one:
        now = str(_now(given, "handler"))
        put(given, Scenario, "handler", st.text_input("Handler", now, max_chars=300, key=f"{key}.{is_image}.handler"))
        if asks_handler and not is_image:
            toggle(given, Scenario, key, "handler_found", "Its module is in the package")
        if is_custom(str(_now(given, "runtime"))):
            choose(given, Scenario, "bootstrap", BOOTSTRAPS, "bootstrap is", key)
            megabytes(given, Scenario, key, "bootstrap_bytes", "Custom runtime, on top (MB)")
        number(given, Scenario, key, "extensions", "External extensions")
        toggle(given, Scenario, key, "role_assumable", "The role trusts Lambda")
    with two:
        number(given, Scenario, key, "memory_mb", "Memory (MB)", 64)
        number(given, Scenario, key, "timeout_s", "Timeout (s)")
        number(given, Scenario, key, "tmp_mb", "Size of /tmp (MB)", 512)
        number(given, Scenario, key, "tmp_files_mb", "Fetched into /tmp (MB)", 100)
    with three:
        _architectures(given, key)
        number(given, Scenario, key, "stored_mb", "Code storage used before (MB)", 1024)
        if _now(given, "package") == Package.ZIP_S3:
            choose(given, Scenario, "storage_mode", MODES, "S3ObjectStorageMode", key)
        if _now(given, "operation") == Operation.UPDATE:
            choose(given, Scenario, "function_type", TYPES, "PackageType of the function", key)
        region = st.text_input("Region", str(_now(given, "region")), max_chars=32, key=f"{key}.region")
        put(given, Scenario, "region", region)
    _variables(given, key)


def _architectures(given: Given, key: str) -> None:
    known = [one.value for one in Architecture]
    now = [str(one) for one in _now(given, "architectures")]
    chosen = st.multiselect("Architectures", known, now, key=f"{key}.architectures")
    if chosen != now:
        given["architectures"] = chosen
        if chosen == [Architecture.X86]:
            del given["architectures"]


def _variables(given: Given, key: str) -> None:
    """The environment variables as lines; values of several lines are written in the text of the whole scenario."""
    found: list[dict[str, Any]] = list(given.get("variables", []))
    if any("\n" in one.get("value", "") for one in found):
        st.caption("A variable has several lines: it can be changed in the text below.")
        return
    shown = "\n".join(f"{one['name']}={one.get('value', '')}" for one in found)
    text = st.text_area("Environment variables, each as NAME=value", shown, max_chars=30_000, key=f"{key}.variables")
    if text == shown:
        return
    pairs = [line.partition("=") for line in text.splitlines() if line.strip()]
    given["variables"] = [{"name": name.strip(), "value": value} for name, _, value in pairs]
    if not given["variables"]:
        del given["variables"]


def _now(given: Given, name: str) -> Any:
    return given.get(name, defaults_of(Scenario)[name])
