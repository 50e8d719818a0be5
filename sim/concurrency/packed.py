"""What a fleet in volume remembers while calls are served, in whole numbers, and what seldom happens to it.

An entry is one number: when a call ends, in which environment, and its *lane*: the function, whether it runs on provisioned concurrency,
whether the environment will have to be reset.
"""

from bisect import insort
from heapq import heappop

import numpy as np

from sim.concurrency.drawing import Calls, Whole
from sim.concurrency.limits import most_provisioned
from sim.concurrency.provisioning import NEVER, provisioning
from sim.concurrency.values import MOST_FUNCTIONS, PER_CONCURRENCY, PER_PROVISIONED, SECOND, Reuse
from sim.concurrency.workload import Function, Workload

FUNCTION, PROVISIONED, STOPPED, LANES = 7, 8, 16, 31
ENVIRONMENT, MOMENT = 5, 28
"""Where environment and moment begin, in bits; below them is the lane."""
ONE_MS = 1 << MOMENT
LAST = ONE_MS - 1
"""What makes of a moment the last number of its ms: whatever ends at that moment is not above it."""
IDENTITY = ONE_MS - 1 - STOPPED
"""The bits of environment, function and provisioned or not."""


class Packed:
    """What changes while calls are served; the loop itself is in ``measure``."""

    def __init__(self, workload: Workload, functions: tuple[Function, ...], calls: Calls) -> None:
        self.functions = functions
        self.idle = (workload.idle_limit << MOMENT) + LAST
        self.age = workload.recycle << MOMENT
        self.newest = workload.reuse is Reuse.NEWEST
        self.busy = [NEVER << MOMENT]
        """Who works, the first to end first; the last of all never ends."""
        self.free: list[list[int]] = [[] for _ in range(LANES + 1)]
        self.ended: list[int] = [0]
        """The last entry of each environment, where free ones lie in the order of their making."""
        self.born: list[int] = [0]
        self.provisionings = [provisioning(workload, function) for function in functions]
        self.pool = [_pool(functions, lane) for lane in range(LANES + 1)]
        self.room = self._first_rooms(workload)
        self.recent: list[list[int]] = [[] for _ in range(LANES + 1)]
        """Requests that were let in, by their moments, in each pool where there may be too many."""
        self.most = [0] * (LANES + 1)
        """So many requests a second each lane's pool takes."""
        for n, function in enumerate(functions):
            self.most[n] = PER_CONCURRENCY * (function.reserved if self.pool[n] else workload.account)
            self.most[n | PROVISIONED] = PER_PROVISIONED * self.provisionings[n].ready
        self.rated = [False] * (LANES + 1)
        self._look_for_rates(calls)

    def _first_rooms(self, workload: Workload) -> list[int]:
        """How many calls each pool takes: 0 is the unreserved one, then each function's own, then the provisioned ones."""
        room = [0] * (LANES + 1)
        room[0] = workload.account
        for n, function in enumerate(self.functions):
            taken = self.provisionings[n].requested
            if function.reserved >= 0:
                room[0] -= function.reserved
                room[self.pool[n]] = function.reserved - taken
            else:
                room[0] -= taken
            room[self.pool[n | PROVISIONED]] = self.provisionings[n].ready
        return room

    def _look_for_rates(self, calls: Calls) -> None:
        """Where calls ever come so densely that a rate may be exceeded."""
        every = range(len(self.functions))
        for n, function in enumerate(self.functions):
            sharing = [other for other in every if self.pool[other] == self.pool[n]]
            self.rated[n] = _come_too_densely(_arrivals(calls, sharing, len(every)), self.most[n])
            if most_provisioned(function):
                later = [change.provisioned for change in function.schedule]
                least = 1 if function.tracking else min([self.provisionings[n].ready, *later])
                own = _arrivals(calls, [n], len(every))
                self.rated[n | PROVISIONED] = _come_too_densely(own, PER_PROVISIONED * least)

    def release(self, until: int) -> None:
        """Free whatever ends up to ``until``, in ms."""
        while self.busy[0] >> MOMENT <= until:
            entry = heappop(self.busy)
            place = self.pool[entry & LANES]
            self.room[place] += 1
            if entry & PROVISIONED:
                if self.room[place] <= 0:
                    self.give_back(entry & FUNCTION)
                continue
            self.rest(entry)

    def rest(self, entry: int) -> None:
        """The environment of that entry is free."""
        lane = entry & LANES
        if self.newest:
            identity = entry & IDENTITY
            self.ended[identity >> ENVIRONMENT] = entry
            insort(self.free[lane], identity)
        else:
            self.free[lane].append(entry)

    def at_work(self, number: int) -> int:
        """Calls in flight on the function's provisioned concurrency."""
        return self.provisionings[number].ready - self.room[self.pool[number | PROVISIONED]]

    def give_back(self, number: int) -> None:
        """A call has ended on provisioned concurrency. If it ran on more than is asked for by now, its place goes back to the pool."""
        if self.at_work(number) >= self.provisionings[number].requested:
            self.room[self.pool[number]] += 1

    def manage(self, now: int) -> int:
        """Change provisioned concurrency where that is due, in order of time, up to ``now``. Gives the next such moment."""
        due = min(each.due for each in self.provisionings)
        while due <= now:
            self.release(due)
            for n, each in enumerate(self.provisionings):
                if each.due == due:
                    at_work = self.at_work(n)
                    ready, aside = each.ready, max(each.requested, at_work)
                    each.step(due)
                    self.room[self.pool[n]] -= max(each.requested, at_work) - aside
                    self.room[self.pool[n | PROVISIONED]] += each.ready - ready
                    self.most[n | PROVISIONED] = PER_PROVISIONED * each.ready
            due = min(each.due for each in self.provisionings)
        return due

    def is_alive(self, entry: int, now: int) -> bool:
        """Whether the environment of a free entry is still there: not unused for too long, not too old unless it was just in use."""
        if entry + self.idle < now:
            return False
        return (
            not self.age
            or entry >> MOMENT == now >> MOMENT
            or self.born[(entry & IDENTITY) >> ENVIRONMENT] + self.age >= now
        )

    def first(self, lane: int, now: int) -> int:
        """The identity of the free environment of that lane that comes first; 0 if there is none. The dead before it are thrown away."""
        free = self.free[lane]
        while free:
            last = free[-1]
            if self.is_alive(self.ended[last >> ENVIRONMENT] if self.newest else last, now):
                return last & IDENTITY
            free.pop()
        return 0


def _pool(functions: tuple[Function, ...], lane: int) -> int:
    """Where a lane's concurrency comes from: 0 is the unreserved pool, which functions share."""
    number = lane & FUNCTION
    if lane & PROVISIONED:
        return 1 + MOST_FUNCTIONS + number
    return 1 + number if number < len(functions) and functions[number].reserved >= 0 else 0


def _arrivals(calls: Calls, numbers: list[int], of: int) -> Whole:
    """When the functions in those places are called."""
    return calls.at if len(numbers) == of else calls.at[np.isin(calls.function, numbers)]


def _come_too_densely(at: Whole, most: int) -> bool:
    """Whether more than ``most`` calls ever come within one second."""
    return len(at) > 0 if not most else bool((at[most:] - at[:-most] < SECOND).any())
