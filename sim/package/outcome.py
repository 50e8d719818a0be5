"""What comes out of a run of ``package``."""

from dataclasses import dataclass
from enum import StrEnum

from sim.package.sizes import Part


class Verdict(StrEnum):
    """What became of one check."""

    PASSED = "passed"
    REFUSED = "refused"
    """The first that says no: the call ends here."""
    THEN = "then"
    """It would say no once the ones before it are mended."""
    NOT_REACHED = "not-reached"
    """It would pass, and the call never got so far."""
    NOT_ASKED = "not-asked"
    """It plays no part for this package or this call."""


class Way(StrEnum):
    """Which of both packages can hold it."""

    BOTH = "both"
    ZIP = "zip"
    IMAGE = "image"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutcome:
    """One check, in AWS's order."""

    id: str
    title: str
    verdict: Verdict
    measured: str
    """What was found."""
    limit: str
    error_code: str = ""
    status: int = 0
    message: str = ""
    as_documented: bool = False
    """Whether no recording shows the answer, only documents or users' reports."""
    why: str
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A file of a layer that a later layer covers in /opt."""

    path: str
    hidden: str
    """The layer whose file is not seen."""
    seen: str
    """The layer whose file is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a question may ask of a run."""

    accepted: int
    """1 or 0."""
    refused_by: str
    """Id of the first check that says no; ``nothing`` if none does."""
    error_code: str = ""
    """AWS's; empty if the package is taken, as with the next two."""
    status: int
    """HTTP status of the answer."""
    message: str = ""
    as_documented: bool = False
    then: tuple[str, ...] = ()
    """Checks that would say no next, one after the other."""
    then_next: str
    """The first of them, or ``nothing``."""
    refusals: int
    """Answers to be met until all is mended. Faults that AWS tells in one message count once."""
    checks: tuple[CheckOutcome, ...]
    body_bytes: int
    """The whole body of the request."""
    encoded_bytes: int
    """The .zip in it; 0 if it comes by S3 or is an image."""
    unzipped_bytes: int
    """All that counts towards the limit."""
    limit_bytes: int
    used_percent: float
    free_bytes: int
    """0 if there is none."""
    free_mb: int
    """The same in whole MB, rounded down."""
    over_bytes: int
    parts: tuple[Part, ...]
    largest: str
    """The largest part."""
    env_bytes: int
    """The environment variables as JSON."""
    stored_after_mb: int
    """Code storage of the account with this package."""
    tmp_left_mb: int
    """Of /tmp, after what the function fetches into it."""
    can: Way
    """Whether a .zip, an image or both can hold this."""
    first_call: str
    """What the first invocation gives: ``runs``, the error's type, or ``not made``."""
    first_call_why: str
    covered: tuple[Covered, ...] = ()
    warnings: tuple[str, ...] = ()
    warned: int
