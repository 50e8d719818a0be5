"""``routing`` against the API's model, and beyond its table of cases."""

import json

import botocore.session
import pytest

from sim.catalog import presets, scenario_of
from sim.facts import Confidence, facts
from sim.routing import run
from sim.routing.arns import ALIAS_PATTERN, NAME_PATTERN, VERSION_PATTERN, function_arn, target_of
from sim.routing.options import OPERATIONS, PASSED_OVER, WAITERS, Kind, command_of
from sim.routing.playing import HANDLERS, played
from tests.sim.checks import model_of
from tests.sim.routing.writing import ARN, text_of, written
from tests.sim.tables import cases_of

CASES = cases_of("routing")
MODEL = model_of("lambda")


@pytest.mark.parametrize("preset", presets("routing"))
def test_every_line_of_a_preset_is_read(preset):
    assert run(scenario_of("routing", presets("routing")[preset].scenario)).outcome.unread == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_refused_call_leaves_the_very_same_world(case):
    before = None
    for one in played(scenario_of("routing", written(case["scenario"]))):
        if before is not None and (one.answer is None or one.answer.is_refused):
            assert one.world is before
        before = one.world


@pytest.mark.parametrize("operation", OPERATIONS)
def test_options_are_spelled_as_the_api_has_them(operation):
    shape = MODEL.operation_model(operation).input_shape
    kinds = {
        Kind.TEXT: {"string", "blob"},
        Kind.WHOLE: {"integer"},
        Kind.FLAG: {"boolean"},
        Kind.WORDS: {"list"},
        Kind.SHAPE: {"structure", "map"},
        Kind.FILE: {"blob"},
    }
    required = {option.parameter for option in OPERATIONS[operation].values() if option.required}
    assert set(shape.required_members) - {"Code"} <= required
    for name, option in OPERATIONS[operation].items():
        assert name == command_of(option.parameter)
        if (operation, option.parameter) != ("CreateFunction", "ZipFile"):
            assert shape.members[option.parameter].type_name in kinds[option.kind]


def test_patterns_are_those_of_the_api():
    shapes = MODEL.shape_for
    assert shapes("Alias").metadata["pattern"] == ALIAS_PATTERN
    assert shapes("VersionWithLatestPublished").metadata["pattern"] == VERSION_PATTERN
    assert shapes("NamespacedFunctionName").metadata["pattern"] == NAME_PATTERN


def test_waiters_are_those_of_the_api():
    known = {command_of(name) for name in botocore.session.get_session().get_waiter_model("lambda").waiter_names}
    assert set(WAITERS) <= known
    assert not set(PASSED_OVER) & {name for table in OPERATIONS.values() for name in table}


def test_statuses_of_success_are_those_of_the_api():
    """Of the calls that the tables see answered well; a version deleted answers 204, as was measured."""
    seen = {}
    for case in CASES:
        for result in run(scenario_of("routing", written(case["scenario"]))).outcome.results:
            if result.verdict == "done" and result.operation != "Wait":
                seen.setdefault(result.operation, set()).add(result.status)
    assert set(seen) >= set(OPERATIONS) - {
        "GetFunctionConfiguration",
        "GetProvisionedConcurrencyConfig",
        "DeleteProvisionedConcurrencyConfig",
        "GetFunctionEventInvokeConfig",
        "DeleteFunctionEventInvokeConfig",
        "GetPolicy",
        "RemovePermission",
        "GetAlias",
        "ListVersionsByFunction",
    }
    for operation, statuses in seen.items():
        documented = MODEL.operation_model(operation).http["responseCode"]
        assert statuses <= {documented} | {"Invoke": {202, 204}, "DeleteFunction": {204}}.get(operation, set())


def test_every_operation_has_a_handler():
    assert set(HANDLERS) == {*OPERATIONS, "Wait"}


def test_facts_of_answers_exist_and_are_sure_enough():
    found = {
        one.answer.fact
        for case in CASES
        for one in played(scenario_of("routing", written(case["scenario"])))
        if one.answer and one.answer.fact
    }
    assert found
    assert all(facts()[fact].confidence is not Confidence.LOW for fact in found)


@pytest.mark.parametrize(
    ("text", "arn"),
    [
        ("reserve-seat", ARN),
        ("reserve-seat:prod", f"{ARN}:prod"),
        ("reserve-seat:$LATEST", f"{ARN}:$LATEST"),
        ("function:reserve-seat", ARN),
        ("111122223333:function:reserve-seat:7", f"{ARN}:7"),
        (ARN, ARN),
        (f"{ARN}:prod", f"{ARN}:prod"),
    ],
)
def test_a_name_in_any_form_names_the_same_function(text, arn):
    target = target_of(text)
    assert (target.arn, target.plain_arn) == (arn, ARN)
    assert function_arn(target.name, target.qualifier) == arn


@pytest.mark.parametrize("text", ["", "a b", "x" * 65, "a:b:c", "arn:aws:s3:::bucket", "reserve-seat:", "läufer"])
def test_what_names_no_function_is_none(text):
    assert target_of(text) is None


def test_an_answer_shows_what_the_api_shows():
    lines = text_of(["{new} --environment Variables={A=1}", "{publish} --description x", "get-function {f}:1"])
    body = json.loads(run(scenario_of("routing", {"calls": lines})).outcome.results[2].body)["Configuration"]
    assert (body["Version"], body["FunctionArn"], body["Description"]) == ("1", f"{ARN}:1", "x")
    assert body["Environment"] == {"Variables": {"A": "1"}}
    members = MODEL.shape_for("FunctionConfiguration").members
    assert set(body) <= set(members)


def test_a_revision_id_that_was_read_is_taken():
    calls = ["{new}", "{publish}", "{prod}", "get-alias {f} --name prod", "get-function-configuration {f}"]
    results = run(scenario_of("routing", {"calls": text_of(calls)})).outcome.results
    alias, function = (json.loads(result.body)["RevisionId"] for result in results[3:])
    calls += [
        f"update-alias {{f}} --name prod --description x --revision-id {alias}",
        f"{{v2}} --revision-id {function}",
    ]
    outcome = run(scenario_of("routing", {"calls": text_of(calls)})).outcome
    assert (outcome.refused, outcome.functions[0].latest.code) == (0, "v2")
    again = [*calls, f"update-alias {{f}} --name prod --description y --revision-id {alias}"]
    assert run(scenario_of("routing", {"calls": text_of(again)})).outcome.last_answer == "PreconditionFailedException"
