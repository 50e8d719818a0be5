"""*Do it in AWS*: the template holds together, and the handler fails where it should."""

import ast
import base64
import json
import re

import pytest
import yaml

from sim.catalog import presets, scenario_of
from sim.draw.aws import cli, template
from sim.stream import Fault, How, Put, Scenario, Source
from sim.stream.arriving import records_of
from sim.stream.aws import sam, steps
from sim.stream.code import code, marked
from sim.stream.spelling import attribute
from tests.sim.tables import cases_of, scenario_in

GIVEN = {case["name"]: scenario_in("stream", case) for case in cases_of("stream")}


@pytest.mark.parametrize("preset", presets("stream"))
def test_the_script_spells_what_is_true_as_a_shell_does(preset):
    script = cli(steps(scenario_of("stream", presets("stream")[preset].scenario)))
    assert " True" not in script.replace(": true", "").replace(": True", "")


@pytest.mark.parametrize("name", GIVEN)
def test_the_template_names_only_resources_that_it_has(name):
    body = sam(scenario_of("stream", GIVEN[name]))
    text = template(body)
    assert yaml.safe_load(text) == body
    named = {*re.findall(r"Ref: (\w+)", text), *re.findall(r"Fn::GetAtt:\n\s*- (\w+)", text)}
    assert named <= set(body["Resources"])


HANDLED = [
    (How.RAISE, 1, "raises"),
    (How.REPORT, 1, ["2"]),
    (How.REPORT_AND_GO_ON, 2, ["2"]),
    (How.EMPTY_ID, 1, [""]),
    (How.NULL_ID, 1, [None]),
    (How.SWALLOW, 2, []),
]


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize(("how", "handled", "told"), HANDLED)
def test_the_handler_fails_as_the_scenario_says(how, handled, told, source, capsys):
    scenario = Scenario(puts=(Put(times=3),), faults=(Fault(record=2, how=how, times=1),), invoke=1, source=source)
    space: dict[str, object] = {}
    exec(compile(ast.parse(code(scenario)), "app.py", "exec"), space)
    handler = space["handler"]
    given = {"Records": [spelled(source, record, n) for n, record in enumerate(records_of(scenario), start=1)]}
    if told == "raises":
        with pytest.raises(ValueError, match="cannot be read"):
            handler(given, None)
    else:
        failed = handler(given, None)["batchItemFailures"]
        assert [one["itemIdentifier"] for one in failed] == told
    assert capsys.readouterr().out.count("handled record") == handled
    assert handler(given, None) == {"state": {"sum": 3}, "batchItemFailures": []}


def spelled(source, record, number):
    if source is Source.KINESIS:
        return {"kinesis": {"data": base64.b64encode(marked(record).encode()), "sequenceNumber": str(number)}}
    image = {name: attribute(value) for name, value in json.loads(marked(record)).items()}
    return {"dynamodb": {"NewImage": image, "SequenceNumber": str(number)}}
