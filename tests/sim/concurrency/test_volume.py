"""What is told of a run in volume: steps over time, percentiles, formulas, sweeps, and calls from a list."""

import numpy as np
import pytest

from sim.concurrency import Function, Kind, Law, Pattern, Scenario, Traffic, measure
from sim.concurrency.listed import read_list
from sim.concurrency.result import outcome_of, percentiles
from sim.concurrency.series import series
from sim.concurrency.sweep import PARAMETERS, points, variants
from sim.concurrency.theory import formulas

BURSTS = Scenario(
    seconds=100,
    account=20,
    functions=(Function(traffic=Traffic(pattern=Pattern.BURSTS, burst=25, every=50_000), provisioned=4),),
)


def test_steps_add_up_and_cover_the_run():
    summary = measure(BURSTS)
    steps = series(summary, 10)
    assert [(step.start, step.end) for step in steps] == [(n * 10, n * 10 + 10) for n in range(10)]
    assert sum(step.arrived for step in steps) == 50
    assert sum(step.cold for step in steps) == int((summary.kind == Kind.COLD).sum())
    assert [step.throttled for step in steps if step.throttled] == [5, 5]
    assert max(step.concurrency for step in steps) == outcome_of(summary).peak_concurrency == 20
    assert {step.ready for step in steps} == {4}


def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed():
    assert percentiles(np.arange(1, 101), 1, 50, 95, 100) == [1, 50, 95, 100]
    assert percentiles(np.array([7]), 50, 99) == [7, 7]
    assert percentiles(np.array([], dtype=np.int64), 50) == [0]


def test_formulas_stand_where_they_apply():
    plain = Function(traffic=Traffic(per_minute=240), duration=2000, law=Law.EXPONENTIAL, reserved=10)
    assert [formula.value for formula in formulas(Scenario(functions=(plain,)))] == [8.0, 12.17]
    assert formulas(BURSTS) == ()


def test_a_sweep_leaves_out_what_aws_refuses():
    found = list(points(BURSTS, "provisioned"))
    assert [point.value for point in found] == [value for value in PARAMETERS["provisioned"].values if value <= 10]
    assert all(not point.outcome.refusals for point in found)
    assert all(len(list(points(BURSTS, name))) > 4 for name in PARAMETERS)
    assert BURSTS not in variants(BURSTS).values()


def test_a_list_is_read_in_any_order_and_from_its_first_call():
    told = read_list("at,ms\n2026-11-23T08:00:01Z,100\n\n2026-11-23T08:00:00.250Z,5\n")
    assert (told.moments, told.durations) == ((0, 750), (5, 100))
    assert read_list("0\n1.5\n700").moments == (0, 700, 1500)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0\nlater", "line 2: 'later' is no moment; write it as 1500, 1.5 or 2026-11-23T08:00:00Z"),
        ("1,2,3", "line 1: has 3 columns; it takes a moment and, if you have it, a duration in ms"),
        ("1,0", "line 1: '0' is no duration; it takes whole ms, 1 to 900,000"),
        ("1,5\n2", "line 2: has no duration, unlike line 1; give each row one, or none"),
        ("at\n", "line 1: no call is left; write at least one moment"),
        ("0\n2592000001", "line 2: is more than 30 days after the first; take a part of the list"),
        ("\n".join("x" * 12), "line 10: 'x' is no moment; write it as 1500, 1.5 or 2026-11-23T08:00:00Z\nand 2 more"),
    ],
)
def test_a_row_that_is_not_understood_is_told_by_its_number(text, says):
    with pytest.raises(ValueError, match="line") as told:
        read_list(text)
    assert str(told.value).endswith(says)
