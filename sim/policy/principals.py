"""Who asks, and whether a policy's ``Principal`` names them.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

import re
from dataclasses import dataclass
from enum import IntEnum

ACCOUNT = re.compile(r"([0-9]{12})|arn:aws[\w-]*:iam::([0-9]{12}):root", re.ASCII)
_ROLE = re.compile(r"arn:(aws[\w-]*):iam::([0-9]{12}):role/(?:.*/)?([^/]+)", re.ASCII)
SESSION = "session"


class Grip(IntEnum):
    """How a ``Principal`` takes hold of somebody."""

    NONE = 0
    ACCOUNT = 1
    """It names their account. That hands the decision to the account: an identity policy there must allow it too."""
    DIRECT = 2
    """It names them, or everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A principal that asks: a user, a role's session, an AWS service by its own name, or somebody without credentials."""

    arns: tuple[str, ...] = ()
    """The ARNs by which a policy may name them; of a session its own and its role's."""
    account: str = ""
    service: str = ""

    @property
    def name(self) -> str:
        """As an error message names them."""
        return self.service or (self.arns[0] if self.arns else "anonymous")


def user_or_role(arn: str) -> Who:
    """The user of that ARN, or a session of the role."""
    account = arn.split(":")[4]
    found = _ROLE.fullmatch(arn)
    if not found:
        return Who(arns=(arn,), account=account)
    return Who(arns=(f"arn:{found[1]}:sts::{account}:assumed-role/{found[3]}/{SESSION}", arn), account=account)


def service(principal: str) -> Who:
    """The AWS service that calls itself ``principal``."""
    return Who(service=principal)


def anyone() -> Who:
    """Somebody without credentials."""
    return Who()


@dataclass(frozen=True, slots=True)
class Named:
    """One entry of a ``Principal``."""

    kind: str
    """``AWS``, ``Service``, ``Federated``, ``CanonicalUser``; ``*`` for everybody."""
    text: str

    def __str__(self) -> str:
        return self.text if self.kind in ("*", "AWS") else f"{self.kind} {self.text}"

    @property
    def is_everybody(self) -> bool:
        """Whether it names the whole world."""
        return self.kind in ("*", "AWS") and self.text == "*"

    def grips(self, who: Who) -> Grip:
        """How it takes hold of ``who``."""
        if self.is_everybody:
            return Grip.DIRECT
        if self.kind == "Service":
            return Grip.DIRECT if who.service and who.service == self.text else Grip.NONE
        if self.kind != "AWS":
            return Grip.NONE
        account = ACCOUNT.fullmatch(self.text)
        if account:
            return Grip.ACCOUNT if who.account and who.account in account.groups() else Grip.NONE
        return Grip.DIRECT if self.text in who.arns else Grip.NONE
