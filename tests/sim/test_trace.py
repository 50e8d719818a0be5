"""A trace refuses what cannot be, counts, and can be cut."""

import pytest

from sim.lifecycle import Scenario, run
from sim.trace import Counter, Entry, Lane, Span, Tone, Trace, begin


def test_a_trace_refuses_marks_without_a_lane_and_time_that_runs_back():
    lane = Lane("a", "a", "environment")
    entry = Entry(5, "a", "k", "late", Tone.NOTE, "Why.")
    with pytest.raises(ValueError, match="no lane named 'b'; there are a"):
        Trace((lane,), (), (Entry(0, "b", "k", "lost", Tone.NOTE, "Why."),), (), None, 0)
    with pytest.raises(ValueError, match="entry 'early' at 1 stands after one at 5"):
        Trace((lane,), (), (entry, Entry(1, "a", "k", "early", Tone.NOTE, "Why.")), (), None, 5)
    with pytest.raises(ValueError, match="ends at 1, before its start at 2"):
        Span("a", 2, 1, "k", "s", Tone.NOTE, "Why.")


def test_a_counter_counts_up_to_and_with_the_moment():
    entries = tuple(Entry(at, "a", kind, kind, Tone.NOTE, "Why.") for at, kind in ((0, "in"), (5, "in"), (5, "out")))
    counter = Counter("inside", ("in",), ("out",))
    assert [counter.at(moment, entries) for moment in (0, 4, 5)] == [1, 1, 1]


def test_the_beginning_of_a_long_trace_ends_where_its_last_span_does():
    trace = run(Scenario(arrivals=tuple(range(0, 5000, 100))))
    short, cut = begin(trace, 40)
    assert cut
    assert len(short.spans) == 40
    assert all(span.end <= short.end for span in short.spans)
    assert all(entry.at <= short.end for entry in short.entries)
    assert begin(trace, 10_000) == (trace, False)
