"""The handler in Python that fails at the same records as the scenario's, for *Do it in AWS*."""

import json

from sim.stream.scenario import Scenario
from sim.stream.state import Record
from sim.stream.values import Source

_READS = {
    Source.KINESIS: """    told = json.loads(base64.b64decode(record["kinesis"]["data"]))
    return told.get("record", 0), told.get("value", 1), record["kinesis"]["sequenceNumber"]""",
    Source.DYNAMODB: """    told = record["dynamodb"]["NewImage"]
    value = int(told.get("value", {"N": "1"})["N"])
    return int(told["record"]["N"]), value, record["dynamodb"]["SequenceNumber"]""",
}
_CODE = """import base64
import json
import os
import time

FAULTS = {faults}  # record: what happens, and how many times (0: always)
met = {{}}  # lives as long as the environment; AWS may begin a new one


def handler(event, context):
    failed = []
    total = (event.get("state") or {{}}).get("sum", 0)
    if event.get("isFinalInvokeForWindow"):
        print("window", event["window"], "sum", total)
    time.sleep({invoke})
    for record in event["Records"]:
        time.sleep({per_record})
        number, value, sequence_number = read(record)
        how, times = FAULTS.get(number, ("", 0))
        met[number] = met.get(number, 0) + 1
        if how and (not times or met[number] <= times):
            match how:
                case "raise":
                    raise ValueError("This record cannot be read.")
                case "timeout":
                    time.sleep(900)
                case "crash":
                    os._exit(1)
                case "report":
                    return answer(total, [*failed, {{"itemIdentifier": sequence_number}}])
                case "empty-id":
                    return answer(total, [{{"itemIdentifier": ""}}])
                case "null-id":
                    return answer(total, [{{"itemIdentifier": None}}])
                case "wrong-key":
                    return answer(total, [{{"itemId": sequence_number}}])
                case "report-and-go-on":
                    failed.append({{"itemIdentifier": sequence_number}})
            continue
        print("handled record", number, sequence_number)
        total += value
    return answer(total, failed)


def answer(total, failed):
    return {{"state": {{"sum": total}}, "batchItemFailures": failed}}


def read(record):
{reads}
"""


def code(scenario: Scenario) -> str:
    """The handler."""
    faults = {fault.record: (fault.how.value, fault.times) for fault in scenario.faults}
    return _CODE.format(
        faults=faults,
        invoke=scenario.invoke / 1000,
        per_record=scenario.per_record / 1000,
        reads=_READS[scenario.source],
    )


def marked(record: Record) -> str:
    """What the record holds, with its number and its value in it, so that the handler knows it; a text that is no object stays as it is."""
    try:
        read = json.loads(record.data)
    except ValueError:
        return record.data
    if not isinstance(read, dict):
        return record.data
    return json.dumps({"record": record.number, **read, "value": record.value}, ensure_ascii=False)
