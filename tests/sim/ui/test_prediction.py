"""How a prediction is told: the place in the outcome that it asks about, in words."""

import pytest

from sim.catalog import presets, simulators
from sim.ui.labs.prediction import in_words

PLACES = sorted({preset.predict.of for name in simulators() for preset in presets(name).values()})


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("cold_starts", "cold starts"),
        ("dlq_messages", "DLQ messages"),
        ("largest_kb", "largest KB"),
        ("calls[2].latency", "the latency of call 3"),
        ("message_list[0].status", "the status of message 1"),
        ("batch_list[1].esm_id", "the ESM ID of batch 2"),
        ("dead_letters[0].at", "the moment of dead letter 1"),
        ("background_done_at", "background done at"),
        ("queue.ended_at", "the end of queue"),
    ],
)
def test_a_place_is_told_in_words(place, words):
    assert in_words(place) == words


@pytest.mark.parametrize("place", PLACES)
def test_no_place_that_a_preset_asks_about_reads_like_code(place):
    assert not set(in_words(place)) & set("_[].")
