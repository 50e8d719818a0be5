"""*Do it in AWS*: it touches only what is its own, and the handler does as told."""

import pytest

from sim.catalog import scenario_of
from sim.draw.aws import cli
from sim.invocation.aws import sam, steps
from sim.invocation.handler_code import code, script_of
from tests.sim.checks import calls_in, named_in
from tests.sim.tables import cases_of, scenario_in

GIVEN = {case["name"]: scenario_in("invocation", case) for case in cases_of("invocation")}


@pytest.mark.parametrize("name", GIVEN)
def test_calls_of_a_case_touch_only_what_is_their_own(name):
    for call in calls_in(steps(scenario_of("invocation", GIVEN[name]))):
        given = call.parameters
        own = [given[key] for key in ("FunctionName", "RoleName", "QueueName", "QueueUrl") if key in given]
        assert all(text.rpartition("/")[2].startswith("coldstart-") for text in own)


@pytest.mark.parametrize("name", GIVEN)
def test_the_template_names_only_resources_that_it_has(name):
    body = sam(scenario_of("invocation", GIVEN[name]))
    for resource in named_in(body):
        assert resource in body["Resources"]


def test_the_handler_follows_its_script_run_by_run(tmp_path):
    scenario = scenario_of("invocation", {"invokes": [{}], "function": {"duration": 1}})
    source = code(scenario).replace('"/tmp"', repr(str(tmp_path)))
    space: dict[str, object] = {}
    exec(compile(source, "app.py", "exec"), space)
    context = type("Context", (), {"aws_request_id": "one"})
    event = {"script": ["raise", "ok"]}
    with pytest.raises(ConnectionError, match="no mail server answered"):
        space["handler"](event, context)
    assert space["handler"](event, context) == {"confirmed": True}
    assert space["handler"]({"seat": "A7"}, type("Context", (), {"aws_request_id": "two"})) == {"confirmed": True}


def test_what_only_lambda_can_do_is_not_in_the_script():
    given = {"invokes": [{}], "script": [{"attempts": ["throttle", "raise", "lost"]}]}
    scenario = scenario_of("invocation", given)
    assert script_of(scenario, 1) == ["raise", "ok"]
    assert "# Throttles, errors of Lambda itself and lost connections cannot be ordered" in cli(steps(scenario))
