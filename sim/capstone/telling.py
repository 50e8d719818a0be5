"""The run as a trace: a lane for each station, and on it what became of each photograph there, with its why."""

from sim.capstone import queue, rule
from sim.capstone.flow import Flow
from sim.capstone.framing import Attempt
from sim.capstone.outcome import Outcome
from sim.capstone.photographs import Photograph
from sim.capstone.planting import PARTS
from sim.capstone.result import ended_of
from sim.capstone.values import ALIAS, DEAD_LETTERS, NEW, QUEUE, Ended, Station
from sim.recorder import Recorder
from sim.trace import Counter, Lane, Tone, Trace

BUCKET_LANE = Lane("bucket", "S3 bucket", "bucket")
LANES = {station: Lane(station, part.title, "station") for station, part in PARTS.items()}
COUNTERS = (
    Counter("uploaded", ("uploaded",)),
    Counter("matched", ("matched",)),
    Counter("called", ("called",)),
    Counter("queued", ("queued",)),
    Counter("stored", ("filed",)),
)


def trace_of(flow: Flow, outcome: Outcome) -> Trace[Outcome]:
    """Lanes, spans and entries, in order of time."""
    told: Recorder[None] = Recorder(0)
    for one in flow.photographs:
        told.mark(BUCKET_LANE, "uploaded", one.of, Tone.NOTE, _uploaded(one), of=one.of, at=one.at)
        _arrive(told, flow, one)
        for number, attempt in enumerate(flow.framed.get(one.number, ()), start=1):
            _frame(told, one, number, attempt)
        _file(told, flow, one)
    lanes = (BUCKET_LANE, *(lane for lane in LANES.values() if lane.id in told.lanes))
    spans = tuple(sorted(told.spans, key=lambda span: span.start))
    entries = tuple(sorted(told.marks, key=lambda entry: entry.at))
    end = max((*(span.end for span in spans), *(entry.at for entry in entries)))
    return Trace(lanes, spans, entries, COUNTERS, outcome, end)


def _uploaded(one: Photograph) -> str:
    return "A visitor uploads it in parts." if one.is_large else "A visitor uploads it in one piece."


def _arrive(told: Recorder[None], flow: Flow, one: Photograph) -> None:
    """Rule and call."""
    why = rule.why(flow.rule, one.event)
    fact = "eb-s3-object-created-reason" if flow.rule.notifies else "eb-service-events-default-bus"
    if one not in flow.matched:
        told.mark(LANES[Station.RULE], "unmatched", f"{one.of} does not match", Tone.BAD, why, fact, one.of, one.at)
        return
    told.mark(LANES[Station.RULE], "matched", f"{one.of} matches", Tone.WORK, why, fact, one.of, one.at)
    why, lane = flow.judged.why, LANES[Station.CALL]
    if one in flow.called:
        fact = "sec-push-services-need-resource-policy"
        told.mark(lane, "called", f"{one.of}: {ALIAS} is called", Tone.WORK, why, fact, one.of, one.at)
    else:
        told.mark(lane, "refused", f"{one.of}: the call is refused", Tone.BAD, why, "eb-not-retried", one.of, one.at)


def _frame(told: Recorder[None], one: Photograph, number: int, attempt: Attempt) -> None:
    """An attempt: the version, and what its code reached."""
    label, lane = f"{one.of}, attempt {number}", LANES[Station.DEPLOYMENT]
    is_bad = attempt.version == NEW
    why = f"The alias gives the call to version {attempt.version}{', which fails at every call' if is_bad else ''}."
    tone, kind = (Tone.BAD, "bad version") if is_bad else (Tone.WORK, "good version")
    at, fact = attempt.at, "cd-alias-mechanism"
    told.mark(lane, kind, f"{label}: version {attempt.version}", tone, why, fact, one.of, at)
    if is_bad:
        return
    lane = LANES[Station.NETWORK]
    if attempt.path:
        why, fact = f"{attempt.path.why} {attempt.path.seen}", attempt.path.fact
        label = f"{label} does not reach {attempt.target}"
        told.span(lane, at, attempt.end, "stopped", label, Tone.BAD, why, fact, one.of)
    else:
        why = "It reaches S3, the database and SQS."
        told.span(lane, at, attempt.end, "framed", f"{label}: framed", Tone.WORK, why, "", one.of)


def _file(told: Recorder[None], flow: Flow, one: Photograph) -> None:
    """The message, and its end."""
    message = flow.messages.get(one.number)
    if message is None:
        return
    lane, why = LANES[Station.QUEUE], f"frame-photo sends a message to {QUEUE}."
    told.mark(lane, "queued", f"{one.of} queued", Tone.WORK, why, "", one.of, message.sent_at)
    received = f"Its message was received {message.received} times"
    match ended_of(message):
        case Ended.STORED:
            times = "once" if message.effects == 1 else f"{message.effects} times"
            why, tone = f"file-photo wrote it into the table {times}.", Tone.WORK if message.effects == 1 else Tone.BAD
            label = f"{one.of} filed {times}"
            told.mark(LANES[Station.ROLE], "filed", label, tone, why, "sqs-visibility-timeout", one.of, message.at)
        case Ended.DEAD_LETTERED:
            why = f"{received} and never deleted, so it goes to {DEAD_LETTERS}."
            told.mark(lane, "dead", f"{one.of} dead-lettered", Tone.END, why, "sqs-redrive", one.of, message.at)
        case Ended.WAITING:
            why, fact = _waits(flow)
            told.mark(lane, "waits", f"{one.of} waits", Tone.REST, why, fact, one.of, message.at)
        case _:
            why = "The handler hid its error, so Lambda deleted the message: nothing will try again."
            told.mark(lane, "gone", f"{one.of} gone", Tone.BAD, why, "sqs-partial-batch", one.of, message.at)


def _waits(flow: Flow) -> tuple[str, str]:
    if queue.refused(flow.queue):
        why = "There is no mapping: Lambda refuses one whose queue hides messages for less than the function’s timeout."
        return why, "sqs-visibility-hard-check"
    if not flow.reading.allowed:
        return f"{flow.reading.why}", "sec-esm-needs-execution-role"
    return "Its visibility timeout has not ended yet.", "sqs-visibility-timeout"
