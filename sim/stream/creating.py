"""CreateEventSourceMapping: what the API refuses, and the filters of a mapping that it takes."""

from sim.mapping.errors import (
    NO_FUNCTION,
    ApiError,
    duplicate_stream_mapping,
    not_recorded,
    null_field,
    starting_position_unsupported,
    stream_may_not_be_read,
    stream_not_found,
)
from sim.mapping.filters import Filters, compile_filters
from sim.stream.scenario import Scenario
from sim.stream.spelling import FUNCTION_ARN, stream_arn, uuid
from sim.stream.values import YOUNGEST_LIMIT, Creation, Position, Source

UUID = uuid("mapping")


def created(scenario: Scenario) -> Filters | ApiError:
    """The filters of the new mapping, or why there is none.

    https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
    """
    arn = stream_arn(scenario.source)
    if scenario.starting_position is Position.MISSING:
        return null_field("startingPosition")
    if scenario.starting_position is Position.AT_TIMESTAMP and scenario.source is Source.DYNAMODB:
        return starting_position_unsupported(arn)
    if scenario.starting_position is Position.AT_TIMESTAMP and scenario.starting_timestamp > scenario.created_at:
        return not_recorded("StartingPositionTimestamp lies in the future; it cannot.", "stream-starting-position")
    if 0 <= scenario.max_age_seconds < YOUNGEST_LIMIT:
        told = f"MaximumRecordAgeInSeconds {scenario.max_age_seconds} is not allowed; it takes -1, or {YOUNGEST_LIMIT} or more."
        return not_recorded(told, "stream-max-age")
    match scenario.creation:
        case Creation.NO_FUNCTION:
            return NO_FUNCTION
        case Creation.NO_STREAM:
            return stream_not_found(arn)
        case Creation.NO_PERMISSION:
            return stream_may_not_be_read(arn)
        case Creation.TWICE:
            return duplicate_stream_mapping(arn, FUNCTION_ARN, UUID)
    return compile_filters(scenario.filters, "data" if scenario.source is Source.KINESIS else "")
