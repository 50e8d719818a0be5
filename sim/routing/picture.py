"""The calls as a trace: what $LATEST, every version and every alias run after each of them. A call takes one second of the picture."""

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass

from sim.routing.arns import LATEST, spoken, target_of
from sim.routing.cli import Call
from sim.routing.finding import Found, found
from sim.routing.options import command_of
from sim.routing.outcome import AliasOutcome, CallResult, FunctionOutcome, Outcome, Verdict, VersionOutcome
from sim.routing.playing import Played
from sim.routing.telling import functions_of
from sim.trace import Counter, Entry, Lane, Span, Tone, Trace

A_CALL = 1000
"""Milliseconds of the picture for each call. It is no duration of AWS's."""
CALLS = Lane(id="calls", title="Calls", kind="calls")
_TONES = {Verdict.DONE: Tone.WORK, Verdict.REFUSED: Tone.BAD, Verdict.UNREAD: Tone.NOTE}
_COUNTERS = tuple(Counter(label=verdict.value, plus=(verdict.value,)) for verdict in Verdict)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a lane shows at one moment."""

    label: str
    tone: Tone
    why: str
    fact: str


def picture(lines: tuple[Played, ...]) -> Trace[Outcome]:
    """The trace of the calls, and what questions may ask of it."""
    after = [functions_of(one.world, one.now) for one in lines]
    alone = len({function.name for functions in after for function in functions}) < 2
    shown = [dict(_lanes(functions, alone=alone)) for functions in after]
    lanes = sorted({lane for moment in shown for lane in moment}, key=_rank)
    spans = sorted(
        (span for lane in lanes for span in _spans(lane, [moment.get(lane) for moment in shown])),
        key=lambda span: span.start,
    )
    entries = [entry for n, one in enumerate(lines) for entry in _entries(n, one)]
    return Trace(
        lanes=(CALLS, *lanes),
        spans=tuple(spans),
        entries=tuple(entries),
        counters=_COUNTERS,
        outcome=outcome_of(lines),
        end=len(lines) * A_CALL,
    )


def outcome_of(lines: tuple[Played, ...]) -> Outcome:
    """What a question may ask of the calls."""
    if not lines:
        return Outcome()
    results = tuple(result_of(one) for one in lines)
    counts = Tally(result.verdict for result in results)
    ran = [result for result in results if result.operation == "Invoke" and result.version]
    return Outcome(
        calls=len(results),
        done=counts[Verdict.DONE],
        refused=counts[Verdict.REFUSED],
        unread=counts[Verdict.UNREAD],
        published=sum(bool(one.answer and one.answer.published) for one in lines),
        executed_version=ran[-1].version if ran else "",
        executed_code=ran[-1].code if ran else "",
        executed_environment=ran[-1].environment if ran else "",
        possible_versions=_possible(lines),
        last_answer=results[-1].error or results[-1].verdict.value,
        last_version=results[-1].version,
        results=results,
        functions=functions_of(lines[-1].world, lines[-1].now),
    )


def _possible(lines: tuple[Played, ...]) -> int:
    """How many versions a call like the last Invoke that was answered can run at the end."""
    done = [one.call for one in lines if one.answer and not one.answer.is_refused]
    invokes = [call for call in done if isinstance(call, Call) and call.operation == "Invoke"]
    one = found(lines[-1].world, invokes[-1]) if invokes else None
    if not isinstance(one, Found):
        return 0
    alias = one.function.aliases.get(one.qualifier)
    return 2 if alias and 0 < alias.weight < 1 else 1


def result_of(one: Played) -> CallResult:
    """One call and its answer."""
    call, answer = one.call, one.answer
    if answer is None:
        told = "The CLI cannot read this line, so nothing is sent."
        problem = getattr(call, "problem", "")
        return CallResult(
            line=call.line, text=call.text, operation="", verdict=Verdict.UNREAD, message=problem, why=told
        )
    return CallResult(
        line=call.line,
        text=call.text,
        operation=call.operation if isinstance(call, Call) else "",
        verdict=Verdict.REFUSED if answer.is_refused else Verdict.DONE,
        status=answer.status,
        error=answer.error,
        message=answer.message,
        body=answer.json,
        version=answer.version,
        code=answer.code,
        environment=answer.environment,
        why=answer.why,
    )


def _entries(n: int, one: Played) -> Iterator[Entry]:
    result = result_of(one)
    fact = one.answer.fact if one.answer else ""
    label = {
        Verdict.DONE: f"{command_of(result.operation)}{result.version and ' → '}{result.version}",
        Verdict.REFUSED: f"{command_of(result.operation)}: {result.status} {result.error}",
        Verdict.UNREAD: "a line that the CLI does not take",
    }[result.verdict]
    of = f"call {n + 1}"
    yield Entry(n * A_CALL, CALLS.id, result.verdict.value, label, _TONES[result.verdict], result.why, fact, of)
    named = target_of(one.call.text_of("FunctionName")) if isinstance(one.call, Call) else None
    if result.operation != "Invoke" or not result.version or named is None or one.answer is None:
        return
    ran = f"Invoke runs {result.version}"
    for qualifier in filter(None, (one.answer.via, result.version)):
        yield Entry(n * A_CALL, _id(named.name, qualifier), "invoke", ran, Tone.NOTE, result.why, fact, of)


def _lanes(functions: tuple[FunctionOutcome, ...], *, alone: bool) -> Iterator[tuple[Lane, _Shown]]:
    for function in functions:
        pair = (function.latest, *function.versions)
        for version in pair:
            yield _lane(function.name, version.version, "version", alone=alone), _version(function, version)
        for alias in function.aliases:
            yield _lane(function.name, alias.name, "alias", alone=alone), _alias(alias)


def _lane(name: str, qualifier: str, kind: str, *, alone: bool) -> Lane:
    called = spoken(qualifier) if kind == "version" else qualifier
    return Lane(id=_id(name, qualifier), title=called if alone else f"{name}:{qualifier}", kind=kind)


def _id(name: str, qualifier: str) -> str:
    return f"{name}:{qualifier}"


def _rank(lane: Lane) -> tuple[str, int, int, str]:
    """By function; $LATEST first, then the versions by number, then the aliases by name."""
    name, _, qualifier = lane.id.partition(":")
    number = int(qualifier) if qualifier.isdigit() else 0
    return name, 2 if lane.kind == "alias" else qualifier != LATEST, number, qualifier


def _version(function: FunctionOutcome, version: VersionOutcome) -> _Shown:
    label = f"{version.code}{version.environment and ' · '}{version.environment}"
    if version.version == LATEST and function.state == "Pending":
        return _Shown(label, Tone.COLD, "The function is still being created.", "state-pending-blocks")
    if version.version == LATEST and function.last_update_status == "InProgress":
        return _Shown(
            label, Tone.COLD, "An update is in progress; this is what runs until it is done.", "state-pending-blocks"
        )
    if version.version == LATEST:
        return _Shown(
            label,
            Tone.WORK,
            f"Calls without a qualifier run {version.code}. It can change at any moment.",
            "ver-latest-mutable",
        )
    led = f"{' and '.join(version.aliases)} {'leads' if len(version.aliases) == 1 else 'lead'} to it."
    told = led if version.aliases else "No alias leads to it."
    tone = Tone.WORK if version.aliases else Tone.REST
    return _Shown(label, tone, f"It stays {version.code} for as long as it is there. {told}", "ver-immutable")


def _alias(alias: AliasOutcome) -> _Shown:
    if not alias.additional:
        why = f"Every call of {alias.name} runs {spoken(alias.version)}, with {alias.runs}."
        return _Shown(f"→ {spoken(alias.version)}: {alias.runs}", Tone.WORK, why, "alias-pointer")
    share = f"{alias.weight * 100:g} %"
    why = f"Of the calls of {alias.name}, {share} run version {alias.additional}, the others version {alias.version}."
    return _Shown(f"→ {alias.version}, {share} → {alias.additional}", Tone.WORK, why, "alias-bluegreen-ab")


def _spans(lane: Lane, moments: list[_Shown | None]) -> Iterator[Span]:
    """What the lane shows, what stays the same joined to one span."""
    begin = 0
    for n, shown in enumerate(moments):
        if n + 1 < len(moments) and moments[n + 1] == shown:
            continue
        if shown:
            yield Span(
                lane.id, begin * A_CALL, (n + 1) * A_CALL, lane.kind, shown.label, shown.tone, shown.why, shown.fact
            )
        begin = n + 1
