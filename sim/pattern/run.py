"""An event tried on a pattern: the engine's verdict, and the way to it.

The verdict is the compiled pattern's; everything else explains it.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
"""

from sim.pattern.events import Event, event_of_text, uncollected
from sim.pattern.faults import EventError, PatternError
from sim.pattern.pattern import Pattern, compile_pattern
from sim.pattern.scenario import FieldOutcome, Outcome, Scenario
from sim.pattern.why.advice import advice
from sim.pattern.why.complexity import complexity, wildcards
from sim.pattern.why.explain import MATCH, field_outcome, nearest
from sim.pattern.why.found import sight_of
from sim.pattern.why.hint import hint
from sim.pattern.why.notes import of_event, of_pattern, of_size, of_trial
from sim.pattern.why.outline import outline_of
from sim.pattern.why.spelled import bare, cut
from sim.pattern.why.tries import Tries
from sim.trace import Counter, Entry, Lane, Tone, Trace

LANE = "rule"
_EVERY_RULE, _EVERY_FIELD = "eb-rules-all-evaluated", "eb-pattern-fields-and-lists"
COUNTERS = (Counter("fields that fit", ("fits",)), Counter("fields that refuse", ("refuses",)))


def run(scenario: Scenario) -> Trace[Outcome]:
    """Try the event on the pattern. What is wrong with either is told in the outcome."""
    try:
        pattern = compile_pattern(scenario.pattern)
    except PatternError as error:
        return _trace(_refused(scenario, error), ())
    try:
        event = event_of_text(scenario.event)
        matched = pattern.matches(event)
    except EventError as error:
        return _trace(_no_event(scenario, pattern, error), ())
    with uncollected():
        return _tried(scenario, pattern, event, matched=matched)


def _tried(scenario: Scenario, pattern: Pattern, event: Event, *, matched: bool) -> Trace[Outcome]:
    outline = outline_of(scenario.pattern, older=pattern.strict is not None)
    sight = sight_of(event, pattern.paths)
    tries = Tries(sight)
    near = nearest(pattern, event, tries, matched=matched)
    written = outline.rules[near.number]
    told = {
        choice.path: field_outcome(choice, written.get(choice.path), near.attempt, event, sight)
        for choice in near.attempt.choices
    }
    fields = tuple(told[path] for path in written)
    change = hint(scenario, pattern, event, sight, near, written) if not matched else None
    outcome = Outcome(
        verdict=MATCH if matched else "no_match",
        matches=int(matched),
        branches=len(pattern.rules),
        branch=near.number + 1,
        fields=fields,
        fields_matched=sum(field.outcome == MATCH for field in fields),
        fields_refused=sum(field.outcome != MATCH for field in fields),
        hint=change.sentence if change else "",
        mended_event=change.event if change else "",
        wildcards=wildcards(pattern),
        complexity=complexity(pattern),
        notes=_distinct(
            *of_size(scenario.pattern),
            *of_pattern(pattern, outline),
            *of_event(scenario.event, event),
            *of_trial(near.attempt, sight),
        ),
    )
    return _trace(outcome, tuple(told[choice.path] for choice in near.attempt.choices))


def _refused(scenario: Scenario, error: PatternError) -> Outcome:
    reason = error.strict or error.message
    return Outcome(
        verdict="invalid",
        matches=0,
        error=cut(reason, 800),
        engine_error=cut(error.message, 800),
        error_line=error.strict_line if error.strict else error.line,
        error_column=error.strict_column if error.strict else error.column,
        hint=bare(advice(reason, scenario.pattern)),
        notes=_distinct(*of_size(scenario.pattern)),
    )


def _no_event(scenario: Scenario, pattern: Pattern, error: EventError) -> Outcome:
    outline = outline_of(scenario.pattern, older=pattern.strict is not None)
    return Outcome(
        verdict="no_event",
        matches=0,
        event_error=cut(str(error), 800),
        event_line=error.line,
        event_column=error.column,
        branches=len(pattern.rules),
        wildcards=wildcards(pattern),
        complexity=complexity(pattern),
        notes=_distinct(*of_size(scenario.pattern), *of_pattern(pattern, outline)),
    )


def _distinct(*notes: str) -> tuple[str, ...]:
    return tuple(bare(note) for note in dict.fromkeys(notes))


def _trace(outcome: Outcome, tried: tuple[FieldOutcome, ...]) -> Trace[Outcome]:
    """The event's arrival, each field in the order in which it was tried, and the verdict; 1 ms a step."""
    lanes = [Lane(LANE, "rule", "rule")]
    told = "The bus tries it on the rule's pattern."
    entries = [Entry(0, LANE, "arrived", "the event arrives", Tone.NOTE, told, _EVERY_RULE)]
    for n, field in enumerate(tried, 1):
        lane = f"field-{n}"
        lanes.append(Lane(lane, cut(field.path, 60), "field"))
        fits = field.outcome == MATCH
        label = cut(f"{field.outcome.replace('_', ' ')}: {_compared(field)}", 120)
        kind, tone = ("fits", Tone.WORK) if fits else ("refuses", Tone.BAD)
        entries.append(Entry(n, lane, kind, label, tone, field.reason))
    end = len(entries)
    entries.append(_verdict(end, outcome))
    return Trace(tuple(lanes), (), tuple(entries), COUNTERS, outcome, end)


def _compared(field: FieldOutcome) -> str:
    got = field.got or "nothing"
    return f"{cut(got, 50)} for {cut(' '.join(field.wanted.split()), 60)}"


def _verdict(end: int, outcome: Outcome) -> Entry:
    refused = outcome.fields_refused
    branch = f" of branch {outcome.branch}" if outcome.branches > 1 else ""
    match outcome.verdict:
        case "match":
            told = f"Every field{branch} lets the event pass: the rule fires."
            return Entry(end, LANE, "match", "match", Tone.WORK, told, _EVERY_FIELD)
        case "no_match":
            nearest_is = f" The nearest of {outcome.branches} branches is number {outcome.branch}." if branch else ""
            count = "One field refuses" if refused == 1 else f"{refused} fields refuse"
            told = f"{count}, and all of them must fit.{nearest_is} The rule stays silent."
            return Entry(end, LANE, "no match", "no match", Tone.BAD, told, _EVERY_FIELD)
        case "invalid":
            told = f"AWS refuses the pattern: {outcome.error.removesuffix('.')}. No rule is made."
            return Entry(end, LANE, "invalid", "invalid pattern", Tone.BAD, told)
        case _:
            told = f"{outcome.event_error.removesuffix('.')}. It cannot be put on a bus."
            return Entry(end, LANE, "no event", "no event", Tone.BAD, told)
