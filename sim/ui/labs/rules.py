"""The lab of ``rules``: a book of rules and an event side by side, and what each rule makes of it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from sim.catalog import run_of
from sim.gate import ContentError
from sim.pattern.operators import OPERATORS
from sim.pattern.shapes import shapes
from sim.rules import Outcome, Scenario
from sim.rules.aws import sam, steps
from sim.rules.scenario import LONGEST
from sim.trace import Trace
from sim.ui.editor import Kind, Mark
from sim.ui.labs.rules_table import banner, limits, notes, page, table
from sim.ui.labs.settings import in_aws
from sim.ui.labs.sheets import desk_of, is_asked, sheet, texts_of
from sim.ui.labs.shelf import Shelf
from sim.ui.player import player

TITLE = "Rule book"
SHELF = Shelf.EVENTS
LIVE = True
PANELS = ("Limits", "Step by step", "Do it in AWS")
SIMPLIFIES = """
- **Before deployment.** The account and Region of a template are taken to be those of the event, a parameter is its `Default`, and `!Sub`
  and `!Join` of such values are worked out. Any other function stays open. A rule that fires or stays silent whatever the open value
  is, is told so; if it hangs on the value, it is *unknown*.
- **Conditions** are not weighed, `Fn::If` is not decided, and what `Fn::ForEach`, a macro or a nested stack would make is not seen.
- **YAML** is read as CloudFormation reads it: YAML 1.1 without aliases and merges, so that `NO` without quotes is false. What the SAM
  command line does to a file before it is sent is not looked at.
- **One bus.** An event reaches one bus, and a rule stands on one. Here the event is shown to every rule of the text, whichever bus it is on.
- **CloudTrail.** A rule whose state is `ENABLED` does not see read-only management events, even if its pattern matches. Here it does.
- **Limits** are told, not kept: a rule beyond a quota is judged all the same. Quotas are the defaults of most Regions.
- **All at once.** A bus asks all its rules at the same time. *Step by step* tells them one after another, fired ones first.
- Targets, their permissions and their failures are not in this lab.
"""
WORDS = (*OPERATORS, "$or", "EventPattern", "Name", "State", "ScheduleExpression", "EventBusName")
TEXTS = {"book": "Rules: JSON, list-rules output, or a template", "event": "Event"}
SUFFIXES = ("json", "jsonl", "yaml", "yml", "template", "txt")
_SIDE = "book-and-event"
_STYLE = f"""<style>
[class*="{_SIDE}"] > [data-testid="stHorizontalBlock"] {{ flex-wrap: wrap; }}
[class*="{_SIDE}"] > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] {{ min-width: min(100%, 22rem); flex: 1 1 22rem; }}
</style>"""


def controls(given: dict[str, Any], key: str) -> dict[str, Any]:
    """The book and the event, each with something to start from. Gives both as they stand now."""
    st.html(_STYLE)
    with st.container(key=f"{key}.{_SIDE}.start"):
        left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
        with left:
            _from_file(key)
        with right:
            _from_shape(key)
    texts = texts_of(given, key, TEXTS)
    marks = _marks(key, texts)
    with st.container(key=f"{key}.{_SIDE}"):
        for (name, label), column in zip(TEXTS.items(), st.columns(2, gap="medium"), strict=True):
            with column:
                texts[name] = sheet(given, key, name, label, marks[name], WORDS if name == "book" else ())
    return given | texts


def _from_file(key: str) -> None:
    place, problem = f"{key}.file", f"{key}.file.problem"

    def take() -> None:
        file = st.session_state[place]
        st.session_state.pop(problem, None)
        if file is None:
            return
        try:
            text = file.getvalue().decode("utf-8-sig")
        except UnicodeDecodeError:
            st.session_state[problem] = "The file is no text in UTF-8; save it as such, or paste its text."
            return
        if len(text) > LONGEST:
            st.session_state[problem] = f"The file has {len(text):,} characters; at most {LONGEST:,} are read."
            return
        desk_of(key).given["book"] = text

    with st.popover("Read rules from a file", icon=":material/upload_file:"):
        st.file_uploader("A template or a list of rules", type=SUFFIXES, max_upload_size=1, key=place, on_change=take)
    if told := st.session_state.get(problem):
        st.error(told, icon=":material/block:")


def _from_shape(key: str) -> None:
    known, place = shapes(), f"{key}.shape"

    def take() -> None:
        if chosen := st.session_state[place]:
            desk_of(key).given["event"] = known[chosen].event.rstrip("\n")

    st.selectbox(
        "Start from a real event",
        list(known),
        index=None,
        format_func=lambda shape: known[shape].title,
        placeholder="EC2, S3, CodePipeline, your own orders …",
        key=place,
        on_change=take,
    )


def _marks(key: str, texts: Mapping[str, str]) -> dict[str, list[Mark]]:
    """Where a text cannot be read; nothing as long as a prediction is asked for."""
    marks: dict[str, list[Mark]] = {"book": [], "event": []}
    if is_asked("rules", key, texts):
        return marks
    try:
        _, trace = run_of("rules", texts)
    except ContentError:
        return marks
    outcome: Outcome = trace.outcome
    if outcome.book_error:
        marks["book"].append(Mark(Kind.BAD, outcome.book_line, outcome.book_column, outcome.book_error))
    if outcome.event_error:
        marks["event"].append(Mark(Kind.BAD, outcome.event_line, outcome.event_column, outcome.event_error))
    return marks


def show(scenario: Scenario, trace: Trace[Outcome], key: str) -> None:  # noqa: ARG001 - the form of all live labs
    """How many rules fired, and all of them with the reason why."""
    outcome = trace.outcome
    if outcome.book_error:
        place = f"Line {outcome.book_line}, column {outcome.book_column}."
        st.error(f"The rules cannot be read. {place}", icon=":material/block:")
        st.code(outcome.book_error, language=None, wrap_lines=True)
        return
    broken = [f"{limit.words}: {limit.now:,}. AWS allows {limit.most:,}." for limit in outcome.limits if limit.over]
    parts = (banner(outcome), table(outcome.results, scenario.event), notes((*broken, *outcome.notes)))
    st.html(page(*parts))


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers of the book."""
    rest = {
        "refused": outcome.refused,
        "disabled": outcome.disabled,
        "scheduled": outcome.scheduled,
        "unknown": outcome.unknown,
        "replaced": outcome.replaced,
    }
    return {"rules": outcome.rules, "fired": outcome.fired, "silent": outcome.silent} | {
        words: value for words, value in rest.items() if value
    }


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """Draw the panel of that name."""
    outcome = trace.outcome
    match name:
        case "Limits":
            if outcome.book_error:
                st.text("There are no rules to count.")
                return
            st.html(page(limits(outcome), notes(outcome.notes)))
            st.caption(
                "Of several buses the fullest counts. The name rule: 1 to 64 letters, digits, dots, hyphens, underscores."
            )
        case "Step by step":
            player(trace, key=f"{key}.player")
        case _:
            told = "The same rules on a bus of their own, a queue to which each sends its name, and the event."
            in_aws(told, steps(scenario), "CloudFormation", sam(scenario))
