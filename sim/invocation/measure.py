"""Asynchronous invocation in volume, without a trace: the same rules as ``run``, in one tight loop over a heap.

What becomes of each event is drawn beforehand, from a stream of chance of its own for each purpose, so moving one slider does not
reshuffle the others. An event meets its throttles first and its failures then; both are told by ``scripts`` too, and with these ``run``
gives the same counts.
"""

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass
from heapq import heappop, heappush, heapreplace
from itertools import accumulate
from math import log
from random import Random
from typing import Annotated

from annotated_types import Interval
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.invocation.retry import after_error, back_off
from sim.invocation.scenario import MOST_ATTEMPTS, Script
from sim.invocation.values import (
    ACCOUNT_CONCURRENCY,
    MINUTE,
    MOST_RETRIES,
    OLDEST_SECONDS,
    SECOND,
    YOUNGEST_SECONDS,
    Happens,
)

_closed = with_config(ConfigDict(extra="forbid"))

MOST_EVENTS = 2_000_000
_LANES, _EVENT, _NUMBER, _MOMENT = 15, 4, 26, 58
"""Where the parts of an entry stand, in bits: the lane of its wait, the event, a running number, twice the moment."""
_EVENTS = (1 << _NUMBER - _EVENT) - 1
_WAITS = [0, *map(after_error, range(1, MOST_RETRIES + 1)), *(back_off(before) for before in range(10))]
"""How long a wait of each lane is; lane 0 is for runs."""
_BACK_OFFS = [MOST_RETRIES + 1 + min(before, 9) for before in range(MOST_ATTEMPTS + 1)]
"""The lane of a back-off, by how many there were before."""
Percent = Annotated[int, Interval(ge=0, le=100)]


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """A stream of asynchronous events for one function. Amounts are ms."""

    per_minute: Annotated[int, Interval(ge=1, le=600_000)]
    minutes: Annotated[int, Interval(ge=1, le=24 * 60)]
    steady: bool = False
    """Whether events come in even steps; else at random, independently of each other (a Poisson process)."""
    duration: Annotated[int, Interval(ge=1, le=900 * SECOND)] = 100
    concurrency: Annotated[int, Interval(ge=1, le=ACCOUNT_CONCURRENCY)] = ACCOUNT_CONCURRENCY
    fail_percent: Percent = 0
    """Of 100 runs so many end with a function error."""
    throttle_percent: Percent = 0
    """Of 100 attempts at an event that has not run yet, so many are throttled, whatever room there is."""
    max_retries: Annotated[int, Interval(ge=0, le=MOST_RETRIES)] = MOST_RETRIES
    max_age_seconds: Annotated[int, Interval(ge=YOUNGEST_SECONDS, le=OLDEST_SECONDS)] = OLDEST_SECONDS
    seed: Annotated[int, Interval(ge=0, le=2**32)] = 1

    def __post_init__(self) -> None:
        keep_bounds(self)
        if self.per_minute * self.minutes > MOST_EVENTS:
            raise ValueError(
                f"per_minute: {self.per_minute} a minute for {self.minutes} min is more than {MOST_EVENTS} events; "
                "take fewer minutes or fewer events"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What came of the stream. ``events`` = ``succeeded`` + ``exhausted`` + ``expired``."""

    events: int
    succeeded: int
    exhausted: int
    """Gave a function error in all their attempts."""
    expired: int
    """Grew too old."""
    attempts: int
    """Throttled ones included."""
    runs: int
    function_errors: int
    throttles: int
    delay_p50: int
    """ms from the 202 to success, of those that succeeded; -1 if none did, as with the next ones."""
    delay_p90: int
    delay_p99: int
    longest_delay: int
    max_backlog: int
    """Most events in the queue at once: waiting for their first or next attempt."""
    max_concurrency: int
    ended_at: int
    steps: int
    """Arrivals and what came off the heap."""


def arrivals_of(workload: Workload) -> list[int]:
    """When events come, in ms and in order of time."""
    until = workload.minutes * MINUTE
    if workload.steady:
        return [number * MINUTE // workload.per_minute for number in range(workload.per_minute * workload.minutes)]
    draw = _chance(workload.seed, 0).expovariate
    rate = workload.per_minute / MINUTE
    wanted = int(until * rate + 6 * (until * rate) ** 0.5) + 10
    moments = list(map(int, accumulate(draw(rate) for _ in range(min(wanted, MOST_EVENTS)))))
    return moments[: bisect_right(moments, until - 1)]


def fates_of(workload: Workload, events: int) -> tuple[list[int], bytearray]:
    """For each event how many throttles it meets by chance before its first run, and how many of its runs then fail."""
    throttles, fails = [0] * events, bytearray(events)
    if share := workload.throttle_percent:
        draw = _chance(workload.seed, 1).random
        most = MOST_ATTEMPTS - MOST_RETRIES - 2
        if share == 100:
            throttles = [most] * events
        else:
            scale = 1 / log(share / 100)
            throttles = [min(int(log(1 - draw()) * scale), most) for _ in range(events)]
    if share := workload.fail_percent:
        draw = _chance(workload.seed, 2).random
        one, two, three = ((share / 100) ** power for power in (1, 2, 3))
        fails = bytearray((u < one) + (u < two) + (u < three) for u in (draw() for _ in range(events)))
    return throttles, fails


def scripts(workload: Workload) -> tuple[Script, ...]:
    """The same fates as a script for ``run``, call by call."""
    throttles, fails = fates_of(workload, len(arrivals_of(workload)))
    return tuple(
        Script(call=number, attempts=(*[Happens.THROTTLE] * t, *[Happens.RAISE] * f, Happens.OK))
        for number, (t, f) in enumerate(zip(throttles, fails, strict=True), start=1)
    )


def measure(workload: Workload) -> Summary:  # noqa: PLR0912, PLR0915 - one tight loop; calls in it would halve its speed
    """Follow every event to its end, and count.

    All waits have one of a few lengths, so what waits for one length is a queue in order of time, and the heap holds only the head of each.
    An entry is one number: the moment and whether it is a run's end or an attempt, a running number, the event, the length of its wait.

    https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
    """
    arrivals = arrivals_of(workload)
    events = len(arrivals)
    throttles, fails = fates_of(workload, events)
    errors, waits = bytearray(events), bytearray(events)
    duration, room = workload.duration, workload.concurrency
    max_retries, max_age = workload.max_retries, workload.max_age_seconds * SECOND
    lanes = [deque[int]() for _ in range(len(_WAITS) + 1)]
    lengths, back_offs = _WAITS, _BACK_OFFS
    lanes_mask, events_mask, place, number, moment, ends = _LANES, _EVENTS, _EVENT, _NUMBER, _MOMENT, _MOMENT + 1
    heads: list[int] = []
    push, pop, replace = heappush, heappop, heapreplace
    delays: list[int] = []
    exhausted = expired = runs = throttled = pushed = max_backlog = max_running = running = come = now = 0
    never = 1 << moment + 62
    following = (arrivals[0] * 2 + 1) << _MOMENT if events else never
    while True:
        if heads and heads[0] < following:
            due = heads[0]
            queue = lanes[due & lanes_mask]
            queue.popleft()
            if queue:
                replace(heads, queue[0])
            else:
                pop(heads)
            event = due >> place & events_mask
            now = due >> ends
            tries = due & lanes_mask
        elif come < events:
            event, tries = come, 1
            now = arrivals[come]
            come += 1
            following = (arrivals[come] * 2 + 1) << moment if come < events else never
        else:
            break
        if not tries:
            running -= 1
            errors_now = errors[event]
            if errors_now >= fails[event]:
                delays.append(now - arrivals[event])
                continue
            errors_now += 1
            errors[event] = errors_now
            if errors_now > max_retries:
                exhausted += 1
                continue
            lane = errors_now
            then = now + lengths[lane]
            if then - arrivals[event] >= max_age:
                expired += 1
                continue
        elif running < room and not throttles[event]:
            running += 1
            max_running = max(max_running, running)
            runs += 1
            pushed += 1
            entry = (now + duration) << ends | pushed << number | event << place
            queue = lanes[0]
            if not queue:
                push(heads, entry)
            queue.append(entry)
            continue
        else:
            if running < room:
                throttles[event] -= 1
            throttled += 1
            lane = back_offs[waits[event]]
            waits[event] += 1
            then = now + lengths[lane]
            if then - arrivals[event] > max_age:
                expired += 1
                continue
        pushed += 1
        entry = (then * 2 + 1) << moment | pushed << number | event << place | lane
        queue = lanes[lane]
        if not queue:
            push(heads, entry)
        queue.append(entry)
        backlog = come - running - len(delays) - exhausted - expired
        max_backlog = max(max_backlog, backlog)
    delays.sort()
    return Summary(
        events=events,
        succeeded=len(delays),
        exhausted=exhausted,
        expired=expired,
        attempts=runs + throttled,
        runs=runs,
        function_errors=sum(errors),
        throttles=throttled,
        delay_p50=_percentile(delays, 50),
        delay_p90=_percentile(delays, 90),
        delay_p99=_percentile(delays, 99),
        longest_delay=_percentile(delays, 100),
        max_backlog=max_backlog,
        max_concurrency=max_running,
        ended_at=now,
        steps=events + pushed,
    )


def _percentile(ordered: list[int], share: int) -> int:
    """The smallest value that ``share`` of 100 do not exceed."""
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)] if ordered else -1


def _chance(seed: int, stream: int) -> Random:
    return Random(f"{seed}/measure/{stream}")  # noqa: S311 - a simulation's seed, no secret
