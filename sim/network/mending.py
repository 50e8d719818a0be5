"""What mends a network: the smallest sets of changes with which the target is reached from everywhere, found by trying.

From the network as it is, the hop that stops the first broken way gives the changes to try; fewest changes are tried first. Of each set
that mends, every part is then left out once, so that none is there for nothing.
"""

import heapq
import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import count
from typing import Any

from sim.network.changes import Change
from sim.network.costing import cents_of, dollars
from sim.network.judging import looked_at, reaches
from sim.network.outcome import MendOutcome, PathOutcome
from sim.network.repairs import repairs
from sim.network.scenario import Scenario
from sim.network.values import Region

MOST_TRIED = 150
"""Networks that are tried."""
MOST_CHANGES = 8
MOST_MENDS = 6
_SLACK = 2
"""Changes that another mend may have more than the smallest one."""

Changes = tuple[Change, ...]


def mends_of(scenario: Scenario, cents: int) -> tuple[MendOutcome, ...]:
    """Ways to mend the scenario, which costs ``cents`` a month as it is: the smallest first, then the cheapest."""
    found: dict[frozenset[str], MendOutcome] = {}
    for changes in _searched(scenario):
        kept = _without_idle(scenario, changes)
        names = frozenset(change.told for change in kept)
        if names not in found:
            found[names] = _mend(scenario, kept, cents)
    ranked = sorted(found.values(), key=lambda mend: (mend.parts, mend.cents_a_month, mend.changes))
    return tuple(ranked[:MOST_MENDS])


def applied(scenario: Scenario, changes: Changes) -> Scenario | None:
    """The scenario after the changes; None if they do not go together."""
    try:
        for change in changes:
            scenario = change.apply(scenario)
    except ValueError:
        return None
    return scenario


def _searched(scenario: Scenario) -> Iterator[Changes]:
    number = count()
    queue: list[tuple[int, int, Changes, Scenario]] = [(0, next(number), (), scenario)]
    seen: set[Scenario] = {scenario}
    best = MOST_CHANGES
    for _ in range(MOST_TRIED):
        if not queue:
            return
        parts, _, changes, now = heapq.heappop(queue)
        if parts > best + _SLACK:
            return
        refusals, _, functions, paths = looked_at(now)
        if refusals or any(function.error_code for function in functions):
            continue
        broken = next((path for path in paths if not path.reached), None)
        if broken is None:
            best = min(best, parts)
            yield changes
            continue
        for repair in repairs(now, broken):
            after = applied(now, repair)
            if repair and after is not None and after not in seen and parts + len(repair) <= MOST_CHANGES:
                seen.add(after)
                heapq.heappush(queue, (parts + len(repair), next(number), (*changes, *repair), after))


def _without_idle(scenario: Scenario, changes: Changes) -> Changes:
    """The changes without those that can be left out."""
    for place in reversed(range(len(changes))):
        fewer = changes[:place] + changes[place + 1 :]
        after = applied(scenario, fewer)
        if after is not None and reaches(after):
            changes = fewer
    return changes


def _mend(scenario: Scenario, changes: Changes, cents: int) -> MendOutcome:
    after = applied(scenario, changes) or scenario
    paths = looked_at(after)[3]
    more = cents_of(after, paths) - cents
    return MendOutcome(
        title=", ".join(dict.fromkeys(change.title for change in changes)),
        changes=tuple(change.told for change in changes),
        parts=len(changes),
        cents_a_month=more,
        cost=_cost(after, paths, more),
        given=json.dumps(changed(scenario, after)),
        fact=changes[0].fact,
    )


def _cost(scenario: Scenario, paths: tuple[PathOutcome, ...], more: int) -> str:
    if not cents_of(scenario, paths):
        return "Nothing: no NAT gateway and no interface endpoint is there."
    known = " The endpoint's hourly price there is as bills show it." if scenario.region is Region.EU_WEST_1 else ""
    what = f"{dollars(more)} a month more than now" if more >= 0 else f"{dollars(-more)} a month less than now"
    return f"{what}: 730 hours, and {scenario.gb_a_month:,} GB, at the prices of {scenario.region}.{known}"


def changed(before: Scenario, after: Scenario) -> dict[str, Any]:
    """The fields of ``after`` that differ, as a link or a preset has them."""
    names = [field.name for field in fields(Scenario)]
    return {name: _plain(getattr(after, name)) for name in names if getattr(before, name) != getattr(after, name)}


def _plain(value: object) -> Any:
    """A value as JSON has it; fields of dataclasses that are as by default are left out."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != field.default
        }
    return value
