"""*Do it in AWS*: two versions and an alias, alarm and hooks, the deployment group, the deployment, calls, and a look at what became of it."""

import json
from collections.abc import Iterator
from typing import Any

from sim.deployment.plan import refusal_of
from sim.deployment.sam import (
    ALARM_NAME,
    CONFIG_NAME,
    HOOK_NAMES,
    NAME,
    REPORTS,
    alarm_of,
    hook_code,
    hooks_of,
    routing_of,
    sam,
    version_code,
)
from sim.deployment.scenario import Scenario
from sim.deployment.values import ALIAS, PREDEFINED, Watch
from sim.draw.aws import BASIC, RUNTIME, TRUST, ApiCall, Shell, Step, own, trusting
from sim.routing.arns import ACCOUNT, REGION

__all__ = ["sam", "steps"]

ROLE, DEPLOYER = NAME, f"{NAME}-deploy"
DEPLOYS = "arn:aws:iam::aws:policy/service-role/AWSCodeDeployRoleForLambda"
"""AWS's own policy: it moves aliases, reads alarms, and invokes hooks whose names begin with CodeDeployHook_."""
SECONDS = 600
"""So long the script calls the alias, once a second."""


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script, from the first version to the last look, and everything down again."""
    return tuple(_steps(scenario))


def _steps(scenario: Scenario) -> Iterator[Step]:
    yield own(REGION)
    yield from _roles(scenario)
    yield from _versions(scenario)
    yield from _hooks(scenario)
    if scenario.watch is not Watch.NONE:
        yield Shell("\n# The alarm")
        yield ApiCall("cloudwatch", "PutMetricAlarm", {"AlarmName": ALARM_NAME, **alarm_of(scenario, "2")})
    yield from _group(scenario)
    yield from _deployment(scenario)
    yield from _down(scenario)


def _roles(scenario: Scenario) -> Iterator[Step]:
    yield Shell("# One role for the functions, and one for CodeDeploy")
    for role, trust, policy in ((ROLE, TRUST, BASIC), (DEPLOYER, trusting("codedeploy.amazonaws.com"), DEPLOYS)):
        yield ApiCall("iam", "CreateRole", {"RoleName": role, "AssumeRolePolicyDocument": json.dumps(trust)})
        yield ApiCall("iam", "AttachRolePolicy", {"RoleName": role, "PolicyArn": policy})
    if hooks_of(scenario):
        statement = {"Effect": "Allow", "Action": REPORTS, "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        yield ApiCall("iam", "PutRolePolicy", {"RoleName": ROLE, "PolicyName": "report", "PolicyDocument": document})
    yield Shell("sleep 10  # until the roles are known everywhere")


def _versions(scenario: Scenario) -> Iterator[Step]:
    if (scenario.current, scenario.target) != ("1", "2"):
        told = f"version {scenario.current} of the lab is 1 here, version {scenario.target} is 2"
        yield Shell(f"\n# A new function counts from 1: {told}")
    for number in (scenario.current, scenario.target):
        first = number == scenario.current
        yield Shell(
            f"\ncat > app.py <<'PYTHON'\n{version_code(scenario, number)}PYTHON\nrm -f app.zip && zip -q app.zip app.py"
        )
        if first:
            yield ApiCall("lambda", "CreateFunction", _function(NAME), "--zip-file fileb://app.zip")
        else:
            yield ApiCall("lambda", "UpdateFunctionCode", {"FunctionName": NAME}, "--zip-file fileb://app.zip")
        yield Shell(f"aws lambda wait function-{'active' if first else 'updated'}-v2 --function-name {NAME}")
        yield ApiCall("lambda", "PublishVersion", {"FunctionName": NAME})
        if first:
            yield ApiCall("lambda", "CreateAlias", {"FunctionName": NAME, "Name": ALIAS, "FunctionVersion": "1"})


def _function(name: str) -> dict[str, Any]:
    role = f"arn:aws:iam::{ACCOUNT}:role/{ROLE}"
    return {"FunctionName": name, "Runtime": RUNTIME, "Handler": "app.handler", "Role": role, "Timeout": 60}


def _hooks(scenario: Scenario) -> Iterator[Step]:
    for name, hook in hooks_of(scenario).items():
        yield Shell(f"\n# The hook of {name}")
        yield Shell(f"cat > app.py <<'PYTHON'\n{hook_code(hook)}PYTHON\nrm -f app.zip && zip -q app.zip app.py")
        yield ApiCall("lambda", "CreateFunction", _function(HOOK_NAMES[name]), "--zip-file fileb://app.zip")


def _group(scenario: Scenario) -> Iterator[Step]:
    yield Shell("\n# Application, configuration and deployment group")
    yield ApiCall("codedeploy", "CreateApplication", {"applicationName": NAME, "computePlatform": "Lambda"})
    config = str(scenario.config)
    if scenario.config not in PREDEFINED:
        config = CONFIG_NAME
        if refusal := refusal_of(scenario):
            yield Shell(f"# AWS refuses this: {refusal}")
        routing = {"computePlatform": "Lambda", "trafficRoutingConfig": routing_of(scenario)}
        yield ApiCall("codedeploy", "CreateDeploymentConfig", {"deploymentConfigName": config, **routing})
    given: dict[str, Any] = {
        "applicationName": NAME,
        "deploymentGroupName": ALIAS,
        "deploymentConfigName": config,
        "serviceRoleArn": f"arn:aws:iam::{ACCOUNT}:role/{DEPLOYER}",
        "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
        "autoRollbackConfiguration": {
            "enabled": bool(scenario.rollback_on),
            "events": list(map(str, scenario.rollback_on)),
        },
    }
    if scenario.watch is not Watch.NONE:
        given["alarmConfiguration"] = {"enabled": True, "alarms": [{"name": ALARM_NAME}]}
    yield ApiCall("codedeploy", "CreateDeploymentGroup", given)


def appspec(scenario: Scenario) -> dict[str, Any]:
    """The AppSpec: which alias goes from which version to which, and the hooks."""
    properties = {"Name": NAME, "Alias": ALIAS, "CurrentVersion": "1", "TargetVersion": "2"}
    spec: dict[str, Any] = {
        "version": 0.0,
        "Resources": [{"function": {"Type": "AWS::Lambda::Function", "Properties": properties}}],
    }
    if hooks := hooks_of(scenario):
        spec["Hooks"] = [{name: HOOK_NAMES[name]} for name in hooks]
    return spec


def _deployment(scenario: Scenario) -> Iterator[Step]:
    yield Shell(f"\n# Calls, one a second for {SECONDS // 60} minutes; the lab has {scenario.per_minute:,} a minute")
    yield Shell(
        f"(for n in $(seq {SECONDS}); do\n"
        f"  aws lambda invoke --function-name {NAME}:{ALIAS} out.json --query '[ExecutedVersion, FunctionError]' --output text\n"
        "  sleep 1\ndone | sort | uniq -c) > counts.txt &"
    )
    yield Shell("\n# The deployment: the AppSpec stands in the call")
    revision = {"revisionType": "AppSpecContent", "appSpecContent": {"content": json.dumps(appspec(scenario))}}
    given = {"applicationName": NAME, "deploymentGroupName": ALIAS, "revision": revision}
    yield ApiCall("codedeploy", "CreateDeployment", given, "--query deploymentId --output text | tee deployment.txt")
    if scenario.is_firing:
        yield Shell(
            f"# To see an alarm that fires already: aws cloudwatch set-alarm-state --alarm-name {ALARM_NAME} \\"
        )
        yield Shell("#   --state-value ALARM --state-reason lab, and the call above once more")
    if scenario.stop_at_seconds >= 0:
        rollback = "--auto-rollback-enabled" if scenario.stop_with_rollback else "--no-auto-rollback-enabled"
        yield Shell(f"sleep {scenario.stop_at_seconds}")
        yield Shell(f"aws deploy stop-deployment --deployment-id $(cat deployment.txt) {rollback}")
    yield Shell("\n# Look again and again: the status, and where the alias points")
    status = "deploymentInfo.[status,errorInformation,rollbackInfo]"
    yield Shell(f"aws deploy get-deployment --deployment-id $(cat deployment.txt) --query '{status}'")
    yield ApiCall("lambda", "GetAlias", {"FunctionName": NAME, "Name": ALIAS})
    yield Shell("wait; cat counts.txt")


def _down(scenario: Scenario) -> Iterator[Step]:
    yield Shell("\n# Take it down again")
    yield ApiCall("codedeploy", "DeleteApplication", {"applicationName": NAME})
    if scenario.config not in PREDEFINED:
        yield ApiCall("codedeploy", "DeleteDeploymentConfig", {"deploymentConfigName": CONFIG_NAME})
    if scenario.watch is not Watch.NONE:
        yield ApiCall("cloudwatch", "DeleteAlarms", {"AlarmNames": [ALARM_NAME]})
    names = [NAME, *(HOOK_NAMES[name] for name in hooks_of(scenario))]
    for name in names:
        yield ApiCall("lambda", "DeleteFunction", {"FunctionName": name})
    if hooks_of(scenario):
        yield ApiCall("iam", "DeleteRolePolicy", {"RoleName": ROLE, "PolicyName": "report"})
    for role, policy in ((ROLE, BASIC), (DEPLOYER, DEPLOYS)):
        yield ApiCall("iam", "DetachRolePolicy", {"RoleName": role, "PolicyArn": policy})
        yield ApiCall("iam", "DeleteRole", {"RoleName": role})
    for name in names:
        yield ApiCall("logs", "DeleteLogGroup", {"logGroupName": f"/aws/lambda/{name}"})
