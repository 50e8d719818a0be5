"""Four traces as one: the same clock, a lane for each way, and entries that count alike wherever they come from.

The simulators have several lanes each: callers, queues, shards, environments. Here all that belongs to one way stands in one lane, so that
the four are seen at once, below each other; and spans that are alike in all but their event are one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sim.modes.values import Ended, Way
from sim.trace import Counter, Entry, Lane, Span, Trace

IN = "in"
COUNTERS = (
    Counter("in", (IN,)),
    Counter("succeeded", (Ended.SUCCEEDED.value,)),
    Counter("told to the caller", (Ended.TOLD.value,)),
    Counter("dead-lettered", (Ended.DEAD_LETTERED.value,)),
    Counter("lost", (Ended.LOST.value,)),
    Counter("waiting", (IN,), tuple(end.value for end in Ended if end is not Ended.WAITING)),
)
"""In = succeeded + told to the caller + dead-lettered + lost + waiting, at every moment."""

_CALLS = {"arrived": IN, "answered": Ended.SUCCEEDED, "succeeded": Ended.SUCCEEDED}
_CALLS |= dict.fromkeys(("failed_call", "refused", "unanswered"), Ended.TOLD)
_CALLS |= {"dead_lettered": Ended.DEAD_LETTERED, "dropped": Ended.LOST}
_KINDS: Mapping[Way, Mapping[str, str]] = {
    Way.SYNCHRONOUS: _CALLS,
    Way.ASYNCHRONOUS: _CALLS,
    Way.QUEUE: {
        "sent": IN,
        "succeeded": Ended.SUCCEEDED,
        "succeeded_late": Ended.SUCCEEDED,
        "dead_lettered": Ended.DEAD_LETTERED,
        "expired": Ended.LOST,
        "expired_hidden": Ended.LOST,
    },
    Way.STREAM: {"arrived": IN, "succeeded": Ended.SUCCEEDED, "discarded": Ended.LOST, "lost": Ended.LOST},
}
"""What the entries that begin or end an event are called by each simulator, and here."""


def merged(
    traces: Mapping[Way, Trace[object]], *, kept: bool
) -> tuple[tuple[Lane, ...], tuple[Span, ...], tuple[Entry, ...]]:
    """Lanes, spans and entries of all ``traces``; ``kept`` if the stream's destination hears of what its mapping discards."""
    spans: list[Span] = []
    entries: list[Entry] = []
    for way, trace in traces.items():
        kinds = dict(_KINDS[way])
        if way is Way.STREAM and kept:
            kinds["discarded"] = Ended.DEAD_LETTERED
        spans += _alike(replace(span, lane=way, of=_of(way, span.of)) for span in trace.spans)
        entries += [
            replace(entry, lane=way, kind=str(kinds.get(entry.kind, f"{way} {entry.kind}")), of=_of(way, entry.of))
            for entry in trace.entries
        ]
    lanes = tuple(Lane(way, way, "way") for way in traces)
    by_start = sorted(spans, key=lambda span: span.start)
    return lanes, tuple(by_start), tuple(sorted(entries, key=lambda entry: entry.at))


def last_of(spans: Iterable[Span], entries: Iterable[Entry]) -> int:
    """The last moment at which anything happens."""
    return max((*(span.end for span in spans), *(entry.at for entry in entries)))


def _alike(spans: Iterable[Span]) -> Iterator[Span]:
    """The ``spans``; several of one kind and tone from one moment to another are told as one."""
    groups: dict[tuple[int, int, str, str], list[Span]] = {}
    for span in spans:
        groups.setdefault((span.start, span.end, span.kind, span.tone), []).append(span)
    for first, *others in groups.values():
        yield replace(first, label=f"{first.label}, and {len(others)} more") if others else first


def _of(way: Way, of: str) -> str:
    return f"{way} {of}" if of else ""
