"""The end of an event: records for destinations, a message for the dead-letter queue, or nothing at all."""

from sim.invocation.calls import Event
from sim.invocation.records import letter_of, record_of
from sim.invocation.scenario import Destination
from sim.invocation.state import QUEUE, World
from sim.invocation.states import EventSignal
from sim.invocation.values import Dlq, Kind
from sim.trace import Lane, Tone

WORDS = {
    Kind.SQS: "queue",
    Kind.SNS: "topic",
    Kind.LAMBDA: "function",
    Kind.EVENTBRIDGE: "bus",
    Kind.S3: "bucket",
}
"""What a destination is called."""
SUCCESS = "Success"


def succeed(world: World, event: Event) -> None:
    """The event is done; a destination for successes gets a record."""
    event.condition, event.ended_at = SUCCESS, world.now
    why = "The handler returned. The event leaves the queue."
    world.mark(QUEUE, "succeeded", f"{event.of} succeeds", Tone.WORK, why, "async-202-queue", event.of)
    goal = world.scenario.config_of(event.qualifier).on_success
    if goal:
        _send(world, event, goal, SUCCESS)


def fail(world: World, event: Event, signal: EventSignal, why: str, fact: str) -> None:
    """The event is given up. A destination for failures and a dead-letter queue each get it, if they are there."""
    event.condition = "" if signal is EventSignal.LOOP_STOPPED else str(signal)
    event.ended_at = world.now
    function = world.scenario.function
    goal = world.scenario.config_of(event.qualifier).on_failure
    kept = bool(goal and goal.writable) or (function.dlq is not Dlq.NONE and function.dlq_writable)
    event.take(EventSignal.KEPT if kept else EventSignal.NOT_KEPT)
    named = event.condition or "loop stopped"
    if kept:
        world.mark(QUEUE, "dead_lettered", f"{event.of} fails: {named}", Tone.END, why, fact, event.of)
    else:
        there = goal or function.dlq is not Dlq.NONE
        lost = "What was to keep it cannot be written." if there else "Nothing is there to keep it."
        told = f"{why} {lost} The event is gone, and only the metric AsyncEventsDropped tells."
        world.mark(QUEUE, "dropped", f"{event.of} dropped: {named}", Tone.BAD, told, fact, event.of)
    if goal:
        _send(world, event, goal, event.condition)
    if function.dlq is not Dlq.NONE:
        _dead_letter(world, event)


def lane_of(destination: Destination) -> Lane:
    """The lane of a destination."""
    kind = WORDS[destination.kind]
    return Lane(f"{destination.kind} {destination.name}", f"{kind} {destination.name}", "target")


def _send(world: World, event: Event, destination: Destination, condition: str) -> None:
    record = record_of(world, event, destination, condition)
    world.records.append(record)
    lane = lane_of(destination)
    good = condition == SUCCESS
    if not record.written:
        why = (
            "The execution role may not write there. The record is lost; the metric DestinationDeliveryFailures tells."
        )
        world.mark(lane, "undelivered", f"{event.of}: no record", Tone.BAD, why, "async-metrics", event.of)
        return
    why = f"The {WORDS[destination.kind]} gets the event and the {'answer' if good else 'error'}, as one JSON record."
    kind = "record_success" if good else "record_failure"
    label = f"{event.of}: record, {condition or 'loop stopped'}"
    world.mark(lane, kind, label, Tone.WORK if good else Tone.END, why, "async-record-shape", event.of)


def _dead_letter(world: World, event: Event) -> None:
    function = world.scenario.function
    letter = letter_of(world, event)
    world.letters.append(letter)
    kind = "topic" if function.dlq is Dlq.SNS else "queue"
    lane = Lane("dlq", f"{kind} {function.name}-dlq", "target")
    if not letter.written:
        why = "The execution role may not send to it. The event is lost here; the metric DeadLetterErrors tells."
        world.mark(lane, "undelivered", f"{event.of}: no message", Tone.BAD, why, "async-metrics", event.of)
        return
    why = "The dead-letter queue gets the bare event, and three attributes. What the function answered is not in it."
    world.mark(lane, "letter", f"{event.of}: message", Tone.END, why, "async-dlq-content", event.of)
