"""The controls of the lab of ``modes``: the failure, the events and what keeps failures in sight, the settings of each way below."""

import json
from collections.abc import Mapping

import streamlit as st

from sim.invocation.values import Caller
from sim.modes import How, Scenario
from sim.ui.labs.settings import Given, choose, number, toggle

HOWS: Mapping[How, str] = {
    How.RAISE: "the handler raises",
    How.TIMEOUT: "it hangs until the timeout",
    How.CRASH: "its process ends",
    How.THROTTLE: "the function is throttled",
}
CALLERS: Mapping[Caller, str] = {
    Caller.PLAIN: "a program without retries",
    Caller.SDK: "a program with an SDK",
    Caller.API_GATEWAY: "a client behind API Gateway",
}
EVENT, OUTAGE = "one event", "everything, for a while"
USUAL_OUTAGE = 80


def controls(given: Given, key: str) -> Given:
    """Failure, events and places for failures side by side, the rest below. Gives the scenario's fields; what is on its default is left out."""
    given = json.loads(json.dumps(given))
    in_sight, below = st.container(), st.container()
    with below:
        more = st.expander("More settings")
    with in_sight:
        left, middle, right = st.columns(3, gap="medium")
    with left:
        choose(given, Scenario, "how", HOWS, "How it fails", key)
        _what(given, key)
    with middle:
        number(given, Scenario, key, "events", "Events in each way")
        number(given, Scenario, key, "every", "One every so many ms (0: all at once)", 1000)
        toggle(given, Scenario, key, "report_item_failures", "ReportBatchItemFailures")
    with right:
        toggle(given, Scenario, key, "dlq", "Dead-letter queue, function")
        toggle(given, Scenario, key, "on_failure", "On-failure destination, function")
        number(given, Scenario, key, "max_receive_count", "maxReceiveCount (0: no dead-letter queue)")
        toggle(given, Scenario, key, "stream_on_failure", "On-failure destination, stream")
    with more:
        _more(given, key)
    return given


def _what(given: Given, key: str) -> None:
    """Whether one event fails or everything does, and how often or for how long. A throttle meets everything."""
    throttled = given.get("how") == How.THROTTLE
    kinds = [EVENT, OUTAGE]
    now = OUTAGE if throttled or given.get("outage_seconds") else EVENT
    chosen = st.selectbox("What fails", kinds, kinds.index(now), key=f"{key}.what.{throttled}", disabled=throttled)
    if chosen == OUTAGE:
        for name in ("fails", "event"):
            given.pop(name, None)
        given.setdefault("outage_seconds", USUAL_OUTAGE)
        number(given, Scenario, key, "outage_seconds", "For so many seconds")
        return
    given.pop("outage_seconds", None)
    if int(given.get("events", 1)) > 1:
        number(given, Scenario, key, "event", "Number of the event")
    number(given, Scenario, key, "fails", "Attempts that fail (0: all)")


def _more(given: Given, key: str) -> None:
    calls, queue, stream = st.columns(3, gap="medium")
    with calls:
        st.markdown("**Calls**")
        choose(given, Scenario, "caller", CALLERS, "The synchronous caller", key)
        number(given, Scenario, key, "max_retries", "MaximumRetryAttempts, asynchronous")
        number(given, Scenario, key, "max_age_seconds", "MaximumEventAgeInSeconds", 60)
    with queue:
        st.markdown("**Queue**")
        number(given, Scenario, key, "visibility_seconds", "VisibilityTimeout (s)")
        number(given, Scenario, key, "retention_seconds", "MessageRetentionPeriod (s)", 60)
        number(given, Scenario, key, "batch_size", "BatchSize, of both mappings")
        st.markdown("**Function**")
        number(given, Scenario, key, "timeout_seconds", "Timeout (s)")
        number(given, Scenario, key, "duration", "A run takes (ms)", 100)
    with stream:
        st.markdown("**Stream**")
        number(given, Scenario, key, "stream_retries", "MaximumRetryAttempts, stream (-1: no end)")
        number(given, Scenario, key, "stream_age_seconds", "MaximumRecordAgeInSeconds (-1: any)", 60)
        toggle(given, Scenario, key, "bisect", "BisectBatchOnFunctionError")
        number(given, Scenario, key, "until", "Look on for (ms)", 1000)
        number(given, Scenario, key, "seed", "Seed")
