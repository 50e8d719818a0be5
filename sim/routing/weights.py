"""What Lambda refuses of the weights of an alias, each with its answer.

https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

from sim.facts import fact_of, whole
from sim.routing.answers import Answer, invalid, refused
from sim.routing.arns import LATEST

MOST_ADDITIONAL = whole("alias-weights-max1")
LOWEST, HIGHEST = (
    float(fact_of("alias-weight-range").value_min or 0),
    float(fact_of("alias-weight-range").value_max or 0),
)
KEY_PATTERN = str(fact_of("alias-weight-key-latest").value)
_PLACE = "routingConfig.additionalVersionWeights"
_VALUES = (
    f"Map value must satisfy constraint: [Member must have value less than or equal to {HIGHEST}, "
    f"Member must have value greater than or equal to {LOWEST}, Member must not be null]"
)
_KEYS = (
    "Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length "
    f"greater than or equal to 1, Member must satisfy regular expression pattern: {KEY_PATTERN}, Member must not be null]"
)


def bad_key(shown: object) -> Answer:
    """What has a weight is no published version."""
    why = f"Only a published version can get a share: {LATEST} may change at any moment."
    return invalid(_PLACE, shown, _KEYS, why, "alias-weight-key-latest")


def bad_weight(shown: object) -> Answer:
    """A weight is no share."""
    why = f"A weight is a share between {LOWEST} and {HIGHEST}: ten percent are 0.1."
    return invalid(_PLACE, shown, _VALUES, why, "alias-weight-range")


def too_many() -> Answer:
    """More than two versions."""
    message = f"Number of items in AdditionalVersionWeights cannot be greater than {MOST_ADDITIONAL}"
    return _parameter(
        message, "An alias leads to two versions at most: the main one, and one with a weight.", "alias-weights-max1"
    )


def latest_shared() -> Answer:
    """$LATEST is the main version of an alias with weights."""
    message = f"{LATEST} is not supported for an alias pointing to more than 1 version"
    return _parameter(message, "Both versions of a weighted alias must be published.", "alias-may-point-latest")


def named_twice(version: str) -> Answer:
    """The main version is the other one too."""
    message = (
        f"Invalid function version {version}. Function version {version} is already included in routing configuration."
    )
    return _parameter(message, "The main version cannot be the other one too.", "alias-same-version-twice")


def differing(one: str, other: str, what: str) -> Answer:
    """The two versions differ in what must be the same for both."""
    message = f"Versions {one} and {other} do not have the same {what}."
    why = (
        f"Both versions of a weighted alias need the same {what}. AWS's words for it are not recorded; these are ours."
    )
    return _parameter(message, why, "alias-same-role-dlq")


def _parameter(message: str, why: str, fact: str) -> Answer:
    return refused(400, "InvalidParameterValueException", message, why, fact)
