"""*Do it in AWS*: one function with all four ways in, the same events by each of them, and a look at what came."""

import json
from collections.abc import Iterator
from typing import Any

from sim.draw.aws import RUNTIME, TRUST, ApiCall, Shell, Step, own
from sim.invocation.values import ACCOUNT, REGION, Caller
from sim.modes.handler import code
from sim.modes.sam import NAME, queues_of, reads, sam
from sim.modes.scenario import Scenario
from sim.modes.values import How
from sim.modes.ways import KEY, queue_scenario, stream_scenario
from sim.queue.sam import mapping_of as queue_mapping
from sim.stream.sam import mapping_of as stream_mapping

__all__ = ["sam", "steps"]

ORDERS, CLICKS = f"{NAME}-orders", f"{NAME}-clicks"
_STATES = (
    f"aws lambda list-event-source-mappings --function-name {NAME} --query 'EventSourceMappings[].State' --output text"
)
_UUIDS = (
    f"aws lambda list-event-source-mappings --function-name {NAME} --query 'EventSourceMappings[].UUID' --output text"
)


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: make all of it, send the same events in the four ways, look, and take everything down."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    yield own(REGION)
    yield Shell(f"cat > app.py <<'PYTHON'\n{code(scenario)}PYTHON\nzip -q app.zip app.py\n")
    yield from _sources(scenario)
    yield from _function(scenario)
    yield from _mappings(scenario)
    yield from _outage(scenario)
    yield from _events(scenario)
    yield from _look(scenario)
    yield from _down(scenario)


def _sources(scenario: Scenario) -> Iterator[Step]:
    for name in queues_of(scenario).values():
        yield ApiCall("sqs", "CreateQueue", {"QueueName": name})
    attributes = {
        "VisibilityTimeout": str(scenario.visibility_seconds),
        "MessageRetentionPeriod": str(scenario.retention_seconds),
    }
    if scenario.max_receive_count:
        policy = {"deadLetterTargetArn": _arn(f"{ORDERS}-dlq"), "maxReceiveCount": scenario.max_receive_count}
        attributes["RedrivePolicy"] = json.dumps(policy)
    yield ApiCall("sqs", "CreateQueue", {"QueueName": ORDERS, "Attributes": attributes})
    yield ApiCall("kinesis", "CreateStream", {"StreamName": CLICKS, "ShardCount": 1})
    yield Shell(f"aws kinesis wait stream-exists --stream-name {CLICKS}")


def _function(scenario: Scenario) -> Iterator[Step]:
    yield Shell("\n# One function; its role reads the queue and the stream, and writes to what keeps failures")
    yield ApiCall("iam", "CreateRole", {"RoleName": NAME, "AssumeRolePolicyDocument": json.dumps(TRUST)})
    for policy in reads():
        yield ApiCall("iam", "AttachRolePolicy", {"RoleName": NAME, "PolicyArn": policy})
    kept = queues_of(scenario)
    if sends := [_arn(name) for place, name in kept.items() if place != "OrdersDlq"]:
        statement = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": sends}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        yield ApiCall("iam", "PutRolePolicy", {"RoleName": NAME, "PolicyName": "send", "PolicyDocument": document})
    yield Shell("sleep 10  # until the role is known everywhere")
    settings: dict[str, Any] = {
        "FunctionName": NAME,
        "Runtime": RUNTIME,
        "Handler": "app.handler",
        "Role": f"arn:aws:iam::{ACCOUNT}:role/{NAME}",
        "Timeout": scenario.timeout_seconds,
    }
    if scenario.dlq:
        settings["DeadLetterConfig"] = {"TargetArn": _arn(kept["FunctionDlq"])}
    yield ApiCall("lambda", "CreateFunction", settings, "--zip-file fileb://app.zip")
    yield Shell(f"aws lambda wait function-active-v2 --function-name {NAME}")


def _mappings(scenario: Scenario) -> Iterator[Step]:
    kept = queues_of(scenario)
    yield Shell("\n# Asynchronous: what Lambda's own queue does after a failure")
    config: dict[str, Any] = {
        "FunctionName": NAME,
        "MaximumRetryAttempts": scenario.max_retries,
        "MaximumEventAgeInSeconds": scenario.max_age_seconds,
    }
    if scenario.on_failure:
        config["DestinationConfig"] = {"OnFailure": {"Destination": _arn(kept["FailedEvents"])}}
    yield ApiCall("lambda", "PutFunctionEventInvokeConfig", config)
    yield Shell("\n# Polled: a mapping for the queue, and one for the stream")
    given: dict[str, Any] = {"FunctionName": NAME, "EventSourceArn": _arn(ORDERS)}
    yield ApiCall("lambda", "CreateEventSourceMapping", given | queue_mapping(queue_scenario(scenario, {})))
    given = {"FunctionName": NAME, "EventSourceArn": f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/{CLICKS}"}
    given |= {"StartingPosition": "TRIM_HORIZON", **stream_mapping(stream_scenario(scenario, {}))}
    given.pop("BisectBatchOnFunctionError", None)  # a flag of the CLI, and stands among the words of its own
    if scenario.stream_on_failure:
        given["DestinationConfig"] = {"OnFailure": {"Destination": _arn(kept["FailedRecords"])}}
    bisect = "--bisect-batch-on-function-error" if scenario.bisect else ""
    yield ApiCall("lambda", "CreateEventSourceMapping", given, bisect)
    yield Shell(f'until [ "$({_STATES} | xargs)" = "Enabled Enabled" ]; do sleep 5; done')


def _outage(scenario: Scenario) -> Iterator[Step]:
    if not scenario.outage_seconds:
        return
    if scenario.how is How.THROTTLE:
        yield Shell(
            "\n# A throttle cannot be ordered. Reserved concurrency 0 is none: it ends asynchronous events at once"
        )
        return
    until = f"$(( $(date +%s) + {scenario.outage_seconds} ))"
    yield Shell(f"\n# The outage begins: every attempt fails for {scenario.outage_seconds} s")
    yield Shell(
        f'aws lambda update-function-configuration --function-name {NAME} --environment "Variables={{OUT_UNTIL={until}}}"'
    )
    yield Shell(f"aws lambda wait function-updated-v2 --function-name {NAME}")


def _events(scenario: Scenario) -> Iterator[Step]:
    bodies = [json.dumps({"event": number}) for number in range(1, scenario.events + 1)]
    yield Shell("\n# The same events, in the four ways")
    if scenario.caller is Caller.API_GATEWAY:
        yield Shell("# The CLI stands for API Gateway: it waits as long, and makes one request")
    if scenario.caller is not Caller.SDK:
        yield Shell("export AWS_MAX_ATTEMPTS=1  # this caller never tries again")
    gap = [Shell(f"sleep {scenario.every / 1000:g}")] if scenario.every else []
    for number, body in enumerate(bodies, start=1):
        yield from gap if number > 1 else ()
        wait = "--cli-read-timeout 29 " if scenario.caller is Caller.API_GATEWAY else ""
        given = {"FunctionName": NAME, "Payload": body}
        rest = "--cli-binary-format raw-in-base64-out"
        yield ApiCall("lambda", "Invoke", given | {"InvocationType": "Event"}, f"{rest} /dev/null")
        yield ApiCall("lambda", "Invoke", given, f"{wait}{rest} answer-{number}.json &")
        if gap:
            yield from _sent([body], number)
    if not gap:
        yield from _sent(bodies, 1)
    yield Shell("wait")


def _sent(bodies: list[str], first: int) -> Iterator[Step]:
    """Messages and records with these bodies, in one call each."""
    entries = [{"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies, start=first)]
    yield ApiCall("sqs", "SendMessageBatch", {"QueueUrl": _url(ORDERS), "Entries": entries})
    records = [{"Data": body, "PartitionKey": KEY} for body in bodies]
    rest = "--cli-binary-format raw-in-base64-out"
    yield ApiCall("kinesis", "PutRecords", {"StreamName": CLICKS, "Records": records}, rest)


def _look(scenario: Scenario) -> Iterator[Step]:
    yield Shell("\n# After five minutes: what ran, what keeps a failure, and what is still there?\nsleep 300")
    yield Shell("head answer-*.json")
    yield Shell(f"aws logs tail /aws/lambda/{NAME} --since 1h --format short")
    for name in queues_of(scenario).values():
        given = {"QueueUrl": _url(name), "MaxNumberOfMessages": 10, "WaitTimeSeconds": 5}
        yield ApiCall("sqs", "ReceiveMessage", {**given, "MessageSystemAttributeNames": ["All"]})
    depth = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    yield ApiCall("sqs", "GetQueueAttributes", {"QueueUrl": _url(ORDERS), "AttributeNames": depth})


def _down(scenario: Scenario) -> Iterator[Step]:
    yield Shell("\n# Take it down again; a stream costs as long as it is there")
    yield Shell(f'for uuid in $({_UUIDS}); do aws lambda delete-event-source-mapping --uuid "$uuid"; done')
    yield ApiCall("lambda", "DeleteFunction", {"FunctionName": NAME})
    yield ApiCall("kinesis", "DeleteStream", {"StreamName": CLICKS})
    for name in (ORDERS, *queues_of(scenario).values()):
        yield ApiCall("sqs", "DeleteQueue", {"QueueUrl": _url(name)})
    if set(queues_of(scenario)) - {"OrdersDlq"}:
        yield ApiCall("iam", "DeleteRolePolicy", {"RoleName": NAME, "PolicyName": "send"})
    for policy in reads():
        yield ApiCall("iam", "DetachRolePolicy", {"RoleName": NAME, "PolicyArn": policy})
    yield ApiCall("iam", "DeleteRole", {"RoleName": NAME})
    yield ApiCall("logs", "DeleteLogGroup", {"logGroupName": f"/aws/lambda/{NAME}"})


def _arn(queue: str) -> str:
    return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}"


def _url(queue: str) -> str:
    return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{queue}"
