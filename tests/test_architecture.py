"""The house stands as ARCHITECTURE.md draws it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("lessons", "quizzes", "sim")
"""From left to right; each imports only what stands to its right."""
ROOTS = {"quizzes/__main__.py"}
"""Command lines that, like app.py, put layers together."""


def _tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if names.returncode == 0:
        return [Path(name) for name in names.stdout.splitlines() if (ROOT / name).is_file()]
    return [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]


FILES = _tracked()
MODULES = [path for path in FILES if path.suffix == ".py" and path.parts[0] in {*LAYERS, "app.py"}]


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_each_layer_imports_only_what_stands_to_its_right(path):
    if path.parts[0] not in LAYERS or path.as_posix() in ROOTS:
        return
    left = LAYERS[: LAYERS.index(path.parts[0])]
    wrong = {name for name in _imports(path) if name.split(".")[0] in {*left, "app"}}
    assert not wrong


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_streamlit_is_known_only_on_screen(path):
    if path.name == "app.py" or "ui" in path.parts:
        return
    assert not {name for name in _imports(path) if name.split(".")[0] == "streamlit"}


WALL_CLOCK = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter"}
"""What a clock is asked by. ``datetime`` as a calendar asks none."""


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.parts[0] == "sim" and "ui" not in path.parts], ids=str
)
def test_simulators_know_no_wall_clock(path):
    assert not _imports(path) & {"time", "socket", "urllib", "requests", "os"}
    assert not _asks_the_clock((ROOT / path).read_text("utf-8"))


def _asks_the_clock(source: str) -> list[int]:
    """The lines that call one of ``WALL_CLOCK``, by whatever name it was imported."""
    tree = ast.parse(source)
    names = WALL_CLOCK | {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in WALL_CLOCK
    }
    called = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        node.lineno
        for node in called
        if (isinstance(node.func, ast.Attribute) and node.func.attr in WALL_CLOCK)
        or (isinstance(node.func, ast.Name) and node.func.id in names)
    ]


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import UTC, datetime\ndatetime.now(UTC)",
        "import datetime as d\nd.date.today()",
        "from datetime import datetime\ndatetime.utcnow()",
        "from time import time as t\nt()",
    ],
)
def test_a_wall_clock_would_be_found(source):
    assert _asks_the_clock(source) == [2]


def test_simulators_draw_from_a_seed_only():
    for path in (path for path in MODULES if path.parts[0] == "sim"):
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="random"), attr=attr)):
                    assert attr == "Random", f"{path}:{node.lineno}: random.{attr} is global"


def test_modules_stay_small():
    """A second look at 300 lines."""
    long = {path.as_posix(): n for path in MODULES if (n := len((ROOT / path).read_text("utf-8").splitlines())) > 300}
    assert not long


def test_top_level_has_the_names_it_should():
    allowed = {"app.py", "lessons", "quizzes", "sim", "assets", "tests", "docs", "deploy", "Makefile", "pyproject.toml"}
    papers = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"}
    top = {path.parts[0] for path in FILES}
    others = {name for name in top - allowed - papers if not name.startswith((".", "requirements"))}
    assert not others


def test_papers_exist():
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        assert (ROOT / name).read_text("utf-8").startswith("# ")


def test_start_up_needs_no_network():
    """The content is read and every page module imported with sockets forbidden."""
    code = (
        "import socket\n"
        "def no(*a, **k): raise OSError('no network')\n"
        "socket.socket.connect = no\nsocket.getaddrinfo = no\n"
        "from lessons.catalog import course\n"
        "import lessons.ui.pages, lessons.ui.page, lessons.ui.home, lessons.ui.bench, lessons.ui.practice\n"
        "print(len(course().lessons))"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert int(told.stdout) >= 5


def test_requirements_are_pinned_exactly():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert "==" in line, f"{name}: {line}"
