"""What the answers hold, in the API's own words.

https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html and API_AliasConfiguration.html
"""

from typing import Any

from sim.routing.arns import LATEST, function_arn
from sim.routing.state import Alias, Content, Function, Statement, Version, revision_of

Body = dict[str, Any]


def latest_body(function: Function, now: int, *, qualified: bool = False) -> Body:
    """The configuration of $LATEST."""
    state = (
        {"State": "Pending", "StateReason": "The function is being created.", "StateReasonCode": "Creating"}
        if function.is_pending(now)
        else {"State": "Active"}
    )
    status = "InProgress" if function.is_updating(now) else "Successful"
    arn = function_arn(function.name, LATEST if qualified else "")
    body = _content(function.name, arn, LATEST, function.latest, function.revision(now))
    return body | state | ({} if function.is_pending(now) else {"LastUpdateStatus": status})


def version_body(function: Function, version: Version, now: int) -> Body:
    """The configuration of a published version."""
    arn = function_arn(function.name, version.number)
    state = {"State": "Pending" if now < version.ready_at else "Active"}
    return _content(function.name, arn, version.number, version.content, revision_of(arn, version.made_at)) | state


def _content(name: str, arn: str, version: str, content: Content, revision: str) -> Body:
    settings = content.settings
    body: Body = {
        "FunctionName": name,
        "FunctionArn": arn,
        "Runtime": settings.runtime,
        "Role": settings.role,
        "Handler": settings.handler,
        "CodeSha256": content.sha256,
        "Description": settings.description,
        "Timeout": settings.timeout,
        "MemorySize": settings.memory_size,
        "Version": version,
        "RevisionId": revision,
    }
    if settings.environment:
        body["Environment"] = {"Variables": dict(settings.environment)}
    if settings.layers:
        body["Layers"] = [{"Arn": layer} for layer in settings.layers]
    if settings.dead_letter:
        body["DeadLetterConfig"] = {"TargetArn": settings.dead_letter}
    return body


def alias_body(function: Function, alias: Alias) -> Body:
    """An alias as the API tells it."""
    body: Body = {
        "AliasArn": function_arn(function.name, alias.name),
        "Name": alias.name,
        "FunctionVersion": alias.version,
        "Description": alias.description,
        "RevisionId": alias_revision(function, alias),
    }
    if alias.additional:
        body["RoutingConfig"] = {"AdditionalVersionWeights": {alias.additional: alias.weight}}
    return body


def alias_revision(function: Function, alias: Alias) -> str:
    """RevisionId of the alias."""
    return revision_of(function_arn(function.name, alias.name), alias.changed_at)


def statement_body(arn: str, statement: Statement) -> Body:
    """A statement as it stands in the policy of ``arn``."""
    body: Body = {
        "Sid": statement.sid,
        "Effect": "Allow",
        "Principal": _principal(statement.principal),
        "Action": statement.action,
        "Resource": arn,
    }
    conditions: Body = {}
    if statement.source_account:
        conditions["StringEquals"] = {"AWS:SourceAccount": statement.source_account}
    if statement.source_arn:
        conditions["ArnLike"] = {"AWS:SourceArn": statement.source_arn}
    return body | ({"Condition": conditions} if conditions else {})


def _principal(text: str) -> Any:
    if text == "*":
        return text
    if text.endswith(".amazonaws.com"):
        return {"Service": text}
    return {"AWS": f"arn:aws:iam::{text}:root" if text.isdigit() else text}
