"""What comes out of a run of ``capstone``."""

from dataclasses import dataclass

from sim.capstone.values import Ended, Fault, Station


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotographOutcome:
    """A photograph, and how far it came."""

    number: int
    at: int
    """When it was uploaded, in ms."""
    is_large: bool
    matched: bool
    called: bool
    attempts: int
    """How often frame-photo was tried for it."""
    bad_calls: int
    """Those of them that met the bad version."""
    read: bool
    """Whether frame-photo had it from S3."""
    queued_at: int
    """When its message was sent; -1 if it never was."""
    filed: int
    """How often it was written into the table."""
    received: int
    """How often its message was received."""
    ended: Ended


@dataclass(frozen=True, slots=True, kw_only=True)
class StationOutcome:
    """A station: what came, what went on, and what an operator sees."""

    station: Station
    fault: Fault
    """What was planted."""
    sound: bool
    """Whether it is in order now, by itself, whatever comes to it."""
    came: int
    """Photographs that came to it."""
    passed: int
    """Those that went on from it."""
    symptoms: tuple[str, ...]
    """Log lines and metrics."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask. ``uploaded = stored + dead_lettered + waiting + lost``."""

    uploaded: int
    matched: int
    strangers: int
    """Events that are about no photograph of the evening, and that the rule matched too."""
    called: int
    read: int
    queued: int
    stored: int
    """In the gallery, once or more."""
    filed_once: int
    filed_twice: int
    """Written into the table more than once."""
    dead_lettered: int
    waiting: int
    lost: int
    bad_calls: int
    """Calls for one of these photographs that met the bad version."""
    everybodys_bad_calls: int
    """The same of all calls of the alias."""
    sound: int
    """Stations that are in order."""
    whole: bool
    """Whether all six are."""
    first_broken: str
    """The first station that is not in order; ``none`` if all are."""
    hints: int
    needless: int
    score: int
    stations: tuple[StationOutcome, ...]
    photographs: tuple[PhotographOutcome, ...]
