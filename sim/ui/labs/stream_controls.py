"""The controls of the lab of ``stream``: what goes wrong and how the mapping deals with it in sight, the rest below."""

import json
from collections.abc import Mapping

import streamlit as st

from sim.stream import Scenario
from sim.stream.scenario import MOST_RECORDS, Fault
from sim.stream.values import DYNAMODB_HOURS, Creation, How, OnFailure, Position, Source
from sim.ui.labs.settings import Given, choose, number, put, toggle

_HOW: Mapping[How | None, str] = {
    None: "nothing",
    How.RAISE: "the handler raises",
    How.TIMEOUT: "the handler hangs",
    How.CRASH: "the process ends",
    How.REPORT: "it stops and names the record",
    How.REPORT_AND_GO_ON: "it goes on and names the record",
    How.EMPTY_ID: "it names an empty id",
    How.NULL_ID: "it names null",
    How.WRONG_KEY: "it writes a wrong key",
    How.SWALLOW: "it keeps silent",
}
_SOURCES: Mapping[Source, str] = {Source.KINESIS: "a Kinesis stream", Source.DYNAMODB: "a table's stream (DynamoDB)"}
_POSITIONS: Mapping[Position, str] = {
    Position.TRIM_HORIZON: "TRIM_HORIZON",
    Position.LATEST: "LATEST",
    Position.AT_TIMESTAMP: "AT_TIMESTAMP",
    Position.MISSING: "(left out)",
}
_DESTINATIONS: Mapping[OnFailure, str] = {
    OnFailure.NONE: "none",
    OnFailure.SQS: "a queue (SQS)",
    OnFailure.SNS: "a topic (SNS)",
    OnFailure.S3: "a bucket (S3)",
}
_CREATIONS: Mapping[Creation, str] = {
    Creation.FINE: "as it should be",
    Creation.NO_STREAM: "the stream does not exist",
    Creation.NO_FUNCTION: "the function does not exist",
    Creation.TWICE: "the mapping is there already",
    Creation.NO_PERMISSION: "the role may not read the stream",
}
_MAPPING: Mapping[str, str] = {
    "window_seconds": "Batching window (s)",
    "factor": "ParallelizationFactor",
    "max_age_seconds": "MaximumRecordAgeInSeconds (-1: any)",
    "tumbling_seconds": "Tumbling window (s)",
    "created_at": "Mapping is made at (ms)",
    "begins_after": "Reading begins after (ms)",
}
_STREAM: Mapping[str, str] = {"shards": "Shards", "retention_hours": "Retention (h)"}
_FUNCTION: Mapping[str, str] = {
    "invoke": "A call takes (ms)",
    "per_record": "And for each record (ms)",
    "timeout_seconds": "Timeout (s)",
    "concurrency": "Calls at one time (0: no limit)",
}


def controls(given: Given, key: str) -> Given:
    """Six controls in sight, the rest below. Gives the scenario's fields; what is on its default is left out."""
    given = json.loads(json.dumps(given))
    in_sight, below = st.container(), st.container()
    with below:
        more = st.expander("More settings")
    with in_sight:
        left, middle, right = st.columns(3, gap="medium")
    with left:
        _fault(given, key)
    with middle:
        number(given, Scenario, key, "batch_size", "BatchSize")
        number(given, Scenario, key, "max_retries", "MaximumRetryAttempts (-1: no end)")
    with right:
        toggle(given, Scenario, key, "bisect", "BisectBatchOnFunctionError")
        toggle(given, Scenario, key, "report_item_failures", "ReportBatchItemFailures")
        choose(given, Scenario, "on_failure", _DESTINATIONS, "On-failure destination", key)
    with more:
        _more(given, key)
    return given


def _fault(given: Given, key: str) -> None:
    """The first record that goes wrong; a scenario with several keeps the others, unless nothing is to go wrong."""
    faults = list(given.get("faults", ()))
    first: Given = dict(faults[0]) if faults else {"record": 1}
    known = list(_HOW)
    now = How(first.get("how", How.RAISE)) if faults else None
    how = st.selectbox("What goes wrong", known, known.index(now), format_func=_HOW.__getitem__, key=f"{key}.how")
    if how is None:
        put(given, Scenario, "faults", ())
        return
    count = min(MOST_RECORDS, sum(int(row.get("times", 1)) for row in given["puts"]))
    which, times = st.columns(2)
    at = which.number_input("At record", 1, max(count, int(first["record"])), int(first["record"]), key=f"{key}.record")
    put(first, Fault, "how", str(how))
    first["record"] = int(at)
    with times:
        number(first, Fault, key, "times", "Times (0: always)")
    given["faults"] = [first, *faults[1:]]
    if len(faults) > 1:
        st.caption(
            "Also: "
            + ", ".join(f"record {row['record']}: {_HOW[How(row.get('how', How.RAISE))]}" for row in faults[1:])
        )


def _more(given: Given, key: str) -> None:
    left, middle, right = st.columns(3)
    with left:
        st.markdown("**Mapping**")
        choose(given, Scenario, "starting_position", _POSITIONS, "StartingPosition", key)
        for name, words in _MAPPING.items():
            number(given, Scenario, key, name, words)
        choose(given, Scenario, "creation", _CREATIONS, "When it is made, all is", key)
    with middle:
        st.markdown("**Stream**")
        choose(given, Scenario, "source", _SOURCES, "It is", key)
        if given.get("source") == Source.DYNAMODB:
            given.pop("retention_hours", None)
            given.pop("fan_out", None)
            number(given, Scenario, key, "shards", _STREAM["shards"])
            st.caption(f"A table's stream keeps a change for {DYNAMODB_HOURS} hours.")
        else:
            for name, words in _STREAM.items():
                number(given, Scenario, key, name, words)
            toggle(given, Scenario, key, "fan_out", "Enhanced fan-out")
        number(given, Scenario, key, "until", "Look until (ms; 0: all is settled)", 1000)
    with right:
        st.markdown("**Function**")
        for name, words in _FUNCTION.items():
            number(given, Scenario, key, name, words)
        toggle(given, Scenario, key, "idempotent", "It knows a record it has had")
