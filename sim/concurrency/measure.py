"""A fleet in volume, without a trace: the same rules as ``run``, in one loop.

Arrivals are walked in order; what is busy is one heap of whole numbers, and free environments lie on a stack, or in order of their making.
What cannot happen with these arrivals, such as too many requests a second, is found out beforehand and then not asked for in the loop.
Everything that can be told from who was served when is left to ``summary``.
"""

from bisect import insort
from dataclasses import replace
from functools import lru_cache
from heapq import heappop, heappush

import numpy as np

from sim.billing.prices import Architecture
from sim.concurrency.drawing import Calls, calls_of, same_calls
from sim.concurrency.limits import settled
from sim.concurrency.packed import ENVIRONMENT, FUNCTION, IDENTITY, LANES, LAST, MOMENT, PROVISIONED, STOPPED, Packed
from sim.concurrency.summary import Summary
from sim.concurrency.values import DEFAULT_MEMORY_MB, SECOND, TOKEN_MS, TOKENS, Kind
from sim.concurrency.workload import Workload

ONE_SECOND = SECOND << MOMENT
CHUNK = 1 << 13
"""So many calls are taken out of the arrays at once: few enough to stay near the processor."""
FULL = TOKENS * TOKEN_MS
"""How long a function that has made all the environments it may make waits until it may make as many again, in ms."""
KEPT = 6
"""So many summaries are remembered; one of 200,000 calls takes about 12 MB."""
WARM, COLD, ON_PROVISIONED, REINIT, NO_ACCOUNT, NO_RESERVED, NO_TOKEN, ACCOUNT_RATE, RESERVED_RATE = map(int, Kind)


def measure(workload: Workload, calls: Calls | None = None) -> Summary:  # noqa: PLR0912, PLR0915 - one loop; calls in it would halve its speed
    """Serve every call, and tell what came of each in columns. ``calls`` are those of the workload, if they have been drawn already.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
    """
    if calls is None:
        calls = calls_of(workload)
    settings = settled(workload)
    functions = settings.functions
    fleet = Packed(workload, functions, calls)
    busy, free, room, pool, ended, born = fleet.busy, fleet.free, fleet.room, fleet.pool, fleet.ended, fleet.born
    idle, newest = fleet.idle, fleet.newest
    recent, rated, most, provisionings = fleet.recent, fleet.rated, fleet.most, fleet.provisionings
    full_at = [0] * len(functions)
    stocked = [bool(each.requested or each.changes) for each in provisionings]
    tracked = [each.function.tracking is not None for each in provisionings]
    any_stocked = any(stocked)
    quick, age = not any(rated[:PROVISIONED]), fleet.age
    """Whether a call that finds a free environment is served by it, with nothing else to ask."""
    push, pop = heappush, heappop
    control = min(each.due for each in provisionings) << MOMENT
    kinds = bytearray(len(calls.at))
    taken = np.zeros(len(calls.at), dtype=np.int64)
    timeouts = np.array([function.timeout_seconds * SECOND for function in functions])[calls.function]
    cold = [function.start + function.init << MOMENT for function in functions]
    for begin in range(0, len(calls.at), CHUNK):
        part = slice(begin, begin + CHUNK)
        limit = timeouts[part]
        works = (np.minimum(calls.duration[part], limit) << MOMENT) + (calls.duration[part] > limit) * STOPPED - LAST
        entries = [0] * len(works)
        moments = ((calls.at[part] << MOMENT) + LAST).tolist()
        rows = zip(range(len(works)), moments, works.tolist(), calls.function[part].tolist(), strict=True)
        for number, now, work, lane in rows:
            if now >= control:
                control = fleet.manage(now >> MOMENT) << MOMENT
            while busy[0] <= now:
                entry = pop(busy)
                freed = entry & LANES
                place = pool[freed]
                room[place] += 1
                if freed & PROVISIONED:
                    if room[place] <= 0:
                        fleet.give_back(freed & FUNCTION)
                    continue
                if newest:
                    identity = entry & IDENTITY
                    ended[identity >> ENVIRONMENT] = entry
                    insort(free[freed], identity)
                else:
                    free[freed].append(entry)
            if any_stocked and stocked[lane]:
                ready = lane | PROVISIONED
                place = pool[ready]
                lately = recent[place]
                if room[place] > 0 and not (
                    rated[ready] and len(lately) >= most[ready] and lately[-most[ready]] > now - ONE_SECOND
                ):
                    room[place] -= 1
                    if rated[ready]:
                        lately.append(now)
                    if tracked[lane]:
                        mine = provisionings[lane]
                        mine.calls += 1
                        mine.used += (mine.ready - room[place]) / mine.ready
                    entry = now + work + ready
                    push(busy, entry)
                    entries[number] = entry
                    kinds[begin + number] = ON_PROVISIONED
                    continue
            place = pool[lane]
            if room[place] <= 0:
                kinds[begin + number] = NO_RESERVED if place else NO_ACCOUNT
                continue
            stack = free[lane]
            if quick and stack:
                last = stack[-1]
                entry = ended[last >> ENVIRONMENT] if newest else last
                if entry + idle >= now and (not age or born[(entry & IDENTITY) >> ENVIRONMENT] + age >= now):
                    del stack[-1]
                    room[place] -= 1
                    entry = now + work + (last & IDENTITY)
                    push(busy, entry)
                    entries[number] = entry
                    continue
            kind, lasts = WARM, work
            identity = fleet.first(lane, now) if stack else 0
            if not identity:
                stack = free[lane | STOPPED]
                identity = fleet.first(lane | STOPPED, now) if stack else 0
                if identity:
                    kind = REINIT
                    again, longest = int(calls.duration[begin + number]) + functions[lane].init, int(limit[number])
                    lasts = (min(again, longest) << MOMENT) + (again > longest) * STOPPED - LAST
                else:
                    kind = COLD
                    lasts += cold[lane]
                    fills = max(full_at[lane], now >> MOMENT) + TOKEN_MS
                    if fills - (now >> MOMENT) > FULL:
                        kinds[begin + number] = NO_TOKEN
                        continue
            if rated[lane]:
                lately = recent[place]
                if len(lately) >= most[lane] and lately[-most[lane]] > now - ONE_SECOND:
                    kinds[begin + number] = RESERVED_RATE if place else ACCOUNT_RATE
                    continue
                lately.append(now)
            if kind == COLD:
                full_at[lane] = fills
                identity = len(born) << ENVIRONMENT | lane
                born.append(now)
                ended.append(0)
            else:
                del stack[-1]
            if kind:
                kinds[begin + number] = kind
            room[place] -= 1
            entry = now + lasts + identity
            push(busy, entry)
            entries[number] = entry
        taken[part] = entries
    fleet.manage(workload.seconds * SECOND)
    levels = tuple(level for each in provisionings for level in each.levels)
    return Summary(
        workload=workload,
        functions=functions,
        calls=calls,
        kind=np.frombuffer(kinds, dtype=np.uint8),
        end=taken >> MOMENT,
        environment=(taken & IDENTITY) >> ENVIRONMENT,
        levels=levels,
        refusals=settings.refusals,
    )


@lru_cache(maxsize=KEPT)
def measured(workload: Workload) -> Summary:
    """What ``measure`` gives; the last few are remembered, since it is the same each time, whatever it costs."""
    return replace(_served(_priceless(workload)), workload=workload, functions=settled(workload).functions)


@lru_cache(maxsize=KEPT)
def _served(workload: Workload) -> Summary:
    return measure(workload, same_calls(workload))


def _priceless(workload: Workload) -> Workload:
    """The workload without what changes its bill and nothing else: prices, and memory where no CPU work gets faster by it."""
    functions = tuple(
        each if each.cpu_percent else replace(each, memory_mb=DEFAULT_MEMORY_MB) for each in workload.functions
    )
    return replace(workload, functions=functions, init_billed=True, architecture=Architecture.X86, free_tier=False)
