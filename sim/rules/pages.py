"""A book made ready to be judged: each rule with its compiled pattern, and what is to be said about all of them."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from sim.facts import facts
from sim.pattern import Pattern, PatternError, RuleSet, compile_pattern
from sim.rules.book import read_book
from sim.rules.intrinsic import Place
from sim.rules.limits import limits_of, notes_of
from sim.rules.rule import Rule
from sim.rules.scenario import Limit

_STATES = {name: str(state) for name, state in (facts()["eb-rule-states"].values or {}).items()}
DISABLED = _STATES["disabled"]


@dataclass(frozen=True, slots=True)
class Page:
    """A rule of the book."""

    rule: Rule
    line: int
    pattern: Pattern | None
    """None if it has none, or AWS refuses the rule."""
    surely: Pattern | None
    """The pattern without the values that only deployment brings; None if there are none such."""
    error: str
    """What AWS has against it."""
    replaced_line: int
    """Where the rule stands that takes its place; 0 if there is none."""


@dataclass(frozen=True, slots=True)
class Pages:
    """A book, compiled."""

    form: str
    pages: tuple[Page, ...]
    together: RuleSet
    """The patterns as one set, each under the number of its page."""
    limits: tuple[Limit, ...]
    notes: tuple[str, ...]


@lru_cache(maxsize=4)
def pages_of(text: str, where: Place) -> Pages:
    """The book that ``text`` is. The last few are remembered, because the event changes more often than the rules.

    Raises:
        BookError: it is none.
    """
    book = read_book(text, where)
    ends = [at for at, sign in enumerate(text) if sign == "\n"]
    pages = tuple(_page(rule, ends) for rule in book.rules)
    read = [(page.rule, page.pattern) for page in pages]
    together = RuleSet.of({str(n): page.pattern for n, page in enumerate(pages) if page.pattern})
    return Pages(book.form, pages, together, limits_of(read), (*book.notes, *notes_of(read)))


def _page(rule: Rule, ends: list[int]) -> Page:
    pattern, error = _compiled(rule)
    replaced = bisect_left(ends, rule.replaced) + 1 if rule.replaced >= 0 else 0
    surely = compile_pattern(rule.surely) if pattern and rule.surely else None
    return Page(rule, bisect_left(ends, rule.at) + 1, pattern, surely, error, replaced)


def _compiled(rule: Rule) -> tuple[Pattern | None, str]:
    if rule.state not in _STATES.values():
        return None, f"its State is {rule.state[:40]!r}; there are {', '.join(_STATES.values())}"
    if rule.fault or rule.unknown or not rule.pattern:
        return None, rule.fault
    try:
        return compile_pattern(rule.pattern), ""
    except PatternError as error:
        return None, error.strict or error.message
