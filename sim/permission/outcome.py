"""What comes out of a run of ``permission``."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Whether the function may be called."""

    ALLOWED = "allowed"
    DENIED = "denied"
    UNREADABLE = "unreadable"
    """A policy is none, or holds what is not weighed here."""


class Reason(StrEnum):
    """What the verdict rests on."""

    IDENTITY = "identity"
    """The identity policy allows it; that is enough."""
    RESOURCE = "resource"
    """The resource policy allows it; that is enough."""
    BOTH = "both"
    """Both allow it."""
    EXPLICIT_DENY = "explicit-deny"
    NO_ALLOW = "no-allow"
    """Nothing allows it."""
    NO_IDENTITY = "no-identity"
    """The resource policy allows it; the identity policy would have to allow it too."""
    NO_RESOURCE = "no-resource"
    """The other way round."""
    NO_TRUST = "no-trust"
    """The role does not let the service take it."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementOutcome:
    """One statement, looked at for one action."""

    policy: str
    """``identity``, ``resource`` or ``trust``."""
    name: str
    """``identity policy: AllowInvoke``."""
    number: int
    """In its policy, from 1."""
    line: int
    """Where it begins in the text; 0 if it is not in a text."""
    effect: str
    action: str
    """What was asked."""
    fits: bool
    part: str
    """The part that does not fit: Principal, Action, Resource or Condition; empty if all of it fits."""
    why: str
    decides: bool
    """Whether the verdict rests on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutcome:
    """One question to the policies. A call may need several to go well."""

    who: str
    action: str
    resource: str
    allowed: bool
    reason: Reason
    decided_by: tuple[str, ...]
    """Names of the statements that the answer rests on."""
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A statement that AddPermission did not take. It is not in the policy."""

    number: int
    sid: str
    line: int
    status: int
    error_code: str
    message: str
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one of the texts."""

    policy: str
    message: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run."""

    verdict: Verdict
    allowed: int
    """1 or 0."""
    reason: Reason
    decided_by: str
    """The statements that decide, or ``no statement``."""
    error_code: str = ""
    """AWS's; empty if it is allowed, as with the next two."""
    status: int = 0
    message: str = ""
    own_words: bool = False
    """Whether the message is ours, for AWS's is not known."""
    fails: str = ""
    """What becomes of the call at whoever made it."""
    why: str = ""
    checks: tuple[CheckOutcome, ...] = ()
    statements: tuple[StatementOutcome, ...] = ()
    looked_at: int = 0
    """Statements looked at; one that is asked about two actions counts twice, as in the next three."""
    matched: int = 0
    allows: int = 0
    """Of these, the ones that fit and allow."""
    denies: int = 0
    refusals: tuple[Refusal, ...] = ()
    refused: int = 0
    """Statements that AddPermission did not take."""
    hint: str = ""
    """The least that would let the call in; empty if it is in, or if no change of a policy would."""
    mended_identity: str = ""
    """The texts with that change made; empty for those that stay as they are."""
    mended_resource: str = ""
    mended_trust: str = ""
    warnings: tuple[str, ...] = ()
    """Where a policy lets in more than is good."""
    too_wide: int = 0
    """How many there are."""
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
