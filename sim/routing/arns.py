"""Names and ARNs of functions, with and without qualifier: taken apart, and built.

A function is named by its name, by a partial ARN or by its ARN, each with or without ``:`` and a qualifier. Without one, $LATEST is meant.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html and
https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, parameter FunctionName.
"""

import re
from dataclasses import dataclass

from sim.facts import fact_of

ACCOUNT, REGION = "111122223333", "eu-west-1"
"""Where the functions of the course stand."""
LATEST = str(fact_of("ver-unqualified-arn").value)
LONGEST_NAME = 64
LONGEST_ALIAS = int(fact_of("alias-name-regex").value_max or 0)
ALIAS_PATTERN = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)"
"""What an alias may be called: not digits alone, so that it is never taken for a version."""
VERSION_PATTERN = str(fact_of("alias-to-alias").value)
NAME_PATTERN = (
    r"(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?"
    r"(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
)
"""As the API's model spells it."""
_ALIAS = re.compile(r"(?![0-9]+\Z)[a-zA-Z0-9_-]+")
_VERSION = re.compile(r"\$LATEST|[0-9]+")
_NAMED = re.compile(
    r"(?:arn:aws:lambda:)?(?:(?P<region>[a-z]{2}(?:-[a-z]+)+-[0-9]):)?(?:(?P<account>[0-9]{12}):)?(?:function:)?"
    r"(?P<name>[a-zA-Z0-9_-]+)(?::(?P<qualifier>\$LATEST|[a-zA-Z0-9_-]+))?"
)


@dataclass(frozen=True, slots=True)
class Target:
    """A function, and which of its versions or aliases is meant."""

    name: str
    qualifier: str = ""
    """A version, an alias or $LATEST; empty if none was given, which means $LATEST."""
    account: str = ACCOUNT
    region: str = REGION

    @property
    def plain_arn(self) -> str:
        """The unqualified ARN: the function, and so $LATEST."""
        return function_arn(self.name, account=self.account, region=self.region)

    @property
    def arn(self) -> str:
        """The ARN as it was meant: qualified if there is a qualifier."""
        return function_arn(self.name, self.qualifier, account=self.account, region=self.region)


def function_arn(name: str, qualifier: str = "", *, account: str = ACCOUNT, region: str = REGION) -> str:
    """The ARN of a function; with a ``qualifier`` that of its version or alias."""
    return f"arn:aws:lambda:{region}:{account}:function:{name}{qualifier and ':'}{qualifier}"


def target_of(text: str) -> Target | None:
    """What a FunctionName names: a name, a partial ARN or an ARN, qualified or not. None if it is none of them."""
    found = _NAMED.fullmatch(text)
    if not found or len(found["name"]) > LONGEST_NAME:
        return None
    return Target(found["name"], found["qualifier"] or "", found["account"] or ACCOUNT, found["region"] or REGION)


def is_alias(qualifier: str) -> bool:
    """Whether it can be an alias's name."""
    return len(qualifier) <= LONGEST_ALIAS and bool(_ALIAS.fullmatch(qualifier))


def is_version(qualifier: str) -> bool:
    """Whether it can be a version: a number, or $LATEST."""
    return bool(_VERSION.fullmatch(qualifier))


def spoken(version: str) -> str:
    """A version as one says it: ``version 2``, and ``$LATEST`` as it is."""
    return version if version == LATEST else f"version {version}"


def is_number(qualifier: str) -> bool:
    """Whether it can be a published version: a number."""
    return is_version(qualifier) and qualifier != LATEST
