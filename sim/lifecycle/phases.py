"""What every walk through an environment's phases shares: a clock of its own, spans on its lane, and the parts of Init."""

from sim.lifecycle.environment import Environment
from sim.lifecycle.scenario import Scenario
from sim.lifecycle.states import Signal
from sim.trace import Tone

WHY_INIT = "Init runs once for each environment: extensions, then the runtime, then your code above the handler."
_PARTS = (
    ("extension_init", "extension init", "Extensions start first."),
    ("runtime_init", "runtime init", "The language runtime starts: for Python, the interpreter."),
    ("function_init", "function init", "Your code above the handler runs: imports, connections, what you load once."),
)


class Phases:
    """The phases share one clock: ``now`` moves on from phase to phase."""

    def __init__(self, scenario: Scenario, env: Environment, at: int, of: str) -> None:
        self.s, self.env, self.now, self.of = scenario, env, at, of

    def span(self, lasts: int, kind: str, label: str, tone: Tone, why: str, fact: str) -> None:
        """Something lasts from now on; then it is later."""
        end = self.now + lasts
        self.env.marks.span(self.env.lane, self.now, end, kind, label, tone, why, fact, self.of)
        self.now = end

    def take(self, signal: Signal, label: str, tone: Tone, why: str, fact: str) -> None:
        """The environment moves by the table, now."""
        self.env.take(signal, self.now, label, tone, why, fact, self.of)

    def start(self, why: str) -> None:
        """Download and start of a new environment, up to the beginning of Init."""
        if self.s.start:
            self.span(self.s.start, "create", "download and start", Tone.COLD, why, "env-cold-start")
        self.take(Signal.STARTED, "Init begins", Tone.COLD, WHY_INIT, "env-init-not-unfreeze")

    def init_parts(self, budget: int) -> None:
        """The parts of Init, one after the other, until the budget is used up."""
        for kind, label, why in _PARTS:
            part = min(getattr(self.s, kind), budget)
            budget -= part
            if part:
                self.span(part, kind, label, Tone.COLD, why, "env-init-not-unfreeze")
