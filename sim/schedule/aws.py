"""*Do it in AWS*: the schedule of the scenario, and a queue that keeps what it sends."""

import json
from collections.abc import Iterator
from typing import Any

from sim.draw.aws import ACCOUNT, REGION, ApiCall, Shell, Step, own, trusting
from sim.schedule.expression import ExpressionError, parse
from sim.schedule.scenario import Scenario, Service, moment_of

SERVICE = "scheduler.amazonaws.com"
NAME = "coldstart-schedule"
QUEUE_ARN = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{NAME}"
QUEUE_URL = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{NAME}"
RULE_ARN = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{NAME}"
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/{NAME}"
REFUSED = "# AWS refuses this expression: the call that names it fails with ValidationException."


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: a queue, the schedule that sends to it, a look at what came, and everything taken down."""
    return tuple(_rule(scenario) if scenario.service is Service.RULE else _schedule(scenario))


def _rule(scenario: Scenario) -> Iterator[Step]:
    policy = _policy("events.amazonaws.com", RULE_ARN, Resource=QUEUE_ARN)
    yield own()
    yield ApiCall("sqs", "CreateQueue", {"QueueName": NAME})
    attributes = {"QueueUrl": QUEUE_URL, "Attributes": {"Policy": json.dumps(policy)}}
    yield ApiCall("sqs", "SetQueueAttributes", attributes)
    yield from _warning(scenario)
    yield ApiCall("events", "PutRule", {"Name": NAME, "ScheduleExpression": scenario.expression})
    yield ApiCall("events", "PutTargets", {"Rule": NAME, "Targets": [{"Id": "queue", "Arn": QUEUE_ARN}]})
    yield from _look()
    yield ApiCall("events", "RemoveTargets", {"Rule": NAME, "Ids": ["queue"]})
    yield ApiCall("events", "DeleteRule", {"Name": NAME})
    yield ApiCall("sqs", "DeleteQueue", {"QueueUrl": QUEUE_URL})


def _schedule(scenario: Scenario) -> Iterator[Step]:
    yield own()
    yield ApiCall("sqs", "CreateQueue", {"QueueName": NAME})
    role = {"RoleName": NAME, "AssumeRolePolicyDocument": json.dumps(trusting(SERVICE))}
    yield ApiCall("iam", "CreateRole", role)
    sends = {"RoleName": NAME, "PolicyName": "send", "PolicyDocument": json.dumps(_sends(QUEUE_ARN))}
    yield ApiCall("iam", "PutRolePolicy", sends)
    yield Shell("sleep 10  # until the role is known everywhere")
    yield from _warning(scenario)
    target = {"Arn": QUEUE_ARN, "RoleArn": ROLE_ARN, "Input": json.dumps({"from": "the schedule"})}
    yield ApiCall("scheduler", "CreateSchedule", {"Name": NAME, **_settings(scenario), "Target": target})
    yield from _look()
    yield ApiCall("scheduler", "DeleteSchedule", {"Name": NAME})
    yield ApiCall("iam", "DeleteRolePolicy", {"RoleName": NAME, "PolicyName": "send"})
    yield ApiCall("iam", "DeleteRole", {"RoleName": NAME})
    yield ApiCall("sqs", "DeleteQueue", {"QueueUrl": QUEUE_URL})


def _look() -> Iterator[Step]:
    yield Shell("\n# After the next firing: what came?")
    yield ApiCall("sqs", "ReceiveMessage", {"QueueUrl": QUEUE_URL, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 20})
    yield Shell("\n# Take it down again")


def _warning(scenario: Scenario) -> Iterator[Step]:
    if refused(scenario):
        yield Shell(REFUSED)


def refused(scenario: Scenario) -> bool:
    """Whether AWS refuses the expression."""
    try:
        parse(scenario.expression, scenario.service)
    except ExpressionError:
        return True
    return False


def _settings(scenario: Scenario) -> dict[str, Any]:
    """What CreateSchedule and the template say alike."""
    window: dict[str, Any] = {"Mode": "OFF"}
    if scenario.window_minutes:
        window = {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": scenario.window_minutes}
    dates = {"StartDate": scenario.start_date, "EndDate": scenario.end_date}
    return {
        "ScheduleExpression": scenario.expression,
        "ScheduleExpressionTimezone": scenario.zone,
        "FlexibleTimeWindow": window,
        **{name: f"{moment_of(name, text):%Y-%m-%dT%H:%M:%S}Z" for name, text in dates.items() if text},
    }


def _policy(service: str, source: Any, **where: Any) -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sqs:SendMessage", **where}
    statement["Condition"] = {"ArnEquals": {"aws:SourceArn": source}}
    return {"Version": "2012-10-17", "Statement": [statement]}


def _sends(queue: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queue}]}


def _arn_of(resource: str) -> dict[str, Any]:
    """Made anew for each place, so that the template has no aliases."""
    return {"Fn::GetAtt": [resource, "Arn"]}


def sam(scenario: Scenario) -> dict[str, Any]:
    """A template with the same schedule. An expression that AWS refuses is its parameter, to be put right there."""
    resources: dict[str, Any] = {"Queue": {"Type": "AWS::SQS::Queue"}}
    body: dict[str, Any] = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "A schedule, and a queue that keeps what it sends.",
        "Resources": resources,
        "Outputs": {"QueueUrl": {"Value": {"Ref": "Queue"}}},
    }
    expression: Any = scenario.expression
    if refused(scenario):
        told = f"AWS refuses {scenario.expression or 'an empty expression'}. Give one that it takes."
        parameter = {"Type": "String", "Description": told}
        body = {**dict(list(body.items())[:2]), "Parameters": {"Expression": parameter}, **dict(list(body.items())[2:])}
        expression = {"Ref": "Expression"}
    if scenario.service is Service.RULE:
        target = {"Id": "queue", "Arn": _arn_of("Queue")}
        rule = {"ScheduleExpression": expression, "Targets": [target]}
        resources["Rule"] = {"Type": "AWS::Events::Rule", "Properties": rule}
        policy = _policy("events.amazonaws.com", _arn_of("Rule"), Resource=_arn_of("Queue"))
        allows = {"Queues": [{"Ref": "Queue"}], "PolicyDocument": policy}
        resources["RuleMaySend"] = {"Type": "AWS::SQS::QueuePolicy", "Properties": allows}
        return body
    policy = {"PolicyName": "send", "PolicyDocument": _sends(_arn_of("Queue"))}
    role = {"AssumeRolePolicyDocument": trusting(SERVICE), "Policies": [policy]}
    resources["Role"] = {"Type": "AWS::IAM::Role", "Properties": role}
    target = {
        "Arn": _arn_of("Queue"),
        "RoleArn": _arn_of("Role"),
        "Input": json.dumps({"from": "the schedule"}),
    }
    schedule = {**_settings(scenario), "ScheduleExpression": expression, "Target": target}
    resources["Schedule"] = {"Type": "AWS::Scheduler::Schedule", "Properties": schedule}
    return body
