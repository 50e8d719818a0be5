"""PutEvents as the caller sees it: how big an entry is, what refuses a whole request, what refuses one entry.

Codes and texts are recorded from AWS where the ledger says so (eb-put-events-…); a text that is not recorded is marked as ours.
https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sim.bus.policy import Asking, Verdict, decide
from sim.bus.scenario import Bus, arn_of_bus
from sim.bus.spelling import read_json
from sim.bus.target import Entry
from sim.bus.values import MOST_ENTRIES
from sim.facts import whole
from sim.pattern import EventError, event_of_text

MORE_ROOM = datetime(2026, 1, 29, tzinfo=UTC)
"""Since then a request holds 1 MB."""
MOST_BYTES, MOST_BYTES_BEFORE = whole("eb-putevents-1mb"), 256 * 1024
TIME_BYTES = whole("eb-entry-size")
_LONGEST_TYPE = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What the response says of an entry, or of a request, that is not taken."""

    code: str
    message: str
    why: str
    fact: str


def detail_of(entry: Entry) -> str:
    """The detail as it is sent, with its filling."""
    if not entry.fill:
        return entry.detail
    head = entry.detail.rstrip()
    comma = "" if head.endswith("{") or head.removesuffix("}").rstrip().endswith("{") else ","
    return f'{head.removesuffix("}")}{comma}"fill":"{"x" * entry.fill}"}}'


def size_of(entry: Entry) -> int:
    """Its size in bytes, by AWS's formula.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/events/CalculatePutEventsEntrySize.html
    """
    texts = (entry.source, entry.detail_type, detail_of(entry), *entry.resources)
    return sum(len(text.encode()) for text in texts) + (TIME_BYTES if entry.time else 0)


def refusal_of_request(sizes: tuple[int, ...], moment: datetime) -> Refusal | None:
    """Why a request of entries with these ``sizes``, made at ``moment``, is refused as a whole; None if it is not."""
    if len(sizes) > MOST_ENTRIES:
        message = (
            "1 validation error detected: Value at 'entries' failed to satisfy constraint: "
            f"Member must have length less than or equal to {MOST_ENTRIES}"
        )
        why = f"{len(sizes)} entries: a request takes at most {MOST_ENTRIES}. Nothing of it is taken."
        return Refusal(code="ValidationException", message=message, why=why, fact="eb-putevents-10-entries")
    most = MOST_BYTES if moment >= MORE_ROOM else MOST_BYTES_BEFORE
    if sum(sizes) >= most:
        message = "Total size of the entries in the request is over the limit."
        why = f"Together {sum(sizes):,} bytes; it must be less than {most:,}. Nothing of the request is taken."
        return Refusal(code="ValidationException", message=message, why=why, fact="eb-putevents-1mb")
    return None


def refusal_of(entry: Entry, account: str, org: str, bus: Bus | None, tries: int) -> Refusal | None:
    """Why an entry that a caller of ``account`` sends for ``bus`` is refused; None if it is taken.

    ``tries`` says how often it was sent before.
    """
    for name, text in (("Source", entry.source), ("DetailType", entry.detail_type), ("Detail", entry.detail)):
        if not text:
            message = f"Parameter {name} is not valid. Reason: {name} is a required argument."
            why = f"Without {name} the entry is refused. Sending it again changes nothing."
            return Refusal(code="InvalidArgument", message=message, why=why, fact="eb-put-events-entry-errors")
    if entry.source.startswith("aws."):
        why = "A source that begins with aws. is kept for AWS services."
        message = "Not authorized for the source."
        return Refusal(code="NotAuthorizedForSourceException", message=message, why=why, fact="eb-aws-source-reserved")
    if len(entry.detail_type) > _LONGEST_TYPE:
        message = f"Parameter DetailType is not valid. Reason: it is longer than {_LONGEST_TYPE} characters."
        why = f"DetailType has {len(entry.detail_type)} characters; it takes {_LONGEST_TYPE}. The words are ours."
        return Refusal(code="InvalidArgument", message=message, why=why, fact="eb-put-events-entry-errors")
    if not is_detail(entry):
        why = "Detail must be a JSON object as text: no list, no string, no half of one."
        return Refusal(
            code="MalformedDetail", message="Detail is malformed.", why=why, fact="eb-put-events-entry-errors"
        )
    if bus and (refused := _forbidden(entry, account, org, bus)):
        return refused
    if tries < entry.throttled:
        why = "The bus is throttled. This entry may be sent again."
        return Refusal(code="ThrottlingException", message="Rate exceeded", why=why, fact="eb-put-events-result")
    return None


def is_detail(entry: Entry) -> bool:
    """Whether the detail is a JSON object, and nothing else."""
    text = detail_of(entry)
    try:
        event_of_text(text)
        return isinstance(read_json(text), dict)
    except (EventError, ValueError):
        return False


def _forbidden(entry: Entry, account: str, org: str, bus: Bus) -> Refusal | None:
    asking = Asking(account=account, org=org, source=entry.source, detail_type=entry.detail_type)
    decision = decide(bus.policy, bus.account, arn_of_bus(bus), asking)
    if decision.verdict is Verdict.ALLOWED:
        return None
    code, message = {
        Verdict.SOURCE: ("NotAuthorizedForSourceException", "Not authorized for the source."),
        Verdict.DETAIL_TYPE: ("NotAuthorizedForDetailTypeException", "Not authorized for the detail type."),
        Verdict.DENIED: ("AccessDeniedException", "Not authorized to put events onto this event bus."),
    }[decision.verdict]
    return Refusal(code=code, message=message, why=decision.why, fact="eb-bus-policy")
