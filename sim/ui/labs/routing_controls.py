"""The controls of ``routing``: calls by a click, by a form, from a template or typed. What is written is the whole scenario."""

from collections.abc import Iterable
from typing import Any

import streamlit as st

from sim.catalog import presets, run_of
from sim.gate import ContentError
from sim.routing import FunctionOutcome, Outcome, Scenario, Verdict
from sim.routing.options import COMMANDS, OPERATIONS
from sim.routing.template import TemplateError
from sim.routing.template_calls import calls_of_template
from sim.ui.editor import Kind, Mark
from sim.ui.labs.desk import Desk
from sim.ui.labs.routing_forms import FORMS, FUNCTION, filled, quick
from sim.ui.labs.settings import number
from sim.ui.labs.sheets import desk_of, sheet, texts_of

WORDS = (*COMMANDS, *dict.fromkeys(f"--{option}" for table in OPERATIONS.values() for option in table))
"""What the editor sets off."""
_HEIGHT = 300


def controls(given: dict[str, Any], key: str) -> dict[str, Any]:
    """Buttons, form and text. Gives the scenario's fields; what is on its default is left out."""
    texts = texts_of(given, key, ("calls",))
    now = given | texts
    asked = _is_asked(now, key)
    function = None if asked else _function(now)
    _buttons(now, key, () if asked else quick(function, function.name if function else FUNCTION))
    with st.container(horizontal=True, gap="small"):
        _form(key, function)
        _template(key)
    marks = [] if asked else _marks(now)
    now["calls"] = sheet(given, key, "calls", "Calls, one to a line", marks, WORDS, height=_HEIGHT, json=False)
    with st.expander("More settings"):
        number(now, Scenario, key, "busy", "Calls that still find an update InProgress")
        number(now, Scenario, key, "seed", "Seed of the draws by weight")
    return now


def _is_asked(now: dict[str, Any], key: str) -> bool:
    """Whether the lab waits for a prediction, so that no line may be judged yet."""
    desk = desk_of(key)
    return bool(desk.preset) and now == dict(presets("routing")[desk.preset].scenario) and desk.ran != now


def _outcome(now: dict[str, Any]) -> Outcome | None:
    try:
        _, trace = run_of("routing", now)
    except ContentError:
        return None
    return trace.outcome if isinstance(trace.outcome, Outcome) else None


def _function(now: dict[str, Any]) -> FunctionOutcome | None:
    """The function that the buttons are about: the first one that is there in the end."""
    outcome = _outcome(now)
    return outcome.functions[0] if outcome and outcome.functions else None


def _marks(now: dict[str, Any]) -> list[Mark]:
    """The lines that the CLI does not take."""
    outcome = _outcome(now)
    results = outcome.results if outcome else ()
    return [Mark(Kind.BAD, result.line, 0, result.message) for result in results if result.verdict is Verdict.UNREAD]


def _typed(desk: Desk, key: str) -> str:
    """The calls as they stand in the editor, what was typed a moment ago included."""
    return texts_of(desk.given, key, ("calls",))["calls"].rstrip("\n")


def _add(desk: Desk, key: str, text: str) -> None:
    """Write calls at the end. What was taken back before cannot be brought again then."""
    before = _typed(desk, key)
    desk.given["calls"] = f"{before}\n{text}\n" if before else f"{text}\n"
    st.session_state.pop(f"{key}.undone", None)


def _buttons(now: dict[str, Any], key: str, near: Iterable[tuple[str, str]]) -> None:
    """The calls that are near, undo and redo. What is near tells what came out, so nothing is while a prediction is asked for."""
    desk, undone = desk_of(key), st.session_state.get(f"{key}.undone", [])

    def undo() -> None:
        lines = _typed(desk, key).split("\n")
        taken = lines.pop()
        while lines and lines[-1].rstrip().endswith("\\"):
            taken = f"{lines.pop()}\n{taken}"
        st.session_state[f"{key}.undone"] = [*undone, taken]
        desk.given["calls"] = "".join(f"{line}\n" for line in lines)

    def redo() -> None:
        *rest, line = undone
        _add(desk, key, line)
        st.session_state[f"{key}.undone"] = rest

    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for n, (words, call) in enumerate(near):
            st.button(words, key=f"{key}.quick.{n}", on_click=_add, args=(desk, key, call), help=call)
        empty = not str(now["calls"]).strip()
        st.button("Undo", icon=":material/undo:", key=f"{key}.undo", on_click=undo, disabled=empty)
        st.button("Redo", icon=":material/redo:", key=f"{key}.redo", on_click=redo, disabled=not undone)


def _form(key: str, function: FunctionOutcome | None) -> None:
    """Any other call, by its fields; they are filled in from what is there."""
    desk = desk_of(key)
    with st.popover("Another call", icon=":material/add:"):
        command = st.selectbox("Call", list(FORMS), format_func=lambda one: FORMS[one].words, key=f"{key}.form")
        name = st.text_input(
            "Function, or its ARN", function.name if function else FUNCTION, key=f"{key}.form.function"
        )
        values = {
            field.option: st.text_input(
                field.words, field.first(function), key=f"{key}.form.{command}.{field.option}.{field.first(function)}"
            )
            for field in FORMS[command].fields
        }
        call = filled(command, name.strip() or FUNCTION, values)
        st.code(call, language="bash", wrap_lines=True)
        st.button("Add this call", type="primary", key=f"{key}.form.add", on_click=_add, args=(desk, key, call))


def _template(key: str) -> None:
    """Calls from a template that is pasted."""
    desk, place, problem = desk_of(key), f"{key}.template", f"{key}.template.problem"

    def take() -> None:
        st.session_state.pop(problem, None)
        try:
            desk.given["calls"] = calls_of_template(str(st.session_state.get(place, "")))
        except TemplateError as error:
            st.session_state[problem] = str(error)
            return
        st.session_state.pop(f"{key}.undone", None)

    with st.popover("From a template", icon=":material/content_paste:"):
        st.caption(
            "SAM or CloudFormation, YAML or JSON: AutoPublishAlias, DeploymentPreference, provisioned concurrency, versions, aliases."
        )
        st.text_area("Template", key=place, height=260, placeholder="Resources: …")
        st.button("Take its calls", key=f"{key}.template.take", on_click=take)
        if told := st.session_state.get(problem):
            st.error("This template cannot be read.", icon=":material/block:")
            st.code(told, language=None, wrap_lines=True)
