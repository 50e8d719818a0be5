"""The run: shifts, hooks, the alarm and a stop in order of time, with the calls that come in between."""

from typing import assert_never

from sim.deployment import watching
from sim.deployment.deploying import back, create, hook_ends, shift, still, stop, stop_by_hand, unheard
from sim.deployment.outcome import Outcome
from sim.deployment.pointing import close_weights
from sim.deployment.result import outcome_of
from sim.deployment.scenario import Scenario
from sim.deployment.state import Back, Due, Evaluation, HookEnd, Shift, Stop, World, version_lane
from sim.deployment.values import MINUTE, SECOND, Status, Watch, counted
from sim.trace import Counter, Lane, Tone, Trace

COUNTERS = (
    Counter("changes of the alias", ("shift", "put-back")),
    Counter("data points that breach", ("breach",)),
)


def run(scenario: Scenario) -> Trace[Outcome]:
    """Create the deployment at the moment 0, and follow alias, alarm and calls until the looking ends.

    https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-lambda.html
    """
    world = World(scenario)
    watching.begin(world)
    create(world)
    _plan(world)
    while world.clock:
        due = world.clock.step()
        if world.now > world.until:
            break
        world.serve(world.now)
        _take(world, due)
    world.serve(world.until)
    still(world)
    close_weights(world, world.until)
    if scenario.watch is not Watch.NONE:
        watching.close(world, world.until)
    return _trace(world)


def _plan(world: World) -> None:
    scenario = world.scenario
    if scenario.watch is not Watch.NONE:
        for minute in range(scenario.minutes):
            at = (minute + 1) * MINUTE + scenario.metric_delay_seconds * SECOND
            if at <= world.until:
                world.plan(at, Evaluation(minute))
    if 0 <= scenario.stop_at_seconds * SECOND <= world.until:
        world.plan(scenario.stop_at_seconds * SECOND, Stop())


def _take(world: World, due: Due) -> None:
    match due:
        case Evaluation(minute):
            goes_off = watching.look(world, minute)
            if goes_off and world.in_progress:
                stop(world, "An alarm of the deployment group went to ALARM.", "cd-alarm-stops")
            elif goes_off and world.progress.status is Status.SUCCEEDED:
                unheard(world)
        case Stop():
            stop_by_hand(world)
        case HookEnd(name):
            hook_ends(world, name)
        case Shift(number):
            shift(world, number)
        case Back():
            back(world)
        case _:
            assert_never(due)


def _trace(world: World) -> Trace[Outcome]:
    _versions(world)
    order = {"deployment": 0, "events": 1, "alias": 2, "version": 3, "alarm": 4}
    lanes: list[Lane] = sorted(world.lanes.values(), key=lambda lane: (order[lane.kind], len(lane.id), lane.id))
    spans = tuple(sorted(world.spans, key=lambda span: span.start))
    entries = tuple(world.marks)
    end = max((*(entry.at for entry in entries), *(span.end for span in spans)), default=0)
    return Trace(tuple(lanes), spans, entries, COUNTERS, outcome_of(world), end)


def _versions(world: World) -> None:
    """The calls of each minute, on the lanes of the versions that got them."""
    for minute, tally in enumerate(world.minutes):
        for number, calls, failed in (
            (world.scenario.current, tally.old, tally.old_failed),
            (world.scenario.target, tally.new, tally.new_failed),
        ):
            if calls:
                told = counted(calls, "call")
                label = f"{told}, {failed:,} failed" if failed else told
                tone = Tone.BAD if failed else Tone.WORK
                why = f"Calls of minute {minute + 1} that the alias gave to version {number}."
                start = minute * MINUTE
                fact = "obs-executed-version-dimension"
                world.span(version_lane(number), start, start + MINUTE, "calls", label, tone, why, fact)
