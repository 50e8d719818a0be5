"""The second station: the rule calls the alias, and the resource policy must let it in. ``permission`` decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sim import permission
from sim.capstone.part import Closer, Mend, Part, Shown, pretty
from sim.capstone.values import ACCOUNT, ALIAS, FRAME, OTHER_RULE, REGION, RULE, CallChange, Fault

VERSION = "2012-10-17"
PLAIN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{FRAME}"
ON_ALIAS = f"{PLAIN}:{ALIAS}"
EVENTS, S3 = "events.amazonaws.com", "s3.amazonaws.com"


def rule_arn(name: str) -> str:
    """ARN of a rule on the default bus."""
    return f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the resource policy stands."""

    resource: str = ON_ALIAS
    """What the statement was added to."""
    rule: str = RULE
    """Whose ARN the condition names."""
    service: str = EVENTS
    everybody: bool = False
    role_may_invoke: bool = False
    """Whether the execution role of frame-photo may call it; nobody asks that role here."""


def policy_of(settings: Settings) -> str:
    """The resource policy as JSON."""
    statement: dict[str, object] = {
        "Sid": "CalledByRule",
        "Effect": "Allow",
        "Principal": "*" if settings.everybody else {"Service": settings.service},
        "Action": "lambda:InvokeFunction",
        "Resource": settings.resource,
    }
    if not settings.everybody:
        statement["Condition"] = {"ArnEquals": {"aws:SourceArn": rule_arn(settings.rule)}}
    return pretty({"Version": VERSION, "Statement": [statement]})


def scenario(settings: Settings) -> permission.Scenario:
    """The rule's call."""
    return permission.Scenario(
        via=permission.Via.SERVICE,
        service=permission.Service.RULE,
        source_arn=rule_arn(RULE),
        function=FRAME,
        qualifier=ALIAS,
        resource=policy_of(settings),
    )


def judged(settings: Settings) -> permission.Outcome:
    """What the policies say to it."""
    return permission.run(scenario(settings)).outcome


def is_sound(settings: Settings) -> bool:
    """Whether the rule may call the alias, and nobody who has no business there."""
    found = judged(settings)
    return bool(found.allowed) and not found.too_wide


def shown(settings: Settings) -> tuple[Shown, ...]:
    """What the API answers about the rule's target and the policy."""
    targets = {"Targets": [{"Id": FRAME, "Arn": ON_ALIAS}]}
    qualifier = f" --qualifier {ALIAS}" if settings.resource == ON_ALIAS else ""
    found = [
        Shown(f"aws events list-targets-by-rule --rule {RULE}", pretty(targets)),
        Shown(f"aws lambda get-policy --function-name {FRAME}{qualifier} (the policy in lines)", policy_of(settings)),
    ]
    if settings.role_may_invoke:
        statement = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": ON_ALIAS}
        role = pretty({"Version": VERSION, "Statement": [statement]})
        found.append(Shown(f"aws iam get-role-policy --role-name {FRAME} --policy-name invoke", role))
    return tuple(found)


def closer(settings: Settings) -> tuple[Closer, ...]:
    """The call and the policies."""
    return (Closer("the rule’s call", "permission", scenario(settings)),)


FAULTS: Mapping[Fault, Settings] = MappingProxyType(
    {
        Fault.NOT_ON_ALIAS: Settings(resource=PLAIN),
        Fault.OTHER_RULE: Settings(rule=OTHER_RULE),
        Fault.OTHER_SERVICE: Settings(service=S3),
    }
)
CHANGES: Mapping[CallChange, Mend] = MappingProxyType(
    {
        CallChange.NONE: Mend("Leave it as it is", {}),
        CallChange.ON_ALIAS: Mend(f"Add the statement to the alias (--qualifier {ALIAS})", {"resource": ON_ALIAS}),
        CallChange.THIS_RULE: Mend(f"Name the rule {RULE} in aws:SourceArn", {"rule": RULE}),
        CallChange.NAME_EVENTS: Mend(f"Name {EVENTS} as the principal", {"service": EVENTS}),
        CallChange.EXECUTION_ROLE: Mend(
            "Allow lambda:InvokeFunction in the execution role of frame-photo", {"role_may_invoke": True}
        ),
        CallChange.EVERYBODY: Mend(
            "Let in everybody: principal *, on the alias, without a condition",
            {"everybody": True, "resource": ON_ALIAS},
        ),
    }
)
PART = Part(title="The rule’s call", faults=FAULTS, changes=CHANGES, is_sound=is_sound, shown=shown, closer=closer)
