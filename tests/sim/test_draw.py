"""Stills, state diagrams, axes, colours, durations."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.catalog import presets, scenario_of, simulators
from sim.draw.arrange import folds
from sim.draw.aws import template
from sim.draw.axis import folded, worth_folding
from sim.draw.dot import graph, states, states_in_words
from sim.draw.palette import DARK, LIGHT
from sim.draw.svg import svg
from sim.draw.text import duration, moment
from sim.lifecycle import TRANSITIONS
from sim.lifecycle.diagram import TONES, WORDS
from sim.trace import Tone


def test_the_state_diagram_has_every_step_of_the_table():
    drawn, told = states(TRANSITIONS, TONES, WORDS), states_in_words(TRANSITIONS, WORDS)
    for source, takes in TRANSITIONS.items():
        for signal, target in takes.items():
            assert f'"{source}" -> "{target}"' in drawn
            assert WORDS[signal] in drawn
            assert f"{WORDS[signal]} → {WORDS[target]}" in told
    assert drawn != states(TRANSITIONS, TONES, WORDS, dark=True)
    assert set(WORDS) == set(TRANSITIONS) | {signal for takes in TRANSITIONS.values() for signal in takes}


@pytest.mark.parametrize(("name", "preset"), [("schedule", "two-tuesdays"), ("bus", "two-rules-one-function")])
def test_a_still_of_a_lane_without_spans_has_a_sign_for_each_entry(name, preset):
    trace = simulators()[name].run(scenario_of(name, presets(name)[preset].scenario))
    drawn = ET.fromstring(svg(trace))
    busy = {span.lane for span in trace.spans}
    bare = [entry for entry in trace.entries if entry.lane not in busy]
    assert bare
    told = [title.text for title in drawn.iter("{http://www.w3.org/2000/svg}title")]
    assert all(f"{entry.label}. {entry.why}" in told for entry in bare)
    titles = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {lane.title for lane in trace.lanes if lane.id in {entry.lane for entry in bare}} <= set(titles)


def test_a_graph_takes_the_colour_of_its_tone():
    assert LIGHT.tones[Tone.COLD] in graph('"a" [class=cold]')
    assert DARK.tones[Tone.COLD] in graph('"a" [class=cold]', dark=True)


@pytest.mark.parametrize("preset", presets("lifecycle"))
def test_a_still_is_well_formed_and_names_what_it_shows(preset):
    trace = simulators()["lifecycle"].run(scenario_of("lifecycle", presets("lifecycle")[preset].scenario))
    drawn = ET.fromstring(svg(trace, alt="a <name> & more"))
    assert drawn.get("aria-label") == "a <name> & more"
    bars = drawn.findall(".//{http://www.w3.org/2000/svg}g")
    assert len(bars) == len(trace.spans)


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("paint", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_stand_out_from_their_ground(paint):
    assert _contrast(paint.ink, paint.ground) >= 7
    assert _contrast(paint.quiet, paint.ground) >= 4.5
    for tone, colour in paint.tones.items():
        assert _contrast(colour, paint.ground) >= 3, tone


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=40))
def test_a_folded_axis_keeps_the_order_of_time(moments):
    axis = folded(moments)
    places = [axis.place(moment) for moment in sorted(moments)]
    assert places == sorted(places)
    assert all(0 <= place <= 1 for place in places)


def test_a_folded_axis_folds_the_quiet():
    axis = folded([0, 100, 200, 300, 600_300])
    assert axis.folds == ((307, 600_293),)
    assert axis.place(300) > 0.3


@pytest.mark.parametrize(
    ("moments", "found"),
    [
        pytest.param([n * 400 + k for n in range(150) for k in (0, 1)], 0, id="a steady stream of 1 ms is to scale"),
        pytest.param(
            [*(n * 400 + k for n in range(150) for k in (0, 1)), 660_000], 1, id="and the quiet after it folded"
        ),
        pytest.param([n * 60_000 + k for n in range(60) for k in (0, 100)], 59, id="a call a minute: every pause"),
        pytest.param([0, 200, 600, 700, 600_700], 1, id="ten minutes of frost"),
        pytest.param([], 0, id="nothing at all"),
    ],
)
def test_only_what_is_far_longer_than_a_fold_is_wide_is_folded(moments, found):
    assert len(worth_folding(moments)) == found
    assert set(worth_folding(moments)) <= set(folds(moments))


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "0 ms"),
        (999, "999 ms"),
        (1500, "1.5 s"),
        (600_000, "10 min"),
        (601_100, "10 min 1.1 s"),
        (7_500_000, "2 h 5 min"),
    ],
)
def test_durations_are_said_as_people_say_them(ms, words):
    assert duration(ms) == words


def test_a_template_says_twice_what_comes_twice():
    shared = [{"Name": "Resource", "Value": "reserve-seat:prod"}]
    written = template({"Errors": {"Dimensions": shared}, "Invocations": {"Dimensions": shared}})
    assert written.count("reserve-seat:prod") == 2
    assert "&id" not in written


def test_the_beginning_is_no_duration():
    assert [moment(at) for at in (0, 120_000)] == ["at the start", "after 2 min"]
