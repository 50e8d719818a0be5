"""What comes out of a run of ``bus``. Moments and amounts are ms from the scenario's ``now``; ARNs are as AWS writes them."""

from dataclasses import dataclass
from enum import StrEnum


class Ended(StrEnum):
    """What became of a delivery."""

    DELIVERED = "delivered"
    DEAD_LETTERED = "dead-lettered"
    """It lies in the dead-letter queue."""
    DROPPED = "dropped"
    """There was no dead-letter queue: nothing is left of it."""
    LOST = "lost"
    """There was one, but EventBridge could not write to it."""
    PENDING = "pending"
    """Still being retried when the looking ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryOutcome:
    """An entry of a request, and its line in the response."""

    number: int
    """Over all requests, from 1."""
    request: int
    """From 1; a resending is a request of its own."""
    position: int
    """In the request, from 1. The response has the same order."""
    at: int
    bytes: int
    """Its size by AWS's formula."""
    event: int
    """Number of the event that came of it; 0 if it was refused."""
    event_id: str
    error_code: str
    """Empty if it was accepted, as with the next one."""
    error_message: str
    resent: bool
    """Whether it had been sent before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOutcome:
    """An event on a bus. A forwarded or replayed event is one of its own here, with the id that it had."""

    number: int
    """From 1."""
    id: str
    bus: str
    """ARN."""
    at: int
    text: str
    """The envelope as JSON."""
    matched: tuple[str, ...]
    """Names of the rules that matched."""
    round: int
    """1 if a caller put it; one more than the event whose target put or forwarded it."""
    replay: str
    """Name of the replay that it comes from; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOutcome:
    """One event for one target of one rule."""

    number: int
    """From 1."""
    event: int
    """Number of the event."""
    rule: str
    target: str
    input: str
    """What the target is handed."""
    valid: bool
    """Whether the input is JSON."""
    note: str
    """What there is to know of the input; empty if nothing."""
    attempts: int
    retries: int
    """Attempts after the first."""
    began_at: int
    at: int
    """When it ended; of a pending one, the last attempt."""
    status: Ended
    error_code: str
    """Of the last failure, in the words of the dead-letter queue; empty if it was delivered."""
    error_message: str
    replay: str
    duplicate: bool
    """It came a second time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A message in a dead-letter queue: the event, and the attributes beside it."""

    queue: str
    """ARN."""
    at: int
    delivery: int
    body: str
    """The event as it was matched, not what the target would have been handed."""
    rule_arn: str
    target_arn: str
    error_code: str
    error_message: str
    exhausted_retry_condition: str
    """``MaximumRetryAttempts`` or ``MaximumEventAgeInSeconds``; empty if it was not retried at all."""
    retry_attempts: int

    @property
    def attributes(self) -> dict[str, str]:
        """The message attributes by AWS's names; what is not said is left out."""
        named = {
            "RULE_ARN": self.rule_arn,
            "TARGET_ARN": self.target_arn,
            "ERROR_CODE": self.error_code,
            "ERROR_MESSAGE": self.error_message,
            "EXHAUSTED_RETRY_CONDITION": self.exhausted_retry_condition,
            "RETRY_ATTEMPTS": str(self.retry_attempts),
        }
        return {name: text for name, text in named.items() if text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a target got in all, whichever rule sent it."""

    target: str
    """Its ``id``."""
    arn: str
    count: int
    """Deliveries, copies included."""
    duplicates: int
    """Copies among them."""
    effects: int
    """How often it did its work: fewer than it received if it is idempotent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """A rule, and how often it matched."""

    name: str
    bus: str
    """ARN."""
    matched: int
    error: str
    """Why PutRule refused it; empty if it is there."""
    refused_targets: tuple[str, ...]
    """Ids of targets that PutTargets refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run. ``deliveries`` end as delivered, dead-lettered, dropped, lost or pending."""

    requests: int
    """PutEvents requests, those of targets and resendings included."""
    refused_requests: int
    """Refused as a whole: nothing of them is looked at."""
    put: int
    """Entries in all requests."""
    accepted: int
    """Entries that became an event."""
    refused_entries: int
    vanished: int
    """Accepted entries for a bus that does not exist: no event came of them."""
    resent: int
    """Entries that had been sent before."""
    events: int
    """Events on buses: accepted ones, forwarded ones, replayed ones."""
    unmatched: int
    """Events that no rule took."""
    matched: int
    """Pairs of an event and a rule that matched it."""
    refused_rules: int
    """Rules whose pattern PutRule refused."""
    refused_targets: int
    """Targets that PutTargets refused."""
    deliveries: int
    """An event, a rule, a target: so many had to be delivered, copies included."""
    delivered: int
    dead_lettered: int
    dropped: int
    lost: int
    pending: int
    attempts: int
    retries: int
    duplicates: int
    """Copies of a delivery that EventBridge made twice."""
    effects: int
    """How often targets did their work."""
    handler_failures: int
    """Accepted by Lambda, and the handler raised each time."""
    invalid_inputs: int
    """Deliveries whose input is no JSON."""
    forwarded: int
    """Events that went on to another bus."""
    archived: int
    replayed: int
    missed: int
    """Events of a replay's time that were not in the archive: not yet there, not any more, or not matched by it."""
    loops: int
    """Events at which a round was broken off, because each had come of the one before."""
    rounds: int
    """The longest such row of events."""
    first_delivered_at: int
    """-1 if nothing was delivered, as with the next two."""
    last_delivered_at: int
    longest_wait: int
    """From the moment that an event was on the bus until it was delivered."""
    largest_entry_bytes: int
    largest_request_bytes: int
    entries: tuple[EntryOutcome, ...]
    event_list: tuple[EventOutcome, ...]
    delivery_list: tuple[DeliveryOutcome, ...]
    dead_letters: tuple[DeadLetter, ...]
    received: tuple[Received, ...]
    rules: tuple[RuleOutcome, ...]
