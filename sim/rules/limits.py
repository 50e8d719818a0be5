"""What EventBridge limits, and where a book goes beyond.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sim.facts import facts, whole
from sim.pattern import Pattern
from sim.pattern.anything import AnythingBut
from sim.pattern.operators import Wildcard
from sim.rules.rule import Rule
from sim.rules.scenario import Limit

_NAME = re.compile(r"[.\-_A-Za-z0-9]{1,64}")
_SHOWN = 3
RULES, TARGETS, WILDCARDS, SIZE = (
    *("eb-rules-per-bus-300", "eb-targets-per-rule-5", "eb-wildcard-rules-30", "eb-pattern-size-2048"),
)
LONGEST_PATTERN = int(facts()[SIZE].value_max or 0)
"""More than this the API does not take, whatever the quota."""
Read = Sequence[tuple[Rule, Pattern | None]]


def limits_of(read: Read) -> tuple[Limit, ...]:
    """Each quota with how much of it the rules ``read`` take; of several buses, the fullest."""
    on_bus = [(rule, pattern) for rule, pattern in read if pattern and rule.replaced < 0]
    return (
        _limit("Rules on one bus", RULES, _fullest(rule.bus for rule, _ in on_bus)),
        _limit("Targets of one rule", TARGETS, max((rule.targets for rule, _ in read), default=0)),
        _limit(
            "Rules with wildcard on one bus",
            WILDCARDS,
            _fullest(rule.bus for rule, pattern in on_bus if pattern and has_wildcard(pattern)),
        ),
        _limit("Characters of one pattern", SIZE, max((len(rule.pattern) for rule, _ in read), default=0)),
    )


def _limit(words: str, fact: str, now: int) -> Limit:
    return Limit(words=words, most=whole(fact), now=now, fact=fact)


def _fullest(buses: Iterable[str]) -> int:
    return max(Counter(buses).values(), default=0)


def has_wildcard(pattern: Pattern) -> bool:
    """Whether a ``wildcard`` stands in it."""
    values = (value for rule in pattern.rules for _, field in rule for value in field.values)
    return any(
        isinstance(one, Wildcard) or (isinstance(one, AnythingBut) and one.inner == "wildcard") for one in values
    )


def notes_of(read: Read) -> tuple[str, ...]:
    """What the rules break, in sentences that name them."""
    most, rules = whole(TARGETS), [rule for rule, _ in read]
    long = whole(SIZE)
    told = (
        (
            f"more than {most} targets, and the quota cannot be raised",
            [rule.name for rule in rules if rule.targets > most],
        ),
        (
            f"a pattern of more than {LONGEST_PATTERN:,} characters, which the API refuses",
            [rule.name for rule in rules if len(rule.pattern) > LONGEST_PATTERN],
        ),
        (
            f"a pattern of more than {long:,} characters, for which the quota has to be raised",
            [rule.name for rule in rules if long < len(rule.pattern) <= LONGEST_PATTERN],
        ),
        (
            "a name that PutRule refuses: it takes 1 to 64 letters, digits, dots, hyphens and underscores",
            [rule.name for rule in rules if not _NAME.fullmatch(rule.name)],
        ),
    )
    notes = [f"{_named(names)} {'has' if len(names) == 1 else 'have'} {what}." for what, names in told if names]
    return (*notes, *_of_buses(rules))


def _of_buses(rules: Iterable[Rule]) -> tuple[str, ...]:
    buses = list(dict.fromkeys(rule.bus for rule in rules if rule.pattern))
    if len(buses) < 2:
        return ()
    return (f"These rules stand on {len(buses)} buses ({_named(buses)}); the event is shown to all of them.",)


def _named(names: list[str]) -> str:
    """The first few of ``names``, and how many more there are."""
    shown = ", ".join(repr(name[:64])[1:-1] or "''" for name in names[:_SHOWN])
    return f"{shown} and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else shown
