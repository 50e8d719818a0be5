"""The trace: the event arrives, and one rule after the other says what becomes of it. Really they are all asked at once."""

from collections.abc import Iterator, Sequence

from sim.pattern import Event
from sim.rules.scenario import Judgement, Outcome, RuleResult
from sim.trace import Counter, Entry, Lane, Tone, Trace

BUS = "bus"
MOST_LANES = 40
COUNTERS = (Counter("fired", ("fired",)), Counter("silent", ("silent",)))
_LONGEST_TITLE = 40
_TONES = {
    Judgement.FIRED: Tone.WORK,
    Judgement.SILENT: Tone.REST,
    Judgement.REFUSED: Tone.BAD,
    Judgement.DISABLED: Tone.END,
    Judgement.SCHEDULED: Tone.REST,
    Judgement.UNKNOWN: Tone.REST,
    Judgement.REPLACED: Tone.END,
}
_FACTS = {
    Judgement.DISABLED: "eb-rule-states",
    Judgement.SCHEDULED: "eb-if-x-or-at-y",
    Judgement.REPLACED: "eb-put-rule-replaces",
}


def picture(outcome: Outcome, event: Event | None, nearest: Sequence[int]) -> Trace[Outcome]:
    """The trace of ``outcome``: a lane for each rule that fired, then for the silent ones, the ``nearest`` first, then for the rest."""
    drawn = _drawn(outcome.results, nearest)
    lanes = (Lane(BUS, "event", "bus"), *(Lane(f"rule-{n}", _title(outcome.results[n].name), "rule") for n in drawn))
    entries = (_arrives(outcome, event), *_judged(outcome.results, drawn), *_last(outcome, len(drawn)))
    return Trace(lanes, (), entries, COUNTERS, outcome, entries[-1].at)


def _drawn(results: Sequence[RuleResult], nearest: Sequence[int]) -> list[int]:
    """The numbers of the rules that have a lane."""
    fired = [n for n, result in enumerate(results) if result.outcome is Judgement.FIRED]
    shown = {*fired, *nearest}
    rest = [n for n in range(len(results)) if n not in shown] if len(shown) < MOST_LANES else []
    return [*fired, *nearest, *rest][:MOST_LANES]


def _arrives(outcome: Outcome, event: Event | None) -> Entry:
    body = event.body if event and isinstance(event.body, dict) else {}
    said = [str(body[name])[:_LONGEST_TITLE] for name in ("source", "detail-type") if type(body.get(name)) is str]
    what = f": {', '.join(said)}" if said else ""
    told = "The event reaches the bus, and each rule on it is tried, all at once."
    if outcome.event_error:
        return Entry(0, BUS, "unreadable", "an event that cannot be read", Tone.NOTE, outcome.event_error)
    return Entry(0, BUS, "arrived", f"an event arrives{what}", Tone.NOTE, told, "eb-rule-single-bus")


def _judged(results: Sequence[RuleResult], drawn: Sequence[int]) -> Iterator[Entry]:
    for at, n in enumerate(drawn, start=1):
        result = results[n]
        word = result.outcome.value
        near = f" at {result.path[:60]}" if result.path else ""
        remark = f" {result.remark}" if result.remark else ""
        fact, of = _FACTS.get(result.outcome, ""), _title(result.name)
        yield Entry(at, f"rule-{n}", word, f"{word}{near}", _TONES[result.outcome], f"{result.why}{remark}", fact, of)


def _last(outcome: Outcome, drawn: int) -> Iterator[Entry]:
    at = drawn + 1
    if outcome.book_error:
        told = f"Line {outcome.book_line}, column {outcome.book_column}: {outcome.book_error}"
        yield Entry(at, BUS, "no-book", "the rules cannot be read", Tone.BAD, told)
        return
    rest = outcome.rules - drawn
    more = f" {rest:,} more rules were judged and are not drawn." if rest else ""
    told = "Rules know nothing of each other: each that matches sends the event to its own targets."
    if not outcome.fired:
        told = "No rule fires, so the event goes nowhere. Nobody is told, and nothing keeps it but an archive."
    label = f"{outcome.fired:,} of {outcome.rules:,} rules {'fires' if outcome.fired == 1 else 'fire'}"
    yield Entry(at, BUS, "judged", label, Tone.WORK if outcome.fired else Tone.END, f"{told}{more}")


def _title(name: str) -> str:
    shown = "".join(sign if sign.isprintable() else "·" for sign in name) or "''"
    return shown if len(shown) <= _LONGEST_TITLE else f"{shown[: _LONGEST_TITLE - 1]}…"
