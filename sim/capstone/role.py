"""The last station: what the execution role of file-photo lets the mapping and the handler do. ``permission`` decides.

Whether the mapping may read the queue, the simulator of permissions asks by itself; whether the handler may write to the table is asked
here with the same statements.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sim import permission
from sim.capstone.part import Closer, Mend, Part, Shown, pretty
from sim.capstone.values import ACCOUNT, FILE, QUEUE, REGION, ROLE, TABLE, Fault, RoleChange
from sim.permission.values import READS
from sim.policy import Effect, Finding, Kind, Request, Statement, judge, read_policy, user_or_role

VERSION = "2012-10-17"
QUEUE_ARN = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{QUEUE}"
TABLE_ARN = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{TABLE}"
RECEIVE, DELETE, ATTRIBUTES = READS["sqs"]
PUT_ITEM = "dynamodb:PutItem"
LAMBDA, EVENTS = "lambda.amazonaws.com", "events.amazonaws.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the role stands."""

    deletes: bool = True
    """Whether the role may delete messages."""
    writes: tuple[str, ...] = (PUT_ITEM,)
    """What it may do with the table, besides reading."""
    denies: bool = False
    """Whether a statement denies writing to tables."""
    trusted: str = LAMBDA


def identity_of(settings: Settings) -> str:
    """The policy of the role as JSON."""
    reading = [RECEIVE, *([DELETE] if settings.deletes else []), ATTRIBUTES]
    statements: list[dict[str, Any]] = [
        {"Sid": "ReadQueue", "Effect": "Allow", "Action": reading, "Resource": QUEUE_ARN},
        {
            "Sid": "Gallery",
            "Effect": "Allow",
            "Action": ["dynamodb:GetItem", *settings.writes],
            "Resource": TABLE_ARN,
        },
    ]
    if settings.denies:
        writing = [PUT_ITEM, "dynamodb:UpdateItem", "dynamodb:DeleteItem"]
        statements.append({"Sid": "InventoryNight", "Effect": "Deny", "Action": writing, "Resource": "*"})
    return pretty({"Version": VERSION, "Statement": statements})


def trust_of(settings: Settings) -> str:
    """Who may take the role, as JSON."""
    statement = {"Effect": "Allow", "Principal": {"Service": settings.trusted}, "Action": "sts:AssumeRole"}
    return pretty({"Version": VERSION, "Statement": [statement]})


def scenario(settings: Settings) -> permission.Scenario:
    """The mapping, which reads the queue with the role."""
    return permission.Scenario(
        via=permission.Via.MAPPING,
        caller=ROLE,
        source_arn=QUEUE_ARN,
        function=FILE,
        mapping_made=True,
        identity=identity_of(settings),
        trust=trust_of(settings),
    )


def reading(settings: Settings) -> permission.Outcome:
    """Whether the mapping may read the queue."""
    return permission.run(scenario(settings)).outcome


def writing(settings: Settings) -> tuple[bool, str]:
    """Whether the handler may put an item into the table, and which words AWS has for it if not."""
    request = Request(who=user_or_role(ROLE), action=PUT_ITEM, resource=TABLE_ARN)
    found = [(one, judge(one, request)) for one in read_policy(identity_of(settings), Kind.IDENTITY).statements]
    if _any(found, Effect.DENY):
        return False, "with an explicit deny in an identity-based policy"
    if _any(found, Effect.ALLOW):
        return True, ""
    return False, f"because no identity-based policy allows the {PUT_ITEM} action"


def _any(found: list[tuple[Statement, Finding]], effect: Effect) -> bool:
    return any(finding.fits and one.effect is effect for one, finding in found)


def is_sound(settings: Settings) -> bool:
    """Whether the role may do both."""
    return bool(reading(settings).allowed) and writing(settings)[0]


def shown(settings: Settings) -> tuple[Shown, ...]:
    """What the API answers about the role."""
    return (
        Shown(f"aws iam get-role-policy --role-name {FILE} --policy-name {FILE}", identity_of(settings)),
        Shown(f"aws iam get-role --role-name {FILE} (its trust policy)", trust_of(settings)),
    )


def closer(settings: Settings) -> tuple[Closer, ...]:
    """The role and the queue."""
    return (Closer("what the role lets the mapping do", "permission", scenario(settings)),)


FAULTS: Mapping[Fault, Settings] = MappingProxyType(
    {
        Fault.NO_PUT_ITEM: Settings(writes=()),
        Fault.NO_DELETE_MESSAGE: Settings(deletes=False),
        Fault.DENIED: Settings(denies=True),
    }
)
CHANGES: Mapping[RoleChange, Mend] = MappingProxyType(
    {
        RoleChange.NONE: Mend("Leave it as it is", {}),
        RoleChange.PUT_ITEM: Mend(f"Allow {PUT_ITEM} on the table", {"writes": (PUT_ITEM,)}),
        RoleChange.DELETE_MESSAGE: Mend(f"Allow {DELETE} on the queue", {"deletes": True}),
        RoleChange.NO_DENY: Mend("Take out statements that deny", {"denies": False}),
        RoleChange.UPDATE_ITEM: Mend(
            "Allow dynamodb:UpdateItem instead of PutItem on the table", {"writes": ("dynamodb:UpdateItem",)}
        ),
        RoleChange.TRUST_EVENTS: Mend(f"Let {EVENTS} take the role, as the rule begins it all", {"trusted": EVENTS}),
    }
)
PART = Part(
    title="file-photo and its role", faults=FAULTS, changes=CHANGES, is_sound=is_sound, shown=shown, closer=closer
)
