"""Where things are kept, and a secret that lasts."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from quizzes.settings import FOLDER, STORE, settings


def test_the_folder_is_made_for_its_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    found = settings({FOLDER: str(folder)})
    assert found.folder == folder
    assert found.store == str(folder / "record.sqlite3")
    assert found.note == ""
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600


def test_the_secret_lasts(tmp_path: Path) -> None:
    given = {FOLDER: str(tmp_path)}
    first = settings(given).secret
    assert len(bytes.fromhex(first)) == 32
    assert settings(given).secret == first
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_processes_that_start_together_agree_on_the_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: settings({FOLDER: str(tmp_path)}).secret, range(40)))
    assert len(found) == 1


def test_a_folder_that_cannot_be_used_costs_the_learners_but_not_the_course(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    given = {FOLDER: str(blocked / "data")}
    one, other = settings(given), settings(given)
    assert one.note == (
        f"The data folder {blocked / 'data'} cannot be used: Not a directory. Learners are forgotten when this program ends. "
        "Set COLDSTART_DATA to a folder that this user may write to, and start again."
    )
    assert len(one.secret) == 64
    assert one.secret == other.secret


def test_a_damaged_secret_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("abc\n")
    assert (
        "secret in it does not hold 64 hexadecimal digits; delete that file" in settings({FOLDER: str(tmp_path)}).note
    )


def test_a_database_may_be_named_instead_of_the_file(tmp_path: Path) -> None:
    assert settings({FOLDER: str(tmp_path), STORE: "postgresql://db/coldstart"}).store == "postgresql://db/coldstart"


def test_without_a_folder_named_it_is_the_users_own(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert settings({}).folder == tmp_path / "coldstart"
