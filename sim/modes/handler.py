"""The handler of *Do it in AWS*: one code for all four ways, that fails at the same event in the same manner."""

from sim.modes.scenario import Scenario
from sim.modes.values import How

_FAILURES = {
    How.RAISE: 'raise ConnectionError("the database does not answer")',
    How.TIMEOUT: "time.sleep(900)",
    How.CRASH: "os._exit(1)",
    How.THROTTLE: "pass  # a throttle is not the code's doing",
}
_CODE = '''import base64
import json
import os
import pathlib
import time

EVENT, FAILS = {event}, {fails}  # this event fails, at its first so many attempts (0: at all of them)
REPORTS = {reports}  # whether the handler names what failed in a batch, instead of raising


def handler(event, context):
    time.sleep({duration})
    if "Records" not in event:  # somebody has called, and waits or does not
        work(event["event"], count(context.aws_request_id))
        return {{"done": event["event"]}}
    failed = []
    for record in event["Records"]:  # a mapping has called, with a batch
        number, attempt, identifier = read(record)
        try:
            work(number, attempt)
        except ConnectionError:
            if not REPORTS:
                raise
            failed.append({{"itemIdentifier": identifier}})
            if "kinesis" in record:
                break
    return {{"batchItemFailures": failed}}


def read(record):
    if "kinesis" in record:
        told = json.loads(base64.b64decode(record["kinesis"]["data"]))
        identifier = record["kinesis"]["sequenceNumber"]
        return told["event"], count(identifier), identifier
    receives = int(record["attributes"]["ApproximateReceiveCount"])
    return json.loads(record["body"])["event"], receives, record["messageId"]


def work(number, attempt):
    out = time.time() < float(os.environ.get("OUT_UNTIL", "0"))
    if out or (number == EVENT and (not FAILS or attempt <= FAILS)):
        {failure}
    print("done", number, "attempt", attempt)


def count(name):
    """Attempts so far, kept as long as the environment; AWS may begin another."""
    file = pathlib.Path("/tmp", name)
    times = int(file.read_text()) + 1 if file.exists() else 1
    file.write_text(str(times))
    return times
'''


def code(scenario: Scenario) -> str:
    """The handler. In an outage no event is named: the environment variable ``OUT_UNTIL`` says until when all of them fail."""
    return _CODE.format(
        event=0 if scenario.outage_seconds else scenario.event,
        fails=scenario.fails,
        reports=scenario.report_item_failures,
        duration=f"{scenario.duration / 1000:g}",
        failure=_FAILURES[scenario.how],
    )
