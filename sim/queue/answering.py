"""After an invocation: whose work was done, which messages are deleted, and which stay hidden until their visibility timeout ends."""

from itertools import groupby

from sim.queue.message import Batch, Held, Message
from sim.queue.state import Sent, World, environment_lane, told
from sim.queue.values import SECOND, Ended, Result
from sim.trace import Tone


def settle(world: World, batch: Batch, done: tuple[Held, ...], kept: tuple[Held, ...]) -> None:
    """Count the work that is ``done``, delete all that is not ``kept``, and tell what stays."""
    for held in done:
        _work(world, batch, held.message)
    stays = {held.message.number for held in kept}
    for held in batch.held:
        if held.message.number in stays:
            batch.returned += not held.message.gone
        else:
            _delete(world, batch, held)
    _tell(world, batch, kept)


def _tell(world: World, batch: Batch, kept: tuple[Held, ...]) -> None:
    """The response where it says something, and how long the messages are hidden."""
    messages = [held.message for held in batch.held]
    if batch.result not in (Result.SUCCEEDED, Result.THROTTLED):
        why, fact = _WHYS[batch.result]
        label = f"{batch.of} {_WORDS[batch.result]}: {told(held.message for held in kept)} to come back"
        lane = environment_lane(batch.environment)
        world.mark(lane, f"batch_{batch.result.replace('-', '_')}", label, Tone.BAD, why, fact, batch.of)
    label = f"{told(messages)} hidden in {batch.of}"
    why = "In flight: received, not deleted, and seen by nobody else."
    fact = "sqs-visibility-timeout"
    world.span(world.queue_lane, batch.began_at, world.now, "hidden", label, Tone.REST, why, fact, batch.of)
    hidden = (held for held in kept if held.is_latest and held.message.status is Ended.IN_FLIGHT)
    stay = sorted(hidden, key=lambda held: held.deadline)
    for deadline, group in groupby(stay, key=lambda held: held.deadline):
        if deadline > world.now:
            label = f"{told(held.message for held in group)} hidden until the visibility timeout"
            why = "Nobody deletes it and nobody gives it back: what has failed comes back only when its visibility timeout ends."
            world.span(world.queue_lane, world.now, deadline, "still-hidden", label, Tone.BAD, why, fact, batch.of)


def _work(world: World, batch: Batch, message: Message) -> None:
    """The handler has done, or seen that it had done, what the message asks for."""
    if message.origin in world.known and world.scenario.idempotent:
        why = "The handler has had this id before, and does nothing. That is what idempotent means."
        lane = environment_lane(batch.environment)
        world.mark(lane, "known", f"{message.of} is known already", Tone.REST, why, "esm-at-least-once", message.of)
        return
    message.effects += 1
    if message.origin in world.known:
        why = "The same work once more: the message came again after its work had been done, and the handler does not know it."
        lane = environment_lane(batch.environment)
        world.mark(lane, "repeated", f"{message.of} worked on again", Tone.BAD, why, "esm-at-least-once", message.of)
        return
    world.known.add(message.origin)
    if world.scenario.fifo:
        newest = world.newest.get(message.group, 0)
        if message.number < newest:
            world.out_of_order += 1
            why = "A later message of its group has been worked on before: the handler went on after a failure."
            lane, label = environment_lane(batch.environment), f"{message.of} worked on out of order"
            world.mark(lane, "out_of_order", label, Tone.BAD, why, "sqs-fifo-partial", message.of)
        world.newest[message.group] = max(newest, message.number)


def _delete(world: World, batch: Batch, held: Held) -> None:
    message, lane = held.message, world.queue_lane
    if message.gone:
        return
    if not held.is_latest:
        why = "Its receipt handle is old: the message was received again meanwhile, and the delete does not reach it."
        label = f"{message.of} not deleted"
        world.mark(lane, "stale", label, Tone.BAD, why, "sqs-receipt-handle", message.of)
        return
    late = message.status is Ended.WAITING
    if late:
        world.shelf.take(message, hidden=False)
    else:
        world.shelf.release(message)
    message.status, message.at = Ended.SUCCEEDED, world.now
    batch.deleted += 1
    fact = "sqs-failure-whole-batch"
    if message.origin in world.known:
        why, tone = "The invocation did not fail, so Lambda deletes the message.", Tone.WORK
        label = f"{message.of} deleted"
    else:
        world.unfinished += 1
        why = "The handler could not do its work, but did not say so in a way that Lambda hears. Lambda deletes the message: it is lost."
        tone, label, fact = Tone.BAD, f"{message.of} deleted, its work not done", "sqs-partial-batch"
    world.mark(lane, "succeeded_late" if late else "succeeded", label, tone, why, fact, message.of)
    _copy(world, message)


def _copy(world: World, first: Message) -> None:
    """By chance the message comes once more, though it was deleted."""
    if first.origin != first.number or world.copies.random() * 100 >= world.scenario.duplicates_percent:
        return
    world.numbered += 1
    at = world.now + 100 + world.copies.randrange(2 * SECOND)
    again = Message(
        number=world.numbered,
        origin=first.number,
        body=first.body,
        group=first.group,
        bytes=first.bytes,
        sent_at=at,
    )
    world.plan(at, Sent(again))


_WORDS = {
    Result.PARTIAL: "partly failed",
    Result.FAILED: "failed",
    Result.TIMED_OUT: "timed out",
    Result.CRASHED: "crashed",
    Result.MALFORMED: "failed by its response",
}
_WHYS = {
    Result.PARTIAL: ("Lambda deletes the messages that the response does not name.", "sqs-partial-batch"),
    Result.FAILED: (
        "An exception makes the whole batch fail, even the messages whose work is done.",
        "sqs-failure-whole-batch",
    ),
    Result.TIMED_OUT: (
        "After a timeout the whole batch has failed, even the messages whose work is done.",
        "sqs-failure-whole-batch",
    ),
    Result.CRASHED: (
        "No response came, so the whole batch has failed, even the messages whose work is done.",
        "sqs-failure-whole-batch",
    ),
    Result.MALFORMED: (
        "Lambda takes a response that it cannot read for a complete failure, so the whole batch stays.",
        "sqs-partial-batch",
    ),
}
