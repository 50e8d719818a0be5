"""The callers, the alias and its versions, as a graph and in words."""

from collections.abc import Iterator

from sim.trace import Tone
from sim.traffic.alias import Alias, first_alias
from sim.traffic.outcome import Outcome
from sim.traffic.scenario import Scenario
from sim.traffic.values import ALIAS, FUNCTION


def graph_body(scenario: Scenario, outcome: Outcome | None = None) -> str:
    """Lines of DOT for ``sim.draw.dot.graph``; with an ``outcome`` the edges say how many calls went along them."""
    return "\n".join((*_nodes(scenario, outcome), *_edges(scenario, outcome)))


def in_words(scenario: Scenario, outcome: Outcome | None = None) -> str:
    """The same graph as sentences. What AWS answers is not told before the run."""
    alias = first_alias(scenario)
    if _is_refused(outcome):
        return f"{_who(scenario)} call the alias {ALIAS} of {FUNCTION}, which AWS refuses to make."
    if not alias.weights:
        told = f"It names version {alias.version} alone."
    else:
        rest = f"version {alias.version} gets the rest, {alias.chances[alias.version]:.4g}"
        told = f"It names version {alias.additional} with weight {alias.weight:g}, and {rest}."
    moves = len(scenario.moves)
    later = (
        f" The alias is changed {moves} times later on."
        if moves > 1
        else " The alias is changed later on."
        if moves
        else ""
    )
    return f"{_who(scenario)} call the alias {ALIAS} of {FUNCTION}. {told}{later}"


def _who(scenario: Scenario) -> str:
    if scenario.callers == 1:
        return f"One caller with {scenario.calls:,} calls:"
    people = f"{scenario.callers:,} callers" if scenario.callers else "As many callers"
    return f"{people} with {scenario.calls:,} calls"


def _is_refused(outcome: Outcome | None) -> bool:
    return outcome is not None and bool(outcome.answers[0].code)


def _nodes(scenario: Scenario, outcome: Outcome | None) -> Iterator[str]:
    refused = _is_refused(outcome)
    people = {0: "each once", 1: "one alone"}.get(scenario.callers, f"{scenario.callers:,} in turn")
    yield f'callers [label="callers\\n{people}", class={Tone.NOTE}]'
    style = ', style="rounded,dashed"' if refused else ", penwidth=3"
    told = "\\nrefused" if refused else f"\\nchanged {len(scenario.moves)}×" if scenario.moves else ""
    yield f'alias [label="{FUNCTION}:{ALIAS}\\nalias{told}", class={Tone.BAD if refused else Tone.COLD}{style}]'
    behaviours = {version.number: version for version in scenario.versions}
    for number in _numbers(scenario):
        behaviour = behaviours.get(number)
        fails = behaviour.fails_percent if behaviour else 0
        told = f"\\nfails at {fails} %" if fails else ""
        yield f'"v{number}" [label="version {number}{told}", class={Tone.BAD if fails else Tone.WORK}]'


def _numbers(scenario: Scenario) -> list[str]:
    """The versions that the alias is to name at some time."""
    asked = [scenario.version, scenario.additional, *scenario.more]
    asked += [number for move in scenario.moves for number in (move.version, move.additional)]
    return [number for number in dict.fromkeys(asked) if number]


def _edges(scenario: Scenario, outcome: Outcome | None) -> Iterator[str]:
    alias = first_alias(scenario)
    calls = scenario.calls if outcome is None else outcome.calls
    yield f'callers -> alias [label=" {calls:,} calls "]'
    got = {version.version: version.calls for version in outcome.version_list} if outcome else {}
    for number in _numbers(scenario):
        label = f"{got.get(number, 0):,} calls" if outcome else _asked(alias, number)
        style = ", style=dashed" if number not in alias.chances else ""
        yield f'alias -> "v{number}" [label=" {label} "{style}]'


def _asked(alias: Alias, number: str) -> str:
    if number in alias.weights:
        return f"weight {alias.weights[number]:g}"
    return "later" if number != alias.version else "the rest" if alias.weights else "all"
