"""What goes into a run of ``bus``: buses, their rules and targets, archives and replays, and who puts events when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from annotated_types import Interval, MaxLen
from pydantic import ConfigDict, with_config

from sim.bounds import keep_bounds
from sim.bus.target import Entry, Target
from sim.bus.values import (
    DAY,
    DEFAULT_BUS,
    LONGEST_POLICY,
    MINUTE,
    MOST_TARGETS,
    OWN_ACCOUNT,
    SECOND,
    Moment,
    Resend,
    State,
)
from sim.facts import whole
from sim.moments import moment_zero
from sim.names import keep_account, keep_name, keep_unlike

_closed = with_config(ConfigDict(extra="forbid"))

MOST_RULES = whole("eb-rules-per-bus-300")
MOST_REQUESTS = 500
MOST_EVENTS = 2_000


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Bus:
    """An event bus of an account. The default bus of the own account is always there and need not be named."""

    name: Annotated[str, MaxLen(256)]
    account: str = OWN_ACCOUNT
    """Its owner: twelve digits."""
    policy: Annotated[str, MaxLen(LONGEST_POLICY)] = ""
    """Resource policy as JSON; empty for none. It decides which other accounts may put events onto the bus."""

    def __post_init__(self) -> None:
        keep_name("name", self.name, 256, dots=True)
        keep_account("account", self.account)


_DEFAULT = Bus(name=DEFAULT_BUS)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of one bus: a pattern, and up to five targets. Schedules are not part of this simulator."""

    name: Annotated[str, MaxLen(64)]
    bus: str = DEFAULT_BUS
    """Name of a bus of the own account, or the ARN of any bus."""
    pattern: Annotated[str, MaxLen(4096)]
    """Event pattern as JSON; one that the engine refuses may stand here: the rule is then not made."""
    state: State = State.ENABLED
    targets: tuple[Target, ...] = ()

    def __post_init__(self) -> None:
        keep_name("name", self.name, 64, dots=True)
        if len(self.targets) > MOST_TARGETS:
            raise ValueError(f"targets: {len(self.targets)} of them; a rule has at most {MOST_TARGETS}")
        keep_unlike("targets", [target.id for target in self.targets])


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A caller's PutEvents request."""

    at: Moment = 0
    account: str = OWN_ACCOUNT
    """Whose credentials the caller has."""
    entries: tuple[Entry, ...]
    """One to ten; with more, AWS refuses the whole request, and that may be tried here."""
    times: Annotated[int, Interval(ge=1, le=MOST_REQUESTS)] = 1
    """How often the request is made."""
    every: Annotated[int, Interval(ge=1, le=DAY)] = SECOND
    """ms from one of these times to the next."""
    resend: Resend = Resend.NOTHING
    """What the caller does if entries failed."""
    resends: Annotated[int, Interval(ge=1, le=10)] = 3
    """How often at most it does that."""
    resend_after: Annotated[int, Interval(ge=1, le=60 * MINUTE)] = SECOND
    """ms from the response to the resending."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        keep_account("account", self.account)
        if not 1 <= len(self.entries) <= 20:
            raise ValueError(f"entries: {len(self.entries)} of them; give 1 to 20")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An archive, made before the first event is put."""

    name: Annotated[str, MaxLen(48)]
    bus: str = DEFAULT_BUS
    """The one bus whose events it keeps."""
    pattern: Annotated[str, MaxLen(4096)] = ""
    """Which events it keeps; empty for all."""
    retention_days: Annotated[int, Interval(ge=0, le=3650)] = 0
    """How long it keeps an event; 0 is for ever."""
    delay: Annotated[int, Interval(ge=0, le=60 * MINUTE)] = MINUTE
    """ms until an event has reached the archive. A teaching figure: AWS advises to wait 10 minutes before a replay."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        keep_name("name", self.name, 48, dots=True)


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A replay of what an archive holds, to the bus that it came from."""

    name: Annotated[str, MaxLen(64)]
    at: Moment
    """When StartReplay is called."""
    archive: str
    start: Moment = 0
    """Events of this moment or later; ms, as all moments here."""
    end: Moment
    """Events before this moment."""
    rules: tuple[str, ...] = ()
    """Names of rules that alone see the replayed events; empty for all rules of the bus."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        keep_name("name", self.name, 64, dots=True)
        if self.end <= self.start:
            raise ValueError(f"end: {self.end} is not after start; take a later one")
        if self.at < self.end:
            raise ValueError(f"at: {self.at} is before end; a replay can only cover what has passed")


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Events are put onto buses; rules match them; targets take them or fail. Times are ms from ``now``."""

    puts: tuple[Put, ...]
    rules: tuple[Rule, ...] = ()
    buses: tuple[Bus, ...] = ()
    """All buses but the default bus of the own account; that one too, if it has a policy."""
    archives: tuple[Archive, ...] = ()
    replays: tuple[Replay, ...] = ()
    org: Annotated[str, MaxLen(34)] = ""
    """ID of the AWS organization that all accounts of the scenario belong to, such as ``o-a1b2c3d4e5``; empty for none."""
    now: str = "2026-11-23T08:00:00"
    """The moment 0 in UTC. Before 29 January 2026 a request held 256 KB."""
    latency: Annotated[int, Interval(ge=0, le=MINUTE)] = 500
    """ms from a bus to a target. A teaching figure: AWS promises none."""
    duplicates_percent: Annotated[int, Interval(ge=0, le=100)] = 0
    """Of 100 deliveries so many come twice. A teaching figure: AWS says only *at least once*."""
    until: Moment = 0
    """Where the looking ends, with deliveries still pending; 0 is when nothing is due any more."""
    seed: Annotated[int, Interval(ge=0, le=2**32)] = 1
    """Draws event ids, jitter, duplicates and the order of a replay."""

    def __post_init__(self) -> None:
        keep_bounds(self)
        moment_of(self.now)
        self._keep_buses()
        if not self.puts:
            raise ValueError("puts: there are none; put at least one event")
        if (put := sum(put.times * len(put.entries) for put in self.puts)) > MOST_EVENTS:
            raise ValueError(f"puts: {put} entries in all; at most {MOST_EVENTS}")
        self._keep_replays()

    def _keep_buses(self) -> None:
        keep_unlike("buses", [f"{bus.account}/{bus.name}" for bus in self.known])
        for rule in self.rules:
            self._keep_bus("rules", rule.bus)
        for archive in self.archives:
            self._keep_bus("archives", archive.bus)
        for bus in self.known:
            names = [rule.name for rule in self.rules if self.bus_of(rule.bus) == bus]
            if len(names) > MOST_RULES:
                raise ValueError(f"rules: {len(names)} on the bus {bus.name}; at most {MOST_RULES}")
            keep_unlike("rules", names, f" on the bus {bus.name}")

    def _keep_bus(self, place: str, reference: str) -> None:
        if self.bus_of(reference) is None:
            known = ", ".join(bus.name for bus in self.known)
            raise ValueError(f"{place}: there is no bus {reference[:80]!r}; there are {known}")

    def _keep_replays(self) -> None:
        keep_unlike("archives", [archive.name for archive in self.archives])
        keep_unlike("replays", [replay.name for replay in self.replays])
        for replay in self.replays:
            archive = next((archive for archive in self.archives if archive.name == replay.archive), None)
            if archive is None:
                known = ", ".join(archive.name for archive in self.archives) or "none"
                raise ValueError(f"replays: there is no archive {replay.archive[:48]!r}; there are {known}")
            names = [rule.name for rule in self.rules if self.bus_of(rule.bus) == self.bus_of(archive.bus)]
            for name in replay.rules:
                if name not in names:
                    known = ", ".join(names) or "none"
                    raise ValueError(f"replays: the bus {archive.bus} has no rule {name[:64]!r}; there are {known}")

    @property
    def known(self) -> tuple[Bus, ...]:
        """Every bus there is, the default bus of the own account among them."""
        named = any((bus.account, bus.name) == (OWN_ACCOUNT, DEFAULT_BUS) for bus in self.buses)
        return self.buses if named else (_DEFAULT, *self.buses)

    def bus_of(self, reference: str, account: str = OWN_ACCOUNT) -> Bus | None:
        """The bus that a name, seen from ``account``, or an ARN stands for; None if there is none."""
        for bus in self.known:
            if reference == arn_of_bus(bus) or (bus.account, bus.name) == (account, reference):
                return bus
        return None


def arn_of_bus(bus: Bus) -> str:
    """The ARN of the bus."""
    return f"arn:aws:events:eu-west-1:{bus.account}:event-bus/{bus.name}"


def arn_of_rule(bus: Bus, rule: Rule) -> str:
    """The ARN of a rule: on a bus of its own, the bus's name stands in it."""
    place = "" if bus.name == DEFAULT_BUS else f"{bus.name}/"
    return f"arn:aws:events:eu-west-1:{bus.account}:rule/{place}{rule.name}"


def moment_of(text: str) -> datetime:
    """The moment that ``now`` says, in UTC.

    Raises:
        ValueError: it is no moment, or it is in another time zone.
    """
    return moment_zero(text, "2026-11-23T08:00:00")
