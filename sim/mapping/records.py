"""The record that a stream mapping sends to its on-failure destination when it discards records.

A queue or a topic gets metadata only: what the records held must be read from the stream, before they expire there. A bucket gets the whole
event as well. https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html and
https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sim.facts import fact_of

_KEYS = fact_of("stream-onfailure-shape").values or {}


class Condition(StrEnum):
    """Why records were discarded, as the record says it."""

    RETRY_ATTEMPTS_EXHAUSTED = "RetryAttemptsExhausted"
    RECORD_AGE_EXCEEDED = "RecordAgeExceeded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discarded:
    """What is discarded: some records of one shard, next to each other."""

    source: str
    """``kinesis`` or ``dynamodb``."""
    shard_id: str
    first: str
    """Sequence number."""
    last: str
    first_at: datetime
    """Approximate arrival."""
    last_at: datetime
    size: int
    stream_arn: str


def record(
    discarded: Discarded,
    *,
    condition: Condition,
    request_id: str,
    function_arn: str,
    invoke_count: int,
    function_error: str | None,
    at: datetime,
    payload: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The record as AWS writes it; with ``payload``, the event that the function was given, as a bucket gets it.

    ``function_error`` is None when the last answer was a partial one. Of records that grew too old there is no ``responseContext``.
    """
    response = {"statusCode": 200, "executedVersion": "$LATEST", "functionError": function_error}
    told = {} if condition is Condition.RECORD_AGE_EXCEEDED else {"responseContext": response}
    return {
        "requestContext": {
            "requestId": request_id,
            "functionArn": function_arn,
            "condition": condition.value,
            "approximateInvokeCount": invoke_count,
        },
        **told,
        "version": "1.0",
        "timestamp": spell(at),
        str(_KEYS[discarded.source]): {
            "shardId": discarded.shard_id,
            "startSequenceNumber": discarded.first,
            "endSequenceNumber": discarded.last,
            "approximateArrivalOfFirstRecord": spell(discarded.first_at),
            "approximateArrivalOfLastRecord": spell(discarded.last_at),
            "batchSize": discarded.size,
            "streamArn": discarded.stream_arn,
        },
        **({} if payload is None else {"payload": json.dumps(payload, separators=(",", ":"), ensure_ascii=False)}),
    }


def object_key(uuid: str, shard_id: str, at: datetime, chance: str) -> str:
    """The key under which a record lies in a bucket; ``chance`` is the random UUID at its end."""
    return f"aws/lambda/{uuid}/{shard_id}/{at:%Y/%m/%d}/{at:%Y-%m-%dT%H.%M.%S}-{chance}"


def spell(at: datetime) -> str:
    """The moment with its milliseconds: ``2026-11-23T18:00:00.000Z``."""
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"
