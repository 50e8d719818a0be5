"""*Do it in AWS*: each handler behaves as its script says, and the script cleans up."""

import json
from typing import Any

import pytest

from sim.catalog import presets, scenario_of
from sim.draw.aws import cli, template
from sim.queue import Failure, How, Scenario, Send, run
from sim.queue.aws import sam, steps
from sim.queue.handler import code
from tests.sim.checks import lint
from tests.sim.tables import cases_of, scenario_in

GIVEN = {case["name"]: scenario_in("queue", case) for case in cases_of("queue")}


@pytest.mark.parametrize(
    "name", [name for n, name in enumerate(GIVEN) if n % 12 == 0 or "for a FIFO" in name or "poller" in name]
)
def test_a_case_as_a_template_passes_cfn_lint(name):
    assert lint(template(sam(scenario_of("queue", GIVEN[name])))) == []


def test_a_script_takes_the_learners_account_and_cleans_up():
    script = cli(steps(scenario_of("queue", presets("queue")["came-back"].scenario)))
    assert "us-east-1" not in script
    assert "words[@]//eu-west-1/$REGION" in script
    for made, gone in (
        ("create-queue", "delete-queue"),
        ("create-role", "delete-role"),
        ("create-function", "delete-function"),
    ):
        assert script.count(f" {made}") == script.count(f" {gone}")
    assert "AWS refuses this: 400 InvalidParameterValueException: Queue visibility timeout" in cli(
        steps(scenario_of("queue", presets("queue")["timeout-beyond-visibility"].scenario))
    )


@pytest.mark.parametrize("how", [how for how in How if how not in (How.TIMEOUT, How.CRASH, How.THROTTLE, How.NOT_JSON)])
@pytest.mark.parametrize("messages", [(), (2,)])
def test_the_handler_answers_as_the_simulator_says(how, messages):
    """The Python of the handler is run; what it keeps back is what the simulator keeps back."""
    scenario = Scenario(
        sends=(Send(count=3),),
        duration=1,
        failures=(Failure(messages=messages, first=1, how=how),),
        report_item_failures=True,
    )
    first = run(scenario).outcome.batch_list[0]
    came = _call(code(scenario), 3)
    wanted = json.loads(first.response)
    if how is How.RAISE:
        assert came is ValueError
    elif how in (How.WRONG_KEY, How.UNKNOWN_ID):
        assert [list(failure) for failure in came["batchItemFailures"]] == [
            list(failure) for failure in wanted["batchItemFailures"]
        ]
    else:
        assert came == wanted


def test_a_message_is_handled_once_the_script_is_through():
    scenario = Scenario(sends=(Send(),), duration=1, failures=(Failure(messages=(1,), first=2),))
    assert [_call(code(scenario), 1, receives) for receives in (1, 2, 3)] == [
        ValueError,
        ValueError,
        {"batchItemFailures": []},
    ]


def _call(text: str, count: int, receives: int = 1) -> Any:
    names: dict[str, Any] = {}
    exec(compile(text, "app.py", "exec"), names)  # our own handler, as Lambda would load it
    records = [
        {
            "messageId": f"00000000-0000-4000-8000-{number:012d}",
            "attributes": {"ApproximateReceiveCount": str(receives)},
            "messageAttributes": {"number": {"stringValue": str(number)}},
        }
        for number in range(1, count + 1)
    ]
    try:
        return names["handler"]({"Records": records}, None)
    except ValueError:
        return ValueError
