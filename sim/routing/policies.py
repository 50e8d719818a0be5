"""The resource policy of each ARN. A statement counts for the ARN that it was added to, and for no other.

https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
"""

import json
import re
from dataclasses import replace

from sim.routing.answers import Answer, invalid, no_function, refused, stale
from sim.routing.arns import LATEST
from sim.routing.bodies import statement_body
from sim.routing.cli import Call
from sim.routing.finding import Found, Moment, Step, missing, target
from sim.routing.state import Function, Statement, World, revision_of

STATEMENT_PATTERN = "([a-zA-Z0-9-_]+)"
ACTION_PATTERN = r"(lambda:[*]|lambda:[a-zA-Z]+|[*])"


def add(world: World, call: Call, at: Moment) -> Step:
    """AddPermission."""
    fault = _shape(call)
    one = fault or _found(world, call)
    if isinstance(one, Answer):
        return one
    if one.qualifier == LATEST:
        message = f"We currently do not support adding policies for {LATEST}."
        why = "A statement is for the plain ARN, a version or an alias."
        return refused(400, "InvalidParameterValueException", message, why, "sec-addpermission-latest")
    statements = one.function.policies.get(one.qualifier, ())
    if _is_stale(call, one, statements):
        return stale("GetPolicy")
    sid = call.text_of("StatementId")
    if any(statement.sid == sid for statement in statements):
        message = (
            f"The statement id ({sid}) provided already exists. "
            "Please provide a new statement id, or remove the existing statement."
        )
        why = "Each statement of a policy has an id of its own."
        return refused(409, "ResourceConflictException", message, why, "sec-addpermission-duplicate-sid")
    statement = Statement(
        sid=sid,
        action=call.text_of("Action"),
        principal=call.text_of("Principal"),
        source_arn=call.text_of("SourceArn"),
        source_account=call.text_of("SourceAccount"),
        changed_at=at.now,
    )
    told = f"{statement.principal} may call {one.arn}, by just this ARN."
    if not one.qualifier and one.function.aliases:
        told += f" A call of {one.arn}:{min(one.function.aliases)} is not let in by it."
    answer = Answer(
        status=201,
        why=told,
        fact="sec-policy-per-qualifier",
        body={"Statement": json.dumps(statement_body(one.arn, statement))},
    )
    return world.with_function(_with(one, (*statements, statement))), answer


def remove(world: World, call: Call, _at: Moment) -> Step:
    """RemovePermission."""
    one = _found(world, call)
    if isinstance(one, Answer):
        return one
    statements, sid = one.function.policies.get(one.qualifier, ()), call.text_of("StatementId")
    if not any(statement.sid == sid for statement in statements):
        message = f"Statement {sid} is not found in resource policy."
        why = f"The policy of {one.arn} has no such statement; each ARN has a policy of its own."
        return refused(404, "ResourceNotFoundException", message, why, "sec-policy-per-qualifier")
    if _is_stale(call, one, statements):
        return stale("GetPolicy")
    kept = tuple(statement for statement in statements if statement.sid != sid)
    return world.with_function(_with(one, kept)), Answer(
        status=204, why=f"The statement is taken out of the policy of {one.arn}."
    )


def get(world: World, call: Call, _at: Moment) -> Step:
    """GetPolicy: the statements of one ARN."""
    one = _found(world, call)
    if isinstance(one, Answer):
        return one
    statements = one.function.policies.get(one.qualifier, ())
    if not statements:
        why = f"No statement was added to {one.arn}. Those of other ARNs do not count for it."
        message = "The resource you requested does not exist."
        return refused(404, "ResourceNotFoundException", message, why, "sec-policy-per-qualifier")
    policy = {
        "Version": "2012-10-17",
        "Id": "default",
        "Statement": [statement_body(one.arn, statement) for statement in statements],
    }
    body = {"Policy": json.dumps(policy), "RevisionId": _revision(one, statements)}
    told = f"These count for calls of {one.arn}, and for no other ARN."
    return Answer(status=200, why=told, fact="sec-policy-per-qualifier", body=body)


def callers(function: Function, qualifier: str) -> str:
    """Whom statements let in by just this ARN, as a list; ``nobody`` if there are none."""
    statements = function.policies.get(qualifier, ())
    return ", ".join(dict.fromkeys(statement.principal for statement in statements)) or "nobody"


def _shape(call: Call) -> Answer | None:
    for name, place, pattern in (
        ("StatementId", "statementId", STATEMENT_PATTERN),
        ("Action", "action", ACTION_PATTERN),
    ):
        text = call.text_of(name)
        if not re.fullmatch(pattern, text):
            constraint = f"Member must satisfy regular expression pattern: {pattern}"
            return invalid(place, text, constraint, f"{name} is written otherwise, such as lambda:InvokeFunction.")
    return None


def _found(world: World, call: Call) -> Found | Answer:
    named = target(call)
    if isinstance(named, Answer):
        return named
    function = world.functions.get(named.name)
    if function is None:
        return no_function(named.arn)
    return Found(function, named.qualifier) if function.has(named.qualifier) else missing(named)


def _with(one: Found, statements: tuple[Statement, ...]) -> Function:
    policies = {qualifier: kept for qualifier, kept in one.function.policies.items() if qualifier != one.qualifier}
    return replace(one.function, policies={**policies, **({one.qualifier: statements} if statements else {})})


def _revision(one: Found, statements: tuple[Statement, ...]) -> str:
    return revision_of(one.arn, *(f"{statement.sid} {statement.changed_at}" for statement in statements))


def _is_stale(call: Call, one: Found, statements: tuple[Statement, ...]) -> bool:
    given = call.text_of("RevisionId")
    return bool(given) and given != _revision(one, statements)
