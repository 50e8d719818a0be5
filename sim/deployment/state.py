"""What a run of ``deployment`` remembers while it goes: the alias, the deployment, its lifecycle events, the alarm, and the calls."""

from dataclasses import dataclass, field

from sim.deployment.calls import FAULTS, VERSIONS, arrivals, chooser
from sim.deployment.outcome import Datapoint, DeploymentOutcome, Weights
from sim.deployment.plan import steps_of
from sim.deployment.scenario import Scenario
from sim.deployment.values import ALIAS, FUNCTION, MINUTE, AlarmState, EventStatus, Status, Watch
from sim.recorder import Recorder
from sim.trace import Lane

DEPLOYMENT, EVENTS = Lane("deployment", "CodeDeploy", "deployment"), Lane("events", "lifecycle events", "events")
ALIAS_LANE, ALARM = Lane("alias", f"alias {ALIAS}", "alias"), Lane("alarm", "CloudWatch alarm", "alarm")
BEFORE, ALLOW, AFTER = "BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic"
NAMES = ("Start", BEFORE, ALLOW, AFTER, "End")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The alarm has its data up to the end of this minute."""

    minute: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody calls StopDeployment."""


@dataclass(frozen=True, slots=True)
class HookEnd:
    """A hook reports, or an hour is over."""

    name: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A step of the plan is due."""

    number: int


@dataclass(frozen=True, slots=True)
class Back:
    """The rollback puts the alias back."""


Due = Evaluation | Stop | HookEnd | Shift | Back
ORDER: dict[type[Due], int] = {Evaluation: 0, Stop: 1, HookEnd: 2, Shift: 3, Back: 4}
"""Of what falls on one moment: what stops the deployment comes before what goes on with it. Calls come last, and meet what is new."""


@dataclass(slots=True)
class Event:
    """A lifecycle event as it goes."""

    name: str
    status: EventStatus = EventStatus.PENDING
    start: int = -1
    end: int = -1


@dataclass(slots=True)
class Tally:
    """The calls of a minute."""

    old: int = 0
    new: int = 0
    old_failed: int = 0
    new_failed: int = 0


@dataclass(slots=True)
class Seen:
    """Calls and faults of the new version so far."""

    new: int = 0
    bad: int = 0


@dataclass(slots=True)
class Progress:
    """The deployment that was asked for."""

    status: Status = Status.IN_PROGRESS
    code: str = ""
    message: str = ""
    ended_at: int = -1
    first_shift_at: int = -1
    stopped_at: int = -1
    rollback_at: int = -1
    alarm_at: int = -1
    rollback_asked_at: int = -1
    stop_answer: str = ""
    at_alarm: Seen | None = None
    """What the new version had had when the alarm went off."""
    events: dict[str, Event] = field(default_factory=lambda: {name: Event(name) for name in NAMES})


class World(Recorder[Due]):
    """Everything that changes in a run."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario.minutes * MINUTE)
        self.scenario = scenario
        self.plan_steps = steps_of(scenario)
        self.progress = Progress()
        self.deployments: list[DeploymentOutcome] = []
        self.new_percent = 0
        self.weights: list[Weights] = []
        self.state, self.state_since = AlarmState.INSUFFICIENT_DATA, 0
        self.datapoints: list[Datapoint] = []
        self.minutes = [Tally() for _ in range(scenario.minutes)]
        self.seen = Seen()
        self.pending = list(arrivals(scenario))
        self.served = 0
        self._versions = chooser(scenario, VERSIONS)
        self._faults = {True: chooser(scenario, FAULTS), False: chooser(scenario, FAULTS + 1)}
        """By whether it is the new version."""
        self._totals = [(0, 0)]
        everybody = scenario.per_minute if scenario.watch is Watch.ALIAS else 0
        self._before = (everybody, everybody * scenario.old_fails_percent // 100)
        """Invocations and errors of a minute before the deployment."""

    def plan(self, at: int, due: Due) -> None:
        """Have ``due`` come at the moment ``at``, in its place among what falls on that moment."""
        self.clock.schedule(at, due, ORDER[type(due)])

    @property
    def in_progress(self) -> bool:
        """Whether the deployment runs."""
        return self.progress.status is Status.IN_PROGRESS

    def serve(self, until: int) -> None:
        """Have the calls before the moment ``until`` run."""
        scenario = self.scenario
        while self.served < len(self.pending) and self.pending[self.served] < until:
            tally = self.minutes[self.pending[self.served] // MINUTE]
            self.served += 1
            is_new = self._versions.hits(self.new_percent)
            failed = self._faults[is_new].hits(scenario.fails_percent if is_new else scenario.old_fails_percent)
            if is_new:
                tally.new += 1
                tally.new_failed += failed
                self.seen.new += 1
                self.seen.bad += failed
            else:
                tally.old += 1
                tally.old_failed += failed

    def total(self, end: int) -> tuple[int, int]:
        """Invocations and errors that the alarm's metric has before the minute ``end``, less what it has before the deployment.

        Before the deployment the old version has the same calls and faults each minute.
        """
        if end < 0:
            return end * self._before[0], end * self._before[1]
        for tally in self.minutes[len(self._totals) - 1 : end]:
            calls, errors = self._totals[-1]
            self._totals.append((calls + tally.new, errors + tally.new_failed))
            if self.scenario.watch is Watch.ALIAS:
                self._totals[-1] = (calls + tally.new + tally.old, errors + tally.new_failed + tally.old_failed)
        return self._totals[end]


def version_lane(number: str) -> Lane:
    """The lane of a version."""
    return Lane(f"version-{number}", f"{FUNCTION}:{number}", "version")
