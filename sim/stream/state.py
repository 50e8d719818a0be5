"""What a run of ``stream`` remembers while it goes: records, lanes, the batch that a lane is at, and the marks that they leave."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from sim.mapping.errors import ApiError
from sim.mapping.filters import Filters
from sim.recorder import Recorder
from sim.stream.outcome import Block, Ended, Fate, Formed, Invocation, OnFailureRecord, Window
from sim.stream.scenario import Scenario, moment_of
from sim.stream.values import DAY, HOUR, LAST, SECOND
from sim.trace import Lane as Row

MAPPING, DESTINATION = "mapping", "destination"


@dataclass(slots=True, eq=False, kw_only=True)
class Record:
    """A record of the stream."""

    number: int
    key: str
    at: int
    shard: int
    lane: int
    sequence_number: str
    data: str
    value: int
    bytes: int
    seen_at: int = -1
    """When the mapping reads it; -1 if it does not."""
    fate: Fate = Fate.WAITING
    ended_at: int = -1
    sent: int = 0
    handled: int = 0
    met: int = 0
    """How often its fault has struck."""

    @property
    def of(self) -> str:
        """What it is called in the trace."""
        return f"record {self.number}"


@dataclass(slots=True, eq=False, kw_only=True)
class Part:
    """A batch that a lane is at, or what is left of one."""

    records: list[Record]
    formed: Formed
    attempts: int = 0
    """By the count of MaximumRetryAttempts."""
    failures: int = 0
    """Attempts in a row after which the lane waited, throttled ones among them."""
    not_before: int = 0
    error: str | None = None
    """Of the last attempt; None if it was a partial answer."""
    request_id: str = ""
    window: int = -1
    """Number of its tumbling window; -1 without one."""
    is_final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of the function in flight, and how it will end."""

    part: Part
    number: int
    at: int
    lasts: int
    records: tuple[Record, ...]
    handled: tuple[Record, ...]
    """On which the handler does its work."""
    ended: Ended
    done: int
    """Records from the front that are behind the mapping then."""
    error: str
    response: str
    state: int


@dataclass(slots=True, eq=False, kw_only=True)
class Lane:
    """One of the ``factor`` lanes of a shard: a batch in flight at most, and what comes behind it."""

    shard: int
    number: int
    waiting: deque[Record] = field(default_factory=deque)
    parts: list[Part] = field(default_factory=list)
    """What is left of the batch that it is at; the last one is next."""
    busy: bool = False
    blocked_since: int = -1
    window: int = -1
    """Number of the tumbling window that is open; -1 for none."""
    state: int = 0
    counted: int = 0
    calls: int = 0


class Seen(NamedTuple):
    """The mapping reads a record."""

    record: Record


class Wake(NamedTuple):
    """A lane looks whether there is something to do."""

    lane: Lane


class Back(NamedTuple):
    """A call returns."""

    lane: Lane
    call: Call


Due = Seen | Wake | Back
RETURNS, READS, LOOKS = range(3)
"""Order of what is due at one moment: calls return, records are read, lanes look."""


class World(Recorder[Due]):
    """Everything that changes in a run."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__(scenario.until or LAST)
        self.scenario = scenario
        self.zero = moment_of(scenario.now)
        self.faults = {fault.record: fault for fault in scenario.faults}
        self.began = scenario.created_at + scenario.begins_after
        self.refusal: ApiError | None = None
        self.filters: Filters | None = None
        self.records: list[Record] = []
        self.places: dict[tuple[int, int], Lane] = {}
        """The lanes by shard and number. What ``lanes`` holds are rows of the trace."""
        self.in_flight = self.peak = self.batches = self.retries = self.throttles = self.splits = self.calls = 0
        self.invocations: list[Invocation] = []
        self.blocks: list[Block] = []
        self.on_failure: list[OnFailureRecord] = []
        self.windows: list[Window] = []

    @property
    def retention(self) -> int:
        """How long the stream keeps a record, in ms."""
        return self.scenario.retention_hours * HOUR

    @property
    def max_age(self) -> int:
        """How old a record may get, in ms; more than any if the mapping sets no limit."""
        seconds = self.scenario.max_age_seconds
        return seconds * SECOND if seconds >= 0 else 1000 * DAY

    def moment(self, at: int) -> datetime:
        """The moment ``at`` on the calendar."""
        return self.zero + timedelta(milliseconds=at)

    def wake(self, lane: Lane, at: int) -> None:
        """Have ``lane`` look at the moment ``at``, unless the looking has ended by then."""
        if at <= self.until:
            self.clock.schedule(at, Wake(lane), LOOKS)


def shard_row(shard: int) -> Row:
    """The row of a shard: what arrives, what becomes of it, and for how long it is blocked."""
    return Row(f"shard-{shard}", f"shard {shard}", "shard")


def lane_row(lane: Lane, scenario: Scenario) -> Row:
    """The row of a lane: the calls that are made with its batches."""
    told = f", lane {lane.number}" if scenario.factor > 1 else ""
    return Row(f"lane-{lane.shard}-{lane.number}", f"calls for shard {lane.shard}{told}", "lane")


def mapping_row() -> Row:
    """The row of the mapping itself."""
    return Row(MAPPING, "event source mapping", "mapping")


def destination_row() -> Row:
    """The row of the on-failure destination."""
    return Row(DESTINATION, "on-failure destination", "destination")


def numbers(records: list[Record] | tuple[Record, ...]) -> str:
    """The records in words: ``record 4``, ``records 1–4``, ``records 1, 3, 7``."""
    if len(records) == 1:
        return records[0].of
    found = [record.number for record in records]
    if found == list(range(found[0], found[-1] + 1)):
        return f"records {found[0]}–{found[-1]}"
    shown = ", ".join(map(str, found[:6]))
    return f"records {shown}{f' … {found[-1]}' if len(found) > 6 else ''}"
