"""Names, limits and closed sets that the parts of a ``permission`` scenario share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from sim.facts import fact_of, whole
from sim.names import keep_name

ACCOUNT, OTHER_ACCOUNT = "111122223333", "444455556666"
REGION = "eu-west-1"
LONGEST_POLICY = whole("sec-resource-policy-scope")
"""Characters of a resource policy; the other two texts are held to it as well."""

INVOKE = str(fact_of("sec-invoke-action").value)
_URL = fact_of("sec-function-url-two-permissions").values or {}
INVOKE_URL, VIA_URL = str(_URL["url"]), str(_URL["condition"])
AUTH_TYPE = "lambda:FunctionUrlAuthType"
ASSUME = str((fact_of("sec-execution-role-required").values or {})["action"])
LAMBDA = str((fact_of("sec-execution-role-required").values or {})["service_principal"])
NO_PERMISSIONS = "NO_PERMISSIONS"
LATEST = "$LATEST"

_QUALIFIER = re.compile(r"\$LATEST|[a-zA-Z0-9_-]{1,128}")
_CALLER = re.compile(r"arn:aws:iam::([0-9]{12}):(user|role)/[\w+=,.@/-]+", re.ASCII)
_SOURCE = re.compile(r"arn:aws:[a-z0-9-]+:[a-z0-9-]*:[0-9]{0,12}:.+", re.ASCII)


class Via(StrEnum):
    """How the function is called."""

    API = "api"
    """A user or a role calls Invoke with its own credentials."""
    SERVICE = "service"
    """An AWS service calls by its own name: it has no identity policy, so only the resource policy can let it in."""
    ROLE = "role"
    """An AWS service calls with a role that it was given."""
    MAPPING = "mapping"
    """An event source mapping: Lambda reads a queue or a stream with the function's execution role."""
    URL = "url"
    """A request to the function URL."""


class AuthType(StrEnum):
    """Of a function URL."""

    NONE = "NONE"
    """Nobody shows credentials; the resource policy must let everybody in."""
    AWS_IAM = "AWS_IAM"


class Service(StrEnum):
    """Which AWS service calls."""

    S3 = "s3"
    SNS = "sns"
    LOGS = "logs"
    COGNITO = "cognito"
    API_GATEWAY = "apigateway"
    RULE = "rule"
    """A rule on the default bus or on a Custom Event Bus - Classic."""
    CUSTOM_BUS = "custom-bus"
    """A subscriber of the new Custom Event Bus."""
    SCHEDULER = "scheduler"
    PIPES = "pipes"


@dataclass(frozen=True, slots=True)
class About:
    """What there is to know of a service that calls functions."""

    title: str
    principal: str
    """Its name in a policy."""
    pushes: bool
    """Whether it calls by its own name."""
    takes_role: bool
    """Whether it can call with a role."""
    source: str
    """An example of what it calls for."""
    fails: str
    """What becomes of a call that Lambda refuses."""


SERVICES: Mapping[Service, About] = MappingProxyType(
    {
        Service.S3: About(
            "Amazon S3",
            "s3.amazonaws.com",
            pushes=True,
            takes_role=False,
            source="arn:aws:s3:::lantern-posters",
            fails="S3 fails the delivery. Whoever uploaded the object hears nothing of it.",
        ),
        Service.SNS: About(
            "Amazon SNS",
            "sns.amazonaws.com",
            pushes=True,
            takes_role=False,
            source=f"arn:aws:sns:{REGION}:{ACCOUNT}:lantern-news",
            fails="SNS fails the delivery. Whoever published the message hears nothing of it.",
        ),
        Service.LOGS: About(
            "CloudWatch Logs",
            "logs.amazonaws.com",
            pushes=True,
            takes_role=False,
            source=f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/lantern/shop:*",
            fails="CloudWatch Logs fails the delivery of the log events.",
        ),
        Service.COGNITO: About(
            "Amazon Cognito",
            "cognito-idp.amazonaws.com",
            pushes=True,
            takes_role=False,
            source=f"arn:aws:cognito-idp:{REGION}:{ACCOUNT}:userpool/{REGION}_Lantern1",
            fails="Cognito waits for the function, so what the user wanted to do fails.",
        ),
        Service.API_GATEWAY: About(
            "API Gateway",
            "apigateway.amazonaws.com",
            pushes=True,
            takes_role=True,
            source=f"arn:aws:execute-api:{REGION}:{ACCOUNT}:a1b2c3d4e5/prod/POST/seats",
            fails="API Gateway answers its client with an error of its own.",
        ),
        Service.RULE: About(
            "EventBridge rule",
            "events.amazonaws.com",
            pushes=True,
            takes_role=True,
            source=f"arn:aws:events:{REGION}:{ACCOUNT}:rule/seat-sold",
            fails=f"The metric FailedInvocations counts it, and a dead-letter queue gets the event with {NO_PERMISSIONS}.",
        ),
        Service.CUSTOM_BUS: About(
            "Custom Event Bus",
            "events.amazonaws.com",
            pushes=False,
            takes_role=True,
            source=f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/lantern",
            fails="The delivery to the subscriber fails.",
        ),
        Service.SCHEDULER: About(
            "EventBridge Scheduler",
            "scheduler.amazonaws.com",
            pushes=False,
            takes_role=True,
            source=f"arn:aws:scheduler:{REGION}:{ACCOUNT}:schedule-group/default",
            fails="The schedule's target is not invoked; its dead-letter queue gets the event, if it has one.",
        ),
        Service.PIPES: About(
            "EventBridge Pipes",
            "pipes.amazonaws.com",
            pushes=False,
            takes_role=True,
            source=f"arn:aws:pipes:{REGION}:{ACCOUNT}:pipe/orders-to-seats",
            fails="The pipe's execution fails, and it tries again as its source allows.",
        ),
    }
)
READS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sqs": ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"),
        "kinesis": (
            "kinesis:GetRecords",
            "kinesis:GetShardIterator",
            "kinesis:DescribeStream",
            "kinesis:DescribeStreamSummary",
            "kinesis:ListShards",
        ),
        "dynamodb": (
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:DescribeStream",
            "dynamodb:ListStreams",
        ),
    }
)
"""What an execution role must be allowed on a source, by the service in the source's ARN.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
"""
SOURCE_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "sqs": f"arn:aws:sqs:{REGION}:{ACCOUNT}:lantern-orders",
        "kinesis": f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/lantern-clicks",
        "dynamodb": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/seats/stream/2026-11-23T08:00:00.000",
    }
)


def account_of(caller: str) -> str:
    """The account of a user or a role, from its ARN."""
    return caller.split(":")[4]


def is_role(caller: str) -> bool:
    """Whether the ARN is a role's."""
    found = _CALLER.fullmatch(caller)
    return bool(found and found[2] == "role")


def keep_caller(caller: str) -> None:
    """Refuse what is the ARN of neither a user nor a role.

    Raises:
        ValueError: saying so.
    """
    if not _CALLER.fullmatch(caller):
        told = "is neither a user nor a role; write it as arn:aws:iam::111122223333:user/ana or …:role/box-office"
        raise ValueError(f"caller: {caller[:80]!r} {told}")


def keep_source(arn: str) -> None:
    """Refuse what is no ARN; nothing may stand there.

    Raises:
        ValueError: saying so.
    """
    if arn and not _SOURCE.fullmatch(arn):
        raise ValueError(
            f"source_arn: {arn[:80]!r} is no ARN; write it as arn:aws:s3:::lantern-posters, or leave it empty"
        )


def keep_function(name: str, qualifier: str) -> None:
    """Refuse what Lambda takes for no name or no qualifier.

    Raises:
        ValueError: naming the field.
    """
    keep_name("function", name, 64)
    if qualifier and not _QUALIFIER.fullmatch(qualifier):
        told = "take an alias, a version's number, or $LATEST"
        raise ValueError(f"qualifier: {qualifier[:64]!r} is none; {told}, or leave it empty")
