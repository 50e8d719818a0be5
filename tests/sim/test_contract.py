"""What every simulator owes: Scenario, Outcome, run, presets, a lab, cases, golden traces, facts that exist."""

import dataclasses
import importlib
import inspect
from pathlib import Path

import pytest

from sim.catalog import lint, presets, run_of, simulators
from sim.facts import Confidence, facts
from sim.link import from_link, to_link
from sim.paths import look_up
from sim.trace import Trace
from sim.ui.labs.shelf import Shelf

ROOT = Path(__file__).parents[2]
NAMES = list(simulators())
RUNS = [pytest.param(name, preset, id=f"{name}-{preset}") for name in NAMES for preset in presets(name)]


def test_presets_have_no_fault():
    assert lint() == ()


@pytest.mark.parametrize("name", NAMES)
def test_simulator_has_its_three_names(name):
    simulator = simulators()[name]
    for cls in (simulator.scenario, simulator.outcome):
        assert dataclasses.is_dataclass(cls)
        assert cls.__dataclass_params__.frozen
        assert "__slots__" in vars(cls)
    assert list(inspect.signature(simulator.run).parameters) == ["scenario"]
    assert simulator.question.endswith("?")


@pytest.mark.parametrize("name", NAMES)
def test_simulator_has_a_lab_of_its_name(name):
    lab = importlib.import_module(f"sim.ui.labs.{name}")
    assert lab.TITLE
    assert isinstance(lab.SHELF, Shelf)
    assert lab.PANELS
    assert "**" in lab.SIMPLIFIES
    assert callable(lab.controls)
    assert callable(lab.show) if lab.LIVE else not hasattr(lab, "show")


@pytest.mark.parametrize("name", NAMES)
def test_simulator_has_cases_and_a_golden_trace_for_each_preset(name):
    assert (ROOT / "tests" / "cases" / f"{name}.yaml").exists()
    golden = {path.stem for path in (ROOT / "tests" / "golden" / name).glob("*.txt")}
    assert golden == set(presets(name))


@pytest.mark.parametrize(("name", "preset"), RUNS)
def test_marks_rest_on_facts_that_exist_and_say_why(name, preset):
    trace = run(name, preset)
    for mark in (*trace.spans, *trace.entries):
        assert mark.why.endswith((".", "!")), mark
        assert not mark.fact or facts()[mark.fact].confidence is not Confidence.LOW


@pytest.mark.parametrize(("name", "preset"), RUNS)
def test_preset_asks_for_a_number_or_a_choice_and_its_typical_mistakes_are_mistakes(name, preset):
    prediction = presets(name)[preset].predict
    came = look_up(run(name, preset).outcome, prediction.of)
    assert came in prediction.options if prediction.options else isinstance(came, int)
    assert prediction.ask.endswith("?")
    assert all(typical.gives != came for typical in prediction.typical)
    assert all(typical.gives in prediction.options for typical in prediction.typical if prediction.options)
    assert prediction.typical


@pytest.mark.parametrize(("name", "preset"), RUNS)
def test_preset_comes_back_from_its_link(name, preset):
    given = presets(name)[preset].scenario
    back = from_link(name, to_link(name, preset, given))
    assert (back.preset, dict(back.scenario), back.problems) == (preset, dict(given), ())


def run(name: str, preset: str) -> Trace[object]:
    return run_of(name, presets(name)[preset].scenario)[1]
