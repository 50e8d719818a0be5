"""The stream, its shards, the mapping, the function and the destination, as a graph and in words."""

from collections import Counter
from collections.abc import Iterator

from sim.stream.outcome import Fate, Outcome
from sim.stream.scenario import Scenario
from sim.stream.values import FUNCTION, STREAM, TABLE, OnFailure, Source
from sim.trace import Tone

DESTINATIONS = {
    OnFailure.SQS: "queue",
    OnFailure.SNS: "topic",
    OnFailure.S3: "bucket",
}
"""What an on-failure destination is called."""
MOST_SHOWN = 8
"""Shards in a picture; more cannot be read."""


def graph_body(scenario: Scenario, outcome: Outcome | None = None) -> str:
    """Lines of DOT for ``sim.draw.dot.graph``; with an ``outcome`` they say what became of the records."""
    return "\n".join(_nodes(scenario, outcome))


def in_words(scenario: Scenario) -> str:
    """The same graph as sentences."""
    shards = "one shard" if scenario.shards == 1 else f"{scenario.shards} shards"
    lanes = "" if scenario.factor == 1 else f", {scenario.factor} from each shard at one time"
    end = "What it gives up is gone."
    if scenario.on_failure is not OnFailure.NONE:
        end = f"Of what it gives up, it tells a {DESTINATIONS[scenario.on_failure]}."
    batches = f"batches of up to {scenario.batch_size} records{lanes}"
    return f"{_stream(scenario)} has {shards}. A mapping reads each and invokes {FUNCTION} with {batches}. {end}"


def _stream(scenario: Scenario) -> str:
    if scenario.source is Source.KINESIS:
        return f"The Kinesis stream {STREAM}"
    return f"The stream of the DynamoDB table {TABLE}"


def _nodes(scenario: Scenario, outcome: Outcome | None) -> Iterator[str]:
    kind, name = ("Kinesis stream", STREAM) if scenario.source is Source.KINESIS else ("DynamoDB stream", TABLE)
    yield f'mapping [label="event source mapping\\n{_limits(scenario)}", class={Tone.COLD}, penwidth=3]'
    yield f'function [label="{FUNCTION}\\nfunction", class={Tone.WORK}]'
    yield f'stream [label="{name}\\n{kind}, {scenario.retention_hours} h", class={Tone.REST}]'
    for shard in range(1, min(scenario.shards, MOST_SHOWN) + 1):
        blocks = [block.why for block in outcome.block_list if block.shard == shard] if outcome else []
        state = "is blocked" if Fate.WAITING in blocks else "was blocked"
        told, tone = (f"\\n{state}", Tone.BAD) if blocks else ("", Tone.REST)
        yield f'shard{shard} [label="shard {shard}{told}", class={tone}]'
        yield f"stream -> shard{shard} [arrowhead=none]"
        yield f"shard{shard} -> mapping{_count(outcome, shard)}"
    if scenario.shards > MOST_SHOWN:
        yield f'more [label="{scenario.shards - MOST_SHOWN} more shards", shape=plaintext]'
        yield "more -> mapping"
    word = "call" if outcome and outcome.invocations == 1 else "calls"
    calls = f' [label=" {outcome.invocations} {word} "]' if outcome else ""
    yield f"mapping -> function{calls}"
    if scenario.on_failure is not OnFailure.NONE:
        label = f'label=" {outcome.on_failure_records} ", ' if outcome else ""
        yield f'failed [label="on-failure\\n{DESTINATIONS[scenario.on_failure]}", class={Tone.END}]'
        yield f"mapping -> failed [{label}style=dashed]"


def _limits(scenario: Scenario) -> str:
    retries = "no end" if scenario.max_retries < 0 else str(scenario.max_retries)
    return f"batch {scenario.batch_size}, retries: {retries}"


def _count(outcome: Outcome | None, shard: int) -> str:
    if outcome is None:
        return ""
    fates = Counter(record.fate for record in outcome.record_list if record.shard == shard)
    told = "\\n".join(f" {fates[fate]} {fate} " for fate in Fate if fates[fate])
    return f' [label="{told}"]' if told else ""
