"""Tumbling windows: a sum that goes from call to call of one shard, and to the last call of the window.

A call that fails hands nothing on, so what it had added is not counted twice when its records come again.
https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
"""

from collections.abc import Sequence

from sim.stream.outcome import Window
from sim.stream.state import Call, Lane, Record, World, shard_row
from sim.stream.values import SECOND
from sim.trace import Tone


def count(lane: Lane, done: Sequence[Record]) -> None:
    """The function returns the state with these records added."""
    lane.state += sum(record.value for record in done)
    lane.counted += len(done)


def final(world: World, lane: Lane, call: Call) -> None:
    """The last call of the window has returned: its state is gone."""
    length = world.scenario.tumbling_seconds * SECOND
    start = call.part.window * length
    world.windows.append(
        Window(
            shard=lane.shard,
            start=start,
            end=start + length,
            at=world.now,
            sum=lane.state,
            records=lane.counted,
            invocations=lane.calls,
        )
    )
    label = f"window closed: {lane.counted} records, sum {lane.state}"
    why = "The state of the window is dropped; the next window begins with an empty one."
    world.mark(shard_row(lane.shard), "window", label, Tone.AFTER, why, "stream-tumbling")
    lane.window, lane.state, lane.counted, lane.calls = -1, 0, 0, 0
