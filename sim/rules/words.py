"""Why a rule does what it does, in plain sentences."""

from dataclasses import dataclass
from typing import assert_never

from sim.rules.near import Miss
from sim.rules.pages import Page
from sim.rules.scenario import Judgement

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one rule."""

    matches: bool | None
    """Whether its pattern matches; None if that cannot be said."""
    missed: Miss | None
    readable: bool
    """Whether the event could be read."""


def why(outcome: Judgement, page: Page, seen: Seen) -> str:
    """Why ``outcome`` became of the rule."""
    rule = page.rule
    match outcome:
        case Judgement.FIRED:
            return _fired(page)
        case Judgement.SILENT:
            return _silent(seen)
        case Judgement.REFUSED:
            return sentence(page.error)
        case Judgement.DISABLED:
            if seen.matches is None:
                return "It is disabled, so nothing fires it."
            return f"It is disabled; otherwise it would {'fire' if seen.matches else 'be silent, too'}."
        case Judgement.SCHEDULED:
            return f"{rule.schedule[:80]} fires it; it has no pattern, so no event does."
        case Judgement.UNKNOWN:
            return _unknown(page, readable=seen.readable)
        case Judgement.REPLACED:
            return (
                f"Its name comes again on line {page.replaced_line}. PutRule with a name that exists replaces the rule."
            )
        case _:
            assert_never(outcome)


def _fired(page: Page) -> str:
    pattern = page.pattern
    assert pattern is not None
    fields = len(pattern.rules[0])
    told = f"All of its {fields} fields match."
    if fields < 3:
        told = "Its one field matches." if fields == 1 else "Both of its fields match."
    if len(pattern.rules) > 1:
        told = f"One of its {len(pattern.rules)} $or combinations matches."
    strict = f" A stricter compiler of AWS refuses it: {sentence(pattern.strict)}" if pattern.strict else ""
    schedule = f" {page.rule.schedule[:80]} fires it, too." if page.rule.schedule else ""
    return f"{told}{strict}{schedule}"


def _silent(seen: Seen) -> str:
    missed = seen.missed
    assert missed is not None
    if not missed.refused and not missed.reason:
        return "Each field would match by itself, but not all of them in one and the same element of an array."
    told = missed.reason or ("The value is none that is wanted." if missed.there else "Nothing is there.")
    rest = missed.refused - 1
    more = f" {rest} more {'field refuses' if rest == 1 else 'fields refuse'}." if rest > 0 else ""
    return f"{missed.path}: {told}{more}"


def _unknown(page: Page, *, readable: bool) -> str:
    rule = page.rule
    if not readable:
        return "The event cannot be read."
    if rule.unknown:
        return sentence(rule.unknown)
    if rule.open:
        return f"It hangs on {', '.join(rule.open[:3])}, known only after deployment. All the rest matches."
    return "The event has too many ways to choose elements of its arrays."


def sentence(text: str) -> str:
    """``text`` as a sentence, with its stop."""
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "…")) else ".")
