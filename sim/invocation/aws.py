"""*Do it in AWS*: the function of the scenario with its destinations, the calls, and a look at what has come."""

import json
from collections.abc import Iterator
from typing import Any

from sim.draw.aws import BASIC, RUNTIME, TRUST, ApiCall, Shell, Step, own
from sim.invocation.handler_code import IN_CODE, code, is_common, script_of
from sim.invocation.named import Kept, dlq_of, kept_of, named
from sim.invocation.sam import sam, statement
from sim.invocation.scenario import Invoke, Scenario
from sim.invocation.values import LATEST, REGION, SECOND, Caller, InvocationType, Kind, LogType, Loop, State

__all__ = ["sam", "steps"]

MOST_CALLS = 10


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: function and destinations; the calls; a look at what came; and everything taken down."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    name = named(scenario.function.name, 64)
    kept = kept_of(scenario)
    yield own(REGION)
    yield Shell(f"cat > app.py <<'PYTHON'\n{code(scenario)}PYTHON\nzip -q app.zip app.py\n")
    for one in kept:
        yield from _made(one)
    yield from _role(name, kept)
    yield from _function(scenario, name)
    yield from _configs(scenario, name)
    yield Shell("")
    yield from _calls(scenario, name)
    if kept:
        yield Shell(
            "\n# What came? A record of a failure comes after the last attempt: with two retries after three minutes"
        )
        for one in kept:
            yield from _looked(one, name)
    yield Shell(f"\naws logs tail /aws/lambda/{name} --since 1h --format short\n\n# Take it down again")
    yield ApiCall("lambda", "DeleteFunction", {"FunctionName": name})
    yield ApiCall("iam", "DetachRolePolicy", {"RoleName": name, "PolicyArn": BASIC})
    if any(one.writable for one in kept):
        yield ApiCall("iam", "DeleteRolePolicy", {"RoleName": name, "PolicyName": "send"})
    yield ApiCall("iam", "DeleteRole", {"RoleName": name})
    yield ApiCall("logs", "DeleteLogGroup", {"logGroupName": f"/aws/lambda/{name}"})
    for one in kept:
        yield from _gone(one)


def _role(name: str, kept: tuple[Kept, ...]) -> Iterator[Step]:
    yield ApiCall("iam", "CreateRole", {"RoleName": name, "AssumeRolePolicyDocument": json.dumps(TRUST)})
    yield ApiCall("iam", "AttachRolePolicy", {"RoleName": name, "PolicyArn": BASIC})
    if statements := [statement(one, one.arn) for one in kept if one.writable]:
        policy = {"Version": "2012-10-17", "Statement": statements}
        given = {"RoleName": name, "PolicyName": "send", "PolicyDocument": json.dumps(policy)}
        yield ApiCall("iam", "PutRolePolicy", given)
    if any(not one.writable for one in kept):
        yield Shell(
            "# The role lacks a permission on purpose: AWS may refuse the configuration below, or only the delivery"
        )
    yield Shell(f"ROLE=$(aws iam get-role --role-name {name} --query Role.Arn --output text); sleep 10")


def _function(scenario: Scenario, name: str) -> Iterator[Step]:
    function = scenario.function
    settings: dict[str, Any] = {
        "FunctionName": name,
        "Runtime": RUNTIME,
        "Handler": "app.handler",
        "Timeout": -(-function.timeout // SECOND),
    }
    if dlq := dlq_of(function):
        settings["DeadLetterConfig"] = {"TargetArn": dlq.arn}
    if function.state is State.SNAP_START_NOT_READY:
        settings["SnapStart"] = {"ApplyOn": "PublishedVersions"}
    yield ApiCall("lambda", "CreateFunction", settings, '--role "$ROLE" --zip-file fileb://app.zip')
    if function.state is not State.PENDING:
        yield Shell(f"aws lambda wait function-active-v2 --function-name {name}")
    if function.state is State.INACTIVE:
        yield Shell("# A function in a VPC becomes inactive after 14 days without a call; this one is active")
    if function.reserved >= 0:
        limit = {"FunctionName": name, "ReservedConcurrentExecutions": function.reserved}
        yield ApiCall("lambda", "PutFunctionConcurrency", limit)
    for number in range(1, function.versions + 1):
        if number > 1:
            yield Shell(
                f"# Version {number} needs another code or configuration, or AWS gives version {number - 1} again"
            )
            changed = {"FunctionName": name, "Description": f"version {number}"}
            yield ApiCall("lambda", "UpdateFunctionConfiguration", changed)
            yield Shell(f"aws lambda wait function-updated-v2 --function-name {name}")
        yield ApiCall("lambda", "PublishVersion", {"FunctionName": name})
    for alias in function.aliases:
        given = {"FunctionName": name, "Name": alias.name, "FunctionVersion": str(alias.version)}
        yield ApiCall("lambda", "CreateAlias", given)
    if function.loop is not Loop.NONE:
        yield Shell("# The loop is left out: a mistake in it would cost money until somebody sees it")
        given = {"FunctionName": name, "RecursiveLoop": str(function.recursive_loop)}
        yield ApiCall("lambda", "PutFunctionRecursionConfig", given)


def _configs(scenario: Scenario, name: str) -> Iterator[Step]:
    arns = {one.of: one.arn for one in kept_of(scenario)}
    for config in scenario.configs:
        goals = {"OnSuccess": config.on_success, "OnFailure": config.on_failure}
        destinations = {where: {"Destination": arns[goal]} for where, goal in goals.items() if goal}
        given: dict[str, Any] = {"FunctionName": name}
        given |= {} if config.qualifier == LATEST else {"Qualifier": config.qualifier}
        given |= {
            "MaximumRetryAttempts": config.max_retries,
            "MaximumEventAgeInSeconds": config.max_age_seconds,
        }
        given |= {"DestinationConfig": destinations} if destinations else {}
        yield ApiCall("lambda", "PutFunctionEventInvokeConfig", given)


def _calls(scenario: Scenario, name: str) -> Iterator[Step]:
    client = scenario.client
    yield Shell(f"export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS={client.max_attempts}")
    if any(happens not in IN_CODE for script in scenario.script for happens in script.attempts):
        yield Shell(
            "# Throttles, errors of Lambda itself and lost connections cannot be ordered: here these attempts go well"
        )
    if any(invoke.caller is Caller.API_GATEWAY for invoke in scenario.invokes):
        yield Shell("# The CLI stands for API Gateway: it waits as long, and makes one request")
    number = 0
    for invoke in scenario.invokes:
        if not is_common(invoke):
            yield Shell("# The CLI sends JSON and does not stream: this call is made the common way")
        for _ in range(invoke.times):
            number += 1
            if number <= MOST_CALLS:
                yield _call(scenario, name, invoke, number)
    if number > MOST_CALLS:
        yield Shell(f"# The lab makes {number} calls; {MOST_CALLS} show the same.")
    yield Shell("wait")


def _call(scenario: Scenario, name: str, invoke: Invoke, number: int) -> Step:
    client = scenario.client
    unknown = invoke.function_name not in ("", scenario.function.name)
    given: dict[str, Any] = {"FunctionName": named(invoke.function_name, 64) if unknown else name}
    given |= {"InvocationType": str(invoke.invocation_type)}
    given |= {"Qualifier": invoke.qualifier} if invoke.qualifier else {}
    given |= {"LogType": "Tail"} if invoke.log_type is LogType.TAIL else {}
    payload = _payload(scenario, invoke, number)
    if payload.strip():
        given["Payload"] = payload
    waits = client.integration_timeout if invoke.caller is Caller.API_GATEWAY else client.read_timeout
    own = f"--cli-read-timeout {-(-waits // SECOND)} --cli-binary-format raw-in-base64-out"
    file = "" if invoke.invocation_type is InvocationType.DRY_RUN else f"call-{number}.json"
    return ApiCall("lambda", "Invoke", given, f"{own} {file or '/dev/null'} &")


def _payload(scenario: Scenario, invoke: Invoke, number: int) -> str:
    """The payload with the handler's script in it, if it is an object; what fills it up is left out."""
    text = invoke.payload.replace("%n", str(number))
    try:
        event = json.loads(text)
    except ValueError:
        return text
    script = script_of(scenario, number)
    return json.dumps({**event, "script": script}) if isinstance(event, dict) and script != ["ok"] else text


def _made(one: Kept) -> Iterator[Step]:
    match one.kind:
        case Kind.SQS:
            yield ApiCall("sqs", "CreateQueue", {"QueueName": one.name})
        case Kind.SNS:
            yield ApiCall("sns", "CreateTopic", {"Name": one.name})
        case Kind.EVENTBRIDGE:
            yield ApiCall("events", "CreateEventBus", {"Name": one.name})
        case Kind.S3:
            yield Shell(f"aws s3 mb s3://{one.name}")
        case Kind.LAMBDA:
            yield Shell(f"# Make the function {one.name} in the same way before you go on: it is a destination")


def _looked(one: Kept, function: str) -> Iterator[Step]:
    match one.kind:
        case Kind.SQS:
            given = {"QueueUrl": one.url, "MaxNumberOfMessages": 10, "WaitTimeSeconds": 20}
            yield ApiCall("sqs", "ReceiveMessage", {**given, "MessageAttributeNames": ["All"]})
        case Kind.S3:
            yield Shell(f"aws s3 ls s3://{one.name}/aws/lambda/async/{function}/ --recursive")
        case Kind.LAMBDA:
            yield Shell(f"aws logs tail /aws/lambda/{one.name} --since 1h --format short")
        case _:
            yield Shell(f"# {one.name} keeps nothing: subscribe a queue to it, or give it a rule, to see what comes")


def _gone(one: Kept) -> Iterator[Step]:
    match one.kind:
        case Kind.SQS:
            yield ApiCall("sqs", "DeleteQueue", {"QueueUrl": one.url})
        case Kind.SNS:
            yield ApiCall("sns", "DeleteTopic", {"TopicArn": one.arn})
        case Kind.EVENTBRIDGE:
            yield ApiCall("events", "DeleteEventBus", {"Name": one.name})
        case Kind.S3:
            yield Shell(f"aws s3 rb s3://{one.name} --force")
