"""The lab of ``stream``: what stops a shard, and what gets it going again."""

from collections.abc import Mapping
from itertools import groupby

import altair as alt
import streamlit as st

from sim.draw.palette import colours
from sim.draw.text import duration
from sim.stream import Fate, Invocation, Outcome, Scenario
from sim.stream.aws import sam, steps
from sim.stream.diagram import graph_body, in_words
from sim.stream.others import differences, sources_of
from sim.trace import Tone, Trace
from sim.ui.ground import dark
from sim.ui.labs.settings import MOST_SHOWN, in_aws, picture, tell_rest
from sim.ui.labs.shelf import Shelf
from sim.ui.labs.stream_controls import controls

__all__ = ["AS_TEXT", "LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "scene"]

TITLE = "Streams"
SHELF = Shelf.INVOCATION
LIVE = False
AS_TEXT = "the records that come, a filter, a time in which all calls fail"
PANELS = ("Batches", "Records", "On-failure records", "Iterator age", "Other sources", "Do it in AWS")
SIMPLIFIES = """
- **The waits between two attempts.** AWS publishes none. Here it is one second, doubled up to five minutes, for failures and throttles
  alike; a half of a split batch goes at once.
- **Where a batch is split.** In the middle; of an odd number, the first half is the smaller one.
- **Which lane a key gets.** AWS says only that the same key keeps its lane; the hash is ours. A key's shard comes from its MD5 hash, as
  in Kinesis.
- **When a record is read.** Each shard is asked once a second, of a table four times a second, on the beat. Enhanced fan-out pushes at once.
- **How long a new mapping takes until it reads.** It can be minutes; here you set it.
- **A number in batchItemFailures that was not in the batch** counts as a failure of the whole batch. AWS says so of queues and Kafka only.
- **The attempts after a partial answer** go on counting, even if the checkpoint has moved.
- **Tumbling windows** begin at the moment 0, stand alone with ParallelizationFactor 1, and their state never grows to 1 MB.
- Shards are not split or merged. A run ends after 30 days, or after 4,000 calls.
"""


def scene(scenario: Scenario, outcome: Outcome | None) -> None:
    """The stream, the mapping and the function, with the numbers of the run once there are some."""
    picture(graph_body(scenario, outcome), in_words(scenario))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers below the picture."""
    numbers = {"records": outcome.records, "succeeded": outcome.succeeded, "calls": outcome.invocations}
    rest = {
        "waiting": outcome.waiting,
        "discarded": outcome.discarded,
        "lost": outcome.lost,
        "filtered": outcome.filtered,
        "missed": outcome.missed,
        "retries": outcome.retries,
        "splits": outcome.splits,
        "throttles": outcome.throttles,
        "handled twice or more": outcome.duplicates,
        "never handled": outcome.swallowed,
        "blocked (ms)": outcome.blocked_ms,
        "iterator age (ms)": outcome.max_iterator_age,
    }
    return numbers | {words: value for words, value in rest.items() if value}


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:  # noqa: ARG001 - the form of all labs
    """Draw the panel of that name."""
    outcome = trace.outcome
    match name:
        case "Batches":
            _batches(outcome)
        case "Records":
            _records(outcome)
        case "On-failure records":
            _on_failure(outcome)
        case "Iterator age":
            _ages(outcome)
        case "Other sources":
            _others()
        case _:
            told = "The same stream and mapping, and a function that fails at the same records."
            in_aws(told, steps(scenario), "SAM", sam(scenario))


def _batches(outcome: Outcome) -> None:
    if outcome.refused:
        st.text(f"There is no mapping: {outcome.error_status} {outcome.error_code}: {outcome.error_message}")
        return
    if not outcome.invocation_list:
        st.text("The function was not called.")
    for call in outcome.invocation_list[:MOST_SHOWN]:
        with st.expander(_title(call)):
            st.text(
                f"{len(call.records)} records, {call.bytes:,} bytes, sent because of: {call.formed}. Age of the last record: "
                f"{duration(call.iterator_age)}. Behind the mapping after it: {call.checkpoint}."
            )
            if call.response:
                st.code(call.response, language="json", wrap_lines=True)
    tell_rest(len(outcome.invocation_list))


def _title(call: Invocation) -> str:
    which = ", ".join(map(str, call.records[:12])) + (" …" if len(call.records) > 12 else "")
    what = "final call of a window" if call.is_final else f"records {which}"
    told = f", {call.error}" if call.error else ""
    lane = f"shard {call.shard}, lane {call.lane}"
    return f"call {call.number}, {duration(call.at)}: {what}; {lane}, attempt {call.attempt}: {call.ended}{told}"


def _records(outcome: Outcome) -> None:
    rows = [
        f"| {one.number} | {_plain(one.key)} | {one.shard}.{one.lane} | {duration(one.at)} | {one.fate} | {_ended(one.ended_at)} | "
        f"{one.sent} | {one.handled} |"
        for one in outcome.record_list[:MOST_SHOWN]
    ]
    head = "| record | key | shard.lane | arrives | becomes | at | sent | handled |\n| --: | --- | --- | --: | --- | --: | --: | --: |"
    st.markdown("\n".join((head, *rows)))
    tell_rest(len(outcome.record_list))


def _ended(at: int) -> str:
    return duration(at) if at >= 0 else "–"


def _plain(text: str) -> str:
    """A text that is no Markdown and no part of a table."""
    return "".join(f"&#{ord(sign)};" if not sign.isalnum() and sign not in " -." else sign for sign in text)


def _on_failure(outcome: Outcome) -> None:
    if not outcome.on_failure_list:
        given_up = outcome.discarded
        st.text(
            f"{given_up} records were discarded, and there is no destination: nothing is left of them."
            if given_up
            else "No record was discarded."
        )
    if outcome.lost:
        st.text(f"{outcome.lost} records left the stream before they were done. No destination hears of that.")
    for one in outcome.on_failure_list[:MOST_SHOWN]:
        st.markdown(f"**{one.condition}**, after {duration(one.at)}")
        if one.key:
            st.code(one.key, language=None, wrap_lines=True)
        st.code(one.body, language="json", wrap_lines=True)
    tell_rest(len(outcome.on_failure_list))


def _ages(outcome: Outcome) -> None:
    """The line of each shard, and the same in words."""
    st.caption("Age of the oldest record of each shard that is not settled yet.")
    rows = [{"s": age.at / 1000, "age (s)": age.age / 1000, "shard": f"shard {age.shard}"} for age in outcome.ages]
    if not rows:
        st.text("No record was read.")
        return
    paint = colours(dark=dark())
    tones = [paint.tones[tone] for tone in (Tone.BAD, Tone.WORK, Tone.COLD, Tone.AFTER, Tone.END)]
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(interpolate="linear", strokeWidth=2)
        .encode(
            x=alt.X("s:Q", title="time (s)"),
            y=alt.Y("age (s):Q", title="age (s)"),
            color=alt.Color("shard:N", title=None, scale=alt.Scale(range=tones)),
            strokeDash=alt.StrokeDash("shard:N", title=None),
            order="s:Q",
        )
        .properties(height=220)
    )
    st.altair_chart(chart, width="stretch")
    st.text(
        f"IteratorAge of a call, at most: {duration(outcome.max_iterator_age)}. Oldest that any record became: "
        f"{duration(outcome.oldest_unfinished)}."
    )
    for block in outcome.block_list[:MOST_SHOWN]:
        how = "still blocked at the end" if block.why == Fate.WAITING else f"its batch {block.why}"
        st.text(
            f"Shard {block.shard}, lane {block.lane}: blocked from {duration(block.start)} for {duration(block.end - block.start)}; {how}."
        )


def _others() -> None:
    st.caption("Mappings on other sources, and what differs there from what this lab runs.")
    for source, rows in groupby(differences(), key=lambda one: one.source):
        lines = [f"| {one.what} | {one.told} [source]({sources_of(one)}) |" for one in rows]
        st.markdown("\n".join((f"| {source} | what differs |\n| --- | --- |", *lines)))
