"""Every simulator against its tables of cases and its golden traces."""

from pathlib import Path

import pytest

from sim.catalog import presets, run_of, scenario_of, simulators
from sim.draw.text import text
from sim.gate import check, read
from sim.paths import look_up
from tests.sim.tables import cases_of, expected_in, refused_of, scenario_in, with_tables

GOLDEN = Path(__file__).parents[1] / "golden"
MOST_LINES = 200
"""Of a golden trace; a longer run says how many are left out."""
ROWS = [pytest.param(name, row, id=f"{name}: {row['name']}") for name in with_tables() for row in cases_of(name)]
PRESETS = [pytest.param(name, preset, id=f"{name}: {preset}") for name in simulators() for preset in presets(name)]
REFUSED = [pytest.param(name, row, id=f"{name}: {row['name']}") for name in with_tables() for row in refused_of(name)]


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_case(name, row):
    outcome = simulators()[name].run(scenario_of(name, scenario_in(name, row))).outcome
    assert {path: look_up(outcome, path) for path in row["expect"]} == expected_in(name, row)
    assert row["source"]


@pytest.mark.parametrize(("name", "row"), REFUSED)
def test_refused_scenario_is_told_whole(name, row):
    written = row["text"].replace("{201 lines}", "\\n".join(["x"] * 201))
    scenario, faults = check(read(written, "s.yaml"), simulators()[name].scenario)
    assert scenario is None
    assert [str(fault) for fault in faults] == [row["says"]]


@pytest.mark.parametrize("name", with_tables())
def test_names_are_unlike(name):
    for rows in (cases_of(name), refused_of(name)):
        names = [row["name"] for row in rows]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "preset"), PRESETS)
def test_golden_trace(name, preset):
    lines = text(run_of(name, presets(name)[preset].scenario)[1]).splitlines()
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"… {len(lines) - MOST_LINES} more"]
    assert lines == (GOLDEN / name / f"{preset}.txt").read_text("utf-8").splitlines()
