"""The alarm against AWS's own two tables of missing data, and against plain counting.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.deployment import AlarmState, Missing
from sim.deployment.alarm import evaluate

OK, ALARM, NONE = AlarmState.OK, AlarmState.ALARM, AlarmState.INSUFFICIENT_DATA
KEPT = None
"""The state stays as it was."""
ORDER = (Missing.MISSING, Missing.IGNORE, Missing.BREACHING, Missing.NOT_BREACHING)
THREE_OF_THREE = {
    "0-X-X": (OK, OK, OK, OK),
    "----0": (OK, OK, OK, OK),
    "-----": (NONE, KEPT, ALARM, OK),
    "0XX-X": (ALARM, ALARM, ALARM, ALARM),
    "--X--": (ALARM, KEPT, ALARM, OK),
}
TWO_OF_THREE = {
    "0-X-X": (ALARM, ALARM, ALARM, ALARM),
    "00X0X": (ALARM, ALARM, ALARM, ALARM),
    "0-X--": (OK, OK, ALARM, OK),
    "----0": (OK, OK, ALARM, OK),
    "---X-": (ALARM, KEPT, ALARM, OK),
}
ROWS = [
    pytest.param(needed, points, missing, states[place], id=f"{needed}-of-3 {points} {missing}")
    for needed, table in ((3, THREE_OF_THREE), (2, TWO_OF_THREE))
    for points, states in table.items()
    for place, missing in enumerate(ORDER)
]


@pytest.mark.parametrize(("needed", "points", "missing", "wanted"), ROWS)
@pytest.mark.parametrize("now", [OK, ALARM, NONE])
def test_row_of_the_guide(needed, points, missing, wanted, now):
    assert evaluate(read(points), 3, needed, missing, now) is (now if wanted is KEPT else wanted)


@pytest.mark.parametrize("points", ["----X", "---X-"])
def test_one_outlier_after_a_silence_is_no_alarm_yet(points):
    """Because the next data point may be a good one."""
    assert evaluate(read(points), 3, 3, Missing.MISSING, OK) is OK


@given(
    st.lists(st.booleans(), min_size=1, max_size=12),
    st.integers(1, 5),
    st.integers(1, 5),
    st.sampled_from(Missing),
    st.sampled_from(AlarmState),
)
def test_without_missing_data_an_alarm_counts(points, periods, needed, missing, now):
    needed = min(needed, periods)
    points = [*[False] * periods, *points]
    wanted = ALARM if sum(points[-periods:]) >= needed else OK
    assert evaluate(points, periods, needed, missing, now) is wanted


@given(
    st.lists(st.sampled_from([True, False, None]), min_size=8, max_size=12),
    st.integers(1, 5),
    st.sampled_from(AlarmState),
)
def test_breaching_is_never_calmer_than_not_breaching(points, periods, now):
    calm, nervous = (
        evaluate(points, periods, periods, missing, now) for missing in (Missing.NOT_BREACHING, Missing.BREACHING)
    )
    assert not (calm is ALARM and nervous is OK)


def read(points: str) -> list[bool | None]:
    """``X`` breaches, ``0`` does not, ``-`` is missing."""
    return [{"X": True, "0": False, "-": None}[sign] for sign in points]
