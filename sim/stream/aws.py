"""*Do it in AWS*: the stream, a function that fails at the same records, the mapping between them, and what comes of it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby, pairwise
from typing import Any

from sim.draw.aws import ACCOUNT, REGION, RUNTIME, TRUST, ApiCall, Shell, Step, own
from sim.draw.text import duration
from sim.mapping.errors import ApiError
from sim.mapping.records import spell
from sim.stream.arriving import records_of
from sim.stream.code import code, marked
from sim.stream.creating import created
from sim.stream.sam import DESTINATION, NAME, POLICY, mapping_of, sam
from sim.stream.scenario import Scenario, moment_of
from sim.stream.spelling import attribute
from sim.stream.state import Record
from sim.stream.values import RETENTION_HOURS, OnFailure, Position, Source

__all__ = ["sam", "steps"]

MOST_PUTS = 12
"""Calls that put records, at most."""
LONGEST_SLEEP = 10
ROLE = f"arn:aws:iam::{ACCOUNT}:role/{NAME}"
_DESTINATIONS = {
    OnFailure.SQS: f"arn:aws:sqs:{REGION}:{ACCOUNT}:{DESTINATION}",
    OnFailure.SNS: f"arn:aws:sns:{REGION}:{ACCOUNT}:{DESTINATION}",
    OnFailure.S3: f"arn:aws:s3:::{DESTINATION}-{ACCOUNT}",
}
_ACTIONS = {
    OnFailure.SQS: ["sqs:SendMessage"],
    OnFailure.SNS: ["sns:Publish"],
    OnFailure.S3: ["s3:PutObject", "s3:ListBucket"],
}
_URL = f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{DESTINATION}"

_TAIL = f"aws logs tail /aws/lambda/{NAME} --since 1h --format short"
_ENABLED = f"""MAPPING=$(aws lambda list-event-source-mappings --function-name {NAME} --query 'EventSourceMappings[0].UUID' --output text)
until [ "$(aws lambda get-event-source-mapping --uuid "$MAPPING" --query State --output text)" = Enabled ]; do sleep 5; done"""


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: stream, role, function and mapping; the records; a look at what came; and everything taken down."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    records = records_of(scenario)
    before = [record for record in records if record.at < scenario.created_at]
    yield own()
    yield from _stream(scenario)
    yield from _destination(scenario)
    yield from _function(scenario)
    if before:
        yield Shell("\n# Records that are there before the mapping is")
        yield from _puts(scenario, before)
    yield Shell("\n# The mapping")
    refusal = created(scenario)
    if isinstance(refusal, ApiError):
        yield Shell(f"# As in the scenario, AWS refuses it: {refusal.code}")
    yield ApiCall("lambda", "CreateEventSourceMapping", _mapping(scenario), _source(scenario))
    if not isinstance(refusal, ApiError):
        yield Shell(_ENABLED)
    yield Shell("\n# The records")
    yield from _puts(scenario, [record for record in records if record.at >= scenario.created_at])
    yield Shell(f"\n# After a while: what was handled, and what came to the destination?\nsleep 60\n{_TAIL}")
    yield from _look(scenario)
    yield from _down(scenario)


def _stream(scenario: Scenario) -> Iterator[Step]:
    yield Shell("\n# The stream")
    if scenario.source is Source.DYNAMODB:
        yield ApiCall(
            "dynamodb",
            "CreateTable",
            {
                "TableName": NAME,
                "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                "BillingMode": "PAY_PER_REQUEST",
                "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
            },
        )
        query = f"--table-name {NAME} --query Table.LatestStreamArn --output text"
        yield Shell(f"aws dynamodb wait table-exists --table-name {NAME}")
        yield Shell(f"STREAM=$(aws dynamodb describe-table {query})")
        return
    yield ApiCall("kinesis", "CreateStream", {"StreamName": NAME, "ShardCount": scenario.shards})
    yield Shell(f"aws kinesis wait stream-exists --stream-name {NAME}")
    if scenario.retention_hours > RETENTION_HOURS:
        given = {"StreamName": NAME, "RetentionPeriodHours": scenario.retention_hours}
        yield ApiCall("kinesis", "IncreaseStreamRetentionPeriod", given)
    yield Shell(f"STREAM=arn:aws:kinesis:$REGION:$ACCOUNT:stream/{NAME}")
    if scenario.fan_out:
        consumer = f'--stream-arn "$STREAM" --consumer-name {NAME} --query Consumer.ConsumerARN --output text'
        yield Shell(f"STREAM=$(aws kinesis register-stream-consumer {consumer}); sleep 30  # enhanced fan-out")


def _destination(scenario: Scenario) -> Iterator[Step]:
    match scenario.on_failure:
        case OnFailure.SQS:
            yield ApiCall("sqs", "CreateQueue", {"QueueName": DESTINATION})
        case OnFailure.SNS:
            yield ApiCall("sns", "CreateTopic", {"Name": DESTINATION})
        case OnFailure.S3:
            yield Shell(f"aws s3 mb s3://{DESTINATION}-{ACCOUNT}")


def _function(scenario: Scenario) -> Iterator[Step]:
    yield Shell(f"\n# The function\ncat > app.py <<'PYTHON'\n{code(scenario)}PYTHON\nzip -q app.zip app.py\n")
    yield ApiCall("iam", "CreateRole", {"RoleName": NAME, "AssumeRolePolicyDocument": json.dumps(TRUST)})
    yield ApiCall("iam", "AttachRolePolicy", {"RoleName": NAME, "PolicyArn": POLICY[scenario.source]})
    if scenario.on_failure is not OnFailure.NONE:
        arn = _DESTINATIONS[scenario.on_failure]
        resources = [arn, f"{arn}/*"] if scenario.on_failure is OnFailure.S3 else [arn]
        statement = {"Effect": "Allow", "Action": _ACTIONS[scenario.on_failure], "Resource": resources}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        yield ApiCall("iam", "PutRolePolicy", {"RoleName": NAME, "PolicyName": "failed", "PolicyDocument": document})
    yield Shell("sleep 10  # until the role is known everywhere")
    settings = {
        "FunctionName": NAME,
        "Runtime": RUNTIME,
        "Handler": "app.handler",
        "Timeout": scenario.timeout_seconds,
    }
    yield ApiCall("lambda", "CreateFunction", settings, f"--role {ROLE} --zip-file fileb://app.zip")
    yield Shell(f"aws lambda wait function-active-v2 --function-name {NAME}")
    if scenario.concurrency:
        given = {"FunctionName": NAME, "ReservedConcurrentExecutions": scenario.concurrency}
        yield ApiCall("lambda", "PutFunctionConcurrency", given)


def _mapping(scenario: Scenario) -> dict[str, Any]:
    given: dict[str, Any] = {"FunctionName": NAME}
    if scenario.starting_position is not Position.MISSING:
        given["StartingPosition"] = scenario.starting_position.value
    if scenario.starting_position is Position.AT_TIMESTAMP:
        given["StartingPositionTimestamp"] = spell(
            moment_of(scenario.now) + timedelta(milliseconds=scenario.starting_timestamp)
        )
    given |= mapping_of(scenario)
    given.pop("BisectBatchOnFunctionError", None)  # a flag of the CLI, and stands among the words of its own
    if scenario.on_failure is not OnFailure.NONE:
        given["DestinationConfig"] = {"OnFailure": {"Destination": _DESTINATIONS[scenario.on_failure]}}
    return given


def _source(scenario: Scenario) -> str:
    told = (
        "  # put a moment of your own for the timestamp" if scenario.starting_position is Position.AT_TIMESTAMP else ""
    )
    bisect = " --bisect-batch-on-function-error" if scenario.bisect else ""
    return f'--event-source-arn "$STREAM"{bisect}{told}'


def _puts(scenario: Scenario, records: list[Record]) -> Iterator[Step]:
    rows = [(at, list(group)[:25]) for at, group in groupby(records, key=lambda record: record.at)]
    gaps = [later - earlier for (earlier, _), (later, _) in pairwise(rows)]
    for (_, group), gap in zip(rows[:MOST_PUTS], [0, *gaps], strict=False):
        if gap:
            told = f"  # in the scenario {duration(gap)}" if gap > LONGEST_SLEEP * 1000 else ""
            yield Shell(f"sleep {min(gap / 1000, LONGEST_SLEEP):g}{told}")
        if scenario.source is Source.DYNAMODB:
            items = [{"PutRequest": {"Item": _item(record)}} for record in {one.key: one for one in group}.values()]
            yield ApiCall("dynamodb", "BatchWriteItem", {"RequestItems": {NAME: items}})
            continue
        spelled = [{"Data": marked(record), "PartitionKey": record.key} for record in group]
        rest = "--cli-binary-format raw-in-base64-out"
        yield ApiCall("kinesis", "PutRecords", {"StreamName": NAME, "Records": spelled}, rest)
    if len(rows) > MOST_PUTS:
        yield Shell(f"# The scenario goes on like this: {len(records)} records in all")


def _item(record: Record) -> dict[str, Any]:
    try:
        read = json.loads(marked(record))
    except ValueError:
        read = {"record": record.number}
    return {"id": {"S": record.key}, **{name: attribute(value) for name, value in read.items()}}


def _look(scenario: Scenario) -> Iterator[Step]:
    match scenario.on_failure:
        case OnFailure.SQS:
            yield ApiCall("sqs", "ReceiveMessage", {"QueueUrl": _URL, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 20})
        case OnFailure.S3:
            yield Shell(f"aws s3 ls s3://{DESTINATION}-{ACCOUNT} --recursive")
        case OnFailure.SNS:
            yield Shell("# Subscribe to the topic to read what it gets")


def _down(scenario: Scenario) -> Iterator[Step]:
    yield Shell("\n# Take it down again")
    if not isinstance(created(scenario), ApiError):
        yield Shell('aws lambda delete-event-source-mapping --uuid "$MAPPING"')
    yield ApiCall("lambda", "DeleteFunction", {"FunctionName": NAME})
    if scenario.source is Source.DYNAMODB:
        yield ApiCall("dynamodb", "DeleteTable", {"TableName": NAME})
    else:
        yield ApiCall("kinesis", "DeleteStream", {"StreamName": NAME}, "--enforce-consumer-deletion")
    match scenario.on_failure:
        case OnFailure.SQS:
            yield ApiCall("sqs", "DeleteQueue", {"QueueUrl": _URL})
        case OnFailure.SNS:
            yield ApiCall("sns", "DeleteTopic", {"TopicArn": _DESTINATIONS[OnFailure.SNS]})
        case OnFailure.S3:
            yield Shell(f"aws s3 rb s3://{DESTINATION}-{ACCOUNT} --force")
    if scenario.on_failure is not OnFailure.NONE:
        yield ApiCall("iam", "DeleteRolePolicy", {"RoleName": NAME, "PolicyName": "failed"})
    yield ApiCall("iam", "DetachRolePolicy", {"RoleName": NAME, "PolicyArn": POLICY[scenario.source]})
    yield ApiCall("iam", "DeleteRole", {"RoleName": NAME})
    yield ApiCall("logs", "DeleteLogGroup", {"logGroupName": f"/aws/lambda/{NAME}"})
