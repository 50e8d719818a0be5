"""The controls of the lab of ``invocation``: who calls, what the attempts meet, and where results go; the rest below, all of it as text."""

import json
from collections.abc import Hashable, Mapping
from typing import Any

import streamlit as st

from sim.invocation import Scenario
from sim.invocation.function import Function
from sim.invocation.scenario import Client, EventInvokeConfig, Invoke
from sim.invocation.values import (
    LATEST,
    Caller,
    Dlq,
    Happens,
    Idempotent,
    InvocationType,
    Kind,
    LogType,
    Loop,
    RecursiveLoop,
    State,
)
from sim.ui.labs.settings import Given, choose, defaults_of, number, put

SHOWN_ATTEMPTS = 3
_TYPES: Mapping[InvocationType, str] = {
    InvocationType.REQUEST_RESPONSE: "RequestResponse: the caller waits",
    InvocationType.EVENT: "Event: the caller hands it over",
    InvocationType.DRY_RUN: "DryRun: may I?",
}
_CALLERS: Mapping[Caller, str] = {
    Caller.SDK: "a program with an SDK",
    Caller.PLAIN: "a program without retries",
    Caller.API_GATEWAY: "a client behind API Gateway",
}
_HAPPENS: Mapping[Happens, str] = {
    Happens.OK: "the handler returns",
    Happens.RAISE: "the handler raises",
    Happens.TIMEOUT: "the handler hangs",
    Happens.CRASH: "the process ends",
    Happens.OUT_OF_MEMORY: "the memory runs out",
    Happens.THROTTLE: "throttled, 429",
    Happens.SYSTEM_ERROR: "Lambda fails before the run",
    Happens.LATE_SYSTEM_ERROR: "Lambda fails after the run",
    Happens.LOST: "the answer is lost",
}
_IDEMPOTENT: Mapping[Idempotent, str] = {
    Idempotent.NOTHING: "nothing: works in every run",
    Idempotent.REQUEST_ID: "the request id",
    Idempotent.PAYLOAD: "the payload",
}
_KINDS: Mapping[Kind, str] = {
    Kind.SQS: "a queue (SQS)",
    Kind.SNS: "a topic (SNS)",
    Kind.LAMBDA: "a function",
    Kind.EVENTBRIDGE: "an event bus",
    Kind.S3: "a bucket (S3)",
}
_DLQS: Mapping[Dlq, str] = {Dlq.NONE: "none", Dlq.SQS: "a queue (SQS)", Dlq.SNS: "a topic (SNS)"}
_STATES: Mapping[State, str] = {
    State.ACTIVE: "Active",
    State.PENDING: "Pending",
    State.INACTIVE: "Inactive",
    State.SNAP_START_NOT_READY: "its snapshot is being made",
}
_LOOPS: Mapping[Loop, str] = {
    Loop.NONE: "nothing",
    Loop.FUNCTION: "the function itself",
    Loop.S3: "a bucket",
    Loop.SNS: "a topic",
    Loop.EVENTBRIDGE: "a bus and its rule",
}
_RECURSION: Mapping[RecursiveLoop, str] = {RecursiveLoop.TERMINATE: "Terminate", RecursiveLoop.ALLOW: "Allow"}


def controls(given: Given, key: str) -> Given:
    """Call, attempts and results side by side, the rest below. Gives the scenario's fields; what is on its default is left out."""
    given = json.loads(json.dumps(given))
    in_sight, below = st.container(), st.container()
    with below:
        more = st.expander("More settings")
    with in_sight:
        left, middle, right = st.columns(3, gap="medium")
    function = dict(given.get("function", {}))
    with left:
        _call(given, key)
    with middle:
        _attempts(given, key)
        choose(function, Function, "idempotent", _IDEMPOTENT, "The handler knows its work by", key)
    with right:
        _results(given, key)
        choose(function, Function, "dlq", _DLQS, "Dead-letter queue", key)
    with more:
        _more(given, function, key)
    _put_back(given, "function", function)
    return given


def _call(given: Given, key: str) -> None:
    """The first kind of calls, if there are several."""
    invoke = given["invokes"][0]
    kinds = len(given["invokes"])
    choose(invoke, Invoke, "invocation_type", _TYPES, "Invocation type", key)
    choose(invoke, Invoke, "caller", _CALLERS, "It is called by", key)
    number(invoke, Invoke, key, "times", f"Calls{f' of the first of {kinds} kinds' if kinds > 1 else ''}")


def _attempts(given: Given, key: str) -> None:
    """What the first attempts at every call meet; the third is what all later ones meet too."""
    scripts: list[Given] = list(given.get("script", ()))
    common = next((script for script in scripts if not script.get("call", 0)), None)
    now = [Happens(word) for word in common["attempts"]] if common else [Happens.OK]
    if len(now) > SHOWN_ATTEMPTS:
        st.caption(f"{len(now)} attempts have a script of their own: see the text below.")
        return
    known = list(_HAPPENS)
    chosen: list[Happens] = []
    for attempt in range(SHOWN_ATTEMPTS):
        label = "Attempt 3, and any after it" if attempt == SHOWN_ATTEMPTS - 1 else f"Attempt {attempt + 1}"
        before = now[min(attempt, len(now) - 1)]
        place = f"{key}.attempt.{attempt}"
        chosen.append(
            st.selectbox(label, known, known.index(before), format_func=_HAPPENS.__getitem__, key=place) or before
        )
    same = [now[min(attempt, len(now) - 1)] for attempt in range(SHOWN_ATTEMPTS)]
    if chosen == same:
        return
    while len(chosen) > 1 and chosen[-1] == chosen[-2]:
        chosen.pop()
    own = [script for script in scripts if script.get("call", 0)]
    if chosen != [Happens.OK]:
        own = [{"attempts": [str(happens) for happens in chosen]}, *own]
    given.pop("script", None)
    if own:
        given["script"] = own


def _results(given: Given, key: str) -> None:
    """The settings for events of the qualifier by which the first calls come."""
    qualifier = given["invokes"][0].get("qualifier") or LATEST
    configs: list[Given] = list(given.get("configs", ()))
    place = next((n for n, one in enumerate(configs) if one.get("qualifier", LATEST) == qualifier), len(configs))
    is_there = place < len(configs)
    config = dict(configs[place]) if is_there else {}
    if qualifier != LATEST:
        st.caption(f"For calls by {qualifier}")
    number(config, EventInvokeConfig, key, "max_retries", "MaximumRetryAttempts")
    for name, label in (("on_success", "Record of a success to"), ("on_failure", "Record of a failure to")):
        _destination(config, name, label, key)
    if config and not is_there and qualifier != LATEST:
        config = {"qualifier": qualifier, **config}
    rest = [one for n, one in enumerate(configs) if n != place]
    if config or (is_there and not configs[place]):
        rest.insert(place, config)
    _put_back(given, "configs", rest)


def _destination(config: Given, name: str, label: str, key: str) -> None:
    now = config.get(name)
    known = ["", *(str(kind) for kind in _KINDS if kind is not Kind.S3 or name == "on_failure")]
    before = now["kind"] if now else ""
    chosen = st.selectbox(
        label,
        known,
        known.index(before),
        format_func=lambda kind: _KINDS[Kind(kind)] if kind else "nowhere",
        key=f"{key}.{name}",
    )
    if not chosen:
        config.pop(name, None)
    elif chosen != before:
        config[name] = {"kind": chosen, "name": "failures" if name == "on_failure" else "results"}


def _more(given: Given, function: Given, key: str) -> None:
    one, two, three = st.columns(3, gap="medium")
    with one:
        st.markdown("**Function**")
        for name, words, by in (
            ("duration", "The handler takes (ms)", 100),
            ("timeout", "Timeout (ms)", 1000),
            ("reserved", "Reserved concurrency (-1: none)", 1),
            ("response_bytes", "Response (bytes)", 1000),
            ("log_bytes", "It prints (bytes)", 100),
        ):
            number(function, Function, key, name, words, by)
        on = st.toggle(
            "Its work is done before it fails", bool(function.get("works_before_failing")), key=f"{key}.works"
        )
        put(function, Function, "works_before_failing", on)
        choose(function, Function, "state", _STATES, "State", key)
        choose(function, Function, "loop", _LOOPS, "What it does invokes it again, by", key)
        choose(function, Function, "recursive_loop", _RECURSION, "RecursiveLoop", key)
    with two:
        st.markdown("**Callers**")
        invoke = given["invokes"][0]
        number(invoke, Invoke, key, "every", "From call to call (ms)", 100)
        number(invoke, Invoke, key, "fill", "Payload is larger by (bytes)", 100_000)
        put(
            invoke,
            Invoke,
            "payload",
            st.text_input("Payload (JSON)", _now(invoke, Invoke, "payload"), key=f"{key}.payload"),
        )
        tail = st.toggle("LogType Tail", invoke.get("log_type") == LogType.TAIL, key=f"{key}.tail")
        put(invoke, Invoke, "log_type", str(LogType.TAIL if tail else LogType.NONE))
        client = dict(given.get("client", {}))
        for name, words, by in (
            ("max_attempts", "Requests of an SDK at most", 1),
            ("read_timeout", "An SDK waits (ms)", 1000),
            ("integration_timeout", "API Gateway waits (ms)", 1000),
        ):
            number(client, Client, key, name, words, by)
        _put_back(given, "client", client)
    with three:
        st.markdown("**Lambda**")
        number(given, Scenario, key, "account_concurrency", "Concurrency of the account", 10)
        number(given, Scenario, key, "duplicates_percent", "Events that come twice (%)")
        number(given, Scenario, key, "until", "Look on for (ms; 0: to the end)", 1000)
        number(given, Scenario, key, "seed", "Seed")


def _now(given: Given, cls: Hashable, name: str) -> Any:
    return given.get(name, defaults_of(cls)[name])


def _put_back(given: Given, name: str, value: Given | list[Given]) -> None:
    """What is empty, and was not given, stays away."""
    if value or name in given:
        given[name] = value
    if not value and not given.get(name):
        given.pop(name, None)
