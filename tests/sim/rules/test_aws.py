"""*Do it in AWS* for books that no preset has."""

import json

from sim.draw.aws import Shell, cli, template
from sim.rules import Scenario
from sim.rules.aws import MOST_TAKEN, sam, steps
from tests.bench.rulesets import rules
from tests.sim.checks import calls_in, faults_in, lint

ORDER = '{"source": "shop.orders", "detail-type": "OrderPlaced", "detail": {"total": 5}}'
BOOKS = {
    "nothing": "",
    "many": "{" + ",".join(f'"r{n}": {pattern}' for n, pattern in enumerate(rules(1, 100))) + "}",
    "odd names": json.dumps({"": {"a": ["b"]}, "my rule": {"a": ["c"]}, "x" * 80: {"a": [1.5]}}),
    "one name on two buses": '[{"Name": "a", "EventPattern": {"a": [1]}}, {"Name": "a", "EventBusName": "b", "EventPattern": {"a": [1]}}]',
    "more behind the pattern": '{"a": "{\\"source\\": [\\"shop.orders\\"]} and more"}',
    "nothing but refused": '{"a": {}}',
}
EVENTS = [
    ORDER,
    "",
    "[]",
    '{"source": 5, "resources": [1, "arn:x"], "detail": []}',
    '{"source": "aws.s3", "detail": {}}',
]


def test_what_is_generated_passes_the_api_model_and_cfn_lint():
    for book in BOOKS.values():
        for event in EVENTS:
            assert faults_in(steps(Scenario(book=book, event=event))) == ""
        assert lint(template(sam(Scenario(book=book, event=ORDER)))) == []


def test_every_rule_that_is_made_is_taken_down_again_and_a_large_book_is_cut():
    calls = calls_in(steps(Scenario(book=BOOKS["many"], event=ORDER)))
    made = [call.parameters["Name"] for call in calls if call.operation == "PutRule"]
    assert len(made) == len(set(made)) == MOST_TAKEN
    assert [call.parameters["Name"] for call in calls if call.operation == "DeleteRule"] == made
    assert "# These are the first 20 of 100 rules." in cli(steps(Scenario(book=BOOKS["many"], event=ORDER)))


def test_an_event_that_only_aws_may_put_is_tried_pattern_by_pattern():
    told = steps(Scenario(book=BOOKS["odd names"], event='{"source": "aws.s3", "detail": {}}'))
    operations = [call.operation for call in calls_in(told)]
    assert operations.count("TestEventPattern") == 3
    assert "PutEvents" not in operations
    assert any(isinstance(step, Shell) and 'begins with "aws."' in step.line for step in told)
