"""*Do it in AWS*: a function, a role that stands for the caller, the policies of the scenario, and AWS's own answer to who may call."""

import json
from collections.abc import Iterator
from typing import Any

from sim.draw.aws import RUNTIME, ApiCall, Shell, Step, own
from sim.permission.asking import Question, kinds_of, questions_of
from sim.permission.own import CALLER, CALLER_ARN, PREFIX, in_own_names, is_whole, permissions_of, qualifiers_of
from sim.permission.papers import document, papers_of, text_of
from sim.permission.sam import CODE, sam
from sim.permission.scenario import Scenario
from sim.permission.values import ACCOUNT, ASSUME, LAMBDA, REGION, Via
from sim.policy import Kind

__all__ = ["sam", "steps"]

ROLE = f"{PREFIX}permission"
_AS_CALLER = f"""
# As the caller
CALLER=($(aws sts assume-role --role-arn {CALLER_ARN} --role-session-name session \\
  --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text))
as_caller() {{ AWS_ACCESS_KEY_ID=${{CALLER[0]}} AWS_SECRET_ACCESS_KEY=${{CALLER[1]}} AWS_SESSION_TOKEN=${{CALLER[2]}} aws "$@"; }}"""


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: function, caller, policies; what AWS says; and everything taken down."""
    return tuple(_steps(in_own_names(scenario)))


def _steps(scenario: Scenario) -> Iterator[Step]:
    readable = not papers_of(scenario).problems
    yield own(REGION)
    if not readable:
        yield Shell(
            "# AWS does not take these policies as they are. The script makes the function and the caller without them.\n"
        )
    yield from _function(scenario)
    yield from _caller(scenario, readable=readable)
    yield from _resource(scenario, readable=readable)
    yield from _asked(scenario)
    yield from _down(scenario, readable=readable)


def _function(scenario: Scenario) -> Iterator[Step]:
    name = scenario.function
    trust = document({"Effect": "Allow", "Principal": {"Service": LAMBDA}, "Action": ASSUME})
    if scenario.account != ACCOUNT:
        yield Shell(
            f"# The function belongs to account {scenario.account}: its owner makes it, with the credentials of that account\n"
        )
    yield Shell(f"cat > app.py <<'PYTHON'\n{CODE}PYTHON\nzip -q app.zip app.py\n")
    yield ApiCall("iam", "CreateRole", {"RoleName": ROLE, "AssumeRolePolicyDocument": _flat(trust)})
    yield Shell(f"ROLE=$(aws iam get-role --role-name {ROLE} --query Role.Arn --output text); sleep 10")
    settings = {"FunctionName": name, "Runtime": RUNTIME, "Handler": "app.handler"}
    yield ApiCall("lambda", "CreateFunction", settings, '--role "$ROLE" --zip-file fileb://app.zip')
    yield Shell(f"aws lambda wait function-active-v2 --function-name {name}")
    for number, alias in enumerate(qualifiers_of(scenario)):
        if number == 0:
            yield ApiCall("lambda", "PublishVersion", {"FunctionName": name})
        yield ApiCall("lambda", "CreateAlias", {"FunctionName": name, "Name": alias, "FunctionVersion": "1"})


def _caller(scenario: Scenario, *, readable: bool) -> Iterator[Step]:
    if Kind.IDENTITY not in kinds_of(scenario):
        return
    if scenario.caller != CALLER_ARN:
        yield Shell(
            f"\n# {scenario.caller} belongs to another account: there this policy is put on it, and the call is made from there"
        )
        for line in scenario.identity.strip().splitlines() or ["(no policy)"]:
            yield Shell(f"#   {line}")
        return
    trust = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": ASSUME}
    text = text_of(scenario, Kind.TRUST) if Kind.TRUST in kinds_of(scenario) and readable else document(trust)
    yield Shell("\n# The caller: a role that stands for the user, the role or the service's role of the scenario")
    yield ApiCall("iam", "CreateRole", {"RoleName": CALLER, "AssumeRolePolicyDocument": _flat(text)})
    if scenario.identity.strip() and readable:
        given = {"RoleName": CALLER, "PolicyName": "identity", "PolicyDocument": _flat(scenario.identity)}
        yield ApiCall("iam", "PutRolePolicy", given)
    yield Shell("sleep 10  # until the role is known everywhere")


def _resource(scenario: Scenario, *, readable: bool) -> Iterator[Step]:
    if not readable or Kind.RESOURCE not in kinds_of(scenario):
        return
    for refusal in papers_of(scenario).refusals:
        yield Shell(f"\n# AddPermission refuses {refusal.sid or 'a statement'}: {refusal.error_code}")
    if not papers_of(scenario).of(Kind.RESOURCE):
        yield Shell("\n# No statement stands in the resource policy, so GetPolicy answers ResourceNotFoundException")
    elif is_whole(scenario):
        yield Shell("\n# The resource policy. A principal of another account must exist, or AWS refuses the statement")
        for one in permissions_of(scenario):
            place = {"FunctionName": scenario.function, "StatementId": one.sid}
            qualifier = {"Qualifier": one.qualifier} if one.qualifier else {}
            yield ApiCall("lambda", "AddPermission", place | qualifier | one.parameters)
    else:
        yield Shell("\n# AddPermission cannot write all of these statements, so the policy is written as a whole")
        given = {"ResourceArn": scenario.plain_arn, "Policy": _flat(scenario.resource)}
        yield ApiCall("lambda", "PutResourcePolicy", given)
    yield ApiCall("lambda", "GetPolicy", {"FunctionName": scenario.function, **_qualified(scenario)})


def _asked(scenario: Scenario) -> Iterator[Step]:
    yield Shell("\n# What AWS says. A dry run asks for permission and runs nothing")
    if scenario.caller == CALLER_ARN and Kind.IDENTITY in kinds_of(scenario):
        for question in questions_of(scenario):
            if question.is_asked(Kind.IDENTITY):
                yield ApiCall("iam", "SimulatePrincipalPolicy", _simulated(question))
    if Kind.TRUST not in kinds_of(scenario) and scenario.caller == CALLER_ARN and not scenario.is_anonymous:
        name = f"{scenario.function}{scenario.qualifier and ':'}{scenario.qualifier}"
        yield Shell(f"{_AS_CALLER}\nas_caller lambda invoke --function-name '{name}' --invocation-type DryRun out.json")
    given = {"FunctionName": scenario.function, "InvocationType": "DryRun", **_qualified(scenario)}
    yield Shell("\n# The same with your own credentials, to compare")
    yield ApiCall("lambda", "Invoke", given, "out.json")
    if scenario.via is Via.URL:
        yield Shell("\n# The URL, and a request without credentials")
        place = {"FunctionName": scenario.function, **_qualified(scenario)}
        yield ApiCall("lambda", "CreateFunctionUrlConfig", place | {"AuthType": scenario.auth_type.value})
        query = f"--function-name {scenario.function} --query FunctionUrl --output text"
        qualifier = f" --qualifier {scenario.qualifier}" if scenario.qualifier else ""
        yield Shell(f'curl -i "$(aws lambda get-function-url-config{qualifier} {query})"')
    yield ApiCall("lambda", "GetFunctionConfiguration", {"FunctionName": scenario.function})


def _simulated(question: Question) -> dict[str, Any]:
    keys = {
        key: value
        for key, value in question.request.keys.items()
        if key.startswith("lambda:") or key in ("aws:PrincipalOrgID", "aws:SourceIp")
    }
    entries = [
        {
            "ContextKeyName": key,
            "ContextKeyValues": [value],
            "ContextKeyType": "boolean" if value == "true" else "ip" if key == "aws:SourceIp" else "string",
        }
        for key, value in keys.items()
    ]
    given: dict[str, Any] = {
        "PolicySourceArn": CALLER_ARN,
        "ActionNames": [question.request.action],
        "ResourceArns": [question.request.resource],
    }
    return given | ({"ContextEntries": entries} if entries else {})


def _down(scenario: Scenario, *, readable: bool) -> Iterator[Step]:
    yield Shell("\n# Take it down again")
    yield ApiCall("lambda", "DeleteFunction", {"FunctionName": scenario.function})
    if scenario.caller == CALLER_ARN and Kind.IDENTITY in kinds_of(scenario):
        if scenario.identity.strip() and readable:
            yield ApiCall("iam", "DeleteRolePolicy", {"RoleName": CALLER, "PolicyName": "identity"})
        yield ApiCall("iam", "DeleteRole", {"RoleName": CALLER})
    yield ApiCall("iam", "DeleteRole", {"RoleName": ROLE})


def _qualified(scenario: Scenario) -> dict[str, str]:
    return {"Qualifier": scenario.qualifier} if scenario.qualifier in qualifiers_of(scenario) else {}


def _flat(text: str) -> str:
    """The policy on one line."""
    return json.dumps(json.loads(text))
