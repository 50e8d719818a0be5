"""One file for each code of a fault. Its first line names every fault in it: line:column: code."""

from datetime import date
from pathlib import Path

import pytest

from quizzes.catalog import Files, lint_files
from quizzes.lint import CODES
from sim.gate import Fault

HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)
OBJECTIVES = "- {id: environment.cold-start, says: Say what a cold start is made of}\n"
OF_ITEMS = sorted((HERE / "faults").glob("*.yaml"))
OF_OBJECTIVES = sorted((HERE / "faults_of_objectives").glob("*.yaml"))
GOOD = (HERE / "faults" / "Q043.yaml").read_text("utf-8").replace("called twice.", "called twice?")


def lint(item: str = GOOD, objectives: str = OBJECTIVES) -> tuple[Fault, ...]:
    return lint_files(Files(objectives, {"bank.yaml": item}), TODAY)


def told(faults: tuple[Fault, ...]) -> str:
    return ", ".join(f"{fault.line}:{fault.column}: {fault.code}" for fault in faults)


def expected(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ")


@pytest.mark.parametrize("file", OF_ITEMS, ids=lambda file: file.stem)
def test_a_fault_of_an_item_is_told_at_its_line_and_column(file: Path) -> None:
    text = file.read_text("utf-8")
    assert told(lint(text)) == expected(text)


@pytest.mark.parametrize("file", OF_OBJECTIVES, ids=lambda file: file.stem)
def test_a_fault_of_an_objective_is_told_at_its_line_and_column(file: Path) -> None:
    text = file.read_text("utf-8")
    assert told(lint(objectives=text)) == expected(text)


def test_every_code_has_its_file() -> None:
    shown = {
        code for file in (*OF_ITEMS, *OF_OBJECTIVES) for code in CODES if code in expected(file.read_text("utf-8"))
    }
    assert shown == set(CODES)


def test_a_good_item_has_no_fault() -> None:
    assert lint() == ()


def test_all_faults_of_all_files_are_told_at_once() -> None:
    bad = {name: (HERE / "faults" / f"{name}.yaml").read_text("utf-8") for name in ("G003", "Q020", "Q043")}
    faults = lint_files(Files(OBJECTIVES, bad), TODAY)
    assert [(fault.file, fault.code) for fault in faults] == [
        ("G003", "G003"),
        ("Q020", "Q020"),
        ("Q043", "Q001"),
        ("Q043", "Q043"),
    ]


def test_a_file_that_is_no_list_is_told() -> None:
    assert str(lint("id: one\n")[0]).startswith("bank.yaml:1:1: G005: takes a list of items")


def test_objectives_that_are_no_list_are_told() -> None:
    assert str(lint(objectives="")[0]).startswith("quizzes/objectives.yaml:1:1: G005: takes a list of objectives")


def test_a_message_says_place_problem_and_remedy() -> None:
    text = (HERE / "faults" / "Q004.yaml").read_text("utf-8")
    assert [str(fault) for fault in lint(text)] == [
        "bank.yaml:12:27: Q004 [0].facts[1]: there is no fact 'env-warm-star'; did you mean 'env-warm-start'?"
    ]
