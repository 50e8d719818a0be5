"""Archives and replays.

A replay goes through its stretch of time minute by minute, by the time in the event. Within a minute AWS promises no order: the
seed shuffles. Its pace is a teaching figure, for AWS publishes none. A replayed event has ``replay-name`` and is not archived again.
https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_StartReplay.html
"""

from datetime import datetime

from sim.bus.envelope import replayed
from sim.bus.scenario import Archive, Replay
from sim.bus.spelling import read_json
from sim.bus.state import Again, Event, Start, Stored, World
from sim.bus.values import DAY, MINUTE, SECOND
from sim.pattern import PatternError, compile_pattern, event_of_text
from sim.trace import Lane, Tone

STARTING = 10 * SECOND
"""Until a replay has started; a teaching figure, as is the next."""
PACE = 100
"""From one replayed event to the next."""


def lane_of(archive: Archive) -> Lane:
    """The lane of an archive."""
    return Lane(f"archive-{archive.name}", f"archive {archive.name}", "archive")


def open_archives(world: World) -> None:
    """Make the archives; one whose pattern the engine refuses is not there."""
    for archive in world.scenario.archives:
        try:
            world.patterns[archive.name] = compile_pattern(archive.pattern) if archive.pattern else None
        except PatternError as error:
            why = f"CreateArchive refuses the pattern: {error.strict or error.message}. Nothing is archived."
            world.mark(lane_of(archive), "archive_refused", "no archive", Tone.BAD, why)


def store(world: World, event: Event) -> None:
    """Have the event reach the archives of its bus, after their delay."""
    if event.replay:
        return
    for archive in world.scenario.archives:
        if archive.name not in world.patterns or world.scenario.bus_of(archive.bus) != event.bus:
            continue
        pattern = world.patterns[archive.name]
        if pattern is None or pattern.matches(event_of_text(event.text)):
            world.clock.schedule(world.now + archive.delay, Stored(archive, event))


def stored(world: World, due: Stored) -> None:
    """The event is in the archive."""
    world.stored[due.archive.name].append((world.now, due.event))
    why = "The archive has a copy. It comes there later than the event comes to the bus."
    label = f"{due.event.of} archived"
    world.mark(lane_of(due.archive), "archived", label, Tone.REST, why, "eb-archive-delay", due.event.of)


def start(world: World, due: Start) -> None:
    """Find what the archive holds of the replay's stretch of time, and have it come back."""
    replay = due.replay
    archive = next(one for one in world.scenario.archives if one.name == replay.archive)
    bus = world.scenario.bus_of(archive.bus)
    there = [event for _, event in world.stored[archive.name] if not _is_old(world, archive, event)]
    wanted = [event for event in there if _is_within(world, replay, event)]
    on_the_bus = [
        event for event in world.events if event.bus == bus and not event.replay and _is_within(world, replay, event)
    ]
    missed = len(on_the_bus) - len(wanted)
    world.missed += missed
    told = (
        f"{missed} more of that time are not in the archive: not yet, not any more, or its pattern leaves them out. "
        if missed
        else ""
    )
    why = f"{told}The replay goes by the time in the event, minute by minute. Only this bus can be its goal."
    label = f"replay {replay.name}: {len(wanted)} of {len(on_the_bus)} events"
    world.mark(lane_of(archive), "replay", label, Tone.NOTE, why, "eb-archive-delay" if missed else "eb-replay")
    order = _in_slices(world, replay, wanted)
    for n, event in enumerate(order):
        world.clock.schedule(world.now + STARTING + n * PACE, Again(replay, event, n == len(order) - 1))
    if order:
        end = world.now + STARTING + (len(order) - 1) * PACE
        why = "STARTING, then RUNNING. The pace is a teaching figure."
        world.span(lane_of(archive), world.now, end, "replay", f"replay {replay.name}", Tone.WORK, why, "eb-replay")


def again(world: World, due: Again) -> Event:
    """The event as the replay brings it back to its bus."""
    world.replayed += 1
    archive = next(one for one in world.scenario.archives if one.name == due.replay.archive)
    event = Event(
        number=len(world.events) + 1,
        id=due.event.id,
        bus=due.event.bus,
        at=world.now,
        text=replayed(due.event.text, due.replay.name),
        crossed=due.event.crossed,
        sender=due.event.sender,
        replay=due.replay.name,
        only=frozenset(due.replay.rules) if due.replay.rules else None,
    )
    label = f"{due.event.of} comes back as {event.of}"
    why = "The same event with the field replay-name. A pattern can ask for it, and a rule can be spared by it."
    world.mark(lane_of(archive), "replayed", label, Tone.WORK, why, "eb-replay", event.of)
    if due.last:
        why = "COMPLETED: everything that was found has been sent to the bus again."
        world.mark(lane_of(archive), "completed", f"replay {due.replay.name} completed", Tone.END, why, "eb-replay")
    return event


def _in_slices(world: World, replay: Replay, events: list[Event]) -> list[Event]:
    slices: dict[int, list[Event]] = {}
    for event in events:
        slices.setdefault((_time_of(world, event) - replay.start) // MINUTE, []).append(event)
    order = []
    for minute in sorted(slices):
        world.order.shuffle(slices[minute])
        order += slices[minute]
    return order


def _is_within(world: World, replay: Replay, event: Event) -> bool:
    return replay.start <= _time_of(world, event) < replay.end


def _is_old(world: World, archive: Archive, event: Event) -> bool:
    return bool(archive.retention_days) and world.now - event.at > archive.retention_days * DAY


def _time_of(world: World, event: Event) -> int:
    """The time in the event, in ms from the beginning."""
    told = datetime.fromisoformat(read_json(event.text)["time"])
    return round((told - world.zero).total_seconds() * 1000)
