"""The controls of the lab of ``queue``: messages, batches and failures in sight, the rest below, and all of it as text."""

import json
from collections.abc import Mapping

import streamlit as st

from sim.mapping.filters import MOST_FILTERS
from sim.queue import Scenario
from sim.queue.scenario import Failure, Send
from sim.queue.values import Creation, How
from sim.ui.labs.settings import Given, choose, number, toggle

HOWS: Mapping[How, str] = {
    How.RAISE: "it raises",
    How.TIMEOUT: "it hangs until the timeout",
    How.CRASH: "its process ends",
    How.THROTTLE: "the request is throttled",
    How.REPORT: "it reports the message",
    How.REPORT_REST: "it stops, and reports the rest",
    How.EMPTY_LIST: "it answers an empty list",
    How.NULL_LIST: "it answers a null list",
    How.EMPTY_RESPONSE: "it answers an empty object",
    How.NULL_RESPONSE: "it answers null",
    How.NOT_JSON: "it answers what is no JSON",
    How.WRONG_KEY: "it answers with a wrong key",
    How.NULL_ID: "it answers with a null id",
    How.EMPTY_ID: "it answers with an empty id",
    How.UNKNOWN_ID: "it answers with an unknown id",
}
CREATIONS: Mapping[Creation, str] = {
    Creation.FINE: "nothing",
    Creation.NO_FUNCTION: "there is no such function",
    Creation.NO_PERMISSION: "the role may not read the queue",
    Creation.DESTINATION: "it is given an on-failure destination",
    Creation.TWICE: "there is such a mapping already",
}


def controls(given: Given, key: str) -> Given:
    """Messages, mapping and failure side by side, the rest below. Gives the scenario's fields; what is on its default is left out."""
    given = json.loads(json.dumps(given))
    in_sight, below = st.container(), st.container()
    with below:
        more = st.expander("More settings")
    with in_sight:
        left, middle, right = st.columns(3, gap="medium")
    with left:
        _send(given, key)
    with middle:
        number(given, Scenario, key, "batch_size", "BatchSize")
        toggle(given, Scenario, key, "report_item_failures", "ReportBatchItemFailures")
    with right:
        _failure(given, key)
    with more:
        _more(given, key)
    return given


def _send(given: Given, key: str) -> None:
    """How many messages: of the first kind, if there are several."""
    send = given["sends"][0]
    kinds = len(given["sends"])
    of = f" of the first of {kinds} kinds" if kinds > 1 else ""
    number(send, Send, key, "count", f"Messages{of}")


def _failure(given: Given, key: str) -> None:
    """Which messages fail, and how: by the first line of the script, if it has several."""
    failures: list[Given] = list(given.get("failures", ()))
    now = failures[0] if failures else {}
    text = ", ".join(map(str, now.get("messages", ()))) or ("all" if failures else "")
    asked = st.text_input("Failing messages (numbers, or all)", text, key=f"{key}.failing")
    numbers = _numbers(asked)
    if not asked.strip():
        given.pop("failures", None)
        if failures[1:]:
            given["failures"] = failures[1:]
        return
    if numbers is None:
        st.error('Failing messages: give numbers, such as "4" or "2, 7", or "all".', icon=":material/block:")
        return
    first = {**now}
    if numbers or "messages" in now:
        first["messages"] = numbers
    if not numbers:
        first.pop("messages", None)
    choose(first, Failure, "how", HOWS, "How the handler fails", key)
    given["failures"] = [first, *failures[1:]]


def _numbers(text: str) -> list[int] | None:
    """The numbers that ``text`` names; none for all messages, None if it names something else."""
    if text.strip() == "all":
        return []
    parts = text.replace(",", " ").split()
    return [int(part) for part in parts] if all(part.isdecimal() for part in parts) else None


def _more(given: Given, key: str) -> None:
    queue, mapping, function = st.columns(3, gap="medium")
    with queue:
        st.markdown("**Queue**")
        number(given, Scenario, key, "visibility_seconds", "VisibilityTimeout (s)")
        number(given, Scenario, key, "max_receive_count", "maxReceiveCount (0: no dead-letter queue)")
        number(given, Scenario, key, "retention_seconds", "MessageRetentionPeriod (s)", 60)
        number(given, Scenario, key, "duplicates_percent", "Messages that come twice (%)")
        number(given, Scenario, key, "until", "Look on for (ms)", 1000)
        number(given, Scenario, key, "seed", "Seed")
    with mapping:
        st.markdown("**Event source mapping**")
        number(given, Scenario, key, "window_seconds", "MaximumBatchingWindowInSeconds")
        number(given, Scenario, key, "maximum_concurrency", "MaximumConcurrency (0: unset)")
        number(given, Scenario, key, "minimum_pollers", "MinimumPollers (0: unset)")
        number(given, Scenario, key, "maximum_pollers", "MaximumPollers (0: unset)")
        _filters(given, key)
        choose(given, Scenario, "creation", CREATIONS, "What is wrong when it is made", key)
    with function:
        st.markdown("**Function**")
        number(given, Scenario, key, "timeout_seconds", "Timeout (s)")
        number(given, Scenario, key, "duration", "An invocation takes (ms)", 100)
        number(given, Scenario, key, "per_message", "And each message (ms)", 100)
        number(given, Scenario, key, "reserved_concurrency", "Reserved concurrency (-1: unset)")
        number(given, Scenario, key, "account_concurrency", "Concurrency of the account", 10)
        toggle(given, Scenario, key, "idempotent", "It knows a message that it has had")
        if given.get("failures"):
            given["failures"] = [dict(failure) for failure in given["failures"]]
            number(given["failures"][0], Failure, key, "first", "It fails so many times (0: always)")


def _filters(given: Given, key: str) -> None:
    """The filters, a pattern a line."""
    text = st.text_area(
        "Filters (JSON, a pattern a line)",
        "\n".join(given.get("filters", ())),
        height=80,
        key=f"{key}.filters",
        help=f"Up to {MOST_FILTERS}; a message that matches none of them is deleted.",
    )
    lines = [line for line in text.splitlines() if line.strip()]
    if lines != list(given.get("filters", ())):
        given["filters"] = lines
        if not lines:
            del given["filters"]
