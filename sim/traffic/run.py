"""The run: calls and changes of the alias in order of time; for each call Lambda draws the version anew."""

from collections.abc import Iterator
from random import Random

from sim.recorder import Recorder
from sim.routing.answers import Answer as ApiAnswer
from sim.trace import Counter, Lane, Tone, Trace
from sim.traffic.alias import Alias, answer_to, first_alias, moved
from sim.traffic.outcome import Answer, CallOutcome, Outcome
from sim.traffic.result import outcome_of
from sim.traffic.scenario import Move, Scenario, Version
from sim.traffic.values import ALIAS, FUNCTION

ALIAS_LANE = Lane("alias", f"alias {ALIAS}", "alias")
GAPS, VERSIONS, FAILURES = range(3)
"""Streams of chance: one more draw in one of them changes nothing in the others."""


def run(scenario: Scenario) -> Trace[Outcome]:
    """Make the alias, send the calls, and draw the version of each.

    https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
    """
    marks: Recorder[None] = Recorder(0)
    draws, failures = chance(scenario.seed, VERSIONS), chance(scenario.seed, FAILURES)
    behaviours = {version.number: version for version in scenario.versions}
    alias, made = _set(marks, None, first_alias(scenario), 0, scenario)
    answers = [made]
    pending = list(scenario.moves)
    calls: list[CallOutcome] = []
    chances: list[Alias] = []
    for number, at in enumerate(arrivals(scenario), start=1):
        while pending and pending[0].at <= at:
            alias = _move(marks, alias, pending.pop(0), scenario, answers)
        if alias is None:
            _unheard(marks, number, at)
            continue
        version = alias.draw(draws.random())
        behaviour = behaviours.get(version, Version(number=version))
        failed = failures.random() * 100 < behaviour.fails_percent
        caller = (number - 1) % scenario.callers + 1 if scenario.callers else number
        call = CallOutcome(
            number=number,
            at=at,
            caller=caller,
            version=version,
            weight=alias.weight,
            new_chance=alias.chances.get(scenario.additional, 0.0),
            failed=failed,
        )
        calls.append(call)
        chances.append(alias)
        _served(marks, call, behaviour, alias, shared=bool(scenario.callers))
    for move in pending:
        alias = _move(marks, alias, move, scenario, answers)
    return _trace(marks, outcome_of(scenario, alias, tuple(answers), tuple(calls), tuple(chances)))


def arrivals(scenario: Scenario) -> Iterator[int]:
    """The moments of the calls."""
    gaps, at = chance(scenario.seed, GAPS), 0
    for number in range(scenario.calls):
        if scenario.by_chance:
            at += round(gaps.expovariate(1 / scenario.every))
            yield at
        else:
            yield number * scenario.every


def chance(seed: int, stream: int) -> Random:
    """A stream of chance of its own."""
    return Random(f"{seed}/{stream}")  # noqa: S311 - a simulation's seed, no secret


def _move(
    marks: Recorder[None], alias: Alias | None, move: Move, scenario: Scenario, answers: list[Answer]
) -> Alias | None:
    """UpdateAlias; an alias that was not made cannot be changed."""
    if alias is None:
        return None
    now, answer = _set(marks, alias, moved(alias, move), move.at, scenario)
    answers.append(answer)
    return now


def _set(
    marks: Recorder[None], before: Alias | None, asked: Alias, at: int, scenario: Scenario
) -> tuple[Alias | None, Answer]:
    """CreateAlias or UpdateAlias: the alias after it, and the answer."""
    operation, status = ("CreateAlias", 201) if before is None else ("UpdateAlias", 200)
    answer = answer_to(asked, status, other_roles=scenario.other_roles)
    now = before if answer.is_refused else asked
    _told(marks, operation, answer, asked, at)
    kept = now or Alias("", {})
    return now, Answer(
        operation=operation,
        at=at,
        status=answer.status,
        code=answer.error,
        message=answer.message,
        version=kept.version,
        additional=kept.additional,
        weight=kept.weight,
    )


def _told(marks: Recorder[None], operation: str, answer: ApiAnswer, asked: Alias, at: int) -> None:
    if answer.is_refused:
        label = f"{operation} answers {answer.status} {answer.error}"
        why = f"{answer.message.removesuffix('.')}. {answer.why}"
        marks.mark(ALIAS_LANE, "refused", label, Tone.BAD, why, answer.fact, at=at)
        return
    routing = f", version {asked.additional} with weight {asked.weight:g}" if asked.weights else ""
    label = f"{operation}: version {asked.version}{routing}"
    rest = f" Version {asked.version} gets the rest, a share of {1 - asked.weight:g}." if asked.weights else ""
    marks.mark(ALIAS_LANE, "set", label, Tone.NOTE, f"{answer.why}{rest}", answer.fact, at=at)


def _called(marks: Recorder[None], of: str, who: str, at: int) -> None:
    why = "The caller names the alias and nothing else. Which version runs it Lambda decides for this call alone."
    marks.mark(ALIAS_LANE, "call", f"{of}{who}", Tone.NOTE, why, "alias-bluegreen-ab", of, at)


def _unheard(marks: Recorder[None], number: int, at: int) -> None:
    _called(marks, f"call {number}", "", at)
    why = "There is no alias of that name: CreateAlias was refused."
    label = f"call {number} answered 404 ResourceNotFoundException"
    marks.mark(ALIAS_LANE, "not-found", label, Tone.BAD, why, "", f"call {number}", at)


def _served(marks: Recorder[None], call: CallOutcome, behaviour: Version, alias: Alias, *, shared: bool) -> None:
    """A call comes to the alias, and the version that was drawn runs it."""
    of, lane = f"call {call.number}", version_lane(call.version)
    who = f" of caller {call.caller}" if shared else ""
    _called(marks, of, who, call.at)
    drawn = (
        f"Drawn: {alias.chances[call.version] * 100:g} % of the calls go here, whoever makes them."
        if alias.weights
        else "The alias names this version alone."
    )
    label = f"{of}{who}: ExecutedVersion {call.version}"
    marks.mark(lane, "ran", label, Tone.WORK, drawn, "alias-executed-version", of, call.at)
    end = call.at + behaviour.duration
    tone = Tone.BAD if call.failed else Tone.WORK
    ended = "It ends in a function error." if call.failed else "It ends well."
    marks.span(lane, call.at, end, "call", of, tone, ended, "", of)
    if call.failed:
        told = f"200 with FunctionError, and ExecutedVersion {call.version}: that is how one sees which version it was."
        marks.mark(lane, "failed", f"{of} fails", Tone.BAD, told, "sync-function-error-is-200", of, end)


def version_lane(number: str) -> Lane:
    """The lane of a version."""
    return Lane(f"version-{number}", f"{FUNCTION}:{number}", "version")


def _trace(marks: Recorder[None], outcome: Outcome) -> Trace[Outcome]:
    entries = tuple(sorted(marks.marks, key=lambda entry: entry.at))
    for version in outcome.version_list:
        marks.lanes.setdefault(f"version-{version.version}", version_lane(version.version))
    lanes = sorted(marks.lanes.values(), key=lambda lane: (lane.kind, len(lane.id), lane.id))
    counters = (
        Counter("calls", ("call",)),
        Counter("served", ("ran",)),
        Counter("failed", ("failed",)),
    )
    end = max((*(entry.at for entry in entries), *(span.end for span in marks.spans)), default=0)
    return Trace(tuple(lanes), tuple(marks.spans), entries, counters, outcome, end)
