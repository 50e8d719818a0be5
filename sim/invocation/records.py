"""What a destination and a dead-letter queue are handed.

A record for a destination tells the whole story: the event, the answer, the condition, how often it was tried. A message in a dead-letter
queue is the bare event, with three attributes. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
"""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sim.facts import fact_of, whole
from sim.invocation.calls import Event
from sim.invocation.function import Function, arn_of
from sim.invocation.outcome import DeadLetter, Record
from sim.invocation.scenario import Destination
from sim.invocation.state import World
from sim.invocation.values import ACCOUNT, LATEST, REGION, Dlq, Kind

_DETAIL = fact_of("async-eventbridge-destination").values or {}
LONGEST_MESSAGE = whole("async-dlq-content")


def record_of(world: World, event: Event, destination: Destination, condition: str) -> Record:
    """The record that goes to ``destination``. A loop that was stopped has no documented condition: there is none in its record."""
    function = world.scenario.function
    body = _body(world, event, condition)
    return Record(
        event=event.number,
        at=world.now,
        destination=destination_arn(destination),
        condition=condition,
        written=destination.writable,
        text=json.dumps(body, ensure_ascii=False),
        wrapping=_wrapping(world, event, destination, body, function),
    )


def _body(world: World, event: Event, condition: str) -> dict[str, Any]:
    function = world.scenario.function
    context: dict[str, Any] = {
        "requestId": event.id,
        "functionArn": arn_of(function.name, event.qualifier or LATEST),
        "condition": condition,
        "approximateInvokeCount": event.runs,
    }
    if not condition:
        del context["condition"]
    body: dict[str, Any] = {
        "version": "1.0",
        "timestamp": spell_moment(world.moment(world.now)),
        "requestContext": context,
        "requestPayload": json.loads(event.payload) if event.payload.strip() else None,
    }
    if event.last:
        version = function.version_of(event.qualifier)
        response: dict[str, Any] = {"statusCode": 200, "executedVersion": version}
        if event.last.function_error:
            response["functionError"] = event.last.function_error
        body |= {"responseContext": response, "responsePayload": json.loads(event.last.payload)}
    return body


def _wrapping(world: World, event: Event, destination: Destination, body: dict[str, Any], function: Function) -> str:
    """How EventBridge and S3 hold the record; empty for the others."""
    failed = body["requestContext"].get("condition") != "Success"
    moment = world.moment(world.now)
    match destination.kind:
        case Kind.EVENTBRIDGE:
            entry = {
                "Source": _DETAIL["source"],
                "DetailType": _DETAIL["failure" if failed else "success"],
                "EventBusName": destination_arn(destination),
                "Detail": json.dumps(body, ensure_ascii=False),
            }
            return json.dumps(entry, ensure_ascii=False)
        case Kind.S3:
            name = UUID(event.id)
            return f"aws/lambda/async/{function.name}/{moment:%Y/%m/%d/%Y-%m-%dT%H.%M.%S}-{name}"
    return ""


def letter_of(world: World, event: Event) -> DeadLetter:
    """The message for the function's dead-letter queue: the event as it came, and three attributes."""
    function = world.scenario.function
    return DeadLetter(
        event=event.number,
        at=world.now,
        target=dlq_arn(function),
        written=function.dlq_writable,
        body=event.payload,
        request_id=event.id,
        error_code=event.last_status,
        error_message=event.last_message.encode()[:LONGEST_MESSAGE].decode(errors="ignore"),
    )


def destination_arn(destination: Destination) -> str:
    """The ARN of a destination."""
    match destination.kind:
        case Kind.SQS | Kind.SNS:
            return f"arn:aws:{destination.kind}:{REGION}:{ACCOUNT}:{destination.name}"
        case Kind.LAMBDA:
            return arn_of(destination.name)
        case Kind.EVENTBRIDGE:
            return f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/{destination.name}"
        case Kind.S3:
            return f"arn:aws:s3:::{destination.name}"


def dlq_arn(function: Function) -> str:
    """The ARN of the function's dead-letter queue or topic."""
    kind = "sns" if function.dlq is Dlq.SNS else "sqs"
    return f"arn:aws:{kind}:{REGION}:{ACCOUNT}:{function.name}-dlq"


def spell_moment(moment: datetime) -> str:
    """A moment as a record has it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"
