"""The outcome of a run, counted from what the world remembers."""

from sim.bus.outcome import DeliveryOutcome, Ended, EventOutcome, Outcome, Received, RuleOutcome
from sim.bus.scenario import arn_of_bus
from sim.bus.state import Delivery, World, target_arn


def outcome_of(world: World) -> Outcome:
    """What a question may ask."""
    entries, deliveries = world.entries, world.deliveries
    refused = sum(bool(entry.error_code) for entry in entries)
    ended = [delivery.status for delivery in deliveries]
    came = [delivery for delivery in deliveries if delivery.status is Ended.DELIVERED]
    attempts = sum(delivery.attempts for delivery in deliveries)
    return Outcome(
        requests=world.requests,
        refused_requests=world.refused_requests,
        put=len(entries),
        accepted=len(entries) - refused,
        refused_entries=refused,
        vanished=world.vanished,
        resent=sum(entry.resent for entry in entries),
        events=len(world.events),
        unmatched=sum(not event.matched for event in world.events),
        matched=sum(len(event.matched) for event in world.events),
        refused_rules=sum(bool(made.error) for made in world.rules),
        refused_targets=sum(len(made.refused) for made in world.rules),
        deliveries=len(deliveries),
        delivered=len(came),
        dead_lettered=ended.count(Ended.DEAD_LETTERED),
        dropped=ended.count(Ended.DROPPED),
        lost=ended.count(Ended.LOST),
        pending=ended.count(Ended.PENDING),
        attempts=attempts,
        retries=sum(max(0, delivery.attempts - 1) for delivery in deliveries),
        duplicates=sum(delivery.duplicate for delivery in deliveries),
        effects=sum(world.effects.values()),
        handler_failures=world.handler_failures,
        invalid_inputs=sum(not delivery.handed.valid for delivery in deliveries),
        forwarded=world.forwarded,
        archived=sum(len(stored) for stored in world.stored.values()),
        replayed=world.replayed,
        missed=world.missed,
        loops=world.loops,
        rounds=max((len(event.lineage) + 1 for event in world.events), default=0),
        first_delivered_at=min((delivery.at for delivery in came), default=-1),
        last_delivered_at=max((delivery.at for delivery in came), default=-1),
        longest_wait=max((delivery.at - delivery.event.at for delivery in came), default=-1),
        largest_entry_bytes=max((entry.bytes for entry in entries), default=0),
        largest_request_bytes=world.largest_request,
        entries=tuple(entries),
        event_list=tuple(
            EventOutcome(
                number=event.number,
                id=event.id,
                bus=arn_of_bus(event.bus),
                at=event.at,
                text=event.text,
                matched=tuple(event.matched),
                round=len(event.lineage) + 1,
                replay=event.replay,
            )
            for event in world.events
        ),
        delivery_list=tuple(_delivery(delivery) for delivery in deliveries),
        dead_letters=tuple(world.dead_letters),
        received=_received(world, came),
        rules=tuple(
            RuleOutcome(
                name=made.rule.name,
                bus=arn_of_bus(made.bus),
                matched=sum(event.bus == made.bus and made.rule.name in event.matched for event in world.events),
                error=made.error,
                refused_targets=made.refused,
            )
            for made in world.rules
        ),
    )


def _delivery(delivery: Delivery) -> DeliveryOutcome:
    failure = delivery.failure
    return DeliveryOutcome(
        number=delivery.number,
        event=delivery.event.number,
        rule=delivery.rule.name,
        target=delivery.target.id,
        input=delivery.handed.text,
        valid=delivery.handed.valid,
        note=delivery.handed.note,
        attempts=delivery.attempts,
        retries=max(0, delivery.attempts - 1),
        began_at=delivery.event.at,
        at=delivery.at,
        status=delivery.status,
        error_code=failure.code if failure else "",
        error_message=failure.message if failure else "",
        replay=delivery.event.replay,
        duplicate=delivery.duplicate,
    )


def _received(world: World, came: list[Delivery]) -> tuple[Received, ...]:
    """In the order in which the targets stand in the rules; those that got nothing too."""
    by_arn: dict[str, list[Delivery]] = {}
    for one in came:
        by_arn.setdefault(target_arn(one.target, one.event.bus.account), []).append(one)
    found: dict[str, Received] = {}
    for made in world.rules:
        for target in made.rule.targets:
            arn = target_arn(target, made.bus.account)
            mine = by_arn.get(arn, [])
            found[arn] = Received(
                target=target.id,
                arn=arn,
                count=len(mine),
                duplicates=sum(one.duplicate for one in mine),
                effects=world.effects.get(arn, 0),
            )
    return tuple(found.values())
