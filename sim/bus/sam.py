"""The scenario as a CloudFormation template: what its own account holds, with a queue in the place of each target."""

import json
from typing import Any

from sim.bus.named import in_own_names
from sim.bus.scenario import Bus, Rule, Scenario
from sim.bus.target import Target
from sim.bus.transform import problem_of
from sim.bus.values import DEFAULT_BUS, OWN_ACCOUNT, Behaviour, Dlq, Kind, State
from sim.draw.aws import trusting
from sim.pattern import PatternError, compile_pattern


def sam(scenario: Scenario) -> dict[str, Any]:
    """The template. A rule or a target that AWS refuses is left out."""
    scenario = in_own_names(scenario)
    resources: dict[str, Any] = {}
    buses = [bus for bus in scenario.known if bus.account == OWN_ACCOUNT]
    for bus in buses:
        _bus(resources, bus)
    sends: dict[str, list[str]] = {}
    for rule in scenario.rules:
        bus_of_rule = scenario.bus_of(rule.bus)
        if bus_of_rule in buses and bus_of_rule and _is_pattern(rule.pattern):
            _rule(resources, scenario, bus_of_rule, rule, sends)
    for archive in scenario.archives:
        source = scenario.bus_of(archive.bus)
        if source in buses and source and (not archive.pattern or _is_pattern(archive.pattern)):
            given: dict[str, Any] = {"ArchiveName": archive.name, "SourceArn": _arn_of_bus(source)}
            given |= {"EventPattern": json.loads(archive.pattern)} if archive.pattern else {}
            given |= {"RetentionDays": archive.retention_days} if archive.retention_days else {}
            resources[f"Archive{_logical(archive.name)}"] = {"Type": "AWS::Events::Archive", "Properties": given}
    for queue, rules in sends.items():
        resources[queue] = {"Type": "AWS::SQS::Queue"}
        if rules:
            allows = {"Queues": [{"Ref": queue}], "PolicyDocument": _queue_policy(queue, rules)}
            resources[f"{queue}MaySend"] = {"Type": "AWS::SQS::QueuePolicy", "Properties": allows}
    if onward := _onward(scenario, buses):
        resources["Role"] = _role(onward)
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "Rules on event buses, with a queue in the place of each target.",
        "Resources": resources,
    }


def _bus(resources: dict[str, Any], bus: Bus) -> None:
    if bus.name != DEFAULT_BUS:
        resources[f"Bus{_logical(bus.name)}"] = {"Type": "AWS::Events::EventBus", "Properties": {"Name": bus.name}}
    try:
        statements = json.loads(bus.policy)["Statement"] if bus.policy else []
    except (ValueError, KeyError, TypeError):
        return
    for n, statement in enumerate(statements if isinstance(statements, list) else [statements], start=1):
        given = {"EventBusName": _name_of(bus), "StatementId": f"statement-{n}"}
        body = {**statement, "Sid": f"statement-{n}", "Resource": _arn_of_bus(bus)}
        properties = {**given, "Statement": body}
        name = f"Policy{_logical(bus.name)}{n}"
        resources[name] = {"Type": "AWS::Events::EventBusPolicy", "Properties": properties}


def _rule(resources: dict[str, Any], scenario: Scenario, bus: Bus, rule: Rule, sends: dict[str, list[str]]) -> None:
    name = f"Rule{_logical(bus.name)}{_logical(rule.name)}"
    given: dict[str, Any] = {
        "EventBusName": _name_of(bus),
        "EventPattern": json.loads(rule.pattern),
        "State": "ENABLED" if rule.state is State.ENABLED else "DISABLED",
    }
    targets = [target for target in rule.targets if not problem_of(target)]
    if targets:
        given["Targets"] = [_target(scenario, bus, target) for target in targets]
    for target in targets:
        if target.kind is not Kind.BUS:
            allowed = sends.setdefault(f"Queue{_logical(target.id)}", [])
            allowed += [] if target.behaviour is Behaviour.NO_PERMISSION else [name]
        if target.dlq is not Dlq.NONE:
            allowed = sends.setdefault(f"Queue{_logical(target.id)}Dlq", [])
            allowed += [] if target.dlq is Dlq.DENIED else [name]
    resources[name] = {"Type": "AWS::Events::Rule", "Properties": given}


def _target(scenario: Scenario, bus: Bus, target: Target) -> dict[str, Any]:
    queue = f"Queue{_logical(target.id)}"
    given: dict[str, Any] = {"Id": target.id, "Arn": _arn_of(queue)}
    if target.kind is Kind.BUS:
        found = scenario.bus_of(target.bus, bus.account)
        given["Arn"] = _arn_of_bus(found) if found and found.account == OWN_ACCOUNT else _foreign(target)
        given |= {"RoleArn": _arn_of("Role")} if target.role else {}
    given |= {"Input": target.input} if target.input else {}
    given |= {"InputPath": target.input_path} if target.input_path else {}
    if target.transformer:
        paths = {"InputPathsMap": dict(target.transformer.paths)} if target.transformer.paths else {}
        given["InputTransformer"] = {**paths, "InputTemplate": target.transformer.template}
    given["RetryPolicy"] = {
        "MaximumRetryAttempts": target.max_retries,
        "MaximumEventAgeInSeconds": target.max_age_seconds,
    }
    given |= {"DeadLetterConfig": {"Arn": _arn_of(f"{queue}Dlq")}} if target.dlq is not Dlq.NONE else {}
    return given


def _queue_policy(queue: str, rules: list[str]) -> dict[str, Any]:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": _arn_of(queue),
        "Condition": {"ArnEquals": {"aws:SourceArn": [_arn_of(rule) for rule in rules]}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _onward(scenario: Scenario, buses: list[Bus]) -> list[Any]:
    """The ARNs of the buses that rules of the account put events onto."""
    return [
        _target(scenario, bus, target)["Arn"]
        for rule in scenario.rules
        for target in rule.targets
        if target.kind is Kind.BUS and target.role and (bus := scenario.bus_of(rule.bus)) in buses and bus
    ]


def _role(buses: list[Any]) -> dict[str, Any]:
    put = {"Effect": "Allow", "Action": "events:PutEvents", "Resource": buses}
    properties = {
        "AssumeRolePolicyDocument": trusting("events.amazonaws.com"),
        "Policies": [{"PolicyName": "put", "PolicyDocument": {"Version": "2012-10-17", "Statement": [put]}}],
    }
    return {"Type": "AWS::IAM::Role", "Properties": properties}


def _is_pattern(text: str) -> bool:
    try:
        compile_pattern(text)
        return isinstance(json.loads(text), dict)
    except (PatternError, ValueError):
        return False


def _foreign(target: Target) -> Any:
    """The ARN of a bus that the template does not make."""
    if target.bus.startswith("arn:"):
        return target.bus
    place = f"arn:${{AWS::Partition}}:events:${{AWS::Region}}:${{AWS::AccountId}}:event-bus/{target.bus}"
    return {"Fn::Sub": place}


def _arn_of_bus(bus: Bus) -> Any:
    if bus.name != DEFAULT_BUS:
        return _arn_of(f"Bus{_logical(bus.name)}")
    return {"Fn::Sub": "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default"}


def _name_of(bus: Bus) -> Any:
    return DEFAULT_BUS if bus.name == DEFAULT_BUS else {"Ref": f"Bus{_logical(bus.name)}"}


def _arn_of(resource: str) -> dict[str, Any]:
    """Made anew for each place, so that the template has no aliases."""
    return {"Fn::GetAtt": [resource, "Arn"]}


def _logical(name: str) -> str:
    """The name as part of a logical id: letters and digits."""
    return "".join(part.capitalize() for part in "".join(sign if sign.isalnum() else " " for sign in name).split())
