"""The run: signals come in order of time, and each does its part; the outcome is counted when all is over."""

from typing import assert_never

from sim.queue.invoking import again, answer, back_off
from sim.queue.message import Held, Message
from sim.queue.outcome import Level, Outcome
from sim.queue.polling import close_window, grow, poll
from sim.queue.result import outcome_of
from sim.queue.scenario import Scenario
from sim.queue.state import (
    MOST_RECEIVES,
    POLLERS,
    Answer,
    BackOff,
    Due,
    Expiry,
    Grow,
    Poll,
    Request,
    Seen,
    Sent,
    WindowEnd,
    World,
    chance,
)
from sim.queue.values import SECOND, Ended
from sim.trace import Counter, Lane, Tone, Trace

COUNTERS = (
    Counter("sent", ("sent",)),
    Counter("waiting", ("sent", "returned"), ("received", "filtered", "dead_lettered", "expired", "succeeded_late")),
    Counter("in flight", ("received",), ("succeeded", "returned", "expired_hidden")),
    Counter("succeeded", ("succeeded", "succeeded_late")),
    Counter("deleted by the filter", ("filtered",)),
    Counter("dead-lettered", ("dead_lettered",)),
    Counter("expired", ("expired", "expired_hidden")),
)
"""sent = waiting + in flight + succeeded + deleted by the filter + dead-lettered + expired, at every moment."""


def run(scenario: Scenario) -> Trace[Outcome]:
    """Send the messages, and follow each until it is deleted, dead-lettered or expired, or until the looking ends.

    https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
    """
    world = World(scenario)
    if world.refusal:
        label = f"CreateEventSourceMapping answers {world.refusal.code}"
        told = "" if world.refusal.seen else " The words are ours: AWS's text is not recorded."
        why = f"{world.refusal.status}: {world.refusal.message.removesuffix('.')}. There is no mapping, and nobody reads the queue.{told}"
        world.mark(POLLERS, "refused", label, Tone.BAD, why, world.refusal.fact)
    else:
        world.levels.append(Level(at=0, count=world.level))
    messages = messages_of(scenario)
    world.numbered = len(messages)
    for message in messages:
        world.plan(message.sent_at, Sent(message))
    broken_off = False
    while world.clock and not broken_off:
        due = world.clock.step()
        if world.now > scenario.until:
            break
        _take(world, due)
        broken_off = world.received >= MOST_RECEIVES
    return _trace(world, broken_off=broken_off)


def _take(world: World, due: Due) -> None:
    match due:
        case Sent(message):
            _sent(world, message)
        case Seen(held):
            _seen(world, held)
        case Poll():
            poll(world)
        case Grow():
            grow(world)
        case BackOff():
            back_off(world)
        case WindowEnd(batch):
            close_window(world, batch)
        case Request(batch):
            again(world, batch)
        case Answer():
            answer(world, due)
        case Expiry(message):
            if message.status is Ended.WAITING:
                world.shelf.take(message, hidden=False)
                _expire(world, message, "expired")
        case _:
            assert_never(due)


def messages_of(scenario: Scenario) -> list[Message]:
    """The messages with their numbers, in the order in which they are sent."""
    gaps = chance(scenario.seed, 0)
    moments = []
    for place, send in enumerate(scenario.sends):
        at = send.at
        for n in range(send.count):
            if send.by_chance:
                at += round(gaps.expovariate(1 / send.every))
            moments.append((at if send.by_chance else send.at + n * send.every, place, send))
    messages = []
    for number, (at, _, send) in enumerate(sorted(moments, key=lambda row: row[:2]), start=1):
        body, group = (text.replace("%n", str(number)) for text in (send.body, send.group))
        size = max(send.bytes, len(body.encode()))
        messages.append(Message(number=number, origin=number, body=body, group=group, bytes=size, sent_at=at))
    return messages


def _sent(world: World, message: Message) -> None:
    message.at = world.now
    world.messages.append(message)
    world.shelf.add(message)
    lane = world.queue_lane
    if message.origin != message.number:
        why = "A server that had not heard of the delete hands out its copy: a standard queue delivers at least once."
        label = f"message {message.origin} comes again, as {message.of}"
        world.mark(lane, "sent", label, Tone.BAD, why, "sqs-copy-after-delete", message.of)
    else:
        group = f" for group {message.group}" if world.scenario.fifo else ""
        why = "The queue has it. The sender is done; whoever receives it must delete it."
        world.mark(lane, "sent", f"{message.of} sent{group}", Tone.NOTE, why, "sqs-visibility-timeout", message.of)
    expires = world.now + world.scenario.retention_seconds * SECOND
    if expires <= world.scenario.until:
        world.plan(expires, Expiry(message))
    world.look()


def _seen(world: World, held: Held) -> None:
    """A visibility timeout ends: the message is seen again, if it is still there and nobody has received it since."""
    message = held.message
    if not held.is_latest or message.status is not Ended.IN_FLIGHT:
        return
    world.shelf.release(message)
    if world.now >= message.sent_at + world.scenario.retention_seconds * SECOND:
        _expire(world, message, "expired_hidden")
    else:
        message.status, message.at = Ended.WAITING, world.now
        world.returned += 1
        world.shelf.add(message)
        why = "Its visibility timeout ends, and nobody has deleted it. The next receive gets it."
        label = f"{message.of} visible again"
        world.mark(world.queue_lane, "returned", label, Tone.BAD, why, "sqs-visibility-timeout", message.of)
    world.look()


def _expire(world: World, message: Message, kind: str) -> None:
    message.status, message.at = Ended.EXPIRED, world.now
    why = "It is older than the queue keeps a message. The queue drops it; no dead-letter queue gets it."
    world.mark(world.queue_lane, kind, f"{message.of} expired", Tone.BAD, why, "sqs-retention", message.of)


def _trace(world: World, *, broken_off: bool) -> Trace[Outcome]:
    for batch in world.batches:
        if batch.ended_at < 0:
            label = f"{batch.of} still at work"
            why = "The looking ends before this batch does."
            world.span(
                world.queue_lane, batch.began_at, world.scenario.until, "hidden", label, Tone.REST, why, "", batch.of
            )
    spans = tuple(sorted(world.spans, key=lambda span: span.start))
    end = max((*(mark.at for mark in world.marks), *(span.end for span in spans)), default=0)
    outcome = outcome_of(world, broken_off=broken_off)
    return Trace(tuple(_lanes(world)), spans, tuple(world.marks), COUNTERS, outcome, end)


def _lanes(world: World) -> list[Lane]:
    """Lanes with something on them: queue, pollers, environments, dead-letter queue."""
    order = {"queue": 0, "pollers": 1, "environment": 2, "dead-letter queue": 3}
    return sorted(world.lanes.values(), key=lambda lane: (order[lane.kind], len(lane.id), lane.id))
