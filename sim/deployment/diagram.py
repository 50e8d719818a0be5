"""CodeDeploy, the alias, its two versions and the alarm, as a graph and in words."""

from collections.abc import Iterator

from sim.deployment.outcome import Outcome
from sim.deployment.plan import steps_of
from sim.deployment.scenario import Scenario
from sim.deployment.values import ALIAS, FUNCTION, Config, Hook, Metric, Status, Watch
from sim.trace import Tone

PREFIX = "CodeDeployDefault.Lambda"
_TONES = {
    Status.SUCCEEDED: Tone.WORK,
    Status.FAILED: Tone.BAD,
    Status.STOPPED: Tone.BAD,
    Status.NONE: Tone.BAD,
    Status.IN_PROGRESS: Tone.COLD,
}


def graph_body(scenario: Scenario, outcome: Outcome | None = None) -> str:
    """Lines of DOT for ``sim.draw.dot.graph``; with an ``outcome`` the edges say how many calls went along them."""
    return "\n".join((*_nodes(scenario, outcome), *_edges(scenario, outcome)))


def in_words(scenario: Scenario) -> str:
    """The same graph as sentences."""
    last = steps_of(scenario)[-1].minute
    taken = f"over {last:,} minutes" if last else "in one step"
    alarm = (
        "No alarm watches."
        if scenario.watch is Watch.NONE
        else f"An alarm watches {_watched(scenario)}: {_threshold(scenario)}."
    )
    hooks = [
        name
        for name, hook in (("BeforeAllowTraffic", scenario.before_hook), ("AfterAllowTraffic", scenario.after_hook))
        if hook is not Hook.NONE
    ]
    hooked = f" Hooks: {' and '.join(hooks)}." if hooks else ""
    return (
        f"CodeDeploy moves the alias {ALIAS} of {FUNCTION} from version {scenario.current} to version {scenario.target}, "
        f"{taken} ({short(scenario.config)}). {scenario.per_minute:,} calls come in a minute. {alarm}{hooked}"
    )


def short(config: Config) -> str:
    """The configuration's name as SAM writes it; an own one by its type."""
    return config.removeprefix(PREFIX)


def _watched(scenario: Scenario) -> str:
    if scenario.watch is Watch.ALIAS:
        return "all calls of the alias"
    return f"version {scenario.target}"


def _threshold(scenario: Scenario) -> str:
    unit = " % of errors" if scenario.metric is Metric.ERROR_RATE else " errors" if scenario.threshold > 1 else " error"
    periods = scenario.evaluation_periods
    times = f", {scenario.needed} of {periods} times" if periods > 1 else ""
    return f"{scenario.threshold:,}{unit} in {scenario.period_seconds // 60} min{times}"


def _nodes(scenario: Scenario, outcome: Outcome | None) -> Iterator[str]:
    told = f"\\n{outcome.status if outcome.status is not Status.NONE else 'refused'}" if outcome else ""
    tone = _TONES[outcome.status] if outcome else Tone.COLD
    yield f'deploy [label="CodeDeploy\\n{short(scenario.config)}{told}", class={tone}]'
    yield f'callers [label="callers\\n{scenario.per_minute:,} a minute", class={Tone.NOTE}]'
    yield f'alias [label="{FUNCTION}:{ALIAS}\\nalias", class={Tone.COLD}, penwidth=3]'
    for place, (number, fails) in enumerate(_versions(scenario)):
        told = f"\\nfails at {fails} %" if fails else ""
        yield f'v{place} [label="version {number}{told}", class={Tone.BAD if fails else Tone.WORK}]'
    if scenario.watch is not Watch.NONE:
        went_off = outcome is not None and (outcome.alarm_at >= 0 or outcome.error_code == "ALARM_ACTIVE")
        yield f'alarm [label="alarm\\n{_threshold(scenario)}", class={Tone.BAD if went_off else Tone.REST}]'


def _versions(scenario: Scenario) -> tuple[tuple[str, int], tuple[str, int]]:
    return (scenario.current, scenario.old_fails_percent), (scenario.target, scenario.fails_percent)


def _edges(scenario: Scenario, outcome: Outcome | None) -> Iterator[str]:
    yield "callers -> alias"
    yield 'deploy -> alias [label=" moves ", style=dashed]'
    if outcome is None:
        yield "alias -> v0"
        yield "alias -> v1"
    else:
        yield f'alias -> v0 [label=" {outcome.old_calls:,} calls "]'
        yield f'alias -> v1 [label=" {outcome.new_calls:,} calls, {outcome.bad_calls:,} failed "]'
    if scenario.watch is Watch.NONE:
        return
    if scenario.watch is Watch.ALIAS:
        yield 'v0 -> alarm [label=" errors ", style=dashed]'
    yield 'v1 -> alarm [label=" errors ", style=dashed]'
    yield 'alarm -> deploy [label=" stops ", style=dashed, constraint=false]'
