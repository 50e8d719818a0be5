"""What every simulator owes: Scenario, Outcome, run, presets, a lab, cases, golden traces, facts that exist."""

import dataclasses
import importlib
import inspect
from pathlib import Path

import pytest

from sim.catalog import lint, presets, scenario_of, simulators
from sim.draw.aws import ApiCall, cli, template
from sim.facts import Confidence, facts
from sim.link import from_link, to_link
from sim.paths import look_up
from sim.trace import Trace

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


@pytest.mark.parametrize(("name", "preset"), RUNS)
def test_preset_taken_to_aws_passes_the_api_model(name, preset):
    """Every generated call is checked by botocore against the model of its API."""
    import botocore.session
    from botocore.validate import ParamValidator

    session = botocore.session.get_session()
    aws = importlib.import_module(f"sim.{name}.aws")
    steps = aws.steps(scenario_of(name, presets(name)[preset].scenario))
    calls = [step for step in steps if isinstance(step, ApiCall)]
    assert len(calls) > 5
    for call in calls:
        shape = session.get_service_model(call.service).operation_model(call.operation).input_shape
        given = dict(call.parameters)
        for blob in (member for member, kind in shape.members.items() if kind.type_name == "blob" and member in given):
            given[blob] = str(given[blob]).encode()
        if call.operation == "CreateFunction":
            given |= {"Role": "arn:aws:iam::123456789012:role/r", "Code": {"ZipFile": b""}}
        report = ParamValidator().validate(given, shape)
        assert not report.has_errors(), report.generate_report()
    script = cli(steps)
    assert "arn:aws:iam::123456789012" not in script


@pytest.mark.parametrize(("name", "preset"), RUNS)
def test_preset_as_a_template_passes_cfn_lint(name, preset, tmp_path):
    from cfnlint.api import lint_file

    aws = importlib.import_module(f"sim.{name}.aws")
    file = tmp_path / "template.yaml"
    file.write_text(template(aws.sam(scenario_of(name, presets(name)[preset].scenario))), "utf-8")
    assert lint_file(file) == []


def test_cfn_lint_would_find_a_fault(tmp_path):
    from cfnlint.api import lint_file

    file = tmp_path / "template.yaml"
    aws = importlib.import_module("sim.lifecycle.aws")
    body = aws.sam(scenario_of("lifecycle", {"arrivals": [0]}))
    body["Resources"]["LabFunction"]["Properties"]["MemorySize"] = 64
    file.write_text(template(body), "utf-8")
    assert lint_file(file)


def run(name: str, preset: str) -> Trace[object]:
    return simulators()[name].run(scenario_of(name, presets(name)[preset].scenario))
