"""The controls of ``permission``: who calls how, and the policies as JSON side by side."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import streamlit as st

from sim.catalog import run_of
from sim.gate import ContentError
from sim.permission import AuthType, Outcome, Scenario, Service, Via
from sim.permission.values import ACCOUNT, LATEST, READS, SERVICES, SOURCE_EXAMPLES, is_role
from sim.policy.conditions import KNOWN
from sim.policy.document import ELEMENTS, Kind
from sim.ui.editor import Kind as MarkKind
from sim.ui.editor import Mark
from sim.ui.labs.settings import defaults_of, put
from sim.ui.labs.sheets import is_asked, sheet, texts_of

WAYS: Mapping[Via, str] = MappingProxyType(
    {
        Via.API: "A user or a role calls Invoke",
        Via.SERVICE: "An AWS service, by its own name",
        Via.ROLE: "An AWS service, with a role",
        Via.MAPPING: "An event source mapping",
        Via.URL: "A request to the function URL",
    }
)
CALLERS = MappingProxyType(
    {Via.API: "Caller", Via.ROLE: "Role of the service", Via.MAPPING: "Execution role", Via.URL: "Caller"}
)
"""What the caller is called; a service by its own name has none."""
LABELS = {
    "identity": "Identity policy",
    "resource": "Resource policy of the function",
    "trust": "Trust policy of the role",
}
WORDS = tuple(
    dict.fromkeys(
        (
            *(name for names in ELEMENTS.values() for name in names),
            *KNOWN,
            "Statement",
            "Version",
            "Service",
            "AWS",
            "Allow",
            "Deny",
        )
    )
)
"""What the editors set off."""
ROLE = f"arn:aws:iam::{ACCOUNT}:role/lantern"
_SIDE = "two-policies"
_HEIGHT = 360
_STYLE = f"""<style>
[class*="{_SIDE}"] [data-testid="stHorizontalBlock"] {{ flex-wrap: wrap; }}
[class*="{_SIDE}"] [data-testid="stColumn"] {{ min-width: min(100%, 20rem); flex: 1 1 20rem; }}
@media (max-width: 800px) {{ [class*="{_SIDE}"] [data-testid="stColumn"] {{ min-width: 100%; }} }}
</style>"""


def controls(given: dict[str, Any], key: str) -> dict[str, Any]:
    """The call, and below it the policies. Gives the scenario's fields; what is on its default is left out."""
    st.html(_STYLE)
    via = _call(given, key)
    names = ["identity", "resource"] + (["trust"] if via in (Via.ROLE, Via.MAPPING) else [])
    texts = texts_of(given, key, names)
    marks = _marks(key, _with(given, texts))
    with st.container(key=f"{key}.{_SIDE}"):
        for name, column in zip(names[:2], st.columns(2, gap="medium"), strict=True):
            with column:
                texts[name] = _sheet(given, key, name, marks)
        if "trust" in names:
            texts["trust"] = _sheet(given, key, "trust", marks)
            st.caption("Empty for the usual trust policy, which lets the service take the role.")
    return _with(given, texts)


def _sheet(given: dict[str, Any], key: str, name: str, marks: dict[str, list[Mark]]) -> str:
    height = _HEIGHT if name != "trust" else 220
    return sheet(given, key, name, _label(given, name), marks[name], WORDS, height=height)


def _label(given: Mapping[str, Any], name: str) -> str:
    """The name of the policy, and whether it has no say in this way of calling."""
    via = _now(given, "via")
    anonymous = via == Via.URL and _now(given, "auth_type") == AuthType.NONE
    silent = via == Via.MAPPING if name == "resource" else name == "identity" and (anonymous or via == Via.SERVICE)
    return f"{LABELS[name]} (not asked)" if silent else LABELS[name]


def _with(given: dict[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """The fields with the texts as they stand now."""
    now = dict(given)
    for name, text in texts.items():
        put(now, Scenario, name, text)
    return now


def _call(given: dict[str, Any], key: str) -> Via:
    """How it is called, by whom, and what. Gives the way."""
    left, right = st.columns(2)
    was = Via(_now(given, "via"))
    ways = list(WAYS)
    with left:
        via = st.selectbox(
            "How is it called?", ways, index=ways.index(was), format_func=WAYS.__getitem__, key=f"{key}.via"
        )
    put(given, Scenario, "via", via.value)
    if via is not was:
        _settle(given, via)
    with right:
        _who(given, key, via)
    if via in (Via.SERVICE, Via.ROLE, Via.MAPPING):
        _source(given, key, via)
    one, two, three = st.columns(3)
    with one:
        _text(given, key, "function", "Function", 64)
    with two:
        _text(given, f"{key}.{via}", "account", "Its owner's account", 12)
    with three:
        _text(given, f"{key}.{via}", "qualifier", "Qualifier of the call (alias, version)", 128)
    _more(given, key, via)
    return via


def _who(given: dict[str, Any], key: str, via: Via) -> None:
    if via is Via.URL:
        kinds = list(AuthType)
        now = AuthType(_now(given, "auth_type"))
        chosen = st.selectbox("AuthType of the URL", kinds, index=kinds.index(now), key=f"{key}.auth")
        put(given, Scenario, "auth_type", chosen.value)
        if chosen is AuthType.NONE:
            return
    if via is not Via.SERVICE:
        _text(given, f"{key}.{via}", "caller", f"{CALLERS[via]} (ARN)", 400)
        return
    _service(given, key, via)


def _service(given: dict[str, Any], key: str, via: Via) -> None:
    """Which service; another one brings its own example of what it calls for."""
    kinds = [kind for kind in Service if (SERVICES[kind].pushes if via is Via.SERVICE else SERVICES[kind].takes_role)]
    now = Service(_now(given, "service"))
    chosen = st.selectbox(
        "Service",
        kinds,
        index=kinds.index(now),
        format_func=lambda kind: f"{SERVICES[kind].title} ({SERVICES[kind].principal})",
        key=f"{key}.service.{via}",
    )
    put(given, Scenario, "service", chosen.value)
    if chosen is not now:
        put(given, Scenario, "source_arn", SERVICES[chosen].source)


def _source(given: dict[str, Any], key: str, via: Via) -> None:
    left, right = st.columns(2)
    if via is Via.ROLE:
        with left:
            _service(given, key, via)
    # The service is part of the key, so that another one's example is drawn anew.
    place = f"{key}.{via}.{_now(given, 'service')}"
    words = "Queue or stream (ARN)" if via is Via.MAPPING else "It calls for (ARN, empty if it does not say)"
    with right if via is Via.ROLE else left:
        _text(given, place, "source_arn", words, 400)
    if via is Via.MAPPING:
        with right:
            made = st.toggle("The mapping is there already", bool(_now(given, "mapping_made")), key=f"{key}.made")
            put(given, Scenario, "mapping_made", made)
    elif via is Via.SERVICE:
        with right:
            _text(given, key, "source_account", "Owner of that (account)", 12)


def _more(given: dict[str, Any], key: str, via: Via) -> None:
    if via is Via.SERVICE:
        return
    with st.expander("More about the caller"):
        one, two = st.columns(2)
        with one:
            _text(given, key, "org", "Organization (o-…, empty for none)", 34)
        with two:
            _text(given, key, "source_ip", "Address (empty if it plays no part)", 45)


def _settle(given: dict[str, Any], via: Via) -> None:
    """Put right what the new way of calling does not go with."""
    if via in (Via.ROLE, Via.MAPPING) and not is_role(str(_now(given, "caller"))):
        given["caller"] = ROLE
    about = SERVICES[Service(_now(given, "service"))]
    if via is Via.SERVICE and not about.pushes:
        put(given, Scenario, "service", Service.S3.value)
    if via is Via.ROLE and not about.takes_role:
        put(given, Scenario, "service", Service.SCHEDULER.value)
    parts = f"{_now(given, 'source_arn')}:::".split(":")
    if via is Via.MAPPING and (parts[2] not in READS or parts[4] != _now(given, "account")):
        given["source_arn"] = SOURCE_EXAMPLES["sqs"]
        for name in ("account", "caller"):
            given.pop(name, None)
        given["caller"] = ROLE
    elif via in (Via.SERVICE, Via.ROLE):
        given["source_arn"] = SERVICES[Service(_now(given, "service"))].source
    qualifier = str(_now(given, "qualifier"))
    if via is Via.URL and (qualifier == LATEST or qualifier.isdigit()):
        given.pop("qualifier", None)


def _now(given: Mapping[str, Any], name: str) -> Any:
    return given.get(name, defaults_of(Scenario)[name])


def _text(given: dict[str, Any], key: str, name: str, words: str, most: int) -> None:
    now = str(_now(given, name))
    put(given, Scenario, name, st.text_input(words, now, max_chars=most, key=f"{key}.{name}.text"))


def _marks(key: str, given: dict[str, Any]) -> dict[str, list[Mark]]:
    """What is shown in the texts: the statements that fit, and what cannot be read; nothing while a prediction is asked for."""
    marks: dict[str, list[Mark]] = {kind.value: [] for kind in Kind}
    if is_asked("permission", key, given):
        return marks
    try:
        _, trace = run_of("permission", given)
    except ContentError:
        return marks
    outcome: Outcome = trace.outcome
    for problem in outcome.problems:
        marks[problem.policy].append(Mark(MarkKind.BAD, problem.line, problem.column, problem.message))
    for refusal in outcome.refusals:
        marks["resource"].append(Mark(MarkKind.BAD, refusal.line, 0, refusal.message))
    has_trust = bool(str(_now(given, "trust")).strip())
    for one in outcome.statements:
        if one.fits and (one.policy != "trust" or has_trust):
            kind = MarkKind.GOOD if one.effect == "Allow" else MarkKind.BAD
            marks[one.policy].append(Mark(kind, one.line))
    return marks
