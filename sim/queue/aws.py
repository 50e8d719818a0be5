"""*Do it in AWS*: the queues, a function that fails by the script, the mapping, the messages, and a look at what came of them."""

import json
from collections.abc import Iterator
from typing import Any

from sim.draw.aws import RUNTIME, TRUST, ApiCall, Shell, Step, own
from sim.queue.handler import code
from sim.queue.refusal import refusal_of
from sim.queue.run import messages_of
from sim.queue.sam import MANAGED, NAME, dlq_of, mapping_of, queue_of, sam
from sim.queue.scenario import Scenario
from sim.queue.values import ACCOUNT, REGION, Creation, How

__all__ = ["sam", "steps"]

MOST_SENT = 20
"""So many messages the script sends at most; a lab may send thousands."""
AT_ONCE = 10
"""Entries of a SendMessageBatch."""


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: make all of it, send, look at the logs and into the dead-letter queue, and take everything down."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    yield own(REGION)
    yield Shell(f"cat > app.py <<'PYTHON'\n{code(scenario)}PYTHON\nzip -q app.zip app.py\n")
    yield from _queues(scenario)
    yield from _function(scenario)
    yield from _mapping(scenario)
    yield from _sends(scenario)
    yield Shell("\n# After a minute or more: what did the function see, and what is left?")
    yield Shell(f"aws logs tail /aws/lambda/{NAME} --since 1h --format short")
    depth = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    given: dict[str, Any] = {"QueueUrl": _url(queue_of(scenario)), "AttributeNames": depth}
    yield ApiCall("sqs", "GetQueueAttributes", given)
    if scenario.max_receive_count:
        given = {"QueueUrl": _url(dlq_of(scenario)), "MaxNumberOfMessages": 10, "WaitTimeSeconds": 5}
        yield ApiCall("sqs", "ReceiveMessage", {**given, "MessageSystemAttributeNames": ["All"]})
    yield from _down(scenario)


def _queues(scenario: Scenario) -> Iterator[Step]:
    kind = {"FifoQueue": "true"} if scenario.fifo else {}
    if scenario.max_receive_count:
        yield ApiCall("sqs", "CreateQueue", {"QueueName": dlq_of(scenario), **({"Attributes": kind} if kind else {})})
    attributes = {
        **kind,
        "VisibilityTimeout": str(scenario.visibility_seconds),
        "MessageRetentionPeriod": str(scenario.retention_seconds),
    }
    if scenario.max_receive_count:
        policy = {"deadLetterTargetArn": _arn(dlq_of(scenario)), "maxReceiveCount": scenario.max_receive_count}
        attributes["RedrivePolicy"] = json.dumps(policy)
    yield ApiCall("sqs", "CreateQueue", {"QueueName": queue_of(scenario), "Attributes": attributes})


def _function(scenario: Scenario) -> Iterator[Step]:
    yield Shell("\n# The execution role is what reads the queue")
    yield ApiCall("iam", "CreateRole", {"RoleName": NAME, "AssumeRolePolicyDocument": json.dumps(TRUST)})
    if scenario.creation is Creation.NO_PERMISSION:
        yield Shell("# As in the scenario, the role gets no permission for the queue")
    else:
        yield ApiCall("iam", "AttachRolePolicy", {"RoleName": NAME, "PolicyArn": MANAGED})
    yield Shell("sleep 10  # until the role is known everywhere")
    if scenario.creation is Creation.NO_FUNCTION:
        yield Shell("# As in the scenario, the function is not made")
        return
    settings = {
        "FunctionName": NAME,
        "Runtime": RUNTIME,
        "Handler": "app.handler",
        "Role": f"arn:aws:iam::{ACCOUNT}:role/{NAME}",
        "Timeout": scenario.timeout_seconds,
    }
    yield ApiCall("lambda", "CreateFunction", settings, "--zip-file fileb://app.zip")
    yield Shell(f"aws lambda wait function-active-v2 --function-name {NAME}")
    if scenario.reserved_concurrency >= 0:
        given = {"FunctionName": NAME, "ReservedConcurrentExecutions": scenario.reserved_concurrency}
        yield ApiCall("lambda", "PutFunctionConcurrency", given)


def _mapping(scenario: Scenario) -> Iterator[Step]:
    yield Shell("")
    given: dict[str, Any] = {"FunctionName": NAME, "EventSourceArn": _arn(queue_of(scenario)), **mapping_of(scenario)}
    if scenario.creation is Creation.DESTINATION:
        given["DestinationConfig"] = {"OnFailure": {"Destination": _arn(f"{NAME}-failures")}}
    refusal = refusal_of(scenario)
    if scenario.creation is Creation.TWICE:
        yield ApiCall("lambda", "CreateEventSourceMapping", given)
    if refusal:
        yield Shell(f"# AWS refuses this: {refusal}")
    if scenario.provisioned:
        yield Shell("# Provisioned pollers are paid for from now on, whether there are messages or not")
    yield ApiCall("lambda", "CreateEventSourceMapping", given)
    if any(failure.how is How.THROTTLE for failure in scenario.failures):
        yield Shell(
            "# Throttles cannot be ordered one by one; to see some, reserve less concurrency than there are batches"
        )
    if any(failure.batches for failure in scenario.failures):
        yield Shell(
            "# In the scenario some failures are tied to batches by number; a handler does not know that number"
        )


def _sends(scenario: Scenario) -> Iterator[Step]:
    messages = messages_of(scenario)
    shown = messages[:MOST_SENT]
    yield Shell("\n# The messages; the attribute number is what the handler's script goes by")
    if len(messages) > MOST_SENT:
        yield Shell(f"# The lab sends {len(messages):,}; {MOST_SENT} show the same")
    if any(message.bytes > len(message.body.encode()) for message in messages):
        yield Shell(f"# In the scenario a message has up to {max(message.bytes for message in messages):,} bytes")
    for start in range(0, len(shown), AT_ONCE):
        entries = []
        for message in shown[start : start + AT_ONCE]:
            number = str(message.number)
            entry: dict[str, Any] = {"Id": number, "MessageBody": message.body}
            if scenario.fifo:
                entry |= {"MessageGroupId": message.group, "MessageDeduplicationId": number}
            entry["MessageAttributes"] = {"number": {"DataType": "Number", "StringValue": number}}
            entries.append(entry)
        yield ApiCall("sqs", "SendMessageBatch", {"QueueUrl": _url(queue_of(scenario)), "Entries": entries})


def _down(scenario: Scenario) -> Iterator[Step]:
    yield Shell("\n# Take it down again")
    find = f"aws lambda list-event-source-mappings --event-source-arn {_arn(queue_of(scenario))} --query 'EventSourceMappings[].UUID' --output text"
    yield Shell(f'for uuid in $({find}); do aws lambda delete-event-source-mapping --uuid "$uuid"; done')
    if scenario.creation is not Creation.NO_FUNCTION:
        yield ApiCall("lambda", "DeleteFunction", {"FunctionName": NAME})
    yield ApiCall("sqs", "DeleteQueue", {"QueueUrl": _url(queue_of(scenario))})
    if scenario.max_receive_count:
        yield ApiCall("sqs", "DeleteQueue", {"QueueUrl": _url(dlq_of(scenario))})
    if scenario.creation is not Creation.NO_PERMISSION:
        yield ApiCall("iam", "DetachRolePolicy", {"RoleName": NAME, "PolicyArn": MANAGED})
    yield ApiCall("iam", "DeleteRole", {"RoleName": NAME})
    yield ApiCall("logs", "DeleteLogGroup", {"logGroupName": f"/aws/lambda/{NAME}"})


def _arn(queue: str) -> str:
    return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}"


def _url(queue: str) -> str:
    return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{queue}"
