"""The four ways into the function as a graph and in words."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sim.modes.outcome import Outcome, WayOutcome
from sim.modes.scenario import Scenario
from sim.modes.values import Ended, How, Way
from sim.trace import Tone

ENDS: Mapping[Ended, str] = MappingProxyType(
    {
        Ended.SUCCEEDED: "done",
        Ended.TOLD: "failed, caller told",
        Ended.DEAD_LETTERED: "dead-lettered",
        Ended.LOST: "lost",
        Ended.WAITING: "still waiting",
    }
)
_TONES = {
    Ended.SUCCEEDED: Tone.WORK,
    Ended.TOLD: Tone.BAD,
    Ended.DEAD_LETTERED: Tone.END,
    Ended.LOST: Tone.BAD,
    Ended.WAITING: Tone.REST,
}
_WAITS = {
    Way.SYNCHRONOUS: "caller\\nwaits",
    Way.ASYNCHRONOUS: "caller\\ngoes on",
    Way.QUEUE: "lantern-orders\\nqueue",
    Way.STREAM: "lantern-clicks\\nstream",
}
_BETWEEN = {
    Way.ASYNCHRONOUS: "Lambda's queue",
    Way.QUEUE: "event source\\nmapping",
    Way.STREAM: "event source\\nmapping",
}
_FAILS = {
    How.RAISE: "the handler raises",
    How.TIMEOUT: "the handler hangs until its timeout",
    How.CRASH: "the process ends",
    How.THROTTLE: "the function is throttled",
}


def graph_body(scenario: Scenario, outcome: Outcome | None = None) -> str:
    """Lines of DOT for ``sim.draw.dot.graph``; with an ``outcome`` they say how often each way tried, and where its event ended."""
    lines = [f'function [label="function\\n{_code(scenario)}", class={Tone.BAD}, penwidth=3]']
    ways = {one.way: one for one in outcome.ways} if outcome else {}
    for way in Way:
        lines += _way(way, ways.get(way))
    return "\n".join(lines)


def in_words(scenario: Scenario) -> str:
    """The same as sentences."""
    what = "1 event" if scenario.events == 1 else f"{scenario.events} events"
    return (
        f"{what.capitalize()} in each way: called synchronously; called asynchronously, through Lambda's own queue; fetched by a mapping from the "
        f"queue lantern-orders; read by a mapping from the stream lantern-clicks. {failure(scenario)}"
    )


def failure(scenario: Scenario) -> str:
    """What fails, as a sentence."""
    how = _FAILS[scenario.how]
    if scenario.outage_seconds:
        return f"For {scenario.outage_seconds} s {how}, whatever comes."
    often = "always" if not scenario.fails else "the first time" if scenario.fails == 1 else f"{scenario.fails} times"
    which = f" at event {scenario.event}" if scenario.events > 1 else ""
    return f"{how.capitalize()}{which}, {often}."


def _code(scenario: Scenario) -> str:
    if scenario.outage_seconds:
        return f"fails for {scenario.outage_seconds} s"
    which = f"event {scenario.event} fails" if scenario.events > 1 else "fails"
    return which if not scenario.fails else f"{which} {'once' if scenario.fails == 1 else f'{scenario.fails} times'}"


def _way(way: Way, found: WayOutcome | None) -> Iterator[str]:
    start, between = f"{way}_start", f"{way}_between"
    yield f'{start} [label="{_WAITS[way]}", class={Tone.NOTE}]'
    if way in _BETWEEN:
        yield f'{between} [label="{_BETWEEN[way]}", class={Tone.COLD}]'
        yield f"{start} -> {between}"
    last = between if way in _BETWEEN else start
    tries = "" if found is None else "1 attempt" if found.attempts == 1 else f"{found.attempts} attempts"
    yield f'{last} -> function [label=" {tries or way} "]'
    if found:
        yield f'{way}_end [label="{way}\\n{ENDS[found.ended]}", class={_TONES[found.ended]}]'
        yield f"function -> {way}_end [style=dashed]"
