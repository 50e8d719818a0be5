"""``python -m sim``."""

import json

from sim.__main__ import main
from sim.catalog import simulators
from sim.facts import Confidence, facts
from sim.gate import ContentError, Fault


def test_list_names_every_simulator(capsys):
    assert main(["list"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told] == list(simulators())
    assert told[0] == "bus          What reaches which target, in what form, and what becomes of a delivery that fails?"
    assert all(line.endswith("?") for line in told)


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
