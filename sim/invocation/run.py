"""The run: signals come in order of time, and each does its part; the outcome is counted when all is over."""

from typing import assert_never

from sim.invocation.calling import arrive, give_up, hear, send
from sim.invocation.calls import Call, Event
from sim.invocation.outcome import Outcome, Result
from sim.invocation.queueing import again, copy, dequeue
from sim.invocation.queueing import finish as finish_event
from sim.invocation.result import outcome_of
from sim.invocation.running import end
from sim.invocation.scenario import Scenario
from sim.invocation.serving import finish as finish_request
from sim.invocation.state import (
    CLIENT,
    GATEWAY,
    LAMBDA,
    QUEUE,
    WORK,
    Again,
    Arrive,
    Copy,
    Dequeue,
    Due,
    Finish,
    Patience,
    Send,
    World,
)
from sim.invocation.values import Caller
from sim.trace import Counter, Lane, Tone, Trace

IN = ("arrived", "duplicate", "looped")
DONE = ("answered", "succeeded")
ENDS = ("failed_call", "refused", "unanswered", "dry_run_done")
COUNTERS = (
    Counter("in", IN),
    Counter("succeeded", DONE),
    Counter("calls without a result", ENDS),
    Counter("dead-lettered", ("dead_lettered",)),
    Counter("dropped", ("dropped",)),
    Counter("waiting", IN, (*DONE, *ENDS, "dead_lettered", "dropped")),
    Counter("runs of the code", ("run",)),
    Counter("work done", ("effect",)),
)
"""In = succeeded + calls without a result + dead-lettered + dropped + waiting, at every moment."""


def run(scenario: Scenario) -> Trace[Outcome]:
    """Invoke, and follow each call and each event until nothing more comes of it, or until the looking ends.

    At one moment a run that ends comes first, then what arrives, then what is tried again.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-invocation.html
    """
    world = World(scenario)
    for at, call in _calls(scenario):
        world.clock.schedule(at, Arrive(call), 1)
    while world.clock:
        due = world.clock.step()
        if scenario.until and world.now > scenario.until:
            break
        _take(world, due)
    return _trace(world)


def _calls(scenario: Scenario) -> list[tuple[int, Call]]:
    """All calls with their moments, in order of time."""
    moments = sorted(
        (
            (invoke.at + time * invoke.every, place)
            for place, invoke in enumerate(scenario.invokes)
            for time in range(invoke.times)
        ),
    )
    return [
        (at, Call(number=number, invoke=scenario.invokes[place], at=at))
        for number, (at, place) in enumerate(moments, start=1)
    ]


def _take(world: World, due: Due) -> None:
    match due:
        case Arrive(call):
            arrive(world, call)
        case Send(call):
            send(world, call)
        case Finish(running):
            end(world, running)
            if isinstance(running.source, Event):
                finish_event(world, running, running.source)
            else:
                hear(world, running.source, finish_request(world, running, running.source))
        case Patience(request):
            give_up(world, request)
        case Dequeue(event):
            dequeue(world, event)
        case Copy(event):
            copy(world, event)
        case Again(source):
            again(world, source)
        case _:
            assert_never(due)


def _trace(world: World) -> Trace[Outcome]:
    until = world.scenario.until
    last = max([mark.at for mark in world.marks] + [span.end for span in world.spans] + [until])
    for call in world.calls:
        if call.result is Result.PENDING and call.requests:
            lane = GATEWAY if call.invoke.caller is Caller.API_GATEWAY else CLIENT
            asked = next(one.at for one in reversed(world.requests) if one.call is call)
            world.span(lane, asked, last, "waits", f"{call.of} waits", Tone.REST, "The caller still waits.", of=call.of)
    spans = tuple(sorted(world.spans, key=lambda span: span.start))
    return Trace(tuple(_lanes(world)), spans, tuple(world.marks), COUNTERS, outcome_of(world), last)


def _lanes(world: World) -> list[Lane]:
    """Lanes with something on them: callers, Lambda, its queue, environments, the work, destinations."""
    first = [CLIENT.id, GATEWAY.id, LAMBDA.id, QUEUE.id, *(one.lane.id for one in world.environments), WORK.id]
    order = {name: place for place, name in enumerate(first)}
    return sorted(world.lanes.values(), key=lambda lane: order.get(lane.id, len(order)))
