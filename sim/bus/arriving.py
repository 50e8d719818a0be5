"""Requests of callers, and what the buses do with the events: each is held against every rule of its bus."""

from collections.abc import Iterator
from dataclasses import replace

from sim.bus.archiving import store
from sim.bus.envelope import envelope, event_id, spell_moment
from sim.bus.outcome import EntryOutcome
from sim.bus.putting import Refusal, refusal_of, refusal_of_request, size_of
from sim.bus.scenario import arn_of_rule
from sim.bus.state import Attempt, Delivery, Event, Made, Request, World, bus_lane, callers_lane, rule_lane
from sim.bus.target import Entry
from sim.bus.transform import Rule as Told
from sim.bus.transform import input_of
from sim.bus.values import DEFAULT_BUS, Resend, State
from sim.pattern import event_of_text
from sim.trace import Tone

MOST_EVENTS = 5_000
"""A run with more is broken off: nothing is put by targets any more."""


def request(world: World, due: Request) -> None:
    """Answer a PutEvents request, entry by entry; what the caller does then is due later."""
    world.requests += 1
    sizes = tuple(size_of(entry) for entry in due.entries)
    world.largest_request = max(world.largest_request, sum(sizes))
    tries = due.tries or (0,) * len(due.entries)
    refused = refusal_of_request(sizes, world.moment(world.now))
    if refused:
        world.refused_requests += 1
        label = f"request {world.requests}: refused as a whole, {refused.code}"
        world.mark(callers_lane(), "request_refused", label, Tone.BAD, refused.why, refused.fact)
        for n, size in enumerate(sizes):
            _note(world, n, size, tries[n], refused, "", 0)
        return
    lane = callers_lane()
    count = len(due.entries)
    told = f"request {world.requests}: {count} {'entry' if count == 1 else 'entries'}"
    who = "A caller sends" if due.put else "A target sends"
    why = f"{who} PutEvents. The response has one line for each entry, in the same order."
    world.mark(lane, "request", told, Tone.NOTE, why, "eb-put-events-result")
    failed = [n for n, entry in enumerate(due.entries) if not _entry(world, due, n, entry, sizes[n], tries[n])]
    if failed:
        told = f"request {world.requests}: FailedEntryCount {len(failed)}"
        why = (
            "The request itself was answered with 200. Only who reads FailedEntryCount sees that something is missing."
        )
        world.mark(lane, "partial", told, Tone.BAD, why, "eb-put-events-result")
        _resend(world, due, failed, tries)


def arrive(world: World, event: Event) -> None:
    """Hold the event against the rules of its bus, and have it delivered to their targets."""
    world.events.append(event)
    made = [one for one in world.rules if one.bus == event.bus and one.pattern]
    if event.only is not None:
        made = [one for one in made if one.rule.name in event.only]
    read = event_of_text(event.text)
    fits = [one for one in made if one.rule.state is State.ENABLED and one.pattern and one.pattern.matches(read)]
    lane = bus_lane(event.bus, world.scenario)
    label = f"{event.of} on the bus: {len(fits)} of {len(made)} rules match"
    why = "Every enabled rule of this bus looks at the event. Rules of other buses never see it."
    if not fits:
        why = "No rule matches, so nothing happens with the event. Nobody is told."
    kind = "arrived" if fits else "unmatched"
    world.mark(lane, kind, label, Tone.NOTE, why, "eb-rules-all-evaluated", event.of)
    store(world, event)
    for one in made:
        if one.rule.state is State.DISABLED:
            told = "The rule is disabled: it is not asked."
            world.mark(
                rule_lane(one.bus, one.rule),
                "disabled",
                f"{event.of}: disabled",
                Tone.REST,
                told,
                "eb-rule-states",
                event.of,
            )
    for one in fits:
        _deliver(world, event, one)


def _entry(world: World, due: Request, n: int, entry: Entry, size: int, tries: int) -> bool:
    """Take one entry, or refuse it; whether it was taken."""
    scenario = world.scenario
    reference = entry.bus or DEFAULT_BUS
    bus = scenario.bus_of(reference, due.account)
    refused = refusal_of(entry, due.account, scenario.org, bus, tries)
    if refused:
        _note(world, n, size, tries, refused, "", 0)
        label = f"entry {len(world.entries)} refused: {refused.code}"
        world.mark(callers_lane(), "refused", label, Tone.BAD, refused.why, refused.fact)
        return False
    number = event_id(world.ids)
    if bus is None:
        world.vanished += 1
        _note(world, n, size, tries, None, number, 0)
        why = "There is no such bus. The response has an EventId all the same, and the event is nowhere."
        label = f"entry {len(world.entries)} accepted for {reference}, which is not there"
        world.mark(callers_lane(), "vanished", label, Tone.BAD, why, "eb-unknown-bus-silent")
        return True
    event = Event(
        number=len(world.events) + 1,
        id=number,
        bus=bus,
        at=world.now,
        text=envelope(entry, number, due.account, world.moment(world.now)),
        lineage=due.lineage,
        crossed=due.account != bus.account,
    )
    _note(world, n, size, tries, None, number, event.number)
    label = f"entry {len(world.entries)} accepted: {event.of}, {entry.detail_type}"
    why = "EventBridge has the event and gives it an id. The caller hears nothing of what becomes of it."
    world.mark(callers_lane(), "accepted", label, Tone.WORK, why, "eb-put-events-result", event.of)
    arrive(world, event)
    return True


def _note(world: World, n: int, size: int, tries: int, refused: Refusal | None, number: str, event: int) -> None:
    world.entries.append(
        EntryOutcome(
            number=len(world.entries) + 1,
            request=world.requests,
            position=n + 1,
            at=world.now,
            bytes=size,
            event=event,
            event_id=number,
            error_code=refused.code if refused else "",
            error_message=refused.message if refused else "",
            resent=tries > 0,
        )
    )


def _resend(world: World, due: Request, failed: list[int], tries: tuple[int, ...]) -> None:
    put = due.put
    if not put or put.resend is Resend.NOTHING or max(tries) >= put.resends:
        return
    again = failed if put.resend is Resend.FAILED else list(range(len(due.entries)))
    entries = tuple(due.entries[n] for n in again)
    world.clock.schedule(
        world.now + put.resend_after,
        Request(entries, due.account, put, tuple(tries[n] + 1 for n in again), due.lineage),
    )


def _deliver(world: World, event: Event, made: Made) -> None:
    event.matched.append(made.rule.name)
    count = len(made.targets)
    label = f"{event.of} matches: {count} {'target' if count == 1 else 'targets'}"
    why = "The event fits the pattern. It goes to every target of the rule, to each for itself."
    if not count:
        why = "The event fits the pattern, but the rule has no target. Nothing happens."
    world.mark(rule_lane(made.bus, made.rule), "matched", label, Tone.WORK, why, "eb-rules-all-evaluated", event.of)
    told = Told(
        arn=arn_of_rule(made.bus, made.rule), name=made.rule.name, ingestion_time=spell_moment(world.moment(event.at))
    )
    for target in made.targets:
        delivery = Delivery(
            number=len(world.deliveries) + 1,
            event=event,
            rule=made.rule,
            target=target,
            handed=input_of(target, event.text, told),
        )
        world.deliveries.append(delivery)
        world.clock.schedule(world.now + world.scenario.latency, Attempt(delivery))


def requests_of(world: World) -> Iterator[tuple[int, Request]]:
    """The requests of all callers, each with its moment."""
    for put in world.scenario.puts:
        for n in range(put.times):
            entries = tuple(replace(entry, detail=entry.detail.replace("%n", str(n + 1))) for entry in put.entries)
            yield put.at + n * put.every, Request(entries, put.account, put)
