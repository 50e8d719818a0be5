"""Each event to start from has the full envelope and a pattern that matches it, and matches nothing else."""

import json
import re

import pytest

from sim.pattern import compile_pattern, event_of_text
from sim.pattern.shapes import HERE, lint, shapes

ENVELOPE = ["version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"]
SHAPES = [pytest.param(shape, id=name) for name, shape in shapes().items()]
OWN = {"order-placed", "sensor-reading"}


def test_the_index_has_no_fault_and_names_every_file():
    assert lint() == ()
    assert {path.stem for path in HERE.glob("*.json")} == set(shapes())
    assert len(shapes()) >= 24


def test_no_two_events_share_an_id_or_a_title():
    assert len({json.loads(shape.event)["id"] for shape in shapes().values()}) == len(shapes())
    assert len({shape.title for shape in shapes().values()}) == len(shapes())


@pytest.mark.parametrize("shape", SHAPES)
def test_event_has_the_full_envelope(shape):
    event = json.loads(shape.event)
    assert list(event) == ENVELOPE
    assert event["version"] == "0"
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", event["id"])
    assert event["account"] in {"123456789012", "111122223333"}
    assert re.fullmatch(r"2026-11-23T\d\d:\d\d:\d\dZ", event["time"])
    assert isinstance(event["resources"], list)
    assert isinstance(event["detail"], dict)
    assert set(re.findall(r"(?<![\w.-])\d{12}(?![\w-])", shape.event)) <= {"123456789012", "111122223333"}


@pytest.mark.parametrize("shape", SHAPES)
def test_pattern_matches_its_event_and_no_other(shape):
    pattern = compile_pattern(shape.pattern)
    assert pattern.strict is None
    assert len(shape.pattern) <= 2048
    matching = [name for name, other in shapes().items() if pattern.matches(event_of_text(other.event))]
    assert matching == [shape.id]


@pytest.mark.parametrize("shape", SHAPES)
def test_pattern_names_source_and_kind_and_something_of_its_own(shape):
    pattern, event = json.loads(shape.pattern), json.loads(shape.event)
    assert (pattern["source"], pattern["detail-type"]) == ([event["source"]], [event["detail-type"]])
    assert set(pattern) & {"detail", "resources"}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_page_that_documents_it_is_amazons(shape):
    assert shape.source.url.startswith(("https://docs.aws.amazon.com/", "https://github.com/awsdocs/"))
    assert (json.loads(shape.event)["source"].startswith("aws.")) is (shape.id not in {*OWN, "lambda-failed"})


def test_together_the_patterns_show_every_operator():
    text = " ".join(shape.pattern for shape in shapes().values())
    operators = [
        "prefix",
        "suffix",
        "equals-ignore-case",
        "wildcard",
        "anything-but",
        "numeric",
        "cidr",
        "exists",
        "$or",
    ]
    assert [operator for operator in operators if f'"{operator}"' not in text] == []
