"""The operations that the bench knows, and the options of each, spelled as the AWS CLI spells them.

Spelled by hand from the API's model; the tests hold every option against it.
https://docs.aws.amazon.com/cli/latest/reference/lambda/index.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What an option takes."""

    TEXT = "a text"
    WHOLE = "a whole number"
    FLAG = "nothing"
    """It is there or not, or there as ``--no-…``."""
    WORDS = "one or more texts"
    SHAPE = "Name=value pairs, or JSON"
    FILE = "a file, as fileb://v1.zip"


EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "DeadLetterConfig": "TargetArn=arn:aws:sqs:eu-west-1:111122223333:lost",
        "DestinationConfig": "OnFailure={Destination=arn:aws:sqs:eu-west-1:111122223333:lost}",
        "Environment": "Variables={STAGE=prod}",
        "RoutingConfig": "AdditionalVersionWeights={2=0.1}",
        "Tags": "show=evening",
    }
)
"""How the value of each parameter of this kind is written."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option, and the parameter that it sets."""

    parameter: str
    kind: Kind = Kind.TEXT
    required: bool = False


def _table(required: str, rest: str = "") -> Mapping[str, Option]:
    """Options by name from ``name=Parameter:kind`` words."""
    found = {}
    for words, must in ((required, True), (rest, False)):
        for word in words.split():
            name, _, told = word.partition("=")
            parameter, _, kind = told.partition(":")
            found[name] = Option(parameter, Kind[kind.upper()] if kind else Kind.TEXT, must)
    return MappingProxyType(found)


_NAME = "function-name=FunctionName"
_QUALIFIER = "qualifier=Qualifier"
_SETTINGS = (
    "description=Description timeout=Timeout:whole memory-size=MemorySize:whole environment=Environment:shape "
    "layers=Layers:words dead-letter-config=DeadLetterConfig:shape"
)
OPERATIONS: Mapping[str, Mapping[str, Option]] = MappingProxyType(
    {
        "CreateFunction": _table(
            f"{_NAME} role=Role zip-file=ZipFile:file",
            f"runtime=Runtime handler=Handler {_SETTINGS} publish=Publish:flag tags=Tags:shape",
        ),
        "UpdateFunctionCode": _table(
            f"{_NAME} zip-file=ZipFile:file", "publish=Publish:flag dry-run=DryRun:flag revision-id=RevisionId"
        ),
        "UpdateFunctionConfiguration": _table(
            _NAME, f"role=Role runtime=Runtime handler=Handler {_SETTINGS} revision-id=RevisionId"
        ),
        "PublishVersion": _table(_NAME, "code-sha256=CodeSha256 description=Description revision-id=RevisionId"),
        "CreateAlias": _table(
            f"{_NAME} name=Name function-version=FunctionVersion",
            "description=Description routing-config=RoutingConfig:shape",
        ),
        "UpdateAlias": _table(
            f"{_NAME} name=Name",
            "function-version=FunctionVersion description=Description routing-config=RoutingConfig:shape revision-id=RevisionId",
        ),
        "GetAlias": _table(f"{_NAME} name=Name"),
        "ListAliases": _table(_NAME, "function-version=FunctionVersion"),
        "DeleteAlias": _table(f"{_NAME} name=Name"),
        "ListVersionsByFunction": _table(_NAME),
        "GetFunction": _table(_NAME, _QUALIFIER),
        "GetFunctionConfiguration": _table(_NAME, _QUALIFIER),
        "DeleteFunction": _table(_NAME, _QUALIFIER),
        "Invoke": _table(_NAME, f"{_QUALIFIER} invocation-type=InvocationType payload=Payload"),
        "AddPermission": _table(
            f"{_NAME} statement-id=StatementId action=Action principal=Principal",
            f"{_QUALIFIER} source-arn=SourceArn source-account=SourceAccount revision-id=RevisionId",
        ),
        "RemovePermission": _table(f"{_NAME} statement-id=StatementId", f"{_QUALIFIER} revision-id=RevisionId"),
        "GetPolicy": _table(_NAME, _QUALIFIER),
        "PutFunctionEventInvokeConfig": _table(
            _NAME,
            f"{_QUALIFIER} maximum-retry-attempts=MaximumRetryAttempts:whole "
            "maximum-event-age-in-seconds=MaximumEventAgeInSeconds:whole destination-config=DestinationConfig:shape",
        ),
        "GetFunctionEventInvokeConfig": _table(_NAME, _QUALIFIER),
        "DeleteFunctionEventInvokeConfig": _table(_NAME, _QUALIFIER),
        "PutProvisionedConcurrencyConfig": _table(
            f"{_NAME} {_QUALIFIER} provisioned-concurrent-executions=ProvisionedConcurrentExecutions:whole"
        ),
        "GetProvisionedConcurrencyConfig": _table(f"{_NAME} {_QUALIFIER}"),
        "DeleteProvisionedConcurrencyConfig": _table(f"{_NAME} {_QUALIFIER}"),
        "PutFunctionConcurrency": _table(f"{_NAME} reserved-concurrent-executions=ReservedConcurrentExecutions:whole"),
        "TagResource": _table("resource=Resource tags=Tags:shape"),
    }
)
WAITERS = (
    "function-active-v2",
    "function-updated-v2",
    "function-active",
    "function-updated",
    "published-version-active",
)
"""What ``aws lambda wait`` waits for. https://docs.aws.amazon.com/cli/latest/reference/lambda/wait/index.html"""
WAIT = "Wait"
PASSED_OVER: Mapping[str, bool] = MappingProxyType(
    {
        "region": True,
        "profile": True,
        "output": True,
        "query": True,
        "cli-binary-format": True,
        "no-cli-pager": False,
        "no-paginate": False,
    }
)
"""Options of every call that change nothing here, and whether they take a value."""


def command_of(operation: str) -> str:
    """``PublishVersion`` as ``publish-version``."""
    return "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in operation).lstrip("-")


COMMANDS: Mapping[str, str] = MappingProxyType({command_of(operation): operation for operation in OPERATIONS})
