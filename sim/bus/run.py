"""The run: signals come in order of time, and each does its part; the outcome is counted when all is over."""

from typing import assert_never

from sim.bus.archiving import again, open_archives, start, stored
from sim.bus.arriving import arrive, request, requests_of
from sim.bus.delivering import attempt, copy, expire
from sim.bus.outcome import Outcome
from sim.bus.policy import problem_of as policy_problem
from sim.bus.result import outcome_of
from sim.bus.scenario import Rule, Scenario, arn_of_bus
from sim.bus.state import (
    Again,
    Attempt,
    Copy,
    Due,
    Expiry,
    Made,
    Request,
    Start,
    Stored,
    World,
    bus_lane,
    callers_lane,
    rule_lane,
)
from sim.bus.transform import problem_of
from sim.pattern import PatternError, compile_pattern
from sim.trace import Counter, Lane, Tone, Trace

COUNTERS = (
    Counter("accepted", ("accepted", "vanished")),
    Counter("refused", ("refused",)),
    Counter("matched", ("matched",)),
    Counter("delivered", ("delivered", "duplicate")),
    Counter("failed attempts", ("attempt_failed",)),
    Counter("dead-lettered", ("dead_lettered",)),
    Counter("dropped or lost", ("dropped", "lost")),
)


def run(scenario: Scenario) -> Trace[Outcome]:
    """Put the events, and follow each until it is delivered, dead-lettered, dropped or lost, or until the looking ends.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html
    """
    world = World(scenario)
    for bus in scenario.known:
        if problem := policy_problem(bus.policy):
            why = f"PutPermission refuses the policy: {problem}. The bus has none."
            world.mark(bus_lane(bus, scenario), "policy_refused", "no policy", Tone.BAD, why, "eb-bus-policy")
    for rule in scenario.rules:
        world.rules.append(_made(world, rule))
    open_archives(world)
    for at, first in requests_of(world):
        world.clock.schedule(at, first)
    for replay in scenario.replays:
        world.clock.schedule(replay.at, Start(replay))
    while world.clock:
        due = world.clock.step()
        if scenario.until and world.now > scenario.until:
            break
        _take(world, due)
    return _trace(world)


def _take(world: World, due: Due) -> None:
    match due:
        case Request():
            request(world, due)
        case Attempt(delivery):
            attempt(world, delivery)
        case Expiry(delivery):
            expire(world, delivery)
        case Copy(delivery):
            copy(world, delivery)
        case Stored():
            stored(world, due)
        case Start():
            start(world, due)
        case Again():
            arrive(world, again(world, due))
        case _:
            assert_never(due)


def _made(world: World, rule: Rule) -> Made:
    """The rule as PutRule and PutTargets take it."""
    bus = world.scenario.bus_of(rule.bus)
    if bus is None:
        raise LookupError(f"{rule.bus}: no such bus, and the scenario did not say so")
    lane = rule_lane(bus, rule)
    refused = []
    for target in rule.targets:
        if problem := problem_of(target):
            refused.append(target.id)
            why = (
                f"PutTargets answers ValidationException: {problem.removesuffix('.')}. The rule is without this target."
            )
            fact = "eb-target-one-input" if target.input else "eb-transformer-unknown-variable"
            world.mark(lane, "target_refused", f"target {target.id} refused", Tone.BAD, why, fact)
    targets = tuple(target for target in rule.targets if target.id not in refused)
    try:
        pattern, error = compile_pattern(rule.pattern), ""
    except PatternError as problem_found:
        pattern, error = None, problem_found.strict or problem_found.message
        why = f"PutRule answers InvalidEventPatternException: {error}. There is no such rule."
        world.mark(lane, "rule_refused", f"rule {rule.name} refused", Tone.BAD, why)
    return Made(bus=bus, rule=rule, pattern=pattern, error=error, targets=targets, refused=tuple(refused))


def _trace(world: World) -> Trace[Outcome]:
    until = world.scenario.until
    marks = sorted((mark for mark in world.marks if not until or mark.at <= until), key=lambda mark: mark.at)
    spans = tuple(sorted(world.spans, key=lambda span: span.start))
    end = max((*(mark.at for mark in marks), *(span.end for span in spans), until))
    return Trace(tuple(_lanes(world)), spans, tuple(marks), COUNTERS, outcome_of(world), end)


def _lanes(world: World) -> list[Lane]:
    """Lanes with something on them: callers, buses, archives, rules, targets, queues."""
    order = {"caller": 0, "bus": 1, "archive": 2, "rule": 3, "target": 4, "queue": 5}
    named = [callers_lane(), *(bus_lane(bus, world.scenario) for bus in world.scenario.known)]
    first = {lane.id: n for n, lane in enumerate(named)}
    first |= {arn_of_bus(bus): n + 1 for n, bus in enumerate(world.scenario.known)}
    return sorted(world.lanes.values(), key=lambda lane: (order[lane.kind], first.get(lane.id, len(first))))
