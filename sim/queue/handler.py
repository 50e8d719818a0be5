"""The handler of *Do it in AWS*: it fails for the messages that the scenario's script names, in the way that it says."""

import json

from sim.queue.scenario import Scenario
from sim.queue.values import How


def code(scenario: Scenario) -> str:
    """Python for a function. A message is known by its attribute ``number``; a failure of whole batches looks at the first record."""
    script = [
        {"messages": list(failure.messages), "first": failure.first, "how": str(failure.how)}
        for failure in scenario.failures
        if failure.how is not How.THROTTLE
    ]
    lines = "".join(f"    {json.dumps(line)},\n" for line in script)
    listed = f"[\n{lines}]" if script else "[]"
    return f"""import json
import os
import time

SCRIPT = {listed}
ANSWERS = {{
    "empty-list": {{"batchItemFailures": []}},
    "null-list": {{"batchItemFailures": None}},
    "empty-response": {{}},
    "null-response": None,
    "not-json": "batchItemFailures: [",
    "wrong-key": {{"batchItemFailures": [{{"messageId": "no itemIdentifier"}}]}},
    "null-id": {{"batchItemFailures": [{{"itemIdentifier": None}}]}},
    "empty-id": {{"batchItemFailures": [{{"itemIdentifier": ""}}]}},
    "unknown-id": {{"batchItemFailures": [{{"itemIdentifier": "of no message"}}]}},
}}


def how(record, whole=False):
    number = int(record["messageAttributes"]["number"]["stringValue"])
    receives = int(record["attributes"]["ApproximateReceiveCount"])
    for line in SCRIPT:
        meant = not line["messages"] if whole else number in line["messages"]
        if meant and (not line["first"] or receives <= line["first"]):
            return line["how"]
    return None


def stop(reason):
    match reason:
        case "raise":
            raise ValueError("the script says so")
        case "timeout":
            time.sleep(900)
        case "crash":
            os._exit(1)


def handler(event, context):
    records = event["Records"]
    whole, failed = how(records[0], whole=True), []
    time.sleep({scenario.duration / 1000:g})
    stop(whole)
    for n, record in enumerate(records):
        time.sleep({scenario.per_message / 1000:g})
        reason = how(record)
        stop(reason)
        print(json.dumps({{"message": record["messageId"], "fails": reason, **record["attributes"]}}))
        if reason in ANSWERS:
            whole = whole or reason
        elif reason == "report-rest":
            failed += records[n:]
            break
        elif reason == "report":
            failed.append(record)
    if whole in ANSWERS:
        return ANSWERS[whole]
    failed = records if whole else failed
    return {{"batchItemFailures": [{{"itemIdentifier": record["messageId"]}} for record in failed]}}
"""
