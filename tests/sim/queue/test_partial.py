"""The truth table of partial batch responses: what a handler does or answers, with and without ReportBatchItemFailures.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
"""

import json

import pytest

from sim.queue import Failure, How, Result, Scenario, Send, run

ALL, ONE, REST, NONE = (1, 2, 3), (2,), (2, 3), ()
TABLE = [
    (How.RAISE, True, ALL, Result.FAILED),
    (How.RAISE, False, ALL, Result.FAILED),
    (How.TIMEOUT, True, ALL, Result.TIMED_OUT),
    (How.TIMEOUT, False, ALL, Result.TIMED_OUT),
    (How.CRASH, True, ALL, Result.CRASHED),
    (How.CRASH, False, ALL, Result.CRASHED),
    (How.REPORT, True, ONE, Result.PARTIAL),
    (How.REPORT, False, NONE, Result.SUCCEEDED),
    (How.REPORT_REST, True, REST, Result.PARTIAL),
    (How.REPORT_REST, False, NONE, Result.SUCCEEDED),
    (How.EMPTY_LIST, True, NONE, Result.SUCCEEDED),
    (How.EMPTY_LIST, False, NONE, Result.SUCCEEDED),
    (How.NULL_LIST, True, NONE, Result.SUCCEEDED),
    (How.NULL_LIST, False, NONE, Result.SUCCEEDED),
    (How.EMPTY_RESPONSE, True, NONE, Result.SUCCEEDED),
    (How.EMPTY_RESPONSE, False, NONE, Result.SUCCEEDED),
    (How.NULL_RESPONSE, True, NONE, Result.SUCCEEDED),
    (How.NULL_RESPONSE, False, NONE, Result.SUCCEEDED),
    (How.NOT_JSON, True, ALL, Result.MALFORMED),
    (How.NOT_JSON, False, NONE, Result.SUCCEEDED),
    (How.WRONG_KEY, True, ALL, Result.MALFORMED),
    (How.WRONG_KEY, False, NONE, Result.SUCCEEDED),
    (How.NULL_ID, True, ALL, Result.MALFORMED),
    (How.NULL_ID, False, NONE, Result.SUCCEEDED),
    (How.EMPTY_ID, True, ALL, Result.MALFORMED),
    (How.EMPTY_ID, False, NONE, Result.SUCCEEDED),
    (How.UNKNOWN_ID, True, ALL, Result.MALFORMED),
    (How.UNKNOWN_ID, False, NONE, Result.SUCCEEDED),
]


@pytest.mark.parametrize(("how", "reports", "again", "result"), TABLE)
def test_what_comes_back_after_message_2_of_3_fails(how, reports, again, result):
    failure = Failure(messages=(2,), first=1, how=how)
    outcome = run(Scenario(sends=(Send(count=3),), failures=(failure,), report_item_failures=reports)).outcome
    first, *rest = outcome.batch_list
    assert first.result is result
    assert first.returned == len(again)
    assert first.deleted == 3 - len(again)
    assert tuple(number for batch in rest for number in batch.messages) == again
    assert outcome.unfinished == sum(message.effects == 0 for message in outcome.message_list)
    assert outcome.failed_batches == (len(again) == 3)
    assert outcome.malformed_batches == (result is Result.MALFORMED)


def test_the_table_has_every_way_to_fail_with_and_without_the_setting():
    assert {(how, reports) for how, reports, *_ in TABLE} == {
        (how, reports) for how in How if how is not How.THROTTLE for reports in (True, False)
    }


@pytest.mark.parametrize("how", [how for how in How if how is not How.THROTTLE])
def test_a_response_is_what_it_says(how):
    failure = Failure(messages=(2,), first=1, how=how)
    scenario = Scenario(sends=(Send(count=3),), failures=(failure,), report_item_failures=True)
    response = run(scenario).outcome.batch_list[0].response
    if how is How.NOT_JSON:
        with pytest.raises(ValueError, match="Expecting"):
            json.loads(response)
        return
    answer = json.loads(response)
    second = "00000000-0000-4000-8000-000000000002"
    match how:
        case How.REPORT | How.REPORT_REST:
            assert answer["batchItemFailures"][0] == {"itemIdentifier": second}
        case How.WRONG_KEY:
            assert answer["batchItemFailures"] == [{"messageId": second}]
        case How.EMPTY_LIST | How.NULL_LIST:
            assert not answer["batchItemFailures"]
        case How.EMPTY_RESPONSE | How.NULL_RESPONSE:
            assert not answer
        case How.RAISE | How.TIMEOUT | How.CRASH:
            assert answer["errorType"] in ("ValueError", "Sandbox.Timedout", "Runtime.ExitError")
        case _:
            assert answer["batchItemFailures"][0]["itemIdentifier"] != second


@pytest.mark.parametrize("how", [how for how in How if how is not How.THROTTLE])
def test_a_batch_as_a_whole_fails_in_each_way_too(how):
    scenario = Scenario(sends=(Send(count=3),), failures=(Failure(first=1, how=how),), report_item_failures=True)
    again = how not in (How.EMPTY_LIST, How.NULL_LIST, How.EMPTY_RESPONSE, How.NULL_RESPONSE)
    outcome = run(scenario).outcome
    assert outcome.redelivered == 3 * again
    assert outcome.succeeded == 3


@pytest.mark.parametrize("reports", [True, False])
def test_failures_slow_the_mapping_down_unless_it_hears_of_single_messages(reports):
    scenario = Scenario(
        sends=(Send(count=3),), failures=(Failure(messages=(2,)),), report_item_failures=reports, until=1000
    )
    assert [level.count for level in run(scenario).outcome.levels] == ([5] if reports else [5, 2])
