"""The lab of ``invocation``: what becomes of a call, and who tries again."""

import json
from collections.abc import Mapping

import streamlit as st

from sim.draw.dot import states, states_in_words
from sim.draw.text import duration
from sim.invocation import EVENTS, Outcome, Scenario
from sim.invocation.aws import sam, steps
from sim.invocation.diagram import TONES, WORDS, graph_body, in_words, invariant
from sim.invocation.outcome import EventOutcome, RequestOutcome
from sim.trace import Trace
from sim.ui.ground import dark
from sim.ui.labs.invocation_controls import controls
from sim.ui.labs.settings import MOST_SHOWN, in_aws, picture, pretty, tell_rest
from sim.ui.labs.shelf import Shelf

__all__ = ["AS_TEXT", "LIVE", "PANELS", "SHELF", "SIMPLIFIES", "TITLE", "controls", "headline", "panel", "scene"]

TITLE = "Invocations"
SHELF = Shelf.INVOCATION
LIVE = False
AS_TEXT = "calls of several kinds, a script for a single call, versions, aliases"
PANELS = ("HTTP answers", "Events", "Records and messages", "States of an event", "Do it in AWS")
SIMPLIFIES = """
- **The back-off after a throttle.** AWS says from 1 s up to 5 min. That it doubles, and has no chance in it, is our assumption.
- **How often an event comes twice.** AWS says *at least once*. Here it is a share that you set. That a copy keeps the request id, as a retry
  does, AWS does not say.
- **Cold starts and the network take no time.** See the lab of environments for those.
- **Back-off counts go on through an event's life**, also when a function error comes in between. AWS does not say.
- **The attributes of a dead-letter message** for an event that never ran are derived: they say what a caller would have been answered.
- **A record of a stopped loop has no condition here.** AWS documents that it is sent, not what it says.
- **The quota of retries of an SDK**, a brake over many calls, is left out. So are the texts of AWS's JSON parser.
- **AWS services as callers.** S3, SNS or an EventBridge rule hand an event over as a program does, and after the 202 all goes the same way.
  What a service does with a refusal is its own matter; for EventBridge, see the lab of event buses.
- Who may invoke, and how a function scales from second to second, are not in this lab.
"""


def scene(scenario: Scenario, outcome: Outcome | None) -> None:
    """Callers, Lambda, its queue, the function and where results go, with the numbers of the run once there are some."""
    picture(graph_body(scenario, outcome), in_words(scenario))
    if outcome:
        st.text(invariant(outcome))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers below the picture."""
    numbers = {
        "calls": outcome.arrived,
        "requests": outcome.requests,
        "runs of the code": outcome.runs,
        "succeeded": outcome.succeeded,
        "work done": outcome.effects,
    }
    rest = {
        "refused": outcome.refused,
        "unanswered": outcome.unanswered,
        "failed": outcome.failed,
        "throttles": outcome.throttles,
        "dead-lettered": outcome.dead_lettered,
        "dropped": outcome.dropped,
        "waiting": outcome.waiting,
        "expired": outcome.expired,
        "copies": outcome.duplicates,
        "records": outcome.destination_success + outcome.destination_failure,
        "not written": outcome.undelivered,
        "loops stopped": outcome.loops_stopped,
    }
    return numbers | {words: value for words, value in rest.items() if value}


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:  # noqa: ARG001 - the form of all labs
    """Draw the panel of that name."""
    outcome = trace.outcome
    match name:
        case "HTTP answers":
            _answers(outcome)
        case "Events":
            _events(outcome)
        case "Records and messages":
            _records(outcome)
        case "States of an event":
            st.graphviz_chart(states(EVENTS, TONES, WORDS, dark=dark()), alt=states_in_words(EVENTS, WORDS))
            with st.expander("The same in words"):
                st.text(states_in_words(EVENTS, WORDS))
        case _:
            told = "A function that behaves as the script says, with its destinations, called in the same way."
            in_aws(told, steps(scenario), "SAM", sam(scenario))


def _answers(outcome: Outcome) -> None:
    st.caption("What Lambda answers to each request of the clients.")
    for request in outcome.request_list[:MOST_SHOWN]:
        with st.expander(_asked(request), expanded=len(outcome.request_list) == 1):
            st.code(request.text or "(no answer)", language="http", wrap_lines=True)
            if request.log:
                st.caption("X-Amz-Log-Result, decoded: the end of the log, 4 KB at most.")
                st.code(request.log, language=None, wrap_lines=True)
    tell_rest(len(outcome.request_list))


def _asked(request: RequestOutcome) -> str:
    told = f"{request.status} {request.error or request.function_error}".strip() if request.status else "no answer"
    late = "" if request.heard else ", and nobody waits for it any more"
    return f"call {request.call}, request {request.attempt} after {duration(request.at)}: {told}{late}"


def _events(outcome: Outcome) -> None:
    if not outcome.event_list:
        st.text("No call was asynchronous, so there was no event in Lambda's queue.")
    for event in outcome.event_list[:MOST_SHOWN]:
        with st.expander(_title(event)):
            mine = [attempt for attempt in outcome.attempt_list if attempt.event == event.number]
            lines = [
                f"attempt {n} after {duration(attempt.at - event.at)}: {attempt.happens}"
                f"{f', {attempt.reason}' if attempt.reason else ''}{', work done' if attempt.effect else ''}"
                for n, attempt in enumerate(mine, start=1)
            ]
            st.code("\n".join(lines) or "no attempt", language=None, wrap_lines=True)
            st.caption(f"Request id {event.request_id}, the same in all attempts.")
    tell_rest(len(outcome.event_list))


def _title(event: EventOutcome) -> str:
    marks = f"{', a copy' if event.duplicate else ''}{f', round {event.round}' if event.round > 1 else ''}"
    why = f", {event.condition}" if event.condition else ""
    tries = "1 attempt" if event.attempts == 1 else f"{event.attempts} attempts"
    return f"event {event.number} of call {event.call}{marks}: {event.status}{why}, {tries}"


def _records(outcome: Outcome) -> None:
    if not outcome.records and not outcome.dead_letters:
        st.text("No destination and no dead-letter queue has got anything.")
    for record in outcome.records[:MOST_SHOWN]:
        lost = "" if record.written else ", which could not be written"
        st.markdown(f"**Record of event {record.event}**, after {duration(record.at)}{lost}")
        st.caption(f"For {record.destination}")
        st.code(pretty(record.text), language="json", wrap_lines=True)
        if record.wrapping.startswith("aws/"):
            st.caption(f"Key of the object: {record.wrapping}")
        elif record.wrapping:
            with st.expander("As an entry on the bus"):
                st.code(pretty(record.wrapping), language="json", wrap_lines=True)
    for letter in outcome.dead_letters[:MOST_SHOWN]:
        lost = "" if letter.written else ", which could not be written"
        st.markdown(f"**Dead-letter message of event {letter.event}**, after {duration(letter.at)}{lost}")
        st.caption(f"For {letter.target}. First its body, then its attributes.")
        st.code(pretty(letter.body), language="json", wrap_lines=True)
        st.code(json.dumps(letter.attributes, indent=2, ensure_ascii=False), language="json", wrap_lines=True)
    tell_rest(max(len(outcome.records), len(outcome.dead_letters)))
