"""The outcome of a run, counted from what the world remembers."""

from collections import Counter

from sim.queue.advice import advice_of
from sim.queue.message import Batch, Message
from sim.queue.outcome import BatchOutcome, MessageOutcome, Outcome
from sim.queue.state import World
from sim.queue.values import Ended, Result

WHOLE = (Result.FAILED, Result.TIMED_OUT, Result.CRASHED, Result.MALFORMED)
"""Results by which the whole batch comes back."""


def outcome_of(world: World, *, broken_off: bool) -> Outcome:
    """What a question may ask."""
    messages, batches = world.messages, world.batches
    ended = Counter(message.status for message in messages)
    results = Counter(batch.result for batch in batches)
    copies = sum(message.origin != message.number for message in messages)
    effects = sum(message.effects for message in messages)
    succeeded = [message for message in messages if message.status is Ended.SUCCEEDED]
    requests = sum(batch.requests for batch in batches)
    refusal, advice = world.refusal, advice_of(world.scenario)
    highest = world.busiest if world.scenario.fifo else max((level.count for level in world.levels), default=0)
    return Outcome(
        sent=len(messages) - copies,
        duplicates=copies,
        received=world.received,
        redelivered=sum(max(0, message.received - 1) for message in messages),
        requests=requests,
        throttles=world.throttles,
        invocations=requests - world.throttles,
        batches=len(batches),
        succeeded_batches=results[Result.SUCCEEDED],
        partial_batches=results[Result.PARTIAL],
        failed_batches=sum(results[result] for result in WHOLE),
        malformed_batches=results[Result.MALFORMED],
        throttled_batches=results[Result.THROTTLED],
        succeeded=len(succeeded),
        deleted_by_filter=ended[Ended.FILTERED],
        dead_lettered=ended[Ended.DEAD_LETTERED],
        expired=ended[Ended.EXPIRED],
        waiting=ended[Ended.WAITING],
        in_flight=ended[Ended.IN_FLIGHT],
        returned=world.returned,
        effects=effects,
        repeated_effects=effects - len(world.known),
        unfinished=world.unfinished,
        out_of_order=world.out_of_order,
        largest_batch=max((len(batch.held) for batch in batches), default=0),
        largest_batch_bytes=max((batch.bytes for batch in batches), default=0),
        peak_pollers=world.scaling.pollers(highest),
        peak_concurrency=world.peak_concurrency,
        most_receives=max((message.received for message in messages), default=0),
        longest_wait=max((message.at - message.sent_at for message in succeeded), default=-1),
        finished_at=max(
            (one.at for one in messages if one.status in (Ended.SUCCEEDED, Ended.DEAD_LETTERED)),
            default=-1,
        ),
        error_status=refusal.status if refusal else 0,
        error_code=refusal.code if refusal else "",
        error_message=refusal.message if refusal else "",
        advised=len(advice),
        broken_off=broken_off,
        batch_list=tuple(map(_batch, batches)),
        message_list=tuple(map(_message, messages)),
        dead_letters=tuple(world.dead_letters),
        levels=tuple(world.levels),
        advice=advice,
    )


def _batch(batch: Batch) -> BatchOutcome:
    return BatchOutcome(
        number=batch.number,
        messages=tuple(held.message.number for held in batch.held),
        receives=tuple(held.receipt for held in batch.held),
        bytes=batch.bytes,
        began_at=batch.began_at,
        invoked_at=batch.invoked_at,
        ended_at=batch.ended_at,
        closed=batch.closed,
        requests=batch.requests,
        result=batch.result,
        response=batch.response,
        deleted=batch.deleted,
        returned=batch.returned,
    )


def _message(message: Message) -> MessageOutcome:
    return MessageOutcome(
        number=message.number,
        id=message.id,
        copy_of=message.origin if message.origin != message.number else 0,
        group=message.group,
        body=message.body,
        bytes=message.bytes,
        sent_at=message.sent_at,
        received=message.received,
        status=message.status,
        at=message.at,
        effects=message.effects,
    )
