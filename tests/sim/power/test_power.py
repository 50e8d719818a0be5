"""``power`` beyond its table of cases."""

import pytest

from sim.power import Scenario, run
from sim.power.remarks import remarks
from sim.power.words import summary, usd


def test_each_size_has_a_lane_and_the_same_call():
    trace = run(Scenario(duration=600, cpu_percent=50, sizes=(128, 1769), init=400))
    assert [lane.title for lane in trace.lanes] == ["128 MB", "1,769 MB"]
    assert [entry.at for entry in trace.entries if entry.kind == "call"] == [0, 0]
    ends = {entry.lane: entry.at for entry in trace.entries if entry.kind == "answered"}
    assert ends == {"size-128": 400 + 4447, "size-1769": 1000}
    kinds = [span.kind for span in trace.spans if span.lane == "size-1769"]
    assert kinds == ["init", "cpu", "waiting"]


def test_what_computes_all_the_time_waits_for_nothing():
    trace = run(Scenario(duration=1000, cpu_percent=100, sizes=(128, 512, 1769, 3072), threads=2))
    assert {span.kind for span in trace.spans} == {"cpu"}
    assert [span.end for span in trace.spans] == [size.billed_ms for size in trace.outcome.sizes]


def test_the_answer_is_told_in_sentences():
    def told(**given):
        return " ".join(summary(run(Scenario(**given)).outcome))

    assert told(duration=1000, cpu_percent=100, sizes=(128, 1769)) == (
        "Cheapest is 1,769 MB: $28.99 a month, 1,000 ms a call. It is the fastest too."
    )
    assert told(duration=1000, cpu_percent=20, sizes=(128, 442, 1769)) == (
        "Cheapest is 128 MB: $7.63 a month, 3,564.06 ms a call. Fastest is 1,769 MB: 1,000 ms a call, 72 % less, $21.37 a month more. "
        "Best value is 442 MB: 1,600.45 ms a call for $11.72 a month."
    )
    assert told(duration=10, cpu_percent=0, used_mb=200, sizes=(128,)).startswith("No size does the work")


def test_remarks_speak_against_what_many_believe():
    def told(**given):
        scenario = Scenario(**given)
        return " ".join(remarks(scenario, run(scenario).outcome))

    assert "no more than 128 MB, and answer 13.8 times as fast" in told(
        duration=1000, cpu_percent=100, sizes=(128, 1769)
    )
    assert "one thread gets no faster. At 2 sizes" in told(duration=600, cpu_percent=100, sizes=(1769, 3538, 10240))
    assert "2 threads get no faster. At 1 size" in told(
        duration=600, cpu_percent=100, threads=2, sizes=(1769, 3538, 10240)
    )
    assert "It only waits" in told(duration=300, cpu_percent=0)
    assert "1 size is out of memory: the function needs 200 MB" in told(duration=300, cpu_percent=50, used_mb=200)
    assert "$125.20 a month for nothing" in told(duration=5000, cpu_percent=100, timeout=60000)
    assert "The free tier covers 1,769 MB" in told(duration=200, cpu_percent=50, free_tier=True, sizes=(128, 1769))
    assert "No size answers within 5 ms" in told(duration=200, cpu_percent=50, within=5)
    assert "within 500 ms is 512 MB" in told(duration=200, cpu_percent=60, within=500)
    assert told(duration=300, cpu_percent=50, sizes=(1769,)) == ""


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "$0.00"),
        (28.992375, "$28.99"),
        (115000.2, "$115,000.20"),
        (0.000033, "$0.000033"),
        (4.08e-7, "$0.00000041"),
        (0.005, "$0.0050"),
        (0.5, "$0.50"),
    ],
)
def test_money_is_told_in_dollars_and_cents(amount, words):
    assert usd(amount) == words
