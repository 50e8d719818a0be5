"""What Lambda answers: every status, exception and message, as data. A refusal changes nothing.

Texts are as recorded from AWS where they have been recorded; of the others it is said that the words are ours.
Each names the fact that it rests on. https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html and its neighbours.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.routing.arns import ALIAS_PATTERN, LATEST, LONGEST_ALIAS, NAME_PATTERN, VERSION_PATTERN, function_arn

ONLY_FUNCTIONS = (
    "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. "
    "Please specify either a function name or an unqualified function ARN."
)
_STALE = (
    "The Revision Id provided does not match the latest Revision Id. Call the {} API to retrieve the latest Revision Id"
)
_BUSY = "The operation cannot be performed at this time. "


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one call."""

    status: int
    error: str = ""
    """Name of the exception; empty if there is none."""
    message: str = ""
    why: str
    fact: str = ""
    body: Mapping[str, Any] | None = None
    version: str = ""
    """The version that it published, named or ran."""
    code: str = ""
    environment: str = ""
    via: str = ""
    """Of an Invoke: the alias that it came by."""
    published: bool = False
    """Whether it made a new version."""

    @property
    def is_refused(self) -> bool:
        """Whether it is an exception."""
        return bool(self.error)

    @property
    def json(self) -> str:
        """The body as the CLI shows it; empty if there is none."""
        return json.dumps(self.body, indent=2, ensure_ascii=False) if self.body is not None else ""


def refused(status: int, error: str, message: str, why: str, fact: str = "") -> Answer:
    """A refusal."""
    return Answer(status=status, error=error, message=message, why=why, fact=fact)


def no_function(arn: str, why: str = "") -> Answer:
    """There is no such function, or it has no such version."""
    told = why or "Nothing of that name is there."
    return refused(404, "ResourceNotFoundException", f"Function not found: {arn}", told, "alias-missing-version")


def no_alias(arn: str, *, update: bool = False) -> Answer:
    """There is no such alias."""
    message = f"{'Alias not found' if update else 'Cannot find alias arn'}: {arn}"
    return refused(
        404, "ResourceNotFoundException", message, "There is no alias of that name.", "alias-get-vs-update-msg"
    )


def invalid(place: str, value: object, constraint: str, why: str, fact: str = "") -> Answer:
    """A parameter breaks the API's own shape."""
    told = f"1 validation error detected: Value '{value}' at '{place}' failed to satisfy constraint: {constraint}"
    return refused(400, "ValidationException", told, why, fact)


def bad_name(text: str) -> Answer:
    """The FunctionName names nothing."""
    constraint = f"Member must satisfy regular expression pattern: {NAME_PATTERN}"
    return invalid("functionName", text, constraint, "A function is named by its name, a partial ARN or its ARN.")


def bad_alias(text: str) -> Answer:
    """No alias can be called that."""
    if len(text) > LONGEST_ALIAS:
        constraint = f"Member must have length less than or equal to {LONGEST_ALIAS}"
        return invalid("name", text, constraint, f"A name has at most {LONGEST_ALIAS} characters.", "alias-name-regex")
    constraint = f"Member must satisfy regular expression pattern: {ALIAS_PATTERN}"
    why = "An alias is called by letters, digits, dashes and underscores, and not by digits alone: that would be a version."
    return invalid("name", text, constraint, why, "alias-name-regex")


def bad_version(text: str) -> Answer:
    """No version is called that."""
    constraint = f"Member must satisfy regular expression pattern: {VERSION_PATTERN}"
    why = "FunctionVersion takes a number or $LATEST. An alias cannot lead to another alias."
    return invalid("functionVersion", text, constraint, why, "alias-to-alias")


def qualifiers_differ() -> Answer:
    """Name and Qualifier name two things."""
    message = "The derived qualifier from the function name does not match the specified qualifier."
    why = "The name has a qualifier already, and --qualifier names another."
    return refused(400, "InvalidParameterValueException", message, why, "qualifier-conflict")


def functions_only() -> Answer:
    """A qualifier where only a function as a whole is taken."""
    why = "This is kept for the function as a whole; leave the qualifier out."
    return refused(400, "InvalidParameterValueException", ONLY_FUNCTIONS, why, "conc-reserved-unqualified-only")


def elsewhere(region: str, here: str) -> Answer:
    """The ARN is of another Region."""
    message = f"Functions from '{region}' are not reachable in this region ('{here}')"
    return refused(404, "ResourceNotFoundException", message, "An ARN of another Region: calls stay in one Region.")


def pending(what: str) -> Answer:
    """The function is being created."""
    message = f"{_BUSY}The function is currently in the following state: Pending"
    why = f"{what} is still being created. Wait for it: aws lambda wait function-active-v2."
    return refused(409, "ResourceConflictException", message, why, "state-pending-blocks")


def updating(arn: str) -> Answer:
    """An update is under way."""
    message = f"{_BUSY}An update is in progress for resource: {arn}"
    why = "LastUpdateStatus is InProgress: one change at a time. Wait for it: aws lambda wait function-updated-v2."
    return refused(409, "ResourceConflictException", message, why, "state-pending-blocks")


def stale(of: str = "GetFunction/GetAlias") -> Answer:
    """Somebody has changed it in the meantime."""
    why = "The RevisionId is not the one that it has now, so somebody has changed it in between."
    return refused(412, "PreconditionFailedException", _STALE.format(of), why, "sec-revision-id")


def other_code(given: str, now: str) -> Answer:
    """The code is not the one that was meant to be published."""
    message = (
        f"CodeSHA256 ({given}) is different from current CodeSHA256 in {LATEST} ({now}). "
        f"Please try again with the CodeSHA256 in {LATEST}."
    )
    why = f"--code-sha256 publishes only if {LATEST} still has that code, and it has another."
    return refused(400, "InvalidParameterValueException", message, why, "ver-publish-codesha")


def exists(name: str) -> Answer:
    """A function of that name is there."""
    message = f"Function already exist: {name}"
    why = "A name is taken once in an account and Region."
    return refused(409, "ResourceConflictException", message, why, "create-function-exists")


def alias_exists(function: str, name: str) -> Answer:
    """An alias of that name is there."""
    message = f"Alias already exists: {function_arn(function, name)}"
    why = "CreateAlias makes a new alias; UpdateAlias points one that is there at another version."
    return refused(409, "ResourceConflictException", message, why, "alias-duplicate")
