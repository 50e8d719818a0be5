"""Facts, proofs, paths, links, moments, clock, drawings, the command line."""

import json
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.__main__ import main
from sim.catalog import presets, scenario_of, simulators
from sim.clock import Clock
from sim.draw.axis import folded
from sim.draw.dot import graph, states, states_in_words
from sim.draw.palette import DARK, LIGHT
from sim.draw.svg import svg
from sim.draw.text import duration
from sim.facts import Confidence, facts, lint, whole
from sim.gate import ContentError, Fault
from sim.lifecycle import TRANSITIONS, Outcome, Scenario, run
from sim.lifecycle.diagram import TONES, WORDS
from sim.lifecycle.logs import lines
from sim.link import from_link, to_link
from sim.moments import parse_moments, spell_moments
from sim.paths import PathError, check_path, look_up
from sim.proof import Claim, prove, spoil
from sim.trace import Counter, Entry, Lane, Span, Tone, Trace, begin

# Facts


def test_ledger_has_no_fault_and_all_its_facts():
    assert lint() == ()
    assert len(facts()) >= 370


def test_every_fact_has_a_source_that_can_be_opened_or_says_why_not():
    for fact in facts().values():
        assert fact.sources
        for source in fact.sources:
            assert source.url.startswith("https://") or source.recorded or "knowledge" not in source.title.lower(), (
                fact.id
            )


def test_a_fact_from_an_api_model_names_the_reference_page():
    for fact in facts().values():
        for source in fact.sources:
            if "API model" in source.title:
                assert source.url.startswith("https://"), fact.id


def test_a_fact_from_a_recording_says_its_date():
    for fact in facts().values():
        for source in fact.sources:
            if "ecorded from AWS" in source.title or "recording" in source.title.lower():
                assert source.recorded, fact.id


def test_whole_numbers_are_read_by_id_and_name():
    assert whole("init-10s") == 10
    assert whole("shutdown-limits", "external") == 2000
    with pytest.raises(TypeError, match=r"sync-exit-payload: states 'Runtime\.ExitError'; a whole number is wanted"):
        whole("sync-exit-payload")


def test_a_fact_that_a_simulator_needs_is_missed_by_name():
    with pytest.raises(ContentError, match="F002 no-such-fact: is gone, and a simulator takes its number from it"):
        whole("no-such-fact")


def test_scenario_takes_its_limits_from_the_ledger():
    from sim.bounds import bounds_of
    from sim.lifecycle.scenario import INIT_LIMIT

    timeout = facts()["timeout-default-3-max-900"]
    assert (timeout.value, timeout.value_min, timeout.value_max) == (3, 1, 900)
    assert str(bounds_of(Scenario)["timeout"]) == "1000 to 900000"
    assert str(bounds_of(Scenario)["memory_mb"]) == "128 to 10240"
    assert Scenario(arrivals=(0,)).limit == whole("conc-account-1000")
    assert INIT_LIMIT == 10_000


# Proofs and paths


CLAIM = Claim(sim="lifecycle", scenario={"arrivals": [0, 1000]}, expect={"cold_starts": 1, "calls[1].start": "warm"})


def test_a_claim_that_is_so_holds():
    proof = prove(CLAIM)
    assert proof.holds
    assert proof.observed == {"cold_starts": 1, "calls[1].start": "warm"}


def test_each_spoiled_claim_fails():
    spoiled = list(spoil(CLAIM))
    assert [claim.expect for claim in spoiled] == [
        {"cold_starts": 2, "calls[1].start": "warm"},
        {"cold_starts": 1, "calls[1].start": "warm-spoiled"},
    ]
    assert not any(prove(claim).holds for claim in spoiled)


def test_a_claim_on_a_refused_scenario_says_so():
    claim = Claim(sim="lifecycle", scenario={"arrivals": [0], "timeout": 3}, expect={"cold_starts": 1})
    with pytest.raises(ContentError, match="timeout: 3 is out of range; it takes 1000 or more"):
        prove(claim)


PATHS = [
    ("cold", "cold: there is no 'cold'; there are arrived, succeeded,"),
    ("calls.latency", "calls.latency: there is no 'latency'; there are no fields here"),
    ("cold_starts[0]", r"cold_starts[0]: [0] stands behind something that is no list; leave it out"),
    ("calls[0].", "'calls[0].' is not a path into an outcome; write it as cold_starts or calls[0].latency"),
    ("__class__", "__class__: there is no '__class__'"),
]


@pytest.mark.parametrize(("path", "says"), PATHS)
def test_a_path_that_leads_nowhere_is_told(path, says):
    with pytest.raises(PathError) as refused:
        check_path(Outcome, path)
    assert str(refused.value).startswith(says)


def test_a_path_past_the_end_of_a_list_is_told():
    with pytest.raises(PathError, match=r"there is no number 5 in a list of 1; the first is \[0\]"):
        look_up(run(Scenario(arrivals=(0,))).outcome, "calls[5].latency")


# Links


GARBAGE = [
    ({"preset": "nope"}, "preset: there is no 'nope'; there are second-call,"),
    ({"preset": "second-call", "arrivals": "[0,5"}, "arrivals: cannot be read; write it as the lab does"),
    ({"preset": "second-call", "timeout": "5"}, "timeout: 5 is out of range; it takes 1000 or more"),
    ({"preset": "second-call", "invoke": "<script>alert(1)</script>"}, 'invoke: takes a whole number, not "<script>'),
    ({"invoke": "99999999999999999999999"}, "invoke: "),
    ({"faults": "[{call: 0, how: crash}]"}, "faults[0].call: 0 is out of range; it takes 1 or more"),
    ({"invoke": "!!int abc"}, 'invoke: takes a whole number, not "abc"'),
    ({"invoke": "\U00010000"}, 'invoke: takes a whole number, not "'),
    ({"arrivals": "[!!float x]"}, 'arrivals[0]: takes a whole number, not "x"'),
    ({"traffic": "{per_minute: 1, minutes: 1, seed: 9007199254740993}"}, "traffic.seed: "),
    ({"arrivals": "[]"}, "arrivals: give either a list of moments or traffic; one of the two"),
]


@pytest.mark.parametrize(("parameters", "says"), GARBAGE, ids=[says[:30] for _, says in GARBAGE])
def test_a_link_with_garbage_is_told_and_the_preset_takes_its_place(parameters, says):
    link = from_link("lifecycle", parameters)
    assert dict(link.scenario) == dict(presets("lifecycle")["second-call"].scenario)
    assert link.problems[0].startswith(says)


def test_a_link_leaves_foreign_parameters_alone():
    assert from_link("lifecycle", {"utm_source": "mail"}).problems == ()


def test_a_link_holds_only_what_differs_and_takes_away_what_is_gone():
    assert to_link("lifecycle", "limit-of-two", {"arrivals": [0, 0, 0, 800], "invoke": 5}) == {
        "preset": "limit-of-two",
        "invoke": "5",
        "limit": "null",
    }
    assert dict(from_link("lifecycle", {"preset": "limit-of-two", "limit": "null"}).scenario) == {
        "arrivals": [0, 0, 0, 800]
    }


@given(
    st.dictionaries(st.sampled_from(["preset", "arrivals", "invoke", "faults", "traffic", "x"]), st.text(max_size=30))
)
def test_no_link_breaks_the_lab(parameters):
    link = from_link("lifecycle", parameters)
    run(scenario_of("lifecycle", link.scenario)) if link.problems else scenario_of("lifecycle", link.scenario)


# Moments, clock


@given(st.lists(st.integers(0, 10**8), min_size=1))
def test_moments_come_back_as_they_were_spelled(moments):
    given = tuple(sorted(moments))
    assert parse_moments(spell_moments(given)) == given


@pytest.mark.parametrize(
    ("text", "moments"), [("0, 1s, 1.5 s; 2 min\n1h", (0, 1000, 1500, 120_000, 3_600_000)), ("5, 1", (1, 5))]
)
def test_moments_are_read_as_people_write_them(text, moments):
    assert parse_moments(text) == moments


@pytest.mark.parametrize("text", ["", " , ", "soon", "1 day", "-5", "1e3", "0x10", "٣", "1,000", "0,2,500"])
def test_what_is_no_moment_is_told(text):
    with pytest.raises(ValueError, match="write"):
        parse_moments(text)


def test_clock_hands_out_by_time_then_priority_then_order():
    clock = Clock[str]()
    for at, name, priority in ((5, "late", 0), (1, "b", 1), (1, "a", 0), (1, "c", 1)):
        clock.schedule(at, name, priority)
    assert [clock.step() for _ in range(4)] == ["a", "b", "c", "late"]
    assert not clock
    with pytest.raises(ValueError, match="at=4: that moment has passed; now is 5"):
        clock.schedule(4, "past")


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 3))))
def test_clock_never_runs_back(due):
    clock = Clock[int]()
    for n, (at, priority) in enumerate(due):
        clock.schedule(at, n, priority)
    moments = []
    while clock:
        clock.step()
        moments.append(clock.now)
    assert moments == sorted(at for at, _ in due)


# Trace


def test_a_trace_refuses_marks_without_a_lane_and_time_that_runs_back():
    lane = Lane("a", "a", "environment")
    entry = Entry(5, "a", "k", "late", Tone.NOTE, "Why.")
    with pytest.raises(ValueError, match="no lane named 'b'; there are a"):
        Trace((lane,), (), (Entry(0, "b", "k", "lost", Tone.NOTE, "Why."),), (), None, 0)
    with pytest.raises(ValueError, match="entry 'early' at 1 stands after one at 5"):
        Trace((lane,), (), (entry, Entry(1, "a", "k", "early", Tone.NOTE, "Why.")), (), None, 5)
    with pytest.raises(ValueError, match="ends at 1, before its start at 2"):
        Span("a", 2, 1, "k", "s", Tone.NOTE, "Why.")


def test_a_counter_counts_up_to_and_with_the_moment():
    entries = tuple(Entry(at, "a", kind, kind, Tone.NOTE, "Why.") for at, kind in ((0, "in"), (5, "in"), (5, "out")))
    counter = Counter("inside", ("in",), ("out",))
    assert [counter.at(moment, entries) for moment in (0, 4, 5)] == [1, 1, 1]


def test_the_beginning_of_a_long_trace_ends_where_its_last_span_does():
    trace = run(Scenario(arrivals=tuple(range(0, 5000, 100))))
    short, cut = begin(trace, 40)
    assert cut
    assert len(short.spans) == 40
    assert all(span.end <= short.end for span in short.spans)
    assert all(entry.at <= short.end for entry in short.entries)
    assert begin(trace, 10_000) == (trace, False)


# Drawings


def test_the_state_diagram_has_every_step_of_the_table():
    drawn, told = states(TRANSITIONS, TONES, WORDS), states_in_words(TRANSITIONS, WORDS)
    for source, takes in TRANSITIONS.items():
        for signal, target in takes.items():
            assert f'"{source}" -> "{target}"' in drawn
            assert WORDS[signal] in drawn
            assert f"{WORDS[signal]} → {WORDS[target]}" in told
    assert drawn != states(TRANSITIONS, TONES, WORDS, dark=True)
    assert set(WORDS) == set(TRANSITIONS) | {signal for takes in TRANSITIONS.values() for signal in takes}


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


# Log lines


def test_a_cold_call_reports_its_init_and_bills_it():
    scenario = Scenario(arrivals=(0, 1000))
    cold, warm = lines(scenario, run(scenario).outcome)
    assert cold.text.split("\t")[1:] == [
        "Duration: 100.00 ms",
        "Billed Duration: 500 ms",
        "Memory Size: 128 MB",
        "Max Memory Used: 64 MB",
        "Init Duration: 400.00 ms",
    ]
    assert "Init Duration" not in warm.text


def test_a_failed_init_reports_itself_in_its_phase():
    scenario = Scenario(arrivals=(0,), function_init=11_900)
    told = [line.text for line in lines(scenario, run(scenario).outcome)]
    assert told[0] == "INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout"
    assert told[1] == "INIT_REPORT Init Duration: 3000.00 ms\tPhase: invoke\tStatus: timeout"
    assert told[2].endswith("Status: timeout")


def test_a_throttled_call_writes_no_line():
    scenario = Scenario(arrivals=(0, 0), limit=1)
    assert [line.call for line in lines(scenario, run(scenario).outcome)] == [1]


# Command line


def test_list_names_every_simulator(capsys):
    assert main(["list"]) == 0
    assert capsys.readouterr().out == "lifecycle    How do environments come, wait and go?\n"


def test_run_prints_the_trace_and_the_outcome(tmp_path, capsys):
    file = tmp_path / "two.yaml"
    file.write_text("arrivals: [0, 1000]\n", "utf-8")
    assert main(["run", "lifecycle", str(file)]) == 0
    told = capsys.readouterr().out
    assert "      700  calls          call 1 answered" in told
    assert "cold_starts          1" in told


def test_run_as_json_is_json(tmp_path, capsys):
    file = tmp_path / "two.yaml"
    file.write_text("arrivals: [0, 1000]\n", "utf-8")
    assert main(["run", "lifecycle", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["outcome"]["cold_starts"] == 1


def test_run_tells_what_is_wrong(tmp_path, capsys):
    file = tmp_path / "bad.yaml"
    file.write_text("arrivals: [0]\ninvok: 1\n", "utf-8")
    assert main(["run", "lifecycle", str(file)]) == 1
    assert main(["run", "lifecycle", str(tmp_path / "none.yaml")]) == 1
    told = capsys.readouterr().err
    assert "bad.yaml:2:1: G003 invok: there is no field named 'invok' here; did you mean 'invoke'?" in told
    assert "none.yaml: cannot be read:" in told


def test_a_text_that_cannot_be_read_has_one_fault(tmp_path, capsys):
    file = tmp_path / "broken.yaml"
    file.write_text("arrivals: [0", "utf-8")
    assert main(["run", "lifecycle", str(file)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_faulty_ledger_is_told_and_not_raised(monkeypatch, capsys):
    def refuse():
        raise ContentError([Fault("sim/facts.yaml", 1, 1, "G001", "", "wrong", "do right")])

    monkeypatch.setattr("sim.__main__.simulators", refuse)
    assert main(["list"]) == 1
    assert capsys.readouterr().err == "sim/facts.yaml:1:1: G001: wrong; do right\n"


def test_confidence_low_exists_so_that_the_rule_against_it_is_tried():
    assert any(fact.confidence is Confidence.LOW for fact in facts().values())
