"""The fleet: calls arrive, each is given a free environment or has one made; unused environments go."""

import random
from dataclasses import dataclass
from enum import IntEnum
from typing import assert_never

from sim.clock import Clock
from sim.draw.text import duration
from sim.lifecycle.answers import CALLS, answer_of, refusal_of, span_of
from sim.lifecycle.environment import VERSION, Environment, Marks
from sim.lifecycle.invocation import serve
from sim.lifecycle.outcome import Call, Outcome, Publish, Start, Status
from sim.lifecycle.scenario import SHUTDOWN_BUDGET, Extensions, Scenario, Traffic
from sim.lifecycle.snapstart import cached, publish
from sim.lifecycle.states import Signal, State
from sim.lifecycle.summary import summary
from sim.trace import Counter, Entry, Lane, Tone, Trace

COUNTERS = (
    Counter("arrived", ("arrived",)),
    Counter("answered", ("answered",)),
    Counter("failed", ("failed",)),
    Counter("throttled", ("throttled",)),
    Counter("in flight", ("arrived",), ("answered", "failed", "throttled")),
    Counter("environments", ("created",), ("ended", "restore_failed")),
)


class _Order(IntEnum):
    """What comes first at one moment."""

    OVER = 0
    ARRIVAL = 1
    GOING = 2


@dataclass(frozen=True, slots=True)
class _Arrival:
    number: int


@dataclass(frozen=True, slots=True)
class _Over:
    """A call is no longer in flight."""


@dataclass(frozen=True, slots=True)
class _Free:
    env: Environment


@dataclass(frozen=True, slots=True)
class _Going:
    """An environment is due to go, unless it has been woken since."""

    env: Environment
    signal: Signal
    rests: int


_Due = _Arrival | _Over | _Free | _Going


def run(scenario: Scenario) -> Trace[Outcome]:
    """Serve every arrival, then wait until each environment has been shut down.

    A call takes the free environment that was used last, a frozen one before one that was reset; AWS documents no such order.
    At one moment finished calls come first, then arrivals, then environments that are due to go. With SnapStart the version is
    published at moment 0, and calls that come before its snapshot is there are refused.

    https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
    """
    return _Fleet(scenario).run()


def arrivals_of(scenario: Scenario) -> tuple[int, ...]:
    """When calls come: the list, or moments drawn by the traffic's seed."""
    return _drawn(scenario.traffic) if scenario.traffic else scenario.arrivals


def _drawn(traffic: Traffic) -> tuple[int, ...]:
    draw = random.Random(traffic.seed)  # noqa: S311 - a simulation's seed, no secret
    until = traffic.minutes * 60_000
    moments: list[int] = []
    at = draw.expovariate(traffic.per_minute / 60_000)
    while at < until:
        moments.append(int(at))
        at += draw.expovariate(traffic.per_minute / 60_000)
    return tuple(moments)


class _Fleet:
    def __init__(self, scenario: Scenario) -> None:
        self.s = scenario
        self.arrivals = arrivals_of(scenario)
        self.how = {fault.call: fault.how for fault in scenario.faults}
        self.clock: Clock[_Due] = Clock()
        self.marks = Marks()
        self.made: list[Environment] = []
        self.free: dict[Environment, None] = {}
        """Free environments, in order, the one used last at the end."""
        self.in_flight = self.peak = self.shutdowns = self.killed = self.resets = 0
        self.publish = Publish()
        self.snapshot = Environment(0, 0, self.marks)
        """In which the version's Init runs, and of which the snapshot is."""
        self.calls: list[Call] = []
        self.background_done: list[int] = []
        self.answers: list[Entry] = []
        """Answers, which come before anything else that happens at their moment."""

    def run(self) -> Trace[Outcome]:
        if self.s.snap_start:
            self.publish = publish(self.s, self.s.snap_start, self.snapshot)
        for number, at in enumerate(self.arrivals, start=1):
            self.clock.schedule(at, _Arrival(number), _Order.ARRIVAL)
        while self.clock:
            match self.clock.step():
                case _Arrival(number):
                    self._arrive(number)
                case _Over():
                    self.in_flight -= 1
                case _Free(env):
                    self._rest(env)
                case _Going(env, signal, rests):
                    if env in self.free and env.rests == rests:
                        self._go(env, signal)
                case other:
                    assert_never(other)
        return self._trace()

    def _arrive(self, number: int) -> None:
        now, of = self.clock.now, f"call {number}"
        self.marks.entry(now, CALLS, "arrived", f"{of} arrives", Tone.NOTE, "Somebody calls the function.", of=of)
        refused = self._refused()
        if refused:
            self.calls.append(Call(number=number, at=now, start=Start.NONE, status=refused))
            self.marks.entries.append(refusal_of(self.calls[-1]))
            self.marks.spans.append(span_of(self.calls[-1], self.marks.entries[-1]))
            return
        env = self._pick() if self.free else self._new()
        self.in_flight += 1
        self.peak = max(self.peak, self.in_flight)
        served = serve(self.s, env, number, now, self.how.get(number))
        self.resets += served.free > served.over or env.state is State.STOPPED
        self.calls.append(served.call)
        if served.background_done >= 0:
            self.background_done.append(served.background_done)
        answer = answer_of(served.call)
        (self.answers if served.call.latency else self.marks.entries).append(answer)
        self.marks.spans.append(span_of(served.call, answer))
        self.clock.schedule(served.over, _Over(), _Order.OVER)
        if env.state is not State.GONE:
            self.clock.schedule(served.free, _Free(env), _Order.OVER)

    def _refused(self) -> Status | None:
        """Why a call that comes now reaches no environment, if it reaches none."""
        now, failed_at = self.clock.now, self.publish.failed_at
        if 0 <= failed_at <= now:
            return Status.VERSION_FAILED
        if failed_at >= 0 or now < self.publish.ready_at:
            return Status.NOT_READY
        return Status.THROTTLED if self.in_flight >= self.s.limit else None

    def _pick(self) -> Environment:
        frozen = (env for env in reversed(self.free) if env.state is State.FROZEN)
        env = next(frozen, None) or next(reversed(self.free))
        del self.free[env]
        return env

    def _new(self) -> Environment:
        env = Environment(len(self.made) + 1, self.clock.now, self.marks, crashes_left=self.s.init_crashes)
        if self.s.snap_start:
            env.state, env.drawn = self.snapshot.state, self.snapshot.drawn
        self.made.append(env)
        return env

    def _rest(self, env: Environment) -> None:
        """The environment waits for a call from now on. When it is too old, or unused for too long, it is due to go."""
        now = self.clock.now
        env.rest(now)
        self.free[env] = None
        self.clock.schedule(now + self.s.idle_limit, _Going(env, Signal.REAPED, env.rests), _Order.GOING)
        if self.s.recycle:
            old = max(now, env.born + self.s.recycle)
            self.clock.schedule(old, _Going(env, Signal.RECYCLED, env.rests), _Order.GOING)

    def _go(self, env: Environment, signal: Signal) -> None:
        now = self.clock.now
        del self.free[env]
        env.wake(now)
        if signal is Signal.REAPED:
            label = "unused for too long"
            why = f"Nobody has used it for {duration(self.s.idle_limit)}, the idle limit. AWS publishes no figure; this one is ours."
        else:
            label, why = "recycled", "Lambda replaces environments every few hours, however busy they are."
        env.take(signal, now, label, Tone.END, why, "env-removed-idle-and-busy")
        budget = SHUTDOWN_BUDGET[self.s.extensions]
        lasts = min(self.s.shutdown_work, budget)
        killed = self.s.shutdown_work > budget
        self.shutdowns += 1
        self.killed += killed
        why = _WHY_SHUTDOWN[self.s.extensions]
        self.marks.span(env.lane, now, now + lasts, "shutdown", "shutdown", Tone.END, why, "shutdown-limits")
        why = (
            f"{budget:,} ms are over and extensions were still busy: SIGKILL."
            if killed
            else "All processes have ended. The environment is gone, with its memory and its /tmp."
        )
        tone = Tone.BAD if killed else Tone.END
        env.take(
            Signal.ENDED,
            now + lasts,
            "killed" if killed else "gone",
            tone,
            why,
            "shutdown-limits" if killed else "env-shutdown",
        )

    def _trace(self) -> Trace[Outcome]:
        entries = tuple(sorted(self.answers + self.marks.entries, key=lambda entry: entry.at))
        lanes = [Lane(CALLS, "calls", "calls")]
        if self.s.snap_start:
            lanes.append(Lane(VERSION, "version 1", "version"))
        for env in self.made:
            lanes.append(Lane(env.lane, f"environment {env.number}", "environment"))
            if self.s.background:
                lanes.append(Lane(env.thread_lane, "left running", "thread"))
        end = max([entry.at for entry in entries] + [span.end for span in self.marks.spans], default=0)
        if self.s.snap_start and self.publish.failed_at < 0:
            self.marks.spans.append(cached(self.publish, self.s.snap_start, end))
        spans = tuple(sorted(self.marks.spans, key=lambda span: span.start))
        return Trace(tuple(lanes), spans, entries, COUNTERS, self._outcome(end), end)

    def _outcome(self, end: int) -> Outcome:
        return summary(
            self.s,
            tuple(sorted(self.calls, key=lambda call: call.number)),
            self.publish,
            environments=len(self.made),
            peak_concurrency=self.peak,
            resets=self.resets,
            shutdowns=self.shutdowns,
            killed=self.killed,
            background_done_at=min(self.background_done, default=-1),
            ended_at=end,
        )


_WHY_SHUTDOWN = {
    Extensions.NONE: "No extension is registered, so Shutdown takes no time. The function's code is not told.",
    Extensions.INTERNAL: "An internal extension is registered: the processes have 500 ms to end.",
    Extensions.EXTERNAL: "External extensions are told SPINDOWN and have 2,000 ms to end.",
}
