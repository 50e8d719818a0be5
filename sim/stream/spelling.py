"""Names as AWS spells them: ARNs, shards, sequence numbers, ids; and the event that the function gets.

Ids and sequence numbers are made up, with the look of AWS's own: the same in each run.
https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html and https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
"""

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import md5
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sim.mapping.records import spell
from sim.stream.values import ACCOUNT, FUNCTION, REGION, STREAM, TABLE, Source

if TYPE_CHECKING:
    from sim.stream.state import Record

FUNCTION_ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{FUNCTION}"
_TABLE_STREAM = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{TABLE}/stream/2026-11-01T00:00:00.000"
_STREAM = f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/{STREAM}"


def stream_arn(source: Source) -> str:
    """The ARN of the stream."""
    return _STREAM if source is Source.KINESIS else _TABLE_STREAM


def shard_id(source: Source, shard: int) -> str:
    """The id of a shard; the first one is 1 here and 0 there."""
    if source is Source.KINESIS:
        return f"shardId-{shard - 1:012}"
    return f"shardId-000000017{shard - 1:011}-{_digest(f'shard {shard}') % 16**8:08x}"


def sequence_number(source: Source, shard: int, number: int) -> str:
    """The sequence number of a record: greater than that of any record before it in its shard."""
    if source is Source.KINESIS:
        return f"4966{shard:02}{'8422359378836298'}{number:08}{_digest(f'{shard}/{number}') % 10**26:026}"
    return f"{100_000 + shard * 10_000 + number:06}00000000{_digest(f'{shard}/{number}') % 10**11:011}"


def uuid(text: str) -> str:
    """An id made of ``text``: the same each time."""
    return str(UUID(int=_digest(text), version=4))


def shard_of(key: str, shards: int) -> int:
    """The shard, from 1, whose part of the 128-bit hash range the key falls into; the parts are of one size.

    https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html
    """
    return (_digest(key) * shards >> 128) + 1


def lane_of(key: str, factor: int) -> int:
    """The lane of its shard, from 1. AWS says only that the same key goes to the same lane: the hash is ours."""
    return _digest(f"lane {key}") % factor + 1


def seen_by_filters(source: Source, record: "Record") -> Mapping[str, Any]:
    """The part of a record that filters look at: ``data`` of Kinesis, the whole record of DynamoDB."""
    return {"data": record.data} if source is Source.KINESIS else _dynamodb(record)


def event(
    source: Source, records: Sequence["Record"], zero: datetime, window: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The event that the function gets; with the members of a tumbling ``window``."""
    spelled = _dynamodb if source is Source.DYNAMODB else lambda record: _kinesis(record, zero)
    return {"Records": [spelled(record) for record in records], **(window or {})}


def window_of(
    source: Source, shard: int, start: datetime, seconds: int, state: int, *, is_final: bool
) -> dict[str, Any]:
    """What a tumbling window adds to the event."""
    return {
        "window": {"start": spell(start), "end": spell(start + timedelta(seconds=seconds))},
        "state": {"sum": state},
        "shardId": shard_id(source, shard),
        "eventSourceARN": stream_arn(source),
        "isFinalInvokeForWindow": is_final,
        "isWindowTerminatedEarly": False,
    }


def _kinesis(record: "Record", zero: datetime) -> dict[str, Any]:
    at = zero + timedelta(milliseconds=record.at)
    return {
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": record.key,
            "sequenceNumber": record.sequence_number,
            "data": base64.b64encode(record.data.encode()).decode(),
            "approximateArrivalTimestamp": round(at.timestamp(), 3),
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": f"{shard_id(Source.KINESIS, record.shard)}:{record.sequence_number}",
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": f"arn:aws:iam::{ACCOUNT}:role/coldstart-stream",
        "awsRegion": REGION,
        "eventSourceARN": _STREAM,
    }


def _dynamodb(record: "Record") -> dict[str, Any]:
    keys = {"id": {"S": record.key}}
    return {
        "eventID": uuid(record.sequence_number).replace("-", ""),
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": REGION,
        "dynamodb": {
            "Keys": keys,
            "NewImage": {**keys, **_attributes(record.data)},
            "SequenceNumber": record.sequence_number,
            "SizeBytes": record.bytes,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
        "eventSourceARN": _TABLE_STREAM,
    }


def _attributes(data: str) -> dict[str, Any]:
    """The members of a JSON object as DynamoDB's attributes; none of what is no object."""
    try:
        read = json.loads(data)
    except ValueError:
        return {}
    return {name: attribute(value) for name, value in read.items()} if isinstance(read, dict) else {}


def attribute(value: Any) -> dict[str, Any]:
    """A JSON value with DynamoDB's type in front."""
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case int() | float():
            return {"N": str(value)}
        case str():
            return {"S": value}
        case list():
            return {"L": [attribute(inner) for inner in value]}
        case _:
            return {"M": {name: attribute(inner) for name, inner in value.items()}}


def _digest(text: str) -> int:
    return int.from_bytes(md5(text.encode(), usedforsecurity=False).digest())
