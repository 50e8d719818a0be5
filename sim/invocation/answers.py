"""What Lambda answers: every status, exception, message and reason of Invoke, as data.

A status of 400 or more means that the function was not run properly. A function error is none of these: it is a 200 with the header
X-Amz-Function-Error. Texts are as recorded from AWS where they have been recorded; where not, they say in the API's own words what the
exception means. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
"""

import json
from dataclasses import dataclass
from http import HTTPStatus

from sim.facts import fact_of, whole
from sim.invocation.values import ASYNC_PAYLOAD, SYNC_PAYLOAD, InvocationType

_REASONS = fact_of("sync-throttle-reasons").values or {}
ACCEPTED, DRY_RUN = whole("async-202-queue"), whole("sync-dryrun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer of Lambda's Invoke API."""

    status: int
    error: str = ""
    """Name of the exception; empty if there is none, as with the next ones."""
    message: str = ""
    kind: str = ""
    """``User`` or ``Service``: whose fault it is. AWS calls it Type."""
    reason: str = ""
    function_error: str = ""
    executed_version: str = ""
    payload: str = ""
    log: str = ""
    """The end of the log in base64."""
    fact: str = ""

    @property
    def text(self) -> str:
        """The answer as HTTP: status line, the headers that tell something, the body."""
        return http_text(
            self.status,
            {
                "x-amzn-ErrorType": self.error,
                "X-Amz-Function-Error": self.function_error,
                "X-Amz-Executed-Version": self.executed_version,
                "X-Amz-Log-Result": self.log,
            },
            self.body,
        )

    @property
    def body(self) -> str:
        """What stands in the body."""
        if not self.error:
            return self.payload
        told = {"Reason": self.reason, "Type": self.kind, "message": self.message}
        return json.dumps({name: text for name, text in told.items() if text})


def http_text(status: int, headers: dict[str, str], body: str) -> str:
    """A response as HTTP; headers without a value are left out."""
    told = [f"{name}: {value}" for name, value in headers.items() if value]
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", *told]
    return "\n".join([*lines, "", body] if body else lines)


def bad_json(problem: str) -> Answer:
    """The body is no JSON. What stands behind the colons is ours: AWS's parser words it otherwise."""
    message = f"Could not parse request body into json: Could not parse payload into json: {problem}"
    return _user(400, "InvalidRequestContentException", message, "sync-bad-json")


def bad_type(content_type: str) -> Answer:
    """The content type is not JSON's. The text is ours."""
    message = f"Unsupported content type: {content_type}; the Invoke request body takes application/json"
    return _user(415, "UnsupportedMediaTypeException", message, "sync-bad-json")


def too_large(size: int, invocation_type: InvocationType) -> Answer:
    """The payload is larger than this kind of call takes."""
    if invocation_type is InvocationType.EVENT:
        message = f"{size} byte payload is too large for the Event invocation type (limit {ASYNC_PAYLOAD} bytes)"
        return _user(413, "RequestTooLargeException", message, "async-payload-1mb")
    message = f"Request must be smaller than {SYNC_PAYLOAD} bytes for the InvokeFunction operation"
    return _user(413, "RequestTooLargeException", message, "sync-payload-6mb")


def not_found(arn: str) -> Answer:
    """There is no such function, or it has no such version or alias."""
    return _user(404, "ResourceNotFoundException", f"Function not found: {arn}", "sync-unknown-function")


def pending() -> Answer:
    """The function is being created."""
    message = (
        "The operation cannot be performed at this time. The function is currently in the following state: Pending"
    )
    return _user(409, "ResourceConflictException", message, "state-pending-blocks")


def snap_start_not_ready() -> Answer:
    """The snapshot of the version is being made. The text is the API's description."""
    message = (
        "Lambda is initializing your function. You can invoke the function when the function state becomes Active."
    )
    return _user(409, "SnapStartNotReadyException", message, "snapstart-flow")


def inactive() -> Answer:
    """The function has slept, and its VPC connection is gone. The text is the API's description."""
    message = (
        "The function is inactive and its VPC connection is no longer available. "
        "Wait for the VPC connection to reestablish and try again."
    )
    return Answer(status=502, error="ResourceNotReadyException", message=message, kind="Service", fact="state-inactive")


def throttled(reason: str) -> Answer:
    """No concurrency, or too many requests a second."""
    return Answer(
        status=whole("sync-throttle-429"),
        error="TooManyRequestsException",
        message="Rate Exceeded.",
        kind="User",
        reason=reason,
        fact="sync-throttle-429",
    )


def system_error() -> Answer:
    """Lambda itself failed. The text is the API's description."""
    message = "The Lambda service encountered an internal error."
    return Answer(status=500, error="ServiceException", message=message, kind="Service", fact="sync-client-retries")


def loop_stopped() -> Answer:
    """The function is part of a loop. The text is the API's description."""
    message = (
        "Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services resources "
        "and stopped your function's invocation."
    )
    return _user(400, str(fact_of("async-recursion-sqs").value), message, "async-recursion")


def throttle_reason(*, reserved: bool, rate: bool) -> str:
    """Which limit a throttle names: concurrency or requests a second, of the function's reservation or of the account."""
    whose = "reserved_function" if reserved else "function" if rate else ""
    what = "invocation_rate_limit_exceeded" if rate else "concurrent_invocation_limit_exceeded"
    return str(_REASONS[f"{whose}_{what}" if whose else what])


def _user(status: int, error: str, message: str, fact: str) -> Answer:
    return Answer(status=status, error=error, message=message, kind="User", fact=fact)
