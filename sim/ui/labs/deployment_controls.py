"""The controls of the lab of ``deployment``: configuration, calls and alarm in sight, the rest below; a template can be pasted."""

import json
from collections.abc import Mapping

import streamlit as st

from sim.deployment.diagram import short
from sim.deployment.reading import TemplateError, fitting, read_template
from sim.deployment.scenario import Scenario
from sim.deployment.values import PREDEFINED, Config, Hook, Metric, Missing, RollbackEvent, Watch
from sim.ui.labs.settings import Given, choose, number, toggle

CONFIGS: Mapping[Config, str] = {config: short(config) for config in PREDEFINED} | {
    Config.OWN_CANARY: "an own canary",
    Config.OWN_LINEAR: "an own linear one",
}
HOOKS: Mapping[Hook, str] = {
    Hook.NONE: "none",
    Hook.SUCCEEDED: "reports Succeeded",
    Hook.FAILED: "reports Failed",
    Hook.SILENT: "never reports",
}
WATCHES: Mapping[Watch, str] = {
    Watch.NEW_VERSION: "the new version",
    Watch.ALIAS: "the whole alias",
    Watch.NONE: "nothing: no alarm",
}
METRICS: Mapping[Metric, str] = {Metric.ERRORS: "errors", Metric.ERROR_RATE: "error rate (%)"}
ROLLBACKS: Mapping[str, str] = {
    RollbackEvent.FAILURE: "Rolls back after a failure",
    RollbackEvent.ALARM: "Rolls back after an alarm",
    RollbackEvent.REQUEST: "Rolls back after a stop by hand",
}
MISSINGS: Mapping[Missing, str] = {missing: str(missing) for missing in Missing}


def controls(given: Given, key: str) -> Given:
    """Configuration, calls and alarm side by side, the rest below. Gives the scenario's fields; what is on its default is left out."""
    given = json.loads(json.dumps(given))
    in_sight, below = st.container(), st.container()
    with below:
        more = st.expander("More settings")
        given, key = _template(given, key)
    with in_sight:
        left, middle, right = st.columns(3, gap="medium")
    with left:
        _config(given, key)
    with middle:
        number(given, Scenario, key, "fails_percent", "The new version fails (%)", 5)
        number(given, Scenario, key, "per_minute", "Calls a minute", 10)
    with right:
        choose(given, Scenario, "watch", WATCHES, "The alarm watches", key)
        number(given, Scenario, key, "evaluation_periods", "EvaluationPeriods")
    with more:
        _more(given, key)
    return given


def _config(given: Given, key: str) -> None:
    choose(given, Scenario, "config", CONFIGS, "Deployment configuration", key)
    if given.get("config") in (Config.OWN_CANARY, Config.OWN_LINEAR):
        number(given, Scenario, key, "percentage", "Percentage of a step", 5)
        number(given, Scenario, key, "interval_minutes", "Minutes to the next step")


def _more(given: Given, key: str) -> None:
    alarm, hooks, rest = st.columns(3, gap="medium")
    with alarm:
        st.markdown("**Alarm**")
        choose(given, Scenario, "metric", METRICS, "Metric", key)
        number(given, Scenario, key, "threshold", "Threshold (this or more)")
        number(given, Scenario, key, "period_seconds", "Period (s)", 60)
        number(given, Scenario, key, "datapoints_to_alarm", "DatapointsToAlarm (0: all)")
        choose(given, Scenario, "missing", MISSINGS, "TreatMissingData", key)
        number(given, Scenario, key, "metric_delay_seconds", "Until a data point is there (s)", 10)
        toggle(given, Scenario, key, "is_firing", "It is firing already")
    with hooks:
        st.markdown("**Hooks and rollback**")
        choose(given, Scenario, "before_hook", HOOKS, "BeforeAllowTraffic", key)
        number(given, Scenario, key, "before_hook_seconds", "It takes (s)", 60)
        choose(given, Scenario, "after_hook", HOOKS, "AfterAllowTraffic", key)
        number(given, Scenario, key, "after_hook_seconds", "And that takes (s)", 60)
        _rollback(given, key)
        number(given, Scenario, key, "rollback_seconds", "A rollback takes (s)", 10)
    with rest:
        st.markdown("**Calls and time**")
        number(given, Scenario, key, "old_fails_percent", "The old version fails (%)", 5)
        toggle(given, Scenario, key, "by_chance", "Calls and faults by chance")
        number(given, Scenario, key, "seed", "Seed")
        number(given, Scenario, key, "minutes", "Look on for (min)", 5)
        number(given, Scenario, key, "stop_at_seconds", "StopDeployment after (s; -1: never)", 30)
        toggle(given, Scenario, key, "stop_with_rollback", "It asks for a rollback")


def _rollback(given: Given, key: str) -> None:
    """A switch for each event of autoRollbackConfiguration."""
    known = [str(event) for event in RollbackEvent]
    now = [str(event) for event in given.get("rollback_on", known)]
    chosen = [event for event in known if st.toggle(ROLLBACKS[event], event in now, key=f"{key}.{event}")]
    if set(chosen) != set(now):
        given["rollback_on"] = chosen
        if chosen == known:
            del given["rollback_on"]


def _template(given: Given, key: str) -> tuple[Given, str]:
    """A template that is pasted. Gives the fields with what it says, and a key for the rest, which a template changes."""
    edition = int(st.session_state.get(f"{key}.taken", 0))
    with st.expander("From a SAM template", icon=":material/content_paste:"):
        st.caption(
            "DeploymentPreference, its hooks and its first alarm are read. Calls and faults stay as they are set here."
        )
        text = st.text_area("Template", height=220, key=f"{key}.template", max_chars=1_000_000)
        if st.button("Use this template", key=f"{key}.take"):
            try:
                read = read_template(text)
            except TemplateError as error:
                st.error(f"{error}.", icon=":material/block:")
            else:
                edition += 1
                st.session_state[f"{key}.taken"], st.session_state[f"{key}.notes"] = edition, tuple(read.notes)
                given = fitting(read, given)
        for note in st.session_state.get(f"{key}.notes", ()):
            st.text(note)
    return given, f"{key}.{edition}"
