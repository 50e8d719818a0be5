"""Moments as people type them, and the clock that runs by them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.clock import Clock
from sim.moments import parse_moments, spell_moments


@given(st.lists(st.integers(0, 10**8), min_size=1))
def test_moments_come_back_as_they_were_spelled(moments):
    given = tuple(sorted(moments))
    assert parse_moments(spell_moments(given)) == given


@pytest.mark.parametrize(
    ("text", "moments"), [("0, 1s, 1.5 s; 2 min\n1h", (0, 1000, 1500, 120_000, 3_600_000)), ("5, 1", (1, 5))]
)
def test_moments_are_read_as_people_write_them(text, moments):
    assert parse_moments(text) == moments


@pytest.mark.parametrize("text", ["", " , ", "soon", "1 day", "-5", "1e3", "0x10", "٣", "1,000", "0,2,500"])
def test_what_is_no_moment_is_told(text):
    with pytest.raises(ValueError, match="write"):
        parse_moments(text)


def test_clock_hands_out_by_time_then_priority_then_order():
    clock = Clock[str]()
    for at, name, priority in ((5, "late", 0), (1, "b", 1), (1, "a", 0), (1, "c", 1)):
        clock.schedule(at, name, priority)
    assert [clock.step() for _ in range(4)] == ["a", "b", "c", "late"]
    assert not clock
    with pytest.raises(ValueError, match="at=4: that moment has passed; now is 5"):
        clock.schedule(4, "past")


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 3))))
def test_clock_never_runs_back(due):
    clock = Clock[int]()
    for n, (at, priority) in enumerate(due):
        clock.schedule(at, n, priority)
    moments = []
    while clock:
        clock.step()
        moments.append(clock.now)
    assert moments == sorted(at for at, _ in due)
