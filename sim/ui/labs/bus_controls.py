"""The controls of the lab of ``bus``: what is put, one rule at a time, one target at a time, and all of it as text."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

import streamlit as st

from sim.bus import Scenario
from sim.bus.diagram import KINDS
from sim.bus.scenario import MOST_RULES, Put, Rule
from sim.bus.target import Entry, Target
from sim.bus.values import DEFAULT_BUS, LONGEST_INPUT, MOST_TARGETS, Behaviour, Dlq, Idempotent, Kind, Resend, State
from sim.ui.labs.settings import Given, choose, number, put

T = TypeVar("T")

MATCHED, CONSTANT, PART, TRANSFORMED = "the matched event", "a constant", "a part of the event", "a transformed text"
_FIELDS = {CONSTANT: "input", PART: "input_path", TRANSFORMED: "transformer"}
_FIRST: Mapping[str, Any] = {
    "input": '{"told": "always the same"}',
    "input_path": "$.detail",
    "transformer": {"paths": {"order": "$.detail.order"}, "template": '"Order <order> is there."'},
}
_BEHAVIOURS: Mapping[Behaviour, str] = {
    Behaviour.OK: "takes everything",
    Behaviour.FAILING: "answers with an error",
    Behaviour.THROTTLED: "is throttled",
    Behaviour.TIMEOUT: "does not answer in time",
    Behaviour.GONE: "was deleted",
    Behaviour.NO_PERMISSION: "does not let EventBridge in",
}
_RESENDS: Mapping[Resend, str] = {
    Resend.NOTHING: "the caller does nothing",
    Resend.FAILED: "it sends that entry again",
    Resend.ALL: "it sends the whole request again",
}
_DLQS: Mapping[Dlq, str] = {
    Dlq.NONE: "none",
    Dlq.READY: "a queue",
    Dlq.DENIED: "a queue that EventBridge may not write to",
}
_IDEMPOTENT: Mapping[Idempotent, str] = {
    Idempotent.NOTHING: "nothing: works for every copy",
    Idempotent.ID: "the id of the event",
    Idempotent.DETAIL: "what stands in detail",
}
_NEW_RULE: Mapping[str, Any] = {"pattern": '{"source": ["lantern.tickets"]}', "targets": [{"id": "worker"}]}
_PASSING = (Behaviour.FAILING, Behaviour.THROTTLED, Behaviour.TIMEOUT)
"""What a target can get over."""


def controls(given: Given, key: str) -> Given:
    """Event, rule and target side by side, the rest below. Gives the scenario's fields; what is on its default is left out."""
    given = json.loads(json.dumps(given))
    in_sight, below = st.container(), st.container()
    with below:
        more = st.expander("More settings")
    with in_sight:
        left, middle, right = st.columns(3, gap="medium")
    with left:
        _event(given, key)
    with middle:
        chosen = _rule(given, key)
    with right:
        if chosen:
            _target(*chosen)
    with more:
        one, two, three = st.columns(3)
        with one:
            number(given, Scenario, key, "latency", "Bus to target (ms)", 100)
        with two:
            number(given, Scenario, key, "duplicates_percent", "Deliveries that come twice (%)")
        with three:
            number(given, Scenario, key, "seed", "Seed")
    return given


def _event(given: Given, key: str) -> None:
    st.markdown("**What is put**")
    entries = [(n, m) for n, request in enumerate(given["puts"]) for m in range(len(request["entries"]))]
    n, m = _pick("Entry", entries, lambda place: f"request {place[0] + 1}, entry {place[1] + 1}", f"{key}.entry")
    entry = given["puts"][n]["entries"][m]
    here = f"{key}.{n}.{m}"
    for name, words in (("source", "Source"), ("detail_type", "Detail type")):
        put(entry, Entry, name, st.text_input(words, entry.get(name, ""), max_chars=256, key=f"{here}.{name}"))
    detail = st.text_area("Detail (JSON)", entry.get("detail", ""), height=180, key=f"{here}.detail")
    put(entry, Entry, "detail", detail)
    number(given["puts"][n], Put, here, "times", "Requests like this")
    with st.expander("Where to, and what if it fails"):
        put(entry, Entry, "bus", st.text_input("Bus (name or ARN)", entry.get("bus", DEFAULT_BUS), key=f"{here}.bus"))
        choose(given["puts"][n], Put, "resend", _RESENDS, "If an entry is refused", here)


def _rule(given: Given, key: str) -> tuple[Given, str] | None:
    """The rule that is chosen, and the beginning of its controls' keys."""
    st.markdown("**Rule**")
    rules: list[Given] = list(given.get("rules", ()))
    place = st.empty()
    with st.container(horizontal=True):
        if st.button("Add a rule", key=f"{key}.add_rule", disabled=len(rules) >= MOST_RULES):
            rules.append(json.loads(json.dumps({"name": _free("rule", [rule["name"] for rule in rules]), **_NEW_RULE})))
            st.session_state.pop(f"{key}.rule", None)
        if st.button("Remove it", key=f"{key}.remove_rule", disabled=not rules):
            rules.pop(min(int(st.session_state.get(f"{key}.rule", 0) or 0), len(rules) - 1))
            st.session_state.pop(f"{key}.rule", None)
    if rules or given.get("rules"):
        given["rules"] = rules
    if not rules:
        return None
    with place:
        n = _pick("Which", list(range(len(rules))), lambda n: str(rules[n]["name"]), f"{key}.rule", len(rules) - 1)
    rule, here = rules[n], f"{key}.rule.{n}.{rules[n]['name']}"
    rule["pattern"] = st.text_area("Event pattern (JSON)", rule.get("pattern", ""), height=180, key=f"{here}.pattern")
    on = st.toggle("Enabled", rule.get("state", State.ENABLED) == State.ENABLED, key=f"{here}.state")
    put(rule, Rule, "state", str(State.ENABLED if on else State.DISABLED))
    return rule, here


def _target(rule: Given, here: str) -> None:
    st.markdown("**Target**")
    targets: list[Given] = list(rule.get("targets", ()))
    place = st.empty()
    with st.container(horizontal=True):
        if st.button("Add a target", key=f"{here}.add", disabled=len(targets) >= MOST_TARGETS):
            targets.append({"id": _free("target", [target["id"] for target in targets])})
            st.session_state.pop(f"{here}.target", None)
        if st.button("Remove it", key=f"{here}.remove", disabled=not targets):
            targets.pop(min(int(st.session_state.get(f"{here}.target", 0) or 0), len(targets) - 1))
            st.session_state.pop(f"{here}.target", None)
    if targets or rule.get("targets"):
        rule["targets"] = targets
    if not targets:
        return
    with place:
        n = _pick("Which", list(range(len(targets))), lambda n: str(targets[n]["id"]), f"{here}.target", 0)
    target, here = targets[n], f"{here}.{n}.{targets[n]['id']}"
    choose(target, Target, "kind", KINDS, "It is a", here)
    if target.get("kind") == Kind.BUS:
        target["bus"] = st.text_input("Bus (name or ARN)", target.get("bus") or "default", key=f"{here}.bus")
    else:
        target.pop("bus", None)
        _input(target, here)
    choose(target, Target, "behaviour", _BEHAVIOURS, "What it does", here)
    if target.get("behaviour", Behaviour.OK) in _PASSING:
        number(target, Target, here, "fails_first", "For so many attempts (0: always)")
    else:
        target.pop("fails_first", None)
        target.pop("recovers_at", None)
    with st.expander("Retries, dead-letter queue, copies"):
        number(target, Target, here, "max_retries", "MaximumRetryAttempts")
        number(target, Target, here, "max_age_seconds", "MaximumEventAgeInSeconds", 60)
        choose(target, Target, "dlq", _DLQS, "Dead-letter queue", here)
        choose(target, Target, "idempotent", _IDEMPOTENT, "It knows a copy by", here)


def _input(target: Given, here: str) -> None:
    """What the target is handed."""
    kinds = [MATCHED, *_FIELDS]
    now = next((words for words, name in _FIELDS.items() if target.get(name)), MATCHED)
    chosen = st.selectbox("It is handed", kinds, kinds.index(now), key=f"{here}.handed")
    for words, name in _FIELDS.items():
        if words != chosen:
            target.pop(name, None)
    match chosen:
        case "a constant":
            now = target.get("input") or _FIRST["input"]
            target["input"] = st.text_area("Input (JSON)", now, max_chars=LONGEST_INPUT, key=f"{here}.input")
        case "a part of the event":
            now = target.get("input_path") or _FIRST["input_path"]
            target["input_path"] = st.text_input("InputPath", now, max_chars=256, key=f"{here}.input_path")
        case "a transformed text":
            transformer = target.get("transformer") or _FIRST["transformer"]
            text = json.dumps(transformer["paths"], indent=1, ensure_ascii=False)
            paths = st.text_area("InputPathsMap (JSON)", text, height=120, key=f"{here}.paths")
            now = transformer["template"]
            words = st.text_area("InputTemplate", now, max_chars=LONGEST_INPUT, height=140, key=f"{here}.template")
            target["transformer"] = {"paths": _paths(paths, transformer["paths"]), "template": words}


def _paths(text: str, before: Mapping[str, str]) -> Mapping[str, str]:
    """The variables that ``text`` names; those of before, and a word on what is wrong, if it names none."""
    try:
        paths = json.loads(text)
    except ValueError as error:
        st.error(f"InputPathsMap is not JSON: {error}.", icon=":material/block:")
        return before
    if not isinstance(paths, dict) or not all(isinstance(path, str) for path in paths.values()):
        st.error('InputPathsMap: give names and paths, such as {"order": "$.detail.order"}.', icon=":material/block:")
        return before
    return paths


def _pick(label: str, known: list[T], words: Any, key: str, first: int = 0) -> T:
    """One of ``known``; the only one needs no choice."""
    if len(known) == 1:
        st.text(words(known[0]))
        return known[0]
    places = range(len(known))
    n = st.selectbox(label, places, first, format_func=lambda n: words(known[n]), key=key, label_visibility="collapsed")
    return known[n]


def _free(word: str, taken: list[str]) -> str:
    """A name with ``word`` that is not taken."""
    return next(name for n in range(1, len(taken) + 2) if (name := f"{word}-{n}") not in taken)
