"""The lab of power tuning answers at every change, gives nothing away before the prediction, and marks by shape and by word."""

import json
from functools import partial
from time import perf_counter
from typing import Any

import altair
import pytest

from sim.catalog import presets, scenario_of
from sim.draw.palette import DARK, LIGHT
from sim.power import Scenario, run
from sim.ui.labs.power import PANELS, told_of
from sim.ui.labs.power_chart import cost_chart, time_chart
from sim.ui.labs.power_table import SIGNS, beside, parts, sizes
from tests.sim.ui.visiting import drawn, number, open_lab, pick, set_now, switch, text, told, verdict

PRESETS = presets("power")
MIXED: dict[str, Any] = {"duration": 1000, "cpu_percent": 20, "sizes": [128, 442, 1769]}
GIVEN: list[dict[str, Any]] = [
    MIXED,
    {"duration": 100, "cpu_percent": 0},
    {"duration": 5000, "cpu_percent": 100, "timeout": 60000},
    {"duration": 100, "cpu_percent": 50, "used_mb": 2000, "measured_at": 3072, "sizes": [128, 1024]},
    {"duration": 100, "cpu_percent": 100, "threads": 6, "sizes": [1769], "architecture": "arm64", "free_tier": True},
    {"duration": 100, "cpu_percent": 10, "init": 3000, "within": 50, "before_august_2025": True, "invocations": 1},
]
BUDGET_S = 0.1
opened = partial(open_lab, "power")


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_asks_then_tells_and_stays_as_it_was(preset):
    at = opened({}, preset)
    assert not drawn(at, "verdict")
    assert not at.get("vega_lite_chart")
    assert "cheapest" not in told(at)
    at.button("it.skip").click().run()
    assert not at.exception
    assert verdict(at)["word"].endswith("MB")
    assert len(at.get("vega_lite_chart")) == 2
    assert set_now(at) == dict(PRESETS[preset].scenario)


@pytest.mark.parametrize("panel", [*PANELS, "What this simplifies"])
@pytest.mark.parametrize("given", GIVEN, ids=range(len(GIVEN)))
def test_the_lab_takes_a_scenario_and_leaves_it_as_it_is(given, panel):
    at = opened(given, panel=panel).run()
    assert not at.exception
    assert not at.error
    assert set_now(at) == given


def test_a_change_answers_at_once():
    at = opened(MIXED)
    assert verdict(at)["word"] == "128 MB or 1,769 MB"
    at.slider[0].set_value(100).run()
    assert verdict(at)["word"] == "1,769 MB"
    assert set_now(at) == MIXED | {"cpu_percent": 100}
    number(at, "Duration at 1,769 MB (ms)").set_value(500).run()
    assert "500 ms a call" in verdict(at)["says"]
    number(at, "Memory that it needs (MB)").set_value(1000).run()
    assert told(at).count("out of memory") >= 2
    pick(at, "Architecture", "arm64")
    assert set_now(at) == MIXED | {"cpu_percent": 100, "duration": 500, "used_mb": 1000, "architecture": "arm64"}


def test_billing_is_switched():
    at = opened(MIXED | {"init": 1000, "invocations": 1_000_000})
    switch(at, "Take off the free tier")
    switch(at, "Init billed as before August 2025")
    assert set_now(at) == MIXED | {
        "init": 1000,
        "invocations": 1_000_000,
        "free_tier": True,
        "before_august_2025": True,
    }


def test_sizes_are_written_as_a_line():
    at = opened(MIXED)
    text(at, "Memory sizes (MB)").set_value("2048 512, 512; 1024").run()
    assert set_now(at)["sizes"] == [512, 1024, 2048]
    text(at, "Memory sizes (MB)").set_value("128, 256, 512, 1024, 1769, 3072, 5120, 10240").run()
    assert "sizes" not in set_now(at)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("<b>many</b>", "write numbers such as"),
        ("", "write numbers such as"),
        ("64, 128", "128 to 10,240 MB"),
        ("99999999999999999999", "128 to 10,240 MB"),
        (" ".join(map(str, range(128, 153))), "24 of them fit"),
    ],
)
def test_sizes_that_are_none_change_nothing_and_are_told(written, says):
    at = opened(MIXED)
    text(at, "Memory sizes (MB)").set_value(written).run()
    assert not at.exception
    assert says in at.error[0].value
    assert set_now(at) == MIXED


def test_a_scenario_that_is_refused_is_told_with_its_place():
    at = opened(MIXED)
    number(at, "Memory that it needs (MB)").set_value(2000).run()
    assert "measured_at" in at.error[0].value
    assert not drawn(at, "verdict")


def marked(spec: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """What a chart shows of each size: the shape of its point, and the words beside it."""
    layers = spec["layer"]
    points = {row["size"]: row["shape"] for row in layers[1]["data"]["values"]}
    words: dict[str, str] = {}
    for layer in layers[3::2]:
        row = layer["data"]["values"][0]
        words[row["size"]] = " ".join(filter(None, (words.get(row["size"]), row["word"])))
    return {size: (shape, words.get(size, "")) for size, shape in points.items()}


def test_a_script_that_is_not_cheap_says_what_it_costs():
    dear = opened({"duration": 60000, "cpu_percent": 0, "sizes": [10240]}, panel="Do it in AWS")
    assert any("comes to about $0.05" in each.value for each in dear.text)
    assert not any("fraction of a cent" in each.value for each in dear.markdown)
    cheap = opened(MIXED, panel="Do it in AWS")
    assert any("fraction of a cent" in each.value for each in cheap.markdown)
    assert [each.language for each in cheap.code] == [each.language for each in dear.code] == ["bash", "yaml"]


@pytest.mark.parametrize("draw", [time_chart, cost_chart])
def test_a_chart_marks_by_shape_and_by_word(draw):
    scenario = Scenario(duration=1000, cpu_percent=20, used_mb=200, sizes=(128, 256, 442, 1024, 1769))
    assert marked(draw(scenario, run(scenario).outcome, LIGHT)) == {
        "128 MB": ("cross", ""),
        "256 MB": ("diamond", "cheapest"),
        "442 MB": ("square", "best value"),
        "1,024 MB": ("circle", ""),
        "1,769 MB": ("triangle-up", "fastest"),
    }


def test_words_do_not_cover_each_other():
    """One point that is everything has three rows; a size close to another stands above it; one far from it does not."""

    def rows(**given):
        scenario = Scenario(duration=1000, **given)
        return [layer["mark"]["dy"] for layer in cost_chart(scenario, run(scenario).outcome, LIGHT)["layer"][3::2]]

    assert rows(cpu_percent=100, sizes=(128, 1769)) == [-14, -28, -42]
    assert rows(cpu_percent=37, sizes=(128, 1024, 1769)) == [-14, -14, -28]
    assert rows(cpu_percent=20, sizes=(128, 442, 1769)) == [-14, -14, -14]


@pytest.mark.parametrize("given", GIVEN, ids=range(len(GIVEN)))
@pytest.mark.parametrize("draw", [time_chart, cost_chart])
def test_a_chart_is_vega_lite(draw, given):
    """altair reads it, and refuses what its schema does not know."""
    scenario = scenario_of("power", given)
    spec = draw(scenario, run(scenario).outcome, DARK)
    assert len(altair.LayerChart.from_dict(spec).layer) == len(spec["layer"])


def test_the_table_says_what_the_charts_say():
    scenario = Scenario(duration=1000, cpu_percent=20, used_mb=200, sizes=(128, 442, 1769))
    outcome = run(scenario).outcome
    told = sizes(outcome)
    for size in outcome.sizes[1:]:
        assert f"{size.usd:,.2f}" in told
    assert told.count("✕") == told.count("out of memory") == 1
    assert all(told.count(sign) == 1 for sign in (SIGNS["cheapest"], SIGNS["fastest"]))
    assert "Init" in parts(outcome)
    assert "Less on arm64" in beside(("x86_64", "arm64"), outcome, outcome)


@pytest.mark.parametrize("preset", PRESETS)
def test_an_answer_is_there_within_100_ms(preset):
    """All that the server works out for one: run, sentences, both charts and the table."""
    scenario = scenario_of("power", PRESETS[preset].scenario)
    taken = []
    for _ in range(5):
        began = perf_counter()
        outcome = run(scenario).outcome
        told_of(outcome)
        json.dumps([time_chart(scenario, outcome, LIGHT), cost_chart(scenario, outcome, LIGHT)])
        sizes(outcome)
        taken.append(perf_counter() - began)
    assert min(taken) < BUDGET_S
