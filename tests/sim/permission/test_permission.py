"""``permission`` beyond its table of cases."""

import json

import pytest

from sim.catalog import scenario_of
from sim.permission import run
from tests.sim.permission.writing import ARN, written
from tests.sim.tables import cases_of

CASES = cases_of("permission")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_hint_lets_the_call_in_and_nothing_of_it_can_be_spared(case):
    scenario = written(case["scenario"])
    outcome = run(scenario_of("permission", scenario)).outcome
    if outcome.verdict != "denied":
        assert outcome.hint == ""
        return
    assert outcome.hint
    mended = {
        name: getattr(outcome, f"mended_{name}")
        for name in ("identity", "resource", "trust")
        if getattr(outcome, f"mended_{name}")
    }
    if scenario.get("qualifier") == "$LATEST":
        assert not mended
        return
    assert run(scenario_of("permission", scenario | mended)).outcome.allowed == 1
    for name, after in mended.items():
        statements = json.loads(after)["Statement"]
        before = json.loads(scenario.get(name) or '{"Statement": []}')["Statement"]
        for n in range(len(before), len(statements)):
            fewer = json.dumps({"Statement": statements[:n] + statements[n + 1 :]})
            assert run(scenario_of("permission", scenario | mended | {name: fewer})).outcome.allowed == 0


def test_every_way_of_calling_has_cases():
    ways = [written(case["scenario"]).get("via", "api") for case in CASES]
    assert all(ways.count(way) >= 7 for way in ("api", "service", "role", "mapping", "url"))
    assert len(CASES) >= 60


def test_warnings_name_their_statement():
    statement = {"Sid": "Door", "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": ARN}
    outcome = run(scenario_of("permission", written({"resource": [statement]}))).outcome
    assert outcome.warnings == (
        "Resource policy: Door lets in everybody, of every AWS account and without one. Name who is meant, or add a condition.",
        "Resource policy: Door allows *, which is far more than lambda:InvokeFunction. Name the actions.",
    )
