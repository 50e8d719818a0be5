"""``invocation`` beyond its table of cases."""

import base64
import json

import pytest

from sim.catalog import scenario_of
from sim.invocation import run


def outcome_of(**given):
    return run(scenario_of("invocation", given)).outcome


def test_failure_record_has_exactly_the_keys_that_aws_writes():
    outcome = outcome_of(
        invokes=[{"invocation_type": "Event", "payload": '{"order": 7}'}],
        script=[{"attempts": ["raise"]}],
        configs=[{"on_failure": {"kind": "sqs", "name": "failures"}}],
    )
    record = json.loads(outcome.records[0].text)
    event = outcome.event_list[0]
    assert list(record) == [
        "version",
        "timestamp",
        "requestContext",
        "requestPayload",
        "responseContext",
        "responsePayload",
    ]
    assert record["version"] == "1.0"
    assert record["timestamp"] == "2026-11-23T19:03:00.300Z"
    assert record["requestContext"] == {
        "requestId": event.request_id,
        "functionArn": "arn:aws:lambda:eu-west-1:111122223333:function:send-confirmation:$LATEST",
        "condition": "RetriesExhausted",
        "approximateInvokeCount": 3,
    }
    assert record["requestPayload"] == {"order": 7}
    assert record["responseContext"] == {
        "statusCode": 200,
        "executedVersion": "$LATEST",
        "functionError": "Unhandled",
    }
    assert set(record["responsePayload"]) == {"errorMessage", "errorType", "requestId", "stackTrace"}


def test_success_record_has_no_function_error():
    outcome = outcome_of(
        invokes=[{"invocation_type": "Event", "qualifier": "live"}],
        function={"versions": 3, "aliases": [{"name": "live", "version": 3}]},
        configs=[{"qualifier": "live", "on_success": {"kind": "eventbridge", "name": "results"}}],
    )
    record = json.loads(outcome.records[0].text)
    assert record["requestContext"]["condition"] == "Success"
    assert record["requestContext"]["functionArn"].endswith(":send-confirmation:live")
    assert record["responseContext"] == {"statusCode": 200, "executedVersion": "3"}
    entry = json.loads(outcome.records[0].wrapping)
    assert entry["Source"] == "lambda"
    assert entry["DetailType"] == "Lambda Function Invocation Result - Success"
    assert json.loads(entry["Detail"]) == record


def test_record_of_an_event_that_never_ran_has_no_response():
    outcome = outcome_of(
        invokes=[{"invocation_type": "Event"}],
        function={"reserved": 0},
        configs=[{"on_failure": {"kind": "s3", "name": "failures"}}],
    )
    record = json.loads(outcome.records[0].text)
    assert record["requestContext"]["condition"] == "ZeroReservedConcurrency"
    assert record["requestContext"]["approximateInvokeCount"] == 0
    assert "responseContext" not in record
    assert "responsePayload" not in record
    event = outcome.event_list[0]
    key = f"aws/lambda/async/send-confirmation/2026/11/23/2026-11-23T19.00.00-{event.request_id}"
    assert outcome.records[0].wrapping == key


def test_record_of_a_look_ahead_counts_one_invocation():
    outcome = outcome_of(
        invokes=[{"invocation_type": "Event"}],
        script=[{"attempts": ["raise"]}],
        configs=[{"max_age_seconds": 60, "on_failure": {"kind": "sqs", "name": "failures"}}],
    )
    context = json.loads(outcome.records[0].text)["requestContext"]
    assert (context["condition"], context["approximateInvokeCount"]) == ("EventAgeExceeded", 1)


def test_dead_letter_attributes_are_three_and_the_message_is_cut():
    outcome = outcome_of(
        invokes=[{"invocation_type": "Event"}],
        script=[{"attempts": ["timeout"]}],
        function={"dlq": "sqs"},
        configs=[{"max_retries": 0}],
    )
    letter = outcome.dead_letters[0]
    event = outcome.event_list[0]
    assert letter.attributes == {
        "RequestID": {"DataType": "String", "StringValue": event.request_id},
        "ErrorCode": {"DataType": "Number", "StringValue": "200"},
        "ErrorMessage": {
            "DataType": "String",
            "StringValue": f"RequestId: {event.request_id} Error: Task timed out after 3.00 seconds",
        },
    }


@pytest.mark.parametrize(
    ("attempt", "kind", "message"),
    [
        ("raise", "ConnectionError", "no mail server answered"),
        ("timeout", "Sandbox.Timedout", "RequestId: {id} Error: Task timed out after 3.00 seconds"),
        ("crash", "Runtime.ExitError", "RequestId: {id} Error: Runtime exited with error: exit status 1"),
        ("out_of_memory", "Runtime.ExitError", "RequestId: {id} Error: Runtime exited with error: signal: killed"),
    ],
)
def test_function_error_is_a_document_behind_a_200(attempt, kind, message):
    outcome = outcome_of(invokes=[{}], script=[{"attempts": [attempt]}])
    request = outcome.request_list[0]
    head, _, body = request.text.partition("\n\n")
    assert head == "HTTP/1.1 200 OK\nX-Amz-Function-Error: Unhandled\nX-Amz-Executed-Version: $LATEST"
    told = json.loads(body)
    assert (told["errorType"], told["errorMessage"]) == (kind, message.format(id=request.request_id))


def test_response_that_is_too_large_is_named_so():
    outcome = outcome_of(invokes=[{}], function={"response_bytes": 7_000_000})
    told = json.loads(outcome.request_list[0].text.partition("\n\n")[2])
    assert told["errorType"] == "Function.ResponseSizeTooLarge"
    assert "6291556" in told["errorMessage"]


def test_throttle_is_told_with_type_and_reason():
    outcome = outcome_of(invokes=[{"caller": "plain"}], script=[{"attempts": ["throttle"]}])
    head, _, body = outcome.request_list[0].text.partition("\n\n")
    assert head == "HTTP/1.1 429 Too Many Requests\nx-amzn-ErrorType: TooManyRequestsException"
    assert json.loads(body) == {
        "Reason": "ConcurrentInvocationLimitExceeded",
        "Type": "User",
        "message": "Rate Exceeded.",
    }


def test_accepted_and_dry_run_have_no_body():
    outcome = outcome_of(invokes=[{"invocation_type": "Event"}, {"invocation_type": "DryRun"}])
    assert [request.text for request in outcome.request_list] == ["HTTP/1.1 202 Accepted", "HTTP/1.1 204 No Content"]


def test_log_tail_is_the_last_4_kb_in_base64():
    outcome = outcome_of(invokes=[{"log_type": "Tail"}], function={"log_bytes": 50_000})
    request = outcome.request_list[0]
    assert len(request.log) == 4096
    assert request.log.splitlines()[-1].startswith(f"REPORT RequestId: {request.request_id}\tDuration: 100.00 ms")
    header = next(line for line in request.text.splitlines() if line.startswith("X-Amz-Log-Result: "))
    assert base64.b64decode(header.partition(": ")[2]).decode() == request.log


def test_attempts_at_one_event_share_a_request_id_and_requests_of_a_client_do_not():
    event = outcome_of(invokes=[{"invocation_type": "Event"}], duplicates_percent=100)
    assert len({one.request_id for one in event.event_list}) == 1
    client = outcome_of(invokes=[{}], script=[{"attempts": ["throttle"]}])
    assert len({one.request_id for one in client.request_list}) == 3
