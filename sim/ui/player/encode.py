"""A trace as one block of bytes that a browser reads without parsing 10,000 objects.

Streamlit carries raw bytes to a component only if they are the whole of its data. So the block holds everything: a mark,
the length of a header, the header (JSON), and then the columns as typed arrays, each starting at a multiple of eight. Every
text stands once in the header's string table; columns hold its index. Numbers are little-endian.
"""

import json
import sys
from array import array
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from sim.draw.arrange import balance, stack
from sim.draw.axis import worth_folding
from sim.trace import Entry, Span, Tone, Trace

MARK = b"CSTP"
TYPES = {"f64": "d", "u32": "I", "u16": "H", "u8": "B"}
TONES = tuple(Tone)


def encode(
    trace: Trace[object],
    *,
    note: str = "",
    height: int | None = None,
    fact_urls: Mapping[str, str] | None = None,
    fact_says: Mapping[str, str] | None = None,
    autofinish: bool = False,
) -> bytes:
    """All that the player is told: the trace, how to fold and stack it, and how it is to be shown."""
    lanes = {lane.id: number for number, lane in enumerate(trace.lanes)}
    spans = sorted(trace.spans, key=lambda span: span.start)
    strings = _Strings()
    columns = [
        ("span.start", "f64", [span.start for span in spans]),
        ("span.end", "f64", [span.end for span in spans]),
        ("span.row", "u16", [min(row, 0xFFFF) for row in stack(spans)]),
        *_shared("span", spans, lanes, strings),
        ("entry.at", "f64", [entry.at for entry in trace.entries]),
        *_shared("entry", trace.entries, lanes, strings),
    ]
    body = b"".join(_column(kind, values) for _, kind, values in columns)
    moments = [*(entry.at for entry in trace.entries), *(time for span in spans for time in (span.start, span.end))]
    end = max([trace.end, *moments])
    about = {
        "end": end,
        "lanes": [[lane.id, lane.title, lane.kind] for lane in trace.lanes],
        "tones": [str(tone) for tone in TONES],
        "counters": [
            [counter.label, [strings[kind] for kind in counter.plus], [strings[kind] for kind in counter.minus]]
            for counter in trace.counters
        ],
        "balance": balance(trace.counters),
        "folds": worth_folding([*moments, end]),
        "columns": [[name, kind, len(values)] for name, kind, values in columns],
        "strings": strings.table,
    }
    told = json.dumps(about).encode()
    digest = blake2b(told + body, digest_size=8).hexdigest()
    cited = {span.fact for span in spans} | {entry.fact for entry in trace.entries}
    links = {fact: url for fact, url in (fact_urls or {}).items() if fact in cited and url.startswith("https://")}
    says = {fact: text for fact, text in (fact_says or {}).items() if fact in cited}
    shown = {"note": note, "height": height, "fact_urls": links, "fact_says": says, "autofinish": autofinish}
    header = json.dumps({"hash": digest, "view": shown}).encode()[:-1] + b", " + told[1:]
    header += b" " * (-(len(MARK) + 4 + len(header)) % 8)
    return MARK + len(header).to_bytes(4, "little") + header + body


class _Strings(dict[str, int]):
    """Each text's place in the table; asking for a new one adds it."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]

    @property
    def table(self) -> list[str]:
        return list(self)


def _shared(
    side: str, marks: Iterable[Span | Entry], lanes: Mapping[str, int], strings: _Strings
) -> list[tuple[str, str, list[int]]]:
    """The columns that spans and entries have in common."""
    marks = tuple(marks)
    tones = {tone: number for number, tone in enumerate(TONES)}
    return [
        (f"{side}.lane", "u16", [lanes[mark.lane] for mark in marks]),
        (f"{side}.tone", "u8", [tones[mark.tone] for mark in marks]),
        *(
            (f"{side}.{field}", "u32", [strings[getattr(mark, field)] for mark in marks])
            for field in ("kind", "label", "why", "fact", "of")
        ),
    ]


def _column(kind: str, values: list[int]) -> bytes:
    packed = array(TYPES[kind], values)
    if sys.byteorder == "big":
        packed.byteswap()
    data = packed.tobytes()
    return data + bytes(-len(data) % 8)
