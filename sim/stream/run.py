"""The run: the mapping is made, records come and are read, lanes send batches; the outcome is counted when all is over."""

from dataclasses import replace

from sim.mapping.errors import ApiError
from sim.stream.arriving import arrive, records_of, see
from sim.stream.creating import created
from sim.stream.invoking import MOST_CALLS, back, wake
from sim.stream.noting import note
from sim.stream.outcome import Ended, Fate, Outcome
from sim.stream.result import outcome_of
from sim.stream.scenario import Scenario
from sim.stream.settling import unblock
from sim.stream.state import MAPPING, Back, Due, Seen, Wake, World, mapping_row
from sim.trace import Counter, Lane, Tone, Trace

COUNTERS = (
    Counter("arrived", ("arrived",)),
    Counter("succeeded", ("succeeded",)),
    Counter("discarded", ("discarded",)),
    Counter("lost", ("lost",)),
    Counter("filtered", ("filtered",)),
    Counter("missed", ("missed",)),
    Counter("waiting", ("arrived",), ("succeeded", "discarded", "lost", "filtered", "missed")),
)


def run(scenario: Scenario) -> Trace[Outcome]:
    """Follow each record until it is settled, or until the looking ends.

    https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html and https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
    """
    world = World(scenario)
    _create(world)
    world.records = records_of(scenario)
    for record in world.records:
        if record.at <= world.until:
            arrive(world, record)
    while world.clock:
        if world.calls + world.throttles >= MOST_CALLS:
            world.until = world.now
        due = world.clock.step()
        if world.now > world.until:
            _cut_off(world, due)
            break
        match due:
            case Seen(record):
                see(world, record)
            case Wake(lane):
                wake(world, lane)
            case Back(lane, call):
                back(world, lane, call)
    return _trace(world)


def _create(world: World) -> None:
    """CreateEventSourceMapping: the mapping is there, or why it is not."""
    made, at = created(world.scenario), world.scenario.created_at
    if isinstance(made, ApiError):
        world.refusal = made
        told = str(made) if made.seen else f"{made} AWS's own words are not recorded."
        why = f"CreateEventSourceMapping answers {told}"
        why = why if why.endswith((".", "!")) else f"{why}."
        world.mark(mapping_row(), "refused_mapping", f"refused: {made.code}", Tone.BAD, why, made.fact, at=at)
        return
    world.filters = made
    position = world.scenario.starting_position
    why = "Lambda reads the stream by itself, and invokes the function synchronously with batches."
    world.mark(mapping_row(), "created", f"made, {position}", Tone.NOTE, why, "esm-what", at=at)
    if world.began > at and at < world.until:
        why = "A new mapping takes a while until it reads. AWS says only that it can be minutes; this time is yours to set."
        world.span(mapping_row(), at, world.began, "starting", "not yet reading", Tone.COLD, why)


def _cut_off(world: World, due: Due) -> None:
    """The looking ends: what is in flight stays so."""
    late = [due]
    while world.clock:
        late.append(world.clock.step())
    for one in late:
        if isinstance(one, Back):
            note(world, one.lane, replace(one.call, ended=Ended.RUNNING, done=0, error="", response=""), world.until)


def _trace(world: World) -> Trace[Outcome]:
    last = max(world.now, world.began, *(record.at for record in world.records))
    until = min(world.until, world.scenario.until or last)
    for lane in world.places.values():
        unblock(world, lane, Fate.WAITING, until)
    marks = tuple(sorted((mark for mark in world.marks if mark.at <= until), key=lambda mark: mark.at))
    spans = tuple(sorted(world.spans, key=lambda span: span.start))
    return Trace(tuple(_rows(world)), spans, marks, COUNTERS, outcome_of(world, until), until)


def _rows(world: World) -> list[Lane]:
    """The mapping, each shard with its lanes below it, the destination."""
    order = {MAPPING: 0, "shard": 1, "lane": 1, "destination": 2}

    def place(row: Lane) -> tuple[int, list[int]]:
        return order[row.kind], [int(part) for part in row.id.split("-")[1:]]

    return sorted(world.lanes.values(), key=place)
