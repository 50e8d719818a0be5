"""*Do it in AWS*: what it makes behaves as the scenario says, and touches nothing that was there."""

import pytest

from sim.bus.aws import sam, steps
from sim.catalog import scenario_of
from sim.draw.aws import cli, template
from tests.sim.checks import calls_in, named_in
from tests.sim.tables import cases_of, scenario_in

GIVEN = {case["name"]: scenario_in("bus", case) for case in cases_of("bus")}


@pytest.mark.parametrize("name", GIVEN)
def test_the_template_names_only_resources_that_it_has(name):
    body = sam(scenario_of("bus", GIVEN[name]))
    text = template(body)
    for line in text.splitlines():
        if line.strip().startswith("- ") and "Fn::GetAtt" not in line:
            continue
        assert "None" not in line.split()
    for resource in named_in(body):
        assert resource in body["Resources"]


def test_what_the_target_behaves_like_is_made_so_in_aws():
    rules = [
        {"name": "a", "pattern": '{"source": ["s"]}', "targets": [{"id": "f", "behaviour": "gone", "dlq": "denied"}]}
    ]
    put = [{"entries": [{"source": "s", "detail_type": "t", "detail": "{}"}]}]
    script = cli(steps(scenario_of("bus", {"puts": put, "rules": rules})))
    assert script.index("delete-queue") < script.index("put-events") < script.index("receive-message")
    assert "# coldstart-f-dlq gets no policy" in script


@pytest.mark.parametrize("name", GIVEN)
def test_nothing_that_was_there_before_is_touched(name):
    """Whatever a call makes, changes or takes down carries the prefix; only the default bus is used as it is."""
    for call in calls_in(steps(scenario_of("bus", GIVEN[name]))):
        if call.operation in ("PutEvents", "StartReplay"):
            continue
        given = call.parameters
        keys = ("QueueName", "QueueUrl", "ArchiveName", "RoleName")
        keys += ("Name",) if call.operation in ("PutRule", "DeleteRule", "CreateEventBus", "DeleteEventBus") else ()
        keys += ("Rule",) if call.operation in ("PutTargets", "RemoveTargets") else ()
        keys += ("EventBusName",) if call.operation == "PutPermission" else ()
        told = [given[key] for key in keys if key in given]
        assert told
        assert all(text.rpartition("/")[2].startswith("coldstart-") for text in told)
