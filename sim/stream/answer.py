"""What the function's answer to a batch means, with ReportBatchItemFailures: which records are done, and where the mapping goes on.

The lowest sequence number that is named is the checkpoint: everything from there on comes again, even what was done.

| answer | meaning |
| --- | --- |
| ``{"batchItemFailures": []}``, ``{"batchItemFailures": null}``, ``{}``, ``null``, an empty string | all is done |
| ``{"batchItemFailures": [{"itemIdentifier": "<a sequence number of the batch>"}]}`` | done up to there |
| an empty string, null or another key for ``itemIdentifier`` | nothing is done |

https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

KEY, ITEM = "batchItemFailures", "itemIdentifier"


def done_of(answer: str, sequence_numbers: Sequence[str]) -> int | None:
    """How many records from the front are done by this ``answer``; None if the whole batch counts as failed.

    A sequence number that was not in the batch is taken as a failure of the whole batch. AWS documents that for queues and Kafka only.
    """
    try:
        read: Any = json.loads(answer) if answer else None
    except ValueError:
        return None
    if not read:
        return len(sequence_numbers)
    if not isinstance(read, Mapping):
        return None
    named = read.get(KEY)
    if not named:
        return len(sequence_numbers)
    if not isinstance(named, list):
        return None
    places = []
    for item in named:
        number = item.get(ITEM) if isinstance(item, Mapping) else None
        if number not in sequence_numbers:
            return None
        places.append(sequence_numbers.index(number))
    return min(places)


def naming(sequence_numbers: Sequence[str | None], *, key: str = ITEM) -> str:
    """The answer that names these records."""
    return json.dumps({KEY: [{key: number} for number in sequence_numbers]})
