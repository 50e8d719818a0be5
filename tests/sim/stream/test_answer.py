"""What an answer means: the documented table of partial batch responses, row by row."""

import json

import pytest

from sim.stream.answer import done_of, naming

BATCH = ["111", "222", "333", "444"]
ALL, NONE = 4, None
TABLE = {
    "an empty list": ('{"batchItemFailures": []}', ALL),
    "a list that is null": ('{"batchItemFailures": null}', ALL),
    "an empty object": ("{}", ALL),
    "null": ("null", ALL),
    "an empty string": ('""', ALL),
    "nothing at all": ("", ALL),
    "another object": ('{"state": {"sum": 3}}', ALL),
    "the first record": (naming(["111"]), 0),
    "the third record": (naming(["333"]), 2),
    "the last record": (naming(["444"]), 3),
    "several, in order": (naming(["222", "444"]), 1),
    "several, out of order": (naming(["444", "222", "333"]), 1),
    "one record twice": (naming(["333", "333"]), 2),
    "an empty string as id": (naming([""]), NONE),
    "null as id": (naming([None]), NONE),
    "a wrong key": (naming(["222"], key="itemId"), NONE),
    "a good id beside a bad one": (naming(["222", ""]), NONE),
    "an id that is no text": ('{"batchItemFailures": [{"itemIdentifier": 222}]}', NONE),
    "an item that is no object": ('{"batchItemFailures": ["222"]}', NONE),
    "a list that is no list": ('{"batchItemFailures": "222"}', NONE),
    "a record that was not in the batch": (naming(["999"]), NONE),
    "no JSON": ("{", NONE),
    "a text": ('"done"', NONE),
}


@pytest.mark.parametrize("name", TABLE)
def test_answer(name):
    answer, done = TABLE[name]
    assert done_of(answer, BATCH) == done


def test_naming_writes_what_lambda_reads():
    assert json.loads(naming(["5"])) == {"batchItemFailures": [{"itemIdentifier": "5"}]}
