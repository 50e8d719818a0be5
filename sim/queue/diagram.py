"""The queue, its mapping and the function, as a graph and in words."""

from collections.abc import Iterator

from sim.draw.text import duration
from sim.queue.outcome import Outcome
from sim.queue.sam import mapping_of
from sim.queue.scenario import Scenario
from sim.queue.values import FUNCTION, SECOND
from sim.trace import Tone


def graph_body(scenario: Scenario, outcome: Outcome | None = None) -> str:
    """Lines of DOT for ``sim.draw.dot.graph``; with an ``outcome`` the edges say how many messages went along them."""
    return "\n".join((*_nodes(scenario, outcome), *_edges(scenario, outcome)))


def in_words(scenario: Scenario) -> str:
    """The same graph as sentences."""
    kind = "FIFO queue" if scenario.fifo else "standard queue"
    dead = (
        f"After {receives(scenario.max_receive_count)} SQS moves a message to the dead-letter queue."
        if scenario.max_receive_count
        else "There is no dead-letter queue."
    )
    return (
        f"{_sent(scenario)} come into the {kind} {scenario.queue_name}. The event source mapping receives them, hidden for "
        f"{_visibility(scenario)}, and invokes {FUNCTION} with batches of up to {scenario.batch_size}. What succeeds is deleted. {dead}"
    )


def _sent(scenario: Scenario) -> str:
    count = sum(send.count for send in scenario.sends)
    return "1 message" if count == 1 else f"{count:,} messages"


def receives(count: int) -> str:
    """So many receives, in words."""
    return "1 receive" if count == 1 else f"{count} receives"


def _visibility(scenario: Scenario) -> str:
    return duration(scenario.visibility_seconds * SECOND)


def _nodes(scenario: Scenario, outcome: Outcome | None) -> Iterator[str]:
    kind = "FIFO queue" if scenario.fifo else "queue"
    yield f'sender [label="sender\\n{_sent(scenario)}", class={Tone.NOTE}]'
    yield f'queue [label="{scenario.queue_name}\\n{kind}, hides for {_visibility(scenario)}", class={Tone.COLD}, penwidth=3]'
    settings = [f"batch of {scenario.batch_size}"]
    settings += [f"window {scenario.window_seconds} s"] if scenario.window_seconds else []
    lines = ["event source mapping", ", ".join(settings)]
    lines += [name for name in mapping_of(scenario) if name in _NAMED]
    refused = bool(outcome and outcome.error_code)
    tone = Tone.BAD if refused else Tone.REST
    style = ', style="rounded,dashed"' if refused else ""
    lines += ["refused"] if refused else []
    label = "\\n".join(lines)
    yield f'mapping [label="{label}", class={tone}{style}]'
    timeout = duration(scenario.timeout_seconds * SECOND)
    bad = scenario.failures and not refused
    yield f'function [label="{FUNCTION}\\nfunction, timeout {timeout}", class={Tone.BAD if bad else Tone.WORK}]'
    if scenario.max_receive_count:
        name, dot, fifo = scenario.queue_name.partition(".")
        label = f"{name}-dlq{dot}{fifo}\\nafter {receives(scenario.max_receive_count)}"
        yield f'dlq [label="{label}", class={Tone.END}]'


_NAMED = {
    "FilterCriteria",
    "FunctionResponseTypes",
    "ScalingConfig",
    "ProvisionedPollerConfig",
}
"""Settings that the picture names when they are there."""


def _edges(scenario: Scenario, outcome: Outcome | None) -> Iterator[str]:
    yield "sender -> queue"
    if outcome is None:
        yield "queue -> mapping"
        yield "mapping -> function"
    else:
        plural = "" if outcome.invocations == 1 else "s"
        yield f'queue -> mapping [label=" {outcome.received:,} received "]'
        yield f'mapping -> function [label=" {outcome.invocations:,} invocation{plural} "]'
        if outcome.returned:
            yield f'mapping -> queue [label=" {outcome.returned:,} back ", style=dashed]'
    if scenario.max_receive_count:
        told = f'label=" {outcome.dead_lettered:,} ", ' if outcome else ""
        yield f"queue -> dlq [{told}style=dashed]"
