"""The lab of ``pattern``: a pattern and an event side by side, and the verdict while one types."""

from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from sim.catalog import run_of
from sim.gate import ContentError
from sim.pattern import Outcome, PatternError, Scenario, compile_pattern
from sim.pattern.aws import sam, steps
from sim.pattern.operators import OPERATORS
from sim.pattern.shapes import shapes
from sim.trace import Trace
from sim.ui.editor import Kind, Mark
from sim.ui.labs.settings import in_aws
from sim.ui.labs.sheets import desk_of, is_asked, sheet, texts_of
from sim.ui.labs.shelf import Shelf
from sim.ui.player import player
from sim.ui.verdict import fields, told_of, verdict

TITLE = "Sandbox"
SHELF = Shelf.EVENTS
LIVE = True
PANELS = ("Step by step", "Wildcards", "What is refused", "Do it in AWS")
SIMPLIFIES = """
- **What decides here.** Verdicts and messages are those of Event Ruler, the engine that AWS publishes and that EventBridge is built on.
  We have compared ourselves with it on some 3,000 pairs. With the live service we have not.
- **What the service refuses, and the engine takes.** The service may check more strictly than the engine does: after a refusal the engine
  tries an older compiler that knows no `$or`, and a pattern may get through by that. A note says so where it happens.
- **Size.** A rule's pattern may have 2,048 characters, and up to 4,096 if AWS raises that for you. The engine has no such limit. Here a note
  tells you.
- **Wildcards.** The service refuses a rule whose wildcards are too complex, and does not publish where that begins. Nor is a number
  given here. A bus takes 30 rules with wildcards at most.
- **`$or`.** The service is said to stop at 1,000 combinations. The engine does not, and here it does not either.
- **Numbers.** Older pages of AWS promise only ±5 billion and 15 digits. The engine compares whatever a double can tell apart, and so do we.
- **The envelope.** AWS's own test call (`TestEventPattern`) wants `id`, `account`, `source`, `time`, `region`, `resources` and
  `detail-type` in the event. Here any JSON object will do.
- **Pipes** know fewer operators than rules do: no `wildcard`, and `anything-but` with plain values only.
- What comes after the match, targets and retries and dead letters, is not in this lab.
"""
LABELS = {"pattern": "Event pattern", "event": "Event"}
WORDS = (*OPERATORS, "$or")
REFUSED = (
    ("A value that is not in a list", '{"state": "running"}'),
    ("A list with nothing in it", '{"state": []}'),
    ("An operator that there is not", '{"state": [{"begins": "run"}]}'),
    ("Two operators in one object", '{"name": [{"prefix": "a", "suffix": "z"}]}'),
    ("Text where a number belongs", '{"price": [{"numeric": [">", "5"]}]}'),
    ("A range from top to bottom", '{"price": [{"numeric": ["<", 10, ">", 5]}]}'),
    ("A range that holds nothing", '{"price": [{"numeric": [">=", 5, "<=", 5]}]}'),
    ("anything-but with text and numbers", '{"code": [{"anything-but": ["a", 1]}]}'),
    ("exists with a word", '{"code": [{"exists": "yes"}]}'),
    ("Two stars in a row", '{"key": [{"wildcard": "logs/**/x"}]}'),
    ("One address as a network", '{"ip": [{"cidr": "10.0.0.1/32"}]}'),
    ("$or with one way only", '{"$or": [{"a": [1]}]}'),
    ("A list in the list of values", '{"a": [[1]]}'),
)
"""What people write, and the engine refuses."""
_SIDE, _START = "two-texts", "start-from"
_HEIGHT = 340
"""Of the editors, in px: with them the verdict is in sight on a laptop."""
_STYLE = f"""<style>
[class*="{_SIDE}"] [data-testid="stHorizontalBlock"] {{ flex-wrap: wrap; }}
[class*="{_SIDE}"] [data-testid="stColumn"] {{ min-width: min(100%, 20rem); flex: 1 1 20rem; }}
@media (max-width: 800px) {{ [class*="{_SIDE}"] [data-testid="stColumn"] {{ min-width: 100%; }} }}
[class*="{_START}"] {{ flex-wrap: wrap; }}
[class*="{_START}"] > :has([data-testid="stSelectbox"]) {{ flex: 1 1 16rem; min-width: min(100%, 16rem); }}
.refused-patterns {{ overflow-x: auto; }}
.refused-patterns table {{ border-collapse: collapse; width: 100%; font-size: .9rem; }}
.refused-patterns th, .refused-patterns td {{ text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border: none; }}
.refused-patterns tr {{ border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); }}
.refused-patterns code {{ overflow-wrap: anywhere; }}
</style>"""


def controls(given: dict[str, Any], key: str) -> dict[str, Any]:
    """A real event to start from, and the two texts. Gives both as they stand now."""
    st.html(_STYLE)
    _start(key)
    texts = texts_of(given, key, LABELS)
    marks = _marks(key, texts)
    with st.container(key=f"{key}.{_SIDE}"):
        for (name, label), column in zip(LABELS.items(), st.columns(2, gap="medium"), strict=True):
            with column:
                words = WORDS if name == "pattern" else ()
                texts[name] = sheet(given, key, name, label, marks[name], words, height=_HEIGHT)
    return given | texts


def _start(key: str) -> None:
    """Choose an event to start from; its pattern can be had too."""
    known = shapes()
    place = f"{key}.shape"

    def take(field: str) -> None:
        chosen = st.session_state[place]
        if chosen:
            text = known[chosen].event if field == "event" else known[chosen].pattern
            desk_of(key).given[field] = text.rstrip("\n")

    with st.container(horizontal=True, vertical_alignment="bottom", key=f"{key}.{_START}"):
        chosen = st.selectbox(
            "Start from a real event",
            list(known),
            index=None,
            format_func=lambda shape: known[shape].title,
            placeholder="EC2, S3, CodePipeline, your own orders …",
            key=place,
            on_change=take,
            args=("event",),
        )
        st.button(
            "Write a pattern for it",
            icon=":material/edit_note:",
            disabled=chosen is None,
            key=f"{key}.write",
            on_click=take,
            args=("pattern",),
        )
    if chosen:
        source = known[chosen].source
        st.caption(f"Its fields are documented in [{source.title}]({source.url}).")


def _marks(key: str, texts: Mapping[str, str]) -> dict[str, list[Mark]]:
    """What is shown in the two texts: nothing as long as a prediction is asked for."""
    nothing: dict[str, list[Mark]] = {"pattern": [], "event": []}
    if is_asked("pattern", key, texts):
        return nothing
    try:
        _, trace = run_of("pattern", texts)
    except ContentError:
        return nothing
    outcome: Outcome = trace.outcome
    if outcome.error:
        nothing["pattern"].append(Mark(Kind.BAD, outcome.error_line, outcome.error_column, outcome.error))
    if outcome.event_error:
        nothing["event"].append(Mark(Kind.BAD, outcome.event_line, outcome.event_column, outcome.event_error))
    for field in outcome.fields:
        if field.line:
            nothing["pattern"].append(Mark(Kind.GOOD if field.outcome == "match" else Kind.BAD, field.line))
    return nothing


def show(scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """The verdict, the fields, and the smallest change that would match."""
    outcome, desk = trace.outcome, desk_of(key)
    told = told_of(outcome)
    verdict(told, key=key)
    if outcome.mended_event and outcome.mended_event != scenario.event:

        def mend() -> None:
            desk.given["event"] = outcome.mended_event

        st.button("Apply it to the event", icon=":material/build:", key=f"{key}.mend", on_click=mend)
    fields(told, key=f"{key}.fields", leads_to=f"{key.removesuffix('.show')}.set.{desk.resets}.pattern")


def headline(outcome: Outcome) -> Mapping[str, int]:
    """The numbers of the verdict."""
    return {
        "fields that agree": outcome.fields_matched,
        "fields that do not": outcome.fields_refused,
        "ways of $or": outcome.branches,
    }


def panel(name: str, scenario: Scenario, trace: Trace[Outcome], key: str) -> None:
    """Draw the panel of that name."""
    match name:
        case "Step by step":
            player(trace, key=f"{key}.player")
        case "Wildcards":
            _wildcards(trace.outcome)
        case "What is refused":
            st.html(f'{_STYLE}<div class="refused-patterns">{_refused()}</div>')
        case _:
            told = "A rule with this pattern, a queue that keeps what matches, and the event sent to it."
            in_aws(told, steps(scenario), "SAM", sam(scenario))


def _wildcards(outcome: Outcome) -> None:
    if not outcome.wildcards:
        st.text(
            "There is no wildcard in this pattern. prefix and suffix, which cost next to nothing, do for most names."
        )
        return
    stars = "1 star stands" if outcome.wildcards == 1 else f"{outcome.wildcards} stars stand"
    st.text(f"{stars} for any text in this pattern.")
    st.text(outcome.complexity)


def _refused() -> str:
    """The table of what is refused, each with the words of the engine."""
    rows = "".join(
        f"<tr><td>{escape(what)}</td><td><code>{escape(text)}</code></td><td>{escape(_reason(text))}</td></tr>"
        for what, text in REFUSED
    )
    head = "".join(f'<th scope="col">{title}</th>' for title in ("What one writes", "Pattern", "What the engine says"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _reason(text: str) -> str:
    try:
        compile_pattern(text)
    except PatternError as error:
        return error.strict or error.message
    return "It is taken."
