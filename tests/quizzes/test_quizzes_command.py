"""``python -m quizzes lint``."""

import pytest

import lessons.catalog
import quizzes.catalog
import quizzes.generate.lint
import sim.catalog
import sim.facts
from quizzes.__main__ import main
from sim.gate import ContentError, Fault

ONE = Fault("a.yaml", 2, 3, "Q003", "[0]", "wrong", "do right")
TWO = Fault("b.md", 1, 1, "L001", "", "wrong", "do right")


@pytest.fixture(autouse=True)
def _no_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sim.facts, sim.catalog, quizzes.catalog, quizzes.generate.lint, lessons.catalog):
        monkeypatch.setattr(module, "lint", lambda: ())


def test_content_without_fault_says_how_many_files_were_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint"]) == 0
    said = capsys.readouterr().out
    assert said.endswith(" files, no fault\n")
    assert int(said.split()[0]) > 5


def test_faults_are_told_one_a_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(lessons.catalog, "lint", lambda: (TWO,))
    monkeypatch.setattr(quizzes.catalog, "lint", lambda: (ONE,))
    assert main(["lint"]) == 1
    assert capsys.readouterr().out == "a.yaml:2:3: Q003 [0]: wrong; do right\nb.md:1:1: L001: wrong; do right\n"


def test_a_fault_of_the_bank_that_the_lessons_meet_again_is_told_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def meet() -> tuple[Fault, ...]:
        raise ContentError([ONE])

    monkeypatch.setattr(quizzes.catalog, "lint", lambda: (ONE,))
    monkeypatch.setattr(lessons.catalog, "lint", meet)
    assert main(["lint"]) == 1
    assert capsys.readouterr().out.count("\n") == 1


def test_with_a_faulty_ledger_nothing_that_rests_on_it_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sim.facts, "lint", lambda: (ONE,))
    monkeypatch.setattr(quizzes.catalog, "lint", lambda: (TWO,))
    assert main(["lint"]) == 1
    assert capsys.readouterr().out == "a.yaml:2:3: Q003 [0]: wrong; do right\n"
