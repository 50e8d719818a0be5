"""One call in one environment, from the moment the environment is given the event to the moment it is free again."""

from dataclasses import dataclass

from sim.lifecycle.environment import Environment
from sim.lifecycle.ids import drawn_id
from sim.lifecycle.outcome import Call, InitFailure, Start, Status
from sim.lifecycle.phases import Phases
from sim.lifecycle.scenario import INIT_LIMIT, SHUTDOWN_BUDGET, Draws, Extensions, How, Scenario
from sim.lifecycle.snapstart import Restored, restore
from sim.lifecycle.states import Signal, State
from sim.trace import Tone

WHY_WARM = "Warm start: a frozen environment is thawed. No download, no Init."
WHY_REINIT = "The environment had no runtime left, so Init runs again, inside this call, and counts as its Duration."
WHY_GONE_WRONG = {
    Status.TIMEOUT: "The timeout bounds the whole Invoke phase. Lambda stops the runtime and resets the environment.",
    Status.CRASH: "The process ended, so there is nothing left to freeze. Lambda resets the environment.",
    Status.OUT_OF_MEMORY: "The process was killed for using more memory than it has. Lambda resets the environment.",
}


@dataclass(frozen=True, slots=True)
class Served:
    """A finished call, when its environment stops being busy with it, and when the environment can take another."""

    call: Call
    over: int
    free: int
    background_done: int = -1


def serve(scenario: Scenario, env: Environment, number: int, at: int, how: How | None) -> Served:
    """Have ``env`` answer call ``number``, which arrived ``at``; ``how`` it goes wrong, if it does."""
    return _Invocation(scenario, env, number, at, how).run()


class _Invocation(Phases):
    """The phases of one call: ``now`` moves on from its arrival."""

    def __init__(self, scenario: Scenario, env: Environment, number: int, at: int, how: How | None) -> None:
        super().__init__(scenario, env, at, f"call {number}")
        self.number, self.at, self.how = number, at, how
        self.init = 0
        self.restored = Restored(0)
        self.init_failures: list[InitFailure] = []
        self.handler_at = -1
        """When the handler began; -1 while it has not."""
        self.counted = (0, 0)
        """What the counters in memory and in ``/tmp`` read."""
        self.drawn = ""
        """The id that the handler works with."""

    def run(self) -> Served:
        start = self._make_ready()
        if self.restored.status:
            return Served(self._call(start, self.restored.status, self.now, self.now, self.now), self.now, self.now)
        deadline = self.now + self.s.timeout
        begun = self.now
        status = self._init_again(deadline) if self.env.state is not State.INVOKE else None
        status = status or self._handle(deadline)
        answered = self.now
        done = self._after(status)
        over = self.now
        if self.env.state is State.RESET:
            self._reset(status)
        return Served(self._call(start, status, begun, answered, over), over, self.now, done)

    # Before the handler

    def _make_ready(self) -> Start:
        env = self.env
        if env.state is State.CREATE:
            self._create()
            return Start.COLD
        if env.state is State.SNAPSHOT and self.s.snap_start:
            self.restored = restore(self, self.s.snap_start)
            return Start.RESTORED
        env.wake(self.at)
        if env.state is State.FROZEN:
            why = f"{WHY_WARM} {self._counters()}"
            env.take(Signal.EVENT, self.at, f"thawed for {self.of}", Tone.WORK, why, "env-warm-start", self.of)
            return Start.WARM
        env.take(Signal.EVENT, self.at, f"given {self.of}", Tone.COLD, WHY_REINIT, "suppressed-init", self.of)
        return Start.REINIT

    def _create(self) -> None:
        env, s = self.env, self.s
        why = "No environment is free, so Lambda makes one. The call waits."
        env.marks.entry(self.at, env.lane, "created", "new environment", Tone.COLD, why, "env-cold-start", self.of)
        self.start(
            "Lambda downloads your code and starts the environment. The caller waits; no figure in the log shows it."
        )
        crashes = bool(env.crashes_left)
        self.init_parts(INIT_LIMIT)
        if s.init > INIT_LIMIT:
            self.init_failures.append(InitFailure(phase="init", status="timeout", ms=INIT_LIMIT))
            why = f"Init may last {INIT_LIMIT // 1000} s. It is cut off, and will run again inside the waiting call."
            env.take(Signal.INIT_TIMED_OUT, self.now, "Init cut off", Tone.BAD, why, "init-10s", self.of)
        elif crashes:
            env.crashes_left -= 1
            self.init_failures.append(InitFailure(phase="init", status="error", ms=s.init))
            why = "Your code above the handler failed, so Init failed. Lambda runs it again inside the waiting call."
            env.take(Signal.EXITED, self.now, "Init failed", Tone.BAD, why, "init-failure-log", self.of)
        else:
            self.init = s.init
            env.initialised()
            why = f"The environment is ready. The event that has been waiting is handed to the handler. {self._counters()}"
            env.take(Signal.INIT_DONE, self.now, "Init done", Tone.WORK, why, "env-lifecycle-phases", self.of)
            return
        env.take(Signal.EVENT, self.now, "Init again", Tone.COLD, WHY_REINIT, "init-10s", self.of)

    def _init_again(self, deadline: int) -> Status | None:
        """Init inside Invoke. Gives how the call ends if it ends here."""
        env, s = self.env, self.s
        lasts = min(s.init, deadline - self.now)
        self.span(lasts, "reinit", "Init again", Tone.COLD, WHY_REINIT, "suppressed-init")
        if lasts < s.init:
            self.init_failures.append(InitFailure(phase="invoke", status="timeout", ms=lasts))
            return self._go_wrong(Status.TIMEOUT)
        if env.crashes_left:
            env.crashes_left -= 1
            self.init_failures.append(InitFailure(phase="invoke", status="error", ms=lasts))
            return self._go_wrong(Status.CRASH)
        env.initialised()
        why = f"Init has run again. The handler starts at last, with a fresh memory. {self._counters()}"
        env.take(Signal.INIT_DONE, self.now, "ready again", Tone.WORK, why, "suppressed-init", self.of)
        return None

    # The handler

    def _handle(self, deadline: int) -> Status:
        env, s = self.env, self.s
        self.handler_at = self.now
        env.global_calls += 1
        env.tmp_calls += 1
        env.served += 1
        room = deadline - self.now
        hangs = self.how is How.TIMEOUT or s.invoke > room
        lasts = room if hangs else s.invoke
        self.counted = (env.global_calls, env.tmp_calls)
        self.drawn = drawn_id(self.of) if s.draws is Draws.HANDLER else env.drawn
        why = f"The handler runs. A counter in its memory reads {self.counted[0]}, one kept in /tmp reads {self.counted[1]}."
        if s.snap_start or s.draws is not Draws.INIT:
            why += f" It works with the id {self.drawn}."
        bad = hangs or self.how is not None
        self.span(lasts, "invoke", "handler", Tone.BAD if bad else Tone.WORK, why, "env-invoke-not-cold-start")
        if hangs:
            return self._go_wrong(Status.TIMEOUT)
        match self.how:
            case How.CRASH:
                return self._go_wrong(Status.CRASH)
            case How.OUT_OF_MEMORY:
                return self._go_wrong(Status.OUT_OF_MEMORY)
            case How.ERROR:
                return Status.ERROR
            case _:
                return Status.OK

    def _counters(self) -> str:
        """What the handler that begins now will read."""
        in_memory, in_tmp = self.env.global_calls + 1, self.env.tmp_calls + 1
        return f"A counter in its memory now reads {in_memory}, one kept in /tmp reads {in_tmp}."

    def _go_wrong(self, status: Status) -> Status:
        signal = Signal.TIMED_OUT if status is Status.TIMEOUT else Signal.EXITED
        label = {Status.TIMEOUT: "timed out", Status.CRASH: "process ended", Status.OUT_OF_MEMORY: "out of memory"}[
            status
        ]
        self.env.take(signal, self.now, label, Tone.BAD, WHY_GONE_WRONG[status], "invoke-failure-reset", self.of)
        return status

    # After the answer

    def _after(self, status: Status) -> int:
        """Until the environment is no longer busy. Gives the moment at which work left running is done, or -1."""
        env, s = self.env, self.s
        answered = self.now
        first = env.served == 1 and status in (Status.OK, Status.ERROR)
        if env.state is State.INVOKE and s.after:
            why = "The caller has its answer. Extensions are still busy; the environment is billed and cannot take another call."
            self.span(s.after, "after", "extensions", Tone.AFTER, why, "sync-response-before-extensions")
        if first:
            env.background_left = s.background
            done = env.work_on(answered, self.now)
        else:
            done = env.work_on(self.handler_at if self.handler_at >= 0 else self.now, self.now)
        if env.state is State.INVOKE:
            why = "The runtime and all extensions have asked for the next event. The environment is frozen until one comes."
            if status is Status.ERROR:
                why = "The runtime caught the exception and reported it. The process lives, so the environment is kept and frozen."
            fact = "handled-exception-no-reset" if status is Status.ERROR else "env-lifecycle-phases"
            env.take(Signal.NEXT, self.now, "frozen", Tone.REST, why, fact, self.of)
        return done

    def _reset(self, status: Status) -> None:
        env, s = self.env, self.s
        env.forget(self.now)
        lasts = min(s.shutdown_work, SHUTDOWN_BUDGET[s.extensions])
        reason = "TIMEOUT" if status is Status.TIMEOUT else "FAILURE"
        told = f" External extensions are told the reason: {reason}." if s.extensions is Extensions.EXTERNAL else ""
        why = f"The environment is reset, as in Shutdown: the runtime is stopped, memory is gone, /tmp stays.{told}"
        self.span(lasts, "reset", "reset", Tone.BAD, why, "invoke-failure-reset")
        env.take(Signal.RESET_DONE, self.now, "reset done", Tone.REST, why, "tmp-survives-reset", self.of)

    def _call(self, start: Start, status: Status, begun: int, answered: int, over: int) -> Call:
        duration = over - begun
        return Call(
            number=self.number,
            at=self.at,
            environment=self.env.number,
            start=start,
            status=status,
            waited=(self.handler_at if self.handler_at >= 0 else answered) - self.at,
            latency=answered - self.at,
            duration=duration,
            init=self.init,
            restore=self.restored.ms,
            restore_billed=self.restored.billed,
            billed=(0 if self.s.before_august_2025 else self.init) + self.restored.billed + duration,
            global_calls=self.counted[0],
            tmp_calls=self.counted[1],
            drawn=self.drawn,
            init_failures=tuple(self.init_failures),
        )
