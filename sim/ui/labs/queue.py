"""The lab of ``queue``: which messages come back, and when."""

import json
from collections.abc import Mapping

import streamlit as st

from sim.draw.text import duration
from sim.queue import Outcome, Scenario
from sim.queue.aws import sam, steps
from sim.queue.diagram import graph_body, in_words, receives
from sim.queue.outcome import BatchOutcome, MessageOutcome
from sim.queue.values import Closed, Ended
from sim.trace import Trace
from sim.ui.labs.queue_controls import controls
from sim.ui.labs.settings import MOST_SHOWN, in_aws, picture, pretty, tell_rest
from sim.ui.labs.shelf import Shelf

__all__ = ["AS_TEXT", "LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "scene"]

TITLE = "Queues"
SHELF = Shelf.INVOCATION
LIVE = False
AS_TEXT = "messages of several kinds, several failures, filters"
PANELS = ("Batches and responses", "Messages", "Dead letters", "Advice", "Do it in AWS")
SIMPLIFIES = """
- **What a poll finds.** Ours takes every message that is there and fits. A receive of SQS asks only some of its servers, so AWS's batches
  are often smaller, and the order of a standard queue is not kept.
- **How a mapping backs off.** AWS says *gradually*. Here half of the level goes at each failed invocation and at the first throttle of a
  batch, down to two, and a throttled batch is tried again after 1 s, 2 s, 4 s and so on, up to a minute.
- **How it grows.** AWS says *up to 300 a minute*. Here it is one more every 200 ms, evenly, and back to five as soon as nothing is left to do;
  AWS may go down to two. All this is of standard queues: a FIFO queue has as many batches at work as it has groups with messages.
- **How often a message comes twice.** AWS says *at least once*, and *rarely*. Here it is a share that you set.
- **6 MB** is counted over the bodies; AWS's records have more around them. A window longer than the visibility timeout is taken at its word:
  what is visible again is received again.
- **Provisioned pollers** have ten batches at work each; their 1 MB and 10 polls per second are not counted.
- Cold starts, delays of messages, high-throughput FIFO and other consumers of the queue are not in this lab.
"""


def scene(scenario: Scenario, outcome: Outcome | None) -> None:
    """Queue, mapping and function, with the numbers of the run once there are some."""
    picture(graph_body(scenario, outcome), in_words(scenario))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers below the picture. What was sent is the sum of those that end a message."""
    numbers = {
        "sent": outcome.sent,
        "receives": outcome.received,
        "invocations": outcome.invocations,
        "succeeded": outcome.succeeded,
        "dead-lettered": outcome.dead_lettered,
    }
    rest = {
        "came again": outcome.redelivered,
        "failed batches": outcome.failed_batches,
        "partly failed": outcome.partial_batches,
        "throttled requests": outcome.throttles,
        "deleted by the filter": outcome.deleted_by_filter,
        "expired": outcome.expired,
        "waiting": outcome.waiting,
        "in flight": outcome.in_flight,
        "copies": outcome.duplicates,
        "work done again": outcome.repeated_effects,
        "deleted without work": outcome.unfinished,
        "out of order": outcome.out_of_order,
    }
    return numbers | {words: value for words, value in rest.items() if value}


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:  # noqa: ARG001 - the form of all labs
    """Draw the panel of that name."""
    outcome = trace.outcome
    match name:
        case "Batches and responses":
            _batches(outcome)
        case "Messages":
            _messages(outcome)
        case "Dead letters":
            _dead_letters(outcome)
        case "Advice":
            _advice(outcome)
        case _:
            told = "The same queue, mapping and messages, and a function that fails by the same script."
            in_aws(told, steps(scenario), "SAM", sam(scenario))


def _batches(outcome: Outcome) -> None:
    if outcome.error_code:
        st.text(f"{outcome.error_status} {outcome.error_code}: {outcome.error_message}")
    if not outcome.batch_list:
        st.text("Nothing was handed to the function.")
    for batch in outcome.batch_list[:MOST_SHOWN]:
        with st.expander(f"batch {batch.number}: {batch.result}, {_numbers(batch.messages)}, {_closed(batch)}"):
            st.text(_story(batch))
            if batch.response:
                st.code(pretty(batch.response), language="json", wrap_lines=True)
    tell_rest(len(outcome.batch_list))


def _numbers(messages: tuple[int, ...]) -> str:
    if len(messages) == 1:
        return f"message {messages[0]}"
    return f"messages {', '.join(map(str, messages[:12]))}{' …' if len(messages) > 12 else ''}"


def _closed(batch: BatchOutcome) -> str:
    return {
        Closed.POLL: "one poll",
        Closed.SIZE: "full",
        Closed.WINDOW: "the window ended",
        Closed.BYTES: "6 MB reached",
        Closed.OPEN: "still open",
    }[batch.closed]


def _story(batch: BatchOutcome) -> str:
    told = [f"Begun after {duration(batch.began_at)}, {batch.bytes:,} bytes."]
    if batch.requests > 1:
        told.append(f"{batch.requests} requests, the others throttled.")
    if batch.invoked_at >= 0 and batch.ended_at >= 0:
        told.append(f"Invoked after {duration(batch.invoked_at)} for {duration(batch.ended_at - batch.invoked_at)}.")
    if batch.ended_at >= 0:
        told.append(f"{batch.deleted} deleted, {batch.returned} to come back.")
    return " ".join(told)


def _messages(outcome: Outcome) -> None:
    for message in outcome.message_list[:MOST_SHOWN]:
        st.text(_line(message))
    tell_rest(len(outcome.message_list))


def _line(message: MessageOutcome) -> str:
    group = f", group {message.group}" if message.group else ""
    copy = f", a second copy of {message.copy_of}" if message.copy_of else ""
    when = "" if message.status is Ended.WAITING else f" after {duration(message.at)}"
    done = "never" if not message.effects else "once" if message.effects == 1 else f"{message.effects} times"
    status = message.status.replace("-", " ")
    return f"message {message.number}{group}{copy}: {status}{when}, {receives(message.received)}, work done {done}"


def _dead_letters(outcome: Outcome) -> None:
    if not outcome.dead_letters:
        st.text("No message went to a dead-letter queue.")
        return
    st.text("A dead letter is the message as it was. Nothing in it says what went wrong: look into the logs.")
    for letter in outcome.dead_letters[:MOST_SHOWN]:
        with st.expander(f"message {letter.message}, after {duration(letter.at)} and {receives(letter.received)}"):
            body = {
                "MessageId": letter.id,
                "Body": letter.body,
                "Attributes": {"DeadLetterQueueSourceArn": letter.source},
            }
            st.code(json.dumps(body, indent=2, ensure_ascii=False), language="json", wrap_lines=True)
    tell_rest(len(outcome.dead_letters))


def _advice(outcome: Outcome) -> None:
    if outcome.error_code:
        st.markdown("**CreateEventSourceMapping refuses these settings**")
        st.code(f"{outcome.error_status} {outcome.error_code}\n{outcome.error_message}", language=None, wrap_lines=True)
    if not outcome.advice:
        st.text("Nothing here that AWS advises against.")
        return
    also = (
        "And AWS advises against these:"
        if outcome.error_code
        else "AWS takes these settings, and advises against them:"
    )
    st.text(also)
    for one in outcome.advice:
        st.markdown(f"**{one.setting}**")
        st.text(one.told)
