"""What a run of ``bus`` remembers while it goes: the events, the deliveries, and the marks that they leave."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import repeat
from random import Random

from sim.bus.outcome import DeadLetter, Ended, EntryOutcome
from sim.bus.retry import Failure
from sim.bus.scenario import Archive, Bus, Put, Replay, Rule, Scenario, arn_of_bus, arn_of_rule, moment_of
from sim.bus.target import Entry, Target
from sim.bus.transform import Handed
from sim.bus.values import REGION, Kind
from sim.pattern import Pattern
from sim.recorder import Recorder
from sim.trace import Lane

CALLERS = "callers"


@dataclass(slots=True, eq=False, kw_only=True)
class Event:
    """An event on a bus."""

    number: int
    id: str
    bus: Bus
    at: int
    text: str
    lineage: tuple[str, ...] = ()
    """ARNs of the rules that it came of, first to last."""
    crossed: bool = False
    """It came from another account."""
    sender: Bus | None = None
    """The bus of the same account that a rule sent it on from."""
    replay: str = ""
    only: frozenset[str] | None = None
    """Names of the rules that see it; None for all."""
    matched: list[str] = field(default_factory=list)

    @property
    def of(self) -> str:
        """What it is called in the trace."""
        return f"event {self.number}"


@dataclass(slots=True, eq=False, kw_only=True)
class Delivery:
    """One event for one target of one rule."""

    number: int
    event: Event
    rule: Rule
    target: Target
    handed: Handed
    attempts: int = 0
    at: int = 0
    status: Ended = Ended.PENDING
    failure: Failure | None = None
    exhausted: str = ""
    duplicate: bool = False

    @property
    def rule_arn(self) -> str:
        """ARN of its rule."""
        return arn_of_rule(self.event.bus, self.rule)


@dataclass(frozen=True, slots=True)
class Request:
    """A PutEvents request is due."""

    entries: tuple[Entry, ...]
    account: str
    put: Put | None = None
    """The caller's; None if a target puts."""
    tries: tuple[int, ...] = ()
    """How often each entry was sent before."""
    lineage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to deliver is due."""

    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Expiry:
    """An event has reached its greatest age before the next attempt was due."""

    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Copy:
    """What was delivered comes a second time."""

    delivery: Delivery


@dataclass(frozen=True, slots=True)
class Stored:
    """An event reaches an archive."""

    archive: Archive
    event: Event


@dataclass(frozen=True, slots=True)
class Start:
    """A replay starts."""

    replay: Replay


@dataclass(frozen=True, slots=True)
class Again:
    """A replay brings an event back."""

    replay: Replay
    event: Event
    last: bool


Due = Request | Attempt | Expiry | Copy | Stored | Start | Again


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A rule as AWS has taken it."""

    bus: Bus
    rule: Rule
    pattern: Pattern | None
    """None if PutRule refused it."""
    error: str
    targets: tuple[Target, ...]
    """Those that PutTargets took."""
    refused: tuple[str, ...]
    """Ids of the others."""


class World(Recorder[Due]):
    """Everything that changes in a run."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario.until)
        self.scenario = scenario
        self.zero = moment_of(scenario.now)
        self.ids, self.jitter, self.copies, self.order = map(_chance, repeat(scenario.seed), range(4))
        self.rules: list[Made] = []
        self.entries: list[EntryOutcome] = []
        self.requests = self.refused_requests = self.largest_request = 0
        self.events: list[Event] = []
        self.deliveries: list[Delivery] = []
        self.dead_letters: list[DeadLetter] = []
        self.stored: dict[str, list[tuple[int, Event]]] = {archive.name: [] for archive in scenario.archives}
        self.patterns: dict[str, Pattern | None] = {}
        """Of the archives; None for all events."""
        self.forwarded = self.replayed = self.missed = self.loops = self.vanished = self.handler_failures = 0
        self.seen: dict[str, set[str]] = {}
        """By what an idempotent target knows the events that it has had, by its ARN."""
        self.effects: dict[str, int] = {}

    def moment(self, at: int) -> datetime:
        """The moment ``at`` on the calendar."""
        return self.zero + timedelta(milliseconds=at)


def _chance(seed: int, stream: int) -> Random:
    """A stream of chance of its own, so that one more draw here changes nothing there."""
    return Random(f"{seed}/{stream}")  # noqa: S311 - a simulation's seed, no secret


def target_arn(target: Target, account: str) -> str:
    """The ARN of the resource that the target is, seen from the account of its rule."""
    match target.kind:
        case Kind.LAMBDA:
            return f"arn:aws:lambda:{REGION}:{account}:function:{target.id}"
        case Kind.SQS | Kind.SNS:
            return f"arn:aws:{target.kind}:{REGION}:{account}:{target.id}"
        case Kind.STEP_FUNCTIONS:
            return f"arn:aws:states:{REGION}:{account}:stateMachine:{target.id}"
        case Kind.API_DESTINATION:
            return f"arn:aws:events:{REGION}:{account}:api-destination/{target.id}"
        case Kind.BUS:
            is_arn = target.bus.startswith("arn:")
            return target.bus if is_arn else f"arn:aws:events:{REGION}:{account}:event-bus/{target.bus}"


def queue_arn(target: Target, account: str) -> str:
    """The ARN of the target's dead-letter queue."""
    return f"arn:aws:sqs:{REGION}:{account}:{target.id}-dlq"


def callers_lane() -> Lane:
    """The lane of those who put events."""
    return Lane(CALLERS, "callers", "caller")


def bus_lane(bus: Bus, scenario: Scenario) -> Lane:
    """The lane of a bus; with its account, if there are several."""
    accounts = {other.account for other in scenario.known}
    told = f" ({bus.account})" if len(accounts) > 1 else ""
    return Lane(arn_of_bus(bus), f"bus {bus.name}{told}", "bus")


def rule_lane(bus: Bus, rule: Rule) -> Lane:
    """The lane of a rule."""
    return Lane(arn_of_rule(bus, rule), f"rule {rule.name}", "rule")
