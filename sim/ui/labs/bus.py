"""The lab of ``bus``: what reaches which target, in what form, and what becomes of what fails."""

import json
from collections.abc import Mapping

import streamlit as st

from sim.bus import Outcome, Scenario
from sim.bus.aws import sam, steps
from sim.bus.diagram import graph_body, in_words, is_slim
from sim.bus.outcome import DeliveryOutcome, EntryOutcome
from sim.draw.text import duration
from sim.trace import Trace
from sim.ui.labs.bus_controls import controls
from sim.ui.labs.settings import MOST_SHOWN, in_aws, picture, pretty, tell_rest
from sim.ui.labs.shelf import Shelf

__all__ = ["AS_TEXT", "LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "scene"]

TITLE = "Event bus"
SHELF = Shelf.EVENTS
LIVE = False
AS_TEXT = "more buses, a policy, an archive, a replay"
PANELS = ("What targets got", "Events", "PutEvents response", "Dead letters", "Do it in AWS")
SIMPLIFIES = """
- **The waits between two attempts.** AWS says exponential back-off with jitter, 185 attempts and 24 hours, and publishes no curve. Ours
  has the same shape; the seed draws the jitter.
- **How fast a bus is.** AWS promises nothing. Here it is the same time for every delivery, and yours to set.
- **How often a delivery comes twice.** AWS says *at least once*. Here it is a share that you set.
- **When an event is in its archive.** AWS advises to wait ten minutes before a replay. Here it is a minute, or what the text sets.
- **Error codes.** AWS lists them, and does not say which failure gives which. Here a target that answers with an error gives
  `ERROR_FROM_TARGET`, one that is silent `TIMEOUT`, and a third bus `UNKNOWN`. For API destinations people have seen `UNKNOWN` after a
  timeout and `SDK_CLIENT_ERROR` for an address that cannot be reached.
- **A third bus** gets nothing of what came from another one. A way back to the bus before is taken for no third one.
- **A loop** is broken off after a number of rounds. AWS does not break it off; the bill does.
- Schedules, API destinations' rate limits, encryption and the new Custom Event Bus are not in this lab.
"""


def scene(scenario: Scenario, outcome: Outcome | None) -> None:
    """The buses, rules and targets, with the numbers of the run once there are some."""
    picture(graph_body(scenario, outcome), in_words(scenario), slim=is_slim(scenario))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers below the picture."""
    numbers = {
        "entries put": outcome.put,
        "accepted": outcome.accepted,
        "matched": outcome.matched,
        "attempts": outcome.attempts,
        "delivered": outcome.delivered,
    }
    rest = {
        "refused": outcome.refused_entries,
        "dead-lettered": outcome.dead_lettered,
        "dropped": outcome.dropped,
        "lost": outcome.lost,
        "pending": outcome.pending,
        "copies": outcome.duplicates,
        "replayed": outcome.replayed,
        "loops": outcome.loops,
        "inputs that are no JSON": outcome.invalid_inputs,
    }
    return numbers | {words: value for words, value in rest.items() if value}


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:  # noqa: ARG001 - the form of all labs
    """Draw the panel of that name."""
    outcome = trace.outcome
    match name:
        case "What targets got":
            _targets(outcome)
        case "Events":
            _events(outcome)
        case "PutEvents response":
            _responses(outcome)
        case "Dead letters":
            _dead_letters(outcome)
        case _:
            told = "The same buses, rules and targets, and queues that keep what they are sent."
            in_aws(told, steps(scenario), "CloudFormation", sam(scenario))


def _targets(outcome: Outcome) -> None:
    if not outcome.delivery_list:
        st.text("No rule matched, so no target got anything.")
        return
    for got in outcome.received:
        copies = f", {got.duplicates} of them copies" if got.duplicates else ""
        st.text(f"{got.target}: {got.count} received{copies}; it did its work {got.effects} times.")
    for delivery in outcome.delivery_list[:MOST_SHOWN]:
        with st.expander(_title(delivery)):
            st.code(pretty(delivery.input), language="json" if delivery.valid else None, wrap_lines=True)
            if not delivery.valid:
                st.text("This is no JSON.")
            if delivery.error_code:
                st.text(f"{delivery.error_code}: {delivery.error_message}")
    tell_rest(len(outcome.delivery_list))


def _title(delivery: DeliveryOutcome) -> str:
    tries = "1 attempt" if delivery.attempts == 1 else f"{delivery.attempts} attempts"
    marks = "".join((", a copy" if delivery.duplicate else "", ", replayed" if delivery.replay else ""))
    return (
        f"event {delivery.event} by {delivery.rule} to {delivery.target}: {delivery.status}, {tries}, "
        f"{duration(delivery.at - delivery.began_at)}{marks}"
    )


def _events(outcome: Outcome) -> None:
    if not outcome.event_list:
        st.text("No entry was accepted, so there is no event.")
    for event in outcome.event_list[:MOST_SHOWN]:
        matched = ", ".join(event.matched) or "no rule"
        came = f", replayed by {event.replay}" if event.replay else f", round {event.round}" if event.round > 1 else ""
        with st.expander(f"event {event.number} on {event.bus.rpartition('/')[2]}: matched {matched}{came}"):
            st.code(pretty(event.text), language="json", wrap_lines=True)
    tell_rest(len(outcome.event_list))


def _responses(outcome: Outcome) -> None:
    requests = list(dict.fromkeys(entry.request for entry in outcome.entries))
    for request in requests[:MOST_SHOWN]:
        entries = [entry for entry in outcome.entries if entry.request == request]
        failed = sum(bool(entry.error_code) for entry in entries)
        answer = {"FailedEntryCount": failed, "Entries": [_line(entry) for entry in entries]}
        sizes = ", ".join(f"{entry.bytes:,}" for entry in entries)
        st.markdown(f"**Request {request}**")
        st.code(json.dumps(answer, indent=2, ensure_ascii=False), language="json", wrap_lines=True)
        st.caption(f"Size of its entries by AWS's formula: {sizes} bytes.")
    tell_rest(len(requests))


def _line(entry: EntryOutcome) -> dict[str, str]:
    if entry.error_code:
        return {"ErrorCode": entry.error_code, "ErrorMessage": entry.error_message}
    return {"EventId": entry.event_id}


def _dead_letters(outcome: Outcome) -> None:
    if not outcome.dead_letters:
        st.text("No dead-letter queue has got anything.")
    for letter in outcome.dead_letters[:MOST_SHOWN]:
        st.markdown(f"**Message attributes**, after {duration(letter.at)}")
        st.code(json.dumps(letter.attributes, indent=2, ensure_ascii=False), language="json", wrap_lines=True)
        with st.expander("Its body: the event"):
            st.code(pretty(letter.body), language="json", wrap_lines=True)
    tell_rest(len(outcome.dead_letters))
