"""What is wrong with a preset is told at its line and column: a scenario, a place in the outcome, a value that never comes out."""

from dataclasses import replace

from sim import catalog

PRESET = """\
- id: two-calls
  question: Does the second call wait?
  scenario: {{arrivals: [0, 1000]}}
  predict:
    ask: How does the second call begin?
    of: {of}
    options: {{{options}}}
  explain: The environment stays after the first call and serves the second.
"""


def told(tmp_path, of: str, options: str) -> list[str]:
    """The faults of a file with that preset."""
    folder = tmp_path / "sim" / "lifecycle"
    folder.mkdir(parents=True)
    (folder / "presets.yaml").write_text(PRESET.format(of=of, options=options), "utf-8")
    return [str(fault) for fault in catalog._presets(replace(catalog.simulators()["lifecycle"], folder=folder))[1]]


def test_values_that_come_out_may_be_chosen_among(tmp_path):
    assert told(tmp_path / "1", "calls[1].start", "cold: Cold, warm: Warm") == []
    assert told(tmp_path / "2", "cold_starts", "'1': One, '2': Two") == []


def test_a_value_that_no_outcome_has_is_told_at_its_key(tmp_path):
    assert told(tmp_path, "calls[1].start", "warm: Warm, hot: Hot") == [
        "sim/lifecycle/presets.yaml:7:27: G006 [0].predict.options.hot: \"hot\" is not one of its values; it takes 'cold', 'restored', 'warm', 'reinit' or 'none'"
    ]


def test_a_word_where_a_number_comes_out_is_told(tmp_path):
    assert told(tmp_path, "cold_starts", "'1': One, two: Two, '01': Also one") == [
        'sim/lifecycle/presets.yaml:7:25: G005 [0].predict.options.two: takes a whole number, not "two"; write digits only',
        'sim/lifecycle/presets.yaml:7:35: G005 [0].predict.options.01: takes a whole number, not "01"; write digits only',
    ]


def test_a_place_that_leads_nowhere_is_told_alone(tmp_path):
    (fault,) = told(tmp_path, "cold_start", "'1': One, two: Two")
    assert fault.startswith("sim/lifecycle/presets.yaml:6:9: S002 [0].predict.of: cold_start: there is no 'cold_start'")
