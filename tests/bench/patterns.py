"""Event patterns: one rule at a time, and sets of rules beside a loop over them.

What is remembered from one event must not make the next one cheap by sleight of hand: all generated events differ, and no event is
tried twice on one set. *Cold* is a set that has seen no event yet; *warm* is one that has seen ``SEEN`` other events. Where the same
events come again, the line says so.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

from sim.pattern import Event, Pattern, RuleSet, compile_pattern, event_of_json, event_of_text
from tests.bench import rulesets

Row = tuple[str, str, str]
Timed = Callable[[Callable[[], object]], float]
DATA = Path(__file__).parent / "data"
SIZES = (1, 10, 100, 1_000, 10_000)
RUNS = 5
"""As many as ``timed`` makes: each has its own set, and events that no other has seen."""
EVENTS = 2_000
"""Of each run on a set."""
SEEN = 2_000
LOOPED = 60_000
"""Rules tried in each run of a loop, as near as whole events come to it."""


def measure_patterns(timed: Timed) -> Iterator[Row]:
    """The rows of the table: what, figure, note."""
    texts = (DATA / "bench_events.jsonl").read_text("utf-8").splitlines()
    for kind in ("basic", "mixed"):
        rules = (DATA / f"bench_rules_{kind}.jsonl").read_text("utf-8").splitlines()
        patterns = compiled(rules)
        yield from _one_rule(timed, kind, list(patterns.values()), texts)
        yield from _file(timed, kind, patterns, [event_of_text(text) for text in texts])
    for kind, accounts in product(("basic", "mixed"), (0, 100)):
        yield from _sets(timed, kind, accounts)


def compiled(texts: Sequence[str]) -> dict[str, Pattern]:
    """Patterns by a rule's name."""
    return {f"rule-{n}": compile_pattern(text) for n, text in enumerate(texts)}


def _one_rule(timed: Timed, kind: str, patterns: Sequence[Pattern], texts: Sequence[str]) -> Iterator[Row]:
    bodies = [json.loads(text) for text in texts]

    def parsed() -> None:
        for body in bodies:
            for pattern in patterns:
                pattern.matches(event_of_json(body))

    def text_in() -> None:
        for text in texts:
            for pattern in patterns[::50]:
                pattern.matches(event_of_text(text))

    pairs = len(patterns) * len(texts)
    yield f"one rule, {kind}, parsed event in", f"{pairs / timed(parsed):,.0f} matches/s", f"{pairs:,} pairs"
    pairs = len(patterns[::50]) * len(texts)
    yield f"one rule, {kind}, text in", f"{pairs / timed(text_in):,.0f} matches/s", f"{pairs:,} pairs"


def _file(timed: Timed, kind: str, patterns: Mapping[str, Pattern], events: Sequence[Event]) -> Iterator[Row]:
    fresh = iter([RuleSet.of(patterns) for _ in range(RUNS)])
    cold = timed(lambda: tried(next(fresh), events))
    rules = RuleSet.of(patterns)
    fired = tried(rules, events)
    warm = timed(lambda: tried(rules, events))
    looped = timed(lambda: tried_in_a_loop(patterns, events[::8]))
    assert tried_in_a_loop(patterns, events[::8]) == tried(rules, events[::8])
    yield (
        f"{len(patterns):,} rules of the file, {kind}, cold / the same events again / loop",
        f"{len(events) / cold:,.0f} / {len(events) / warm:,.0f} / {len(events[::8]) / looped:,.0f} events/s",
        f"{fired / len(events):.1f} fired an event",
    )


def _sets(timed: Timed, kind: str, accounts: int) -> Iterator[Row]:
    made = rulesets.events(1, SEEN + 2 * RUNS * EVENTS, accounts)
    events = [event_of_text(text) for text in made]
    seen, rest = events[:SEEN], events[SEEN:]
    batches = [rest[at : at + EVENTS] for at in range(0, len(rest), EVENTS)]
    texts = rulesets.rules(1, SIZES[-1], mixed=kind == "mixed", accounts=accounts)
    what = f"{kind}, of {accounts} accounts" if accounts else kind
    for size in SIZES:
        patterns = compiled(texts[:size])
        fresh, cold_events, warm_events = (
            iter([RuleSet.of(patterns) for _ in range(RUNS)]),
            iter(batches),
            iter(batches[RUNS:]),
        )
        cold = timed(lambda fresh=fresh, events=cold_events: tried(next(fresh), next(events)))
        rules = RuleSet.of(patterns)
        tried(rules, seen)
        warm = timed(lambda rules=rules, events=warm_events: tried(rules, next(events)))
        few = batches[0][: max(LOOPED // size, 4)]
        looped = timed(lambda patterns=patterns, few=few: tried_in_a_loop(patterns, few))
        assert tried_in_a_loop(patterns, few) == tried(rules, few)
        yield (
            f"{size:,} rules, {what}, cold / warm / loop",
            f"{EVENTS / cold:,.0f} / {EVENTS / warm:,.0f} / {len(few) / looped:,.0f} events/s",
            f"{tried(rules, batches[0]) / EVENTS:.1f} fired an event",
        )
    compiling, building = timed(lambda: compiled(texts)), timed(lambda: RuleSet.of(patterns))
    yield f"{size:,} rules, {what}, compiling / building the set", f"{compiling:.2f} / {building:.2f} s", ""


def tried(rules: RuleSet, events: Sequence[Event]) -> int:
    """How many rules ``events`` fire."""
    return sum(len(rules.matching(event)) for event in events)


def tried_in_a_loop(patterns: Mapping[str, Pattern], events: Sequence[Event]) -> int:
    """The same, rule after rule."""
    return sum(pattern.matches(event) for event in events for pattern in patterns.values())
