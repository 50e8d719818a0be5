"""The recorder of a run: what happens when, on which lane, and where the looking ends."""

import pytest

from sim.recorder import Recorder
from sim.trace import Lane, Tone

LANE = Lane("bus", "bus default", "bus")


def test_a_mark_is_of_the_present_moment_unless_another_is_given():
    recorder = Recorder[str](0)
    recorder.clock.schedule(300, "due")
    recorder.clock.step()
    recorder.mark(LANE, "arrived", "event 1", Tone.NOTE, "It is there.")
    recorder.mark(LANE, "failed", "event 1", Tone.BAD, "It is not.", at=900)
    assert [mark.at for mark in recorder.marks] == [300, 900]
    assert recorder.lanes == {"bus": LANE}


@pytest.mark.parametrize(
    ("until", "start", "end"), [(0, 500, 9000), (2000, 500, 2000), (9000, 500, 9000), (400, 500, 500)]
)
def test_a_span_ends_where_the_looking_ends(until, start, end):
    recorder = Recorder[str](until)
    recorder.span(LANE, 500, 9000, "runs", "batch 1", Tone.WORK, "It runs.")
    assert [(span.start, span.end) for span in recorder.spans] == [(start, end)]
