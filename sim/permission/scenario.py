"""What goes into a run of ``permission``: who calls which function how, and the policies that have a say."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import MaxLen
from pydantic import ConfigDict, with_config

from sim.names import keep_account
from sim.permission.values import (
    ACCOUNT,
    LATEST,
    LONGEST_POLICY,
    READS,
    REGION,
    SERVICES,
    AuthType,
    Service,
    Via,
    account_of,
    is_role,
    keep_caller,
    keep_function,
    keep_source,
)

_closed = with_config(ConfigDict(extra="forbid"))

PolicyText = Annotated[str, MaxLen(LONGEST_POLICY)]


@_closed
@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One call of one function, and the policies as JSON. What is wrong with a policy is told in the outcome."""

    via: Via = Via.API
    caller: Annotated[str, MaxLen(400)] = f"arn:aws:iam::{ACCOUNT}:user/ana"
    """ARN of the user or role whose credentials count: the caller, the role that a service was given, or the execution role."""
    org: Annotated[str, MaxLen(34)] = ""
    """ID of the caller's AWS organization, such as ``o-a1b2c3d4e5``; empty for none."""
    source_ip: Annotated[str, MaxLen(45)] = ""
    """Address from which a caller calls; empty if it plays no part."""
    service: Service = Service.S3
    """Which service calls, by its own name or with a role."""
    source_arn: Annotated[str, MaxLen(400)] = ""
    """What the service calls for: a bucket, a topic, a rule; of a mapping the queue or stream. Empty if the service does not say it."""
    source_account: str = ACCOUNT
    """Who owns that."""
    function: Annotated[str, MaxLen(64)] = "reserve-seat"
    account: str = ACCOUNT
    """Who owns the function."""
    qualifier: Annotated[str, MaxLen(128)] = ""
    """Alias, version or ``$LATEST`` of the call; empty for none."""
    auth_type: AuthType = AuthType.AWS_IAM
    """Of the function URL."""
    mapping_made: bool = False
    """Whether the mapping is there already, and a permission was taken away since."""
    identity: PolicyText = ""
    """Policy of the caller or of the role; empty for none."""
    resource: PolicyText = ""
    """Resource policy: each statement names the ARN that it was added to, with its qualifier. Empty for none."""
    trust: PolicyText = ""
    """Trust policy of the role; empty for the usual one, which names the service."""

    def __post_init__(self) -> None:
        keep_function(self.function, self.qualifier)
        keep_account("account", self.account)
        keep_account("source_account", self.source_account)
        keep_caller(self.caller)
        keep_source(self.source_arn)
        about = SERVICES[self.service]
        match self.via:
            case Via.SERVICE if not about.pushes:
                raise ValueError(f"service: {about.title} calls with a role only; take via role")
            case Via.ROLE if not about.takes_role:
                raise ValueError(f"service: {about.title} takes no role for it; take via service")
            case Via.ROLE | Via.MAPPING if not is_role(self.caller):
                raise ValueError(
                    f"caller: {self.caller[:80]!r} is no role; write it as arn:aws:iam::{ACCOUNT}:role/lantern"
                )
            case Via.URL if self.qualifier == LATEST or self.qualifier.isdigit():
                raise ValueError(
                    f"qualifier: a function URL cannot hang on {self.qualifier}; take an alias, or leave it empty"
                )
        if self.via is Via.MAPPING:
            self._keep_mapping()

    def _keep_mapping(self) -> None:
        if account_of(self.caller) != self.account:
            raise ValueError(f"caller: the execution role is of the function's account; take a role of {self.account}")
        parts = self.source_arn.split(":")
        if len(parts) < 6 or parts[2] not in READS:
            raise ValueError(f"source_arn: a mapping reads a queue or a stream; write the ARN of {', '.join(READS)}")
        if parts[4] != self.account:
            raise ValueError(f"source_arn: sources of other accounts are not shown; take one of {self.account}")

    @property
    def arn(self) -> str:
        """The ARN that is called, with the qualifier if there is one."""
        return f"{self.plain_arn}{self.qualifier and ':'}{self.qualifier}"

    @property
    def plain_arn(self) -> str:
        """The function's ARN without qualifier."""
        return f"arn:aws:lambda:{REGION}:{self.account}:function:{self.function}"

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody shows credentials."""
        return self.via is Via.URL and self.auth_type is AuthType.NONE
