"""``queue`` beyond its table of cases."""

from sim.catalog import scenario_of
from sim.queue import run
from sim.queue.state import MOST_RECEIVES


def test_a_run_without_an_end_is_broken_off():
    endless = {"sends": [{"count": 9000}], "visibility_seconds": 1, "timeout_seconds": 1, "duration": 1}
    endless |= {"failures": [{}], "until": 3_600_000}
    outcome = run(scenario_of("queue", endless)).outcome
    assert outcome.broken_off
    assert MOST_RECEIVES <= outcome.received <= MOST_RECEIVES + 9000
    assert outcome.sent == 9000 == outcome.waiting + outcome.in_flight
