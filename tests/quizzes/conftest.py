"""A record of its own for every test."""

from pathlib import Path

import pytest

from quizzes.settings import FOLDER, STORE
from quizzes.ui import session


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder, which is not made yet."""
    folder = tmp_path / "data"
    monkeypatch.setenv(FOLDER, str(folder))
    monkeypatch.delenv(STORE, raising=False)
    session.house.clear()
    return folder
