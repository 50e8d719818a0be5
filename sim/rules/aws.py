"""*Do it in AWS*: the rules on a bus of their own, all of them to one queue, and the event put on the bus."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.draw.aws import ACCOUNT, REGION, ApiCall, Shell, Step, own
from sim.rules.run import run
from sim.rules.scenario import Judgement, RuleResult, Scenario

NAME = "coldstart-rules"
QUEUE_ARN = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{NAME}"
QUEUE_URL = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{NAME}"
RULES_ARN = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{NAME}/*"
MOST_TAKEN = 20
"""Rules that are taken along; a longer script helps nobody."""
RESERVED = "aws."
"""What no source of one's own may begin with: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html."""
_TAKEN = {Judgement.FIRED, Judgement.SILENT, Judgement.DISABLED}
_NAME = re.compile(r"[.\-_A-Za-z0-9]{1,64}")


@dataclass(frozen=True, slots=True)
class _Put:
    """A rule as it is made."""

    name: str
    pattern: str
    state: str


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: bus and queue, each rule with its target, the event, a look at what came, and everything taken down."""
    return tuple(_script(scenario))


def _script(scenario: Scenario) -> Iterator[Step]:
    rules, left = _chosen(scenario)
    event = _event(scenario.event)
    yield own()
    yield ApiCall("events", "CreateEventBus", {"Name": NAME})
    yield ApiCall("sqs", "CreateQueue", {"QueueName": NAME})
    allows = json.dumps(_policy(QUEUE_ARN, RULES_ARN))
    yield ApiCall("sqs", "SetQueueAttributes", {"QueueUrl": QUEUE_URL, "Attributes": {"Policy": allows}})
    if left:
        yield Shell(f"\n# {left}")
    for rule in rules:
        on = {"EventBusName": NAME}
        yield ApiCall("events", "PutRule", {"Name": rule.name, **on, "EventPattern": rule.pattern, "State": rule.state})
        yield ApiCall("events", "PutTargets", {"Rule": rule.name, **on, "Targets": [_target(rule, QUEUE_ARN)]})
    yield from _tried(rules, event)
    yield Shell("\n# Take it down again")
    for rule in rules:
        yield ApiCall("events", "RemoveTargets", {"Rule": rule.name, "EventBusName": NAME, "Ids": ["queue"]})
        yield ApiCall("events", "DeleteRule", {"Name": rule.name, "EventBusName": NAME})
    yield ApiCall("sqs", "DeleteQueue", {"QueueUrl": QUEUE_URL})
    yield ApiCall("events", "DeleteEventBus", {"Name": NAME})


def _tried(rules: tuple[_Put, ...], event: Mapping[str, Any]) -> Iterator[Step]:
    if event["source"].startswith(RESERVED):
        yield Shell(
            f'\n# Only AWS may put events whose source begins with "{RESERVED}", so each pattern is tried by itself.'
        )
        for rule in rules:
            tried = {"EventPattern": rule.pattern, "Event": json.dumps(event)}
            yield ApiCall("events", "TestEventPattern", tried)
        return
    entry = {
        "EventBusName": NAME,
        "Source": event["source"],
        "DetailType": event["detail-type"],
        "Detail": json.dumps(event["detail"]),
        "Resources": event["resources"],
    }
    yield Shell("\nsleep 30  # until the rules are known everywhere")
    yield ApiCall("events", "PutEvents", {"Entries": [entry]})
    yield Shell("\n# Which rules have fired? Each sends its name.")
    yield ApiCall("sqs", "ReceiveMessage", {"QueueUrl": QUEUE_URL, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 20})


def sam(scenario: Scenario) -> dict[str, Any]:
    """A template with the same bus, queue and rules."""
    rules, left = _chosen(scenario)
    told = "Rules on a bus of their own, and a queue that keeps what they send."
    policy = {"Queues": [{"Ref": "Queue"}], "PolicyDocument": _policy(_arn_of("Queue"), _rules_arn())}
    resources: dict[str, Any] = {
        "Bus": {"Type": "AWS::Events::EventBus", "Properties": {"Name": NAME}},
        "Queue": {"Type": "AWS::SQS::Queue"},
        "RulesMaySend": {"Type": "AWS::SQS::QueuePolicy", "Properties": policy},
    }
    for n, rule in enumerate(rules, 1):
        properties = {
            "Name": rule.name,
            "EventBusName": {"Ref": "Bus"},
            "State": rule.state,
            "EventPattern": json.JSONDecoder().raw_decode(rule.pattern.lstrip())[0],
            "Targets": [_target(rule, _arn_of("Queue"))],
        }
        resources[f"Rule{n}"] = {"Type": "AWS::Events::Rule", "Properties": properties}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"{told} {left}".strip()[:1000],
        "Resources": resources,
        "Outputs": {"QueueUrl": {"Value": {"Ref": "Queue"}}},
    }


def _chosen(scenario: Scenario) -> tuple[tuple[_Put, ...], str]:
    """The rules that are taken along, and what is to be said of the others."""
    results = run(scenario).outcome.results
    fit = [result for result in results if result.outcome in _TAKEN and result.pattern]
    others = len(results) - len(fit)
    told = (
        [f"{others:,} of the rules cannot be made here: refused, scheduled, replaced or not yet known."]
        if others
        else []
    )
    if len(fit) > MOST_TAKEN:
        told.append(f"These are the first {MOST_TAKEN} of {len(fit):,} rules.")
    return tuple(_puts(fit[:MOST_TAKEN])), " ".join(told)


def _puts(results: list[RuleResult]) -> Iterator[_Put]:
    taken: set[str] = set()
    for n, result in enumerate(results, 1):
        good = _NAME.fullmatch(result.name) and result.name not in taken
        name = result.name if good else f"coldstart-{n}"
        taken.add(name)
        yield _Put(name, result.pattern, result.state)


def _target(rule: _Put, queue: Any) -> dict[str, Any]:
    return {"Id": "queue", "Arn": queue, "Input": json.dumps({"fired": rule.name})}


def _event(text: str) -> dict[str, Any]:
    """The event with all that PutEvents and TestEventPattern want; what is missing or of the wrong kind is filled in."""
    envelope: dict[str, Any] = {
        "id": "7f2c0d7e-5b1a-4f6e-9c3d-2a1b4c5d6e7f",
        "detail-type": "Something happened",
        "source": "coldstart.lab",
        "account": ACCOUNT,
        "time": "2026-11-23T12:00:00Z",
        "region": REGION,
        "resources": [],
        "detail": {},
    }
    try:
        given, _ = json.JSONDecoder().raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        given = {}
    if isinstance(given, dict):
        envelope |= {name: value for name, value in given.items() if type(value) is type(envelope.get(name, value))}
    envelope["resources"] = [one for one in envelope["resources"] if isinstance(one, str)]
    return envelope


def _policy(queue: Any, rules: Any) -> dict[str, Any]:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue,
        "Condition": {"ArnLike": {"aws:SourceArn": rules}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _arn_of(resource: str) -> dict[str, Any]:
    """Made anew for each place, so that the template has no aliases."""
    return {"Fn::GetAtt": [resource, "Arn"]}


def _rules_arn() -> dict[str, Any]:
    return {"Fn::Sub": "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${Bus}/*"}
