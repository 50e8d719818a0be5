"""Attempts to deliver, and what becomes of a delivery: delivered, retried, dead-lettered, dropped or lost."""

from sim.bus.outcome import DeadLetter, Ended
from sim.bus.policy import Asking, Verdict, decide
from sim.bus.retry import (
    INVALID_JSON,
    THIRD_ACCOUNT,
    THIRD_BUS,
    Failure,
    failure_of,
    forbidden,
    no_such_bus,
    wait_before,
    what_it_is,
)
from sim.bus.scenario import arn_of_bus
from sim.bus.spelling import read_json
from sim.bus.state import Attempt, Copy, Delivery, Expiry, World, queue_arn, target_arn
from sim.bus.values import SECOND, Dlq, Kind
from sim.bus.working import work
from sim.draw.text import duration
from sim.trace import Lane, Tone


def attempt(world: World, delivery: Delivery) -> None:
    """Try to deliver."""
    delivery.attempts += 1
    delivery.at = world.now
    failure = _failure(world, delivery)
    if failure is None:
        _delivered(world, delivery)
        if world.copies.random() * 100 < world.scenario.duplicates_percent:
            world.clock.schedule(world.now + 100 + world.copies.randrange(2 * SECOND), Copy(delivery))
        return
    delivery.failure = failure
    _failed(world, delivery, failure)


def copy(world: World, first: Delivery) -> None:
    """What was delivered comes a second time."""
    again = Delivery(
        number=len(world.deliveries) + 1,
        event=first.event,
        rule=first.rule,
        target=first.target,
        handed=first.handed,
        attempts=1,
        at=world.now,
        duplicate=True,
    )
    world.deliveries.append(again)
    _delivered(world, again)


def expire(world: World, delivery: Delivery) -> None:
    """The event has grown too old before the next attempt was due."""
    delivery.at = world.now
    delivery.exhausted = "MaximumEventAgeInSeconds"
    _give_up(world, delivery)


def lane_of(delivery: Delivery) -> Lane:
    """The lane of the target."""
    target = delivery.target
    arn = target_arn(target, delivery.event.bus.account)
    return Lane(
        arn if target.kind is not Kind.BUS else f"target-{arn}", f"{what_it_is(target.kind)} {target.id}", "target"
    )


def _failure(world: World, delivery: Delivery) -> Failure | None:
    if not delivery.handed.valid:
        return INVALID_JSON
    target, event = delivery.target, delivery.event
    failure = failure_of(target, world.now, delivery.attempts - 1)
    if failure or target.kind is not Kind.BUS:
        return failure
    bus = world.scenario.bus_of(target.bus, event.bus.account)
    if bus is None:
        return no_such_bus(target.bus)
    if event.crossed and bus.account != event.bus.account:
        return THIRD_ACCOUNT
    if event.sender not in (None, bus):
        return THIRD_BUS
    body = read_json(event.text)
    asking = Asking(
        account=event.bus.account,
        org=world.scenario.org,
        source=body["source"],
        detail_type=body["detail-type"],
        rule_arn=delivery.rule_arn,
        role=target.role,
    )
    decision = decide(bus.policy, bus.account, arn_of_bus(bus), asking)
    return None if decision.verdict is Verdict.ALLOWED else forbidden(decision.why)


def _delivered(world: World, delivery: Delivery) -> None:
    delivery.status, delivery.failure = Ended.DELIVERED, None
    event, target = delivery.event, delivery.target
    lane = lane_of(delivery)
    note = f" {delivery.handed.note}" if delivery.handed.note else ""
    if delivery.duplicate:
        why = f"The same event a second time: EventBridge promises at least once, not exactly once.{note}"
        label, tone, fact = f"{event.of} comes again", Tone.BAD, "eb-delivery-at-least-once"
        world.mark(lane, "duplicate", label, tone, why, fact, event.of)
    else:
        told = "The target has it. That ends EventBridge's part."
        if target.kind is Kind.LAMBDA:
            told = "Lambda answers 202: the event is in its queue. That ends EventBridge's part."
        tries = f" at attempt {delivery.attempts}" if delivery.attempts > 1 else ""
        by = f" by rule {delivery.rule.name}" if _has_more_rules(world, delivery) else ""
        fact = delivery.handed.fact or ("eb-two-retry-stages-lambda" if target.kind is Kind.LAMBDA else "")
        world.mark(lane, "delivered", f"{event.of} delivered{by}{tries}", Tone.WORK, f"{told}{note}", fact, event.of)
    work(world, delivery, lane)


def _has_more_rules(world: World, delivery: Delivery) -> bool:
    """Whether another rule sends this event to the same target."""
    mine = (delivery.target.id, delivery.target.kind)
    return any(
        made.rule is not delivery.rule and made.bus == delivery.event.bus and made.rule.name in delivery.event.matched
        for made in world.rules
        for target in made.targets
        if (target.id, target.kind) == mine
    )


def _failed(world: World, delivery: Delivery, failure: Failure) -> None:
    target, of = delivery.target, delivery.event.of
    lane = lane_of(delivery)
    known = world.now + failure.lasts
    if failure.lasts:
        why = f"EventBridge waits {duration(failure.lasts)} for an answer."
        world.span(lane, world.now, known, "waiting", f"{of}: no answer", Tone.BAD, why, "eb-api-destination-5s", of)
    label = f"{of} fails: {failure.code}, attempt {delivery.attempts}"
    told = "" if failure.retried else " No retry can mend that, so there is none."
    note = f" {delivery.handed.note}" if not delivery.handed.valid else ""
    world.mark(lane, "attempt_failed", label, Tone.BAD, f"{failure.message}{note}{told}", failure.fact, of)
    if not failure.retried:
        _give_up(world, delivery)
        return
    retries = delivery.attempts - 1
    if retries >= target.max_retries:
        delivery.exhausted = "MaximumRetryAttempts"
        _give_up(world, delivery)
        return
    wait = failure.lasts + wait_before(retries + 1, world.jitter)
    oldest = max(delivery.event.at + target.max_age_seconds * SECOND, known)
    if world.now + wait > oldest:
        _wait(world, delivery, lane, oldest)
        world.clock.schedule(oldest, Expiry(delivery))
        return
    _wait(world, delivery, lane, world.now + wait)
    world.clock.schedule(world.now + wait, Attempt(delivery))


def _wait(world: World, delivery: Delivery, lane: Lane, end: int) -> None:
    of, number = delivery.event.of, delivery.attempts
    why = f"Back-off before retry {number}: ever longer, and with chance in it. AWS does not publish how long; this curve is ours."
    world.span(
        lane, world.now, end, "back-off", f"{of}: back-off {number}", Tone.REST, why, "eb-back-off-unpublished", of
    )


def _give_up(world: World, delivery: Delivery) -> None:
    target, event, failure = delivery.target, delivery.event, delivery.failure
    if failure is None:
        raise LookupError(f"{event.of}: given up without a failure")
    reason = {
        "": "It was not retried.",
        "MaximumRetryAttempts": f"All {target.max_retries} retries are used up.",
        "MaximumEventAgeInSeconds": f"The event is {duration(target.max_age_seconds * SECOND)} old, and the next retry would come later.",
    }[delivery.exhausted]
    fact = "eb-retry-policy-classic" if delivery.exhausted else "eb-not-retried"
    if target.dlq is Dlq.READY:
        delivery.status = Ended.DEAD_LETTERED
        _dead_letter(world, delivery, failure, reason)
        return
    lane = lane_of(delivery)
    if target.dlq is Dlq.DENIED:
        delivery.status = Ended.LOST
        why = f"{reason} The queue's policy does not let EventBridge send to it. The event is lost, and only a metric says so."
        world.mark(lane, "lost", f"{event.of} lost", Tone.BAD, why, "eb-dlq-needs-policy", event.of)
        return
    delivery.status = Ended.DROPPED
    why = f"{reason} The target has no dead-letter queue, so the event is dropped. Nobody is told."
    world.mark(lane, "dropped", f"{event.of} dropped", Tone.BAD, why, fact, event.of)


def _dead_letter(world: World, delivery: Delivery, failure: Failure, reason: str) -> None:
    target, event = delivery.target, delivery.event
    account = event.bus.account
    letter = DeadLetter(
        queue=queue_arn(target, account),
        at=world.now,
        delivery=delivery.number,
        body=event.text,
        rule_arn=delivery.rule_arn,
        target_arn=target_arn(target, account),
        error_code=failure.code,
        error_message=failure.message,
        exhausted_retry_condition=delivery.exhausted,
        retry_attempts=delivery.attempts - 1,
    )
    world.dead_letters.append(letter)
    lane = Lane(letter.queue, f"queue {target.id}-dlq", "queue")
    why = f"{reason} The queue keeps the event as it came, and says in attributes what went wrong."
    world.mark(lane, "dead_lettered", f"{event.of} dead-lettered", Tone.END, why, "eb-dlq-attributes", event.of)
