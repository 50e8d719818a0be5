"""What a call of the function leaves in the trace and in the outcome."""

from sim.stream.outcome import Ended, Formed, Invocation
from sim.stream.state import Call, Lane, World, lane_row, numbers
from sim.trace import Tone


def note(world: World, lane: Lane, call: Call, end: int) -> None:
    """The call in the trace and in the list."""
    part, age = call.part, call.at - call.records[-1].at if call.records else 0
    what = numbers(call.records) if call.records else "no records"
    attempt = part.attempts + 1
    tries = f", attempt {attempt}" if attempt > 1 else ""
    tone = Tone.BAD if call.ended in (Ended.PARTIAL, Ended.FAILED) else Tone.WORK
    row = lane_row(lane, world.scenario)
    told, fact = _told(world, call)
    label = f"final call of the window, state {lane.state}" if part.is_final else f"{what}{tries}"
    world.span(row, call.at, end, "call", label, tone, told, fact)
    if call.ended in (Ended.PARTIAL, Ended.FAILED):
        words = f"go on from {call.records[call.done].of}" if call.ended is Ended.PARTIAL else call.error
        world.mark(row, "failed", f"{what}{tries}: {words}", Tone.BAD, told, fact)
    world.invocations.append(
        Invocation(
            number=call.number,
            shard=lane.shard,
            lane=lane.number,
            at=call.at,
            end=end,
            records=tuple(record.number for record in call.records),
            attempt=attempt,
            formed=part.formed,
            ended=call.ended,
            error=call.error,
            response=call.response,
            checkpoint=call.done,
            bytes=sum(record.bytes for record in call.records),
            iterator_age=age,
            state=lane.state if part.window >= 0 else 0,
            is_final=part.is_final,
        )
    )


def _told(world: World, call: Call) -> tuple[str, str]:
    """Why the call ended as it did, and the fact behind it."""
    match call.ended:
        case Ended.SUCCEEDED if call.part.is_final:
            return "isFinalInvokeForWindow: the window is over, and the function gets its sum.", "stream-tumbling"
        case Ended.RUNNING:
            return "It has not returned when the looking ends.", ""
        case Ended.SUCCEEDED if call.part.formed is Formed.WINDOW and not world.scenario.window_seconds:
            return "Without a batching window the batch goes at once, with what is there.", "stream-batch-size"
        case Ended.SUCCEEDED:
            return _FORMED[call.part.formed], _FORMED_FACTS.get(call.part.formed, "esm-batches")
        case Ended.PARTIAL:
            return (
                "The lowest sequence number that the answer names is the checkpoint: all from there on comes again.",
                "stream-partial-batch",
            )
        case _:
            return (
                f"{call.error}: the whole batch counts as failed, even what the handler had done with it.",
                "stream-blocking-shard",
            )


_FORMED = {
    Formed.SIZE: "The batch went because BatchSize was reached.",
    Formed.PAYLOAD: "The batch went because one record more would exceed 6 MB.",
    Formed.WINDOW: "The batch went with what was there when its batching window was over.",
    Formed.TUMBLING: "The batch went because its tumbling window is over.",
    Formed.RETRY: "It was tried again, and this time all is well.",
    Formed.FINAL: "The last call of its window.",
}
_FORMED_FACTS = {Formed.TUMBLING: "stream-tumbling", Formed.RETRY: "stream-blocking-shard"}
