"""Asynchronous invocation: Lambda's own queue, the attempts at an event, and when it is given up.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
"""

from sim.draw.text import duration
from sim.invocation.answers import ACCEPTED, Answer, loop_stopped, system_error, throttled
from sim.invocation.calls import Event, Request, Running
from sim.invocation.delivering import fail, succeed
from sim.invocation.retry import after_error, back_off
from sim.invocation.running import MOST_EVENTS, MOST_ROUNDS, begin, next_of
from sim.invocation.state import QUEUE, Copy, Dequeue, World
from sim.invocation.states import EventSignal
from sim.invocation.values import CHAIN, SECOND, Happens, Loop, RecursiveLoop
from sim.trace import Tone


def accept(world: World, request: Request) -> Answer:
    """Keep the event and answer 202."""
    call = request.call
    event = Event(
        number=len(world.events) + 1,
        call=call,
        id=request.id,
        qualifier=call.invoke.qualifier,
        payload=call.payload,
        at=world.now,
    )
    call.event = event.number
    why = "The event is in Lambda's own queue. 202, empty body: that is all the caller ever hears."
    _enter(world, event, "accepted", f"{event.of}: 202", Tone.WORK, why, "async-202-queue")
    if world.copies.random() * 100 < world.scenario.duplicates_percent:
        world.clock.schedule(world.now + 100 + world.copies.randrange(2 * SECOND), Copy(event), 1)
    return Answer(status=ACCEPTED, fact="async-202-queue")


def copy(world: World, first: Event) -> None:
    """The queue gives the event out a second time, with the same request id."""
    event = Event(
        number=len(world.events) + 1,
        call=first.call,
        id=first.id,
        qualifier=first.qualifier,
        payload=first.payload,
        at=first.at,
        round=first.round,
        duplicate=True,
    )
    why = "The same event once more, without any error: the queue promises at least once, not exactly once."
    _enter(world, event, "duplicate", f"{event.of} comes", Tone.BAD, why, "async-at-least-once")
    dequeue(world, event)


def again(world: World, source: Request | Event) -> None:
    """What the function did has it invoked once more: a loop."""
    at_round = 2 if isinstance(source, Request) else source.round + 1
    if at_round > MOST_ROUNDS or len(world.events) >= MOST_EVENTS:
        why = "We look no further. Lambda would go on, and each round is billed."
        world.mark(
            QUEUE, "broken_off", f"{source.call.of}: and so on", Tone.BAD, why, "async-recursion", source.call.of
        )
        return
    event = Event(
        number=len(world.events) + 1,
        call=source.call,
        id=world.request_id(),
        qualifier=source.call.invoke.qualifier if isinstance(source, Request) else source.qualifier,
        payload=source.call.payload if isinstance(source, Request) else source.payload,
        at=world.now,
        round=at_round,
    )
    world.looped += 1
    why = "What the function did has brought about an event that invokes it again."
    _enter(world, event, "looped", event.of, Tone.NOTE, why, "async-recursion")
    dequeue(world, event)


def dequeue(world: World, event: Event) -> None:
    """Try to have the event handled."""
    config = world.scenario.config_of(event.qualifier)
    if world.scenario.function.reserved == 0:
        event.take(EventSignal.ZERO_RESERVED_CONCURRENCY)
        event.last_status, event.last_message = _as_told(throttled(""))
        why = "Reserved concurrency is 0, so nothing can ever run. The event fails at once, without an attempt."
        fail(world, event, EventSignal.ZERO_RESERVED_CONCURRENCY, why, "async-reserved-zero")
        return
    if world.now - event.at > config.max_age_seconds * SECOND:
        _too_old(world, event, "The event is older than it may get.", "async-max-age")
        return
    if _is_stopped(world, event):
        event.take(EventSignal.LOOP_STOPPED)
        event.last_status, event.last_message = _as_told(loop_stopped())
        world.stopped += 1
        why = f"About {CHAIN} invocations came of one another. Lambda takes that for a loop and does not invoke again."
        fail(world, event, EventSignal.LOOP_STOPPED, why, "async-recursion")
        return
    event.attempts += 1
    happens, reason = next_of(world, event)
    if reason:
        world.tried(event, happens, reason=reason)
        event.throttles += 1
        why = f"No room: {reason}. The code does not run, and no retry is used up."
        world.mark(QUEUE, "throttled", f"{event.of}: throttled, 429", Tone.BAD, why, "async-throttle-retries", event.of)
        _back_off(world, event, EventSignal.THROTTLED, throttled(reason))
        return
    if happens is Happens.SYSTEM_ERROR:
        world.tried(event, happens)
        why = "Lambda itself failed. No retry is used up."
        world.mark(QUEUE, "system_error", f"{event.of}: 500", Tone.BAD, why, "async-throttle-retries", event.of)
        _back_off(world, event, EventSignal.SYSTEM_ERROR, system_error())
        return
    event.take(EventSignal.LEASE)
    event.runs += 1
    begin(world, event, happens)


def finish(world: World, running: Running, event: Event) -> None:
    """The run of an event is over: it succeeded, or it is tried again, or that was the last time."""
    ran = running.ran
    if ran.happened is Happens.LATE_SYSTEM_ERROR:
        why = "The code has run, then Lambda failed: the event goes back to the queue though its work is done."
        world.mark(QUEUE, "system_error", f"{event.of}: 500", Tone.BAD, why, "async-throttle-retries", event.of)
        _back_off(world, event, EventSignal.SYSTEM_ERROR, system_error())
        return
    event.last, event.last_status, event.last_message = ran, 200, ran.message
    if not ran.function_error:
        event.take(EventSignal.RETURNED)
        succeed(world, event)
        return
    config = world.scenario.config_of(event.qualifier)
    event.errors += 1
    if event.errors > config.max_retries:
        event.take(EventSignal.RETRIES_EXHAUSTED)
        tries = "the only attempt" if event.errors == 1 else f"all {event.errors} attempts"
        why = f"A function error in {tries}, and MaximumRetryAttempts is {config.max_retries}."
        fail(world, event, EventSignal.RETRIES_EXHAUSTED, why, "async-function-error-retries")
        return
    wait = after_error(event.errors)
    if world.now - event.at + wait >= config.max_age_seconds * SECOND:
        why = f"The next attempt would be due in {duration(wait)}, when the event is too old. Lambda looks ahead and gives up now."
        _too_old(world, event, why, "async-max-age-lookahead")
        return
    event.take(EventSignal.FUNCTION_ERROR)
    why = f"A function error uses up a retry. Lambda waits {duration(wait)} and tries again."
    _wait(world, event, wait, f"{event.of}: retry {event.errors}", why, "async-function-error-retries")


def _back_off(world: World, event: Event, signal: EventSignal, answer: Answer) -> None:
    if event.last is None:
        event.last_status, event.last_message = _as_told(answer)
    wait = back_off(event.waits)
    event.waits += 1
    config = world.scenario.config_of(event.qualifier)
    if world.now + wait - event.at > config.max_age_seconds * SECOND:
        why = "The next attempt would be due when the event is too old. Lambda gives up now."
        _too_old(world, event, why, "async-max-age")
        return
    event.take(signal)
    why = "Back-off: 1 s, 2 s, 4 s, up to 5 min. AWS gives these bounds; that it doubles without chance is our assumption."
    _wait(world, event, wait, f"{event.of}: back-off {event.waits}", why, "async-throttle-retries")


def _as_told(answer: Answer) -> tuple[int, str]:
    """Status and message, as a dead-letter queue's attributes tell them."""
    return answer.status, answer.message


def _too_old(world: World, event: Event, why: str, fact: str) -> None:
    event.take(EventSignal.EVENT_AGE_EXCEEDED)
    fail(world, event, EventSignal.EVENT_AGE_EXCEEDED, why, fact)


def _wait(world: World, event: Event, wait: int, label: str, why: str, fact: str) -> None:
    world.span(QUEUE, world.now, world.now + wait, "waiting", label, Tone.REST, why, fact, event.of)
    world.mark(QUEUE, "requeued", f"{event.of}: again in {duration(wait)}", Tone.REST, why, fact, event.of)
    world.clock.schedule(world.now + wait, Dequeue(event), 1)


def _enter(world: World, event: Event, kind: str, label: str, tone: Tone, why: str, fact: str) -> None:
    world.events.append(event)
    world.mark(QUEUE, kind, label, tone, why, fact, event.of)


def _is_stopped(world: World, event: Event) -> bool:
    function = world.scenario.function
    seen = function.loop not in (Loop.NONE, Loop.EVENTBRIDGE)
    return seen and function.recursive_loop is RecursiveLoop.TERMINATE and event.round > CHAIN
