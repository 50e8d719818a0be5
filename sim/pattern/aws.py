"""*Do it in AWS*: ask the service for its verdict, then make the rule and see whether the event comes through it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sim.draw.aws import ACCOUNT, REGION, ApiCall, Shell, Step, own
from sim.pattern.events import event_of_text
from sim.pattern.faults import EventError, PatternError
from sim.pattern.pattern import compile_pattern
from sim.pattern.scenario import Scenario

NAME = "coldstart-pattern"
QUEUE_ARN = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{NAME}"
QUEUE_URL = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{NAME}"
RULE_ARN = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{NAME}"
ENVELOPE: Mapping[str, Any] = {
    "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
    "detail-type": "Lab",
    "source": "coldstart.lab",
    "account": ACCOUNT,
    "time": "2026-11-23T08:15:30Z",
    "region": REGION,
    "resources": [],
}
"""What TestEventPattern asks of every event: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html."""
LONGEST = 4096
"""Characters of a pattern that the API takes."""
LONGEST_COMMAND = 100_000
"""Characters of an event that fit into one line of a shell."""
REFUSED = "# The pattern is refused: the calls that name it fail with InvalidEventPatternException."
TOO_LONG = "# The event is too long for a command line; an empty detail takes its place."
NO_EVENT = "# The event is no JSON object; one with nothing but an envelope takes its place."
FROM_AWS = "# Nobody but AWS may send events from aws.*: the entry takes source {source} instead.\n# A rule that names the true source stays silent."


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: the verdict of the service, a rule with a queue as its target, the event, a look, everything taken down."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    event, remark = _event(scenario)
    yield own()
    if remark:
        yield Shell(remark)
    yield from _warning(scenario)
    test = {"EventPattern": scenario.pattern[:LONGEST], "Event": json.dumps(event)}
    yield ApiCall("events", "TestEventPattern", test)
    yield Shell("\n# A rule with this pattern, and a queue that keeps what it lets through")
    yield ApiCall("sqs", "CreateQueue", {"QueueName": NAME})
    attributes = {"QueueUrl": QUEUE_URL, "Attributes": {"Policy": json.dumps(_policy(RULE_ARN, QUEUE_ARN))}}
    yield ApiCall("sqs", "SetQueueAttributes", attributes)
    yield ApiCall("events", "PutRule", {"Name": NAME, "EventPattern": scenario.pattern[:LONGEST]})
    yield ApiCall("events", "PutTargets", {"Rule": NAME, "Targets": [{"Id": "queue", "Arn": QUEUE_ARN}]})
    yield Shell("sleep 60  # until the rule is at work")
    if str(event["source"]).startswith("aws."):
        yield Shell(FROM_AWS.format(source=_source(event)))
    yield ApiCall("events", "PutEvents", {"Entries": [_entry(event)]})
    yield Shell("\n# What came?")
    yield ApiCall("sqs", "ReceiveMessage", {"QueueUrl": QUEUE_URL, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 20})
    yield Shell("\n# Take it down again")
    yield ApiCall("events", "RemoveTargets", {"Rule": NAME, "Ids": ["queue"]})
    yield ApiCall("events", "DeleteRule", {"Name": NAME})
    yield ApiCall("sqs", "DeleteQueue", {"QueueUrl": QUEUE_URL})


def _warning(scenario: Scenario) -> Iterator[Step]:
    if refused(scenario):
        yield Shell(REFUSED)
    elif len(scenario.pattern) > LONGEST:
        yield Shell(
            f"# The pattern is longer than {LONGEST:,} characters and cut off here; the calls that name it fail."
        )


def refused(scenario: Scenario) -> bool:
    """Whether AWS refuses the pattern."""
    try:
        compile_pattern(scenario.pattern)
    except PatternError:
        return True
    return False


def _event(scenario: Scenario) -> tuple[dict[str, Any], str]:
    """The event with a whole envelope, and a remark if another had to take its place."""
    try:
        event_of_text(scenario.event)
        event, _ = json.JSONDecoder().raw_decode(scenario.event.lstrip())
        text = json.dumps(event, allow_nan=False)
    except (EventError, ValueError, RecursionError):
        return {**ENVELOPE, "detail": {}}, NO_EVENT
    if len(text) > LONGEST_COMMAND:
        return {**ENVELOPE, "detail": {}}, TOO_LONG
    return {**ENVELOPE, **event}, ""


def _source(event: Mapping[str, Any]) -> str:
    source = str(event["source"])
    return f"my.{source.removeprefix('aws.')}" if source.startswith("aws.") else source


def _entry(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event as PutEvents takes it: id, account, time and region come from the service."""
    resources = event["resources"]
    detail = event.get("detail")
    return {
        "Source": _source(event) or "coldstart.lab",
        "DetailType": str(event["detail-type"]) or "Lab",
        "Detail": json.dumps(detail if isinstance(detail, dict) else {}),
        "Resources": [str(one) for one in resources] if isinstance(resources, list) else [],
    }


def _policy(rule: Any, queue: Any) -> dict[str, Any]:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue,
        "Condition": {"ArnEquals": {"aws:SourceArn": rule}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def sam(scenario: Scenario) -> dict[str, Any]:
    """A template with the same rule. A pattern that AWS refuses is left to a parameter of the template, to be put right there."""
    body: dict[str, Any] = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "A rule with an event pattern, and a queue that keeps what it lets through.",
    }
    pattern = _pattern(scenario)
    if pattern is None:
        told = "AWS refuses the lab's pattern. This rule takes events from one source instead."
        body["Parameters"] = {"Source": {"Type": "String", "Default": "coldstart.lab", "Description": told}}
        pattern = {"source": [{"Ref": "Source"}]}
    target = {"Id": "queue", "Arn": _arn_of("Queue")}
    policy = _policy(_arn_of("Rule"), _arn_of("Queue"))
    allows = {"Queues": [{"Ref": "Queue"}], "PolicyDocument": policy}
    body["Resources"] = {
        "Queue": {"Type": "AWS::SQS::Queue"},
        "Rule": {"Type": "AWS::Events::Rule", "Properties": {"EventPattern": pattern, "Targets": [target]}},
        "RuleMaySend": {"Type": "AWS::SQS::QueuePolicy", "Properties": allows},
    }
    body["Outputs"] = {"QueueUrl": {"Value": {"Ref": "Queue"}}}
    return body


def _pattern(scenario: Scenario) -> Any:
    """The pattern as an object; None if AWS refuses it, or a template cannot say it."""
    if refused(scenario):
        return None
    try:
        pattern, _ = json.JSONDecoder().raw_decode(scenario.pattern.lstrip())
        json.dumps(pattern, allow_nan=False)
    except (ValueError, RecursionError):
        return None
    return pattern


def _arn_of(resource: str) -> dict[str, Any]:
    """Made anew for each place, so that the template has no aliases."""
    return {"Fn::GetAtt": [resource, "Arn"]}
