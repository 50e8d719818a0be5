"""*Do it in AWS* of every preset and every case: the API's model takes each call, a shell its script, cfn-lint its template."""

import importlib
from types import ModuleType

import pytest

from sim.catalog import presets, scenario_of, simulators
from sim.draw.aws import cli, template
from tests.sim.checks import calls_in, faults_in, lint, shell_reads
from tests.sim.tables import cases_of, scenario_in, with_tables

PRESETS = [pytest.param(name, preset, id=f"{name}-{preset}") for name in simulators() for preset in presets(name)]
ROWS = [pytest.param(name, row, id=f"{name}: {row['name']}") for name in with_tables() for row in cases_of(name)]
BEYOND = {
    ("queue", "a maximum concurrency of one"),
    ("routing", "no environment at all"),
    ("routing", "a weight below 0"),
    ("traffic", "a weight below zero"),
}
"""What the API's own model refuses: the script shows it all the same."""


def aws(name: str) -> ModuleType:
    return importlib.import_module(f"sim.{name}.aws")


@pytest.mark.parametrize(("name", "preset"), PRESETS)
def test_preset_passes_the_api_model_and_is_read_by_a_shell(name, preset):
    steps = aws(name).steps(scenario_of(name, presets(name)[preset].scenario))
    assert len(calls_in(steps)) > 5
    assert faults_in(steps) == ""
    script = cli(steps)
    assert "arn:aws:iam::123456789012" not in script
    assert shell_reads(script) == (0, "")


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_case_passes_the_api_model(name, row):
    found = faults_in(aws(name).steps(scenario_of(name, scenario_in(name, row))))
    assert bool(found) == ((name, row["name"]) in BEYOND), found


@pytest.mark.parametrize(("name", "preset"), PRESETS)
def test_preset_as_a_template_passes_cfn_lint(name, preset):
    assert lint(template(aws(name).sam(scenario_of(name, presets(name)[preset].scenario)))) == []


def test_cfn_lint_would_find_a_fault():
    body = aws("lifecycle").sam(scenario_of("lifecycle", {"arrivals": [0]}))
    body["Resources"]["LabFunction"]["Properties"]["MemorySize"] = 64
    assert lint(template(body))


def test_the_model_would_find_a_fault():
    steps = aws("lifecycle").steps(scenario_of("lifecycle", {"arrivals": [0]}))
    call = next(call for call in calls_in(steps) if call.operation == "CreateFunction")
    assert "FunctionName" in faults_in([type(call)(call.service, call.operation, {}, call.rest)])
