"""The app does not start half-loaded: on faulty content it tells every fault and ends."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FIRST = "lessons/course/01-execution-environment/01-environment.md"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project, to be broken."""
    for name in ("sim", "quizzes", "lessons", "assets", ".streamlit"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "app.py", tmp_path / "app.py")
    return tmp_path


def start(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Import ``app.py`` as Streamlit does before it serves anything."""
    data = {"COLDSTART_DATA": str(folder / "data"), **environment}
    command = [sys.executable, "-W", "ignore", "-c", "import app; print('started')"]
    return subprocess.run(command, cwd=folder, env={**os.environ, **data}, capture_output=True, text=True, check=False)


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_it_starts(copy: Path):
    told = start(copy)
    assert told.stdout == "started\n", told.stderr


BROKEN = [
    ("sim/facts.yaml", "confidence: high", "confidence: sure", "G006"),
    ("sim/lifecycle/presets.yaml", "arrivals: [0, 1000]", "arrivals: [1000, 0]", "G008"),
    ("quizzes/objectives.yaml", "id: environment.phases", "id: environment.faces", "Q003"),
    ("quizzes/bank/cold-and-warm.yaml", "type: single", "type: singel", "G006"),
    ("quizzes/families/environments.yaml", "type: numeric", "type: numerik", "G006"),
    (FIRST, "minutes:", "minuets:", "G003"),
]


@pytest.mark.parametrize(("file", "old", "new", "code"), BROKEN, ids=[file for file, *_ in BROKEN])
def test_faulty_content_is_told_and_nothing_starts(copy: Path, file: str, old: str, new: str, code: str):
    spoil(copy / file, old, new)
    told = start(copy)
    assert told.returncode == 1
    assert "started" not in told.stdout
    assert "Traceback" not in told.stderr
    assert code in told.stderr
    assert "the course does not start" in told.stderr
    if code.startswith("G"):
        assert f"{file}:" in told.stderr


@pytest.mark.parametrize("file", [FIRST, "sim/facts.yaml", "quizzes/bank/cold-and-warm.yaml"])
def test_a_file_that_is_not_utf_8_is_told(copy: Path, file: str):
    (copy / file).write_bytes((copy / file).read_bytes() + b"\n# caf\xe9\n")
    told = start(copy)
    assert told.returncode == 1
    assert file in told.stderr
    assert "Traceback" not in told.stderr


def test_a_fact_that_a_simulator_needs_is_missed_at_start(copy: Path):
    spoil(copy / "sim" / "facts.yaml", "id: init-10s", "id: init-11s")
    told = start(copy)
    assert told.returncode == 1
    assert "init-10s" in told.stderr
    assert "Traceback" not in told.stderr


def test_faults_of_several_lessons_are_told_together(copy: Path):
    second = FIRST.replace("01-environment.md", "02-cold-and-warm.md")
    spoil(copy / FIRST, "minutes:", "minuets:")
    spoil(copy / second, "```mistakes", "```mistaken")
    told = start(copy)
    assert FIRST in told.stderr
    assert second in told.stderr


def test_a_data_folder_that_cannot_be_used_is_told_and_the_course_starts(copy: Path):
    (copy / "file").write_text("not a folder", "utf-8")
    told = start(copy, COLDSTART_DATA=str(copy / "file" / "data"))
    assert told.stdout == "started\n", told.stderr
