"""``modes`` beyond its table of cases."""

from sim.catalog import scenario_of
from sim.modes import Way, run


def test_each_way_has_a_lane_and_all_that_happens_in_it():
    trace = run(scenario_of("modes", {"events": 3, "dlq": True, "max_receive_count": 1}))
    assert [lane.title for lane in trace.lanes] == list(Way)
    for way in Way:
        assert {entry.of.partition(" ")[0] for entry in trace.entries if entry.lane == way and entry.of} == {way}


def test_spans_alike_are_told_as_one():
    trace = run(scenario_of("modes", {"events": 10, "event": 4}))
    runs = [span for span in trace.spans if span.lane == Way.SYNCHRONOUS and span.kind == "run"]
    assert [span.label for span in runs] == [
        "call 1, request 1: handler, and 8 more",
        "call 4, request 1: handler raises",
    ]
