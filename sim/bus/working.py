"""What a target does with what it got: its work, once or for every copy; an event of its own; or, if it is a function, raise."""

from sim.bus.arriving import MOST_EVENTS, arrive
from sim.bus.spelling import read_json, spell
from sim.bus.state import Delivery, Event, Request, World, target_arn
from sim.bus.values import MINUTE, Idempotent, Kind
from sim.facts import whole
from sim.trace import Lane, Tone

MOST_ROUNDS = 5
"""So often a rule may act on what came of its own doing before the run is broken off. AWS itself would go on."""
LAMBDA_RETRIES = whole("async-function-error-retries")


def work(world: World, delivery: Delivery, lane: Lane) -> None:
    """Have the target do its work, unless its handler raises or it has had the event before."""
    if delivery.target.handler_fails:
        _handler_fails(world, delivery, lane)
    elif _is_new(world, delivery, lane):
        _do(world, delivery, lane)


def _is_new(world: World, delivery: Delivery, lane: Lane) -> bool:
    """Whether the target does its work for this one."""
    target, event = delivery.target, delivery.event
    if target.idempotent is Idempotent.NOTHING:
        return True
    key = event.id if target.idempotent is Idempotent.ID else spell(read_json(event.text)["detail"])
    seen = world.seen.setdefault(lane.id, set())
    if key in seen:
        by = "id" if target.idempotent is Idempotent.ID else "detail"
        why = f"The target has had an event with this {by} before, so it does nothing. That is what idempotent means."
        world.mark(lane, "known", f"{event.of} is known already", Tone.REST, why, "eb-delivery-at-least-once", event.of)
        return False
    seen.add(key)
    return True


def _do(world: World, delivery: Delivery, lane: Lane) -> None:
    """The target's work: it counts, and it may put an event or pass it on."""
    target, event = delivery.target, delivery.event
    arn = target_arn(target, event.bus.account)
    world.effects[arn] = world.effects.get(arn, 0) + 1
    if not target.emits and target.kind is not Kind.BUS:
        return
    lineage = (*event.lineage, delivery.rule_arn)
    rounds = lineage.count(delivery.rule_arn)
    if rounds >= MOST_ROUNDS or len(world.events) >= MOST_EVENTS:
        world.loops += 1
        why = (
            f"The rule has acted {rounds} times on what came of its own doing. That is a loop: we break it off here, AWS would go on, "
            "and each round costs."
        )
        world.mark(lane, "loop", f"{event.of}: a loop, broken off", Tone.BAD, why, "eb-loop", event.of)
        return
    if target.emits:
        account = event.bus.account
        due = Request((target.emits,), account, lineage=lineage)
        world.clock.schedule(world.now + target.emits_after, due)
    if target.kind is Kind.BUS:
        _forward(world, delivery, lineage)


def _forward(world: World, delivery: Delivery, lineage: tuple[str, ...]) -> None:
    event = delivery.event
    bus = world.scenario.bus_of(delivery.target.bus, event.bus.account)
    if bus is None:
        raise LookupError(f"{delivery.target.bus}: delivered to a bus that is not there")
    world.forwarded += 1
    arrive(
        world,
        Event(
            number=len(world.events) + 1,
            id=event.id,
            bus=bus,
            at=world.now,
            text=event.text,
            lineage=lineage,
            crossed=event.crossed or bus.account != event.bus.account,
            sender=event.bus if bus.account == event.bus.account else None,
        ),
    )


def _handler_fails(world: World, delivery: Delivery, lane: Lane) -> None:
    """Lambda's own retries: one minute after the first attempt, two minutes after the second."""
    world.handler_failures += 1
    at, of = world.now, delivery.event.of
    for number in range(1, LAMBDA_RETRIES + 2):
        why = "The function raises. EventBridge does not hear of it: Lambda tries again by its own rules."
        if number > LAMBDA_RETRIES:
            why = (
                "Lambda gives up. The event goes to the function's own failure destination or queue if there is one, else it is "
                "gone. The dead-letter queue of the rule's target stays empty."
            )
        label = f"{of}: the handler raises, attempt {number}"
        world.mark(lane, "handler_failed", label, Tone.BAD, why, "eb-two-retry-stages-lambda", of, at)
        at += number * MINUTE
