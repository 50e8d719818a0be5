"""One execution environment while it lives: its state, what is in its memory and in ``/tmp``, and the marks it leaves."""

from dataclasses import dataclass, field

from sim.lifecycle.ids import drawn_id
from sim.lifecycle.states import Signal, State, step
from sim.trace import Entry, Span, Tone

VERSION = "version"
"""The lane of the version that is published with SnapStart."""


@dataclass(slots=True)
class Marks:
    """The spans and entries of a run, in the order in which they were made."""

    spans: list[Span] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def span(
        self, lane: str, start: int, end: int, kind: str, label: str, tone: Tone, why: str, fact: str = "", of: str = ""
    ) -> None:
        """Something lasted."""
        self.spans.append(Span(lane, start, end, kind, label, tone, why, fact, of))

    def entry(
        self, at: int, lane: str, kind: str, label: str, tone: Tone, why: str, fact: str = "", of: str = ""
    ) -> None:
        """Something happened."""
        self.entries.append(Entry(at, lane, kind, label, tone, why, fact, of))


@dataclass(slots=True, eq=False)
class Environment:
    """The only mutable thing of a run. ``take`` is the only way to another state."""

    number: int
    """From 1; 0 is the one in which a version's Init runs when it is published."""
    born: int
    marks: Marks
    state: State = State.CREATE
    since: int = 0
    """When it came to rest."""
    rests: int = 0
    """How often it has come to rest; an idle timer of an earlier rest is void."""
    crashes_left: int = 0
    served: int = 0
    """Handler runs in this environment."""
    global_calls: int = 0
    tmp_calls: int = 0
    background_left: int = 0
    inits: int = 0
    """Inits that have run in it to their end."""
    drawn: str = ""
    """The id that its memory holds, drawn in Init, or after its Restore."""

    @property
    def lane(self) -> str:
        """Its lane in the trace."""
        return f"environment-{self.number}" if self.number else VERSION

    @property
    def thread_lane(self) -> str:
        """The lane of work left running in it."""
        return f"{self.lane}-thread"

    def take(self, signal: Signal, at: int, label: str, tone: Tone, why: str, fact: str = "", of: str = "") -> None:
        """Move by the table, and say so in the trace.

        Raises:
            IllegalStepError: the state does not take the signal.
        """
        self.state = step(self.state, signal)
        self.marks.entry(at, self.lane, signal, label, tone, why, fact, of)

    def draw(self, where: str) -> None:
        """Have an id drawn, so that its memory holds it."""
        self.drawn = drawn_id(f"{self.lane}, {where}")

    def initialised(self) -> None:
        """Init has run to its end, and has drawn an id."""
        self.inits += 1
        self.draw(f"Init {self.inits}")

    def rest(self, at: int) -> None:
        """It waits from now on, in the state that it is in."""
        self.since = at
        self.rests += 1

    def wake(self, at: int) -> None:
        """It waits no longer: the waiting becomes a span, and so does the standstill of work left running in it."""
        if at == self.since:
            return
        frozen = self.state is State.FROZEN
        if frozen:
            why = "Frozen: nothing runs and nothing is billed. Memory and /tmp stay as they are."
            self.marks.span(self.lane, self.since, at, "frozen", "frozen", Tone.REST, why, "env-warm-start")
        else:
            why = "Reset, and waiting: nothing runs here, memory is gone, /tmp has stayed."
            self.marks.span(self.lane, self.since, at, "stopped", "stopped", Tone.REST, why, "invoke-failure-reset")
        if self.background_left and frozen:
            why = "The work left running stands still while its environment is frozen."
            self.marks.span(
                self.thread_lane, self.since, at, "standstill", "frozen", Tone.REST, why, "freeze-background"
            )

    def work_on(self, start: int, end: int) -> int:
        """Let the work left running go on from ``start`` to ``end``. Gives the moment at which it is done, or -1."""
        if not self.background_left or start == end:
            return -1
        stop = min(end, start + self.background_left)
        self.background_left -= stop - start
        why = "Work that an earlier call left behind runs again while the environment is awake."
        self.marks.span(
            self.thread_lane, start, stop, "background", "left running", Tone.AFTER, why, "freeze-background"
        )
        if self.background_left:
            return -1
        why = "The work that the first call left behind is done only now."
        self.marks.entry(stop, self.thread_lane, "background_done", "work done", Tone.NOTE, why, "freeze-background")
        return stop

    def forget(self, at: int) -> None:
        """A reset: memory is gone, and with it any work left running; ``/tmp`` stays."""
        self.global_calls = 0
        if self.background_left:
            self.background_left = 0
            why = "The reset ended the process, and with it the work left running. It is lost."
            self.marks.entry(
                at, self.thread_lane, "background_lost", "work lost", Tone.BAD, why, "invoke-failure-reset"
            )
