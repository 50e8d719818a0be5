"""Filters of event source mappings, and the errors of their API."""

import json

import pytest

from sim.facts import facts
from sim.mapping import errors
from sim.mapping.errors import INVALID_FILTER, ApiError
from sim.mapping.filters import LONGEST_PATTERN, Filters, compile_filters

ROWS = [
    ('{"body": {"seats": [2]}}', '{"seats": 2}', True),
    ('{"body": {"seats": [2]}}', '{"seats": 3}', False),
    ('{"body": {"seats": [{"numeric": [">", 10]}]}}', '{"seats": 12}', True),
    ('{"body": {"seats": [{"exists": false}]}}', '{"hall": 1}', True),
    ('{"body": {"seats": [{"exists": false}]}}', "two seats", False),
    ('{"body": {"seats": [2]}}', "two seats", False),
    ('{"body": ["two seats"]}', "two seats", True),
    ('{"body": [{"prefix": "two"}]}', "two seats", True),
    ('{"body": ["two seats"]}', '{"seats": 2}', False),
    ('{"body": [{"exists": true}]}', '{"seats": 2}', False),
    ('{"body": {"a": {"b": ["c"]}}}', '{"a": {"b": "c"}}', True),
    ('{"body": {"$or": [{"a": [1]}, {"b": [1]}]}}', '{"b": 1}', True),
]


@pytest.mark.parametrize(("pattern", "body", "passes"), ROWS)
def test_a_filter_looks_at_the_body_in_the_form_that_it_asks_for(pattern, body, passes):
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html"""
    assert filters(pattern).passes({"body": body}) is passes


def test_one_pattern_of_several_is_enough_and_none_lets_all_pass():
    two = filters('{"body": {"a": [1]}}', '{"body": {"a": [2]}}')
    assert [two.passes({"body": json.dumps({"a": n})}) for n in (1, 2, 3)] == [True, True, False]
    assert filters().passes({"body": "anything"})


def test_a_record_without_content_is_looked_at_as_it_is():
    found = compile_filters(['{"eventName": ["INSERT"]}'], "")
    assert isinstance(found, Filters)
    assert [found.passes({"eventName": name}) for name in ("INSERT", "REMOVE")] == [True, False]


def test_a_pattern_beside_the_content_does_not_care_for_its_form():
    found = compile_filters(['{"partitionKey": ["1"]}'], "data")
    assert isinstance(found, Filters)
    assert found.passes({"partitionKey": "1", "data": "plain"})
    assert found.passes({"partitionKey": "1", "data": "{}"})


@pytest.mark.parametrize(
    "pattern", ["", "{", "[]", "{}", '{"body": "a"}', '{"body": [{"preffix": "a"}]}', '{"body": []}']
)
def test_a_pattern_that_is_none_is_refused_in_aws_words(pattern):
    assert compile_filters([pattern], "body") == INVALID_FILTER
    assert str(INVALID_FILTER) == "400 InvalidParameterValueException: Invalid filter pattern definition."


def test_there_are_at_most_five_of_at_most_4096_characters():
    fine = '{"body": ["' + "a" * (LONGEST_PATTERN - 14) + '"]}'
    assert len(fine) == LONGEST_PATTERN
    assert isinstance(compile_filters([fine] * 5, "body"), Filters)
    for problem in (compile_filters([fine] * 6, "body"), compile_filters([fine + " "], "body")):
        assert isinstance(problem, ApiError)
        assert not problem.seen


def test_errors_rest_on_facts_that_exist_and_have_aws_form():
    known = [value for value in vars(errors).values() if isinstance(value, ApiError)]
    known += [
        errors.out_of_range("batchSize", 0, 1, 10_000),
        errors.out_of_range("batchSize", 10_001, 1, 10_000),
        errors.null_field("startingPosition"),
        errors.starting_position_unsupported("arn"),
        errors.stream_not_found("arn"),
        errors.role_may_not("ReceiveMessage", "SQS"),
        errors.visibility_too_short(60, 300),
        errors.duplicate_queue_mapping("arn", "f", "uuid"),
        errors.duplicate_stream_mapping("arn", "f", "uuid"),
        errors.in_transition("Creating"),
        errors.not_recorded("ours"),
    ]
    for error in known:
        assert error.status in (400, 404, 409)
        assert error.code.endswith("Exception")
        assert not error.fact or error.fact in facts()
    assert str(errors.visibility_too_short(60, 300)) == (
        "400 InvalidParameterValueException: Queue visibility timeout: 60 seconds is less than Function timeout: 300 seconds"
    )
    assert errors.out_of_range("batchSize", 10_001, 1, 10_000).message == (
        "1 validation error detected: Value '10001' at 'batchSize' failed to satisfy constraint: "
        "Member must have value less than or equal to 10000"
    )


def filters(*patterns: str) -> Filters:
    found = compile_filters(patterns, "body")
    assert isinstance(found, Filters)
    return found
