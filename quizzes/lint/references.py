"""Whether what an item refers to is there: objective, facts, exam, pages."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from urllib.parse import urlsplit

from quizzes.model import Common, Numeric
from sim.facts import Confidence, Fact
from sim.gate import Document, Fault

Path = tuple[str | int, ...]

ITEM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OBJECTIVE_ID = re.compile(rf"{ITEM_ID.pattern}(\.{ITEM_ID.pattern})*")
EXAM = re.compile(rf"[A-Z]{{3}}-C\d\d/{ITEM_ID.pattern}")
HOSTS = ("docs.aws.amazon.com", "aws.amazon.com")


@dataclass(frozen=True, slots=True)
class Scope:
    """What an item may refer to, and the day on which we look."""

    objectives: Collection[str]
    """Empty if they could not be read; then no item is blamed for naming one."""
    facts: Mapping[str, Fact]
    today: date


def references(document: Document, at: Path, item: Common, scope: Scope) -> Iterator[Fault]:
    """What ``item``, which stands at ``at``, refers to in vain."""
    if not ITEM_ID.fullmatch(item.id):
        yield document.fault("Q002", (*at, "id"), f"{item.id!r} is not an id", "write it as second-call-warm")
    if scope.objectives and item.objective not in scope.objectives:
        remedy = _near(item.objective, scope.objectives)
        yield document.fault("Q003", (*at, "objective"), f"there is no objective {item.objective!r}", remedy)
    for n, exam in enumerate(item.exams):
        if not EXAM.fullmatch(exam):
            yield document.fault(
                "Q008", (*at, "exams", n), f"{exam!r} is not exam/domain", "write it as DVA-C03/development"
            )
    for n, fact in enumerate(item.facts):
        yield from _fact(document, (*at, "facts", n), fact, scope)
    if isinstance(item, Numeric) and item.fact:
        yield from _key_fact(document, at, item, scope)
    yield from _cites(document, at, item, scope)


def _fact(document: Document, at: Path, fact: str, scope: Scope) -> Iterator[Fault]:
    if fact not in scope.facts:
        yield document.fault("Q004", at, f"there is no fact {fact!r}", _near(fact, scope.facts))
    elif scope.facts[fact].confidence is Confidence.LOW:
        yield document.fault("Q005", at, f"{fact} is of low confidence", "ask about something that is certain")


def _key_fact(document: Document, at: Path, item: Numeric, scope: Scope) -> Iterator[Fault]:
    place = (*at, "fact")
    yield from _fact(document, place, item.fact, scope)
    fact = scope.facts.get(item.fact)
    if fact is None:
        return
    if isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
        yield document.fault(
            "Q007", place, f"{item.fact} states {fact.value!r}", "name a fact with a number, or write the key"
        )
    if fact.confidence is Confidence.MEDIUM and "as documented" not in item.stem:
        yield document.fault(
            "Q006", (*at, "stem"), f"{item.fact} is of medium confidence", "say 'as documented' in the stem"
        )


def _cites(document: Document, at: Path, item: Common, scope: Scope) -> Iterator[Fault]:
    for n, cite in enumerate(item.cites):
        url = urlsplit(cite.url)
        if url.scheme != "https" or url.netloc not in HOSTS:
            remedy = f"cite a page of https://{HOSTS[0]} or https://{HOSTS[1]}"
            yield document.fault("Q030", (*at, "cites", n, "url"), f"{cite.url} is not a page of AWS", remedy)
        if cite.checked > scope.today:
            problem = f"checked on {cite.checked}, which is after {scope.today}"
            yield document.fault(
                "Q031", (*at, "cites", n, "checked"), problem, "write the day on which the page was read"
            )


def _near(word: str, known: Collection[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return f"did you mean {close[0]!r}?" if close else "see the list of those there are"
