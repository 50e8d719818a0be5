"""Every rule of the book tried on the event, each by itself, as a bus does.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
"""

from collections import Counter
from dataclasses import replace

from sim.pattern import Event, EventError, Pattern, event_of_text
from sim.rules.intrinsic import Place
from sim.rules.near import Miss, explained, miss
from sim.rules.pages import DISABLED, Page, Pages, pages_of
from sim.rules.picture import picture
from sim.rules.scenario import Judgement, Outcome, RuleResult, Scenario
from sim.rules.tree import BookError, place
from sim.rules.words import Seen, sentence, why
from sim.trace import Trace

ACCOUNT, REGION = "111122223333", "us-east-1"
"""Where the rules stand if the event does not say it."""
MOST_EXPLAINED = 20
"""Silent rules of which the refused value is told, and not its path alone: the nearest."""


def run(scenario: Scenario) -> Trace[Outcome]:
    """Judge each rule. A book or an event that cannot be read gives a trace that says so."""
    event, fault = _read(scenario.event)
    nearest: tuple[int, ...] = ()
    try:
        pages = pages_of(scenario.book, place_of(event, scenario.book))
    except BookError as error:
        line, column = place(scenario.book, error.at)
        outcome = Outcome(book_error=sentence(error.message), book_line=line, book_column=column)
    else:
        results, nearest = _results(pages, event, scenario.event)
        outcome = _outcome(pages, results)
    if fault:
        outcome = replace(outcome, event_error=sentence(str(fault)), event_line=fault.line, event_column=fault.column)
    return picture(outcome, event, nearest)


def _read(text: str) -> tuple[Event | None, EventError | None]:
    """The event, or what is wrong with it."""
    try:
        return event_of_text(text), None
    except EventError as error:
        return None, error


def _outcome(pages: Pages, results: tuple[RuleResult, ...]) -> Outcome:
    counts = Counter(result.outcome for result in results)
    return Outcome(
        rules=len(results),
        fired=counts[Judgement.FIRED],
        silent=counts[Judgement.SILENT],
        refused=counts[Judgement.REFUSED],
        disabled=counts[Judgement.DISABLED],
        scheduled=counts[Judgement.SCHEDULED],
        unknown=counts[Judgement.UNKNOWN],
        replaced=counts[Judgement.REPLACED],
        fired_names=tuple(result.name for result in results if result.outcome is Judgement.FIRED),
        results=results,
        form=pages.form,
        limits=pages.limits,
        limits_broken=sum(limit.over for limit in pages.limits),
        notes=pages.notes,
    )


def place_of(event: Event | None, book: str) -> Place:
    """The account and Region of the event, if the ``book`` asks for them: a rule stands where its events are."""
    body = event.body if event and isinstance(event.body, dict) and "AWS::" in book else {}
    account, region = body.get("account"), body.get("region")
    return Place(
        account if type(account) is str and account else ACCOUNT,
        region if type(region) is str and region else REGION,
    )


def _results(pages: Pages, event: Event | None, text: str) -> tuple[tuple[RuleResult, ...], tuple[int, ...]]:
    """Every rule judged, and the numbers of the silent ones, the nearest first."""
    matches = _matches(pages, event)
    missed: dict[int, Miss] = {
        n: miss(page.pattern, event)
        for n, page in enumerate(pages.pages)
        if event and page.pattern and judgement(page, matches[n]) is Judgement.SILENT
    }
    nearest = tuple(sorted(missed, key=lambda n: (missed[n].refused, missed[n].matched_less, n)))
    for n in nearest[:MOST_EXPLAINED]:
        missed[n] = explained(missed[n], pages.pages[n].rule.pattern, text)
    results = tuple(
        _result(page, Seen(matches[n], missed.get(n), event is not None)) for n, page in enumerate(pages.pages)
    )
    return results, nearest


def _matches(pages: Pages, event: Event | None) -> list[bool | None]:
    """Of each rule whether its pattern matches; None if that cannot be said."""
    if event is None:
        return [None] * len(pages.pages)
    try:
        fired = {int(name) for name in pages.together.matching(event)}
    except EventError:  # of one of them; which, only each by itself can tell
        return [_alone(page.pattern, event) if page.pattern else None for page in pages.pages]
    return [
        None if not page.pattern or (n in fired and page.surely and not _alone(page.surely, event)) else n in fired
        for n, page in enumerate(pages.pages)
    ]


def _alone(pattern: Pattern, event: Event) -> bool | None:
    try:
        return pattern.matches(event)
    except EventError:
        return None


def judgement(page: Page, matches: bool | None) -> Judgement:
    """What becomes of the rule, if its pattern ``matches``."""
    rule = page.rule
    if rule.replaced >= 0:
        return Judgement.REPLACED
    if page.error:
        return Judgement.REFUSED
    if rule.state == DISABLED:
        return Judgement.DISABLED
    if rule.schedule and not rule.pattern and not rule.unknown:
        return Judgement.SCHEDULED
    if matches is None:
        return Judgement.UNKNOWN
    return Judgement.FIRED if matches else Judgement.SILENT


def _result(page: Page, seen: Seen) -> RuleResult:
    rule, missed = page.rule, seen.missed
    outcome = judgement(page, seen.matches)
    return RuleResult(
        name=rule.name,
        line=page.line,
        bus=rule.bus,
        state=rule.state,
        pattern=rule.pattern,
        outcome=outcome,
        why=why(outcome, page, seen),
        path=missed.path if missed else "",
        fields=missed.fields if missed else 0,
        refused_fields=missed.refused if missed else 0,
        remark=rule.remark,
    )
