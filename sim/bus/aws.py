"""*Do it in AWS*: the buses and rules of the scenario, with a queue in the place of each target, so that what arrives can be looked at."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sim.bus.envelope import spell_moment
from sim.bus.named import in_own_names, named
from sim.bus.sam import sam
from sim.bus.scenario import Bus, Rule, Scenario, arn_of_bus, arn_of_rule, moment_of
from sim.bus.target import Entry, Target
from sim.bus.transform import problem_of
from sim.bus.values import DEFAULT_BUS, OWN_ACCOUNT, REGION, Behaviour, Dlq, Kind, State
from sim.draw.aws import ApiCall, Shell, Step, own, trusting
from sim.pattern import PatternError, compile_pattern

__all__ = ["sam", "steps"]

ROLE = "coldstart-bus"
ROLE_ARN = f"arn:aws:iam::{OWN_ACCOUNT}:role/{ROLE}"


def steps(scenario: Scenario) -> tuple[Step, ...]:
    """The shell script: buses, queues, rules and targets; an event; a look at what came; and everything taken down."""
    return tuple(_steps(in_own_names(scenario)))


def _steps(scenario: Scenario) -> Iterator[Step]:
    buses = [bus for bus in scenario.known if bus.account == OWN_ACCOUNT]
    rules = [rule for rule in scenario.rules if scenario.bus_of(rule.bus) in buses]
    queues = _queues(scenario, rules)
    onward = [
        _target(scenario, bus, target)["Arn"]
        for rule in rules
        for target in rule.targets
        if target.kind is Kind.BUS and (bus := scenario.bus_of(rule.bus))
    ]
    yield own(REGION)
    yield from _buses(scenario, buses)
    if queues:
        yield Shell("\n# A queue in the place of each target shows what the target is handed")
    for name, allows in queues.items():
        yield ApiCall("sqs", "CreateQueue", {"QueueName": name})
        if allows:
            attributes = {"Policy": json.dumps(_queue_policy(name, allows))}
            yield ApiCall("sqs", "SetQueueAttributes", {"QueueUrl": _url(name), "Attributes": attributes})
        else:
            yield Shell(f"# {name} gets no policy: EventBridge may not send to it, as in the scenario")
    if onward:
        yield from _role(onward)
    for rule in rules:
        yield from _rule(scenario, rule)
    for archive in scenario.archives:
        if (bus := scenario.bus_of(archive.bus)) in buses and bus:
            given: dict[str, Any] = {"ArchiveName": archive.name, "EventSourceArn": arn_of_bus(bus)}
            given |= {"EventPattern": archive.pattern} if archive.pattern else {}
            given |= {"RetentionDays": archive.retention_days} if archive.retention_days else {}
            yield ApiCall("events", "CreateArchive", given)
    yield from _put(scenario)
    if queues:
        yield Shell("\n# After a moment: what came?")
    for name in queues:
        given = {"QueueUrl": _url(name), "MaxNumberOfMessages": 10, "WaitTimeSeconds": 20}
        yield ApiCall("sqs", "ReceiveMessage", {**given, "MessageAttributeNames": ["All"]})
    yield from _replays(scenario)
    yield from _down(scenario, buses, rules, list(queues), has_role=bool(onward))


def _buses(scenario: Scenario, buses: list[Bus]) -> Iterator[Step]:
    for bus in buses:
        if bus.name != DEFAULT_BUS:
            yield ApiCall("events", "CreateEventBus", {"Name": bus.name})
            if bus.policy:
                yield ApiCall("events", "PutPermission", {"EventBusName": bus.name, "Policy": bus.policy})
        elif bus.policy:
            yield Shell(
                "# In the scenario the default bus has a policy. To put it would replace your own: try it on a bus made for it"
            )
    for bus in scenario.known:
        if bus.account != OWN_ACCOUNT:
            yield Shell(
                f"# The bus {bus.name} belongs to account {bus.account}: its owner makes it, its policy and its rules"
            )


def _rule(scenario: Scenario, rule: Rule) -> Iterator[Step]:
    bus = scenario.bus_of(rule.bus)
    if bus is None:
        raise LookupError(f"{rule.bus}: no such bus, and the scenario did not say so")
    try:
        compile_pattern(rule.pattern)
    except PatternError:
        yield Shell("# AWS refuses this pattern: InvalidEventPatternException")
    state = "ENABLED" if rule.state is State.ENABLED else "DISABLED"
    given = {"Name": rule.name, "EventBusName": bus.name, "EventPattern": rule.pattern, "State": state}
    yield ApiCall("events", "PutRule", given)
    for target in rule.targets:
        if problem := problem_of(target):
            yield Shell(f"# AWS refuses this target: {problem}")
    if rule.targets:
        targets = [_target(scenario, bus, target) for target in rule.targets]
        yield ApiCall("events", "PutTargets", {"Rule": rule.name, "EventBusName": bus.name, "Targets": targets})


def _target(scenario: Scenario, bus: Bus, target: Target) -> dict[str, Any]:
    given: dict[str, Any] = {"Id": target.id, "Arn": _arn(queue_of(target))}
    if target.kind is Kind.BUS:
        found = scenario.bus_of(target.bus, bus.account)
        given["Arn"] = arn_of_bus(found) if found else f"arn:aws:events:{REGION}:{bus.account}:event-bus/{target.bus}"
        if target.bus.startswith("arn:"):
            given["Arn"] = target.bus
        given |= {"RoleArn": ROLE_ARN} if target.role else {}
    given |= {"Input": target.input} if target.input else {}
    given |= {"InputPath": target.input_path} if target.input_path else {}
    if target.transformer:
        given["InputTransformer"] = {
            "InputPathsMap": dict(target.transformer.paths),
            "InputTemplate": target.transformer.template,
        }
    given["RetryPolicy"] = {
        "MaximumRetryAttempts": target.max_retries,
        "MaximumEventAgeInSeconds": target.max_age_seconds,
    }
    given |= {"DeadLetterConfig": {"Arn": _arn(dlq_of(target))}} if target.dlq is not Dlq.NONE else {}
    return given


def _queues(scenario: Scenario, rules: list[Rule]) -> dict[str, list[str]]:
    """The queues that stand for targets, and dead-letter queues; with the ARNs of the rules that may send to each."""
    found: dict[str, list[str]] = {}
    for rule in rules:
        bus = scenario.bus_of(rule.bus)
        for target in rule.targets if bus else ():
            arn = arn_of_rule(bus, rule) if bus else ""
            if target.kind is not Kind.BUS:
                allowed = found.setdefault(queue_of(target), [])
                allowed += [] if target.behaviour is Behaviour.NO_PERMISSION else [arn]
            if target.dlq is not Dlq.NONE:
                allowed = found.setdefault(dlq_of(target), [])
                allowed += [] if target.dlq is Dlq.DENIED else [arn]
    return found


def queue_of(target: Target) -> str:
    """The queue that stands for the target."""
    return named(target.id, 76)


def dlq_of(target: Target) -> str:
    """The target's dead-letter queue."""
    return f"{queue_of(target)}-dlq"


def _put(scenario: Scenario) -> Iterator[Step]:
    gone = [target for rule in scenario.rules for target in rule.targets if target.behaviour is Behaviour.GONE]
    for target in gone:
        yield Shell(f"\n# {target.id} is gone before the event comes")
        yield ApiCall("sqs", "DeleteQueue", {"QueueUrl": _url(queue_of(target))})
    others = {Behaviour.FAILING, Behaviour.THROTTLED, Behaviour.TIMEOUT}
    if any(target.behaviour in others for rule in scenario.rules for target in rule.targets):
        yield Shell("\n# A queue does not fail, throttle or hang at will: here these targets simply take the event")
    put = scenario.puts[0]
    yield Shell("\n# The event; of several requests the first")
    for entry in put.entries:
        if entry.fill:
            yield Shell(f"# In the scenario this detail is {entry.fill:,} bytes longer: {entry.detail}")
    yield ApiCall("events", "PutEvents", {"Entries": [_entry(entry) for entry in put.entries]})


def _entry(entry: Entry) -> dict[str, Any]:
    named = {
        "Time": entry.time,
        "Source": entry.source,
        "Resources": list(entry.resources),
        "DetailType": entry.detail_type,
        "Detail": entry.detail.replace("%n", "1"),
        "EventBusName": "" if entry.bus == DEFAULT_BUS else entry.bus,
    }
    return {name: given for name, given in named.items() if given}


def _replays(scenario: Scenario) -> Iterator[Step]:
    zero = moment_of(scenario.now)
    for replay in scenario.replays:
        archive = next(one for one in scenario.archives if one.name == replay.archive)
        bus = scenario.bus_of(archive.bus)
        if bus is None or bus.account != OWN_ACCOUNT:
            continue
        rules = [rule for rule in scenario.rules if rule.name in replay.rules and scenario.bus_of(rule.bus) == bus]
        filters = {"FilterArns": [arn_of_rule(bus, rule) for rule in rules]} if rules else {}
        yield Shell("\n# At least ten minutes later. Put the moments of your own events in the place of these")
        times = {"EventStartTime": replay.start, "EventEndTime": replay.end}
        given = {
            "ReplayName": replay.name,
            "EventSourceArn": f"arn:aws:events:{REGION}:{OWN_ACCOUNT}:archive/{archive.name}",
            **{name: spell_moment(zero + timedelta(milliseconds=at)) for name, at in times.items()},
            "Destination": {"Arn": arn_of_bus(bus), **filters},
        }
        yield ApiCall("events", "StartReplay", given)


def _down(
    scenario: Scenario, buses: list[Bus], rules: list[Rule], queues: list[str], *, has_role: bool
) -> Iterator[Step]:
    yield Shell("\n# Take it down again")
    for rule in rules:
        bus = scenario.bus_of(rule.bus)
        name = bus.name if bus else DEFAULT_BUS
        if rule.targets:
            ids = [target.id for target in rule.targets]
            yield ApiCall("events", "RemoveTargets", {"Rule": rule.name, "EventBusName": name, "Ids": ids})
        yield ApiCall("events", "DeleteRule", {"Name": rule.name, "EventBusName": name})
    for archive in scenario.archives:
        if scenario.bus_of(archive.bus) in buses:
            yield ApiCall("events", "DeleteArchive", {"ArchiveName": archive.name})
    for bus in buses:
        if bus.name != DEFAULT_BUS:
            yield ApiCall("events", "DeleteEventBus", {"Name": bus.name})
    gone = {queue_of(target) for rule in rules for target in rule.targets if target.behaviour is Behaviour.GONE}
    for queue in queues:
        if queue not in gone:
            yield ApiCall("sqs", "DeleteQueue", {"QueueUrl": _url(queue)})
    if has_role:
        yield ApiCall("iam", "DeleteRolePolicy", {"RoleName": ROLE, "PolicyName": "put"})
        yield ApiCall("iam", "DeleteRole", {"RoleName": ROLE})


def _role(buses: list[str]) -> Iterator[Step]:
    put = {"Effect": "Allow", "Action": "events:PutEvents", "Resource": buses}
    trust, may_put = trusting("events.amazonaws.com"), {"Version": "2012-10-17", "Statement": [put]}
    yield Shell("\n# The role by which a rule puts events onto another bus")
    yield ApiCall("iam", "CreateRole", {"RoleName": ROLE, "AssumeRolePolicyDocument": json.dumps(trust)})
    given = {"RoleName": ROLE, "PolicyName": "put", "PolicyDocument": json.dumps(may_put)}
    yield ApiCall("iam", "PutRolePolicy", given)
    yield Shell("sleep 10  # until the role is known everywhere")


def _queue_policy(name: str, rules: list[str]) -> dict[str, Any]:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": _arn(name),
        "Condition": {"ArnEquals": {"aws:SourceArn": rules}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def _arn(queue: str) -> str:
    return f"arn:aws:sqs:{REGION}:{OWN_ACCOUNT}:{queue}"


def _url(queue: str) -> str:
    return f"https://sqs.{REGION}.amazonaws.com/{OWN_ACCOUNT}/{queue}"
