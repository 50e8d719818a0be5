"""The outcome of a run of ``traffic``, counted when all is over."""

from collections import Counter
from itertools import pairwise

from sim.traffic.alias import Alias
from sim.traffic.binomial import HIGH, LOW, hits_of, none_of
from sim.traffic.outcome import Answer, CallOutcome, Outcome, VersionOutcome
from sim.traffic.scenario import Scenario

Calls = tuple[CallOutcome, ...]


def outcome_of(
    scenario: Scenario,
    alias: Alias | None,
    answers: tuple[Answer, ...],
    calls: Calls,
    aliases: tuple[Alias, ...],
) -> Outcome:
    """All that a question may ask; ``aliases`` is how the alias stood at each call."""
    named = dict.fromkeys((scenario.version, scenario.additional))
    named |= dict.fromkeys(number for answer in answers for number in (answer.version, answer.additional))
    versions = {number: _version(number, calls, aliases) for number in named if number and calls}
    old, new = versions.get(scenario.version), versions.get(scenario.additional)
    refusals = [answer for answer in answers if answer.code]
    first = refusals[0] if refusals else None
    seen = _seen(calls)
    return Outcome(
        calls=len(calls),
        old_calls=old.calls if old else 0,
        new_calls=new.calls if new else 0,
        expected_new=new.expected if new else 0.0,
        low_new=new.low if new else 0,
        high_new=new.high if new else 0,
        is_usual=new.low <= new.calls <= new.high if new else True,
        none_percent=new.none_percent if new else 100.0,
        runs_without_new_version=new.runs_without if new else 100,
        errors=sum(call.failed for call in calls),
        old_errors=old.errors if old else 0,
        new_errors=new.errors if new else 0,
        callers=len(seen),
        met_both=sum(len(set(met)) > 1 for met in seen.values()),
        switches=sum(one != other for met in seen.values() for one, other in pairwise(met)),
        first_new=new.first_call if new else 0,
        longest_without=_longest_without(calls, scenario.additional),
        refusals=len(refusals),
        error_status=first.status if first else 0,
        error_code=first.code if first else "",
        error_message=first.message if first else "",
        final_version=alias.version if alias else "",
        final_weight=alias.weight if alias else 0.0,
        answers=answers,
        version_list=tuple(versions.values()),
        call_list=calls,
    )


def _version(number: str, calls: Calls, aliases: tuple[Alias, ...]) -> VersionOutcome:
    chances = Counter(alias.chances.get(number, 0.0) for alias in aliases)
    hits = hits_of(chances)
    mine = [call for call in calls if call.version == number]
    return VersionOutcome(
        version=number,
        calls=len(mine),
        share_percent=round(100 * len(mine) / len(calls), 1),
        expected=round(sum(chance * count for chance, count in chances.items()), 3),
        low=hits.quantile(LOW),
        high=hits.quantile(HIGH),
        none_percent=round(100 * none_of(chances), 2),
        runs_without=round(100 * none_of(chances)),
        errors=sum(call.failed for call in mine),
        first_call=mine[0].number if mine else 0,
    )


def _seen(calls: Calls) -> dict[int, list[str]]:
    """The versions that each caller met, in order."""
    seen: dict[int, list[str]] = {}
    for call in calls:
        seen.setdefault(call.caller, []).append(call.version)
    return seen


def _longest_without(calls: Calls, version: str) -> int:
    longest = now = 0
    for call in calls:
        now = 0 if call.version == version else now + 1
        longest = max(longest, now)
    return longest
