"""A fleet call by call: each let in or throttled; environments made, kept and thrown away; all of it told.

What one environment does is ``lifecycle``'s rule: a call is served by the same ``serve``. At one moment finished calls come first, then
changes of provisioned concurrency, then arrivals, then environments that are due to go.
"""

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import assert_never

import numpy as np

from sim.clock import Clock
from sim.concurrency import telling
from sim.concurrency.admitting import Account, Member, Pool, account_of
from sim.concurrency.drawing import Calls
from sim.concurrency.lanes import calls_lane, environment_lane, level_lane, ready_lane
from sim.concurrency.limits import Settled, settled
from sim.concurrency.outcome import Outcome
from sim.concurrency.provisioning import NEVER
from sim.concurrency.summary import Summary
from sim.concurrency.values import SECOND, Kind
from sim.concurrency.workload import Function, Workload
from sim.lifecycle.environment import Environment, Marks
from sim.lifecycle.invocation import serve
from sim.lifecycle.scenario import How
from sim.lifecycle.scenario import Scenario as OneFunction
from sim.lifecycle.states import Signal, State
from sim.trace import Counter, Lane, Tone, Trace

COUNTERS = (
    Counter("arrived", ("arrived",)),
    Counter("answered", ("answered",)),
    Counter("failed", ("failed",)),
    Counter("throttled", ("throttled",)),
    Counter("in flight", ("arrived",), ("answered", "failed", "throttled")),
    Counter("environments", ("created",), ("ended",)),
)


class _Order(IntEnum):
    """What comes first at one moment."""

    OVER = 0
    LEVEL = 1
    ARRIVAL = 2
    GOING = 3


@dataclass(frozen=True, slots=True)
class _Arrival:
    number: int
    """From 0: its row in the columns."""


@dataclass(frozen=True, slots=True)
class _Over:
    """A call is no longer in flight; the environment that was made for calls on demand is free."""

    member: Member
    pool: Pool
    env: Environment | None


@dataclass(frozen=True, slots=True)
class _Level:
    """Provisioned concurrency changes."""


@dataclass(frozen=True, slots=True)
class _Going:
    """An environment is due to go, unless it has been woken since."""

    member: Member
    env: Environment
    signal: Signal
    rests: int


_Due = _Arrival | _Over | _Level | _Going


@dataclass(slots=True, eq=False)
class Fleet:
    """The world of a run."""

    workload: Workload
    calls: Calls
    most: int
    clock: Clock[_Due] = field(default_factory=Clock)
    marks: Marks = field(default_factory=Marks)
    answers: Marks = field(default_factory=Marks)
    """Answers, which come before anything else that happens at their moment."""
    made: list[tuple[Environment, Member]] = field(default_factory=list)
    settings: Settled = field(init=False)
    account: Account = field(init=False)
    kind: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    environment: list[int] = field(default_factory=list)
    alone: tuple[OneFunction, ...] = field(init=False)
    """Each function as ``lifecycle`` knows it."""
    ready_lanes: dict[int, dict[Lane, int]] = field(default_factory=dict)
    """Of each function the provisioned environments that have served a call, and until when they work."""
    level_due: int = NEVER

    def __post_init__(self) -> None:
        self.settings = settled(self.workload)
        self.account = account_of(self.workload, self.settings)
        self.alone = tuple(_alone(function) for function in self.settings.functions)

    @property
    def is_whole(self) -> bool:
        """Whether all calls are followed."""
        return len(self.calls.at) <= self.most

    def play(self) -> None:
        """Let everything happen, or what happens up to the last call that is followed."""
        at = self.calls.at[: self.most].tolist()
        for number, moment in enumerate(at):
            self.clock.schedule(moment, _Arrival(number), _Order.ARRIVAL)
        self._tell_settings()
        self._schedule_level()
        while self.clock and not (not self.is_whole and len(self.kind) == self.most):
            match self.clock.step():
                case _Arrival(number):
                    self._arrive(number)
                case _Over(member, pool, env):
                    pool.in_use -= 1
                    if env:
                        self._rest(member, env)
                case _Level():
                    self._change_level()
                case _Going(member, env, signal, rests):
                    if env in member.free and env.rests == rests:
                        self._go(member, env, signal)
                case other:
                    assert_never(other)

    def _tell_settings(self) -> None:
        for refusal in self.settings.refusals:
            member = next(each for each in self.account.members if each.function.name == refusal.function)
            telling.refused(self.marks, calls_lane(member).id, refusal.operation, refusal.code, refusal.message)
        for member in self.account.members:
            for told in member.provisioning.levels:
                telling.level(self.marks, level_lane(member).id, 0, told.requested, told.ready)

    def _schedule_level(self) -> None:
        self.level_due = min(member.provisioning.due for member in self.account.members)
        if self.level_due < NEVER:
            self.clock.schedule(self.level_due, _Level(), _Order.LEVEL)

    def _change_level(self) -> None:
        now = self.clock.now
        for member in self.account.members:
            mine = member.provisioning
            if mine.due == now:
                before = len(mine.levels)
                mine.step(now)
                for told in mine.levels[before:]:
                    telling.level(self.marks, level_lane(member).id, now, told.requested, told.ready)
        self._schedule_level()

    def _arrive(self, number: int) -> None:
        now = self.clock.now
        member = self.account.members[int(self.calls.function[number])]
        lane, name = calls_lane(member).id, number + 1
        telling.arrived(self.marks, lane, name, now, member.function.name)
        kind = self.account.admit(member, now)
        ready = member.provisioning.ready
        if ready and kind is not Kind.PROVISIONED:
            telling.spilled(self.marks, lane, name, now, ready, member.on_provisioned.in_use)
        match kind:
            case Kind.PROVISIONED:
                end, timed_out = self._serve_ready(member, number)
                env = 0
            case Kind.WARM | Kind.COLD | Kind.REINIT:
                end, timed_out, env = self._serve(member, number)
            case _:
                telling.throttled(self.marks, lane, name, now, kind)
                end, timed_out, env = 0, False, 0
        self.kind.append(kind)
        self.end.append(end)
        self.environment.append(env)
        if end:
            marks = self.answers if end > now else self.marks
            telling.answered(marks, lane, name, now, end, kind, timed_out=timed_out)

    def _serve(self, member: Member, number: int) -> tuple[int, bool, int]:
        now = self.clock.now
        env = self.account.pick(member)
        if env:
            member.free.remove(env)
        else:
            env = Environment(len(self.made) + 1, now, self.marks)
            self.made.append((env, member))
        lasts, limit = int(self.calls.duration[number]), member.function.timeout_seconds * SECOND
        one = replace(self.alone[member.number], invoke=min(lasts, limit))
        served = serve(one, env, number + 1, now, How.TIMEOUT if lasts > limit else None)
        self.clock.schedule(served.free, _Over(member, member.pool, env), _Order.OVER)
        return now + served.call.latency, env.state is State.STOPPED, env.number

    def _serve_ready(self, member: Member, number: int) -> tuple[int, bool]:
        now, limit = self.clock.now, member.function.timeout_seconds * SECOND
        lasts = int(self.calls.duration[number])
        end = now + min(lasts, limit)
        mine = self.ready_lanes.setdefault(member.number, {})
        lane = next((lane for lane, until in mine.items() if until <= now), None) or ready_lane(member, len(mine) + 1)
        mine[lane] = end
        telling.on_provisioned(self.marks, lane.id, number + 1, now, end, timed_out=lasts > limit)
        self.clock.schedule(end, _Over(member, member.on_provisioned, None), _Order.OVER)
        return end, lasts > limit

    def _rest(self, member: Member, env: Environment) -> None:
        """The environment waits for a call from now on. When it is too old, or unused for too long, it is due to go."""
        now, workload = self.clock.now, self.workload
        env.rest(now)
        member.free.append(env)
        self.clock.schedule(now + workload.idle_limit, _Going(member, env, Signal.REAPED, env.rests), _Order.GOING)
        if workload.recycle:
            old = max(now, env.born + workload.recycle)
            self.clock.schedule(old, _Going(member, env, Signal.RECYCLED, env.rests), _Order.GOING)

    def _go(self, member: Member, env: Environment, signal: Signal) -> None:
        now = self.clock.now
        member.free.remove(env)
        env.wake(now)
        if signal is Signal.REAPED:
            label, why = "unused for too long", telling.unused(self.workload.idle_limit)
        else:
            label, why = "recycled", "Lambda replaces environments every few hours, however busy they are."
        env.take(signal, now, label, Tone.END, why, "env-removed-idle-and-busy")
        why = "No extension is registered, so Shutdown takes no time. Memory and /tmp are gone."
        env.take(Signal.ENDED, now, "gone", Tone.END, why, "env-shutdown")

    def summary(self) -> Summary:
        """What became of the calls, in the same columns as ``measure`` gives."""
        first = slice(len(self.kind))
        return Summary(
            workload=self.workload,
            functions=self.settings.functions,
            calls=Calls(self.calls.at[first], self.calls.function[first], self.calls.duration[first]),
            kind=np.array(self.kind, dtype=np.uint8),
            end=np.array(self.end, dtype=np.int64),
            environment=np.array(self.environment, dtype=np.int64),
            levels=tuple(level for member in self.account.members for level in member.provisioning.levels),
            refusals=self.settings.refusals,
        )

    def trace(self, outcome: Outcome) -> Trace[Outcome]:
        """The picture, up to the last call that was followed, or until the last environment has gone."""
        if not self.is_whole:
            for env, member in self.made:
                if env in member.free:
                    env.wake(self.clock.now)
        until = NEVER if self.is_whole else self.clock.now
        entries = [entry for entry in (*self.answers.entries, *self.marks.entries) if entry.at <= until]
        spans = [*self.marks.spans, *self.answers.spans]
        spans = [span if span.end <= until else replace(span, end=until) for span in spans if span.start <= until]
        several = len(self.account.members) > 1
        lanes: list[Lane] = []
        for member in self.account.members:
            lanes.append(calls_lane(member))
            lanes += [level_lane(member)] if member.provisioning.levels else []
            lanes += self.ready_lanes.get(member.number, {})
            mine = [env for env, whose in self.made if whose is member]
            lanes += [environment_lane(env, member, several=several) for env in mine]
        end = max([entry.at for entry in entries] + [span.end for span in spans], default=0)
        return Trace(
            tuple(lanes),
            tuple(sorted(spans, key=lambda span: span.start)),
            tuple(sorted(entries, key=lambda entry: entry.at)),
            COUNTERS,
            outcome,
            end,
        )


def _alone(function: Function) -> OneFunction:
    """The function as ``lifecycle`` knows it: one environment of it behaves so."""
    return OneFunction(
        arrivals=(0,),
        start=function.start,
        runtime_init=0,
        function_init=function.init,
        timeout=function.timeout_seconds * SECOND,
        memory_mb=function.memory_mb,
    )
