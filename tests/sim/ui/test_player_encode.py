"""What the player is told: nothing of a trace is lost on the way, and what is added for the picture is right."""

import json
import re
from array import array
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.draw.arrange import balance, folds, stack
from sim.draw.palette import DARK, LIGHT
from sim.lifecycle import Scenario, run
from sim.trace import Counter, Entry, Lane, Span, Tone, Trace
from sim.ui.player import HERE, SCRIPTS
from sim.ui.player.encode import MARK, TYPES, encode

IDS = ("calls", "environment-1", "environment-2")
KINDS = ("arrived", "answered", "failed")
texts = st.text(max_size=12)
times = st.integers(0, 10**12)


def decode(block: bytes) -> tuple[dict, Trace[None]]:
    """The header and the trace, read as score.js reads them."""
    assert block[:4] == MARK
    length = int.from_bytes(block[4:8], "little")
    about = json.loads(block[8 : 8 + length])
    columns, offset = {}, 8 + length
    for name, kind, size in about["columns"]:
        assert offset % 8 == 0
        column = array(TYPES[kind])
        column.frombytes(block[offset : offset + size * column.itemsize])
        columns[name] = column
        offset += -(-size * column.itemsize // 8) * 8
    assert offset == len(block)
    lanes = tuple(Lane(*lane) for lane in about["lanes"])

    def marks(side: str, whole: type, *when: str) -> tuple:
        shared = [columns[f"{side}.{field}"] for field in ("kind", "label", "tone", "why", "fact", "of")]
        rows = zip(columns[f"{side}.lane"], *(columns[f"{side}.{each}"] for each in when), *shared, strict=True)
        return tuple(
            whole(
                lane=lanes[lane].id,
                **{name: int(value) for name, value in zip(when, rest[: len(when)], strict=True)},
                tone=Tone(about["tones"][rest[len(when) + 2]]),
                **{
                    field: about["strings"][rest[len(when) + n]]
                    for n, field in enumerate(("kind", "label", "", "why", "fact", "of"))
                    if field
                },
            )
            for lane, *rest in rows
        )

    counters = tuple(
        Counter(label, tuple(about["strings"][n] for n in plus), tuple(about["strings"][n] for n in minus))
        for label, plus, minus in about["counters"]
    )
    return about, Trace(
        lanes, marks("span", Span, "start", "end"), marks("entry", Entry, "at"), counters, None, about["end"]
    )


@st.composite
def traces(draw: st.DrawFn) -> Trace[None]:
    lanes = tuple(Lane(name, draw(texts), draw(texts)) for name in IDS)
    rest = {
        "kind": st.sampled_from(KINDS),
        "label": texts,
        "tone": st.sampled_from(Tone),
        "why": texts,
        "fact": texts,
        "of": texts,
    }
    starts = sorted(draw(st.lists(times, max_size=8)))
    spans = tuple(
        Span(
            draw(st.sampled_from(IDS)),
            start,
            start + draw(st.integers(0, 10**6)),
            **{k: draw(v) for k, v in rest.items()},
        )
        for start in starts
    )
    entries = tuple(
        Entry(at, draw(st.sampled_from(IDS)), **{k: draw(v) for k, v in rest.items()})
        for at in sorted(draw(st.lists(times, max_size=8)))
    )
    kinds = st.lists(st.sampled_from(KINDS), max_size=3).map(tuple)
    counters = tuple(Counter(draw(texts), draw(kinds), draw(kinds)) for _ in range(draw(st.integers(0, 4))))
    end = max([0, *(span.end for span in spans), *(entry.at for entry in entries)]) + draw(st.integers(0, 1000))
    return Trace(lanes, spans, entries, counters, None, end)


@given(traces())
def test_what_is_encoded_is_read_back_whole(trace):
    assert decode(encode(trace))[1] == trace


@given(traces(), texts)
def test_the_same_trace_has_the_same_hash_however_it_is_shown(trace, note):
    plain, shown = decode(encode(trace))[0], decode(encode(trace, note=note, height=300, autofinish=True))[0]
    assert plain["hash"] == shown["hash"]
    assert (shown["view"]["note"], shown["view"]["height"], shown["view"]["autofinish"]) == (note, 300, True)


def test_another_trace_has_another_hash():
    one, two = (decode(encode(run(Scenario(arrivals=arrivals))))[0]["hash"] for arrivals in ((0, 1000), (0, 1001)))
    assert one != two


def test_every_text_travels_once():
    about, _ = decode(encode(run(Scenario(arrivals=tuple(range(0, 10_000, 500))))))
    assert len(about["strings"]) == len(set(about["strings"]))


def test_only_https_addresses_of_facts_that_are_cited_become_links():
    entry = Entry(0, "a", "k", "l", Tone.NOTE, "w", fact="known")
    trace = Trace((Lane("a", "A", "x"),), (), (entry,), (), None, 0)
    urls = {"known": "https://docs.aws.amazon.com/", "other": "https://docs.aws.amazon.com/"}
    assert decode(encode(trace, fact_urls=urls))[0]["view"]["fact_urls"] == {"known": "https://docs.aws.amazon.com/"}
    assert decode(encode(trace, fact_urls={"known": "javascript:alert(1)"}))[0]["view"]["fact_urls"] == {}


@given(st.lists(times))
def test_nothing_happens_inside_a_fold(moments):
    found = folds(moments)
    assert all(start < end for start, end in found)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(found))
    assert not [moment for moment in moments for start, end in found if start <= moment <= end]


@pytest.mark.parametrize(
    ("moments", "folded"),
    [
        pytest.param([0, 200, 600, 700], 0, id="a cold start alone is drawn to scale"),
        pytest.param([0, 200, 600, 700, 600_700], 1, id="ten minutes of frost are folded"),
        pytest.param([0, 200, 600, 700, 3700], 0, id="a timeout of three seconds is not"),
        pytest.param([n * 60_000 + k for n in range(60) for k in (0, 100)], 59, id="a call a minute: every pause"),
        pytest.param([n * n for n in range(400)], 0, id="steady traffic has no quiet"),
        pytest.param([0, 600_000], 0, id="one stretch alone has nothing to be quiet beside"),
        pytest.param([], 0, id="nothing at all"),
    ],
)
def test_folds(moments, folded):
    assert len(folds(moments)) == folded


@given(traces())
def test_marks_of_one_row_never_overlap_and_no_row_is_wasted(trace):
    rows = stack(trace.spans)
    for lane in IDS:
        placed = [(span, row) for span, row in zip(trace.spans, rows, strict=True) if span.lane == lane]
        for row in {row for _, row in placed}:
            mine = [span for span, at in placed if at == row]
            assert all(earlier.end <= later.start for earlier, later in pairwise(mine))
        most = max(
            (sum(s.start <= span.start < s.end for s, _ in placed) for span, _ in placed if span.end > span.start),
            default=1,
        )
        assert max((row for _, row in placed), default=0) < most + sum(span.start == span.end for span, _ in placed)


ARRIVED = Counter("arrived", ("arrived",))
ANSWERED = Counter("answered", ("answered",))
FAILED = Counter("failed", ("failed",))
IN_FLIGHT = Counter("in flight", ("arrived",), ("answered", "failed"))


def test_arrived_is_answered_and_failed_and_in_flight():
    assert balance((ARRIVED, ANSWERED, FAILED, IN_FLIGHT)) == (0, (1, 2, 3))


def test_counters_that_do_not_add_up_are_no_equation():
    assert balance((ARRIVED, ANSWERED, IN_FLIGHT)) is None
    assert balance(()) is None


@given(traces())
def test_the_equation_holds_at_every_moment(trace):
    found = balance(trace.counters)
    for entry in trace.entries:
        counts = [counter.at(entry.at, trace.entries) for counter in trace.counters]
        assert found is None or counts[found[0]] == sum(counts[part] for part in found[1])


@pytest.mark.parametrize("tone", Tone)
def test_the_player_has_the_colours_of_every_other_picture(tone):
    css = (HERE / "player.css").read_text("utf-8")
    found = re.search(rf"--{tone}-line: light-dark\((#\w+), (#\w+)\)", css)
    assert found
    assert found.groups() == (LIGHT.tones[tone], DARK.tones[tone])


def test_every_script_is_joined_and_none_is_long():
    on_disk = {path.name: path.read_text("utf-8") for path in Path(HERE).glob("*.js")}
    assert set(SCRIPTS) == set(on_disk)
    assert max(text.count("\n") for text in on_disk.values()) < 400
    assert not [name for name, text in on_disk.items() if "innerHTML" in text or "insertAdjacentHTML" in text]
