"""*Do it in AWS*: it touches nothing that was there, and writes policies as they can be written."""

import pytest

from sim.catalog import presets, scenario_of
from sim.draw.aws import template
from sim.permission.aws import sam, steps
from tests.sim.checks import calls_in, named_in
from tests.sim.permission.writing import written
from tests.sim.tables import cases_of, scenario_in

GIVEN = {case["name"]: scenario_in("permission", case) for case in cases_of("permission")}


@pytest.mark.parametrize("name", GIVEN)
def test_calls_of_a_case_touch_nothing_that_was_there(name):
    calls = calls_in(steps(scenario_of("permission", GIVEN[name])))
    assert len(calls) > 5
    for call in calls:
        given = call.parameters
        named = [given[key] for key in ("FunctionName", "RoleName", "ResourceArn", "PolicySourceArn") if key in given]
        assert named
        assert all(text.replace("/", ":").split(":")[-1].startswith("coldstart-") for text in named)


@pytest.mark.parametrize("name", GIVEN)
def test_the_template_names_only_resources_that_it_has(name):
    body = sam(scenario_of("permission", GIVEN[name]))
    assert template(body)
    for resource in named_in(body):
        assert resource in body["Resources"]


def test_what_add_permission_cannot_write_is_written_whole():
    def operations(**scenario):
        return [call.operation for call in calls_in(steps(scenario_of("permission", written(scenario))))]

    allow = {
        "Sid": "A",
        "Effect": "Allow",
        "Principal": {"AWS": "111122223333"},
        "Action": "lambda:InvokeFunction",
        "Resource": "{F}",
    }
    assert operations(resource=[allow]).count("AddPermission") == 1
    whole = operations(resource=[allow, allow | {"Sid": "D", "Effect": "Deny"}])
    assert ("AddPermission" in whole, whole.count("PutResourcePolicy")) == (False, 1)


def test_a_call_of_an_alias_makes_the_alias_first():
    scenario = scenario_of("permission", presets("permission")["partner-both-sides"].scenario)
    calls = [call.operation for call in calls_in(steps(scenario))]
    assert (
        calls.index("PublishVersion")
        < calls.index("CreateAlias")
        < calls.index("AddPermission")
        < calls.index("Invoke")
    )
