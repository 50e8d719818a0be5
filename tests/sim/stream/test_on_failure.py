"""What the on-failure destination gets, key by key, and the event of a tumbling window."""

import base64
import json
from datetime import UTC, datetime

import pytest

from sim.stream import Fault, How, OnFailure, Put, Scenario, Source, run
from sim.stream.arriving import records_of
from sim.stream.spelling import event, sequence_number, shard_of, window_of

ZERO = datetime(2026, 11, 23, 18, tzinfo=UTC)
INFO = [
    "shardId",
    "startSequenceNumber",
    "endSequenceNumber",
    "approximateArrivalOfFirstRecord",
    "approximateArrivalOfLastRecord",
    "batchSize",
    "streamArn",
]


def body(**given):
    scenario = Scenario(
        **{"puts": (Put(times=3, every=100),), "window_seconds": 1, "on_failure": OnFailure.SQS, **given}
    )
    outcome = run(scenario).outcome
    assert outcome.on_failure_records == 1
    return json.loads(outcome.on_failure_list[0].body), outcome


def test_record_after_the_last_retry():
    told, outcome = body(faults=(Fault(record=2),), max_retries=2)
    assert list(told) == ["requestContext", "responseContext", "version", "timestamp", "KinesisBatchInfo"]
    assert list(told["requestContext"]) == ["requestId", "functionArn", "condition", "approximateInvokeCount"]
    assert told["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert told["requestContext"]["approximateInvokeCount"] == 3
    assert told["requestContext"]["functionArn"] == "arn:aws:lambda:eu-west-1:111122223333:function:count-clicks"
    assert told["responseContext"] == {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"}
    assert told["version"] == "1.0"
    info = told["KinesisBatchInfo"]
    assert list(info) == INFO
    assert info["shardId"] == "shardId-000000000000"
    assert info["batchSize"] == 3
    assert info["approximateArrivalOfFirstRecord"] == "2026-11-23T18:00:00.000Z"
    assert info["approximateArrivalOfLastRecord"] == "2026-11-23T18:00:00.200Z"
    assert info["startSequenceNumber"] == outcome.record_list[0].sequence_number
    assert info["endSequenceNumber"] == outcome.record_list[2].sequence_number


def test_record_of_what_grew_too_old_has_no_response_context():
    told, _ = body(faults=(Fault(record=2),), max_age_seconds=60)
    assert list(told) == ["requestContext", "version", "timestamp", "KinesisBatchInfo"]
    assert told["requestContext"]["condition"] == "RecordAgeExceeded"
    assert told["timestamp"] == "2026-11-23T18:01:00.200Z"


def test_record_of_the_expired_part_of_a_batch_speaks_of_this_part_only():
    puts = (Put(), Put(at=20_000))
    told, outcome = body(puts=puts, window_seconds=30, faults=(Fault(record=1),), max_age_seconds=60)
    assert told["KinesisBatchInfo"]["batchSize"] == 1
    assert outcome.on_failure_list[0].records == (1,)
    assert told["KinesisBatchInfo"]["endSequenceNumber"] == outcome.record_list[0].sequence_number


def test_function_error_is_null_when_partial_answers_used_up_the_retries():
    faults = (Fault(record=2, how=How.REPORT),)
    told, outcome = body(faults=faults, report_item_failures=True, max_retries=1)
    assert told["responseContext"] == {"statusCode": 200, "executedVersion": "$LATEST", "functionError": None}
    assert told["KinesisBatchInfo"]["batchSize"] == 2
    assert [record.fate for record in outcome.record_list] == ["succeeded", "discarded", "discarded"]


def test_record_of_a_table_has_its_own_key():
    told, _ = body(faults=(Fault(record=1),), max_retries=0, source=Source.DYNAMODB)
    assert list(told["DDBStreamBatchInfo"]) == INFO
    assert "KinesisBatchInfo" not in told
    assert ":table/lantern-seats/stream/" in told["DDBStreamBatchInfo"]["streamArn"]


def test_a_bucket_gets_the_event_too_under_a_key_that_tells_where_and_when():
    told, outcome = body(faults=(Fault(record=1),), max_retries=0, on_failure=OnFailure.S3)
    payload = json.loads(told["payload"])
    assert [base64.b64decode(one["kinesis"]["data"]).decode() for one in payload["Records"]] == [
        '{"seat": 1}',
        '{"seat": 2}',
        '{"seat": 3}',
    ]
    parts = outcome.on_failure_list[0].key.split("/")
    assert (parts[:2], parts[3:7]) == (["aws", "lambda"], ["shardId-000000000000", "2026", "11", "23"])
    assert parts[7].startswith("2026-11-23T18.00.01-")


@pytest.mark.parametrize("kind", [OnFailure.SQS, OnFailure.SNS])
def test_a_queue_and_a_topic_get_no_payload(kind):
    told, _ = body(faults=(Fault(record=1),), max_retries=0, on_failure=kind)
    assert "payload" not in told


@pytest.mark.parametrize("source", Source)
def test_sequence_numbers_rise_within_a_shard(source):
    found = [int(sequence_number(source, 3, n)) for n in range(1, 2001)]
    assert found == sorted(set(found))
    assert len({len(str(number)) for number in found}) == 1


def test_keys_spread_over_the_shards_by_their_hash():
    found = [shard_of(f"seat-{n}", 4) for n in range(2000)]
    assert {shard: found.count(shard) > 400 for shard in (1, 2, 3, 4)} == dict.fromkeys((1, 2, 3, 4), True)


@pytest.mark.parametrize("source", Source)
def test_the_event_of_a_tumbling_window_has_its_members(source):
    records = records_of(Scenario(puts=(Put(),), source=source))
    window = window_of(source, 1, ZERO, 120, 15, is_final=True)
    told = event(source, records, ZERO, window)
    assert list(told) == [
        "Records",
        "window",
        "state",
        "shardId",
        "eventSourceARN",
        "isFinalInvokeForWindow",
        "isWindowTerminatedEarly",
    ]
    assert told["window"] == {"start": "2026-11-23T18:00:00.000Z", "end": "2026-11-23T18:02:00.000Z"}
    assert (told["state"], told["isFinalInvokeForWindow"]) == ({"sum": 15}, True)


def test_a_change_of_a_table_is_written_with_types():
    records = records_of(Scenario(puts=(Put(data='{"seat": 7, "sold": true, "who": [null, "Ada", {"n": 1.5}]}'),)))
    image = event(Source.DYNAMODB, records, ZERO)["Records"][0]["dynamodb"]["NewImage"]
    assert image == {
        "id": {"S": "seat-1"},
        "seat": {"N": "7"},
        "sold": {"BOOL": True},
        "who": {"L": [{"NULL": True}, {"S": "Ada"}, {"M": {"n": {"N": "1.5"}}}]},
    }
