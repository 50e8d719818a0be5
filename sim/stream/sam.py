"""The scenario as a SAM template: stream or table, function, mapping, on-failure destination."""

from typing import Any

from sim.draw.aws import RUNTIME
from sim.mapping.errors import ApiError
from sim.mapping.filters import compile_filters
from sim.stream.code import code
from sim.stream.scenario import Scenario, moment_of
from sim.stream.values import RETENTION_HOURS, YOUNGEST_LIMIT, OnFailure, Position, Source

__all__ = ["DESTINATION", "NAME", "POLICY", "RUNTIME", "mapping_of", "sam"]

NAME, DESTINATION = "coldstart-stream", "coldstart-stream-failed"
POLICY = {
    Source.KINESIS: "arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole",
    Source.DYNAMODB: "arn:aws:iam::aws:policy/service-role/AWSLambdaDynamoDBExecutionRole",
}
_RESOURCES = {OnFailure.SQS: "AWS::SQS::Queue", OnFailure.SNS: "AWS::SNS::Topic", OnFailure.S3: "AWS::S3::Bucket"}


def mapping_of(scenario: Scenario) -> dict[str, Any]:
    """The mapping's settings by the API's names, but for position, source and destination; what is on its default is left out."""
    named = {
        "BatchSize": scenario.batch_size,
        "MaximumBatchingWindowInSeconds": scenario.window_seconds,
        "ParallelizationFactor": scenario.factor if scenario.factor > 1 else 0,
        "BisectBatchOnFunctionError": scenario.bisect,
        "TumblingWindowInSeconds": scenario.tumbling_seconds,
        "FunctionResponseTypes": ["ReportBatchItemFailures"] if scenario.report_item_failures else [],
        "FilterCriteria": {"Filters": [{"Pattern": text} for text in scenario.filters]} if scenario.filters else {},
    }
    limits = {
        "MaximumRetryAttempts": scenario.max_retries,
        "MaximumRecordAgeInSeconds": scenario.max_age_seconds,
    }
    set_ones = {name: value for name, value in named.items() if value}
    return set_ones | {name: value for name, value in limits.items() if value >= 0}


def sam(scenario: Scenario) -> dict[str, Any]:
    """The template. In the place of a starting position that AWS refuses stands TRIM_HORIZON; filters and an age that it refuses are left out."""
    resources: dict[str, Any] = {"Stream": _stream(scenario), "LabFunction": _function(scenario)}
    arn = {"Fn::GetAtt": ["Stream", "StreamArn" if scenario.source is Source.DYNAMODB else "Arn"]}
    if scenario.fan_out:
        consumer = {"ConsumerName": NAME, "StreamARN": arn}
        resources["Consumer"] = {"Type": "AWS::Kinesis::StreamConsumer", "Properties": consumer}
        arn = {"Fn::GetAtt": ["Consumer", "ConsumerARN"]}
    given: dict[str, Any] = {"FunctionName": {"Ref": "LabFunction"}, "EventSourceArn": arn, **_position(scenario)}
    given |= _taken(scenario)
    if scenario.on_failure is not OnFailure.NONE:
        resources["Failed"] = {"Type": _RESOURCES[scenario.on_failure]}
        given["DestinationConfig"] = {"OnFailure": {"Destination": _arn(scenario.on_failure)}}
    resources["Mapping"] = {"Type": "AWS::Lambda::EventSourceMapping", "Properties": given}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": "A stream, and a function that is given its records in batches.",
        "Resources": resources,
    }


def _stream(scenario: Scenario) -> dict[str, Any]:
    if scenario.source is Source.DYNAMODB:
        properties: dict[str, Any] = {
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
            "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
        }
        return {"Type": "AWS::DynamoDB::Table", "Properties": properties}
    properties = {"ShardCount": scenario.shards}
    if scenario.retention_hours > RETENTION_HOURS:
        properties["RetentionPeriodHours"] = scenario.retention_hours
    return {"Type": "AWS::Kinesis::Stream", "Properties": properties}


def _function(scenario: Scenario) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "FunctionName": NAME,
        "Runtime": RUNTIME,
        "Handler": "index.handler",
        "Timeout": scenario.timeout_seconds,
        "InlineCode": code(scenario),
        "Policies": [POLICY[scenario.source]],
    }
    match scenario.on_failure:
        case OnFailure.SQS:
            properties["Policies"].append(_may("sqs:SendMessage", _arn(OnFailure.SQS)))
        case OnFailure.SNS:
            properties["Policies"].append(_may("sns:Publish", _arn(OnFailure.SNS)))
        case OnFailure.S3:
            objects = {"Fn::Sub": "${Failed.Arn}/*"}
            properties["Policies"] += [_may("s3:PutObject", objects), _may("s3:ListBucket", _arn(OnFailure.S3))]
    if scenario.concurrency:
        properties["ReservedConcurrentExecutions"] = scenario.concurrency
    return {"Type": "AWS::Serverless::Function", "Properties": properties}


def _position(scenario: Scenario) -> dict[str, Any]:
    if scenario.starting_position is Position.AT_TIMESTAMP and scenario.source is Source.KINESIS:
        seconds = moment_of(scenario.now).timestamp() + scenario.starting_timestamp / 1000
        return {"StartingPosition": "AT_TIMESTAMP", "StartingPositionTimestamp": seconds}
    latest = scenario.starting_position is Position.LATEST
    return {"StartingPosition": "LATEST" if latest else "TRIM_HORIZON"}


def _taken(scenario: Scenario) -> dict[str, Any]:
    """The settings that AWS takes."""
    given = mapping_of(scenario)
    if scenario.max_age_seconds < YOUNGEST_LIMIT:
        given.pop("MaximumRecordAgeInSeconds", None)
    if isinstance(compile_filters(scenario.filters, "data"), ApiError):
        given.pop("FilterCriteria", None)
    return given


def _may(action: str, resource: Any) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}],
    }


def _arn(kind: OnFailure) -> dict[str, Any]:
    """Made anew for each place, so that the template has no aliases."""
    return {"Ref": "Failed"} if kind is OnFailure.SNS else {"Fn::GetAtt": ["Failed", "Arn"]}
