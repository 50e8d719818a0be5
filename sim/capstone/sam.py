"""The application as it stands now, faults included, as a SAM template. The VPC comes from the simulator of networks.

A setting that AWS refuses is raised to what it takes, and the database is its security group alone: a real one costs by the hour.
"""

import json
from typing import Any

from sim.capstone import call, deployment, network, queue, role, rule
from sim.capstone.planting import settings_at
from sim.capstone.scenario import Scenario
from sim.capstone.values import ALIAS, BUCKET, FILE, FRAME, NEW, QUEUE, RULE, TABLE, Station
from sim.deployment import Metric, Watch
from sim.draw.aws import RUNTIME
from sim.network.sam import sam as network_sam

__all__ = ["NAME", "RELEASE", "sam"]

NAME = "coldstart-gallery"
RELEASE = "Release"
"""Parameter of the template: the version of frame-photo. A second deployment with another value shifts the alias."""
FRAME_CODE = f"""import json
import os

import boto3


def handler(event, context):
    if os.environ["RELEASE"] == "{NEW}":
        raise KeyError("frame")
    where = event["detail"]
    boto3.client("s3").head_object(Bucket=where["bucket"]["name"], Key=where["object"]["key"])
    boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE"], MessageBody=json.dumps(where["object"]))
"""
FILE_CODE = """import json
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def file(body):
    table.put_item(Item={"photograph": json.loads(body)["key"]})


"""
Resource = dict[str, Any]


def sam(scenario: Scenario) -> dict[str, Any]:
    """The template."""
    resources: dict[str, Any] = {}
    net = settings_at(scenario, Station.NETWORK)
    built = network_sam(network.scenario(net, "the database"))["Resources"]
    frame = built.pop("FunctionFramePhoto")["Properties"]
    resources |= built
    resources |= _bus(settings_at(scenario, Station.RULE))
    resources["Permission"] = _permission(settings_at(scenario, Station.CALL))
    resources |= _frame(settings_at(scenario, Station.DEPLOYMENT), frame.get("VpcConfig"))
    resources |= _queues(settings_at(scenario, Station.QUEUE))
    resources |= _file(settings_at(scenario, Station.QUEUE), settings_at(scenario, Station.ROLE))
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Description": "The gallery of the Lantern theatre, as it stands now. The interface endpoint is billed by the hour.",
        "Parameters": {RELEASE: {"Type": "String", "Default": "7"}},
        "Resources": resources,
    }


def _resource(kind: str, properties: Resource) -> Resource:
    return {"Type": f"AWS::{kind}", "Properties": properties}


def _sub(text: str) -> dict[str, str]:
    return {"Fn::Sub": text}


def _arn(name: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, "Arn"]}


def _bus(settings: rule.Settings) -> dict[str, Resource]:
    """Bucket and rule. A bucket's name is taken only once in the world, so it gets the account behind it."""
    bucket: Resource = {"BucketName": _sub(f"{BUCKET}-${{AWS::AccountId}}")}
    if settings.notifies:
        bucket["NotificationConfiguration"] = {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}
    pattern = json.loads(rule.pattern_of(settings))
    if settings.narrow:
        pattern["detail"]["bucket"]["name"] = [_sub(f"{settings.bucket}-${{AWS::AccountId}}")]
    properties = {"Name": RULE, "EventPattern": pattern, "Targets": [{"Id": FRAME, "Arn": {"Ref": "FramePhoto.Alias"}}]}
    found = {"Bucket": _resource("S3::Bucket", bucket), "Rule": _resource("Events::Rule", properties)}
    if settings.bus != "default":
        properties["EventBusName"] = {"Ref": "Bus"}
        found["Bus"] = _resource("Events::EventBus", {"Name": settings.bus})
    return found


def _permission(settings: call.Settings) -> Resource:
    function = "FramePhoto.Alias" if settings.resource == call.ON_ALIAS else "FramePhoto"
    given: Resource = {"FunctionName": {"Ref": function}, "Action": "lambda:InvokeFunction"}
    if settings.everybody:
        return _resource("Lambda::Permission", given | {"Principal": "*"})
    other = _sub(f"arn:${{AWS::Partition}}:events:${{AWS::Region}}:${{AWS::AccountId}}:rule/{settings.rule}")
    source: Resource = {"SourceArn": _arn("Rule") if settings.rule == RULE else other}
    if settings.service != call.EVENTS:  # a rule's ARN behind another principal is refused by those who check templates
        source = {"SourceAccount": {"Ref": "AWS::AccountId"}}
    return _resource("Lambda::Permission", given | {"Principal": settings.service} | source)


def _frame(settings: deployment.Settings, vpc: Resource | None) -> dict[str, Resource]:
    """The first function, its deployments and their alarm."""
    preference: Resource = {"Type": settings.config.removeprefix("CodeDeployDefault.Lambda")}
    properties: Resource = {
        "FunctionName": FRAME,
        "Runtime": RUNTIME,
        "Handler": "index.handler",
        "Timeout": 10,
        "InlineCode": FRAME_CODE,
        "Environment": {"Variables": {"RELEASE": {"Ref": RELEASE}, "QUEUE": {"Ref": "Framed"}}},
        "AutoPublishAlias": ALIAS,
        "AutoPublishAliasAllProperties": True,
        "DeploymentPreference": preference,
        "Policies": [
            {"S3ReadPolicy": {"BucketName": _sub(f"{BUCKET}-${{AWS::AccountId}}")}},
            {"SQSSendMessagePolicy": {"QueueName": {"Fn::GetAtt": ["Framed", "QueueName"]}}},
        ],
    }
    properties |= {"VpcConfig": vpc} if vpc else {}
    found = {"FramePhoto": _resource("Serverless::Function", properties)}
    if settings.watch is not Watch.NONE:
        preference["Alarms"] = [{"Ref": "FrameErrors"}]
        found["FrameErrors"] = _resource("CloudWatch::Alarm", _alarm(settings))
    return found


def _alarm(settings: deployment.Settings) -> Resource:
    told = deployment.alarm_of(settings)
    dimensions = [dict(one) for one in told["Dimensions"]]
    if settings.watch is Watch.NEW_VERSION:
        dimensions[-1]["Value"] = {"Fn::GetAtt": ["FramePhoto.Version", "Version"]}
    rest = {name: told[name] for name in ("EvaluationPeriods", "Threshold", "ComparisonOperator")}
    metric = {"Namespace": "AWS/Lambda", "Dimensions": dimensions}
    if settings.metric is Metric.ERRORS:
        return metric | {"MetricName": "Errors", "Statistic": "Sum", "Period": 60} | rest
    counts = [
        {
            "Id": name.lower(),
            "MetricStat": {"Metric": metric | {"MetricName": name}, "Period": 60, "Stat": "Sum"},
            "ReturnData": False,
        }
        for name in ("Errors", "Invocations")
    ]
    return {"Metrics": [*counts, {"Id": "rate", "Expression": "100 * errors / invocations"}]} | rest


def _queues(settings: queue.Settings) -> dict[str, Resource]:
    redrive = {"deadLetterTargetArn": _arn("FramedDlq"), "maxReceiveCount": settings.max_receive_count}
    hidden = max(settings.visibility_seconds, settings.timeout_seconds)
    framed = {"QueueName": QUEUE, "VisibilityTimeout": hidden, "RedrivePolicy": redrive}
    return {"Framed": _resource("SQS::Queue", framed), "FramedDlq": {"Type": "AWS::SQS::Queue"}}


def _file(settings: queue.Settings, rights: role.Settings) -> dict[str, Resource]:
    """The second function, its role, its mapping and the table."""
    identity = json.loads(role.identity_of(rights))
    for statement in identity["Statement"]:
        named = {role.QUEUE_ARN: _arn("Framed"), role.TABLE_ARN: _arn("Gallery")}
        statement["Resource"] = named.get(statement["Resource"], statement["Resource"])
    mapping: Resource = {
        "Queue": _arn("Framed"),
        "BatchSize": settings.batch_size,
        "MaximumBatchingWindowInSeconds": settings.window_seconds,
    }
    mapping |= {"FunctionResponseTypes": ["ReportBatchItemFailures"]} if settings.reports else {}
    function = {
        "FunctionName": FILE,
        "Runtime": RUNTIME,
        "Handler": "index.handler",
        "Timeout": settings.timeout_seconds,
        "InlineCode": f"{FILE_CODE}{queue.code(settings)}",
        "Role": _arn("FileRole"),
        "Environment": {"Variables": {"TABLE": {"Ref": "Gallery"}}},
        "Events": {"Framed": {"Type": "SQS", "Properties": mapping}},
    }
    table = {
        "TableName": TABLE,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "photograph", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "photograph", "KeyType": "HASH"}],
    }
    taken = {
        "AssumeRolePolicyDocument": json.loads(role.trust_of(rights)),
        "Policies": [{"PolicyName": FILE, "PolicyDocument": identity}],
    }
    return {
        "FilePhoto": _resource("Serverless::Function", function),
        "FileRole": _resource("IAM::Role", taken),
        "Gallery": _resource("DynamoDB::Table", table),
    }
