"""What Lambda answers when an event source mapping is made or changed and something is wrong with it.

Each answer is data: the learner reads it in the trace. Codes and texts are AWS's own; where AWS's text has never been seen, the words are
ours and ``seen`` says so. https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
"""

from dataclasses import dataclass

CONFLICT, NOT_FOUND = "ResourceConflictException", "ResourceNotFoundException"
IN_USE, INVALID, VALIDATION = "ResourceInUseException", "InvalidParameterValueException", "ValidationException"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiError:
    """A refusal by the API."""

    status: int = 400
    code: str = INVALID
    """Name of the exception."""
    message: str
    fact: str = ""
    seen: bool = True
    """Whether AWS's text has been seen; if not, the words are ours."""

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.message}"


UNKNOWN_MAPPING = ApiError(status=404, code=NOT_FOUND, message="The resource you requested does not exist.")
UNRECOGNIZED_SOURCE = ApiError(message="Unrecognized event source.")
NO_FUNCTION = ApiError(message="Function does not exist")
INVALID_FILTER = ApiError(message="Invalid filter pattern definition.", fact="esm-filters-5-10")
DESTINATION_UNSUPPORTED = ApiError(
    message="Unsupported DestinationConfig parameter for given event source mapping type.",
    fact="sqs-no-destination-config",
)
WINDOW_WANTED = ApiError(
    message="Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
    fact="sqs-batch-size",
)
FIFO_WINDOW = ApiError(message="Batching window is not supported for FIFO queues", fact="sqs-fifo-no-window")


def out_of_range(field: str, value: int, low: int, high: int) -> ApiError:
    """The answer to a number that the API's model does not allow; ``field`` as AWS spells it, such as ``batchSize``."""
    bound = f"greater than or equal to {low}" if value < low else f"less than or equal to {high}"
    problem = f"Value '{value}' at '{field}' failed to satisfy constraint: Member must have value {bound}"
    return ApiError(code=VALIDATION, message=f"1 validation error detected: {problem}")


def null_field(field: str) -> ApiError:
    """The answer to a field that must be there and is not, such as ``startingPosition``."""
    problem = f"Value null at '{field}' failed to satisfy constraint: Member must not be null."
    return ApiError(message=f"1 validation error detected: {problem}", fact="stream-starting-position")


def starting_position_unsupported(arn: str) -> ApiError:
    """The answer to ``AT_TIMESTAMP`` for a DynamoDB stream."""
    message = f"Unsupported starting position for arn type: {arn}"
    return ApiError(message=message, fact="stream-starting-position")


def stream_not_found(arn: str) -> ApiError:
    """The answer to a stream that does not exist."""
    return ApiError(message=f"Stream not found: {arn}", fact="stream-not-exist")


def role_may_not(call: str, service: str) -> ApiError:
    """The answer to an execution role without a permission on the source, such as ``ReceiveMessage`` on ``SQS``."""
    message = f"The provided execution role does not have permissions to call {call} on {service}"
    return ApiError(message=message, fact="sec-esm-needs-execution-role")


def stream_may_not_be_read(arn: str) -> ApiError:
    """The answer to an execution role that may not read the stream ``arn``; recordings for Kinesis name ``ListShards`` as well."""
    shards = "ListShards, " if ":kinesis:" in arn else ""
    message = (
        f"Cannot access stream {arn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, "
        f"{shards}and ListStreams Actions on your stream in IAM."
    )
    return ApiError(message=message, fact="sec-mapping-cannot-access-stream")


def visibility_too_short(visibility_seconds: int, timeout_seconds: int) -> ApiError:
    """The answer to a queue whose visibility timeout is shorter than the function's timeout."""
    message = f"Queue visibility timeout: {visibility_seconds} seconds is less than Function timeout: {timeout_seconds} seconds"
    return ApiError(message=message, fact="sqs-visibility-hard-check")


def duplicate_queue_mapping(arn: str, function: str, uuid: str) -> ApiError:
    """The answer to a second mapping of the same queue and function."""
    message = (
        f'An event source mapping with SQS arn (" {arn} ") and function (" {function} ") already exists. '
        f"Please update or delete the existing mapping with UUID {uuid}"
    )
    return ApiError(status=409, code=CONFLICT, message=message, fact="sqs-duplicate-mapping")


def duplicate_stream_mapping(arn: str, function: str, uuid: str) -> ApiError:
    """The answer to a second mapping of the same stream and function."""
    message = (
        f'The event source arn (" {arn} ") and function (" {function} ") provided mapping already exists. '
        f"Please update or delete the existing mapping with UUID {uuid}"
    )
    return ApiError(status=409, code=CONFLICT, message=message, fact="stream-not-exist")


def in_transition(state: str) -> ApiError:
    """The answer to a change while the mapping is ``Creating``, ``Updating`` or ``Deleting``; the text is ours."""
    message = f"The event source mapping is {state}; wait until it is Enabled or Disabled."
    return ApiError(code=IN_USE, message=message, fact="esm-states", seen=False)


def not_recorded(told: str, fact: str = "") -> ApiError:
    """An ``InvalidParameterValueException`` whose text has not been seen: what is ``told`` is ours."""
    return ApiError(message=told, fact=fact, seen=False)
