"""Pollers: they receive messages, put them into batches, and are more or fewer by what there is to do.

A poller takes all that it finds and that fits its batch: AWS's pollers may find less, because a receive asks only some of SQS's servers.
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
"""

from sim.draw.text import duration
from sim.queue.invoking import request
from sim.queue.message import Batch, Held, Message
from sim.queue.outcome import DeadLetter, Level
from sim.queue.state import POLLERS, Grow, Seen, WindowEnd, World, deadline_of
from sim.queue.values import BATCH_BYTES, SECOND, Closed, Ended
from sim.trace import Tone


def poll(world: World) -> None:
    """Receive what there is, as far as there are pollers."""
    world.poll_due = False
    while (message := world.shelf.first()) is not None:
        batch = world.open
        if batch is None or any(held.message is message for held in batch.held):
            if world.busy >= world.level:
                _want_more(world)
                return
            batch = Batch(number=len(world.batches) + 1, began_at=world.now)
        _fill(world, batch)


def grow(world: World) -> None:
    """One more batch may be at work, if there is still a backlog."""
    world.grow_due = False
    if world.shelf.first() is None:
        return
    set_level(world, world.level + 1)
    world.look()


def close_window(world: World, batch: Batch) -> None:
    """The batching window of the batch ends."""
    if batch.closed is Closed.OPEN:
        _hand_over(world, batch, Closed.WINDOW)


def set_level(world: World, level: int) -> None:
    """From now on so many batches may be at work at once."""
    world.level = level
    world.levels.append(Level(at=world.now, count=level))
    scaling = world.scaling
    marked = world.marked_level
    if level >= 2 * marked or (level == scaling.most and level > marked):
        world.marked_level = level
        word = "batches at once" if scaling.per_poller == 1 else f"batches at once, {scaling.pollers(level)} pollers"
        why = f"Messages are still waiting, so the mapping takes one more batch every {scaling.step} ms, up to {scaling.most:,}."
        fact = "sqs-scaling-default" if scaling.per_poller == 1 else "sqs-provisioned-mode"
        world.mark(POLLERS, "scaled", f"{level} {word}", Tone.REST, why, fact)


def _want_more(world: World) -> None:
    if world.level < world.scaling.most and not world.grow_due:
        world.grow_due = True
        world.plan(world.now + world.scaling.step, Grow())


def _fill(world: World, batch: Batch) -> None:
    """Receive messages into the batch until it is full or there are none."""
    scenario = world.scenario
    is_new = not batch.held
    closed = Closed.OPEN
    while closed is Closed.OPEN:
        message = world.shelf.first(tuple({held.message.group: None for held in batch.held}) if scenario.fifo else ())
        if message is None or any(held.message is message for held in batch.held):
            break
        if scenario.max_receive_count and message.received >= scenario.max_receive_count:
            _dead_letter(world, message)
        elif not world.filters.passes({"body": message.body}):
            _filter_out(world, message)
        elif batch.held and batch.bytes + message.bytes > BATCH_BYTES:
            closed = Closed.BYTES
        else:
            _receive(world, batch, message)
            if len(batch.held) == scenario.batch_size:
                closed = Closed.SIZE
    if not batch.held:
        return
    if closed is Closed.OPEN and not scenario.window_seconds:
        closed = Closed.POLL
    if closed is not Closed.OPEN:
        _hand_over(world, batch, closed)
    elif is_new:
        world.open = batch
        world.plan(world.now + scenario.window_seconds * SECOND, WindowEnd(batch))


def _receive(world: World, batch: Batch, message: Message) -> None:
    if not batch.held:
        world.batches.append(batch)
        world.busy += 1
        world.busiest = max(world.busiest, world.busy)
    _hide(world, message)
    held = Held(message, message.received, deadline_of(world.scenario, world.now))
    batch.held.append(held)
    batch.bytes += message.bytes
    world.plan(held.deadline, Seen(held))
    count = f", receive {message.received}" if message.received > 1 else ""
    hidden = duration(world.scenario.visibility_seconds * SECOND)
    why = f"A poller receives it. It stays in the queue, hidden for {hidden}; its receive count is {message.received}."
    label = f"{message.of} received into {batch.of}{count}"
    world.mark(POLLERS, "received", label, Tone.REST, why, "sqs-visibility-timeout", message.of)


def _hide(world: World, message: Message) -> None:
    world.shelf.take(message, hidden=True)
    message.received += 1
    message.status, message.at = Ended.IN_FLIGHT, world.now
    world.received += 1


def _filter_out(world: World, message: Message) -> None:
    world.shelf.take(message, hidden=False)
    message.received += 1
    message.status, message.at = Ended.FILTERED, world.now
    world.received += 1
    why = "No pattern of FilterCriteria matches it, so Lambda deletes it. The function never hears of it, nor does a dead-letter queue."
    label = f"{message.of} deleted by the filter"
    world.mark(POLLERS, "filtered", label, Tone.END, why, "sqs-filter-deletes", message.of)


def _dead_letter(world: World, message: Message) -> None:
    world.shelf.take(message, hidden=False)
    message.status, message.at = Ended.DEAD_LETTERED, world.now
    world.dead_letters.append(
        DeadLetter(
            message=message.number,
            id=message.id,
            at=world.now,
            received=message.received,
            group=message.group,
            body=message.body,
            source=world.arn,
        )
    )
    times = "once" if message.received == 1 else f"{message.received} times"
    why = f"It has been received {times}, which is maxReceiveCount. SQS moves it as it is, instead of handing it out once more."
    world.mark(world.dlq_lane, "dead_lettered", f"{message.of} dead-lettered", Tone.END, why, "sqs-redrive", message.of)


def _hand_over(world: World, batch: Batch, closed: Closed) -> None:
    """The batch takes no more; the function is asked to take it."""
    batch.closed = closed
    if world.open is batch:
        world.open = None
    if world.now > batch.began_at:
        reason = {Closed.SIZE: "BatchSize is reached", Closed.BYTES: "the next message would make it larger than 6 MB"}
        why = f"The batching window opens with the first message, and ends now: {reason.get(closed, 'its time is up')}."
        label = f"{batch.of} collects"
        world.span(POLLERS, batch.began_at, world.now, "collecting", label, Tone.REST, why, "esm-batches", batch.of)
    request(world, batch)
