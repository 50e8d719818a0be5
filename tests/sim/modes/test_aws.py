"""*Do it in AWS*: the script takes down what it makes, and the handler fails where it should."""

import base64
import json
from types import SimpleNamespace

import pytest

from sim.catalog import presets, scenario_of
from sim.draw.aws import cli, template
from sim.modes import Scenario
from sim.modes.aws import sam, steps
from sim.modes.handler import code
from tests.sim.checks import lint
from tests.sim.tables import cases_of, scenario_in

GIVEN = {case["name"]: scenario_in("modes", case) for case in cases_of("modes")}


@pytest.mark.parametrize("name", [name for n, name in enumerate(GIVEN) if n % 8 == 3])
def test_a_case_as_a_template_passes_cfn_lint(name):
    assert lint(template(sam(scenario_of("modes", GIVEN[name])))) == []


@pytest.mark.parametrize("preset", presets("modes"))
def test_the_script_takes_down_what_it_makes(preset):
    script = cli(steps(scenario_of("modes", presets("modes")[preset].scenario)))
    for thing in ("queue", "role", "function", "stream"):
        assert script.count(f" create-{thing} ") == script.count(f" delete-{thing} ") > 0
    assert script.count("create-event-source-mapping") == 2
    assert script.count(" attach-role-policy") == script.count(" detach-role-policy")
    assert script.count(" put-role-policy") == script.count(" delete-role-policy")


def call(number: int) -> dict[str, object]:
    return {"event": number}


def messages(*numbers: int, receives: int = 1) -> dict[str, object]:
    attributes = {"ApproximateReceiveCount": str(receives)}
    return {
        "Records": [{"messageId": f"m{n}", "body": json.dumps({"event": n}), "attributes": attributes} for n in numbers]
    }


def records(*numbers: int) -> dict[str, object]:
    data = {n: base64.b64encode(json.dumps({"event": n}).encode()).decode() for n in numbers}
    return {"Records": [{"kinesis": {"data": data[n], "sequenceNumber": f"s{n}"}} for n in numbers]}


@pytest.fixture
def run_handler(tmp_path, monkeypatch):
    """The handler of a scenario, with a folder of its own for what it counts."""

    def begin(scenario: Scenario):
        space: dict[str, object] = {}
        exec(compile(code(scenario), "app.py", "exec"), space)  # the code is ours, and made here
        monkeypatch.setattr(space["time"], "sleep", lambda seconds: None)
        places = SimpleNamespace(Path=lambda *parts: tmp_path.joinpath(*parts[1:]))
        space["pathlib"] = places
        context = SimpleNamespace(aws_request_id="r1")
        return lambda event: space["handler"](event, context)

    return begin


@pytest.mark.parametrize("event", [call(2), messages(1, 2, 3), records(1, 2, 3)], ids=["call", "queue", "stream"])
def test_the_handler_raises_at_its_event_in_each_way(event, run_handler):
    with pytest.raises(ConnectionError):
        run_handler(Scenario(events=3, event=2))(event)


def test_the_handler_takes_the_other_events(run_handler):
    handler = run_handler(Scenario(events=3, event=2))
    assert handler(call(1)) == {"done": 1}
    assert handler(messages(1, 3)) == {"batchItemFailures": []}
    assert handler(records(1, 3)) == {"batchItemFailures": []}


def test_the_handler_fails_so_many_times(run_handler):
    handler = run_handler(Scenario(fails=2))
    for _ in range(2):
        with pytest.raises(ConnectionError):
            handler(call(1))
    assert handler(call(1)) == {"done": 1}
    with pytest.raises(ConnectionError):
        handler(messages(1, receives=2))
    assert handler(messages(1, receives=3)) == {"batchItemFailures": []}


def test_the_handler_names_what_failed_and_goes_on_in_a_queue_only(run_handler):
    handler = run_handler(Scenario(events=3, event=2, report_item_failures=True))
    assert handler(messages(1, 2, 3)) == {"batchItemFailures": [{"itemIdentifier": "m2"}]}
    assert handler(records(1, 2, 3)) == {"batchItemFailures": [{"itemIdentifier": "s2"}]}
    with pytest.raises(ConnectionError):
        handler(call(2))


def test_the_handler_is_out_until_the_moment_that_it_is_told(run_handler, monkeypatch):
    handler = run_handler(Scenario(outage_seconds=80, events=3))
    assert handler(call(1)) == {"done": 1}
    monkeypatch.setenv("OUT_UNTIL", "99999999999")
    with pytest.raises(ConnectionError):
        handler(call(3))


def test_an_outage_begins_in_the_script():
    assert "OUT_UNTIL=$(( $(date +%s) + 80 ))" in cli(steps(Scenario(outage_seconds=80)))
