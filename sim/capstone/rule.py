"""The first station: the bucket that tells EventBridge, and the rule's pattern. ``pattern`` decides."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sim import pattern as patterns
from sim.capstone.part import Closer, Mend, Part, Shown, pretty
from sim.capstone.photographs import CREATED, PREFIX, PUT, photographs, strangers
from sim.capstone.values import BUCKET, OTHER_BUCKET, RULE, Fault, RuleChange

_SAMPLE = 1
"""The round whose photographs a pattern is tried on where none is given: their names differ by round, their forms do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How bucket and rule stand."""

    notifies: bool = True
    """Whether the bucket sends its events to EventBridge at all."""
    bus: str = "default"
    bucket: str = BUCKET
    in_object: bool = True
    """Whether the prefix is asked of ``detail.object.key``; else of ``detail.key``, which S3 does not send."""
    reasons: tuple[str, ...] = ()
    narrow: bool = True
    """Whether the pattern asks for more than the source."""


def pattern_of(settings: Settings) -> str:
    """The rule's pattern as JSON."""
    asked: dict[str, Any] = {"source": ["aws.s3"]}
    if settings.narrow:
        key = [{"prefix": PREFIX}]
        detail: dict[str, Any] = {"bucket": {"name": [settings.bucket]}}
        detail |= {"object": {"key": key}} if settings.in_object else {"key": key}
        if settings.reasons:
            detail["reason"] = list(settings.reasons)
        asked |= {"detail-type": [CREATED], "detail": detail}
    return pretty(asked)


def matches(settings: Settings, event: str) -> bool:
    """Whether the rule matches what S3 would tell. Its events go to the default bus, if the bucket sends any."""
    if not settings.notifies or settings.bus != "default":
        return False
    return patterns.compile_pattern(pattern_of(settings)).matches(patterns.event_of_text(event))


def why(settings: Settings, event: str) -> str:
    """Why it matches, or does not, in a sentence."""
    if not settings.notifies:
        return "The bucket sends nothing to EventBridge."
    if settings.bus != "default":
        return "Events of S3 go to the default bus, and the rule stands on another one."
    found = patterns.run(patterns.Scenario(pattern=pattern_of(settings), event=event)).outcome
    if found.matches:
        return "Every field of the pattern lets the event pass."
    return next(field.reason for field in found.fields if field.outcome != "match")


def is_sound(settings: Settings) -> bool:
    """Whether the rule matches every photograph and nothing else."""
    mine = all(matches(settings, one.event) for one in photographs(_SAMPLE))
    return mine and not any(matches(settings, one) for one in strangers())


def shown(settings: Settings) -> tuple[Shown, ...]:
    """What the API answers about bucket and rule."""
    notifications: dict[str, Any] = {"EventBridgeConfiguration": {}} if settings.notifies else {}
    rule = {"Name": RULE, "EventBusName": settings.bus, "State": "ENABLED", "EventPattern": pattern_of(settings)}
    told = pretty(rule | {"EventPattern": json.loads(pattern_of(settings))})
    return (
        Shown(f"aws s3api get-bucket-notification-configuration --bucket {BUCKET}", pretty(notifications)),
        Shown(f"aws events describe-rule --name {RULE} (the pattern in lines)", told),
    )


def closer(settings: Settings) -> tuple[Closer, ...]:
    """The pattern on the event of a small photograph, and of a large one."""
    small, large = (next(one for one in photographs(_SAMPLE) if one.is_large is is_large) for is_large in (False, True))
    return tuple(
        Closer(words, "pattern", patterns.Scenario(pattern=pattern_of(settings), event=photograph.event))
        for words, photograph in (("a small photograph", small), ("a large one, uploaded in parts", large))
    )


FAULTS: Mapping[Fault, Settings] = MappingProxyType(
    {
        Fault.WRONG_BUCKET: Settings(bucket=OTHER_BUCKET),
        Fault.WRONG_FIELD: Settings(in_object=False),
        Fault.PUT_ONLY: Settings(reasons=(PUT,)),
        Fault.NO_NOTIFICATIONS: Settings(notifies=False),
    }
)
CHANGES: Mapping[RuleChange, Mend] = MappingProxyType(
    {
        RuleChange.NONE: Mend("Leave it as it is", {}),
        RuleChange.NAME_BUCKET: Mend(f"Ask for the bucket {BUCKET} in the pattern", {"bucket": BUCKET}),
        RuleChange.PREFIX_IN_KEY: Mend("Ask for the prefix in detail.object.key", {"in_object": True}),
        RuleChange.ANY_REASON: Mend("Take detail.reason out of the pattern", {"reasons": ()}),
        RuleChange.NOTIFY: Mend("Turn on EventBridge in the bucket’s properties", {"notifies": True}),
        RuleChange.ALL_OF_S3: Mend("Ask for the source aws.s3 alone", {"narrow": False}),
        RuleChange.CUSTOM_BUS: Mend("Move the rule to a bus of its own, lantern", {"bus": "lantern"}),
    }
)
PART = Part(title="Bucket and rule", faults=FAULTS, changes=CHANGES, is_sound=is_sound, shown=shown, closer=closer)
