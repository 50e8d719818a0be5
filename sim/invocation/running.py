"""What synchronous and asynchronous invocation share: whether there is room, a run in an environment, and the work that it does."""

from dataclasses import replace

from sim.invocation.answers import throttle_reason
from sim.invocation.calls import Environment, Event, Request, Running
from sim.invocation.handler import log_of, run_of
from sim.invocation.state import WORK, Again, Finish, World
from sim.invocation.values import RATE_PER_CONCURRENCY, SECOND, Happens, Idempotent, Loop
from sim.trace import Tone

MOST_ROUNDS = 40
"""So many rounds of a loop that Lambda does not stop are looked at. Lambda itself would go on."""
MOST_EVENTS = 10_000


def next_of(world: World, source: Request | Event) -> tuple[Happens, str]:
    """What the next attempt meets, and the reason if it is a throttle.

    An attempt for which there is no room uses up nothing of the script.
    """
    if reason := _no_room(world, source):
        return Happens.THROTTLE, reason
    holder = source.call if isinstance(source, Request) else source
    holder.scripted += 1
    happens = world.happens(source.call.number, holder.scripted)
    if happens is Happens.THROTTLE:
        return happens, throttle_reason(reserved=world.scenario.function.reserved >= 0, rate=False)
    return happens, ""


def _no_room(world: World, source: Request | Event) -> str:
    """The reason for which there is no room; empty if there is.

    A synchronous request meets a limit of requests a second too, ten for each unit of concurrency; an asynchronous event does not.
    https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
    """
    reserved = world.scenario.function.reserved >= 0
    limit = world.limit()
    if world.running >= limit:
        return throttle_reason(reserved=reserved, rate=False)
    if isinstance(source, Request):
        while world.started and world.started[0] <= world.now - SECOND:
            world.started.popleft()
        if len(world.started) >= RATE_PER_CONCURRENCY * limit:
            return throttle_reason(reserved=reserved, rate=True)
        world.started.append(world.now)
    return ""


def begin(world: World, source: Request | Event, happens: Happens) -> Running:
    """Give the event to an environment; the run's end is scheduled."""
    function, call = world.scenario.function, source.call
    stream = isinstance(source, Request) and call.invoke.stream
    if isinstance(source, Event) and happens is Happens.LOST:
        happens = Happens.OK
    ran = run_of(function, happens, source.id, stream=stream)
    environment = world.free.pop() if world.free else _made(world)
    world.running += 1
    call.runs += 1
    place = world.tried(source, ran.happened, lasts=ran.lasts, environment=environment.number)
    version = function.version_of(source.qualifier if isinstance(source, Event) else call.invoke.qualifier)
    running = Running(attempt=place, source=source, environment=environment, ran=ran)
    running.log = log_of(function, ran, source.id, version)
    label, of = f"{_named(source)}: {ran.label}", source.of if isinstance(source, Event) else call.of
    tone = Tone.BAD if ran.function_error or happens is Happens.LATE_SYSTEM_ERROR else Tone.WORK
    old = " An update is in progress: it is the code and configuration of before." if function.updating else ""
    world.mark(
        environment.lane,
        "run",
        f"{_named(source)} starts",
        Tone.WORK,
        f"There is room, so an environment is given the event.{old}",
        "state-pending-blocks" if function.updating else "env-concurrent",
        of,
    )
    end = world.now + ran.lasts
    world.span(environment.lane, world.now, end, "run", label, tone, ran.why, ran.fact, of)
    world.clock.schedule(end, Finish(running))
    return running


def end(world: World, running: Running) -> None:
    """The run is over: the environment is free again, reset or not, and what the handler did is done."""
    world.running -= 1
    environment, ran = running.environment, running.ran
    world.free.append(environment)
    source = running.source
    of = source.of if isinstance(source, Event) else source.call.of
    if ran.resets:
        world.resets += 1
    if ran.function_error:
        world.mark(environment.lane, "run_failed", f"{_named(source)}: {ran.label}", Tone.BAD, ran.why, ran.fact, of)
    else:
        world.mark(environment.lane, "ran", f"{_named(source)}: returns", Tone.WORK, ran.why, ran.fact, of)
    if ran.works:
        _work(world, running, of)


def _work(world: World, running: Running, of: str) -> None:
    source, function = running.source, world.scenario.function
    call = source.call
    if function.idempotent is not Idempotent.NOTHING:
        by_id = function.idempotent is Idempotent.REQUEST_ID
        key = source.id if by_id else _payload_of(source)
        if key in world.seen:
            by = "request id" if by_id else "payload"
            why = f"The handler has done the work for this {by} before, so it does nothing now. That is what idempotent means."
            fact = "async-same-request-id" if by_id else "async-at-least-once"
            world.mark(WORK, "known", f"{of}: done already", Tone.REST, why, fact, of)
            return
        world.seen.add(key)
    call.effects += 1
    this = (call.number, source.round if isinstance(source, Event) else 1)
    world.done[this] += 1
    times = world.done[this]
    world.attempts[running.attempt] = replace(world.attempts[running.attempt], effect=True)
    again = times > 1
    why = "The handler has done its work: a mail is out, a seat is booked."
    if again:
        why = f"The same work a {_th(times)} time. Nothing in the handler notices that it has been done before."
    label = f"{of}: done{f' a {_th(times)} time' if again else ''}"
    world.mark(WORK, "effect", label, Tone.BAD if again else Tone.WORK, why, "async-at-least-once" if again else "", of)
    if function.loop is not Loop.NONE:
        world.clock.schedule(world.now + function.loop_after, Again(source), 1)


def _payload_of(source: Request | Event) -> str:
    return source.payload if isinstance(source, Event) else source.call.payload


def _made(world: World) -> Environment:
    environment = Environment(number=len(world.environments) + 1)
    world.environments.append(environment)
    return environment


def _named(source: Request | Event) -> str:
    if isinstance(source, Event):
        return f"{source.of}, attempt {source.attempts}"
    return f"{source.call.of}, request {source.attempt}"


def _th(number: int) -> str:
    return {2: "2nd", 3: "3rd"}.get(number, f"{number}th")
